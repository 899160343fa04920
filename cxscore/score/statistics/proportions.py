"""Shares of counted answers: their interval, their difference, and whether that is chance."""

from math import exp, fsum, lgamma, sqrt

from cxscore.score.statistics.normal import p_of_difference, z_of

Ends = tuple[float, float]


def wilson(share: float, n: float, level: float) -> Ends:
    """Return the score interval of a *share* from 0 to 1 of *n* answers (Wilson, 1927)."""
    z = z_of(level)
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # At 0 and 1 the closed form touches the edge but for rounding.
    return (0.0 if share == 0 else centre - half), (1.0 if share == 1 else centre + half)


def p_of_two(
    one: tuple[float, float], two: tuple[float, float], factors: Ends = (1.0, 1.0)
) -> float | None:
    """Return the p-value of two shares: z with the pooled share, without correction.

    *one* and *two* are share and base each; *factors* multiply their
    errors, for finite populations. None where all answers are the same.
    """
    (share_one, n_one), (share_two, n_two) = one, two
    pooled = (share_one * n_one + share_two * n_two) / (n_one + n_two)
    if not 0 < pooled < 1:
        return None
    spread = factors[0] ** 2 / n_one + factors[1] ** 2 / n_two
    return p_of_difference(share_one - share_two, pooled * (1 - pooled) * spread)


def newcombe(one: float, ends_one: Ends, two: float, ends_two: Ends) -> Ends:
    """Return the interval of the difference *one* − *two* of independent shares.

    The hybrid score interval (Newcombe, 1998, method 10), put together from
    Wilson's *ends* of each; it stays within ±1.
    """
    difference = one - two
    low = sqrt((one - ends_one[0]) ** 2 + (ends_two[1] - two) ** 2)
    high = sqrt((ends_one[1] - one) ** 2 + (two - ends_two[0]) ** 2)
    return difference - low, difference + high


FEWEST_EXPECTED = 5.0
"""The least count that is to be expected in each of four cells for z to be near enough."""


def p_of_counts(one: tuple[int, int], two: tuple[int, int]) -> float | None:
    """Return the p-value of two shares, each a count and its base.

    z with the pooled share; Fisher's exact test where a count of fewer than
    five is to be expected in any of the four cells (Cochran, 1954). None
    where all or none are counted.
    """
    (count_one, n_one), (count_two, n_two) = one, two
    counted = count_one + count_two
    if not 0 < counted < n_one + n_two:
        return None
    rarer, smaller = min(counted, n_one + n_two - counted), min(n_one, n_two)
    if rarer * smaller / (n_one + n_two) < FEWEST_EXPECTED:
        return fisher(one, two)
    return p_of_two((count_one / n_one, n_one), (count_two / n_two, n_two))


def fisher(one: tuple[int, int], two: tuple[int, int]) -> float:
    """Return the two-sided p-value of Fisher's exact test of two counts and their bases.

    The chances of all tables with the same margins that are no likelier
    than the one there is, added up (Fisher, 1935).
    """
    (count_one, n_one), (count_two, n_two) = one, two
    counted = count_one + count_two
    lowest, highest = max(0, counted - n_two), min(counted, n_one)
    every = _log_ways(counted, n_one + n_two)
    chances = [
        exp(_log_ways(k, n_one) + _log_ways(counted - k, n_two) - every)
        for k in range(lowest, highest + 1)
    ]
    # Tables as likely as this one differ from it by rounding alone.
    edge = chances[count_one - lowest] * (1 + 1e-7)
    return min(1.0, fsum(chance for chance in chances if chance <= edge))


def _log_ways(k: int, n: int) -> float:
    """Return the logarithm of the number of ways in which *k* of *n* can be chosen."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
