"""How many cases of a closed loop there were, and what became of them."""

from cxscore.frozen import frozen


@frozen
class LoopTotals:
    """The cases of a dataset that were opened in the period reported.

    All but ``not_yet_due`` and ``left_out`` are of those that were due on the day of the paper.
    """

    due: int
    in_time: int
    closed: int
    """Closed by the day of the paper, in time or not; the others are open and late."""
    recovered: int | None
    """Of those closed; None where no column says so."""
    told: int
    """Of those closed, the ones that say whether the customer was won back."""
    median: float | None
    """Days to close, of those closed; None where none is. ``ninetieth`` is the 90th percentile."""
    ninetieth: float | None
    not_yet_due: int = 0
    left_out: int = 0
    """Closed before they were opened."""
