"""What happened, on the charts of the KPIs that it may concern."""

from collections.abc import Sequence

from cxscore.model.kpi import Kpi
from cxscore.model.registers import Event
from cxscore.model.scorecard import EventMark, Point


def marks_on(kpi: Kpi, events: Sequence[Event], points: Sequence[Point]) -> tuple[EventMark, ...]:
    """Return the events that fall into *points* of *kpi*, numbered in order of time."""
    return ()
