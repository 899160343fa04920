"""Going back to customers: cases that are to be closed within a time, and what came of them."""

from cxscore.frozen import frozen
from cxscore.model.checked import shape
from cxscore.model.loop_totals import LoopTotals
from cxscore.model.shorthand import Positive, Words


@frozen
class Limit:
    """How long a case may stay open; exactly one of the three is given."""

    __pydantic_config__ = shape("a limit")

    days: Positive | None = None
    """In calendar days."""
    hours: Positive | None = None
    """In hours that have passed."""
    workdays: Positive | None = None
    """In days that are neither of a weekend nor holidays."""

    @property
    def unit(self) -> str:
        """Which of the three is given."""
        return (
            "days" if self.days is not None else "hours" if self.hours is not None else "workdays"
        )

    @property
    def size(self) -> float:
        """How many of them."""
        return self.days or self.hours or self.workdays or 0.0


@frozen
class ClosedLoop:
    """The columns that say when somebody went back to a customer, and in what time it is due."""

    __pydantic_config__ = shape("a closed loop")

    opened: Words
    """The column of the day on which the case was opened."""
    closed: Words
    """The column of the day on which it was closed; blank while it is open."""
    within: Limit
    """days, hours or workdays, as the measure within has them."""
    recovered: Words | None = None
    """A column of true or false: whether the customer was won back."""


@frozen
class ScoredLoop:
    """How far the loop of one dataset is closed."""

    dataset: str
    loop: ClosedLoop
    totals: LoopTotals
    interval: tuple[float, float] | None
    """Wilson's, 95 %, of the share closed in time, in per cent; None where none is due."""
