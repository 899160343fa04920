"""A place where rows live: it is asked one SELECT at a time, and answers with totals."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from cxscore.frozen import frozen
from cxscore.measure.table_column import TableColumn
from cxscore.problems import Unanswered

__all__ = [
    "MOST_GROUPS",
    "Engine",
    "EngineFailed",
    "Engines",
    "Fetched",
    "TableColumn",
    "TooLong",
    "TooMany",
    "Unknown",
]

MOST_GROUPS = 200_000
"""Rows that one SELECT may answer with: totals are fewer, and rows of customers stay there."""


class EngineFailed(Unanswered):
    """An engine did not answer; the text has its own words, with every part of the URL struck out.

    Nothing in kpis.yaml is at fault: the command ends like one whose file cannot be read.
    """


class Unknown(EngineFailed):
    """There is no such table, or no such column, or the query cannot be run."""


class TooLong(EngineFailed):
    """A statement took longer than the connection's ``timeout``, and was stopped."""


class TooMany(EngineFailed):
    """A statement answered with more than :data:`MOST_GROUPS` rows, and was stopped."""


@frozen
class Fetched:
    """What one SELECT answered."""

    names: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    """Of str, int, Decimal, float, bool, date and None alone."""


class Engine(Protocol):
    """A place where rows live."""

    @property
    def name(self) -> str:
        """The connection's id in kpis.yaml."""
        ...

    @property
    def dialect(self) -> str:
        """The name of its words: ``postgres``, ``clickhouse`` or ``spark``."""
        ...

    @property
    def snapshot(self) -> bool:
        """Whether all statements see the same rows, whatever is written meanwhile."""
        ...

    def describe(self, relation: str) -> tuple[TableColumn, ...]:
        """Return the columns of *relation*, a table's name or a query in brackets.

        Raises:
            Unknown: where there is no such table, or the query cannot be run.
            EngineFailed: where it does not answer at all.
        """
        ...

    def version(self, relation: str) -> str | None:
        """Return what changes when the rows of *relation* do; None where the engine cannot say."""
        ...

    def tables(self) -> tuple[str, ...]:
        """Return the tables that can be seen, with their schemas, to find the nearest name."""
        ...

    def fetch(self, select: str) -> Fetched:
        """Run the one SELECT *select*, in the engine's own words.

        Raises:
            TooLong, TooMany, Unknown, EngineFailed: see these.
        """
        ...

    def may_write(self) -> bool | None:
        """Return whether the role could change the rows; None where the engine cannot say."""
        ...

    def interrupt(self) -> None:
        """Stop the statement that runs, from another thread."""
        ...

    def close(self) -> None:
        """Give the connection back, whatever happened on it."""
        ...


Engines = Mapping[str, Engine]
"""The engines that are open, by the connection's id."""
