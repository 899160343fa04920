"""The panels: each KPI with its chart, its numbers and its actions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from cxscore.rendering.charts import History, Side, draw_control_chart
from cxscore.rendering.plotted import history_of
from cxscore.rendering.sections.actions import ActionRow, rows_of
from cxscore.rendering.sections.facts import Facts, split
from cxscore.rendering.sections.movements import Moved, moved_of
from cxscore.rendering.sections.verdicts import Judgement, capability_of, status_of, variation_of
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.no_chart import no_chart
from cxscore.rendering.words.series import Marked

LOWER = 84.0
"""The height of a chart that leaves room for a waterfall on its half of the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the chart in words."""

    css: str
    """``limit``, ``mean`` or ``target``: how it is drawn."""
    text: str
    """``Upper limit +43``"""


@dataclass(frozen=True, slots=True)
class Panel:
    """One KPI in detail."""

    anchor: str
    kpi: KpiSaid
    group: str
    status: Judgement
    variation: Judgement
    capability: Judgement
    number: str
    unit: str
    chart: Markup
    no_chart: str
    """What is said in place of a chart; empty where there is one."""
    has_values: bool
    faint: bool
    has_segments: bool
    actions: tuple[ActionRow, ...]
    """Those that are neither done nor cancelled."""
    moved: Moved | None = None
    lines: tuple[Line, ...] = ()
    """What is written at the chart's side, from the top down."""


def view(facts: Facts) -> tuple[Panel, ...]:
    """Return a panel for each KPI, its chart drawn."""
    return tuple(
        _panel(facts, row.kpi.id, group.name) for group in facts.groups for row in group.rows
    )


def _panel(facts: Facts, kpi_id: str, group: str) -> Panel:
    kpi, said = facts.by_id[kpi_id], facts.said.kpis[kpi_id]
    number, unit = split(said.value)
    moved = moved_of(kpi, said)
    instead = no_chart(kpi, facts.said.numbers)
    history = history_of(kpi, said, facts.said.numbers)
    history = replace(history, height=LOWER) if moved else history
    return Panel(
        anchor=facts.anchors[kpi_id],
        kpi=said,
        group=group,
        status=status_of(kpi, said),
        variation=variation_of(kpi, said),
        capability=capability_of(kpi, said),
        number=number,
        unit=unit,
        chart=Markup("" if instead else draw_control_chart(history)),  # noqa: S704 (drawn and escaped by the chart module)
        no_chart=instead,
        has_values=any(point.value is not None for point in kpi.series),
        faint=kpi.base_too_small,
        has_segments=any(table.rows for table in said.segments),
        actions=tuple(row for row in rows_of(facts, kpi.actions) if not row.over),
        moved=moved,
        lines=_lines(history),
    )


def shared_events(panels: Sequence[Panel]) -> tuple[Marked, ...]:
    """Return the events that stand on the charts of all KPIs, each once and in order of time."""
    found = {mark.sign: mark for panel in panels for mark in panel.kpi.marks if mark.shared}
    return tuple(found[sign] for sign in sorted(found, key=int))


def _lines(history: History) -> tuple[Line, ...]:
    """Return the labels at the side of the chart, the highest first."""
    limits = {edge for span in history.spans for edge in span.edges}

    def css(side: Side) -> str:
        return "target" if side.strong else "limit" if side.value in limits else "mean"

    sides = sorted(history.sides, key=lambda side: -side.value)
    return tuple(Line(css(side), side.text) for side in sides)
