"""A share of what was counted."""

from cxscore.frozen import frozen


@frozen
class Rate:
    """A share in per cent, with Wilson's interval."""

    value: float
    low: float
    high: float
