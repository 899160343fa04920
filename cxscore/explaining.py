"""From a scorecard to how one number of it came about."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cxscore.nearest import nearest
from cxscore.problems import Problems
from cxscore.wrong_usage import WrongUsage, must_know

if TYPE_CHECKING:
    from cxscore.model.definition import Definition
    from cxscore.model.explanation import Asked, Explanation
    from cxscore.model.measured import Measured
    from cxscore.model.scorecard import Scorecard, ScoredKpi, SegmentScore


def told_with(definition: "Definition", kpi: str) -> list[str]:
    """Return *kpi* and the KPIs that are named where it is told of, by their ids.

    Raises:
        WrongUsage: where there is no such KPI; the nearest is named.
    """
    known = {each.id: each for each in definition.kpis}
    must_know("KPI", [kpi], list(known))
    found = known[kpi]
    return [each for each in (kpi, found.serves, found.guard) if each]


def explain(
    definition: "Definition",
    measured: "Measured",
    card: "Scorecard",
    kpi: str,
    by: Sequence[str] = (),
) -> "Explanation":
    """Return how the value of *kpi* came about in the period that was *measured*.

    Args:
        definition: that of kpis.yaml.
        measured: what its data say.
        card: the scorecard of *kpi* and those that it is told with.
        kpi: its id.
        by: the segment, as ``region=North`` for each of its columns; none for the whole.

    Raises:
        WrongUsage: where there is no such column or segment; the nearest is named.
    """
    from cxscore.measure.statements import dialect_of
    from cxscore.score.explaining import explanation_of

    scored = next(each for each in card.kpis if each.kpi.id == kpi)
    segment = segment_named(scored, by) if by else None
    found = explanation_of(_alone(card, scored), scored, measured, segment)
    try:
        asked = tuple(_asked(definition, card.as_of, kpi, dialect_of(definition, os.environ)))
    except Problems as problems:
        return replace(found, unasked=f"It cannot be written: {problems.found[0].message}.")
    return replace(found, asked=asked, unasked="" if asked else _why_nothing(scored))


def _why_nothing(scored: "ScoredKpi") -> str:
    """Return why no SELECT stands behind a KPI."""
    if scored.kpi.measure.theme:
        return "Comments are counted by cxscore itself, so no SELECT is written of them."
    return "Nothing is asked of data: it is worked out of other KPIs."


def _alone(card: "Scorecard", scored: "ScoredKpi") -> "Scorecard":
    """Return *card* with *scored* alone, and of what was told before what is about it."""
    others = tuple(each for each in card.kpis if each is not scored)
    since, kpi = card.since_close, scored.kpi.id
    if since is not None:
        since = replace(
            since,
            status_changes=tuple(each for each in since.status_changes if each.kpi == kpi),
            restated=tuple(each for each in since.restated if each.kpi == kpi),
            told_differently=tuple(each for each in since.told_differently if each.kpi == kpi),
            definition_changed=tuple(each for each in since.definition_changed if each.kpi == kpi),
            target_changed=tuple(each for each in since.target_changed if each.kpi == kpi),
            gone=(),
            new=tuple(each for each in since.new if each == kpi),
            moved=(),
        )
    return replace(card, kpis=(scored,), also=(*card.also, *others), since_close=since)


def _asked(
    definition: "Definition", as_of: date, kpi: str, dialects: Mapping[str, str]
) -> "Iterator[Asked]":
    """Yield the SELECTs behind *kpi*, each in the words of its dataset's engine."""
    from cxscore.measure.statements import write_statements
    from cxscore.model.explanation import Asked

    for dialect in dict.fromkeys(dialects.values()):
        for table in write_statements(definition, dialect, as_of, [kpi]).tables:
            if dialects[table.dataset] != dialect:
                continue
            assumed = tuple(table.assumed.items())
            for statement in table.statements:
                if statement.kpis:
                    yield Asked(
                        table.dataset,
                        dialect,
                        statement.purpose,
                        statement.sql,
                        table.in_files,
                        assumed,
                    )


def segment_named(scored: "ScoredKpi", by: Sequence[str]) -> "SegmentScore":
    """Return the segment of *scored* that *by* names, as ``region=North`` for each column.

    Raises:
        WrongUsage: where it has none such.
    """
    wanted = dict(_pair(each) for each in by)
    known = {column for cut in scored.kpi.by for column in cut}
    if not known:
        raise WrongUsage(f"--by: {scored.kpi.id} is cut by nothing; it has no 'by' in kpis.yaml")
    must_know("--by", wanted, sorted(known))
    cuts = [score for score in scored.segments if set(score.by) == set(wanted)]
    if not cuts:
        there = ", ".join(" with ".join(cut) for cut in scored.kpi.by)
        named = " with ".join(wanted)
        raise WrongUsage(f"--by: {scored.kpi.id} is not cut by {named}; it is cut by {there}")
    for score in cuts:
        if all(_cell(wanted[c]) == part for c, part in zip(score.by, score.segment, strict=True)):
            return score
    raise WrongUsage(_no_segment(wanted, cuts))


def _pair(text: str) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not sign or not column.strip():
        raise WrongUsage(f"--by: '{text}' is not column=value, as in region=North")
    return column.strip(), value.strip()


def _cell(value: str) -> str | None:
    """Return the cell that *value* means: a blank where it is empty, or says so."""
    return None if value in ("", "(blank)") else value


def _no_segment(wanted: Mapping[str, str], cuts: "Sequence[SegmentScore]") -> str:
    for column, value in wanted.items():
        at = cuts[0].by.index(column)
        there = list(dict.fromkeys(score.segment[at] or "(blank)" for score in cuts))
        if _cell(value) in [score.segment[at] for score in cuts]:
            continue
        near = nearest(value, there)
        hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(there)}"
        return f"--by: no row has '{value}' as its {column}; {hint}"
    return f"--by: no row has {' with '.join(f'{c}={v}' for c, v in wanted.items())}"
