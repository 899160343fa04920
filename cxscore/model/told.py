"""What a board was told: a pack as it was closed, or as it is now, in numbers that compare."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from cxscore.frozen import frozen
from cxscore.model.edges import Edges
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.plain import Defined, digest, plain
from cxscore.model.verdicts import Capability, PointType, Status, Variation

Segment = tuple[str | None, ...]
NumberId = tuple[str, tuple[str, ...], Segment, str]
"""A KPI, the columns of a segment and their values (both () for the whole), and a period's id."""


def row_digest(row: LogRow) -> str:
    """Return the SHA-256 of the cells of *row*: another one where any of them was changed.

    Whether a row is blocked follows from other rows, and where it stands from those above it.
    """
    cells = plain(row)
    cells.pop("place", None)
    if row.status is LogStatus.BLOCKED:
        cells["status"] = LogStatus.OPEN.value
    return digest(cells)


@frozen
class ToldNumber:
    """A value of a period, with what it is made of and what was said of it."""

    value: float | None = None
    n: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    target: Edges | None = None
    status: Status | None = None
    point: PointType | None = None
    told_in: str = ""
    """The id of the period whose pack told it."""
    complete: bool = True
    """Whether its period had ended and all its rows were in."""


@frozen
class ToldKpi:
    """A KPI as the board saw it."""

    name: str
    unit: str
    decimals: int
    owner: str
    status: Status
    variation: Variation
    period: str | None
    """The id of its period at hand."""
    capability: Capability | None = None
    periods: tuple[str, ...] = ()
    """The ids of its series, oldest first, gaps and what is incomplete included."""
    segments: tuple[tuple[tuple[str, ...], Segment], ...] = ()
    """Those that the pack has, by columns and values."""
    defined: Defined = field(default_factory=dict)


@frozen
class ToldSource:
    """A file or a table behind a pack; ``path`` is its name where it is a table."""

    dataset: str
    path: str
    sha256: str | None
    rows: int
    rows_used: int


@frozen
class ToldRow:
    """A row of the log as it stood."""

    id: str
    kind: LogKind
    title: str
    status: LogStatus
    sha256: str
    """Of all its cells; empty where it is held against no earlier one."""
    opened: date | None = None
    due: date | None = None
    closed: date | None = None
    unchanged: bool = False
    """Whether no cell of it had changed since the close before."""


@frozen
class ToldEffect:
    """A verdict on an action, and the period in whose close it was settled."""

    verdict: str
    settled: str | None = None


@frozen
class Told:
    """A pack: what it says of each KPI, each number, each row of the log."""

    period: str
    as_of: date
    version: str
    """Of the program that made it."""
    history: int
    """How many periods it shows."""
    kpis: Mapping[str, ToldKpi]
    numbers: Mapping[NumberId, ToldNumber]
    """Of a close those of complete periods, each as it was told last; the last told stand first."""
    left: Mapping[str, ToldKpi] = field(default_factory=dict)
    """KPIs that only closes before the last one have."""
    former: Mapping[str, str] = field(default_factory=dict)
    """The ids that KPIs have now, by those that they had before."""
    sources: tuple[ToldSource, ...] = ()
    rows: Mapping[str, ToldRow] = field(default_factory=dict)
    left_out: frozenset[LogKind] = frozenset()
    """Kinds of rows of the log of which it lists some alone."""
    effects: Mapping[str, ToldEffect] = field(default_factory=dict)
    paths: Mapping[NumberId, tuple[ToldNumber, ...]] = field(default_factory=dict)
    """Of numbers that were restated before: all that was told of each, the first first."""
    file: str = ""
    """Of a close, as it is printed."""
