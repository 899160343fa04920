"""Tables of segments in the columns of pages of paper, by the lines that they take there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from cxscore.frozen import frozen
from cxscore.rendering.sections.segment_tables import KpiSegments, SegmentTable

COLUMNS = 3
"""Of a page of paper."""
COLUMN_LINES = 39.5
"""How many lines a column of paper holds."""
TITLE_LETTERS, NOTE_LETTERS, PLOT = 50, 68, 9.0
"""Where a title and a note wrap, and the lines that a funnel plot takes below its words."""
SECTION_LINES = 3.3
"""What the head of the section takes of the first page."""
LAST_ROWS = 3
"""Rows that are not left alone at the head of a column."""

Pages = tuple[tuple[tuple[KpiSegments, ...], ...], ...]
"""Pages of columns of blocks."""


@frozen
class Layout:
    """What stands above the rows of segments, in lines."""

    head: float
    """The head of a KPI."""
    column: float
    """The head of a column."""
    first_in_head: bool
    """The title of a KPI's first cut stands in its head; else only that of an only cut."""

    def lines(self, blocks: Sequence[KpiSegments]) -> float:
        """Return about how many lines *blocks* take, one below the other."""
        return self.column + sum(map(self._lines_of, blocks))

    def _lines_of(self, block: KpiSegments) -> float:
        lines = self.head + sum(map(_lines_of, block.tables))
        if block.continued or not (self.first_in_head or len(block.tables) == 1):
            return lines
        lines -= _titled(block.tables[0])
        if not self.first_in_head:
            return lines
        first = block.tables[0]
        title = f"{block.kpi.name} {block.kpi.value} {first.title} {first.few}"
        return lines + _wrapped(title, TITLE_LETTERS) - 1


ON_SCREEN = Layout(2.9, 0.0, first_in_head=False)
"""Each KPI is a table with a head of its own."""
ON_PAPER = Layout(1.5, 1.2, first_in_head=True)
"""A column is one table, and a KPI begins with a row."""


def pages_of(segments: Sequence[KpiSegments], layout: Layout = ON_SCREEN) -> Pages:
    """Return *segments* in the columns of pages of paper, in their order.

    A KPI with several cuts may go on in the next column; a cut is divided
    only where it is longer than a column.
    """
    first_page = COLUMN_LINES - SECTION_LINES
    columns: list[list[KpiSegments]] = [[]]
    for block in segments:
        room = COLUMN_LINES if block is not segments[0] else first_page
        for cut in _cuts(block, room - layout.column, layout.head):
            grown = _with(columns[-1], cut)
            if columns[-1] and layout.lines(grown) > (
                first_page if len(columns) <= COLUMNS else COLUMN_LINES
            ):
                # What is too long for the rest of the first page begins the second.
                whole = len(columns) == 1 and layout.lines([cut]) > first_page
                columns += [[]] * COLUMNS if whole else [[]]
                grown = [cut]
            columns[-1] = grown
    pages = [columns[at : at + COLUMNS] for at in range(0, len(columns), COLUMNS)]
    if segments:
        pages[-1] = balanced([block for column in pages[-1] for block in column], layout)
    return tuple(tuple(map(tuple, page)) for page in pages if segments)


def lowest_of(pages: Pages, layout: Layout) -> int:
    """Return which column of the last page has the most room left, from 0."""
    if not pages or len(pages[-1]) < COLUMNS:
        return max(0, len(pages[-1]) - 1) if pages else 0
    heights = [layout.lines(column) for column in pages[-1]]
    return heights.index(min(heights))


def balanced(blocks: Sequence[KpiSegments], layout: Layout) -> list[list[KpiSegments]]:
    """Return *blocks* in columns as low as they can be, so that more fits below the last page."""
    spans = combinations(range(len(blocks) + 1), 2)
    for height in sorted({layout.lines(blocks[a:b]) for a, b in spans}):
        columns: list[list[KpiSegments]] = [[]]
        for block in blocks:
            if columns[-1] and layout.lines([*columns[-1], block]) > height:
                columns.append([])
            columns[-1].append(block)
        if len(columns) <= COLUMNS and all(layout.lines(column) <= height for column in columns):
            break
    return columns


def _cuts(block: KpiSegments, room: float, head: float) -> Iterator[KpiSegments]:
    """Return *block* a cut at a time, the first of them no longer than *room* lines."""
    number = 0
    for table in block.tables:
        for part in _divided(table, COLUMN_LINES if number else room, head):
            yield replace(block, tables=(part,), continued=number > 0)
            number += 1


def _divided(table: SegmentTable, room: float, above: float) -> Iterator[SegmentTable]:
    """Return *table* in parts of *room* lines at most; notes and plot come with the last."""
    head = replace(table, rows=(), notes=(), funnel=None, few="")
    fits = int(room - _lines_of(head) - above)
    last = max(LAST_ROWS, int(room - _lines_of(replace(table, rows=())) - above))
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


def _lines_of(table: SegmentTable) -> float:
    """Return about how many lines the rows of one cut take, with its title, notes and plot."""
    notes = " ".join(table.notes)
    told = 0.3 + 0.85 * _wrapped(notes, NOTE_LETTERS) if notes else 0.0
    lines = _titled(table) + told + len(table.rows)
    if table.funnel is not None:
        words = f"{table.funnel.said.title} {table.funnel.said.outside}"
        lines += PLOT + _wrapped(words, NOTE_LETTERS)
    return lines


def _titled(table: SegmentTable) -> float:
    """Return the lines of the title of a cut."""
    return 1 + len(f"{table.title} {table.few}") // TITLE_LETTERS if table.title else 0


def _wrapped(text: str, letters: int) -> int:
    return -(-len(text) // letters)
