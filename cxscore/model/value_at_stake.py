"""Value at stake, judged: how many more were lost than of others alike, and what that is worth."""

from enum import Enum

from cxscore.frozen import frozen
from cxscore.model.stakes import Stake


class Untold(Enum):
    """Why it cannot be told whether more were lost."""

    NO_ROWS = "no_rows"
    """There is no customer that it is about in the period."""
    NOBODY_AFFECTED = "nobody_affected"
    NOBODY_ELSE = "nobody_else"
    """It happened to all of them."""
    NONE_ALIKE = "none_alike"
    """More than a tenth of the affected have no others who are like them."""
    TOO_FEW = "too_few"
    """Fewer affected, or fewer others, than its minimum base."""


@frozen
class ValueAtStake:
    """One value at stake in the period reported; numbers are None where they cannot be told."""

    stake: Stake
    affected: int
    others: int
    lost_more: float | None
    """How many more of the affected were lost than of others alike, in customers."""
    low: float | None
    high: float | None
    level: float
    """Share of such intervals, from ``low`` to ``high``, that hold the true number."""
    value: float | None
    """What these are worth, in currency."""
    crude_lost_more: float | None
    """The same where all others are held to be alike; None where there are none."""
    crude_value: float | None
    left_out: int
    """Affected who have no others like them, and are in neither number."""
    affected_lost: int
    others_lost: int
    strata: int
    """So many kinds of customers were looked at, each for itself."""
    unknown: int = 0
    """Rows that a blank leaves open."""
    without_worth: int = 0
    """Affected without a value, who count as worth nothing."""
    untold: Untold | None = None
    """Why nothing is read from it."""

    @property
    def beyond_chance(self) -> bool:
        """Whether it can be told, and the interval lies on one side of zero."""
        if self.untold is not None or self.low is None or self.high is None:
            return False
        return self.low > 0 or self.high < 0
