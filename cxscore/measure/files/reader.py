"""A file on its way to being read: what kpis.yaml says of it, and what is wrong so far."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from cxscore.composed import composed
from cxscore.documents import Where
from cxscore.measure.files.digest import digest
from cxscore.measure.files.file import OpenFile, Source
from cxscore.measure.files.flaws import damaged
from cxscore.measure.files.options import (
    date_formats,
    merged_columns,
    merged_reading,
    names_in_header,
)
from cxscore.measure.files.records import Record
from cxscore.measure.files.selection import Selection, Words, plain
from cxscore.measure.files.unpivoted import DATE, Unpivoted
from cxscore.measure.files.wide import copy_unpivoted
from cxscore.measure.places import Place
from cxscore.model.dataset import DataFile, Dataset
from cxscore.model.dataset_forms import EVERY_SHEET
from cxscore.model.dates import DateColumn, DateParts
from cxscore.model.definition import Definition
from cxscore.paths import printed
from cxscore.problems import Problem, Severity

_COPIES = count(1)
"""The numbers of copies in the order of their files: no two of a process have the same."""


@dataclass
class Opening:
    """One file, its options, and the problems that opening it has met."""

    definition: Definition
    dataset: Dataset
    spec: DataFile
    where: Where
    """The place of the file in kpis.yaml."""
    path: Path
    workspace: Path
    asked: frozenset[str]
    """Words that may be names of columns."""
    hashing: Executor
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Put the file's options over those of its dataset."""
        self.shown = printed(self.path)
        self.reading = merged_reading(self.dataset, self.spec)
        self.columns = merged_columns(self.dataset, self.spec)
        self.date = self.spec.date or self.dataset.date

    @property
    def names(self) -> frozenset[str]:
        """The names that the header should have."""
        return names_in_header(self.columns, self.date, self.reading, self.asked)

    @property
    def places(self) -> set[int]:
        """The places, from 1, by which columns are named."""
        sources = (column.source for column in self.columns.values())
        return {source for source in sources if isinstance(source, int)}

    @property
    def formats(self) -> Mapping[str | int, str]:
        """How dates are written, by the name of their column in the header, or its place."""
        return date_formats(self.columns, self.date)

    def place_for_copy(self, name: str) -> Path:
        """Return where a copy of the file may be written; its last part ends with *name*."""
        # A folder for each would be made though few files need a copy.
        return self.workspace / f"{next(_COPIES)}-{name}"

    def opened(
        self,
        header: tuple[str, ...],
        line: int,
        source: Source,
        sample: Sequence[Record] = (),
    ) -> OpenFile:
        """Return the file, ready to be read from *source*.

        Args:
            header: the names, without those that stand for nothing.
            line: the header's physical line; 0 where there are none.
            source: how its rows are read.
            sample: its first rows.
        """
        file = OpenFile(
            dataset=self.dataset.id,
            spec=self.spec,
            reading=self.reading,
            columns=self.columns,
            date=self.date,
            shown=self.shown,
            path=self.path,
            header=tuple(map(composed, header)),
            header_line=line,
            source=source,
            digest=self.hashing.submit(digest, self.path),
            workspace=self.workspace,
            sample=tuple((record.line, tuple(record.cells)) for record in sample),
        )
        return self.selected(file)

    def selected(self, file: OpenFile) -> OpenFile:
        """Return *file* with what the definition says of which rows are data."""
        return replace(file, selection=_selection(file, self.dataset))

    def of_sheet(self, name: str) -> "Opening":
        """Return the same for one sheet; it is named where several are read."""
        several = sum(spec.reading.sheet is not None for spec in self.dataset.files) > 1
        asked = self.reading.sheet or ()
        one = replace(self)
        if several or len(asked) > 1 or EVERY_SHEET in asked:
            one.shown = f"{self.shown} ({name})"
        return one

    def unpivoted(self, unpivoted: Unpivoted, line: int) -> OpenFile | None:
        """Return the file, unpivoted: its months are rows; None where that failed."""
        for flaw in unpivoted.flaws:
            self.note(flaw.place, "CX217", flaw.text, flaw.hint)
        if unpivoted.flaws:
            return None
        self.date = DateColumn(DATE)
        place = self.place_for_copy("turned.csv")
        return self.opened(unpivoted.header, line, copy_unpivoted(unpivoted, place))

    def note(self, place: Place, code: str, text: str, hint: str = "") -> None:
        """Note a problem at *place* in the file."""
        self.problems.append(
            Problem(self.shown, place.line, place.column, code, text, hint=hint, row=place.row)
        )

    def note_definition(self, code: str, text: str, hint: str = "") -> None:
        """Note a problem where kpis.yaml names the file."""
        self.problems.append(self.definition.origin.problem(self.where, code, text, hint))

    def note_option(self, key: str, code: str, text: str, hint: str) -> None:
        """Note a problem at the option *key* of the file, else of the dataset."""
        origin = self.definition.origin
        places = ((*self.where, key), ("datasets", self.dataset.id, key))
        where = next((place for place in places if place in origin.places), self.where)
        self.problems.append(origin.problem(where, code, text, hint))

    def note_sheets(self, text: str, hint: str) -> None:
        """Note sheets that are not read, a warning where kpis.yaml names the file."""
        origin = self.definition.origin
        self.problems.append(origin.problem(self.where, "CX259", text, hint, Severity.WARNING))

    def note_no_header(self) -> None:
        """Note that there is no header where it should be."""
        if self.reading.header is None:
            self.note(Place(), "CX212", "the file is empty", "its first line should be a header")
        else:
            text = f"there is no header on line {self.reading.header[-1]}"
            self.note(Place(), "CX212", text, "set 'header' to the line the names stand on")

    def note_damage(self, reason: str) -> None:
        """Note that the file cannot be read at all."""
        self.problems.append(damaged(self.shown, reason))


def _selection(file: OpenFile, dataset: Dataset) -> Selection:
    """Return which rows of *file* are data, as *dataset* and the file's own keys say."""
    footer = tuple(plain(word) for word in file.reading.footer or ())
    dated = [0] if footer else []
    match file.date:
        case DateColumn(column=column) if footer:
            dated += _places(file, [column])
        case DateParts() as parts if footer:
            dated += _places(file, parts.columns.values())
    totals = [
        Words(at, tuple(plain(word) for word in words))
        for name, words in (dataset.totals or {}).items()
        for at in _places(file, [name])
    ]
    filled = [name for name, column in file.columns.items() if column.fill is not None]
    return Selection(
        len(file.header),
        tuple(Words(at, footer) for at in dict.fromkeys(dated)),
        tuple(totals),
        tuple(_places(file, filled)),
    )


def _places(file: OpenFile, names: Iterable[str]) -> list[int]:
    """Return the places, from 0, of those of *names*, as KPIs use them, that *file* has."""
    sources = [file.columns[name].source if name in file.columns else None for name in names]
    found = [file.column(source or name) for name, source in zip(names, sources, strict=True)]
    return [int(column[1:]) - 1 for column in found if column is not None]
