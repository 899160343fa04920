"""The panels: each KPI with its chart, its numbers and its actions."""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import groupby

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.listing import MOST
from cxscore.model.outline import Paper
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Capability, Outlook, Status
from cxscore.rendering.charts import History, Side, draw_control_chart
from cxscore.rendering.charts.house import House, drawn_for, house
from cxscore.rendering.charts.sizes import PANEL_WIDTH, QUIET_WIDTH
from cxscore.rendering.plotted import history_of
from cxscore.rendering.sections.action_rows import OVER, ActionRow, rows_of
from cxscore.rendering.sections.facts import FEW_ROWS, Facts, split
from cxscore.rendering.sections.movements import Moved, moved_of
from cxscore.rendering.sections.panel_heights import (
    LEAST,
    QUIET,
    Contents,
    Needed,
    Printed,
    chart_heights,
    needed,
    part_of,
    quiet_needed,
    stands_beside,
)
from cxscore.rendering.sections.quiet import is_quiet
from cxscore.rendering.sections.verdicts import Judgement, capability_of, status_of, variation_of
from cxscore.rendering.words import comparing
from cxscore.rendering.words.benchmarks import is_compared
from cxscore.rendering.words.journey import is_asked_for
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.no_chart import no_chart
from cxscore.rendering.words.series import Marked

LEGEND = (
    "Blue circles: better than usual, orange squares: worse than usual, both beyond chance. "
    "Hollow: not complete or not counted. Band: natural limits. Dotted: target. "
    "*: a change beyond sampling error. Intervals: 95%. Steady KPIs on target are shown small."
)
"""About what the template says above the panels, for how high that is."""
ON_SCREEN = 118.0
"""How high a chart is there at least, in units."""
SIDE_BY_SIDE = 2
"""Panels that are shown small."""
USUAL = 0.95
"""How sure intervals are, where a KPI does not say."""
ALWAYS = "Year ago"
"""The comparison that paper has of every KPI; of the others it has those beyond sampling error."""


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
    printed: Printed = field(default_factory=Printed)
    """What of the words paper has, where it does not say them elsewhere."""
    quiet: bool = False
    """It calls for nothing: paper shows it small."""
    small_drawing: Drawing | None = field(default=None, compare=False)
    """What that shows; None without a chart, and of all others."""

    @property
    def chart(self) -> Markup:
        """The chart on paper; empty where there is none."""
        return Markup() if self.drawing is None else self.drawing.drawn()

    @property
    def tall(self) -> Markup:
        """The same for a screen, which has no pages to fill."""
        return Markup() if self.drawing is None else self.drawing.drawn(ON_SCREEN)

    @property
    def small(self) -> Markup:
        """The low chart of a panel that is shown small, without events; empty for none."""
        return Markup() if self.small_drawing is None else self.small_drawing.drawn()


def view(facts: Facts) -> tuple[Panel, ...]:
    """Return a panel for each KPI, its chart drawn as high as its page has room for."""
    panels = [_panel(facts, row.kpi.id, group.name) for group in facts.groups for row in group.rows]
    rows = in_rows(panels)
    heights = _heights(rows, facts.scorecard.heading.paper)
    drawn = {
        panel.anchor: _drawn(facts, panel, height, alone=len(row) == 1)
        for row, height in zip(rows, heights, strict=True)
        for panel in row
    }
    return tuple(drawn[panel.anchor] for panel in panels)


def in_rows(panels: Sequence[Panel]) -> tuple[tuple[Panel, ...], ...]:
    """Return *panels* as paper has them: those of a group that call for something a row each.

    The others of the group follow, two a row.
    """
    return tuple(
        row for _, group in groupby(panels, lambda each: each.group) for row in _rows(group)
    )


def _rows(group: Iterator[Panel]) -> Iterator[tuple[Panel, ...]]:
    quiet: list[Panel] = []
    for panel in group:
        if panel.quiet:
            quiet.append(panel)
        else:
            yield (panel,)
    for at in range(0, len(quiet), SIDE_BY_SIDE):
        yield tuple(quiet[at : at + SIDE_BY_SIDE])


def _panel(facts: Facts, kpi_id: str, group: str) -> Panel:
    """Return the panel without its chart."""
    kpi, said = facts.by_id[kpi_id], facts.said.kpis[kpi_id]
    number, unit = split(said.value)
    under_way = [each for each in kpi.actions if each.timeliness not in OVER]
    known = facts.scorecard.listed_on(kpi)
    shown = [each for each in known if each.timeliness not in OVER][-MOST:]
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
        actions=rows_of(shown, facts.paper, facts.anchors),
        other_actions=len(under_way) - len(shown),
        moved=moved_of(kpi, said),
        printed=_printed(facts, kpi, said),
        quiet=is_quiet(kpi, facts.scorecard),
    )


def _printed(facts: Facts, kpi: ScoredKpi, said: KpiSaid) -> Printed:
    """Return what paper says of a KPI: no more of what other sections have."""
    compared_there = is_compared(facts.scorecard)
    about = [said.description or said.measure, said.rhythm]
    if said.journey and not is_asked_for(facts.scorecard):
        about.append(f"Journey: {said.journey}")
    if not compared_there:
        about += [f"Benchmark: {said.benchmark}" if said.benchmark else "", said.rank]
    about.append(said.answers)
    told = _joined(about[0], about[1], *about[2:])
    always = [row for row in said.comparisons if row.brief == ALWAYS]
    return Printed(
        about=told,
        interval=said.interval.removesuffix(f" ({facts.said.numbers.level(USUAL)})"),
        beside=stands_beside(said, told, facts.scorecard.heading.paper),
        compared=tuple(row for row in said.compared if row.beyond or row.brief == ALWAYS),
        found=(
            *((said.since_change,) if said.since_change and said.comment else ()),
            *(text for text in said.findings if text not in _told_twice(kpi, said)),
            *(() if compared_there else said.breaches),
            *comparing.not_compared(always),
            *said.restated,
            *said.accepted,
        ),
    )


def _told_twice(kpi: ScoredKpi, said: KpiSaid) -> tuple[str, ...]:
    """Return the findings that another one tells as well, or a verdict.

    That is a trend which the forecast goes by, and the forecast of a KPI on target that says no
    more than "hit and miss".
    """
    found, here = kpi.forecast, kpi.target
    if found is None or found.verdict is Outlook.CANNOT_SAY:
        return ()
    if found.method == "trend":
        return (said.trend_sentence,)
    same = here is not None and found.target.edges == here.edges
    by_chance = kpi.signal.capability is Capability.HIT_AND_MISS
    told = same and by_chance and kpi.status is Status.ON_TARGET
    return (said.forecast_sentence,) if told else ()


def _joined(what: str, rhythm: str, *more: str) -> str:
    first = f"{what}, {rhythm}" if rhythm else what
    return ". ".join([first, *filter(None, more)])


def _heights(rows: Sequence[Sequence[Panel]], paper: Paper) -> list[float]:
    """Return how high the charts of each row are, in units of their sheet."""
    rooms = [_needed(row, paper) for row in rows]
    panels = [panel for row in rows for panel in row]
    if len(panels) <= FEW_ROWS:  # They begin somewhere on a page: below the table.
        return [part_of(room, LEAST) for room in rooms]
    events = " ".join(f"{mark.sign} {mark.text}" for mark in shared_events(panels))
    return chart_heights(rooms, f"{LEGEND} {events}", paper)


def _needed(row: Sequence[Panel], paper: Paper) -> Needed:
    if row[0].quiet:
        return quiet_needed([_contents(panel) for panel in row], paper)
    return needed(_contents(row[0]), paper)


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
    return Contents(panel.kpi, panel.printed, verdicts, tuple(actions), panel.no_chart, moved)


def _drawn(facts: Facts, panel: Panel, height: float, *, alone: bool) -> Panel:
    """Return *panel* with what its chart shows; *alone* in its row it has the width of others."""
    kpi = facts.by_id[panel.kpi.id]
    history = replace(history_of(kpi, panel.kpi, facts.said.numbers), height=height)
    panel = replace(panel, lines=_lines(history))
    if panel.no_chart:
        return panel
    if panel.quiet:
        width = PANEL_WIDTH if alone else QUIET_WIDTH
        sides = tuple(side for side in history.sides if _css(history, side) != "mean")
        small = replace(history, height=QUIET, width=width, stops=(), sides=sides)
        panel = replace(panel, small_drawing=Drawing(small, house()))
    return replace(panel, drawing=Drawing(history, house()))


def shared_events(panels: Sequence[Panel]) -> tuple[Marked, ...]:
    """Return the events that stand on the charts of all KPIs, each once and in order of time."""
    found = {mark.sign: mark for panel in panels for mark in panel.kpi.marks if mark.shared}
    return tuple(found[sign] for sign in sorted(found, key=int))


def _lines(history: History) -> tuple[Line, ...]:
    """Return the labels at the side of the chart, the highest first."""
    sides = sorted(history.sides, key=lambda side: -side.value)
    return tuple(Line(_css(history, side), side.text) for side in sides)


def _css(history: History, side: Side) -> str:
    """Return which line of the chart *side* is the label of."""
    if side.standard:
        return "standard"
    limits = {edge for span in history.spans for edge in span.edges}
    return "target" if side.strong else "limit" if side.value in limits else "mean"
