"""What is still to come from whom, and by which day."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import overload

from cxscore.frozen import Alternative, frozen


class DueKind(Alternative):
    """What is due."""

    ACTION = "action"
    """To be done."""
    DECISION = "decision"
    """To be made."""
    BLOCKER = "blocker"
    """To be cleared."""
    FAILURE = "failure"
    """To be looked into."""
    CHECK = "check"
    """To be said of an action: what came of it."""
    PROMISE = "promise"
    """To be kept."""
    REVIEW = "review"
    """Of a promise: to be talked about again."""
    COMMENT = "comment"
    """To be written on a KPI."""


OF_ROWS = (
    *(DueKind.ACTION, DueKind.DECISION, DueKind.BLOCKER, DueKind.FAILURE),
    DueKind.CHECK,
)
"""What is due of rows of the log."""


@frozen
class Due:
    """Something that is open, with whoever has to see to it."""

    kind: DueKind
    id: str
    """Of the row, or of the KPI that a comment is due on."""
    people: tuple[str, ...]
    """Ids of owners, the one who answers for it first."""
    day: date | None = None
    """None where nobody says by when."""
    title: str = ""
    kpi: str | None = None
    late: bool = False
    """Whether the day has passed."""


class Dues(Sequence[Due]):
    """What is due, worked out once somebody asks: of a long log most papers do not."""

    def __init__(self, found: Callable[[], tuple[Due, ...]]) -> None:
        """Take what works it out."""
        self._found = found

    @cached_property
    def _all(self) -> tuple[Due, ...]:
        return self._found()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all)

    @overload
    def __getitem__(self, at: int) -> Due: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Due, ...]: ...
    def __getitem__(self, at: int | slice) -> Due | tuple[Due, ...]:
        """Return the one at a place, or those of a part."""
        return self._all[at]

    def __iter__(self) -> Iterator[Due]:
        """Yield one after the other."""
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        """Return whether *other* are the same."""
        return self._all == tuple(other) if isinstance(other, Dues | tuple) else NotImplemented

    def __hash__(self) -> int:
        """Return the hash of what is due."""
        return hash(self._all)
