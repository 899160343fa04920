"""What the control chart says, in sentences."""

from cxscore.model.scorecard import (
    Capability,
    Limits,
    Point,
    PointType,
    Rule,
    ScoredKpi,
    Status,
    Variation,
)
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.comparing import name_of
from cxscore.rendering.words.grammar import capital, counted, sentences
from cxscore.rendering.words.shown import Shown, edges_of

OUTCOME = {
    Variation.IMPROVING: "a real improvement",
    Variation.WORSENING: "a real worsening",
    Variation.UP: "a real rise",
    Variation.DOWN: "a real fall",
}


def signal_sentence(scored: ScoredKpi, shown: Shown) -> str:
    """Return what the latest point is and why, and what that means for the target."""
    signal = scored.signal
    if signal.variation is Variation.NO_SIGNAL_POSSIBLE or signal.limits is None:
        return sentences(f"No signal is possible: {judgements.no_signal(scored)}")
    trial = (
        f"The limits are trial ones, from {counted(signal.points, 'point')}" if signal.trial else ""
    )
    return sentences(
        _what(scored, signal.limits, shown), _capability(scored, signal.limits, shown), trial
    )


def chart_description(scored: ScoredKpi, shown: Shown) -> str:
    """Return the text alternative of the control chart."""
    every = periods.noun(scored.grain)
    parts = [
        f"latest {shown.value(scored.value)}" if scored.value is not None else "no latest value"
    ]
    limits = scored.signal.limits
    if limits is not None:
        parts += [f"mean {shown.limit(limits.mean)}", f"limits {shown.limits(limits)}"]
    if edges_of(scored.target):
        parts.append(f"target {shown.target(scored.target)}")
    points = [p for p in scored.series if p.value is not None]
    signals = sum(is_signal(point) for point in points)
    verb = "signals" if signals == 1 else "signal"
    told = f"{signals} of {counted(len(points), 'point')} {verb} a real change"
    return sentences(
        f"Control chart of {scored.kpi.name}, {counted(len(scored.series), every)}",
        capital(", ".join(parts)),
        told if limits is not None else f"No signal is possible: {judgements.no_signal(scored)}",
    )


def is_signal(point: Point) -> bool:
    """Return whether a point of the chart is a real change."""
    return point.point not in (None, PointType.COMMON_CAUSE, PointType.IGNORED)


def _what(scored: ScoredKpi, limits: Limits, shown: Shown) -> str:
    """Return what the last point that counts is; where that is an earlier one, why."""
    point = _last_counted(scored)
    if point is None or point.value is None:
        return ""
    if point.period == scored.period:
        return _judged(scored, point, limits, shown)
    return sentences(_uncounted(scored), _judged(scored, point, limits, shown.at(scored, point)))


def _last_counted(scored: ScoredKpi) -> Point | None:
    """Return the last point of the control chart, up to the value at hand."""
    counted = [p for p in scored.series if p.point not in (None, PointType.IGNORED)]
    upto = scored.period.end if scored.period else None
    return next((p for p in reversed(counted) if upto is None or p.period.end <= upto), None)


def _uncounted(scored: ScoredKpi) -> str:
    """Return why the value at hand is no point of the control chart."""
    assert scored.period is not None
    name = capital(periods.name(scored.period))
    why = next((i.reason for i in scored.kpi.ignore if i.period == scored.period.id), "")
    if why:
        return f"{name} is not counted: {why}"
    return f"{name} is not counted" if scored.complete else f"{name} is not complete"


def _judged(scored: ScoredKpi, point: Point, limits: Limits, shown: Shown) -> str:
    name, value = capital(periods.name(point.period)), point.value
    assert value is not None
    outcome = OUTCOME.get(scored.signal.variation)
    if outcome is None:
        within = limits.lower <= value <= limits.upper
        place = f"lies within the limits of {shown.limits(limits)}" if within else "meets no rule"
        return f"{name} {place}: ordinary variation"
    since = scored.signal.since
    started = f", since {name_of(scored, since)}" if since and since != point.period.id else ""
    return f"{_reason(scored, point, limits, shown)}: {outcome}{started}"


def _reason(scored: ScoredKpi, point: Point, limits: Limits, shown: Shown) -> str:
    """Return which rule of the chart the point meets."""
    every, high = periods.noun(scored.grain), (point.value or 0) > limits.mean
    name = capital(periods.name(point.period))
    side, limit = ("above", "upper") if high else ("below", "lower")
    edge = limits.upper if high else limits.lower
    match next(iter(scored.signal.rules), None):
        case Rule.OUTSIDE:
            return f"{name} lies {side} the {limit} limit of {shown.limit(edge)}"
        case Rule.TREND:
            return f"7 or more {every}s in a row {'rise' if _rising(scored) else 'fall'}"
        case Rule.NEAR_LIMIT:
            return f"2 of 3 {every}s in a row lie near the {limit} limit of {shown.limit(edge)}"
        case Rule.RUN:
            return f"7 or more {every}s in a row lie {side} the mean of {shown.limit(limits.mean)}"
        case None:
            return f"{name} meets a rule of the control chart"


def _rising(scored: ScoredKpi) -> bool:
    counted = (p for p in scored.series if p.point not in (None, PointType.IGNORED))
    values = [p.value for p in counted if p.value is not None]
    return len(values) > 1 and values[-1] > values[-2]


def _capability(scored: ScoredKpi, limits: Limits, shown: Shown) -> str:
    """Return what the limits mean for the target."""
    found, every = scored.signal.capability, periods.noun(scored.grain)
    if scored.target is None or found is None:
        return ""
    target = f"the target of {shown.target(scored.target)}"
    sometimes = f"{target} is met in some {every}s and not in others"
    if _outdated(scored):
        # The limits are those of the process before it changed: they foretell nothing now.
        if found is Capability.HIT_AND_MISS:
            return f"By the limits so far, {sometimes}"
        side = "good" if found is Capability.HITS else "bad"
        return f"The limits so far, {shown.limits(limits)}, lie on the {side} side of {target}"
    match found:
        case Capability.HITS:
            return f"As things stand, {target} will be met every {every}"
        case Capability.HIT_AND_MISS:
            return f"As things stand, {sometimes}"
        case Capability.MISSES:
            return f"As things stand, {target} will not be met without a change"


def _outdated(scored: ScoredKpi) -> bool:
    """Return whether the latest value is not what the limits would have had us expect."""
    met = scored.status is Status.ON_TARGET
    against = {Capability.HITS: not met, Capability.MISSES: met}
    found = scored.signal.capability
    return scored.signal.variation in OUTCOME or (found is not None and against.get(found, False))
