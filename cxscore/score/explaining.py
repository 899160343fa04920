"""What stands behind one number: its sources, and what it would take to meet its target."""

from cxscore.model.explanation import Explanation
from cxscore.model.measured import Measured
from cxscore.model.scorecard import Scorecard, ScoredKpi, SegmentScore
from cxscore.score.accountability.sources import datasets_of
from cxscore.score.values.needed import needed_of


def explanation_of(
    scorecard: Scorecard, scored: ScoredKpi, measured: Measured, segment: SegmentScore | None
) -> Explanation:
    """Return what stands behind *scored*, or behind one *segment* of it."""
    datasets = datasets_of(scored.kpi, measured.coverage.get(scored.kpi.id, ()))
    at = scored.period.id if scored.period else ""
    found: ScoredKpi | SegmentScore = scored if segment is None else segment
    point = next((each for each in (segment.series if segment else ()) if each.period == at), None)
    counted = scored if segment is None else point
    of_ledger = scored.kpi.measure.ledger is not None
    return Explanation(
        scorecard=scorecard,
        scored=scored,
        segment=segment,
        sources=tuple(each for each in scorecard.sources if each.source.dataset in datasets),
        left_out=measured.ledger.left_out if of_ledger and measured.ledger is not None else 0,
        needed=None
        if scored.base_too_small or found.base_too_small or counted is None
        else needed_of(
            scored.kpi,
            found.value,
            found.target,
            counted.numerator,
            found.n,
            counted.denominator,
        ),
    )
