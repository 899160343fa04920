"""The customer ledger: who was there, who came and went, counted and in value."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from cxscore.calendar import Period
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
        """How many more there are at the end."""
        return self.new + self.returned - self.lost

    @property
    def difference(self) -> int:
        """By how much the closing is not what the movements make of the opening."""
        return self.closing - (self.opening + self.net)


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
        """How much more there is at the end."""
        return self.new + self.returned - self.lost + self.grown - self.shrunk

    @property
    def difference(self) -> Decimal:
        """By how much the closing is not what the movements make of the opening."""
        return self.closing - (self.opening + self.net)


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


@frozen
class Rate:
    """A share of the opening, in per cent, with Wilson's interval."""

    value: float
    low: float
    high: float


@frozen
class LedgerPeriod:
    """The ledger over one period, judged."""

    name: str
    """The period's id."""
    totals: LedgerTotals
    balanced: bool
    """It adds up, and opens with what the period before closed with."""
    churn: Rate | None = None
    """None where nobody was there to be lost."""
    retention: Rate | None = None
    grr: float | None = None
    nrr: float | None = None
    value_churn: float | None = None
    """Σ of the value lost, of the value at the opening, in per cent."""


@frozen
class LostReason:
    """A reason why customers were lost, and how many of all that were."""

    reason: str
    customers: int
    share: Rate
    worth: Decimal | None


@frozen
class Ledger:
    """Customers as an asset: the chapter."""

    shape: str
    periods: tuple[LedgerPeriod, ...]
    """Oldest first, those that are shown and can be told."""
    at_hand: Period
    year: LedgerPeriod | None = None
    """The year to date as one stretch of days: a cohort, and no sum of months."""
    by: Mapping[str, tuple[LedgerPeriod, ...]] = field(default_factory=dict)
    """The period at hand by column, a segment each, the largest opening first."""
    reasons: tuple[LostReason, ...] = ()
    """The most frequent first."""
    reasons_unknown: int | None = None
    """Customers lost of whom nobody knows why; None where no reasons are kept."""
    since: str | None = None
    """The period of the first row: new is not seen since then."""

    @property
    def ranks_reasons(self) -> bool:
        """Whether reasons may be ranked: those of half the lost at least are known."""
        known = sum(each.customers for each in self.reasons)
        return known > 0 and known >= (self.reasons_unknown or 0)

    @property
    def latest(self) -> LedgerPeriod | None:
        """The period at hand; None where it cannot be told."""
        last = self.periods[-1] if self.periods else None
        return last if last is not None and last.name == self.at_hand.id else None
