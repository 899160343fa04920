"""The target in force, how far the value is from it, and what that is called."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Self

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.model.chart_lines import Limits
from cxscore.model.choices import Polarity
from cxscore.model.findings import Target
from cxscore.model.kpi import Kpi, TargetColumn, TargetsBySegment, TargetStep
from cxscore.model.verdicts import Capability, Status
from cxscore.score.statistics.rounding import boundary_within


@frozen
class Targets:
    """A KPI's targets by the day from which each is in force."""

    days: tuple[date, ...] = ()
    steps: tuple[Target, ...] = ()
    given: Mapping[date, float] | None = None
    """From a column, by the first day of the period."""

    @classmethod
    def of(
        cls,
        kpi: Kpi,
        days_of: Callable[[str], tuple[date, date] | None],
        given: Mapping[date, float],
    ) -> Self:
        """Return the targets of *kpi*; *given* are those that stand in the data.

        *days_of* says which days a period or day as written means.
        """
        match kpi.target:
            case TargetColumn():
                return cls(given=given)
            case TargetsBySegment(whole=whole):
                return cls.dated(whole or (), days_of)
            case steps:
                return cls.dated(steps or (), days_of)

    @classmethod
    def dated(
        cls, written: Sequence[TargetStep], days_of: Callable[[str], tuple[date, date] | None]
    ) -> Self:
        """Return the targets that are *written*, each from its day on."""
        dated = []
        for step in written:
            span = days_of(step.start) if step.start is not None else (date.min, date.max)
            if span is not None:
                since = None if span[0] == date.min else span[0]
                found = Target(step.value, step.low, step.high, step.reason, since)
                dated.append((span[0], found))
        dated.sort(key=lambda pair: pair[0])
        return cls(tuple(day for day, _ in dated), tuple(target for _, target in dated))

    def in_force(self, period: Period) -> Target | None:
        """Return the target that *period* is judged by: the one of its first day.

        A target that begins within a period counts from the next one on.
        """
        if self.given is not None:
            value = self.given.get(period.start)
            return None if value is None else Target(value)
        at = bisect_right(self.days, period.start) - 1
        return self.steps[at] if at >= 0 else None


def status_of(kpi: Kpi, value: float | None, target: Target | None, too_small: bool) -> Status:
    """Return where *value* stands against *target*, boundaries included."""
    if value is None:
        return Status.NO_DATA
    short = shortfall(kpi.polarity, value, target)
    if short is None or too_small:
        return Status.NO_TARGET
    if _at_most(short, 0.0, value):
        return Status.ON_TARGET
    return Status.AT_RISK if _at_most(short, kpi.at_risk_within, value) else Status.OFF_TARGET


def shortfall(polarity: Polarity, value: float, target: Target | None) -> float | None:
    """Return by how much *value* misses *target*, in the KPI's unit.

    0 or less where it is met; None where there is nothing to meet.
    """
    low, high = edges(polarity, target)
    short = [] if low is None else [low - value]
    if high is not None:
        short.append(value - high)
    return max(short, default=None)


def edges(polarity: Polarity, target: Target | None) -> tuple[float | None, float | None]:
    """Return the lowest and the highest value that meet *target*; None for no edge."""
    if target is None or polarity is Polarity.NEUTRAL:
        return None, None
    low = target.low if target.low is not None else target.value
    high = target.high if target.high is not None else target.value
    match polarity:
        case Polarity.HIGHER_IS_BETTER:
            return low, None
        case Polarity.LOWER_IS_BETTER:
            return None, high
        case _ if target.low is None and target.high is None:
            return target.value, target.value
        case _:
            return target.low, target.high


def gap_of(value: float | None, target: Target | None) -> float | None:
    """Return value − target; for a range, from the nearer edge, and 0 within."""
    if value is None or target is None:
        return None
    if target.value is not None:
        return value - target.value
    if target.low is not None and value < target.low:
        return value - target.low
    if target.high is not None and value > target.high:
        return value - target.high
    return 0.0


def too_small(kpi: Kpi, n: int | None) -> bool:
    """Return whether so few answers stand behind a value that it is not judged."""
    return n is not None and n < kpi.minimum_base


def capability_of(kpi: Kpi, limits: Limits | None, target: Target | None) -> Capability | None:
    """Return whether the process within *limits* meets *target*.

    It hits where both limits do, misses where neither limit does nor
    anything between them, and hits and misses otherwise, a limit that is
    exactly on the target included.
    """
    low, high = edges(kpi.polarity, target)
    if limits is None or (low is None and high is None):
        return None
    if _below(limits.upper, low) or _below(high, limits.lower):
        return Capability.MISSES
    clear_below = low is None or _below(low, limits.lower)
    clear_above = high is None or _below(limits.upper, high)
    return Capability.HITS if clear_below and clear_above else Capability.HIT_AND_MISS


def _below(one: float | None, two: float | None) -> bool:
    """Return whether *one* is clearly below *two*; never where either is missing."""
    return one is not None and two is not None and not _at_most(two - one, 0.0, one)


def _at_most(number: float, bound: float, size: float) -> bool:
    """Return whether *number*, found from others of that *size*, is at most *bound*."""
    return number <= bound + boundary_within(size)
