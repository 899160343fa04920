"""What happened, on the charts of the KPIs that it may concern."""

from collections.abc import Sequence

from cxscore.model.findings import EventMark
from cxscore.model.kpi import Kpi
from cxscore.model.registers import Event
from cxscore.model.scorecard import Point


def marks_on(kpi: Kpi, events: Sequence[Event], points: Sequence[Point]) -> tuple[EventMark, ...]:
    """Return the events that fall into *points* of *kpi*, in order of time.

    Those of no KPI in particular concern all of them.
    """
    return tuple(
        EventMark(point.period.id, event)
        for event in sorted(events, key=lambda event: event.date)
        if event.kpi in (None, kpi.id)
        for point in points
        if point.period.start <= event.date <= point.period.end
    )
