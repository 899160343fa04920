"""Whether two values differ by more than chance: a p-value, two-sided."""

from math import erfc, sqrt

from cxscore.model.kpi import Kpi
from cxscore.model.measured import Parts
from cxscore.model.measures import Mean, Nps, Share, TopBox, Within
from cxscore.score.intervals import effective_base, mean_spread
from cxscore.score.student import tails

ALPHA = 0.05
"""Differences less likely than this by chance are called significant."""


def p_of_change(kpi: Kpi, now: Parts, base: Parts) -> float | None:
    """Return the p-value of the difference between two spans of *kpi*.

    None where no test applies: for amounts, sums, ratios and ready values,
    and where neither span varies at all.
    """
    match kpi.measure:
        case Nps():
            return p_of_nps(now, base)
        case TopBox() | Share() | Within():
            return p_of_shares(now, base)
        case Mean():
            return p_of_means(now, base)
        case _:
            return None


def p_of_nps(now: Parts, base: Parts) -> float | None:
    """Return the p-value of z = (N₁ − N₂)/√(Var₁/n₁ + Var₂/n₂), Var = p + d − (p − d)²."""
    one, two = _nps_spread(now), _nps_spread(base)
    if one is None or two is None:
        return None
    return _two_sided(one[0] - two[0], one[1] + two[1])


def p_of_shares(now: Parts, base: Parts) -> float | None:
    """Return the p-value of the two-proportion z test with the pooled share, uncorrected."""
    n_now, n_base = effective_base(now), effective_base(base)
    if n_now is None or n_base is None or now.numerator is None or base.numerator is None:
        return None
    assert now.denominator and base.denominator
    one, two = now.numerator / now.denominator, base.numerator / base.denominator
    both = (one * n_now + two * n_base) / (n_now + n_base)
    if not 0 < both < 1:
        return None
    return _two_sided(one - two, both * (1 - both) * (1 / n_now + 1 / n_base))


def p_of_means(now: Parts, base: Parts) -> float | None:
    """Return the p-value of Welch's t test (Welch, 1947)."""
    one, two = mean_spread(now), mean_spread(base)
    if one is None or two is None:
        return None
    (mean_one, variance_one, n_one), (mean_two, variance_two, n_two) = one, two
    error_one, error_two = variance_one / n_one, variance_two / n_two
    if error_one + error_two <= 0:
        return None
    freedom = (error_one + error_two) ** 2 / (
        error_one**2 / (n_one - 1) + error_two**2 / (n_two - 1)
    )
    t = abs(mean_one - mean_two) / sqrt(error_one + error_two)
    return tails(t, freedom)


def _nps_spread(parts: Parts) -> tuple[float, float] | None:
    """Return the score from −1 to 1 and the variance of its estimate."""
    base = effective_base(parts)
    if base is None or parts.promoters is None or parts.detractors is None:
        return None
    assert parts.denominator
    promoters, detractors = (
        parts.promoters / parts.denominator,
        parts.detractors / parts.denominator,
    )
    score = promoters - detractors
    return score, max(0.0, promoters + detractors - score**2) / base


def _two_sided(difference: float, variance: float) -> float | None:
    return erfc(abs(difference) / sqrt(2 * variance)) if variance > 0 else None
