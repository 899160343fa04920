"""Others and the law: our rank among those who are comparable, and the lines of regulators."""

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.benchmarks import ScoredBenchmark, Side
from cxscore.model.choices import Polarity
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.charts.field import Field, draw_field
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.scores import Link
from cxscore.rendering.sections.verdicts import Judgement
from cxscore.rendering.words.benchmarks import (
    OLD,
    RankSaid,
    aside_said,
    benchmarks_claim,
    beside_said,
    breaches_counted,
    is_compared,
    notes_said,
    pair_said,
    rank_said,
    ranked_on,
)
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.shown import Shown

MOST_ROWS = 8
"""KPIs and lines that are listed, the worst first; the others are counted."""
MOST_NAMED = 4
"""Organisations named in a cell; the others are counted."""
BREACH = Judgement("off", "Breach", "Beyond the line")
KEPT = Judgement("on", "Kept", "On its right side")
OPEN = Judgement("none", "Not judged", "No value, too small a base, or no better side")


@frozen
class Names:
    """Organisations with their values, and how many more there are."""

    texts: tuple[str, ...]
    more: int


@frozen
class OthersRow:
    """One KPI among others."""

    kpi: Link
    value: str
    n: str
    rank: RankSaid
    field: Markup
    """Everybody on one line; empty where we have no value to be among them."""
    ahead: Names
    behind: Names
    beside: Names
    """What is listed and not ranked: sectors, and who is not comparable, with the reason."""


@frozen
class LineRow:
    """A regulator's line."""

    kpi: Link
    segment: str
    """Of which part of the customers; empty for all."""
    who: str
    asked: str
    ours: str
    verdict: Judgement
    counted: str
    """``7 of the last 12 months``; may be empty."""
    note: str
    """That it is old; else empty."""


@frozen
class Others:
    """Competition and regulation; without rows where no register speaks of them."""

    claim: str = ""
    rows: tuple[OthersRow, ...] = ()
    more_rows: int = 0
    lines: tuple[LineRow, ...] = ()
    more_lines: int = 0
    notes: tuple[str, ...] = ()
    printed: tuple[OthersRow, ...] = ()
    """The rows that paper has: of KPIs that somebody is ranked with."""
    aside: str = ""
    """What it says of the others, in a line; empty where there are none."""


def view(facts: Facts) -> Others:
    """Return who is compared with, the worst rank first, and the lines, those crossed first."""
    kpis = facts.scorecard.kpis
    if not is_compared(facts.scorecard):
        return Others()
    compared = [each for each in kpis if any(not b.quoted.is_line for b in each.benchmarks)]
    compared.sort(key=_worst_rank_first)
    lines = [(each, line) for each in kpis for line in each.benchmarks if line.in_force]
    lines.sort(key=lambda pair: not pair[1].breach)
    listed = compared[:MOST_ROWS]
    rows = {each.kpi.id: _row(each, facts) for each in listed}
    ranked = [id_ for id_, row in rows.items() if row.ahead.texts or row.behind.texts]
    return Others(
        claim=benchmarks_claim(facts.paper),
        rows=tuple(rows.values()),
        printed=tuple(rows[id_] for id_ in ranked),
        aside=aside_said(
            [each for each in listed if each.kpi.id not in ranked], facts.paper.numbers, MOST_NAMED
        ),
        more_rows=max(0, len(compared) - MOST_ROWS),
        lines=tuple(_line(each, line, facts) for each, line in lines[:MOST_ROWS]),
        more_lines=max(0, len(lines) - MOST_ROWS),
        notes=notes_said(compared) if any(each.rank for each in compared) else (),
    )


def is_empty(others: Others) -> bool:
    """Return whether nothing is compared with."""
    return not (others.rows or others.lines)


def _worst_rank_first(scored: ScoredKpi) -> float:
    found = scored.rank
    return 1.0 if found is None else -found.rank / found.of


def _row(scored: ScoredKpi, facts: Facts) -> OthersRow:
    said, shown = facts.said.kpis[scored.kpi.id], Shown.of(scored, facts.paper.numbers)
    return OthersRow(
        kpi=facts.link(scored.kpi.id),
        value=said.value,
        n=said.base,
        rank=rank_said(scored),
        field=Markup(_field(scored, said.name)),  # noqa: S704 (drawn and escaped by the chart module)
        ahead=Names(*ranked_on(scored, shown, Side.BETTER, MOST_NAMED)),
        behind=Names(*ranked_on(scored, shown, Side.WORSE, MOST_NAMED)),
        beside=Names(*beside_said(scored, shown, MOST_NAMED)),
    )


def _field(scored: ScoredKpi, name: str) -> str:
    if scored.value is None or scored.rank is None:
        return ""
    interval = scored.interval
    beside = [each.quoted.value for each in scored.benchmarks if _is_tick(each)]
    return draw_field(
        Field(
            f"{name} among {scored.rank.of}, the better on the right",
            scored.value,
            None if interval is None else (interval.low, interval.high),
            tuple(each.quoted.value for each in scored.benchmarks if each.unranked is None),
            tuple(beside),
            scored.kpi.polarity is Polarity.LOWER_IS_BETTER,
        )
    )


def _is_tick(found: ScoredBenchmark) -> bool:
    """Return whether it has a place beside those that are ranked: a sector's, or a line."""
    quoted = found.quoted
    whole = quoted.segment is None and not quoted.obstacle and not found.is_old
    return whole and (found.in_force if quoted.is_line else not quoted.is_peer)


def _line(scored: ScoredKpi, found: ScoredBenchmark, facts: Facts) -> LineRow:
    quoted = found.quoted
    asked, ours = pair_said(found, Shown.of(scored, facts.paper.numbers))
    verdict = OPEN if found.breach is None else BREACH if found.breach else KEPT
    return LineRow(
        kpi=facts.link(scored.kpi.id),
        segment="" if quoted.segment is None else segment_name((quoted.segment[1],)),
        who=quoted.who,
        asked=asked,
        ours=ours,
        verdict=verdict,
        counted=breaches_counted(found, scored),
        note=OLD if found.is_old else "",
    )
