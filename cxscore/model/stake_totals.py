"""Customers with something at stake, as they were counted among those who are alike."""

from cxscore.frozen import frozen


@frozen
class Stratum:
    """Customers who are alike, in one period: those it happened to, and the others."""

    alike: tuple[str | None, ...]
    """Their cells in the columns of ``alike``, in order; None is a blank."""
    affected: int
    affected_lost: int
    others: int
    others_lost: int
    worth: float
    """Σ of what the affected are worth, in currency."""


@frozen
class StakeTotals:
    """What was counted of one value at stake in the period reported."""

    strata: tuple[Stratum, ...]
    unknown: int = 0
    """Rows of which a blank does not tell whether they are meant, affected, or lost."""
    without_worth: int = 0
    """Affected of whom nobody knows what they are worth; they count as nothing."""
