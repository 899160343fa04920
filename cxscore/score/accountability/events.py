"""What happened, on the charts of the KPIs that it may concern."""

from bisect import bisect_left
from collections.abc import Sequence

from cxscore.model.findings import EventMark
from cxscore.model.kpi import Kpi
from cxscore.model.registers import Event
from cxscore.model.scorecard import Point


def marks_on(kpi: Kpi, events: Sequence[Event], points: Sequence[Point]) -> tuple[EventMark, ...]:
    """Return the events that fall into *points* of *kpi*, in order of time.

    Those of no KPI in particular concern all of them.
    """
    ends = [point.period.end for point in points]
    found = []
    for event in sorted(events, key=lambda event: event.date):
        at = bisect_left(ends, event.date)
        within = at < len(points) and points[at].period.start <= event.date
        if within and event.kpi in (None, kpi.id):
            found.append(EventMark(points[at].period.id, event))
    return tuple(found)
