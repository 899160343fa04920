"""What happened, on the charts of the KPIs that it may concern."""

from collections.abc import Sequence

from cxscore.model.findings import EventMark
from cxscore.model.kpi import Kpi
from cxscore.model.registers import Event
from cxscore.model.scorecard import Point


def marks_on(kpi: Kpi, events: Sequence[Event], points: Sequence[Point]) -> tuple[EventMark, ...]:
    """Return the events that fall into *points* of *kpi*, numbered from 1 in order of time.

    Those of no KPI in particular concern all of them.
    """
    found = [
        (event, point.period.id)
        for event in sorted(events, key=lambda event: event.date)
        if event.kpi in (None, kpi.id)
        for point in points
        if point.period.start <= event.date <= point.period.end
    ]
    return tuple(EventMark(number, id_, event) for number, (event, id_) in enumerate(found, 1))
