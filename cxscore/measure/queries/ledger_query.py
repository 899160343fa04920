"""The customer ledger as it is asked: of whom, cut by what, over which spans of days."""

from collections.abc import Sequence

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.measure.horizon import Span
from cxscore.measure.queries.customers import CustomerRows


@frozen
class LedgerQuery:
    """The ledger of a dataset: of whom, cut by what, over which spans of days."""

    customers: CustomerRows
    sets: Sequence[tuple[str, ...]]
    """The sets of columns that customers are cut by, the whole first."""
    spans: Sequence[Span]
    reported: Span
    """That of which the reasons are told."""
    periods: Sequence[Period]
    """Those that snapshots fall into."""
