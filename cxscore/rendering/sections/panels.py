"""The panels: each KPI with its chart, its numbers and its actions."""

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.listing import MOST
from cxscore.rendering.sections.action_rows import OVER, ActionRow, rows_of
from cxscore.rendering.sections.facts import Facts, split
from cxscore.rendering.sections.movements import Moved, moved_of
from cxscore.rendering.sections.panel_charts import (
    IN_PAIRS,
    SIDE_BY_SIDE,
    Charts,
    Drawing,
    Line,
    charts_of,
)
from cxscore.rendering.sections.panel_words import Printed, printed_of
from cxscore.rendering.sections.quiet import is_quiet
from cxscore.rendering.sections.verdicts import Judgement, capability_of, status_of, variation_of
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.log import elsewhere
from cxscore.rendering.words.no_chart import no_chart
from cxscore.rendering.words.series import Marked

ON_TARGET, STEADY = "Steady and on target", "Steady"


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
    elsewhere: str
    """Where these are; empty for none."""
    moved: Moved | None = None
    lines: tuple[Line, ...] = ()
    """What is written at the chart's side, from the top down."""
    charts: Charts | None = field(default=None, compare=False)
    """Its chart as each page has it; None without one."""
    printed: Printed = field(default_factory=Printed)
    """What of the words paper has, where it does not say them elsewhere."""
    quiet: bool = False
    """It calls for nothing: paper shows it small, after all that call for something."""
    is_brief: bool = False
    """It misses no target, and nobody comments on it or has to: two share a row on paper."""

    @property
    def drawing(self) -> Drawing | None:
        """What the chart on paper shows; None without one."""
        return self.charts.paper if self.charts else None

    @property
    def small_drawing(self) -> Drawing | None:
        """What its small chart shows; None without one, and of all that are shown in full."""
        return self.charts.small if self.charts and self.quiet else None

    @property
    def chart(self) -> Markup:
        """The chart on paper; empty where there is none."""
        return _drawn(self.drawing)

    @property
    def tall(self) -> Markup:
        """The chart on a screen, with the labels of all its lines."""
        return _drawn(self.charts.tall if self.charts else None)

    @property
    def narrow(self) -> Markup:
        """The chart on paper of one of two that share a row; empty for none."""
        return _drawn(self.charts.narrow if self.charts else None)

    @property
    def small(self) -> Markup:
        """The low chart of a panel that is shown small, without events; empty for none."""
        return _drawn(self.small_drawing)


def view(facts: Facts) -> tuple[Panel, ...]:
    """Return a panel for each KPI."""
    return tuple(
        _panel(facts, row.kpi.id, group.name) for group in facts.groups for row in group.rows
    )


def in_rows(panels: Sequence[Panel]) -> tuple[tuple[Panel, ...], ...]:
    """Return *panels* as paper has them, a row each; then those that share rows.

    Two share one where nobody comments, then a few where they call for nothing.
    """
    brief = [panel for panel in panels if panel.is_brief]
    paired = brief[len(brief) % IN_PAIRS :]
    quiet = [panel for panel in panels if panel.quiet]
    return (
        *((panel,) for panel in panels if not panel.quiet and panel not in paired),
        *_shared(paired, IN_PAIRS),
        *_shared(quiet, SIDE_BY_SIDE),
    )


def _shared(panels: Sequence[Panel], many: int) -> Iterator[tuple[Panel, ...]]:
    for at in range(0, len(panels), many):
        yield tuple(panels[at : at + many])


def quiet_title(panels: Sequence[Panel]) -> str:
    """Return what the panels that call for nothing have in common; empty for none."""
    quiet = [panel for panel in panels if panel.quiet]
    if not quiet:
        return ""
    return STEADY if any(panel.status.css != "on" for panel in quiet) else ON_TARGET


def shared_events(panels: Sequence[Panel]) -> tuple[Marked, ...]:
    """Return the events that stand on the charts of all KPIs, each once and in order of time."""
    found = {mark.sign: mark for panel in panels for mark in panel.kpi.marks if mark.shared}
    return tuple(found[sign] for sign in sorted(found, key=int))


def _panel(facts: Facts, kpi_id: str, group: str) -> Panel:
    kpi, said = facts.by_id[kpi_id], facts.said.kpis[kpi_id]
    number, unit = split(said.value)
    under_way = [each for each in kpi.actions if each.timeliness not in OVER]
    known = facts.scorecard.listed_on(kpi)
    kept = [each for each in known if each.timeliness not in OVER]
    shown = kept[-MOST:]
    bare, quiet = no_chart(kpi, facts.said.numbers), is_quiet(kpi, facts.scorecard)
    moved = moved_of(kpi, said)
    paper = facts.scorecard.heading.paper
    charts = charts_of(kpi, said, facts.said.numbers, paper, moved=moved is not None)
    panel = Panel(
        anchor=facts.anchors[kpi_id],
        kpi=said,
        group=group,
        status=status_of(kpi, said.status),
        variation=variation_of(kpi, said.variation),
        capability=capability_of(kpi, said.capability),
        number=number,
        unit=unit,
        no_chart=bare,
        has_values=any(point.value is not None for point in kpi.series),
        faint=kpi.base_too_small,
        has_segments=any(table.rows for table in said.segments),
        actions=rows_of(shown, facts.paper, facts.anchors),
        other_actions=len(under_way) - len(shown),
        elsewhere=elsewhere(len(under_way) - len(shown), len(kept) - len(shown)),
        moved=moved,
        lines=charts.lines,
        charts=None if bare else charts,
        printed=printed_of(kpi, said, facts.paper, charted=not bare),
        quiet=quiet,
    )
    return replace(panel, is_brief=_is_brief(panel))


def _is_brief(panel: Panel) -> bool:
    """Return whether there is little to say of a panel, and nobody who has to."""
    kpi = panel.kpi
    said = kpi.comment or kpi.comment_missing or panel.moved or panel.actions or kpi.breach.short
    return not (panel.quiet or said) and panel.status.css in ("on", "none")


def _drawn(drawing: Drawing | None) -> Markup:
    return Markup() if drawing is None else drawing.drawn()
