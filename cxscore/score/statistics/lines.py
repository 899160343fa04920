"""The straight line through a series, by least squares, and how far it is off when carried on."""

from collections.abc import Sequence
from math import fsum

from cxscore.frozen import frozen


@frozen
class Line:
    """A line through points; ``spread`` is Σ(x − x̄)², ``variance`` that of a point around it."""

    middle: float
    level: float
    """At the middle."""
    slope: float
    spread: float
    variance: float
    points: int

    @property
    def freedom(self) -> int:
        """Degrees of freedom."""
        return self.points - 2

    def at(self, place: float) -> float:
        """Return where the line stands at *place*."""
        return self.level + self.slope * (place - self.middle)

    def variance_of_mean(self, middle: float, k: int) -> float:
        """Return the variance of the mean of *k* new points around *middle*, less the line.

        N. R. Draper and H. Smith, Applied Regression Analysis (1998), 3.1.
        """
        return self.variance * (1 / k + 1 / self.points + (middle - self.middle) ** 2 / self.spread)


def line_through(pairs: Sequence[tuple[float, float]]) -> Line:
    """Return the line through *pairs* of place and value: at least three, at different places."""
    n = len(pairs)
    middle = fsum(x for x, _ in pairs) / n
    level = fsum(y for _, y in pairs) / n
    spread = fsum((x - middle) ** 2 for x, _ in pairs)
    slope = fsum((x - middle) * (y - level) for x, y in pairs) / spread
    left = fsum((y - level - slope * (x - middle)) ** 2 for x, y in pairs)
    return Line(middle, level, slope, spread, left / (n - 2), n)
