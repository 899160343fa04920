"""A place where rows live: it is asked one SELECT at a time, and answers with totals."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from cxscore.frozen import frozen
from cxscore.measure.table_column import TableColumn
from cxscore.problems import Unanswered

__all__ = [
    "LOT",
    "MOST_BROUGHT",
    "MOST_BYTES",
    "MOST_GROUPS",
    "Engine",
    "EngineFailed",
    "Engines",
    "Fetched",
    "TableColumn",
    "Take",
    "TooLong",
    "TooMany",
    "TooMuch",
    "Unknown",
]

MOST_GROUPS = 200_000
"""Rows that one SELECT may answer with: totals are fewer, and rows of customers stay there."""
MOST_BROUGHT = 5_000_000
"""Rows that are brought over one by one, where what is asked of them is no engine's to answer."""
MOST_BYTES = 1_000_000_000
"""Bytes of text in such rows."""
LOT = 10_000
"""Rows that are brought at once."""

Take = Callable[[Sequence[tuple[Any, ...]]], None]
"""Takes some of the rows that are brought."""


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


class TooMuch(EngineFailed):
    """More rows would have come over, or more text, than may be brought; it was stopped."""


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

    def bring(self, select: str, take: Take) -> None:
        """Run the one SELECT *select*, and hand its rows to *take*, a lot at a time.

        No more than one beyond :data:`MOST_BROUGHT` come over: who takes them counts them. What
        *take* raises ends the statement, and is raised.

        Raises:
            TooLong, Unknown, EngineFailed: see these.
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
