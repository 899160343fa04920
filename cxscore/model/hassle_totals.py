"""Cases by the cell that tells their cause, as they were counted."""

from datetime import date

from cxscore.frozen import frozen


@frozen
class HassleCount:
    """The cases of one period with one cell."""

    start: date
    cell: str | None
    """What the column says; None for a blank."""
    cases: int
    customers: float | None = None
    """How many they are of, as far as they tell; None where nobody says how that is told."""
    squares: float = 0.0
    """Σ of the square of the customers of each case."""
    untold: int = 0
    """Cases that do not tell how many."""


@frozen
class HassleTotals:
    """The cases of one dataset in the year up to the period reported, and in the year before."""

    counts: tuple[HassleCount, ...]
    partial: frozenset[date] = frozenset()
    """First days of the periods that are not whole, or have no rows because none reach them."""
