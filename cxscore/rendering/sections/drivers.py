"""What the KPIs depend on: importance × performance, and a table."""

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.charts.priorities import Priorities, Priority, draw_priorities
from cxscore.rendering.numbers import Numbers, written_decimals
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.words.drivers import DriversSaid, conclusion
from cxscore.rendering.words.kpi import KpiSaid

CORNERS = ("Look here first", "Keep it up", "Can wait", "Good, matters less")
"""The quarters: important and weak, important and strong, and the two below."""


@frozen
class KpiDrivers:
    """A KPI with what goes with it; ``chart`` is empty where nothing can be drawn."""

    anchor: str
    kpi: KpiSaid
    said: DriversSaid
    chart: Markup
    title: str
    """``Delivery matters most and lags``: the conclusion, or what it is about."""


def view(facts: Facts) -> tuple[KpiDrivers, ...]:
    """Return the KPIs that name drivers, in the order of the table."""
    found = []
    for row in facts.rows:
        said = row.kpi.drivers
        if said is not None:
            scored = facts.by_id[row.kpi.id]
            chart = Markup(_chart(scored, said, facts.paper.numbers))  # noqa: S704 (drawn and escaped by the chart module)
            title = conclusion(scored) or f"What {row.kpi.name} depends on"
            found.append(KpiDrivers(row.anchor, row.kpi, said, chart, title))
    return tuple(found)


def _chart(scored: ScoredKpi, said: DriversSaid, numbers: Numbers) -> str:
    """Return the chart; none where so much may go with it by chance."""
    if scored.drivers is None or not said.description:
        return ""
    rows = {row.column: row for row in said.rows}
    points = [
        Priority(
            rows[item.column].name,
            100 * item.share,
            100 * item.low,
            100 * item.high,
            item.performance,
            item.direction < 0,
            rows[item.column].first,
        )
        for item in scored.drivers.items
        if item.performance is not None
    ]
    return draw_priorities(
        Priorities(
            said.description,
            points,
            CORNERS if said.judged else ("", "", "", ""),
            "Importance",
            "Best answers",
            lambda ticks: [
                numbers.percent(t, max(written_decimals(tick) for tick in ticks)) for t in ticks
            ],
        )
    )
