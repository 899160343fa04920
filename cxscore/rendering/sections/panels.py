"""The panels: each KPI with its chart, its numbers and its actions."""

from collections.abc import Sequence
from dataclasses import field, replace

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.outline import Paper
from cxscore.rendering.charts import History, Side, draw_control_chart
from cxscore.rendering.charts.house import House, drawn_for, house
from cxscore.rendering.plotted import history_of
from cxscore.rendering.sections.action_rows import MOST, OVER, ActionRow, rows_of
from cxscore.rendering.sections.facts import FEW_ROWS, Facts, split
from cxscore.rendering.sections.movements import Moved, moved_of
from cxscore.rendering.sections.panel_heights import (
    LEAST,
    Contents,
    chart_heights,
    needed,
    part_of,
)
from cxscore.rendering.sections.verdicts import Judgement, capability_of, status_of, variation_of
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.no_chart import no_chart
from cxscore.rendering.words.series import Marked

LEGEND = (
    "Blue circles: better than usual, orange squares: worse than usual, both beyond chance. "
    "Hollow: not complete or not counted. Band: natural limits. Dotted: target. "
    "*: a change beyond sampling error."
)
"""About what the template says above the panels, for how high that is."""
ON_SCREEN = 118.0
"""How high a chart is there at least, in units."""


@frozen
class Line:
    """A line of the chart in words."""

    css: str
    """``limit``, ``mean``, ``target`` or ``standard``: how it is drawn."""
    text: str
    """``Limit +43``"""


@frozen
class Drawing:
    """A control chart, and the colours and the font of the brand that it is drawn with."""

    history: History
    house: House

    def drawn(self, least: float = 0.0) -> Markup:
        """Return it as SVG, at least so many units high."""
        history = replace(self.history, height=max(self.history.height, least))
        with drawn_for(self.house):
            return Markup(draw_control_chart(history))  # noqa: S704 (escaped by the chart module)


@frozen
class Panel:
    """One KPI in detail; its chart is drawn where a page asks for it."""

    anchor: str
    kpi: KpiSaid
    group: str
    status: Judgement
    variation: Judgement
    capability: Judgement
    number: str
    unit: str
    no_chart: str
    """What is said in place of a chart; empty where there is one."""
    has_values: bool
    faint: bool
    has_segments: bool
    actions: tuple[ActionRow, ...]
    """Those that are neither done nor cancelled."""
    other_actions: int
    """How many more there are: the latest 50 are listed."""
    moved: Moved | None = None
    lines: tuple[Line, ...] = ()
    """What is written at the chart's side, from the top down."""
    drawing: Drawing | None = field(default=None, compare=False)
    """What the chart shows, as high as its page of paper has room for; None without a chart."""

    @property
    def chart(self) -> Markup:
        """The chart on paper; empty where there is none."""
        return Markup() if self.drawing is None else self.drawing.drawn()

    @property
    def tall(self) -> Markup:
        """The same for a screen, which has no pages to fill."""
        return Markup() if self.drawing is None else self.drawing.drawn(ON_SCREEN)


def view(facts: Facts) -> tuple[Panel, ...]:
    """Return a panel for each KPI, its chart drawn as high as its page has room for."""
    panels = [_panel(facts, row.kpi.id, group.name) for group in facts.groups for row in group.rows]
    heights = _heights(panels, facts.scorecard.heading.paper)
    return tuple(
        _drawn(facts, panel, height) for panel, height in zip(panels, heights, strict=True)
    )


def _panel(facts: Facts, kpi_id: str, group: str) -> Panel:
    """Return the panel without its chart."""
    kpi, said = facts.by_id[kpi_id], facts.said.kpis[kpi_id]
    number, unit = split(said.value)
    under_way = [each for each in kpi.actions if each.timeliness not in OVER]
    return Panel(
        anchor=facts.anchors[kpi_id],
        kpi=said,
        group=group,
        status=status_of(kpi, said.status),
        variation=variation_of(kpi, said.variation),
        capability=capability_of(kpi, said.capability),
        number=number,
        unit=unit,
        no_chart=no_chart(kpi, facts.said.numbers),
        has_values=any(point.value is not None for point in kpi.series),
        faint=kpi.base_too_small,
        has_segments=any(table.rows for table in said.segments),
        actions=rows_of(under_way[-MOST:], facts.paper, facts.anchors),
        other_actions=max(0, len(under_way) - MOST),
        moved=moved_of(kpi, said),
    )


def _heights(panels: Sequence[Panel], paper: Paper) -> list[float]:
    """Return how high the chart of each panel is, in units of its sheet."""
    rooms = [needed(_contents(panel), paper) for panel in panels]
    if len(panels) <= FEW_ROWS:  # They begin somewhere on a page: below the table.
        return [part_of(room, LEAST) for room in rooms]
    events = " ".join(f"{mark.sign} {mark.text}" for mark in shared_events(panels))
    return chart_heights(rooms, f"{LEGEND} {events}", paper)


def _contents(panel: Panel) -> Contents:
    # Where the owner says what comes next, the action is not said again.
    told = panel.kpi.comment is not None and panel.kpi.comment.next
    actions = []
    for row in panel.actions:
        title = f"Action {row.action.id}" if told else row.action.title
        owner = row.action.owner if row.action.owner != panel.kpi.owner else ""
        checked = "" if row.action.kpi == panel.kpi.name else f"checked on {row.action.kpi},"
        actions.append(f"{title} {owner} {checked} {row.action.due} {row.status.short}")
    verdicts = (panel.status, panel.variation, panel.capability)
    moved = panel.moved.said if panel.moved else None
    return Contents(panel.kpi, verdicts, tuple(actions), panel.no_chart, moved)


def _drawn(facts: Facts, panel: Panel, height: float) -> Panel:
    """Return *panel* with what its chart shows."""
    kpi = facts.by_id[panel.kpi.id]
    history = replace(history_of(kpi, panel.kpi, facts.said.numbers), height=height)
    return replace(
        panel, drawing=None if panel.no_chart else Drawing(history, house()), lines=_lines(history)
    )


def shared_events(panels: Sequence[Panel]) -> tuple[Marked, ...]:
    """Return the events that stand on the charts of all KPIs, each once and in order of time."""
    found = {mark.sign: mark for panel in panels for mark in panel.kpi.marks if mark.shared}
    return tuple(found[sign] for sign in sorted(found, key=int))


def _lines(history: History) -> tuple[Line, ...]:
    """Return the labels at the side of the chart, the highest first."""
    limits = {edge for span in history.spans for edge in span.edges}

    def css(side: Side) -> str:
        if side.standard:
            return "standard"
        return "target" if side.strong else "limit" if side.value in limits else "mean"

    sides = sorted(history.sides, key=lambda side: -side.value)
    return tuple(Line(css(side), side.text) for side in sides)
