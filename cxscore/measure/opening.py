"""A file on its way to being read: what kpis.yaml says of it, and what is wrong so far."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from cxscore.measure.flaws import damaged
from cxscore.measure.melted import DATE, Melted
from cxscore.measure.opened import OpenFile, Source
from cxscore.measure.options import date_formats, merged_columns, merged_reading, names_in_header
from cxscore.measure.places import Place
from cxscore.measure.turned import copy_melted
from cxscore.model.dataset import DataFile, Dataset, DateColumn
from cxscore.model.definition import Definition
from cxscore.paths import printed
from cxscore.problems import Problem


@dataclass
class Opening:
    """One file, its options, and the problems that opening it has met."""

    definition: Definition
    dataset: Dataset
    spec: DataFile
    where: tuple[str | int, ...]
    """The place of the file in kpis.yaml."""
    path: Path
    workspace: Path
    asked: frozenset[str]
    """Words that may be names of columns."""
    digest: "Future[str]"
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
    def formats(self) -> Mapping[str, str]:
        """How dates are written, by the name of their column in the header."""
        return date_formats(self.columns, self.date)

    def folder(self) -> Path:
        """Return a new folder for copies of the file."""
        return Path(mkdtemp(dir=self.workspace))

    def opened(self, header: tuple[str, ...], line: int, source: Source) -> OpenFile:
        """Return the file, ready to be read from *source*."""
        return OpenFile(
            dataset=self.dataset.id,
            spec=self.spec,
            reading=self.reading,
            columns=self.columns,
            date=self.date,
            shown=self.shown,
            path=self.path,
            header=header,
            header_line=line,
            source=source,
            digest=self.digest,
        )

    def turned(self, melted: Melted, line: int) -> OpenFile | None:
        """Return the file, its months turned into rows; None where that failed."""
        for flaw in melted.flaws:
            self.note(flaw.place, "CX217", flaw.text, flaw.hint)
        if melted.flaws:
            return None
        self.date = DateColumn(DATE)
        return self.opened(melted.header, line, copy_melted(melted, self.folder()))

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

    def note_no_header(self) -> None:
        """Note that there is no header where it should be."""
        if self.reading.header is None:
            self.note(Place(), "CX212", "the file is empty", "its first line should be a header")
        else:
            text = f"there is no header on line {self.reading.header}"
            self.note(Place(), "CX212", text, "set 'header' to the line the names stand on")

    def note_damage(self, reason: str) -> None:
        """Note that the file cannot be read at all."""
        self.problems.append(damaged(self.shown, reason))
