"""Shares of what was counted, each with its interval."""

from cxscore.model.rate import Rate
from cxscore.score.statistics.proportions import wilson

LEVEL = 0.95
"""Of the intervals of shares that are told beside a KPI."""


def rate_of(count: int, base: int) -> Rate:
    """Return the share of *count* in *base*, in per cent, with Wilson's interval."""
    low, high = wilson(count / base, base, LEVEL)
    return Rate(100.0 * count / base, 100.0 * low, 100.0 * high)
