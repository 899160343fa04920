"""Cells: from the text in a file to a value, in SQL, and what an answer has to be."""

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
    # TRIM with a list of characters costs ten times as much, and only it takes tabs away.
    trimmed = (
        f"CASE WHEN CONTAINS({cell}, '\t') THEN TRIM({cell}, {literal(_SPACES)}) "
        f"ELSE TRIM({cell}) END"
    )
    text = f"NULLIF({trimmed}, '')"
    if markers := _markers(column, missing):
        listed = ", ".join(literal(marker) for marker in markers)
        text = f"CASE WHEN LOWER({trimmed}) IN ({listed}) THEN NULL ELSE {text} END"
    return _renamed(text, column.rename)


def present_in(cell: str, column: Column, missing: Sequence[str]) -> str:
    """Return SQL that is true where *cell* is not blank, as :func:`text_of` understands it.

    It is shorter to plan and slower to run: for the few cells that are looked at again.
    """
    blanks = ", ".join(literal(marker) for marker in ("", *_markers(column, missing)))
    return f"LOWER(TRIM({cell}, {literal(_SPACES)})) NOT IN ({blanks})"


def _markers(column: Column, missing: Sequence[str]) -> list[str]:
    return sorted({m.strip().lower() for m in (*missing, *column.missing)} - {""})


def _renamed(text: str, rename: Mapping[str, str]) -> str:
    if not rename:
        return text
    if len(rename) > _RENAMES_IN_A_CASE:
        pairs = ", ".join(f"{literal(old)}: {literal(new)}" for old, new in rename.items())
        return f"COALESCE(MAP {{{pairs}}}[{text}], {text})"
    whens = " ".join(f"WHEN {literal(old)} THEN {literal(new)}" for old, new in rename.items())
    return f"CASE {text} {whens} ELSE {text} END"


@dataclass(frozen=True, slots=True)
class Cell:
    """How the cells of one column in one file become values, in two steps of SQL.

    The steps are two queries, one around the other, so that nothing is
    worked out twice. Cells in the usual shape take a short way (a third of
    the time of a pattern on every row); all others are held to a pattern.
    Numbers are doubles (each as exact as it is written; sums are of
    decimals), dates are timestamps in the calendar's time zone.
    """

    raw: str
    """The cell as it stands in the file."""
    type: ColumnType
    column: Column
    reading: Reading
    missing: Sequence[str]
    timezone: str | None

    @property
    def text(self) -> str:
        """SQL for the text of the cell; NULL where it is blank."""
        return text_of(self.raw, self.column, self.missing)

    @property
    def present(self) -> str:
        """SQL that is true where the cell is not blank."""
        return present_in(self.raw, self.column, self.missing)

    @property
    def first(self) -> str:
        """SQL for the first step: the cell cast, whatever it holds."""
        match self.type:
            case ColumnType.NUMBER if self._usual:
                return f"TRY_CAST({self.raw} AS DOUBLE)"
            case ColumnType.DATE | ColumnType.DATETIME if self._usual:
                day = f"WHEN {self.raw} LIKE '____-__-__' THEN TRY_CAST({self.raw} AS TIMESTAMP)"
                return f"CASE {day} ELSE {self._moment(self.text)} END"
            case ColumnType.NUMBER:
                return self._number(self.text)
            case ColumnType.DATE | ColumnType.DATETIME:
                return self._moment(self.text)
            case ColumnType.BOOLEAN:
                return _truth(self.text)
        return self.text

    def second(self, first: str) -> str:
        """Return SQL for the value from what the *first* step gave; NULL where it cannot be."""
        if self.type in (ColumnType.DATE, ColumnType.DATETIME):
            sane = "TIMESTAMP '1900-01-01' AND TIMESTAMP '9998-12-31 23:59:59.999999'"
            return f"CASE WHEN {first} BETWEEN {sane} THEN {first} END"
        if self.type is not ColumnType.NUMBER:
            return first
        value = f"WHEN {first} BETWEEN -{LARGEST:.0f} AND {LARGEST:.0f} THEN {first}"
        if self._usual:
            # What the cast takes besides: 1_000, nan, infinity, +-5.
            usual = f"{first} BETWEEN 0 AND {LARGEST:.0f} AND NOT CONTAINS({self.raw}, '_')"
            slow = self._number(self.text)
            value = f"WHEN {usual} THEN {first} WHEN {self.raw} IS NOT NULL THEN {slow}"
        value = f"CASE {value} END"
        return value if self.column.times == 1.0 else f"{value} * {self.column.times!r}::DOUBLE"

    @property
    def _usual(self) -> bool:
        """Whether a cell that casts is what it seems: no marker or renaming could mean it."""
        if self.column.rename or any(m[-1:].isdigit() for m in _markers(self.column, self.missing)):
            return False
        if self.type is ColumnType.NUMBER:
            return (self.reading.decimal or ".") == "." and self.reading.thousands is None
        return self.column.format is None

    def _number(self, text: str) -> str:
        decimal, thousands = self.reading.decimal or ".", self.reading.thousands or ""
        point = _class(decimal)
        whole = r"\d+"
        if thousands:
            whole = rf"(\d+|\d{{1,3}}({_class(thousands)}\d{{3}})+)"
        pattern = rf"[+-]?({whole}({point}\d*)?|{point}\d+)([eE][+-]?\d+)?"
        plain = text
        marks = (" ", "\u00a0", "\u202f") if thousands == " " else (thousands,)
        for mark in marks if thousands else ():
            plain = f"REPLACE({plain}, {literal(mark)}, '')"
        if decimal != ".":
            plain = f"REPLACE({plain}, {literal(decimal)}, '.')"
        value = f"TRY_CAST({plain} AS DOUBLE)"
        return (
            f"CASE WHEN REGEXP_FULL_MATCH({text}, {literal(pattern)}) "
            f"AND {value} BETWEEN -{LARGEST:.0f} AND {LARGEST:.0f} THEN {value} END"
        )

    def _moment(self, text: str) -> str:
        """Return SQL for the moment that *text* means, in the calendar's time zone."""
        format_ = self.column.format
        if format_ is not None and "%z" in format_:
            with_offset = f"TRY_STRPTIME({text}, {literal(format_)})::TIMESTAMPTZ"
            return _local(with_offset, self.timezone)
        if format_ is not None:
            return f"TRY_STRPTIME({text}, {literal(format_)})"
        day = f"CASE WHEN {text} LIKE '____-__-__' THEN TRY_CAST({text} AS TIMESTAMP)"
        if self.type is ColumnType.DATE:
            return f"{day} END"
        clock = literal(r"\d{4}-\d{2}-\d{2}" + _CLOCK)
        whole = f"{day} WHEN REGEXP_FULL_MATCH({text}, {clock}) THEN TRY_CAST({text} AS TIMESTAMP)"
        if self.timezone is not None:
            offset = literal(r"\d{4}-\d{2}-\d{2}" + _CLOCK + _OFFSET)
            # DuckDB 1 takes 10:30:00+02:00 alone, neither 10:30+02:00 nor 10:30:00+0200.
            full = rf"REGEXP_REPLACE({text}, '^(.{{16}})(Z|[+-])', '\1:00\2')"
            full = rf"REGEXP_REPLACE({full}, '([+-]\d{{2}})(\d{{2}})$', '\1:\2')"
            instant = _local(f"TRY_CAST({full} AS TIMESTAMPTZ)", self.timezone)
            whole = f"{whole} WHEN REGEXP_FULL_MATCH({text}, {offset}) THEN {instant}"
        return f"{whole} END"


_CLOCK = r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?"
_OFFSET = r"(Z|[+-]\d{2}(:?\d{2})?)"


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


def _local(instant: str, timezone: str | None) -> str:
    return f"CAST(TIMEZONE({literal(timezone or 'UTC')}, {instant}) AS TIMESTAMP)"


def day_of_parts(year: str, month: str, day: str | None) -> str:
    """Return SQL for the timestamp that stands in parts; months are numbers or English names."""
    whole = f"{year} || '-' || {month} || '-' || {day or literal('1')}"
    formats = "['%Y-%m-%d', '%Y-%B-%d', '%Y-%b-%d']"
    year_fits = f"REGEXP_FULL_MATCH({year}, '\\d{{4}}(\\.0+)?')"
    plain = f"REGEXP_REPLACE({whole}, '\\.0+(-|$)', '\\1', 'g')"
    return f"CASE WHEN {year_fits} THEN TRY_STRPTIME({plain}, {formats}) END"


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
    advice: str = ""
    """What to do where a number does not pass."""

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
