"""How high panels are on paper, and how high their charts may be so that they fill their pages.

Panels flow: the layout puts each where it has room. Here they are dealt out
to as few pages as can be, so that the lowest charts are as high as can be;
what would be left over at the foot of a page is given to the charts above it,
the same to each, and the next panel begins the next page by itself.
Heights and widths are in points, but for those of charts, which are in units
of the sheet that they are drawn on. They follow the style sheet's.
"""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.model.outline import Paper
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.charts.sizes import PANEL_PRINTED, PANEL_WIDTH
from cxscore.rendering.charts.waterfall import HEIGHT as FALLS
from cxscore.rendering.sections.first_page import (
    MILLIMETRE,
    REM,
    SET,
    SHEETS,
    SIDES,
    SMALL,
    lines,
)
from cxscore.rendering.sections.verdicts import Judgement
from cxscore.rendering.words.comparing import ComparisonSaid
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.marked import plain_lines
from cxscore.rendering.words.movements import MovementSaid

LEAST, MOST = 102.0, 200.0
"""Of a chart, in units: limits that span all of it are 2 cm apart at least."""
QUIET = 72.0
"""Of the chart of a panel that is shown small."""
LOWER = 0.84
"""The part of that which a chart has that stands above a waterfall."""
ENDS = 26 * MILLIMETRE
"""What the margins of a page take of its height."""
SPARE = 12.0
"""What charts leave free of a page: a text may be a line longer than it was counted."""
FACTS, MIDDLE, WORDS = 14.2 * REM, PANEL_PRINTED, 49.0 * REM
"""The widths of the first two columns, and what both take from the third with the air between."""
UNIT = PANEL_PRINTED / PANEL_WIDTH
BETWEEN = 1.6 * REM
"""The air between two panels that are shown small."""
NAME = 5.6 * REM
"""Of a comparison: what is left of the first column is for the value."""
CLAIM = 1.36 * REM
"""The size of a panel's title."""
SAID = 1.28
"""The leading of the last column."""
NARROW = 1.15
"""How much more of a claim's serifs, or of mostly digits, a line holds than it is counted for."""


@frozen
class Needed:
    """The height of a panel: that of its highest column, and of what stands above them."""

    above: float
    beside: float
    """The higher one of the columns without a chart."""
    below: float
    """What stands below the chart, in its column."""
    chart: float
    """The part of a chart's height that this one has; 0 for none."""

    def at(self, height: float) -> float:
        """Return the panel's height where charts are *height* units high."""
        return self.above + max(self.beside, self.chart * height * UNIT + self.below)


@frozen
class Printed:
    """What paper says of a KPI beside its title, its value and its owner's words."""

    about: str = ""
    """What it is, and what else no other section says."""
    compared: tuple[ComparisonSaid, ...] = ()
    interval: str = ""
    """The interval of the value; how sure that is only where it is not what the legend says."""
    beside: bool = False
    """Both stand on one line, the title and what it is about."""
    found: tuple[str, ...] = ()
    """What was found out, and what is to be known of the number, a sentence each."""


@frozen
class Contents:
    """What a panel says, as far as its height goes."""

    kpi: KpiSaid
    printed: Printed
    verdicts: tuple[Judgement, Judgement, Judgement]
    """Status, direction and capability."""
    actions: tuple[str, ...]
    no_chart: str
    moved: MovementSaid | None


def needed(panel: Contents, paper: Paper) -> Needed:
    """Return what *panel* needs on *paper*."""
    width = SHEETS[paper][0] - SIDES
    said = panel.kpi
    above = 1.5 + 0.7 * REM + 0.3 * REM
    above += lines(said.claim, CLAIM, NARROW * width) * CLAIM * 1.25
    if not panel.printed.beside:
        above += _text(f"{said.owner}. {panel.printed.about}", width, 1.3)
    return Needed(
        above,
        max(_facts(panel), _said(panel, width - WORDS)),
        _below(panel),
        0.0 if panel.no_chart else LOWER if panel.moved else 1.0,
    )


def stands_beside(said: KpiSaid, about: str, paper: Paper) -> bool:
    """Return whether the title of a panel and what it is *about* have room on one line."""
    title = text_width(said.claim, CLAIM, bold=True) / NARROW
    wide = title + text_width(f"{said.owner}. {about}", SMALL) + REM
    return wide <= SHEETS[paper][0] - SIDES


def quiet_needed(panels: Sequence[Contents], paper: Paper) -> Needed:
    """Return what a row of *panels* that are shown small needs, whose charts have one height."""
    width = SHEETS[paper][0] - SIDES
    if len(panels) > 1:
        width = (width - BETWEEN) / len(panels)
    claims = [lines(each.kpi.claim, 1.15 * REM, NARROW * width) for each in panels]
    above = 1.5 + 0.7 * REM + 0.2 * REM + max(claims) * 1.15 * REM * 1.25
    return Needed(above, max(QUIET * UNIT, *map(_small_facts, panels)), 0.0, 0.0)


def _small_facts(panel: Contents) -> float:
    """Return the height of the first column of a panel that is shown small."""
    said, (status, variation, capability) = panel.kpi, panel.verdicts
    texts = [f"{status.short} {variation.short}", said.owner]
    texts += [capability.short] if capability.short and capability.css != "none" else []
    texts += [said.target_brief] if said.target_phrase != "no target" else []
    texts += [said.period_note] if said.period_note else []
    return 1.6 * REM * 1.05 + sum(0.1 * REM + _text(text, FACTS, 1.35) for text in texts)


def _facts(panel: Contents) -> float:
    """Return the height of the first column: the value, its verdicts and its comparisons."""
    said, (status, variation, capability) = panel.kpi, panel.verdicts
    verdicts = [" ".join(filter(None, (status.short, said.breach.short, variation.short)))]
    if capability.short and capability.css != "none":
        verdicts.append(capability.short)
    height = 2.35 * REM * 1.05 + sum(0.1 * REM + _text(text, FACTS, 1.35) for text in verdicts)
    base = ", ".join(filter(None, (panel.printed.interval, said.base)))
    height += 0.1 * REM + _text(base, FACTS, 1.3) if base else 0.0
    rows = [f"{row.step} from {row.base_bare}" for row in panel.printed.compared]
    rows += [said.period_note] if said.period_note else []
    rows += [f"{said.target_brief}, gap {said.gap}"] if said.target_phrase != "no target" else []
    return (
        height
        + 0.55 * REM
        + sum(0.06 * REM + _text(row, NARROW / SET * (FACTS - NAME), 1.25) for row in rows)
    )


def _below(panel: Contents) -> float:
    """Return the height of what stands below the chart, or of what is said in its place."""
    height = 1.6 * REM + _text(panel.no_chart, MIDDLE - 2 * REM, 1.4) if panel.no_chart else 0.0
    if panel.moved:
        title = f"{panel.moved.title} {panel.moved.note}"
        height += 0.15 * REM + _text(title, MIDDLE, 1.3) + FALLS * UNIT
    return height


def _said(panel: Contents, width: float) -> float:
    """Return the height of the last column: what its owner says, what was found, what is done."""
    said, texts = panel.kpi, []
    if said.comment:
        parts = {"What happened": said.comment.what, "Why": said.comment.why}
        parts |= {"Next": said.comment.next, **dict(said.comment.more)}
        for title, text in parts.items():
            if text:
                first, *others = plain_lines(text)
                texts += [f"{title}. {first}", *others]
        texts[-1:] = [f"{text} {said.comment.by}" for text in texts[-1:]]
    elif said.signal_sentence and not panel.no_chart:
        texts = [f"What the chart says. {said.signal_sentence}"]
    if panel.moved:
        texts.append(f"Why it moved. {panel.moved.sentence}")
    height = sum(0.2 * REM + _text(text, width, SAID) for text in texts)
    for text in (said.comment_remark, said.comment_missing, *said.notices):
        height += 0.35 * REM + _text(text, width, SAID) if text else 0.0
    if panel.actions:
        height += 0.2 * REM
        height += sum(0.16 * REM + _text(text, width - 1.4 * SMALL, SAID) for text in panel.actions)
    return height + _found(panel, width)


def _found(panel: Contents, width: float) -> float:
    """Return the height of what was found out, and of what the signs on the chart stand for."""
    found = " ".join(panel.printed.found)
    height = 0.2 * REM + _text(found, width, SAID) if found else 0.0
    marks = [f"{mark.sign}  {mark.text}     " for mark in panel.kpi.marks if not mark.shared]
    if marks and not panel.no_chart:
        height += 0.2 * REM + _text(" ".join(marks), width, 1.5)
    return height


def _text(text: str, width: float, leading: float) -> float:
    return lines(text, SMALL, SET * width) * SMALL * leading


def chart_heights(panels: Sequence[Needed], legend: str, paper: Paper) -> list[float]:
    """Return how high the chart of each of *panels* is, in units.

    The first page has the *legend* of the charts above its panels. No panel
    is divided.
    """
    width, height = SHEETS[paper]
    head = SMALL * 1.4 + 0.5 * REM + _text(legend, width - SIDES, 1.4)
    room = height - ENDS
    found: list[float] = []
    for page in _dealt_out(panels, room - head, room):
        highest = _highest(page, room - (0.0 if found else head))
        found += [part_of(panel, highest) for panel in page]
    return found


def part_of(panel: Needed, height: float) -> float:
    """Return the height of the panel's own chart."""
    return round((panel.chart or 1.0) * height, 1)


@frozen
class _Dealt:
    """The last of some pages: from which panel it begins, and what all of them cost."""

    start: int
    pages: int
    cost: float
    """The sum over charts of one by their height: low ones cost most."""


def _dealt_out(panels: Sequence[Needed], first_room: float, room: float) -> list[Sequence[Needed]]:
    """Return *panels* in pages: as few as hold them, and of those the ones that cost least."""
    best: list[_Dealt] = [_Dealt(0, 0, 0.0)]
    for end in range(1, len(panels) + 1):
        following = panels[end] if end < len(panels) else None
        choices = []
        for start in range(end - 1, -1, -1):
            page, own = panels[start:end], room if start else first_room
            if start < end - 1 and _total(page, LEAST) > own:
                break
            highest = _highest(page, own)
            stays_open = following is not None and _total(page, highest) + following.at(LEAST) < own
            # What the layout would not leave as it is comes last.
            cost = sum(1 / highest for panel in page if panel.chart) + stays_open
            before = best[start]
            choices.append(_Dealt(start, before.pages + 1, before.cost + cost))
        best.append(min(choices, key=lambda dealt: (dealt.pages, dealt.cost)))
    pages: list[Sequence[Needed]] = []
    end = len(panels)
    while end:
        pages.insert(0, panels[best[end].start : end])
        end = best[end].start
    return pages


def _total(panels: Sequence[Needed], height: float) -> float:
    return sum(panel.at(height) for panel in panels)


def _highest(panels: Sequence[Needed], room: float) -> float:
    """Return the highest charts with which *panels* leave a little of *room*."""
    height = MOST
    while height > LEAST and _total(panels, height) > room - SPARE:
        height -= 1.0
    return height
