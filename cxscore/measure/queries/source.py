"""What queries need of where a dataset's rows stand, be it a file or a table."""

from collections.abc import Mapping
from typing import Protocol

from cxscore.measure.places import Place
from cxscore.measure.table_column import TableColumn
from cxscore.model.dataset import Column, DataFile, Reading
from cxscore.model.dates import DateSpec
from cxscore.problems import Problem, Severity


class ColumnSource(Protocol):
    """A file or a table: its columns, their names, and where problems of it are placed.

    Queries name the columns c1, c2, ... by their places.
    """

    @property
    def spec(self) -> DataFile:
        """What the definition says of it."""
        ...

    @property
    def columns(self) -> Mapping[str, Column]:
        """What is said of its columns, by the names that KPIs use."""
        ...

    @property
    def date(self) -> DateSpec | None:
        """Where the dates of its rows stand."""
        ...

    @property
    def shown(self) -> str:
        """Its path, or its name, as it is printed."""
        ...

    @property
    def header(self) -> tuple[str, ...]:
        """The names that it gives its columns itself."""
        ...

    @property
    def reading(self) -> Reading:
        """How its cells are written."""
        ...

    @property
    def booleans(self) -> frozenset[str]:
        """The names of columns of which it says itself that they are true or false."""
        ...

    @property
    def types(self) -> Mapping[str, TableColumn]:
        """What it says of its columns, by name; nothing where all are texts."""
        ...

    def column(self, name: str | int) -> str | None:
        """Return c1, c2, ... for the one column called *name*, or at that place from 1; or None."""
        ...

    def missing(self, name: str | int, asked_at: str) -> Problem:
        """Return the problem that no single column has *name*, which stands at *asked_at*."""
        ...

    def faults_of(self, column: str, *, numbers: bool, filled: bool) -> list[Problem]:
        """Return what its cells say against reading *column* (``c3``).

        Args:
            column: c1, c2, ...
            numbers: whether they are read as numbers.
            filled: whether a blank takes the value above it.
        """
        ...

    def is_in_percent(self, column: str) -> bool:
        """Return whether it shows the cells of *column* (``c3``) in per cent."""
        ...

    def headless(self) -> Problem | None:
        """Return the warning that its header may be data, unless somebody said that it is none."""
        ...

    def problem(
        self,
        place: Place,
        code: str,
        text: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """Return a problem of it at *place*."""
        ...
