"""Cells: from the text in a file to a value, in SQL, and what is said of one that cannot be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from cxscore.model.dataset import Column, ColumnType, Reading

LARGEST = 1e15
"""Numbers beyond it are refused: they are mistakes, and sums of them would overflow."""

TRUE, FALSE = ("true", "yes", "y", "t", "1"), ("false", "no", "n", "f", "0")
"""What a true/false cell may hold, whatever the case."""

_SPACES = " \t\u00a0"
_RENAMES_IN_A_CASE = 20


def quoted(name: str) -> str:
    """Return *name* as an identifier of the engine."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return *text* as a text of the engine."""
    return "'" + text.replace("'", "''") + "'"


def text_of(cell: str, column: Column, missing: Sequence[str]) -> str:
    """Return SQL for the trimmed, renamed text of *cell*; NULL where it is blank.

    *missing* are the dataset's markers; the column's are added, and an empty
    cell is always blank. Markers are compared trimmed and whatever the case.
    """
    trimmed = f"TRIM({cell}, {literal(_SPACES)})"
    markers = sorted({m.strip().lower() for m in (*missing, *column.missing)} - {""})
    text = f"NULLIF({trimmed}, '')"
    if markers:
        listed = ", ".join(literal(marker) for marker in markers)
        text = f"CASE WHEN LOWER({trimmed}) IN ({listed}) THEN NULL ELSE {text} END"
    return _renamed(text, column.rename)


def _renamed(text: str, rename: Mapping[str, str]) -> str:
    if not rename:
        return text
    if len(rename) > _RENAMES_IN_A_CASE:
        pairs = ", ".join(f"{literal(old)}: {literal(new)}" for old, new in rename.items())
        return f"COALESCE(MAP {{{pairs}}}[{text}], {text})"
    whens = " ".join(f"WHEN {literal(old)} THEN {literal(new)}" for old, new in rename.items())
    return f"CASE {text} {whens} ELSE {text} END"


def value_of(
    text: str,
    type_: ColumnType,
    column: Column,
    reading: Reading,
    timezone: str | None,
) -> str:
    """Return SQL for the value of *text*; NULL where it is blank or cannot be read.

    Numbers are doubles (each is exact as written; only sums are rounded, and
    those are decimals), dates timestamps in the calendar's time zone.
    """
    match type_:
        case ColumnType.TEXT:
            return text
        case ColumnType.NUMBER:
            return _number(text, column, reading)
        case ColumnType.BOOLEAN:
            return _truth(text)
        case ColumnType.DATE | ColumnType.DATETIME:
            return _moment(text, column.format, timezone, date_only=type_ is ColumnType.DATE)


def _number(text: str, column: Column, reading: Reading) -> str:
    decimal, thousands = reading.decimal or ".", reading.thousands or ""
    point = _class(decimal)
    whole = r"\d+"
    if thousands:
        whole = rf"(\d+|\d{{1,3}}({_class(thousands)}\d{{3}})+)"
    pattern = rf"[+-]?({whole}({point}\d*)?|{point}\d+)([eE][+-]?\d+)?"
    plain = text
    if thousands:
        marks = (thousands, "\u00a0", "\u202f") if thousands == " " else (thousands,)
        for mark in marks:
            plain = f"REPLACE({plain}, {literal(mark)}, '')"
    if decimal != ".":
        plain = f"REPLACE({plain}, {literal(decimal)}, '.')"
    value = f"TRY_CAST({plain} AS DOUBLE)"
    shaped = (
        f"CASE WHEN REGEXP_FULL_MATCH({text}, {literal(pattern)}) "
        f"AND {value} BETWEEN -{LARGEST:.0f} AND {LARGEST:.0f} THEN {value} END"
    )
    return shaped if column.times == 1.0 else f"{shaped} * {column.times!r}::DOUBLE"


def _class(mark: str) -> str:
    """Return a pattern for *mark*; a space stands for the narrow ones too."""
    return "[ \u00a0\u202f]" if mark == " " else f"[{mark}]" if mark != "^" else r"\^"


def _truth(text: str) -> str:
    true = ", ".join(literal(word) for word in TRUE)
    false = ", ".join(literal(word) for word in FALSE)
    return (
        f"CASE WHEN LOWER({text}) IN ({true}) THEN TRUE "
        f"WHEN LOWER({text}) IN ({false}) THEN FALSE END"
    )


_CLOCK = r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?"
_OFFSET = r"(Z|[+-]\d{2}(:?\d{2})?)"


def _moment(text: str, format_: str | None, timezone: str | None, *, date_only: bool) -> str:
    if format_ is not None and "%z" in format_:
        with_offset = f"TRY_STRPTIME({text}, {literal(format_)})::TIMESTAMPTZ"
        return _sane(_local(with_offset, timezone))
    if format_ is not None:
        return _sane(f"TRY_STRPTIME({text}, {literal(format_)})")
    day = f"CASE WHEN {text} LIKE '____-__-__' THEN TRY_CAST({text} AS TIMESTAMP)"
    if date_only:
        return _sane(f"{day} END")
    clock = literal(r"\d{4}-\d{2}-\d{2}" + _CLOCK)
    whole = f"{day} WHEN REGEXP_FULL_MATCH({text}, {clock}) THEN TRY_CAST({text} AS TIMESTAMP)"
    if timezone is not None:
        offset = literal(r"\d{4}-\d{2}-\d{2}" + _CLOCK + _OFFSET)
        instant = _local(f"TRY_CAST({text} AS TIMESTAMPTZ)", timezone)
        whole = f"{whole} WHEN REGEXP_FULL_MATCH({text}, {offset}) THEN {instant}"
    return _sane(f"{whole} END")


def _local(instant: str, timezone: str | None) -> str:
    return f"CAST(TIMEZONE({literal(timezone or 'UTC')}, {instant}) AS TIMESTAMP)"


def _sane(moment: str) -> str:
    """Return *moment* unless its year is a slip of the pen."""
    return (
        f"CASE WHEN {moment} >= TIMESTAMP '1900-01-01' AND {moment} < TIMESTAMP '9999-01-01' "
        f"THEN {moment} END"
    )


def day_of_parts(year: str, month: str, day: str | None) -> str:
    """Return SQL for the timestamp that stands in parts; months are numbers or English names."""
    whole = f"{year} || '-' || {month} || '-' || {day or literal('1')}"
    formats = "['%Y-%m-%d', '%Y-%B-%d', '%Y-%b-%d']"
    year_fits = f"REGEXP_FULL_MATCH({year}, '\\d{{4}}(\\.0+)?')"
    plain = f"REGEXP_REPLACE({whole}, '\\.0+(-|$)', '\\1', 'g')"
    return _sane(f"CASE WHEN {year_fits} THEN TRY_STRPTIME({plain}, {formats}) END")


@dataclass(frozen=True, slots=True)
class Check:
    """What the answers in a column have to be, in the rows that a KPI counts.

    Either a range of numbers or the words that there are.
    """

    column: str
    low: float | None = None
    high: float | None = None
    whole: bool = False
    words: tuple[str, ...] = ()
    when: exp.Expr | None = None
    """Which rows are meant; all of the dataset's where None."""

    def failed(self, value: str) -> str:
        """Return SQL that is true where *value*, which is not blank, does not pass."""
        if self.words:
            return f"{value} NOT IN ({', '.join(literal(word) for word in self.words)})"
        bounds = [f"{value} IS NULL"]
        if self.low is not None:
            bounds.append(f"{value} < {self.low!r}")
        if self.high is not None:
            bounds.append(f"{value} > {self.high!r}")
        if self.whole:
            bounds.append(f"{value} <> FLOOR({value})")
        return f"({' OR '.join(bounds)})"

    @property
    def said(self) -> str:
        """What a cell is not, in words."""
        if self.words:
            return f"one of {', '.join(self.words)}"
        number = "a whole number" if self.whole else "a number"
        if self.low is not None and self.high is not None:
            return f"{number} from {self.low:g} to {self.high:g}"
        return f"{number} of {self.low:g} or more" if self.low is not None else number
