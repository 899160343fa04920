"""What is not as it was told: the difference between two packs."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum

from cxscore.frozen import frozen
from cxscore.model.definition_parts import Part
from cxscore.model.edges import Edges
from cxscore.model.log import LogKind
from cxscore.model.plain import Plain
from cxscore.model.told import NumberId, Segment, ToldKpi, ToldNumber
from cxscore.model.verdicts import Status, Variation


@frozen
class StatusChange:
    """A KPI whose status is not what it was."""

    kpi: str
    before: Status
    after: Status


class Cause(Enum):
    """Why a closed number is another one now."""

    DATA = "data"
    """A source has another digest, or another number of rows."""
    DEFINITION = "definition"
    """What is counted is defined in another way."""
    BOTH = "both"
    PROGRAM = "program"
    """Neither, and another version of the program worked it out."""
    UNKNOWN = "unknown"
    """None of these: an option, the calendar, or the program between two versions."""


@frozen
class SourceChange:
    """A source that is not what it was; None before or after where it was not there."""

    dataset: str
    path: str
    rows_before: int | None
    rows_after: int | None


@frozen
class Restated:
    """A number of a closed period that is another one now."""

    kpi: str
    period: str
    by: tuple[str, ...]
    segment: Segment
    before: ToldNumber
    after: ToldNumber
    """Without a value where the number is gone."""
    path: tuple[ToldNumber, ...]
    """All that was told of it, the first first; the last is ``before``."""
    because: Cause
    source: tuple[SourceChange, ...]
    shown: bool
    """Whether the value as printed, its status or its kind of point is another one."""

    @property
    def first_told(self) -> ToldNumber:
        """What was told first."""
        return self.path[0]


@frozen
class ToldDifferently:
    """What the chart says of a closed period now, and said of it then."""

    kpi: str
    period: str
    before: Variation
    after: Variation


@frozen
class KeyChange:
    """A key of a definition that says something else; None before or after where it was not."""

    key: str
    before: Plain
    after: Plain


@frozen
class DefinitionChange:
    """A part of a KPI's definition that is not what it was."""

    kpi: str
    part: Part
    keys: tuple[KeyChange, ...]


@frozen
class TargetChange:
    """A target that is another one, of closed periods or only of one to come."""

    kpi: str
    first: str | None
    """The id of the first closed period with another target; None where it is yet to come."""
    last: str | None
    before: Edges | None
    after: Edges | None
    reason: str


@frozen
class Moved:
    """A row of the log with another due date."""

    row: str
    kind: LogKind
    title: str
    before: date | None
    after: date | None


@frozen
class SinceClose:
    """Everything that is not as it was told, and the pack that told it."""

    period: str
    """The id of the period that was closed last."""
    closed_on: date
    """The day that its pack was built for."""
    file: str
    version: str
    """Of the program that made it."""
    status_changes: tuple[StatusChange, ...] = ()
    restated: tuple[Restated, ...] = ()
    told_differently: tuple[ToldDifferently, ...] = ()
    definition_changed: tuple[DefinitionChange, ...] = ()
    target_changed: tuple[TargetChange, ...] = ()
    gone: tuple[tuple[str, ToldKpi], ...] = ()
    """KPIs that were told of and are no more: the id, and what was told."""
    new: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    told: Mapping[str, ToldKpi] = field(default_factory=dict)
    """What that close told of each KPI, by the ids that they have now."""
    numbers: Mapping[NumberId, ToldNumber] = field(default_factory=dict)
    """Every number that was told, likewise."""

    @property
    def shown(self) -> tuple[Restated, ...]:
        """The restated numbers that anybody can see."""
        return tuple(each for each in self.restated if each.shown)

    @property
    def hidden(self) -> int:
        """How many numbers moved in digits that are not shown."""
        return len(self.restated) - len(self.shown)

    @property
    def differs(self) -> bool:
        """Whether anything at all is not as it was told."""
        return bool(
            self.status_changes
            or self.restated
            or self.told_differently
            or self.definition_changed
            or self.target_changed
            or self.gone
            or self.new
            or self.moved
        )
