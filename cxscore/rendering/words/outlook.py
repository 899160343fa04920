"""Season, trend and forecast in words: said only where they are more than chance."""

from cxscore.calendar import Grain
from cxscore.model.findings import Forecast, edges_of
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Method, Outlook, Unsaid, Variation
from cxscore.rendering.numbers import MONTHS, fewest_decimals, keeps_order, telling_apart
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import counted, sentences
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.period_names import name_of
from cxscore.rendering.words.shown import Shown, between, target_noun

VERDICTS = {
    Outlook.ON_COURSE: "On course",
    Outlook.IN_DOUBT: "In doubt",
    Outlook.WILL_BE_MISSED: "Will be missed",
}
CHANGED = (Variation.IMPROVING, Variation.WORSENING, Variation.UP, Variation.DOWN)


def outlook(scored: ScoredKpi) -> Word:
    """Return the verdict on the target ahead; empty where there is none."""
    found = scored.forecast
    if found is None or found.verdict is Outlook.CANNOT_SAY:
        return Word("", "")
    short = VERDICTS[found.verdict]
    return Word(short, f"{short}: the target for {name_of(scored, found.by)}")


def forecast_sentence(scored: ScoredKpi, shown: Shown) -> str:
    """Return whether the target will be met, what is expected then, and what it would take."""
    found = scored.forecast
    if found is None:
        return ""
    if found.verdict is Outlook.CANNOT_SAY:
        return sentences(f"No forecast: {_because(scored)}")
    shown = shown.toward(found.target)
    lead = _lead(scored, found, shown, "without a change")
    return sentences(lead, _expected(scored, found, shown), _step(scored, found, shown))


def outlook_brief(scored: ScoredKpi, shown: Shown) -> str:
    """Return the verdict on the target ahead and what is expected then, in one sentence.

    ``The April 2027 target of +46 is in doubt: +44 (+34 to +54) if the trend goes on.``
    """
    found = scored.forecast
    if found is None or found.verdict is Outlook.CANNOT_SAY:
        return ""
    shown = shown.toward(found.target)
    told = _interval(found, shown)
    if found.wanders or not told:
        lead = _lead(scored, found, shown, "without a change")
        return sentences(f"{lead}: {told}" if told else lead)
    condition = "if the trend goes on" if found.method == "trend" else "if nothing changes"
    if found.verdict is Outlook.WILL_BE_MISSED:
        return sentences(f"{_lead(scored, found, shown, condition)}: {told}")
    return sentences(f"{_lead(scored, found, shown)}: {told} {condition}")


def _lead(scored: ScoredKpi, found: Forecast, shown: Shown, condition: str = "") -> str:
    """Return the verdict on the target ahead; that it will be missed holds on a *condition*."""
    by, noun = name_of(scored, found.by), target_noun(scored.kpi.polarity)
    target = f"{noun} of {shown.target(found.target)}"
    # A week's name is too long to stand before its noun.
    target = f"{target} for {by}" if " of " in by else f"{by} {target}"
    match found.verdict:
        case Outlook.ON_COURSE:
            return f"On course for the {target}"
        case Outlook.IN_DOUBT:
            return f"The {target} is in doubt"
        case _:
            return f"The {target} will be missed {condition}"


def trend_sentence(scored: ScoredKpi, shown: Shown) -> str:
    """Return the slope a year; empty where it is not more than chance."""
    found = scored.trend
    if found is None or not found.established:
        return ""
    verb = "It has risen" if found.slope_per_year > 0 else "It has fallen"
    sizes = sorted(abs(number) for number in (found.low, found.high))
    pairs = [(size, 0.0) for size in (*sizes, abs(found.slope_per_year))]
    decimals = telling_apart(shown.decimals, pairs)
    step = shown.quantity.step(found.slope_per_year, decimals)
    low = shown.quantity.numbers.plain(sizes[0], decimals)
    high = shown.quantity.size(sizes[1], decimals)
    since = f"since {name_of(scored, found.first)}"
    return sentences(f"{verb} by {step} a year {since} ({low} to {high})")


def season_sentence(scored: ScoredKpi) -> str:
    """Return the pattern of the year, and what was done about it."""
    season, asked = scored.season, scored.kpi.seasonal
    if season is None:
        why = scored.unsaid.get(Method.SEASON)
        return _not_taken_out(scored, why) if asked and why is not None else ""
    if not season.detected:
        return _not_taken_out(scored, season.refused) if season.refused is not None else ""
    assert season.highest is not None and season.lowest is not None
    pattern = (
        f"Each year it is highest in {_season_name(scored, season.highest)}"
        f" and lowest in {_season_name(scored, season.lowest)}"
    )
    if scored.signal.adjusted:
        return sentences(f"{pattern}; it is judged with the season taken out")
    told = sentences(pattern)
    if season.refused is None:
        return told
    return sentences(told, _not_taken_out(scored, season.refused))


def _expected(scored: ScoredKpi, found: Forecast, shown: Shown) -> str:
    """Return what is expected, and on what condition; empty where nothing is."""
    told = _interval(found, shown)
    if not told:
        return ""
    if found.method == "trend":
        return f"If the trend goes on, expect {told}"
    if found.wanders:
        every = periods.noun(scored.grain)
        return f"Expect {told}; one {every} is much like the last, so it may leave its limits"
    return f"If nothing changes, expect {told}"


def _interval(found: Forecast, shown: Shown) -> str:
    """Return the expected value with its interval, none of them on the wrong side of the target."""
    if found.expected is None or found.low is None or found.high is None:
        return ""
    numbers = (found.expected, found.low, found.high)
    pairs = [(number, edge) for number in numbers for edge in edges_of(found.target)]
    decimals = fewest_decimals(
        shown.decimals, lambda d: all(keeps_order(one, two, d, d) for one, two in pairs)
    )
    value = shown.quantity.value(found.expected, decimals)
    interval = between(shown.quantity, found.low, found.high, decimals)
    return f"{value} ({interval})"


def _step(scored: ScoredKpi, found: Forecast, shown: Shown) -> str:
    """Return what reaching the target takes beside the best that was ever achieved."""
    required, best = found.step_required, found.best_step
    # A step between values without their season cannot be worked out from what is printed.
    if required is None or scored.signal.adjusted or _has_season(scored):
        return ""
    over = counted(found.ahead, periods.noun(scored.grain))
    way, sign = ("rise", 1) if required > 0 else ("fall", -1)
    pairs = [(required, 0.0), *([] if best is None else [(required, best), (best, 0.0)])]
    decimals = telling_apart(shown.decimals, pairs)
    takes = f"It needs a {way} of {shown.quantity.step(required, decimals)} in {over}"
    if best is None:
        return takes
    if best * sign <= 0:
        return f"{takes}, and has never moved that way in that time"
    return f"{takes}; its best so far is {shown.quantity.size(best, decimals)}"


def _has_season(scored: ScoredKpi) -> bool:
    return scored.season is not None and scored.season.detected


def _because(scored: ScoredKpi) -> str:
    every = periods.noun(scored.grain)
    reasons = {
        Unsaid.SPECIAL_CAUSE: _changed(scored),
        Unsaid.TOO_FEW_POINTS: f"it takes 12 {every}s that count",
        Unsaid.NO_LIMITS: "there are no limits to go by",
        Unsaid.CONSTANT: "every value is the same",
        Unsaid.ROLLING_WINDOW: "none is made for rolling averages",
        Unsaid.NO_VALUE: f"the latest {every} has no value",
        Unsaid.PARTIAL_PERIOD: f"the latest {every} is not complete",
        Unsaid.BASE_TOO_SMALL: "the base is too small",
        Unsaid.TOO_FAR: "the target lies further ahead than the trend has lasted",
    }
    assert scored.forecast is not None and scored.forecast.because is not None
    return reasons[scored.forecast.because]


def _changed(scored: ScoredKpi) -> str:
    """Return since when it has been another process than the limits know."""
    since = scored.signal.since
    if since is None or scored.signal.variation not in CHANGED:
        return "it has just changed"
    return f"it changed in {name_of(scored, since)}"


def _not_taken_out(scored: ScoredKpi, why: Unsaid | None) -> str:
    every = periods.noun(scored.grain)
    reasons = {
        Unsaid.TOO_FEW_POINTS: f"that takes 24 {every}s or more, and two whole years",
        Unsaid.NO_SEASON: "the year has no pattern that is more than chance",
        Unsaid.NOT_POSITIVE: "values that are not all above 0 cannot be divided by factors",
        Unsaid.CONSTANT: "every value is the same",
        Unsaid.ROLLING_WINDOW: "a rolling window has its year mixed up",
        Unsaid.YEARLY: "years have none",
    }
    return sentences(f"The season was not taken out: {reasons[why]}") if why in reasons else ""


def _season_name(scored: ScoredKpi, number: int) -> str:
    """Return ``July``, ``Q3``, ``week 7`` or ``period 4``."""
    if scored.grain is Grain.MONTH:
        like = next(p.period for p in scored.series if p.period.number == number)
        return MONTHS[like.start.month - 1]
    return (
        f"Q{number}" if scored.grain is Grain.QUARTER else f"{periods.noun(scored.grain)} {number}"
    )
