"""KPIs by segment, the intervals of each KPI drawn on one scale."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from cxscore.frozen import frozen
from cxscore.model.scorecard import ScoredKpi, SegmentScore
from cxscore.model.verdicts import Status
from cxscore.rendering.charts.scale import Scale, scale_to
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.funnels import FunnelFigure, figures_of
from cxscore.rendering.sections.verdicts import STATUS_CSS, Judgement, judgement
from cxscore.rendering.words import judgements
from cxscore.rendering.words.grammar import listed, sentences
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.segments import SegmentsSaid

COLUMNS = 3
"""Of a page of paper."""
COLUMN_LINES = 39.5
"""How many lines a column of paper holds."""
HEAD_LINES, TITLE_LINES, TITLE_LETTERS = 2.9, 1.0, 50
"""What the head of a table and the title of a cut take, and where a title wraps."""
NOTE_LETTERS, PLOT = 68, 9.0
"""Where a note wraps, and the lines that a funnel plot takes below its words."""
SECTION_LINES = 3.3
"""What the head of the section takes of the first page."""
NO_TARGET = judgements.STATUS[Status.NO_TARGET]
MOST_BLAMED = 2
"""Segments that the title names."""
SHORT = (Status.AT_RISK, Status.OFF_TARGET)
OUTSIDE = ("Above", "Below")
"""The places of a funnel plot that are told."""
LAST_ROWS = 3
"""Rows that are not left alone at the head of a column."""


@frozen
class Bar:
    """An interval on the scale of its table, in per cent of the width; ``at`` is within it."""

    low: float
    width: float
    at: float


@frozen
class SegmentRow:
    """One segment: its words, its verdict."""

    name: str
    value: str
    base: str
    share: str
    interval: str
    status: Judgement
    faint: bool
    bar: Bar | None
    """None where there is no interval."""
    differs: str = ""
    """``lower than all the others together``, where that is more than chance explains."""
    small: bool = False
    """Its base is too small to be judged."""
    told: bool = True
    """Paper has it: it is off target, differs from the rest, or pulls a total the most."""


@frozen
class SegmentTable:
    """One ``by`` of a KPI."""

    title: str
    sentence: str
    rows: tuple[SegmentRow, ...]
    notes: tuple[str, ...] = ()
    """What contributes most, how many are withheld."""
    differing: str = ""
    """Which segments differ from the rest; paper has a sign at each instead."""
    funnel: FunnelFigure | None = None
    few: str = ""
    """``2 more, 9 too small``: the rows that paper leaves out; empty where it has all."""

    @property
    def printed(self) -> tuple[SegmentRow, ...]:
        """The rows that paper has."""
        return tuple(row for row in self.rows if row.told)


@frozen
class KpiSegments:
    """A KPI with its segments."""

    anchor: str
    kpi: KpiSaid
    status: Judgement
    tables: tuple[SegmentTable, ...]
    has_bars: bool
    """Whether there are intervals to draw."""
    has_base: bool = True
    """Whether any segment has a base: the rows of a sum are nobody's answers."""
    has_status: bool = True
    """Whether any segment is judged, or withheld."""
    continued: bool = False
    """It has begun in the column before."""


def view(facts: Facts) -> tuple[KpiSegments, ...]:
    """Return the KPIs that have segments, with a table for each way of cutting them."""
    found = []
    short = {scored.kpi.id for scored in facts.scorecard.kpis if scored.status in SHORT}
    for row in facts.rows:
        scored = facts.by_id[row.kpi.id].segments
        by_cut: dict[tuple[str, ...], list[SegmentScore]] = {}
        for segment in scored:
            by_cut.setdefault(segment.by, []).append(segment)
        scale = _scale(scored)
        figures = figures_of(facts.by_id[row.kpi.id], row.kpi, facts.paper.numbers)
        tables = tuple(
            _segment_table(table, here, scale, figures.get(by), row.kpi.id in short)
            for table, (by, here) in zip(row.kpi.segments, by_cut.items(), strict=True)
        )
        if tables:
            rows = [each for table in tables for each in table.rows]
            found.append(
                KpiSegments(
                    row.anchor,
                    row.kpi,
                    row.status,
                    tables,
                    has_bars=scale is not None,
                    has_base=any(each.base for each in rows),
                    has_status=any(each.status.short != NO_TARGET for each in rows),
                )
            )
    return tuple(found)


def claim(facts: Facts) -> str:
    """Return which segments pull most totals down: ``North and Phone pull the totals down``.

    Of each KPI that is short of its target and each single column the
    segment counts that takes it furthest from there.
    """
    found: Counter[str] = Counter()
    for scored in facts.scorecard.kpis:
        if scored.status in SHORT and scored.gap:
            found.update(_worst(scored, scored.gap))
    often = [name for name, times in found.most_common(MOST_BLAMED) if times > 1]
    if not often:
        return "What stands behind the totals"
    verb = "pulls" if len(often) == 1 else "pull"
    return f"{listed(often)} {verb} the totals away from target"


def _worst(scored: ScoredKpi, gap: float) -> Iterator[str]:
    for by in dict.fromkeys(segment.by for segment in scored.segments if len(segment.by) == 1):
        short = [
            (segment.contribution, segment)
            for segment in scored.segments
            if segment.by == by and segment.contribution and not segment.base_too_small
        ]
        along = [(adds * gap, segment) for adds, segment in short if adds * gap > 0]
        if len(short) > 1 and along:
            yield segment_name(max(along, key=lambda pair: pair[0])[1].segment)


def printed_of(segments: Sequence[KpiSegments]) -> tuple[KpiSegments, ...]:
    """Return what paper has of *segments*: the rows that stand out, and how many more there are."""
    return tuple(
        replace(block, tables=tables)
        for block in segments
        if (tables := tuple(_printed(table) for table in block.tables if table.printed))
    )


def _printed(table: SegmentTable) -> SegmentTable:
    return replace(table, rows=table.printed)


def unsaid_of(segments: Sequence[KpiSegments]) -> str:
    """Return what there is to say where no segment is judged, and where none stands out.

    ``Contacts open: Delivery makes the largest part, 77%. Nothing stands out in Handling time by
    channel.``
    """
    parts, quiet = [], []
    for block in segments:
        for table in block.tables:
            if table.printed or not table.rows:
                continue
            if block.status.css in ("watch", "off") and table.notes:
                parts.append(f"{block.kpi.name}: {' '.join(table.notes)}")
            else:
                quiet.append(f"{block.kpi.name} {table.title[:1].lower()}{table.title[1:]}")
    return sentences(*parts, f"Nothing stands out in {listed(quiet)}" if quiet else "")


def pages_of(
    segments: Sequence[KpiSegments],
) -> tuple[tuple[tuple[KpiSegments, ...], ...], ...]:
    """Return *segments* in the columns of pages of paper, in their order.

    A KPI with several cuts may go on in the next column; a cut is divided
    only where it is longer than a column.
    """
    first_page = COLUMN_LINES - SECTION_LINES
    columns: list[list[KpiSegments]] = [[]]
    for block in segments:
        for cut in _cuts(block, COLUMN_LINES if block is not segments[0] else first_page):
            grown = _with(columns[-1], cut)
            if columns[-1] and _lines(grown) > (
                first_page if len(columns) <= COLUMNS else COLUMN_LINES
            ):
                # What is too long for the rest of the first page begins the second.
                columns += (
                    [[]] * COLUMNS if len(columns) == 1 and _lines([cut]) > first_page else [[]]
                )
                grown = [cut]
            columns[-1] = grown
    pages = [columns[at : at + COLUMNS] for at in range(0, len(columns), COLUMNS)]
    if segments:
        pages[-1] = _balanced([block for column in pages[-1] for block in column])
    return tuple(tuple(map(tuple, page)) for page in pages if segments)


def _balanced(blocks: Sequence[KpiSegments]) -> list[list[KpiSegments]]:
    """Return *blocks* in columns as low as they can be, so that more fits below the last page."""
    for height in sorted({_lines(blocks[a:b]) for a, b in combinations(range(len(blocks) + 1), 2)}):
        columns: list[list[KpiSegments]] = [[]]
        for block in blocks:
            if columns[-1] and _lines([*columns[-1], block]) > height:
                columns.append([])
            columns[-1].append(block)
        if len(columns) <= COLUMNS and all(_lines(column) <= height for column in columns):
            break
    return columns


def _cuts(block: KpiSegments, room: float) -> Iterator[KpiSegments]:
    """Return *block* a cut at a time, the first of them no longer than *room* lines."""
    number = 0
    for table in block.tables:
        for part in _divided(table, COLUMN_LINES if number else room):
            yield replace(block, tables=(part,), continued=number > 0)
            number += 1


def _divided(table: SegmentTable, room: float) -> Iterator[SegmentTable]:
    """Return *table* in parts of *room* lines at most; notes and plot come with the last."""
    head = replace(table, rows=(), notes=(), funnel=None, few="")
    fits = int(room - _lines_of(head) - HEAD_LINES)
    last = max(LAST_ROWS, int(room - _lines_of(replace(table, rows=())) - HEAD_LINES))
    rows = table.rows
    while len(rows) > last:
        taken = min(fits, len(rows) - LAST_ROWS)
        yield replace(head, rows=rows[:taken])
        rows, head = rows[taken:], replace(head, sentence="", title=f"{table.title} (continued)")
    yield replace(table, title=head.title, sentence=head.sentence, rows=rows)


def _with(column: list[KpiSegments], cut: KpiSegments) -> list[KpiSegments]:
    """Return *column* with one cut more, joined to those of the same KPI."""
    if column and cut.continued:
        last = column[-1]
        return [*column[:-1], replace(last, tables=(*last.tables, *cut.tables))]
    return [*column, cut]


def _lines(blocks: Sequence[KpiSegments]) -> float:
    """Return about how many lines *blocks* take on paper, one below the other."""
    tables = sum(_lines_of(table) for block in blocks for table in block.tables)
    # The title of an only cut stands in the head.
    alone = sum(len(block.tables) == 1 and not block.continued for block in blocks)
    return HEAD_LINES * len(blocks) + tables - TITLE_LINES * alone


def _lines_of(table: SegmentTable) -> float:
    """Return about how many lines the rows of one cut take, with its title, notes and plot."""
    title = 1 + len(f"{table.title} {table.few}") // TITLE_LETTERS if table.title else 0
    notes = " ".join(table.notes)
    told = 0.3 + 0.85 * _wrapped(notes) if notes else 0.0
    lines = TITLE_LINES * title + told + len(table.rows)
    if table.funnel is not None:
        lines += PLOT + _wrapped(f"{table.funnel.said.title} {table.funnel.said.outside}")
    return lines


def _wrapped(text: str) -> int:
    return -(-len(text) // NOTE_LETTERS)


def _segment_table(
    said: SegmentsSaid,
    scored: Sequence[SegmentScore],
    scale: Scale | None,
    funnel: FunnelFigure | None,
    short: bool,
) -> SegmentTable:
    told = _told(said, scored, funnel, short=short)
    left = [scored[row.place] for row in said.rows if row.place not in told]
    return SegmentTable(
        said.title,
        said.sentence,
        tuple(
            SegmentRow(
                row.name,
                row.value,
                row.base,
                row.share,
                row.interval,
                judgement(STATUS_CSS[scored[row.place].status], row.status),
                row.small,
                _bar(scored[row.place], scale),
                row.differs,
                scored[row.place].base_too_small,
                row.place in told,
            )
            for row in said.rows
        ),
        said.notes,
        said.differing,
        funnel,
        _few(left) if told else "",
    )


def _told(
    said: SegmentsSaid,
    scored: Sequence[SegmentScore],
    funnel: FunnelFigure | None,
    *,
    short: bool,
) -> set[int]:
    """Return the places of the segments that stand out: of a KPI that is *short* one at least."""
    judged = [row for row in said.rows if not row.small]
    outside = {row.name for row in funnel.said.rows if row.place in OUTSIDE} if funnel else set()
    told = {
        row.place
        for row in judged
        if row.differs or row.name in outside or scored[row.place].status is Status.OFF_TARGET
    }
    # The parts of a sum are held to no target: which is the largest is said in words.
    if short and any(scored[row.place].status is not Status.NO_TARGET for row in judged):
        told = told or {judged[0].place}
    every = {row.place for row in said.rows}
    # A row takes no more room than to say that there is another one.
    return every if told and len(every - told) == 1 else told


def _few(left: Sequence[SegmentScore]) -> str:
    """Return how many segments are left out; those withheld are counted elsewhere."""
    small = sum(score.base_too_small and not score.suppressed for score in left)
    alike = sum(not score.base_too_small and not score.suppressed for score in left)
    told = ((alike, f"{alike} more"), (small, f"{small} too small"))
    return ", ".join(text for number, text in told if number)


def _scale(scored: Sequence[SegmentScore]) -> Scale | None:
    """Return the scale, in per cent of the width, that shows all the intervals."""
    intervals = [segment.interval for segment in scored if segment.interval is not None]
    ends = [end for interval in intervals for end in (interval.low, interval.high)]
    return scale_to(ends, 0, 100) if ends else None


def _bar(segment: SegmentScore, scale: Scale | None) -> Bar | None:
    if scale is None or segment.interval is None or segment.value is None:
        return None
    low, high = scale.at(segment.interval.low), scale.at(segment.interval.high)
    at = (scale.at(segment.value) - low) / (high - low) if high > low else 0.0
    return Bar(round(low, 1), round(high - low, 1), round(100 * at, 1))
