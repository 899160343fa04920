"""What customers value: the drivers of KPIs, importance × performance, beside what they state."""

from collections.abc import Mapping, Sequence
from dataclasses import field

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.charts.priorities import Priorities, Priority, draw_priorities
from cxscore.rendering.numbers import Numbers, written_decimals
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.scores import Link
from cxscore.rendering.words.drivers import DriversSaid, conclusion
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.valued import ValuedRow, ValuedSaid

CORNERS = ("Look here first", "Keep it up", "Can wait", "Good, matters less")
"""The quarters: important and weak, important and strong, and the two below."""
SHOWN = 12
"""So many drivers of the one table: those to look at first, and the most important."""


@frozen
class ValuedLine:
    """One driver of one KPI, in the table of several KPIs."""

    kpi: Link
    said: ValuedRow


@frozen
class Valued:
    """The drivers that exist as one table, beside importance as customers stated it."""

    said: ValuedSaid
    lines: tuple[ValuedLine, ...] = ()
    """None where one KPI alone has drivers: its own table has them."""
    more: int = 0
    """How many others there are in scorecard.json alone."""


@frozen
class KpiDrivers:
    """A KPI with what goes with it; ``chart`` is empty where nothing can be drawn."""

    anchor: str
    kpi: KpiSaid
    said: DriversSaid
    chart: Markup
    title: str
    """``Delivery matters most and lags``: the conclusion, or what it is about."""
    stated: Mapping[str, str] = field(default_factory=dict)
    """Importance as customers stated it, by column; empty where nobody did."""
    in_table: bool = False
    """Whether its drivers stand in the one table of all KPIs."""


def view(facts: Facts) -> tuple[KpiDrivers, ...]:
    """Return the KPIs that name drivers, in the order of the table."""
    found = []
    valued, stated = facts.said.valued, _stated(facts)
    common = _kpis(valued) if valued and len(_kpis(valued)) > 1 else ()
    for row in facts.rows:
        said = row.kpi.drivers
        if said is not None:
            scored = facts.by_id[row.kpi.id]
            chart = Markup(_chart(scored, said, facts.paper.numbers))  # noqa: S704 (drawn and escaped by the chart module)
            title = conclusion(scored) or f"What {row.kpi.name} depends on"
            id_ = row.kpi.id
            found.append(
                KpiDrivers(
                    row.anchor, row.kpi, said, chart, title, stated.get(id_, {}), id_ in common
                )
            )
    return tuple(found)


def valued_of(facts: Facts) -> Valued | None:
    """Return the drivers that exist as one table; None where no driver is known."""
    said = facts.said.valued
    if said is None:
        return None
    if len(_kpis(said)) < 2:
        return Valued(said)
    worst = sorted(said.rows, key=lambda row: (not row.first, -row.importance))[:SHOWN]
    lines = tuple(ValuedLine(facts.link(row.kpi), row) for row in said.rows if row in worst)
    return Valued(said, lines, len(said.rows) - len(lines))


def _kpis(said: ValuedSaid) -> Sequence[str]:
    """Return the KPIs that have drivers, in order."""
    return tuple(dict.fromkeys(row.kpi for row in said.rows))


def _stated(facts: Facts) -> dict[str, dict[str, str]]:
    """Return importance as customers stated it, by KPI and column."""
    said, found = facts.said.valued, dict[str, dict[str, str]]()
    for row in said.rows if said and said.is_stated else ():
        found.setdefault(row.kpi, {})[row.column] = row.stated
    return found


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
