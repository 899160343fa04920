"""What lets customers down, judged: how much of it each of the seven causes brings about."""

from enum import StrEnum

from cxscore.frozen import frozen
from cxscore.model.log import CauseTag

MOST_UNKNOWN = 20.0
"""Per cent of the base without a known cause, above which no cause is called the largest."""


class Way(StrEnum):
    """Which way the number of cases moved, beyond chance."""

    MORE = "more"
    FEWER = "fewer"


class Standing(StrEnum):
    """What is done about a cause: the best that can be said of its actions."""

    WORKED = "worked"
    OPEN = "open"
    NONE = "none"
    """Nothing is under way, and nothing that was done is known to have worked."""


@frozen
class CauseChange:
    """The cases of a cause against those of the year before."""

    before: int
    p_value: float | None
    """Of the conditional binomial test; None where there were too few in both years."""
    q_value: float | None
    """Corrected for how many causes were tested."""
    way: Way | None = None


@frozen
class CauseActions:
    """The actions against a cause, by id."""

    worked: tuple[str, ...] = ()
    """Those that worked, in part or in full."""
    open: tuple[str, ...] = ()
    """Those that are under way."""

    @property
    def standing(self) -> Standing:
        """The best that can be said of them."""
        if self.worked:
            return Standing.WORKED
        return Standing.OPEN if self.open else Standing.NONE


@frozen
class ScoredCause:
    """The cases of one cause in a year; shares in per cent."""

    cause: CauseTag | None
    """None of the cases of which nobody knows it."""
    cases: int
    failures: int
    """Of the cases, those that are service failures."""
    customers: float | None
    """How many were let down, as far as the cases tell; None where cases alone count."""
    untold: int
    """Cases that do not tell how many customers; each counts as one."""
    share: float
    low: float
    high: float
    """Wilson's interval, for as many equal cases as these are worth."""
    cumulative: float
    cells: tuple[tuple[str | None, int], ...] = ()
    """What the column of causes says, and of how many cases, the most frequent first."""
    change: CauseChange | None = None
    """None where the two years cannot be compared, and of what is not known."""
    actions: CauseActions = CauseActions()


@frozen
class Heaviest:
    """One service failure that holds a tenth of all or more."""

    row: str
    customers: int
    share: float


@frozen
class ScoredHassles:
    """The cases of a year by cause, the largest first and what is not known last."""

    dataset: str
    first: str
    """The id of the first period of the year; ``last`` is that of the one reported."""
    last: str
    before: tuple[str, str] | None
    """The first and the last period of the year before; None where it is not on the calendar."""
    cases: int
    failures: int
    customers: float | None
    untold: int
    base: float
    """What shares are of: customers, with one for each case that does not tell; else cases."""
    effective: float
    """How many equal cases that is worth."""
    unknown_share: float
    causes: tuple[ScoredCause, ...]
    tested: int
    partial: tuple[str, ...] = ()
    """Periods of the two years that are not whole, the first ones first."""
    heaviest: Heaviest | None = None

    @property
    def too_much_unknown(self) -> bool:
        """Whether so much is not known that none can be called the largest."""
        return self.unknown_share > MOST_UNKNOWN
