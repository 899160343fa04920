"""The customer ledger, judged: its rates, whether it adds up, why customers were lost."""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.model.ledger_totals import LedgerTotals
from cxscore.model.rate import Rate


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
    closing: int | None = None
    """Customers at the end of the period at hand, where who came and who left is not known."""
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
