"""What is done to make things dependable, what to make something new, and where."""

from collections.abc import Mapping

from cxscore.frozen import frozen
from cxscore.model.aim import Aim


@frozen
class Holding:
    """Actions and agreements of one aim."""

    open: int = 0
    """Actions under way, and agreements in force that are not fulfilled for good."""
    done: int = 0
    """Actions that are done, and agreements that were closed."""
    worked: int = 0
    """Of both, actions that worked, in part or in full, and agreements that a KPI says are kept."""
    cost: float | None = None
    """The sum of their costs, as far as rows tell; None where none does."""
    priced: int = 0
    """How many tell it."""

    @property
    def count(self) -> int:
        """How many there are."""
        return self.open + self.done


@frozen
class MomentHoldings:
    """What is done at one moment or stage; None of what is at none."""

    moment: str | None
    hot: bool
    by_aim: Mapping[Aim, Holding]


@frozen
class NewAtHotSpot:
    """Something new at a moment that is a hot spot."""

    row: str
    """The id of the action or the agreement."""
    agreement: bool
    moment: str
    """The id of the hot spot."""
    kpis: tuple[str, ...]
    """Those that make it one."""


@frozen
class Portfolio:
    """Reliability and innovation, side by side."""

    by_aim: Mapping[Aim, Holding]
    moments: tuple[MomentHoldings, ...]
    """Where anything is done, in the order of the path; what is at no moment comes last."""
    new_at_hot_spots: tuple[NewAtHotSpot, ...]
    stretch: tuple[str, ...]
    """KPIs on the same target for twelve periods running: to stretch, or to retire."""
    without_aim: int
    """Actions, open or done, that do not say what they are for."""
