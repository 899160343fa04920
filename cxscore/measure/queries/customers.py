"""What the customer ledger asks of rows: which of them say who is a customer."""

from collections.abc import Mapping
from dataclasses import field

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.model.customers import Customers


@frozen
class CustomerRows:
    """What rows say of customers; blank is what a row lacks."""

    shape: Customers
    customer: str = ""
    """The column that says whose row it is; empty of counts that somebody else kept."""
    started: exp.Expr | None = None
    """The day on which a spell begins, of a purchase, or in a period; the row's date where None."""
    ended: exp.Expr | None = None
    """The day on which a spell ends."""
    new: exp.Expr | None = None
    lost: exp.Expr | None = None
    """Conditions of snapshots."""
    value: exp.Expr | None = None
    reason: str | None = None
    """The column that says why a customer was lost."""
    recommended: exp.Expr | None = None
    counts: Mapping[str, exp.Expr] = field(default_factory=dict)
    """Of movements: their columns, by their keys."""
