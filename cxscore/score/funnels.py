"""Many segments against what chance alone would do to them."""

from collections.abc import Sequence

from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Funnel, SegmentScore
from cxscore.score.readings import Reading


def funnels_of(kpi: Kpi, whole: Reading, segments: Sequence[SegmentScore]) -> tuple[Funnel, ...]:
    """Return a funnel for each ``by`` of *kpi* that has many segments."""
    return ()
