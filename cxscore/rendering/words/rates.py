"""Shares of what was counted, as they are written."""

from cxscore.model.rate import Rate
from cxscore.rendering.numbers import Numbers


def rate_said(rate: Rate, numbers: Numbers) -> str:
    """Return ``12.6% (11.2% to 14.1%)``."""
    return f"{numbers.percent(rate.value, 1)} ({ends_said(rate, numbers)})"


def ends_said(rate: Rate, numbers: Numbers) -> str:
    """Return ``11.2% to 14.1%``."""
    return f"{numbers.percent(rate.low, 1)} to {numbers.percent(rate.high, 1)}"
