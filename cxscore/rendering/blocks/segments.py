"""KPIs by segment, the intervals of each KPI drawn on one scale."""

from collections.abc import Sequence

from cxscore.model.scorecard import SegmentScore
from cxscore.rendering import page
from cxscore.rendering.blocks.facts import STATUS_CSS, Facts, judgement
from cxscore.rendering.charts.scale import Scale, scale_to
from cxscore.rendering.said import SegmentsSaid


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
