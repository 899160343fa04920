"""The small files that a definition names: renames, targets, periods, and those of the brand."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from cxscore.calendar import Calendar, Grain, Period
from cxscore.composed import composed
from cxscore.definition.brand import read_accent, read_font, read_logo, read_style
from cxscore.definition.people_file import REQUIRED, read_people
from cxscore.model.brand import Accent, Font, HouseStyle, Logo
from cxscore.model.checked import fault
from cxscore.model.log import CauseTag
from cxscore.model.outline import Owner
from cxscore.nearest import suggestion
from cxscore.paths import Refused, Why, printed, resolve
from cxscore.problems import Problem, grouped
from cxscore.tables import Row, Table, read_table
from cxscore.workbooks.first_sheet import read_first_sheet
from cxscore.workbooks.opening import SUFFIXES

Noun = TypeVar("Noun")
_SAID = fault("", "")
"""Raised where the file's own problems have been noted."""


@dataclass(slots=True)
class NamedFiles:
    """Opens the files, and keeps the problems that are found in them."""

    folder: Path
    allowed: tuple[Path, ...]
    calendar: Calendar = field(default_factory=Calendar)
    kpis: tuple[str, ...] = ()
    kpi: str = ""
    """The KPI whose target is being read."""
    problems: list[Problem] = field(default_factory=list)
    tables: dict[tuple[Path, str], Table] = field(default_factory=dict)
    maps: dict[str, Table] = field(default_factory=dict)
    """Files of old and new, by their paths as written: what is found in them later has a place."""

    def renames(self, path: str) -> Mapping[str, str]:
        """Return old categories to new ones from a CSV file with old,new.

        Raises:
            PydanticCustomError: where there is no such file or it has faults.
        """
        table = self._open(path, "CX148", ("old", "new"))
        found: dict[str, str] = {}
        problems = list(table.problems)
        for row in table.rows:
            if not row["new"]:
                says = f"'{row['old']}' has no new name"
                problems.append(table.problem(row, "new", "CX148", says))
            elif row["old"] in found:
                says = f"'{row['old']}' is renamed a second time"
                problems.append(table.problem(row, "old", "CX148", says))
            found.setdefault(composed(row["old"]), composed(row["new"]))
        self._stop_at(problems)
        self.maps[path] = table
        return found

    def causes(self, path: str) -> Mapping[str, str]:
        """Return cells to the seven causes, in any case, from a CSV file with old,new.

        Raises:
            PydanticCustomError: where there is no such file or it has faults.
        """
        table, known = self._open(path, "CX148", ("old", "new")), [tag.value for tag in CauseTag]
        hint = "write one of"
        self._stop_at(
            [
                table.problem(
                    row,
                    "new",
                    "CX148",
                    f"'{row['new']}' is none of the seven causes",
                    suggestion(row["new"], known, hint),
                )
                for row in table.rows
                if row["new"] and row["new"].lower() not in known
            ]
        )
        return self.renames(path)

    def targets(self, path: str) -> Sequence[Mapping[str, Any]]:
        """Return the steps of a target from a CSV file with from,value or from,low,high.

        Rows of other KPIs are passed over where there is a column ``kpi``.

        Raises:
            PydanticCustomError: where there is no such file or it has faults.
        """
        table = self._open(path, "CX147", ())
        problems = [*table.problems, *_check_target_columns(table)]
        self._stop_at(problems)
        start = "from" if "from" in table.header else "period"
        steps: list[Mapping[str, Any]] = []
        last: date | None = None
        for row in table.rows:
            if "kpi" in table.header and row["kpi"] != self.kpi:
                problems += self._check_kpi(table, row)
                continue
            span = self.calendar.span(row[start])
            if span is None:
                says = f"'{row[start]}' is neither a period nor a day"
                problems.append(table.problem(row, start, "CX147", says, "write it as 2026-04"))
            elif last is not None and span[0] <= last:
                says = f"{row[start]} does not come after the row before"
                problems.append(table.problem(row, start, "CX147", says, "put targets in order"))
            else:
                last = span[0]
            steps.append(_step(table, row, start, problems))
        self._stop_at(problems)
        if not steps:
            raise fault("CX147", f"{table.path} has no target for {self.kpi}")
        return steps

    def periods(self, path: str, first_month: int) -> Calendar:
        """Return the calendar in a CSV file with period,start,end,year,number.

        Raises:
            PydanticCustomError: where there is no such file or it has faults.
        """
        table = self._open(path, "CX143", ("period", "start", "end", "year", "number"))
        problems = list(table.problems)
        periods: list[Period] = []
        for row in table.rows:
            period = _period(table, row, problems)
            if period is not None:
                problems += _check_next(table, row, periods, period)
                periods.append(period)
        self._stop_at(problems)
        if not periods:
            raise fault("CX143", f"{table.path} has no periods")
        return Calendar(Grain.LISTED, first_month, tuple(periods))

    def holidays(self, path: str) -> tuple[date, ...]:
        """Return the days in a CSV file with date,name, each once and in order.

        Raises:
            PydanticCustomError: where there is no such file or it has faults.
        """
        table = self._open(path, "CX250", ("date",))
        problems = list(table.problems)
        found: set[date] = set()
        for row in table.rows:
            try:
                found.add(date.fromisoformat(row["date"]))
            except ValueError:
                says = f"date is '{row['date']}', not a day"
                hint = "write days as in 2026-12-25"
                problems.append(table.problem(row, "date", "CX250", says, hint))
        self._stop_at(problems)
        return tuple(sorted(found))

    def people(self, path: str, known: Collection[str]) -> Mapping[str, Owner]:
        """Return the owners in a CSV file or workbook, by id; those in kpis.yaml are *known*.

        Rows that have faults are among them, and their faults are kept.

        Raises:
            PydanticCustomError: where there is no such file, or it has no rows of owners.
            MissingLibrary: where what reads this kind of workbook is not installed.
        """
        table = self._open(path, "CX163", REQUIRED)
        if not table.header:
            self._stop_at(list(table.problems))
        found, problems = read_people(table, known)
        self.problems += problems
        return found

    def logo(self, path: str) -> Logo:
        """Return the picture in an SVG or PNG file.

        Raises:
            PydanticCustomError: where there is no such file, or it cannot be shown.
        """
        return self._read(path, "logo.svg", 2_000_000, read_logo)

    def font(self, path: str) -> Font:
        """Return the font in a TrueType or OpenType file.

        Raises:
            PydanticCustomError: where there is no such file, or it cannot be set.
        """
        return self._read(path, "Brand.ttf", 5_000_000, read_font)

    def style(self, path: str) -> HouseStyle:
        """Return the style sheet in a CSS file.

        Raises:
            PydanticCustomError: where there is no such file, or it has faults.
        """
        return self._read(path, "house.css", 1_000_000, read_style)

    def accent(self, text: str) -> Accent:
        """Return the colour that *text* names.

        Raises:
            PydanticCustomError: where it is none, or cannot be read on the page.
        """
        return read_accent(text)

    def _read(
        self,
        path: str,
        example: str,
        most: int,
        read: Callable[[bytes, str], tuple[Noun | None, list[Problem]]],
    ) -> Noun:
        """Return what *read* makes of the file *path*, of no more than *most* bytes."""
        file = self._file(path, "CX180", example)
        try:
            with file.open("rb") as stream:
                raw = stream.read(most + 1)
        except OSError as error:
            says = f"'{path}' cannot be read: {error.strerror or error}"
            raise fault("CX180", says, "let it be read by whoever builds") from None
        if not raw:
            raise fault("CX180", f"'{path}' is empty", "save it again")
        if len(raw) > most:
            says = f"'{path}' has more than {grouped(most)} bytes"
            raise fault("CX180", says, "every page would carry it; save a smaller one")
        noun, problems = read(raw, printed(self.folder / path))
        self._stop_at(problems)
        assert noun is not None  # or something would have been wrong with it
        return noun

    def _file(self, path: str, code: str, example: str = "") -> Path:
        """Return the one file that *path* means."""
        try:
            files = resolve(path, self.folder, self.allowed)
        except Refused as refused:
            is_folder = example and refused.why is Why.NOT_A_FILE and (self.folder / path).is_dir()
            hint = f"name a file, as {path.rstrip('/')}/{example}" if is_folder else refused.hint
            raise fault(refused.code, refused.text, hint) from None
        if len(files) > 1:
            raise fault(code, f"'{path}' means {len(files)} files", "name one")
        return files[0]

    def _open(self, path: str, code: str, required: tuple[str, ...]) -> Table:
        file = self._file(path, code)
        if (file, code) not in self.tables:
            shown = printed(self.folder / path)
            is_book = file.name.lower().endswith(SUFFIXES)
            self.tables[file, code] = (
                read_first_sheet(file, shown, code)
                if is_book
                else read_table(file.read_bytes(), shown, code)
            )
        table = self.tables[file, code]
        absent = [name for name in required if table.header and name not in table.header]
        if absent:
            self._stop_at([_no_column(table, name, code) for name in absent])
        return table

    def _check_kpi(self, table: Table, row: Row) -> list[Problem]:
        if row["kpi"] in self.kpis:
            return []
        hint = suggestion(row["kpi"], self.kpis)
        return [table.problem(row, "kpi", "CX147", f"there is no KPI '{row['kpi']}'", hint)]

    def _stop_at(self, problems: list[Problem]) -> None:
        if problems:
            self.problems += problems
            raise _SAID


def _no_column(table: Table, name: str, code: str) -> Problem:
    hint = suggestion(name, table.header, "its columns are")
    says = f"there is no column '{name}'"
    return Problem(table.path, table.header_line, 1, code, says, hint=hint)


def _check_target_columns(table: Table) -> list[Problem]:
    header = table.header
    problems = []
    if header and not {"from", "period"} & set(header):
        problems.append(_no_column(table, "from", "CX147"))
    if header and not {"value", "low", "high"} & set(header):
        problems.append(_no_column(table, "value", "CX147"))
    return problems


def _step(table: Table, row: Row, start: str, problems: list[Problem]) -> Mapping[str, Any]:
    step: dict[str, Any] = {"from": row[start] or "?", "reason": row["reason"]}
    for name in ("value", "low", "high"):
        if not row[name]:
            continue
        if re.fullmatch(r"[-+]?\d{1,15}(\.\d{1,15})?", row[name]):
            step[name] = float(row[name])
        else:
            says = f"{name} is '{row[name]}', not a number"
            problems.append(table.problem(row, name, "CX147", says))
    given = [name for name in ("value", "low", "high") if row[name]]
    if not given:
        name = "value" if "value" in row else "low"
        problems.append(table.problem(row, name, "CX147", "there is neither a value nor a range"))
    elif "value" in given and len(given) > 1:
        problems.append(table.problem(row, "value", "CX147", "there is a value and a range"))
    elif "low" in step and "high" in step and step["low"] >= step["high"]:
        problems.append(table.problem(row, "low", "CX147", "low is not below high"))
    return step


def _period(table: Table, row: Row, problems: list[Problem]) -> Period | None:
    before = len(problems)

    def read(name: str, reader: Callable[[str], Any], wanted: str) -> Any:  # noqa: ANN401 (a date or a number)
        try:
            return reader(row[name])
        except ValueError:
            says = f"{name} is '{row[name]}', not {wanted}"
            problems.append(table.problem(row, name, "CX143", says))
            return None

    start = read("start", date.fromisoformat, "a day such as 2026-07-23")
    end = read("end", date.fromisoformat, "a day such as 2026-07-23")
    year = read("year", _whole, "a whole number from 1")
    number = read("number", _whole, "a whole number from 1")
    quarter = read("quarter", _quarter, "a quarter from 1 to 4") if "quarter" in row else None
    if not row["period"]:
        problems.append(table.problem(row, "period", "CX143", "the period has no id"))
    elif not re.fullmatch(r"\w[\w .+-]{0,62}\w|\w", row["period"]):
        says = f"'{row['period']}' cannot name a file, and its close will have its name"
        hint = "letters, figures, and within it - . + and blanks; 64 signs at most"
        problems.append(table.problem(row, "period", "CX143", says, hint))
    elif start and end and end < start:
        says = f"{row['period']} ends before it starts"
        problems.append(table.problem(row, "end", "CX143", says))
    if len(problems) > before:
        return None
    return Period(row["period"], start, end, Grain.LISTED, year, number, quarter)


def _whole(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise ValueError(text)
    return int(text)


def _quarter(text: str) -> int:
    if text not in ("1", "2", "3", "4"):
        raise ValueError(text)
    return int(text)


def _check_next(table: Table, row: Row, before: Sequence[Period], period: Period) -> list[Problem]:
    """Return what is wrong with *period* after the periods *before* it."""
    if any(known.id == period.id for known in before):
        says = f"{period.id} stands here a second time"
        return [table.problem(row, "period", "CX143", says)]
    if any((known.year, known.number) == (period.year, period.number) for known in before):
        says = f"number {period.number} of {period.year} stands here a second time"
        return [table.problem(row, "number", "CX143", says)]
    if not before:
        return []
    last = before[-1]
    if period.start <= last.end:
        says = f"{period.id} starts on {period.start}, before {last.id} ends on {last.end}"
        return [table.problem(row, "start", "CX143", says, "put periods in order")]
    if (period.start - last.end).days > 1:
        missing = (period.start - last.end).days - 1
        count = "1 day is" if missing == 1 else f"{missing} days are"
        says = f"{count} in no period between {last.id} and {period.id}"
        return [table.problem(row, "start", "CX143", says)]
    if period.year == last.year and (period.quarter or 0) < (last.quarter or 0):
        says = f"{period.id} is of quarter {period.quarter}, {last.id} before it of {last.quarter}"
        return [table.problem(row, "quarter", "CX143", says)]
    if period.year < last.year:
        says = f"{period.id} counts towards {period.year}, {last.id} before it to {last.year}"
        return [table.problem(row, "year", "CX143", says)]
    return []
