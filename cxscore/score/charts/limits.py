"""Natural process limits of an XmR chart: mean ± 2.66 average moving ranges."""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum

from cxscore.model.chart_lines import Limits
from cxscore.score.statistics.rounding import level_within

TO_LIMIT = 2.66
"""Average moving ranges between the mean and a limit: 3 / 1.128."""
TO_RANGE_LIMIT = 3.267
"""Average moving ranges at the upper limit of the moving ranges."""
FEWEST = 3
"""Points without which there are no limits."""
TRIAL_BELOW = 12
"""Points without which limits are provisional."""
MOSTLY = 0.75
"""The part of equal points from which there are too few different values to tell."""


def process_limits(stretches: Sequence[Sequence[float]], screen: bool = True) -> Limits | None:
    """Return the limits of one process, in the values' unit.

    Each of *stretches* is a row of neighbouring points: no moving range is
    taken from one to the next. Moving ranges above their own upper limit are
    left out of the average once, which *screen* turns off, unless nothing
    would be left but ranges of zero; the mean keeps all points. None for
    fewer than three points, for a constant series, and where no neighbours
    differ.
    """
    values = [value for stretch in stretches for value in stretch]
    if len(values) < FEWEST or constant(values):
        return None
    kept = _kept_ranges(stretches) if screen else None
    ranges = kept or _ranges(stretches)
    average = fsum(ranges) / len(ranges) if ranges else 0.0
    if average <= _nothing(stretches):
        return None
    mean = fsum(values) / len(values)
    return Limits(mean, mean - TO_LIMIT * average, mean + TO_LIMIT * average)


def screening_leaves_some(stretches: Sequence[Sequence[float]]) -> bool:
    """Return whether moving ranges are left once the extreme ones are out, zeros aside.

    Where none are the limits would have no width, so nothing is left out.
    """
    return bool(_kept_ranges(stretches))


def mostly_one_value(values: Sequence[float]) -> bool:
    """Return whether three quarters or more of *values* are the same.

    The mean then lies beside nearly all of them, so that a long run on one
    side of it is no news, and limits tell how rare the others are.
    """
    if not values:
        return False
    common = sorted(values)[len(values) // 2]
    nothing = level_within(max(values, key=abs))
    alike = sum(abs(value - common) <= nothing for value in values)
    return alike >= MOSTLY * len(values)


def _ranges(stretches: Sequence[Sequence[float]]) -> list[float]:
    return [abs(after - before) for stretch in stretches for before, after in pairwise(stretch)]


def _kept_ranges(stretches: Sequence[Sequence[float]]) -> list[float] | None:
    """Return the moving ranges without the extreme ones; None where all of them are zero."""
    ranges = _ranges(stretches)
    average = fsum(ranges) / len(ranges) if ranges else 0.0
    kept = [moving for moving in ranges if not moving > TO_RANGE_LIMIT * average]
    return kept if any(moving > _nothing(stretches) for moving in kept) else None


def _nothing(stretches: Sequence[Sequence[float]]) -> float:
    """Return how far neighbours may lie apart and still be the same."""
    return level_within(max((abs(v) for stretch in stretches for v in stretch), default=0.0))


def constant(values: Sequence[float]) -> bool:
    """Return whether *values* are all the same, rounding aside."""
    largest = max(values, key=abs)
    return all(abs(value - largest) <= level_within(largest) for value in values)
