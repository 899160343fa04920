"""Intervals in words: how wide, how sure, by which method, and why there is none."""

from collections.abc import Iterable

from cxscore.model.findings import Comparison, Comparisons, Interval
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.model.statistic import Statistic
from cxscore.model.verdicts import Method, Unsaid
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words.grammar import counted, listed, named, sentences
from cxscore.rendering.words.shown import Shown

METHODS = {
    "adjusted_wald": "adjusted Wald for net promoter scores",
    "wilson": "Wilson score for shares",
    "poisson": "exact Poisson for rates of events",
    "t": "t for means",
    "order_statistics": "by rank for medians and percentiles (between two of the answers)",
    "difference": "of a difference for gaps between segments (corrected for the pairs)",
}


def interval_said(interval: Interval | None, shown: Shown) -> str:
    """Return ``81.2% to 85.1% (95%)``; empty where there is none."""
    if interval is None:
        return ""
    level = shown.quantity.numbers.level(interval.level)
    return f"{shown.interval(interval)} ({level})"


def no_interval(scored: ScoredKpi, shown: Shown) -> str:
    """Return why a KPI has no interval where one would be looked for; empty where not."""
    match scored.unsaid.get(Method.INTERVAL):
        case Unsaid.TOO_FEW_ANSWERS:
            numbers = shown.quantity.numbers
            answers = counted(scored.n or 0, "answer")
            is_few = "is" if scored.n == 1 else "are"
            level = numbers.level(scored.kpi.level)
            return f"No interval: {answers} {is_few} too few for one at {level}"
        case Unsaid.NO_SPREAD:
            return "No interval: the source gives averages only"
        case Unsaid.NOT_A_COUNT:
            return "No interval: this is a share of amounts, not of answers"
        case _:
            return ""


def note(scorecard: Scorecard, numbers: Numbers) -> str:
    """Return the paragraph on intervals; empty where there is none at all."""
    known = [k.interval for k in scorecard.kpis if k.interval is not None]
    if not known:
        return ""
    used = dict.fromkeys(interval.method for interval in known)
    told = listed([METHODS[method] for method in used])
    levels = _levels((interval.level for interval in known), numbers)
    return sentences(f"Values from samples have {levels} intervals: {told}", *_finite(scorecard))


def brief_note(scorecard: Scorecard, numbers: Numbers) -> str:
    """Return how sure intervals are and which are narrower, without the methods."""
    known = [k.interval for k in scorecard.kpis if k.interval is not None]
    if not known:
        return ""
    levels = _levels((interval.level for interval in known), numbers)
    return sentences(f"{levels}, for values from samples", *_finite(scorecard))


def chance_note(scorecard: Scorecard) -> tuple[str, ...]:
    """Return the sentences on what a test calls more than chance."""
    levels, ranked = _tested(scorecard), _ranked(scorecard)
    told = []
    if levels:
        odds = listed([_odds(level) for level in levels], "or")
        told.append(
            f"* marks a change beyond sampling error, which chance alone would bring in {odds}"
        )
        if len(levels) > 1:
            told.append("Which of them holds is defined for each KPI, as the level of its interval")
    if ranked:
        told.append(f"Changes of medians and percentiles are not tested: {ranked}")
    return tuple(told)


def chance_brief(scorecard: Scorecard) -> tuple[str, ...]:
    """Return the same in few words, below a page that says what the sign is."""
    levels, ranked = _tested(scorecard), _ranked(scorecard)
    odds = listed([_odds(level) for level in levels], "or")
    return (
        f"*: chance alone in {odds}" if levels else "",
        f"Not tested (median or percentile): {ranked}" if ranked else "",
    )


def _tested(scorecard: Scorecard) -> tuple[float, ...]:
    """Return the levels at which changes are tested."""
    return tuple(
        dict.fromkeys(
            k.kpi.level
            for k in scorecard.kpis
            if any(each.significant is not None for each in _every(k.comparisons))
        )
    )


def _ranked(scorecard: Scorecard) -> str:
    """Return the names of KPIs that are medians and percentiles; empty for none."""
    ranked = [k.kpi.name for k in scorecard.kpis if k.kpi.statistic is Statistic.QUANTILE]
    return named(ranked, 5)


def _finite(scorecard: Scorecard) -> tuple[str, ...]:
    """Return whose intervals are narrower, since not many could be asked."""
    finite = [k.kpi.name for k in scorecard.kpis if k.kpi.population is not None and k.interval]
    return (f"Narrower, for a finite population: {named(finite, 5)}",) if finite else ()


def _odds(level: float) -> str:
    """Return ``fewer than 1 case in 20``, or the part of cases in per cent."""
    cases = round(1 / (1 - level), 6)
    if cases == round(cases):
        return f"fewer than 1 case in {cases:.0f}"
    return f"fewer than {100 * (1 - level):.6g} cases in 100"


def _levels(levels: Iterable[float], numbers: Numbers) -> str:
    return listed([numbers.level(level) for level in dict.fromkeys(levels)])


def _every(found: Comparisons) -> tuple[Comparison, ...]:
    return found.previous, found.year_ago, found.fiscal_ytd, found.trailing_year
