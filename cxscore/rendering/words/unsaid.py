"""What the methods cannot tell of a KPI, and why, in one line."""

from collections.abc import Mapping

from cxscore.model.scorecard import ScoredKpi
from cxscore.model.statistic import Statistic
from cxscore.model.verdicts import Method, Unsaid, Variation
from cxscore.rendering.words import judgements, periods

TOPIC: Mapping[Method, str] = {
    Method.TREND: "the trend",
    Method.FORECAST: "whether the target will be met",
    Method.MOVEMENT: "why it moved",
}
"""What a method would tell, in the order of the line; the others have a sentence of their own."""
WORDS: Mapping[Method, Mapping[Unsaid, str | None]] = {
    # `intervals.no_interval` has a sentence for each.
    Method.INTERVAL: {
        Unsaid.TOO_FEW_ANSWERS: None,
        Unsaid.NO_SPREAD: None,
        Unsaid.NOT_A_COUNT: None,
    },
    # `charts.fallback` says which chart is drawn instead.
    Method.CHART: {Unsaid.NOT_A_COUNT: None, Unsaid.FEW_DIFFERENT_VALUES: None},
    # Looked for in every KPI: missed only with `seasonal: true`, and then `season_sentence` says.
    Method.SEASON: {
        Unsaid.YEARLY: None,
        Unsaid.ROLLING_WINDOW: None,
        Unsaid.TOO_FEW_POINTS: None,
        Unsaid.CONSTANT: None,
        Unsaid.NO_SEASON: None,
        Unsaid.NOT_POSITIVE: None,
    },
    Method.TREND: {
        Unsaid.ROLLING_WINDOW: "a rolling window is not tested for one",
        Unsaid.TOO_FEW_POINTS: "fewer than 12 {every}s count",
        Unsaid.CONSTANT: "every value is the same",
    },
    Method.FORECAST: {
        Unsaid.CALENDAR_ENDS: "the calendar’s file has no later {every}",
        # Nothing is asked of it, so nobody looks for an answer.
        Unsaid.NEUTRAL: None,
        Unsaid.NO_TARGET: None,
        # Reasons of the verdict "cannot say": `forecast_sentence` has words for each.
        Unsaid.ROLLING_WINDOW: None,
        Unsaid.NO_VALUE: None,
        Unsaid.PARTIAL_PERIOD: None,
        Unsaid.BASE_TOO_SMALL: None,
        Unsaid.TOO_FEW_POINTS: None,
        Unsaid.CONSTANT: None,
        Unsaid.NO_LIMITS: None,
        Unsaid.SPECIAL_CAUSE: None,
        Unsaid.TOO_FAR: None,
    },
    Method.MOVEMENT: {
        # No `by` of a single column, so nobody asked.
        Unsaid.NO_SEGMENTS: None,
        # The panel says first of all that there is no value.
        Unsaid.NO_VALUE: None,
        Unsaid.ONE_SEGMENT: "fewer than two segments can be shown",
        Unsaid.NOT_ADDITIVE: "its segments do not add up to it",
        Unsaid.ROLLING_WINDOW: "neighbours of a rolling window share most of their {every}s",
        Unsaid.BASE_TOO_SMALL: "a base is too small",
        Unsaid.PARTIAL_PERIOD: "a {every} is not complete",
        Unsaid.NOT_COMPARABLE: "a break lies between",
        Unsaid.IGNORED_PERIOD: "a {every} is not counted",
        Unsaid.NO_BASE: "there is no {every} to compare with",
    },
    # `drivers_said` says it where the drivers would be, and why a column was dropped.
    Method.DRIVERS: {
        Unsaid.NO_VALUE: None,
        Unsaid.BASE_TOO_SMALL: None,
        Unsaid.CONSTANT: None,
        Unsaid.TOO_FEW_POINTS: None,
        Unsaid.NO_ASSOCIATION: None,
        Unsaid.COLLINEAR: None,
        Unsaid.NOT_A_NUMBER: None,
    },
    # `gap_sentence` says it in place of the gap.
    Method.GAP: {Unsaid.BASE_TOO_SMALL: None, Unsaid.ONE_SEGMENT: None},
}
"""Every reason that a method can have; None where this line is silent on purpose."""


def no_value(scored: ScoredKpi) -> str:
    """Return that rows are there and nothing can be divided by them; empty where that is not so."""
    if scored.value is not None or not scored.n or scored.denominator != 0:
        return ""
    if scored.kpi.statistic is Statistic.RATIO:
        return "There is no value: its denominator adds up to 0"
    return "There is no value: the weights of its answers add up to 0"


def unsaid_line(scored: ScoredKpi) -> str:
    """Return ``Not told: the trend (fewer than 12 months count)``; empty where nothing is missed.

    A KPI without any value has nothing that a method could tell.
    """
    if all(point.value is None for point in scored.series):
        return ""
    every, told = periods.noun(scored.grain), []
    for method, topic in TOPIC.items():
        why = scored.unsaid.get(method)
        words = None if why is None else WORDS[method][why]
        if why is not None and words is not None and not _is_said(scored, why):
            told.append(f"{topic} ({words.format(every=every)})")
    return f"Not told: {'; '.join(told)}" if told else ""


def _is_said(scored: ScoredKpi, why: Unsaid) -> bool:
    """Return whether the forecast, the status or the signal gives the same reason already."""
    if scored.forecast is not None and scored.forecast.because is why:
        return True
    if why is Unsaid.BASE_TOO_SMALL:
        return scored.base_too_small
    if why is not Unsaid.CONSTANT or scored.signal.variation is not Variation.NO_SIGNAL_POSSIBLE:
        return False
    same = WORDS[Method.TREND][Unsaid.CONSTANT]
    return same is not None and judgements.no_signal(scored).startswith(same)
