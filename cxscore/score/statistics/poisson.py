"""Events over an exposure: the interval of a rate, and two rates against each other."""

from bisect import bisect_left
from math import ceil

ALIKE = 1e-7
"""Chances that differ by less than this part of them are equal, which rounding hides."""


def rate_interval(events: float, exposure: float, level: float) -> tuple[float, float]:
    """Return the exact interval of *events*/*exposure* (Garwood, 1936)."""
    from scipy.special import gammainccinv, gammaincinv

    tail = (1 - level) / 2
    low = float(gammaincinv(events, tail)) if events > 0 else 0.0
    return low / exposure, float(gammainccinv(events + 1, tail)) / exposure


def ratio_interval(
    one: tuple[float, float], two: tuple[float, float], level: float
) -> tuple[float, float | None]:
    """Return the exact interval of the ratio of two rates, each of events and exposure.

    Given both together, the events of *one* are binomial (Przyborowski and
    Wilenski, 1940); the ends are Clopper and Pearson's. The upper end is
    None where *two* had no events.
    """
    from scipy.special import betainccinv, betaincinv

    (events_one, exposure_one), (events_two, exposure_two) = one, two
    tail = (1 - level) / 2
    scale = exposure_two / exposure_one
    low = float(betaincinv(events_one, events_two + 1, tail)) if events_one > 0 else 0.0
    if events_two == 0:
        return scale * low / (1 - low), None
    # The other side of 1 keeps its digits where the upper end is close to 1.
    rest = float(betaincinv(events_two, events_one + 1, tail))
    high = float(betainccinv(events_one + 1, events_two, tail))
    return scale * low / (1 - low), scale * high / rest


def p_of_two(one: tuple[float, float], two: tuple[float, float]) -> float | None:
    """Return the exact p-value of two rates, each of events and exposure.

    All splits of the events that are no likelier than the one observed
    count, as in R's poisson.test. None where there were no events at all.
    """
    from scipy.special import bdtr, bdtrc

    (events_one, exposure_one), (events_two, exposure_two) = one, two
    events = round(events_one + events_two)
    if events == 0:
        return None
    seen, chance = round(events_one), exposure_one / (exposure_one + exposure_two)
    if seen > events * chance:
        seen, chance = events - seen, 1 - chance
    if seen == events * chance:
        return 1.0
    # The chances fall from the expectation on, so where they get as small can be searched for.
    likely = _log_chance(seen, events, chance) + ALIKE
    first = ceil(events * chance)
    other = bisect_left(
        range(first, events + 1), -likely, key=lambda k: -_log_chance(k, events, chance)
    )
    lower = float(bdtr(seen, events, chance))
    beyond = first + other
    upper = float(bdtrc(beyond - 1, events, chance)) if beyond <= events else 0.0
    return min(1.0, lower + upper)


def _log_chance(k: int, n: int, p: float) -> float:
    """Return the logarithm of the chance of *k* of *n*."""
    from scipy.special import gammaln, xlog1py, xlogy

    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return float(ways + xlogy(k, p) + xlog1py(n - k, -p))
