"""Events over an exposure: the interval of a rate, and two rates against each other."""

from bisect import bisect_left
from math import ceil

from cxscore.special_functions.binomial import binomial_tails, log_chance
from cxscore.special_functions.incomplete_beta import inverse_beta
from cxscore.special_functions.incomplete_gamma import inverse_lower_gamma, inverse_upper_gamma

ALIKE = 1e-7
"""Chances that differ by less than this part of them are equal, which rounding hides."""


def rate_interval(events: float, exposure: float, level: float) -> tuple[float, float]:
    """Return the exact interval of *events*/*exposure* (Garwood, 1936)."""
    tail = (1 - level) / 2
    low = inverse_lower_gamma(events, tail) if events > 0 else 0.0
    return low / exposure, inverse_upper_gamma(events + 1, tail) / exposure


def ratio_interval(
    one: tuple[float, float], two: tuple[float, float], level: float
) -> tuple[float, float | None]:
    """Return the exact interval of the ratio of two rates, each of events and exposure.

    Given both together, the events of *one* are binomial (Przyborowski and
    Wilenski, 1940); the ends are Clopper and Pearson's. The upper end is
    None where *two* had no events.
    """
    (events_one, exposure_one), (events_two, exposure_two) = one, two
    tail = (1 - level) / 2
    scale = exposure_two / exposure_one
    low, rest = inverse_beta(events_one, events_two + 1, tail) if events_one > 0 else (0.0, 1.0)
    if events_two == 0:
        return scale * low / rest, None
    # Of the other side, as 1 − tail would not have all digits of the tail.
    above, high = inverse_beta(events_two, events_one + 1, tail)
    return scale * low / rest, scale * high / above


def p_of_two(one: tuple[float, float], two: tuple[float, float]) -> float | None:
    """Return the exact p-value of two rates, each of events and exposure.

    All splits of the events that are no likelier than the one observed
    count, as in R's poisson.test. None where there were no events at all.
    """
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
    likely = log_chance(seen, events, chance) + ALIKE
    first = ceil(events * chance)
    other = bisect_left(
        range(first, events + 1), -likely, key=lambda k: -log_chance(k, events, chance)
    )
    lower, _ = binomial_tails(seen, events, chance)
    beyond = first + other
    _, upper = binomial_tails(beyond - 1, events, chance)
    return min(1.0, lower + upper)
