"""A file of a dataset, ready to be read: its header, its relation, the places of its cells."""

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import field, replace
from pathlib import Path
from typing import Protocol

from cxscore.frozen import frozen
from cxscore.measure.column_names import place_of
from cxscore.measure.files.cell_notes import CellNotes
from cxscore.measure.files.delimited import Delimited
from cxscore.measure.files.digest import Digest
from cxscore.measure.files.headless import looks_like_data
from cxscore.measure.files.selection import Selection
from cxscore.measure.places import Place, readable
from cxscore.measure.table_column import TableColumn
from cxscore.model.dataset import Column, DataFile, Reading
from cxscore.model.dates import DateSpec
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


@frozen
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
    """The names as they stand in the file (of a wide file: of the unpivoted table)."""
    header_line: int
    """The physical line of the header; 0 for Parquet and Excel."""
    source: Source
    digest: "Future[Digest]"
    workspace: Path
    """A folder of our own, for copies."""
    selection: Selection = field(default_factory=Selection)
    """Which of the rows that the source gives are data."""
    positions: tuple[int, ...] | None = None
    """Where the columns stand in the file, from 1; None where all of them are read."""
    beside: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The names in the headers of a workbook's other sheets."""
    notes: CellNotes = field(default_factory=CellNotes)
    """What is to be said of columns, once they are read."""
    sample: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """The first rows below the header: their lines and cells."""
    booleans: frozenset[str] = frozenset()
    """The names of columns that the file itself says are true or false."""
    broken_rows: int = 0
    """How many rows a repaired copy lacks."""
    rows_left_out: int = 0
    """How many rows are the file's own totals."""

    @property
    def sha256(self) -> str:
        """The digest of the file's bytes, waited for."""
        return self.digest.result().sha256

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that DuckDB has to be let at."""
        return self.source.paths

    @property
    def types(self) -> Mapping[str, TableColumn]:
        """What it says of its columns: a file says nothing, all are texts."""
        return {}

    def column(self, name: str | int) -> str | None:
        """Return the relation's name (c1, c2, ...) of the column *name* of the header.

        A number is the column's place, from 1. None where there is no such
        column, or more than one: then :meth:`missing` says so.
        """
        if isinstance(name, int):
            places = self.positions or range(1, len(self.header) + 1)
            return f"c{places.index(name) + 1}" if name in places else None
        at = place_of(name, self.header)
        return None if at is None else f"c{at + 1}"

    def missing(self, name: str | int, asked_at: str) -> Problem:
        """Return the problem that no single column has *name*.

        Args:
            name: as it should stand in the header, or a place from 1.
            asked_at: where it is asked for: ``kpis.yaml:31:7``.
        """
        if isinstance(name, int):
            text = f"there is no column {name}, which {asked_at} names"
            return self.problem(self._header_place(), "CX211", text, f"it has {len(self.header)}")
        trimmed = [known.strip() for known in self.header]
        if name.strip() in trimmed:
            second = trimmed.index(name.strip(), trimmed.index(name.strip()) + 1)
            text = f"the header has '{name.strip()}' more than once, and {asked_at} names it"
            hint = f"give each its own name, or name one by its place: from: {second + 1}"
            return self.problem(self._header_place(second), "CX212", text, hint)
        text = f"there is no column '{name}', which {asked_at} names"
        return self.problem(self._header_place(), "CX211", text, self._near(name, trimmed))

    def relation(self) -> str:
        """Return what stands after FROM: all columns text, named c1, c2, ... by position.

        An empty cell is NULL. DuckDB refuses the file at the first broken
        row, and at a byte that is not UTF-8 in a column that is read: then
        :func:`cxscore.measure.files.open.repair_files`.
        """
        return self.selection.relation(self.source.relation())

    def first_rows(self, count: int) -> str:
        """Return the same of the first *count* rows, for which little of the file is read."""
        source = self.source
        if isinstance(source, Delimited):
            source = replace(source, first_rows=True)
        return f"{self.selection.relation(source.relation())} LIMIT {count}"

    def locate(self, records: Sequence[int], column: str) -> list[Place]:
        """Return where the cells of *column* (``c3``) stand, and what is in them.

        Args:
            records: numbers of rows as the relation gives them, from 0.
            column: the relation's name of the column.
        """
        at = int(column[1:]) - 1
        if not self.selection.leaves_out:
            return self.source.locate(records, at)
        table = self.source.relation()
        known = self.selection.originals(records, table, self.paths, self.workspace)
        return self.source.locate([known[record] for record in records], at)

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

    @property
    def looks_like_data(self) -> bool:
        """Whether its header reads like the row below it."""
        return bool(self.sample) and looks_like_data(self.header, self.sample[0][1])

    def headless(self) -> Problem | None:
        """Return the warning that its header may be data, which no KPI counts then.

        None where somebody said which line is the header.
        """
        said = self.reading.header is not None or self.reading.wide is not None
        if said or not self.looks_like_data:
            return None
        first = next((name for name in self.header if name.strip()), "")
        text = f"the first line looks like data ('{readable(first)}', …), and is read as the header"
        hint = "add a line with the columns' names above it; if it is the header, say 'header: 1'"
        return self.problem(self._header_place(), "CX255", text, hint, Severity.WARNING)

    def faults_of(self, column: str, *, numbers: bool, filled: bool) -> list[Problem]:
        """Return what the cells of a workbook say against reading *column* (``c3``)."""
        return [
            note.problem
            for note in self.notes.notes
            if f"c{note.column + 1}" == column
            and (numbers or not note.numbers)
            and not (note.merged and filled)
        ]

    def is_in_percent(self, column: str) -> bool:
        """Return whether the cells of *column* (``c3``) are shown in per cent."""
        return int(column[1:]) - 1 in self.notes.percent

    def _elsewhere(self, name: str) -> str:
        """Return a hint at the line, or the sheet, that has *name* where the header has not."""
        for sheet, names in self.beside.items():
            if name in names:
                return f"the sheet '{sheet}' has it: set sheet: {sheet}"
        for line, cells in self.sample:
            if name in {part.strip(' "') for cell in cells for part in re.split("[,;\t|]", cell)}:
                return f"line {line} has it: set header: {line}"
        if self.looks_like_data:
            return "the first line looks like data: add a line with the columns' names above it"
        return ""

    def _near(self, name: str, known: list[str]) -> str:
        if elsewhere := self._elsewhere(name.strip()):
            return elsewhere
        if any(readable(other) != other for other in known):
            read = self.source.encoding if isinstance(self.source, Delimited) else "utf-8"
            name = read.upper().removesuffix("-SIG")
            return f"the header is not {name}; set 'encoding' to that of the file, such as cp1252"
        named = [other for other in known if other]
        hint = suggestion(name.strip(), named, "it has")
        if len(named) == 1 and hint.startswith("it has"):
            keys = "'header' or 'delimiter'" if isinstance(self.source, Delimited) else "'header'"
            return f"it has only '{named[0]}': set {keys} if there are more"
        return hint
