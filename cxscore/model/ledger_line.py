"""The lines of the customer ledger: what KPIs can ask of it."""

from collections.abc import Mapping
from enum import StrEnum

from cxscore.model.statistic import Statistic


class LedgerLine(StrEnum):
    """A number of the ledger, as a KPI asks for it."""

    CHURN = "churn"
    RETENTION = "retention"
    NEW = "new"
    RETURNED = "returned"
    LOST = "lost"
    NET = "net"
    CLOSING = "closing"
    GRR = "grr"
    NRR = "nrr"
    VALUE_NEW = "value_new"
    VALUE_LOST = "value_lost"

    @property
    def statistic(self) -> Statistic:
        """What kind of number it is."""
        return _STATISTICS[self]

    @property
    def unit(self) -> str | None:
        """The unit that it has; None where its kind of number says it."""
        if self in (LedgerLine.GRR, LedgerLine.NRR):
            return "percent"
        if self is LedgerLine.NET:
            return "count"
        return "currency" if self.of_value else None

    @property
    def of_value(self) -> bool:
        """Whether it is of what customers are worth, and not of how many there are."""
        return self in (self.GRR, self.NRR, self.VALUE_NEW, self.VALUE_LOST)


_STATISTICS: Mapping[LedgerLine, Statistic] = {
    LedgerLine.CHURN: Statistic.SHARE,
    LedgerLine.RETENTION: Statistic.SHARE,
    LedgerLine.NEW: Statistic.COUNT,
    LedgerLine.RETURNED: Statistic.COUNT,
    LedgerLine.LOST: Statistic.COUNT,
    LedgerLine.NET: Statistic.TOTAL,
    LedgerLine.CLOSING: Statistic.STOCK,
    LedgerLine.GRR: Statistic.RATIO,
    LedgerLine.NRR: Statistic.RATIO,
    LedgerLine.VALUE_NEW: Statistic.TOTAL,
    LedgerLine.VALUE_LOST: Statistic.TOTAL,
}
