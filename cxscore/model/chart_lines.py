"""What a control chart goes by: limits around a mean, or runs on the sides of a centre."""

from cxscore.frozen import frozen


@frozen
class Limits:
    """The natural process limits around the mean."""

    mean: float
    lower: float
    upper: float


@frozen
class Runs:
    """Runs on one side of the centre, and crossings of it, with what chance allows of both."""

    useful: int
    """Values that do not lie on the centre; only these count."""
    longest: int
    longest_max: int
    """A longer run is more than chance."""
    crossings: int
    crossings_min: int
    """Fewer crossings are more than chance, and say of no point that it is."""
