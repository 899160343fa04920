"""A file of a dataset, ready to be read: its header, its relation, the places of its cells."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cxscore.measure.delimited import Delimited
from cxscore.measure.places import Place, readable
from cxscore.model.dataset import Column, DataFile, DateSpec, Reading
from cxscore.nearest import suggestion
from cxscore.problems import Problem, Severity


class Source(Protocol):
    """How DuckDB reads a file, and where its cells stand."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that DuckDB has to be let at."""
        ...

    def relation(self) -> str:
        """Return what stands after FROM: all columns text, named c1, c2, ..."""
        ...

    def locate(self, rows: Sequence[int], column: int) -> list[Place]:
        """Return where the cells of *column* in *rows* (both from 0) stand."""
        ...


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file of a dataset, ready to be read by DuckDB."""

    dataset: str
    """The id of the dataset that it belongs to."""
    spec: DataFile
    reading: Reading
    """The file's options over the dataset's, its delimiter and header line filled in."""
    columns: Mapping[str, Column]
    """The file's columns over the dataset's, field by field."""
    date: DateSpec | None
    """The file's date, else the dataset's; the column ``__date`` of a wide file."""
    shown: str
    """The path as it is printed."""
    path: Path
    header: tuple[str, ...]
    """The names as they stand in the file (of a wide file: of the melted table)."""
    header_line: int
    """The physical line of the header; 0 for Parquet and Excel."""
    source: Source
    digest: "Future[str]"
    broken_rows: int = 0
    """How many rows a mended copy lacks."""

    @property
    def sha256(self) -> str:
        """The digest of the file's bytes, waited for."""
        return self.digest.result()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that DuckDB has to be let at."""
        return self.source.paths

    def column(self, name: str) -> str | None:
        """Return the relation's name (c1, c2, ...) of the column *name* of the header.

        Names are matched exactly, else without the spaces around them. None
        where there is no such column, or more than one: then :meth:`missing`
        says so.
        """
        if self.header.count(name) == 1:
            return f"c{self.header.index(name) + 1}"
        trimmed = [known.strip() for known in self.header]
        if trimmed.count(name.strip()) == 1:
            return f"c{trimmed.index(name.strip()) + 1}"
        return None

    def missing(self, name: str, asked_at: str) -> Problem:
        """Return the problem that no single column has *name*.

        Args:
            name: as it should stand in the header.
            asked_at: where it is asked for: ``kpis.yaml:31:7``.
        """
        trimmed = [known.strip() for known in self.header]
        if name.strip() in trimmed:
            second = trimmed.index(name.strip(), trimmed.index(name.strip()) + 1)
            text = f"the header has '{name.strip()}' more than once, and {asked_at} names it"
            hint = "give each column its own name"
            return self.problem(self._header_place(second), "CX212", text, hint)
        text = f"there is no column '{name}', which {asked_at} names"
        return self.problem(self._header_place(), "CX211", text, self._near(name, trimmed))

    def relation(self) -> str:
        """Return what stands after FROM: all columns text, named c1, c2, ... by position.

        An empty cell is NULL. DuckDB refuses the file at the first broken
        row, and at a byte that is not UTF-8 in a column that is read: then
        :func:`cxscore.measure.files.mend_files`.
        """
        return self.source.relation()

    def locate(self, records: Sequence[int], column: str) -> list[Place]:
        """Return where the cells of *column* (``c3``) stand, and what is in them.

        Args:
            records: numbers of rows as the relation gives them, from 0.
            column: the relation's name of the column.
        """
        return self.source.locate(records, int(column[1:]) - 1)

    def problem(
        self,
        place: Place,
        code: str,
        text: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """Return a problem of this file at *place*."""
        return Problem(
            self.shown,
            place.line,
            place.column,
            code,
            text,
            severity,
            hint,
            row=place.row,
            subject=("datasets", self.dataset),
        )

    def _header_place(self, at: int = 0) -> Place:
        """Return where name number *at* of the header stands."""
        if isinstance(self.source, Delimited):
            return Place(*self.source.header[at])
        return Place(line=self.header_line, column=int(self.header_line > 0))

    def _near(self, name: str, known: list[str]) -> str:
        if any(readable(other) != other for other in known):
            read = self.source.encoding if isinstance(self.source, Delimited) else "utf-8"
            name = read.upper().removesuffix("-SIG")
            return f"the header is not {name}; set 'encoding' to that of the file, such as cp1252"
        named = [other for other in known if other]
        hint = suggestion(name.strip(), named, "it has")
        if len(named) == 1 and hint.startswith("it has"):
            return f"it has only '{named[0]}': set 'header' or 'delimiter' if there are more"
        return hint
