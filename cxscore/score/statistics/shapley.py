"""Shares of explained variance: R² of every subset of variables, and its Shapley values.

Lindeman, Merenda and Gold (1980), as in Grömping's relaimpo (2006): what a
variable adds to R², averaged over all the orders in which variables can be
added. Intervals are percentiles of a bootstrap (Efron, 1979).

Tables are symmetric, the outcome first. Several tables at once, as a
bootstrap needs them, lie along the last axis of an array: each operation is
then done on all of them, one number at a time, so that the result does not
depend on the machine's number of threads.
"""

from collections.abc import Sequence
from math import factorial
from random import Random
from typing import TYPE_CHECKING

from cxscore.score.statistics import variance_ratio
from cxscore.score.statistics.quantiles import quantile

if TYPE_CHECKING:
    from numpy import bool_, float64
    from numpy.typing import NDArray

    Floats = NDArray[float64]

SAME = 1e-9
"""A variable of which less than this part is its own follows from the others."""
CONSTANT = 1e-12
"""A variance below this part of the mean square is rounding."""

Sums = tuple[float, Sequence[float], Sequence[Sequence[float]]]
"""Σ w, Σ w·x of each variable, Σ w·x·y of each pair: of one lot of rows."""


def correlations(sums: Sums) -> list[list[float | None]]:
    """Return the correlation of each pair of variables; None beside one that is constant."""
    weight, means, products = sums[0], [total / sums[0] for total in sums[1]], sums[2]
    size = range(len(means))
    centred = [[products[i][j] / weight - means[i] * means[j] for j in size] for i in size]
    varies = [centred[i][i] > CONSTANT * products[i][i] / weight for i in size]
    return [
        [
            centred[i][j] / (centred[i][i] * centred[j][j]) ** 0.5
            if varies[i] and varies[j]
            else None
            for j in size
        ]
        for i in size
    ]


def followers(table: Sequence[Sequence[float]]) -> list[int]:
    """Return which variables of a table of correlations follow from those before them."""
    rest = {i: dict(enumerate(row)) for i, row in enumerate(table)}
    found = []
    for at in range(len(table)):
        pivot = rest[at][at]
        if pivot <= SAME:
            found.append(at)
            continue
        for i in range(at + 1, len(table)):
            part = rest[i][at] / pivot
            for j in range(at + 1, len(table)):
                rest[i][j] -= part * rest[at][j]
    return found


def shapley_shares(table: Sequence[Sequence[float]]) -> tuple[float, tuple[float, ...]]:
    """Return R² and what of it each variable has (LMG), which add up to it.

    *table* holds correlations, the outcome first, the variables after it.
    """
    import numpy as np

    explained, shares = _shared(np.array(table, dtype=float)[:, :, None])
    return float(explained[0]), tuple(float(share) for share in shares[:, 0])


def redrawn(
    lots: Sequence[Sums], draws: int, seed: str
) -> tuple["Floats", "Floats", "NDArray[bool_]"]:
    """Draw as many of the *lots* as there are, again and again, and share R² out anew.

    Returns, for each draw along the last axis: each variable's part of the
    explained variance, its correlation with the outcome, and whether there was
    any variance to explain. The same *seed* gives the same draws.
    """
    import numpy as np

    size = len(lots[0][1])
    flat = np.array([[w, *s, *(x for row in p for x in row)] for w, s, p in lots], dtype=float)
    totals = np.zeros((flat.shape[1], draws))
    for times, lot in zip(_times_drawn(len(lots), draws, seed), flat, strict=True):
        # One lot after the other: a product of matrices would add in an order of its own.
        totals += lot[:, None] * times[None, :]
    weight = np.where(totals[0] > 0, totals[0], 1.0)
    means = totals[1 : size + 1] / weight
    squares = totals[size + 1 :].reshape(size, size, draws) / weight
    centred = squares - means[:, None] * means[None, :]
    places = np.arange(size)
    variances = centred[places, places]
    varies = variances > CONSTANT * squares[places, places]
    scale = np.where(varies, 1.0 / np.sqrt(np.where(varies, variances, 1.0)), 0.0)
    tables = centred * scale[:, None] * scale[None, :]
    explained, shares = _shared(tables)
    useful = varies[0] & (explained > CONSTANT)
    return shares / np.where(useful, explained, 1.0), tables[0, 1:], useful


def chance_of(explained: float, variables: int, n: float) -> float | None:
    """Return how often *n* rows would give so large an R² by chance (F test); None for too few."""
    rest = n - variables - 1
    if rest <= 0:
        return None
    if explained >= 1:
        return 0.0
    return variance_ratio.tail(explained / variables / ((1 - explained) / rest), variables, rest)


def percentile_interval(values: Sequence[float], level: float) -> tuple[float, float]:
    """Return between which of *values* the middle part *level* of them lies (type 7)."""
    ordered = sorted(values)
    return quantile(ordered, (1 - level) / 2), quantile(ordered, (1 + level) / 2)


def _times_drawn(lots: int, draws: int, seed: str) -> "Floats":
    """Return how many times each lot was drawn, in each of the draws.

    They are those of ``random.choices``, which takes 53 of each 64 bits for a number below 1.
    """
    import numpy as np

    words = np.frombuffer(Random(seed).randbytes(8 * lots * draws), dtype="<u4")  # noqa: S311 (the same draws at every run)
    high, low = words[0::2] >> 5, words[1::2] >> 6
    below_one = (high * 2.0**26 + low) / 2.0**53
    drawn = np.floor(below_one * lots).astype(int).reshape(draws, lots)
    places = drawn + lots * np.arange(draws)[:, None]
    counts = np.bincount(places.ravel(), minlength=lots * draws)
    return counts.reshape(draws, lots).T.astype(float)


def _shared(tables: "Floats") -> tuple["Floats", "Floats"]:
    """Return R² with all variables, and each one's Shapley value, of each of *tables*."""
    import numpy as np

    explained = _explained(tables)
    count = len(tables) - 1
    subsets = np.arange(1 << count)
    sizes = np.array([subset.bit_count() for subset in range(1 << count)])
    chances = [
        factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)
    ]
    shares = np.empty((count, tables.shape[2]))
    for at in range(count):
        without = subsets[(subsets >> at & 1) == 0]
        gained = explained[without | 1 << at] - explained[without]
        chance = np.array([chances[size] for size in sizes[without]])
        shares[at] = (gained * chance[:, None]).sum(axis=0)
    return explained[-1], shares


def _explained(tables: "Floats") -> "Floats":
    """Return R² with each subset of the variables; a subset's number has a bit for each.

    Taking a variable in leaves what it does not explain of the others (a
    step of Cholesky's method); every subset is one step from a smaller one.
    """
    import numpy as np

    # The outcome goes last, so that what is left of a table is its lower right corner.
    turned = np.roll(tables, -1, axis=(0, 1))
    count = len(tables) - 1
    found = np.zeros((1 << count, tables.shape[2]))
    whole = np.where(turned[-1, -1] > 0, turned[-1, -1], 1.0)
    waiting = [(turned, 0, 0)]
    while waiting:
        rest, first, subset = waiting.pop()
        found[subset] = (turned[-1, -1] - rest[-1, -1]) / whole
        for at in range(count - first):
            pivot, row = rest[at, at], rest[at, at + 1 :]
            own = pivot > SAME
            part = row * np.where(own, 1.0 / np.where(own, pivot, 1.0), 0.0)
            left = rest[at + 1 :, at + 1 :] - row[:, None] * part[None, :]
            waiting.append((left, first + at + 1, subset | 1 << (first + at)))
    return found
