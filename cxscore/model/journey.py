"""The customer's path as it stands: where it hurts, where it shines, and for whom."""

from cxscore.frozen import frozen
from cxscore.model.verdicts import Status, Variation

SILO = "silo"
"""The lens that looks by team: that of the owner, and those of the contributors."""


@frozen
class Cell:
    """What stands at a moment in one part of the whole: the worst of the KPIs measured there."""

    lens: str | None
    """The column that the whole is cut by, or :data:`SILO`; None for the whole."""
    segment: str | None
    """The value of the lens; None for the whole, and for rows without one."""
    kpi: str
    status: Status
    value: float | None
    n: int | None
    variation: Variation | None = None
    """Of a KPI as a whole; None of a segment, which has no limits of its own."""
    small: bool = False
    """Whether its base is too small to be judged."""


@frozen
class HiddenHotSpot:
    """A segment that misses the target where no KPI misses it as a whole."""

    kpi: str
    by: str
    segment: str | None
    share_of_base: float
    """From 0 to 1."""


@frozen
class End:
    """The highest or the lowest segment of a KPI."""

    segment: str | None
    value: float
    n: int | None


@frozen
class Uneven:
    """A KPI whose highest and lowest segment differ by more than chance."""

    kpi: str
    by: str
    highest: End
    lowest: End
    gap: float
    """In the KPI's unit."""
    p_value: float
    """Corrected for the number of pairs."""
    low: float | None = None
    """Where the gap would lie if everybody had been asked; None where nobody can tell."""
    high: float | None = None


@frozen
class MomentScore:
    """One moment of the path, or a stage at which KPIs stand by themselves."""

    id: str
    name: str
    stage: str
    """The id of its stage: its own, where it is one."""
    importance: float | None = None
    """From 1 to 5, as customers stated it."""
    kpis: tuple[str, ...] = ()
    """The ids of those that stand there and are shown."""
    hot: tuple[str, ...] = ()
    """KPIs off target that worsen, or will go on missing it."""
    hidden: tuple[HiddenHotSpot, ...] = ()
    signature: bool = False
    """Whether everything there is as it should be, and better than that of others."""
    uneven: tuple[Uneven, ...] = ()
    """The largest first."""
    cells: tuple[Cell, ...] = ()
    """A KPI each of the whole, then of each lens its values, the worst KPI each."""
