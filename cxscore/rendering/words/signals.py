"""What the control chart says, in sentences."""

from collections.abc import Iterator

from cxscore.model.chart_lines import Limits
from cxscore.model.choices import Polarity, RulePreset
from cxscore.model.findings import edges_of
from cxscore.model.scorecard import Point, ScoredKpi, Signal
from cxscore.model.verdicts import Capability, PointType, Rule, Status, Variation
from cxscore.rendering.numbers import EQUAL_WITHIN, written_decimals
from cxscore.rendering.words import charts, judgements, periods
from cxscore.rendering.words.grammar import capital, counted, listed, sentences, times
from cxscore.rendering.words.period_names import name_of
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.words.track_record import record_of, record_since

OUTCOME = {
    Variation.IMPROVING: "an improvement",
    Variation.WORSENING: "a worsening",
    Variation.UP: "a rise",
    Variation.DOWN: "a fall",
}
JUST = 0.25
"""The part of their width by which limits may reach beyond a target and still do so "just"."""


def signal_sentence(scored: ScoredKpi, shown: Shown) -> str:
    """Return what the latest point is and why, and what that means for the target."""
    signal = scored.signal
    limits, median = signal.limits, signal.median
    possible = signal.variation is not Variation.NO_SIGNAL_POSSIBLE
    if judgements.too_early(scored):
        return sentences(_too_early(scored))
    if possible and median is not None:
        provisional = _provisional(signal, "median is a provisional one")
        return sentences(_what(scored, shown), provisional, charts.from_baseline(signal))
    if not possible or limits is None:
        return sentences(_no_signal(scored, shown))
    season = "The limits follow the season" if signal.adjusted else ""
    trial = _provisional(signal, "limits are trial ones")
    capability = _capability(scored, limits, shown)
    from_baseline = charts.from_baseline(signal)
    return sentences(_what(scored, shown), season, capability, trial, from_baseline)


def _no_signal(scored: ScoredKpi, shown: Shown) -> str:
    if judgements.too_early(scored):
        return _too_early(scored)
    if judgements.is_constant(scored):
        # The value at hand may be one that does not count, and another.
        last = judgements.last_counted(scored)
        value = scored.value if last is None else last.value
        every = f"every {periods.noun(scored.grain)}{judgements.since_break(scored)}"
        return f"It has been {shown.value(value)} {every}"
    return f"Change cannot be judged: {judgements.no_signal(scored)}"


def _too_early(scored: ScoredKpi) -> str:
    return f"Too early to tell whether it is changing: {judgements.few(scored)}"


def _provisional(signal: Signal, says: str) -> str:
    return f"The {says}, from {counted(signal.points, 'point')}" if signal.trial else ""


def chart_description(scored: ScoredKpi, shown: Shown) -> str:
    """Return the text alternative of the control chart."""
    every = periods.noun(scored.grain)
    parts = [
        f"latest {shown.value(scored.value)}" if scored.value is not None else "no latest value"
    ]
    signal = scored.signal
    limits, median = signal.limits, signal.median
    if limits is not None:
        here = " at the latest point" if charts.vary(signal) else ""
        parts += [f"mean {shown.limit(limits.mean)}", f"limits {shown.limits(limits)}{here}"]
    if median is not None:
        parts.append(f"median {shown.limit(median)}")
    if edges_of(scored.target):
        parts.append(f"target {shown.target(scored.target)}")
    parts += _asked_from_outside(scored, shown)
    possible = signal.variation is not Variation.NO_SIGNAL_POSSIBLE or median is None
    lines = limits is not None or median is not None
    return sentences(
        f"{charts.TITLE[signal.chart]} of {scored.kpi.name}, {counted(len(scored.series), every)}",
        capital(", ".join(parts)),
        _standing_out_said(scored) if possible and lines else _no_signal(scored, shown),
    )


def _asked_from_outside(scored: ScoredKpi, shown: Shown) -> Iterator[str]:
    """Yield the standard, and the regulators' lines that are not the same."""
    for value, own in scored.asked.items():
        decimals = max(shown.decimals, written_decimals(value))
        name = "standard" if own else "regulator's line"
        yield f"{name} {shown.quantity.value(value, decimals)}"


def _standing_out_said(scored: ScoredKpi) -> str:
    """Return how many of the points are beyond chance, on which side of what is usual."""
    out = judgements.standing_out(scored)
    every = counted(sum(point.value is not None for point in scored.series), "point")
    sides = {
        word: sum(p.point is kind and p.period.id in out for p in scored.series)
        for kind, word in judgements.POINT.items()
    }
    told = [f"{number} {word}" for word, number in sides.items() if number]
    return f"Of {every}, {listed(told) or 'none'} beyond chance"


def _what(scored: ScoredKpi, shown: Shown) -> str:
    """Return what the last point that counts is; where that is an earlier one, why."""
    point = judgements.last_counted(scored)
    if point is None or point.value is None:
        return ""
    if point.period == scored.period:
        return _judged(scored, point, shown)
    return sentences(_uncounted(scored), _judged(scored, point, shown.at(scored, point)))


def _uncounted(scored: ScoredKpi) -> str:
    """Return why the value at hand is no point of the control chart."""
    assert scored.period is not None
    name = capital(periods.name(scored.period))
    ignored = next((p.ignored for p in scored.series if p.period == scored.period), None)
    return f"{name} is not counted: {ignored.reason}" if ignored else f"{name} is not complete"


def _judged(scored: ScoredKpi, point: Point, shown: Shown) -> str:
    outcome = OUTCOME.get(scored.signal.variation)
    if outcome is None and judgements.drifts(scored.signal):
        return _drift(scored, point, shown)
    if outcome is None:
        return f"{_ordinary(scored, point, shown)}: ordinary variation"
    since = scored.signal.since
    started = f" since {name_of(scored, since)}" if since and since != point.period.id else ""
    return f"{_reason(scored, point, shown)}: {outcome}{started}"


def _limits_at(scored: ScoredKpi, point: Point) -> Limits | None:
    """Return the limits of *point*: those in force where it is the one reported."""
    return scored.signal.limits if point.period == scored.period else point.limits


def _ordinary(scored: ScoredKpi, point: Point, shown: Shown) -> str:
    name, limits = capital(periods.name(point.period)), _limits_at(scored, point)
    assert point.value is not None
    if limits is None:
        return f"{name} is in no long run above or below the median of {shown.limit(point.median)}"
    if limits.lower <= point.value <= limits.upper:
        return f"{name} lies within the limits of {shown.limits(limits)}"
    return f"{name} meets no rule"


def _reason(scored: ScoredKpi, point: Point, shown: Shown) -> str:
    """Return which rule of the chart the point meets."""
    every, limits = periods.noun(scored.grain), _limits_at(scored, point)
    name = capital(periods.name(point.period))
    if limits is None:
        return _long_run(scored, point, shown)
    high = (point.value or 0) > limits.mean
    side, limit = ("above", "upper") if high else ("below", "lower")
    line = limits.upper if high else limits.lower
    edge = shown.limit(line)
    match next(iter(scored.signal.rules), None):
        case Rule.OUTSIDE:
            return f"{name} lies {_just(point, line, shown)}{side} the {limit} limit of {edge}"
        case Rule.TREND:
            move = "rise" if _rising(scored) else "fall"
            season = ", the season taken out," if scored.signal.adjusted else ""
            return f"{charts.TREND} or more {every}s in a row{season} {move}"
        case Rule.NEAR_LIMIT:
            return _near(scored, every, edge, high)
        case Rule.RUN:
            mean = "of the season" if scored.signal.adjusted else f"of {shown.limit(limits.mean)}"
            run = charts.RUN[scored.signal.preset]
            latest = f", {name} just" if _just(point, limits.mean, shown) else ""
            return f"{run} or more {every}s in a row lie {side} the mean {mean}{latest}"
        case None:
            return f"{name} meets a rule of the control chart"


def _just(point: Point, line: float, shown: Shown) -> str:
    """Return ``just `` where the value and a line of the chart read the same."""
    return "" if point.value is None or shown.tells_apart(point.value, line) else "just "


def _near(scored: ScoredKpi, every: str, edge: str, high: bool) -> str:
    """Return which limit the last few points lie near, the last of them perhaps not."""
    signal = scored.signal
    in_a_row = f"{charts.NEAR[signal.preset]} {every}s in a row lie"
    if signal.preset is RulePreset.WHEELER:
        limit = "upper" if _points_up(scored) else "lower"
        return f"{in_a_row} nearer to the {limit} limit than to the mean"
    limit = "upper" if high else "lower"
    return f"{in_a_row} near the {limit} limit{'' if charts.vary(signal) else f' of {edge}'}"


def _long_run(scored: ScoredKpi, point: Point, shown: Shown) -> str:
    """Return the run that a run chart signals, and how much longer it is than chance has it."""
    every, runs, median = periods.noun(scored.grain), scored.signal.runs, point.median
    assert runs is not None and median is not None
    side = "above" if (point.value or 0.0) > median else "below"
    many = f"{runs.longest_max + 1} or more {every}s"
    centre = f"the median of {shown.limit(median)}"
    if runs.useful < scored.signal.points:
        # Values on the median stand between them, so that they are not in a row.
        half = "upper" if side == "above" else "lower"
        return f"{many} lie on the {half} side of {centre} one after another, those on it aside"
    name = capital(periods.name(point.period))
    latest = f", {name} just" if _just(point, median, shown) else ""
    return f"{many} in a row lie {side} {centre}{latest}"


def _drift(scored: ScoredKpi, point: Point, shown: Shown) -> str:
    """Return that a run chart is crossed too seldom, which says of no one point that it is."""
    runs = scored.signal.runs
    assert runs is not None
    crossed = f"cross it {times(runs.crossings)}" if runs.crossings else "never cross it"
    return sentences(
        _ordinary(scored, point, shown),
        f"But the values {crossed}, and chance alone would make "
        f"{counted(runs.crossings_min, 'crossing')} or more: over the whole chart the level has "
        "moved",
    )


def _points_up(scored: ScoredKpi) -> bool:
    """Return whether the signal is one of high values.

    By Wheeler's rules a point may be meant for what its neighbours are.
    """
    match scored.signal.variation, scored.kpi.polarity:
        case (Variation.UP, _) | (Variation.IMPROVING, Polarity.HIGHER_IS_BETTER):
            return True
        case Variation.WORSENING, Polarity.LOWER_IS_BETTER:
            return True
        case _:
            return False


def _rising(scored: ScoredKpi) -> bool:
    counted = (p for p in scored.series if p.point not in (None, PointType.IGNORED))
    values = [p.value if p.adjusted is None else p.adjusted for p in counted]
    last = [value for value in values if value is not None][-2:]
    return len(last) > 1 and last[1] > last[0]


def _capability(scored: ScoredKpi, limits: Limits, shown: Shown) -> str:
    """Return how often the target was met, and what the limits mean for it."""
    found, every = scored.signal.capability, periods.noun(scored.grain)
    if scored.target is None or found is None or scored.signal.trial:
        return ""
    target = f"the target of {shown.target(scored.target)}"
    if scored.signal.limits_left_since is not None:
        # The limits are those of another process: nothing is concluded from them.
        return capital(_kept_since(scored, target))
    if _outdated(scored):
        # The limits are those of the process before it changed: they tell nothing of what comes.
        return f"The limits so far, {shown.limits(limits)}, {_lie(scored, found)} {target}"
    record = record_of(scored)
    met = "" if record is None else f"met {record.among(record.met)}"
    match found:
        case Capability.HITS:
            told = f"At this level {target} should be met every {every}"
            return told if record is None or not record.missed else f"{told}; it was {met}"
        case Capability.HIT_AND_MISS if met:
            return f"{capital(target)} was {met}; {_reach(scored, limits)}"
        case Capability.HIT_AND_MISS:
            return f"The limits take in {target}"
        case Capability.MISSES:
            told = f"Without a change {target} will be missed"
            return told if record is None or not record.met else f"{told}; it was {met}"


def _kept_since(scored: ScoredKpi, target: str) -> str:
    """Return ``the target of 90.0% was missed in all 9 months since``."""
    since = scored.signal.limits_left_since
    record = None if since is None else record_since(scored, since)
    if record is None:
        return ""
    whose = target if record.same_target else "the target of its time"
    return f"{whose} was {record.mostly}"


def _lie(scored: ScoredKpi, found: Capability) -> str:
    """Return where limits lie: ``lie on the good side of``."""
    if found is not Capability.HIT_AND_MISS:
        return f"lie on the {'good' if found is Capability.HITS else 'bad'} side of"
    if scored.signal.adjusted:
        return "take in, at some time of the year,"
    return "reach beyond" if scored.kpi.polarity is Polarity.IN_RANGE else "take in"


def _reach(scored: ScoredKpi, limits: Limits) -> str:
    """Return how far limits that take in the target reach on its other side."""
    edges = edges_of(scored.target)
    if len(edges) != 1 or scored.kpi.polarity is Polarity.IN_RANGE:
        return "the limits reach beyond it"
    if scored.signal.adjusted:
        return "the limits reach to both sides of it over the year"
    (edge,) = edges
    below = limits.mean > edge
    over = edge - limits.lower if below else limits.upper - edge
    side = "below" if below else "above"
    if over <= EQUAL_WITHIN * max(1.0, abs(edge)):
        return f"the limits reach {'down' if below else 'up'} to it"
    little = over <= JUST * (limits.upper - limits.lower)
    return f"the limits reach {'just ' if little else ''}{side} it"


def _outdated(scored: ScoredKpi) -> bool:
    """Return whether the latest value is not what the limits would have had us expect."""
    met = scored.status is Status.ON_TARGET
    against = {Capability.HITS: not met, Capability.MISSES: met}
    found = scored.signal.capability
    # What rises or falls is on its way out of limits that take it to stay where it is.
    moves = scored.signal.variation in OUTCOME or judgements.is_trending(scored)
    return moves or (found is not None and against.get(found, False))
