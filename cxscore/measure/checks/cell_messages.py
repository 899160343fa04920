"""What is said of a cell that cannot be read: what it is not, and what might help."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from cxscore.calendar import EARLIEST, LATEST
from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.casts import LARGEST, has_offset
from cxscore.measure.files.date_formats import DATE_FORMATS
from cxscore.measure.places import shown
from cxscore.measure.queries.constraints import Check
from cxscore.model.column_type import ColumnType, Written
from cxscore.model.dataset import Column, Reading
from cxscore.nearest import suggestion

NO_ANSWER = frozenset(
    ("n/a", "na", "#n/a", "nan", "null", "none", "-", "--", ".", "?", "unknown", "refused")
) | {"don't know", "dk", "missing", "88", "98", "99", "998", "999", "-9", "-99", "-999"}
"""Cells that usually stand for no answer."""
MAY_BE_MISSING = "add it to 'missing' if it stands for no answer"

_OFFSET = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*(Z|[+-]\d{2}(:?\d{2})?)")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})")
_SERIAL = re.compile(r"[2-7]\d{4}(\.\d+)?|1\d{9}")
"""Days since 1900 as spreadsheets count them, or seconds since 1970."""
_DRESSED = "set written: "
_DRESSES = (
    (r"[+-]?[\d.,]+ ?%", f"{_DRESSED}percent for its column"),
    (r"[£$€¥] ?-?[\d.,]+|-?[\d.,]+ ?[£$€¥]", f"{_DRESSED}money for its column"),
    (r"\([£$€¥]? ?[\d.,]+ ?[£$€¥]?\)", f"{_DRESSED}money for its column"),
    (r"\d+:[0-5]\d:[0-5]\d([.,]\d+)?", f"{_DRESSED}duration for its column"),
)
"""How numbers are dressed, and the key that reads them so."""
_QUOTES = "\"'“”„‘’"
"""What a number is not put into; a pair of the first is the file's own and never gets here."""
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(.*)")


@frozen
class Expected:
    """What the cells of a column in a file have to be."""

    name: str
    """The column's name for KPIs."""
    type: ColumnType
    column: Column
    reading: Reading
    timezone: str | None
    key: str
    """The part of kpis.yaml that says how its dates are written."""
    check: Check | None = None

    @property
    def code(self) -> str:
        """The code of the problem that a cell is not so."""
        if self.check is not None:
            return "CX205"
        codes = {ColumnType.NUMBER: "CX201", ColumnType.BOOLEAN: "CX204"}
        return codes.get(self.type, "CX202")

    def said(self, cell: str) -> tuple[str, str]:
        """Return what is wrong with *cell*, and a hint or ``""``."""
        text = cell.strip()
        is_not, hint = self._judged(text)
        if not hint and text.lower() in NO_ANSWER:
            hint = MAY_BE_MISSING
        return f"{self.name} is '{shown(text)}', {is_not}", hint

    def _judged(self, text: str) -> tuple[str, str]:
        if self.check is not None and self.check.words:
            return f"not {self.check.said}", suggestion(text, self.check.words)
        if self.type is ColumnType.BOOLEAN:
            return "neither true nor false", "write yes or no, true or false, or 1 or 0"
        if self.type is not ColumnType.NUMBER:
            return self._not_a_date(text)
        hint = number_hint(
            text,
            self.reading.decimal or ".",
            self.reading.thousands or "",
            self.reading.delimiter or ",",
        )
        if self.column.written is not Written.PLAIN and hint.startswith(_DRESSED):
            hint = ""
        if self.check is not None:
            times = f"times {self.column.times:g} " if self.column.times != 1.0 else ""
            advice = self.check.advice if not hint and _number(text) is not None else ""
            return f"{times}not {self.check.said}", hint or advice
        value = _number(text)
        if value is not None and abs(value) > LARGEST:
            return "a number too large to be meant", ""
        return "not a number", hint

    def _not_a_date(self, text: str) -> tuple[str, str]:
        if self.column.format is not None and has_offset(self.column.format) and not self.timezone:
            return "a time with an offset", "set calendar.timezone, for example Europe/London"
        if self.column.format is not None:
            outside = _outside(_day_in(text, self.column.format))
            return outside or (f"not a date written as {self.column.format}", "")
        if _OFFSET.fullmatch(text) and self.timezone is None:
            return "a time with an offset", "set calendar.timezone, for example Europe/London"
        iso = _ISO.fullmatch(text)
        day = _day_in(iso[1], "%Y-%m-%d") if iso else None
        if iso and day is None:
            return "a day that does not exist", ""
        if outside := _outside(day):
            return outside
        if iso and iso[2] and self.type is ColumnType.DATE:
            return "not a day alone", f"set type: datetime for {self.name}"
        return "not a date written like 2026-12-31", self._date_hint(text)

    def _date_hint(self, text: str) -> str:
        """Return what would make *text* a date, or ``""``."""
        if week := _WEEK.fullmatch(text):
            try:
                monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            except ValueError:
                return ""
            return f"a week is no day: write the one that it begins on, {monday}"
        formats = [f'"{form}"' for form in formats_of(text)]
        if _SERIAL.fullmatch(text):
            formats = ["excel" if len(text.partition(".")[0]) == 5 else "unix"]
        return f"set format: {' or '.join(formats)} in {self.key}" if formats else ""


def number_hint(text: str, decimal: str, thousands: str, delimiter: str = ",") -> str:
    """Return what would make *text* a number, or ``""``.

    A mark before three figures parts thousands, unless a file that is not
    parted by commas leaves it open: then both ways are named.
    """
    for pattern, hint in _DRESSES:
        if re.fullmatch(pattern, text):
            return hint
    if text.strip(_QUOTES) != text and re.fullmatch(r"[+-]?\d[\d.,]*", text.strip(_QUOTES)):
        return f"a quotation mark is left over: write {text.strip(_QUOTES)}"
    if found := re.fullmatch(r"[<>≤≥]=? ?(\d[\d.,]*)", text):
        return f'say which number it counts as, as rename: {{"{text}": {found[1]}}}'
    if found := re.fullmatch(r"(\d+) ?[-–—:=.(] ?[^\W\d].*", text):
        return f'take the number, as rename: {{"{text}": {found[1]}}}'
    if not thousands and (hint := _grouped_hint(text, decimal, delimiter)):
        return hint
    if re.fullmatch(r"[+-]?\d*,\d+", text) and decimal == ".":
        return 'set decimal: ","'
    if re.fullmatch(r"[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?", text) and not thousands:
        return 'set thousands: " "'
    if re.fullmatch(r"[+-]?\d{1,3}('\d{3})+([.,]\d+)?", text) and not thousands:
        return 'set thousands: "\'"'
    return ""


def _grouped_hint(text: str, decimal: str, delimiter: str) -> str:
    """Return how *text* is a number where a comma or a dot in it parts thousands, or ``""``."""
    if decimal == "." and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        told = text.count(",") > 1 or "." in text or delimiter == ","
        if told:
            return 'set thousands: ","'
        figures = text.lstrip("+-")
        thousand, part = figures.replace(",", ""), figures.replace(",", ".")
        return f'set thousands: "," if it is {thousand}, decimal: "," if it is {part}'
    if decimal == "." and re.fullmatch(r"[+-]?\d{1,3}((\.\d{3})+,\d+|(\.\d{3}){2,})", text):
        return 'set decimal: "," and thousands: "."'
    if decimal == "," and re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", text):
        return 'set thousands: "."'
    return ""


def formats_of(text: str) -> list[str]:
    """Return the formats in which *text* is a date: two where day and month may be swapped."""
    return [form for form in DATE_FORMATS if form and _fits(text, form)][:2]


def part_at_fault(cells: Sequence[str]) -> int:
    """Return which of *cells*, a year, a month and maybe a day, is the one to mend."""
    blank = [at for at, cell in enumerate(cells) if not cell.strip()]
    if blank:
        return blank[0]
    year, month = cells[0].strip(), cells[1].strip()
    if not re.fullmatch(r"\d{4}(\.0+)?", year):
        return 0
    if not any(_fits(re.sub(r"\.0+$", "", month), form) for form in ("%m", "%b", "%B")):
        return 1
    return len(cells) - 1


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _outside(day: date | None) -> tuple[str, str] | None:
    """Return what is said of a *day* that no calendar reaches, and a hint."""
    if day is not None and day < EARLIEST:
        return f"a day before {EARLIEST.year}", ""
    if day is not None and day > LATEST:
        return f"a day after {LATEST.year}", "leave the cell empty where there is no such day"
    return None


def _fits(text: str, form: str) -> bool:
    return _day_in(text, form) is not None


def _day_in(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 (only the day is wanted)
    except ValueError:
        return None
