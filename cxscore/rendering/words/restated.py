"""Numbers that are not as they were told, in words, and why."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from pathlib import PurePath

from cxscore.model.since_close import Cause, Restated
from cxscore.rendering.numbers import telling_apart
from cxscore.rendering.words.grammar import be, counted, sentence
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.terms import Terms

MOST_RESTATED = 2
"""Restated numbers that the first page has by name; the others are counted there."""
MOST_PERIODS = 3
"""Periods of one KPI that are told one by one."""
_CAUSES = {
    Cause.DEFINITION: "what is counted is defined in another way",
    Cause.PROGRAM: "another version of cxscore worked it out",
    Cause.UNKNOWN: "neither data nor definition nor version changed",
}


def restated_said(kpi: str, paper: Paper) -> tuple[str, ...]:
    """Return what was told of *kpi* and is another number now: a sentence, or none.

    ``May 2026 was told as 68.0%; it is 66.2% now.``, the latest of them alone where there are
    several.
    """
    since = paper.scorecard.since_close
    own = [each for each in since.shown if each.kpi == kpi and not each.by] if since else []
    if not own:
        return ()
    last, terms = own[-1], Terms.of_scorecard(paper.scorecard, paper.numbers)
    before, after = last.before.value, last.after.value
    known = [value for value in (before, after) if value is not None]
    decimals = telling_apart(terms.kpis[kpi].decimals, [*pairwise(known)])
    now = "it is gone" if after is None else f"it is {terms.value(kpi, after, decimals)} now"
    as_ = "without a value" if before is None else f"as {terms.value(kpi, before, decimals)}"
    told = f"{terms.period(last.period)} was told {as_}; {now}"
    rest = len(own) - 1
    more = f", and {counted(rest, 'earlier period')} {be(rest)} restated, too" if rest else ""
    return (sentence(told + more),)


def first_of(lines: Sequence[str]) -> str:
    """Return the first of *lines* on restated numbers, and of how many others there is one."""
    if not lines:
        return ""
    more = len(lines) - MOST_RESTATED
    rest = f"; and of {counted(more, 'other KPI')}" if more > 0 else ""
    return f"Restated: {'; '.join(lines[:MOST_RESTATED])}{rest}"


def parts_alone(found: Sequence[Restated]) -> str:
    """Return how many numbers of segments moved where the whole did not."""
    wholes = {each.kpi for each in found if not each.by}
    number = sum(each.kpi not in wholes for each in found)
    return f"Restated: {counted(number, 'number')} of segments" if number else ""


def restated_lines(found: Sequence[Restated], terms: Terms, *, brief: bool = False) -> list[str]:
    """Return a line a KPI, its segments counted where it moved as well; no causes if *brief*."""
    lines = []
    for kpi, group in groupby(found, key=lambda each: each.kpi):
        rows = list(group)
        wholes = [each for each in rows if not each.by]
        parts = [each for each in rows if each.by]
        first = wholes or parts
        told = ", ".join(_path(each, terms) for each in first)
        if len(first) > MOST_PERIODS:
            kind = "period" if wholes else "number of its segments"
            kinds = "periods" if wholes else "numbers of its segments"
            told = f"{counted(len(first), kind, kinds)}, the last {_path(first[-1], terms)}"
        if wholes and parts:
            told += f", and {counted(len(parts), 'number')} of its segments"
        why = "" if brief else f" ({because_said(first[-1])})"
        lines.append(f"{terms.name(kpi)}, {told}{why}")
    return lines


def _path(each: Restated, terms: Terms) -> str:
    """Return ``April 2026 76.4% → 76.2%``, with all that was told of it on the way."""
    values = [told.value for told in (*each.path, each.after)]
    decimals = terms.telling(each.kpi, *values)
    where = f" in {segment_name(each.segment)}" if each.by else ""
    told = " → ".join(
        terms.value(each.kpi, value, decimals, brief=at + 1 < len(values))
        for at, value in enumerate(values)
    )
    if each.after.value is None:
        told = f"{terms.value(each.kpi, each.before.value)}, which is gone"
    return f"{terms.period(each.period)}{where} {told}"


def because_said(each: Restated) -> str:
    """Return why a closed number is another one now: ``complaints.csv has 1 row more``."""
    if each.because in _CAUSES:
        return _CAUSES[each.because]
    said = _source(each)
    return f"{said}, and {_CAUSES[Cause.DEFINITION]}" if each.because is Cause.BOTH else said


def _source(each: Restated) -> str:
    """Return what is otherwise in the files: ``complaints.csv has 1 row more``."""
    if len(each.source) > 1:
        return f"{counted(len(each.source), 'source')} changed"
    source = each.source[0]
    name = PurePath(source.path).name
    if source.rows_before is None:
        return f"{name} is new"
    if source.rows_after is None:
        return f"{name} is gone"
    more = source.rows_after - source.rows_before
    if not more:
        return f"{name} changed"
    return f"{name} has {counted(abs(more), 'row')} {'more' if more > 0 else 'less'}"


def hidden_said(number: int) -> str:
    """Return that a *number* of numbers moved in digits that nobody sees; empty for none."""
    if not number:
        return ""
    return f"{counted(number, 'further number')} moved in digits not shown"
