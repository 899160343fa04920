"""A log, sorted in one pass into what is asked of it: by kind, by id, and what is under way."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from cxscore.model.log import UNDER_WAY, LogKind, LogRow, LogStatus


class HasRow(Protocol):
    """A row of the log with whatever is known of it."""

    @property
    def row(self) -> LogRow:
        """The row itself."""


Scored = TypeVar("Scored", bound=HasRow)


class SortedLog(tuple[Scored, ...]):
    """The rows of a log in its order, and those of them that are asked for time and again.

    Rows lie scattered in memory: of 50 000 a look at each takes some 8 ms, whatever is asked,
    and a paper asks some 25 things.
    """

    of_kind: Mapping[LogKind, Sequence[Scored]]
    """The rows of each kind, in the order of the log, as in all that follows."""
    live: Mapping[LogKind, Sequence[Scored]]
    """Those of them that are under way."""
    statuses: Mapping[LogKind, Counter[LogStatus]]
    """How many of them have each status."""
    places: Mapping[str, int]
    """Where each row stands, from 0, by its id."""
    about: frozenset[str]
    """The ids of whatever rows are about."""

    def __new__(cls, rows: Iterable[Scored]) -> "SortedLog[Scored]":
        """Take the *rows* of a log, and sort them."""
        made = super().__new__(cls, rows)
        of_kind: dict[LogKind, list[Scored]] = {kind: [] for kind in LogKind}
        live: dict[LogKind, list[Scored]] = {kind: [] for kind in LogKind}
        statuses: dict[LogKind, list[LogStatus]] = {kind: [] for kind in LogKind}
        places: dict[str, int] = {}
        about: set[str] = set()
        for place, scored in enumerate(made):
            row = scored.row
            kind, status = row.kind, row.status
            of_kind[kind].append(scored)
            statuses[kind].append(status)
            if status in UNDER_WAY:
                live[kind].append(scored)
            places[row.id] = place
            if row.about:
                about.update(row.about)
        made.of_kind, made.live, made.places = of_kind, live, places
        made.statuses = {kind: Counter(each) for kind, each in statuses.items()}
        made.about = frozenset(about)
        return made

    @staticmethod
    def of(log: Sequence[Scored]) -> "SortedLog[Scored]":
        """Return *log*, sorted unless it is already."""
        return log if isinstance(log, SortedLog) else SortedLog(log)

    def told(self, others: Mapping[int, Scored]) -> "SortedLog[Scored]":
        """Return the log with *others* in place of rows, by what :func:`id` says of these.

        The rows are about the same, and stand where they stood: nothing is sorted anew.
        """
        told: dict[int, Scored] = {}
        for scored in others.values():
            place = self.places.get(scored.row.id)
            if place is not None and id(self[place]) in others:
                told[place] = others[id(self[place])]
        if not told:
            return self
        rows = list(self)
        for place, scored in told.items():
            rows[place] = scored
        made = tuple.__new__(SortedLog, rows)
        kinds = {scored.row.kind for scored in told.values()}
        made.of_kind, made.live = dict(self.of_kind), dict(self.live)
        for kind in kinds:
            made.of_kind[kind] = [others.get(id(each), each) for each in self.of_kind[kind]]
            made.live[kind] = [others.get(id(each), each) for each in self.live[kind]]
        made.statuses, made.places, made.about = self.statuses, self.places, self.about
        return made
