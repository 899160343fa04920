"""The control charts of panels: in full on a screen, with fewer labels on paper, small or none."""

from dataclasses import replace

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.outline import Paper
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.charts import History, Side, draw_control_chart
from cxscore.rendering.charts.house import House, drawn_for, house
from cxscore.rendering.charts.sizes import PANEL_PRINTED, PANEL_WIDTH
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.plotted import LIMIT, history_of
from cxscore.rendering.sections.first_page import REM, SHEETS, SIDES
from cxscore.rendering.words.kpi import KpiSaid

HEIGHT, TALL, LOW = 102.0, 118.0, 54.0
"""How high a chart is, in units: on paper, where limits that span all of it are 2 cm apart, on a
screen, which has no pages to fill, and where it is shown small."""
LOWER = 0.76
"""The part of its height that a chart on paper has above a waterfall."""
PAIRED = 88.0
"""How high the chart of one of two panels side by side is."""
FACTS = 15.0 * REM
"""What its numbers take beside it."""
UNIT = PANEL_PRINTED / PANEL_WIDTH
"""A unit of a chart in print, in points."""
IN_PAIRS, SIDE_BY_SIDE = 2, 4
"""Panels in a row: of those that nobody comments on, and of those that are shown small."""
BETWEEN = 1.4 * REM
"""The air between them."""


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

    def drawn(self) -> Markup:
        """Return it as SVG."""
        with drawn_for(self.house):
            return Markup(draw_control_chart(self.history))  # noqa: S704 (escaped by the chart module)


@frozen
class Charts:
    """The charts of one KPI, and what is written at the side of the one on a screen."""

    tall: Drawing
    paper: Drawing
    """Its limits are numbers at the edges of their band, and its mean is a line alone."""
    narrow: Drawing
    """The same, as wide as one of two panels side by side leaves it."""
    small: Drawing
    """As wide as one of those that paper shows small, without events and labels."""
    lines: tuple[Line, ...]
    """From the top down."""


def charts_of(
    kpi: ScoredKpi, said: KpiSaid, numbers: Numbers, paper: Paper, *, moved: bool
) -> Charts:
    """Return the charts of *kpi*, those that share a row as wide as *paper* has room for.

    It has *moved* where a waterfall stands below: there paper has a lower one.
    """
    history = history_of(kpi, said, numbers)
    sides = sorted(history.sides, key=lambda side: -side.value)
    width = SHEETS[paper][0] - SIDES
    half, quarter = (
        round((width / many - BETWEEN - beside) / UNIT, 1)
        for many, beside in ((IN_PAIRS, FACTS), (SIDE_BY_SIDE, 0.0))
    )
    printed = replace(history, height=LOWER * HEIGHT if moved else HEIGHT, sides=_printed(history))
    small = replace(history, height=LOW, width=quarter, stops=(), sides=(), latest_text="")
    small = replace(small, bare=True)
    return Charts(
        tall=Drawing(replace(history, height=TALL), house()),
        paper=Drawing(printed, house()),
        narrow=Drawing(replace(printed, height=PAIRED, width=half), house()),
        small=Drawing(small, house()),
        lines=tuple(Line(_css(history, side), side.text) for side in sides),
    )


def _printed(history: History) -> tuple[Side, ...]:
    """Return the labels that paper has: a limit is the number at an edge of the band.

    The mean of a band has none; the centre of a run chart, which has no band, keeps its own.
    """
    banded = any(span.edges for span in history.spans)
    kinds = {side: _css(history, side) for side in history.sides}
    return tuple(
        replace(side, text=side.text.removeprefix(f"{LIMIT} ")) if kind == "limit" else side
        for side, kind in kinds.items()
        if not (banded and kind == "mean")
    )


def _css(history: History, side: Side) -> str:
    """Return which line of the chart *side* is the label of."""
    if side.standard:
        return "standard"
    limits = {edge for span in history.spans for edge in span.edges}
    return "target" if side.strong else "limit" if side.value in limits else "mean"
