"""KPIs by segment, the intervals of each KPI drawn on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cxscore.model.scorecard import SegmentScore
from cxscore.rendering import page
from cxscore.rendering.blocks.facts import STATUS_CSS, Facts, judgement
from cxscore.rendering.charts.scale import Scale, scale_to
from cxscore.rendering.said import SegmentsSaid

COLUMN_LINES, SHARED_LINES = 40.0, 17.0
"""How many lines a column of paper holds: on a page of its own, and below a KPI's panel."""
HEAD_LINES, TITLE_LINES, SENTENCE_LETTERS = 3.4, 1.1, 66
"""What the head of a table and the title of a cut take, and where a sentence wraps."""


def segments_of(facts: Facts, groups: tuple[page.ScoreGroup, ...]) -> tuple[page.KpiSegments, ...]:
    """Return the KPIs that have segments, with a table for each way of cutting them."""
    found = []
    for row in (row for group in groups for row in group.rows):
        scored = facts.by_id[row.kpi.id].segments
        by_cut: dict[tuple[str, ...], list[SegmentScore]] = {}
        for segment in scored:
            by_cut.setdefault(segment.by, []).append(segment)
        scale = _scale(scored)
        tables = tuple(
            _segment_table(table, here, scale)
            for table, here in zip(row.kpi.segments, by_cut.values(), strict=True)
        )
        if tables:
            found.append(
                page.KpiSegments(row.anchor, row.kpi, row.status, tables, scale is not None)
            )
    return tuple(found)


def pages_of(
    segments: Sequence[page.KpiSegments], *, shared: bool
) -> tuple[tuple[tuple[page.KpiSegments, ...], ...], ...]:
    """Return *segments* in two columns a page of paper, in their order.

    The first page is *shared* with what stands before it. A KPI with several
    cuts may go on in the next column; a cut is never divided.
    """
    columns: list[list[page.KpiSegments]] = [[]]
    for cut in (cut for block in segments for cut in _cuts(block)):
        column = columns[-1]
        grown = _with(column, cut)
        room = SHARED_LINES if shared and len(columns) <= 2 else COLUMN_LINES
        if column and _lines(grown) > room:
            columns.append([cut])
        else:
            columns[-1] = grown
    pairs = (columns[at : at + 2] for at in range(0, len(columns), 2))
    return tuple(tuple(map(tuple, pair)) for pair in pairs if segments)


def _cuts(block: page.KpiSegments) -> Iterator[page.KpiSegments]:
    for number, table in enumerate(block.tables):
        yield replace(block, tables=(table,), continued=number > 0)


def _with(column: list[page.KpiSegments], cut: page.KpiSegments) -> list[page.KpiSegments]:
    """Return *column* with one cut more, joined to those of the same KPI."""
    if column and cut.continued:
        last = column[-1]
        return [*column[:-1], replace(last, tables=(*last.tables, *cut.tables))]
    return [*column, cut]


def _lines(blocks: Sequence[page.KpiSegments]) -> float:
    """Return about how many lines *blocks* take on paper, one below the other."""
    tables = [table for block in blocks for table in block.tables]
    titles = [1 + len(table.title + table.sentence) // SENTENCE_LETTERS for table in tables]
    rows = sum(len(table.rows) for table in tables)
    return HEAD_LINES * len(blocks) + TITLE_LINES * sum(titles) + rows


def _segment_table(
    said: SegmentsSaid, scored: Sequence[SegmentScore], scale: Scale | None
) -> page.SegmentTable:
    return page.SegmentTable(
        said.title,
        said.sentence,
        tuple(
            page.SegmentRow(
                row.name,
                row.value,
                row.base,
                row.share,
                row.interval,
                judgement(STATUS_CSS[segment.status], row.status),
                row.small,
                _bar(segment, scale),
            )
            for row, segment in zip(said.rows, scored, strict=True)
        ),
    )


def _scale(scored: Sequence[SegmentScore]) -> Scale | None:
    """Return the scale, in per cent of the width, that shows all the intervals."""
    intervals = [segment.interval for segment in scored if segment.interval is not None]
    ends = [end for interval in intervals for end in (interval.low, interval.high)]
    return scale_to(ends, 0, 100) if ends else None


def _bar(segment: SegmentScore, scale: Scale | None) -> page.Bar | None:
    if scale is None or segment.interval is None or segment.value is None:
        return None
    low, high = scale.at(segment.interval.low), scale.at(segment.interval.high)
    at = (scale.at(segment.value) - low) / (high - low) if high > low else 0.0
    return page.Bar(round(low, 1), round(high - low, 1), round(100 * at, 1))
