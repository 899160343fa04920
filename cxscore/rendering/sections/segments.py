"""KPIs by segment, the intervals of each KPI drawn on one scale."""

from collections import Counter
from collections.abc import Mapping, Sequence

from cxscore.model.scorecard import ScoredKpi, SegmentScore
from cxscore.model.verdicts import SHORT_OF_TARGET, Status
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.funnels import figures_of
from cxscore.rendering.sections.scores import Score
from cxscore.rendering.sections.segment_tables import KpiSegments, SegmentTable, scale_of, table_of
from cxscore.rendering.sections.segments_printed import pulling_most, told_of
from cxscore.rendering.words import judgements
from cxscore.rendering.words.grammar import listed
from cxscore.rendering.words.segment_names import segment_name

NO_TARGET = judgements.STATUS[Status.NO_TARGET]
MOST_BLAMED = 2
"""Segments that the title names."""


def view(facts: Facts) -> tuple[KpiSegments, ...]:
    """Return the KPIs that have segments, with a table for each way of cutting them."""
    found = []
    for row in facts.rows:
        scored = facts.by_id[row.kpi.id]
        tables = _tables(facts, row, scored)
        if tables:
            rows = [each for table in tables for each in table.rows]
            found.append(
                KpiSegments(
                    row.anchor,
                    row.kpi,
                    row.status,
                    tables,
                    has_bars=scale_of(scored.segments) is not None,
                    has_base=any(each.base for each in rows),
                    has_status=any(each.status.short != NO_TARGET for each in rows),
                )
            )
    return tuple(found)


def _tables(facts: Facts, row: Score, scored: ScoredKpi) -> tuple[SegmentTable, ...]:
    cuts = _by_cut(scored)
    scale = scale_of(scored.segments)
    figures = figures_of(scored, row.kpi, facts.paper.numbers)
    told = told_of(scored, row.kpi.segments, list(cuts.values()))
    made, seen = [], set()
    for table, (by, here), places in zip(row.kpi.segments, cuts.items(), told, strict=True):
        worst = pulling_most(scored, here)
        # Two columns may cut off the same customers: a region, and the courier that serves it.
        same = worst and (worst.n, worst.value, worst.contribution)
        again = same in seen
        seen.update([same] if same and places else [])
        made.append(table_of(table, here, scale, figures.get(by), places, again=again))
    return tuple(made)


def _by_cut(scored: ScoredKpi) -> Mapping[tuple[str, ...], Sequence[SegmentScore]]:
    cuts: dict[tuple[str, ...], list[SegmentScore]] = {}
    for segment in scored.segments:
        cuts.setdefault(segment.by, []).append(segment)
    return cuts


def claim(facts: Facts) -> str:
    """Return which segments pull most totals down: ``North and Phone pull the totals down``.

    Of each KPI that is short of its target and each single column the
    segment counts that takes it furthest from there.
    """
    found: Counter[str] = Counter()
    for scored in facts.scorecard.kpis:
        if scored.status in SHORT_OF_TARGET and scored.gap:
            found.update(
                segment_name(worst.segment)
                for by, here in _by_cut(scored).items()
                if len(by) == 1 and (worst := pulling_most(scored, here)) is not None
            )
    often = [name for name, times in found.most_common(MOST_BLAMED) if times > 1]
    if not often:
        return "What stands behind the totals"
    verb = "pulls" if len(often) == 1 else "pull"
    return f"{listed(often)} {verb} the totals away from target"
