"""Shares of counted answers: their interval, their difference, and whether that is chance."""

from math import sqrt

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
