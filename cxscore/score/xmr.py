"""Natural process limits of an XmR chart: mean ± 2.66 average moving ranges."""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum

from cxscore.model.scorecard import Limits
from cxscore.score.statistics.rounding import level_within

TO_LIMIT = 2.66
"""Average moving ranges between the mean and a limit: 3 / 1.128."""
TO_RANGE_LIMIT = 3.267
"""Average moving ranges at the upper limit of the moving ranges."""
FEWEST = 3
"""Points without which there are no limits."""
TRIAL_BELOW = 12
"""Points without which limits are provisional."""


def process_limits(stretches: Sequence[Sequence[float]], screen: bool = True) -> Limits | None:
    """Return the limits of one process, in the values' unit.

    Each of *stretches* is a row of neighbouring points: no moving range is
    taken from one to the next. Moving ranges above their own upper limit are
    left out of the average once, which *screen* turns off; the mean keeps
    all points. None for fewer than three points and for a constant series.
    """
    values = [value for stretch in stretches for value in stretch]
    ranges = [abs(after - before) for stretch in stretches for before, after in pairwise(stretch)]
    if len(values) < FEWEST or not ranges or constant(values):
        return None
    average = fsum(ranges) / len(ranges)
    if screen:
        kept = [moving for moving in ranges if not moving > TO_RANGE_LIMIT * average]
        average = fsum(kept) / len(kept)
    mean = fsum(values) / len(values)
    return Limits(mean, mean - TO_LIMIT * average, mean + TO_LIMIT * average)


def constant(values: Sequence[float]) -> bool:
    """Return whether *values* are all the same, rounding aside."""
    largest = max(values, key=abs)
    return all(abs(value - largest) <= level_within(largest) for value in values)
