"""Opening one file: its options, its header, and a copy where DuckDB cannot read it as it is."""

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from cxscore.measure.delimited import Delimited
from cxscore.measure.encoding import encoding_of, is_known, is_utf8, open_text, transcode
from cxscore.measure.header import Head, read_head
from cxscore.measure.melted import DATE, Line, Melted, melt
from cxscore.measure.opened import OpenFile
from cxscore.measure.places import Place, readable
from cxscore.measure.records import Record, split_records
from cxscore.measure.sources import (
    Parquet,
    Sheet,
    Turned,
    copy_melted,
    copy_sheet,
    parquet_columns,
    sheet_line,
)
from cxscore.measure.workbook import DamagedWorkbook, NoSuchSheet, cell_text, open_sheet
from cxscore.model.dataset import Column, DataFile, Dataset, DateColumn, DateParts, Reading
from cxscore.model.definition import Definition
from cxscore.paths import printed
from cxscore.problems import Problem

DELIMITED = (".csv", ".csv.gz", ".txt", ".txt.gz", ".tsv", ".tsv.gz")
WORKBOOKS = (".xlsx", ".xlsm")
PARQUET = (".parquet", ".pq")

DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)
"""What reading a damaged compressed file raises."""
_KEEP = Column()


def names_asked(definition: Definition, dataset: Dataset) -> frozenset[str]:
    """Return the names that the definition uses for *dataset*'s columns, as near as words tell."""
    words = [*dataset.unique, dataset.survey_weight or "", dataset.frequency or ""]
    texts = [dataset.where or ""]
    for kpi in definition.kpis:
        texts += [kpi.where or "", *_texts(asdict(kpi.measure))]
        words += [name for names in kpi.by for name in names]
    for text in texts:
        for quoted, plain in re.findall(r'"([^"]+)"|(\w+)', text):
            words.append(quoted or plain)
    return frozenset(word for word in words if word)


def merged_columns(dataset: Dataset, spec: DataFile) -> dict[str, Column]:
    """Return the columns of *spec* over those of *dataset*, field by field."""
    merged = dict(dataset.columns)
    for name, column in spec.columns.items():
        said = {
            part.name: value
            for part in fields(Column)
            if (value := getattr(column, part.name)) != getattr(_KEEP, part.name)
        }
        merged[name] = replace(merged.get(name, _KEEP), **said)
    return merged


def merged_reading(dataset: Dataset, spec: DataFile) -> Reading:
    """Return the options of *spec* over those of *dataset*."""
    said = {
        part.name: value
        for part in fields(Reading)
        if (value := getattr(spec.reading, part.name)) is not None
    }
    return replace(dataset.reading, **said)


@dataclass
class Opening:
    """One file on its way to being read, and what is wrong with it."""

    definition: Definition
    dataset: Dataset
    spec: DataFile
    where: tuple[str | int, ...]
    """The place of the file in kpis.yaml."""
    path: Path
    workspace: Path
    asked: frozenset[str]
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shown = printed(self.path)
        self.reading = merged_reading(self.dataset, self.spec)
        self.columns = merged_columns(self.dataset, self.spec)
        self.date = self.spec.date or self.dataset.date

    def listed_twice(self, before: str) -> None:
        """Note that the same file is named by *before* already."""
        self._in_definition(
            "CX219",
            f"{self.shown} is read twice: '{before}' names it already",
            "name each file once",
        )

    def open(self, digest: "Future[str]") -> OpenFile | None:
        """Return the file ready to be read, or None where it cannot be."""
        name = self.path.name.lower()
        if name.endswith(DELIMITED):
            return self._open_text(digest)
        if name.endswith(WORKBOOKS):
            return self._open_workbook(digest)
        if name.endswith(PARQUET):
            return self._open_parquet(digest)
        self._in_definition(
            "CX218",
            f"'{self.path.name}' is not a kind of file that is read",
            "save it as .csv, .csv.gz, .parquet or .xlsx",
        )
        return None

    # --- delimited text

    def _open_text(self, digest: "Future[str]") -> OpenFile | None:
        declared = self.reading.encoding
        if declared is not None and not is_known(declared):
            self._option(
                "encoding",
                f"there is no encoding '{declared}'",
                "for example utf-8, cp1252, latin-1 or utf-16",
            )
            return None
        try:
            encoding = encoding_of(self.path, declared)
            head = read_head(
                self.path, encoding, self.reading.header, self.reading.delimiter, self._names()
            )
            if head is None:
                self._no_header()
            if head is None or not self._sound(head):
                return None
            assert head.delimiter is not None
            self.reading = replace(self.reading, delimiter=head.delimiter, header=head.record.line)
            if self.reading.wide is not None:
                return self._turn_text(digest, head, encoding)
            source = self._readable(head, encoding)
        except DAMAGE as error:
            self._damaged(error)
            return None
        return self._opened(digest, head.names, head.record.line, source)

    def _readable(self, head: Head, encoding: str) -> Delimited:
        assert head.delimiter is not None
        folder = self._folder()
        source = Delimited(
            original=self.path,
            readable=self.path,
            spare=folder / "mended.csv",
            encoding=encoding,
            delimiter=head.delimiter,
            width=len(head.names),
            header=head.places,
            data_line=head.data_line,
            skip=head.skip,
        )
        if not head.plain or not is_utf8(encoding):
            copy = folder / "copied.csv"
            transcode(self.path, encoding, copy, head.data_line)
            return replace(source, readable=copy, skip=0)
        if set("*?[") & set(str(self.path)):
            link = folder / ("linked" + "".join(self.path.suffixes[-2:]).lower())
            link.symlink_to(self.path)
            return replace(source, readable=link)
        return source

    def _turn_text(self, digest: "Future[str]", head: Head, encoding: str) -> OpenFile | None:
        assert self.reading.wide is not None and head.delimiter is not None
        with open_text(self.path, encoding) as stream:
            for _ in range(head.data_line - 1):
                stream.readline()
            records = split_records(stream, head.delimiter, 0, head.data_line)
            lines = (_text_line(record) for record in records)
            melted = melt(_text_line(head.record), lines, self.reading.wide)
        return self._turned(digest, melted, head.record.line)

    def _sound(self, head: Head) -> bool:
        line = head.record.line
        place = Place(line, 1)
        if any("\0" in name for name in head.names):
            self._here(
                place,
                "CX215",
                "the header has NUL bytes in it: this is not UTF-8",
                "set 'encoding: utf-16', or save the file as UTF-8",
            )
        elif head.delimiter is None:
            self._here(
                place,
                "CX216",
                "it cannot be told what separates the columns",
                "set 'delimiter' of the dataset",
            )
        elif head.record.fault is not None:
            fault = head.record.fault
            self._here(
                Place(fault.line, fault.column),
                "CX214",
                "the header has a quote that is not closed where its cell ends",
                "write a quote inside a quoted name twice",
            )
        return not self.problems

    def _no_header(self) -> None:
        if self.reading.header is None:
            self._here(Place(), "CX212", "the file is empty", "its first line should be a header")
            return
        self._here(
            Place(),
            "CX212",
            f"there is no header on line {self.reading.header}",
            "set 'header' to the line the names stand on",
        )

    # --- workbooks

    def _open_workbook(self, digest: "Future[str]") -> OpenFile | None:
        try:
            with open_sheet(self.path, self.reading.sheet) as rows:
                return self._open_rows(digest, rows)
        except NoSuchSheet as error:
            names = ", ".join(error.names)
            self._option(
                "sheet",
                f"{self.shown} has no sheet '{self.reading.sheet}'",
                f"its sheets are {names}" if names else "",
            )
        except DamagedWorkbook as error:
            self._damaged(error)
        return None

    def _open_rows(self, digest: "Future[str]", rows: Iterator[tuple[Any, ...]]) -> OpenFile | None:
        decimal = self.reading.decimal or "."
        number, header = 0, tuple[str, ...]()
        for number, values in enumerate(rows, start=1):
            header = tuple(cell_text(value) for value in values)
            if number == self.reading.header or (self.reading.header is None and any(header)):
                break
        else:
            header = ()
        while header and not header[-1].strip():
            header = header[:-1]
        if not header:
            self._no_header()
            return None
        if self.reading.wide is not None:
            lines = (
                sheet_line(values, row, decimal) for row, values in enumerate(rows, number + 1)
            )
            melted = melt(sheet_line(header, number, decimal), lines, self.reading.wide)
            return self._turned(digest, melted, 0)
        target = self._folder() / "sheet.csv"
        source = copy_sheet(rows, header, number, target, decimal, self._formats())
        return self._opened(digest, header, 0, source)

    # --- Parquet

    def _open_parquet(self, digest: "Future[str]") -> OpenFile | None:
        import duckdb

        if self.reading.wide is not None:
            self._in_definition(
                "CX217",
                "'wide' is for CSV files and workbooks, not for Parquet",
                "save the table as .csv or .xlsx",
            )
            return None
        try:
            columns = parquet_columns(self.path, self.workspace)
        except duckdb.Error as error:
            self._damaged(error)
            return None
        source = Parquet(
            self.path, self.workspace, columns, self.reading.decimal or ".", self._formats()
        )
        return self._opened(digest, tuple(name for name, _ in columns), 0, source)

    # --- what all have in common

    def _turned(self, digest: "Future[str]", melted: Melted, line: int) -> OpenFile | None:
        for flaw in melted.flaws:
            self._here(flaw.place, "CX217", flaw.text, flaw.hint)
        if melted.flaws:
            return None
        self.date = DateColumn(DATE)
        source = copy_melted(melted, self._folder() / "turned.csv")
        return self._opened(digest, melted.header, line, source)

    def _opened(
        self,
        digest: "Future[str]",
        header: tuple[str, ...],
        line: int,
        source: Delimited | Sheet | Turned | Parquet,
    ) -> OpenFile:
        return OpenFile(
            spec=self.spec,
            reading=self.reading,
            columns=self.columns,
            date=self.date,
            shown=self.shown,
            path=self.path,
            header=header,
            header_line=line,
            source=source,
            digest=digest,
        )

    def _folder(self) -> Path:
        return Path(mkdtemp(dir=self.workspace))

    def _names(self) -> frozenset[str]:
        names = {column.source or name for name, column in self.columns.items()}
        match self.date:
            case DateColumn(column=column):
                names.add(column)
            case DateParts(year=year, month=month, day=day):
                names |= {year, month, day or ""}
        if self.reading.wide is not None:
            names.add(self.reading.wide.label)
        return frozenset(names | (self.asked - self.columns.keys())) - {""}

    def _formats(self) -> Mapping[str, str]:
        """Return how dates are written, by the file's column names."""
        formats = {
            (column.source or name).strip(): column.format
            for name, column in self.columns.items()
            if column.format
        }
        if isinstance(self.date, DateColumn) and self.date.format:
            column = self.columns.get(self.date.column, _KEEP)
            formats.setdefault((column.source or self.date.column).strip(), self.date.format)
        return formats

    def _damaged(self, error: Exception) -> None:
        text = readable(str(error)).splitlines()[0] if str(error) else "it ends too early"
        self._here(Place(), "CX218", f"the file is damaged or not what its name says: {text}")

    def _here(self, place: Place, code: str, text: str, hint: str = "") -> None:
        self.problems.append(
            Problem(self.shown, place.line, place.column, code, text, hint=hint, row=place.row)
        )

    def _in_definition(self, code: str, text: str, hint: str = "") -> None:
        self.problems.append(self.definition.origin.problem(self.where, code, text, hint))

    def _option(self, key: str, text: str, hint: str) -> None:
        """Note a problem at the option *key* of the file, else of the dataset."""
        places = self.definition.origin.places
        where = (*self.where, key)
        if where not in places:
            where = ("datasets", self.dataset.id, key)
        self.problems.append(
            self.definition.origin.problem(
                where if where in places else self.where,
                "CX215" if key == "encoding" else "CX218",
                text,
                hint,
            )
        )


def _text_line(record: Record) -> Line:
    def place(at: int) -> Place:
        line, column = record.place(at) if at < len(record.cells) else (record.line, 1)
        text = record.cells[at] if at < len(record.cells) else ""
        return Place(line, column, text=readable(text))

    return Line(record.cells, place)


def _texts(value: object) -> Iterator[str]:
    """Yield every text within *value*, a measure taken apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
