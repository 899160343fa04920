"""Where the value would lie if everybody had been asked, at 95 %."""

from math import sqrt
from statistics import NormalDist

from cxscore.model.kpi import Kpi
from cxscore.model.measured import Parts
from cxscore.model.measures import Mean, Nps, Share, TopBox, Within
from cxscore.model.scorecard import Interval
from cxscore.score.student import quantile

LEVEL = 0.95
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
"""The standard normal quantile for the level, two-sided: 1.96."""

ROUNDING = 1e-12
"""A variance below this part of the squared mean is what rounding leaves of none."""


def interval_of(kpi: Kpi, parts: Parts) -> Interval | None:
    """Return the interval of the value of *kpi*, in its unit; None where no method applies."""
    match kpi.measure:
        case Nps():
            return nps_interval(parts)
        case TopBox() | Share() | Within():
            return share_interval(parts)
        case Mean():
            return mean_interval(parts)
        case _:
            return None


def nps_interval(parts: Parts) -> Interval | None:
    """Return the adjusted Wald interval of a net promoter score, in points.

    Three quarters of a promoter and of a detractor and one and a half
    passives are added, which keeps small surveys honest (Rocks, 2016), and
    the ends are clipped to ±100.
    """
    base = effective_base(parts)
    if base is None or parts.promoters is None or parts.detractors is None:
        return None
    assert parts.denominator
    answers = base + 3
    promoters = (parts.promoters / parts.denominator * base + 0.75) / answers
    detractors = (parts.detractors / parts.denominator * base + 0.75) / answers
    score = promoters - detractors
    half = Z * sqrt((promoters + detractors - score**2) / answers)
    return Interval(
        100 * max(-1.0, score - half), 100 * min(1.0, score + half), LEVEL, "adjusted_wald"
    )


def share_interval(parts: Parts) -> Interval | None:
    """Return the Wilson score interval of a share of counts, in per cent (Wilson, 1927).

    None where the share is one of amounts, not of counted answers.
    """
    base = effective_base(parts)
    if base is None or parts.numerator is None:
        return None
    assert parts.denominator
    share = parts.numerator / parts.denominator
    if not 0 <= share <= 1:
        return None
    centre = (share + Z**2 / (2 * base)) / (1 + Z**2 / base)
    half = Z / (1 + Z**2 / base) * sqrt(share * (1 - share) / base + Z**2 / (4 * base**2))
    # At 0 and 100 % the closed form touches the edge but for rounding.
    low = 0.0 if share == 0 else centre - half
    high = 1.0 if share == 1 else centre + half
    return Interval(100 * low, 100 * high, LEVEL, "wilson")


def mean_interval(parts: Parts) -> Interval | None:
    """Return Student's interval of a mean, in the mean's unit; None for fewer than 2 answers."""
    spread = mean_spread(parts)
    if spread is None:
        return None
    mean, variance, base = spread
    half = quantile(LEVEL, base - 1) * sqrt(variance / base)
    return Interval(mean - half, mean + half, LEVEL, "t")


def mean_spread(parts: Parts) -> tuple[float, float, float] | None:
    """Return mean, variance of one answer (unbiased) and base of a mean, or None."""
    base = effective_base(parts)
    if base is None or base < 2 or parts.numerator is None or parts.squares is None:
        return None
    assert parts.denominator
    mean = parts.numerator / parts.denominator
    about_mean = parts.squares / parts.denominator - mean**2
    if about_mean <= ROUNDING * mean**2:
        about_mean = 0.0
    return mean, about_mean * base / (base - 1), base


def effective_base(parts: Parts) -> float | None:
    """Return how many equal answers *parts* are worth: n, or (Σw)²/Σw² with weights.

    None where there are none, and where the denominator is neither: an
    amount of money, say, has no sampling error of this kind.
    """
    if not parts.denominator or parts.denominator < 0:
        return None
    if parts.weight_squares:
        return parts.denominator**2 / parts.weight_squares
    return parts.denominator if parts.denominator == parts.n else None
