"""What was counted of customers: who was there, who came and who went, and in value."""

from datetime import date
from decimal import Decimal

from cxscore.frozen import frozen

Segment = tuple[str | None, ...]
"""As :data:`cxscore.model.measured.Segment` has it."""


@frozen
class Heads:
    """Whole customers over some days. A customer is one, whatever rows it has."""

    opening: int
    """Customers at the end of the day before."""
    new: int
    """At the end, and never before."""
    returned: int
    """At the end, not at the beginning, and once before that."""
    lost: int
    """At the beginning, and not at the end."""
    closing: int
    """Customers at the end of the last day."""

    @property
    def net(self) -> int:
        """How many more there are at the end than at the beginning, as counted at both."""
        return self.closing - self.opening

    @property
    def moved(self) -> int:
        """How many more the movements make."""
        return self.new + self.returned - self.lost

    @property
    def difference(self) -> int:
        """By how much the closing is not what the movements make of the opening."""
        return self.closing - (self.opening + self.moved)


@frozen
class Worth:
    """What those customers are worth, in currency, to the last digit."""

    opening: Decimal
    new: Decimal
    returned: Decimal
    lost: Decimal
    grown: Decimal
    """Σ of the rises of those who were there at both ends."""
    shrunk: Decimal
    """Σ of the falls, likewise, above zero."""
    closing: Decimal

    @property
    def kept(self) -> Decimal:
        """What is left of the opening, without what has grown."""
        return self.opening - self.lost - self.shrunk

    @property
    def net(self) -> Decimal:
        """How much more there is at the end than at the beginning, as counted at both."""
        return self.closing - self.opening

    @property
    def moved(self) -> Decimal:
        """How much more the movements make."""
        return self.new + self.returned - self.lost + self.grown - self.shrunk

    @property
    def difference(self) -> Decimal:
        """By how much the closing is not what the movements make of the opening."""
        return self.closing - (self.opening + self.moved)


@frozen
class LedgerTotals:
    """The ledger over some days, of all customers or of a segment."""

    start: date
    end: date
    by: tuple[str, ...]
    segment: Segment
    heads: Heads
    worth: Worth | None = None
    recommended: int | None = None
    """How many of the new came recommended."""
    came_and_went: int | None = None
    """Who was a customer within the days alone; None where nobody can tell."""
    complete: bool = True
    """The days are over, and rows do not stop within them."""

    @property
    def balances(self) -> bool:
        """Whether the closing is what the movements make of the opening, in both."""
        return not self.heads.difference and (self.worth is None or not self.worth.difference)


@frozen
class ReasonTotals:
    """Customers lost in the period reported, for one reason; None where it is not known."""

    reason: str | None
    customers: int
    worth: Decimal | None = None


@frozen
class LedgerMeasured:
    """What was counted of customers."""

    totals: tuple[LedgerTotals, ...]
    """Those of the periods in order, then the year to date; each by all segments."""
    reasons: tuple[ReasonTotals, ...] = ()
    """The most frequent first."""
    first: date | None = None
    """The first day with rows: who was a customer before it and not since is not known."""
    year: tuple[date, date] | None = None
    """The year to date, where the totals hold it."""
    closing: int | None = None
    """Customers at the end of the period reported, where who came and who left is not known."""
    left_out: int = 0
    """Rows that say nothing of a customer: of nobody, of no day, or ending before they begin."""
