"""Student's t distribution, from scipy where a KPI needs it."""

from functools import lru_cache


def tails(t: float, freedom: float) -> float:
    """Return the chance of a value beyond ±*t* with *freedom* degrees of freedom."""
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -abs(t)))


@lru_cache(maxsize=1024)
def quantile(level: float, freedom: float) -> float:
    """Return the t beyond which, on both sides together, lies 1 − *level*."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))
