"""Net promoter scores, from −1 to 1, of shares of promoters and detractors."""

from math import sqrt

from cxscore.score.statistics.normal import z_of


def variance(promoters: float, detractors: float) -> float:
    """Return the variance of one answer: p + d − (p − d)² (Rocks, 2016)."""
    return max(0.0, promoters + detractors - (promoters - detractors) ** 2)


def adjusted(promoters: float, detractors: float, n: float) -> tuple[float, float]:
    """Return score and standard error with three answers added to the *n* that there are.

    Three quarters of a promoter and of a detractor and one and a half
    passives keep small surveys honest (Rocks, 2016).
    """
    answers = n + 3
    p, d = (promoters * n + 0.75) / answers, (detractors * n + 0.75) / answers
    return p - d, sqrt(variance(p, d) / answers)


def adjusted_wald(
    promoters: float, detractors: float, n: float, level: float
) -> tuple[float, float]:
    """Return the adjusted Wald interval of a score, clipped to ±1.

    What is added pulls the interval towards 0 by as much at every level; at
    low ones it is widened to hold the score itself.
    """
    score, error = adjusted(promoters, detractors, n)
    half, found = z_of(level) * error, promoters - detractors
    return max(-1.0, min(score - half, found)), min(1.0, max(score + half, found))
