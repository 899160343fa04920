"""Cells: from the text in a file to a value, in SQL, and what an answer has to be."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cxscore.composed import UNSEEN, composed
from cxscore.frozen import frozen
from cxscore.measure.database import literal
from cxscore.measure.queries.constraints import Check
from cxscore.model.column_type import SERIALS, ColumnType, Written
from cxscore.model.dataset import Column, Reading

LARGEST = 1e15
"""Numbers beyond it are refused: they are mistakes, and sums of them would overflow."""

TRUE = ("true", "yes", "y", "t", "1", "1.0")
FALSE = ("false", "no", "n", "f", "0", "0.0")
"""What a true/false cell may hold, whatever the case; pandas writes flags with gaps as 1.0."""

_SPACES = " \t\u00a0"
_RENAMES_IN_A_CASE = 20
_WORDLESS = (ColumnType.NUMBER, ColumnType.DATE, ColumnType.DATETIME)
_NUMBER_LIKE = re.compile(r"[+-]?\d+([.]\d+)?")
_DECIMALS = re.compile(r"[+-]?\d+[.]\d*")


def text_of(cell: str, column: Column, missing: Sequence[str]) -> str:
    """Return SQL for the trimmed, renamed text of *cell*; NULL where it is blank.

    *missing* are the dataset's markers; the column's are added, and an empty
    cell is always blank. Markers are compared trimmed and whatever the case.
    """
    return text_of_bare(bare_of(cell, column, missing), column, missing)


def bare_of(cell: str, column: Column, missing: Sequence[str]) -> str:
    """Return SQL for the trimmed text of *cell*, of which :func:`text_of_bare` makes its text.

    Where a query has them apart, one around the other, the first is written
    once and not up to six times: the engine takes about 4 ms to plan 1000
    characters, which for small files is nearly all that they cost.
    """
    # TRIM with a list of characters costs ten times as much, and only it takes tabs away.
    trimmed = (
        f"CASE WHEN CONTAINS({cell}, '\t') THEN TRIM({cell}, {literal(_SPACES)}) "
        f"ELSE TRIM({cell}) END"
    )
    return _composed(trimmed, cell, column, missing)


def text_of_bare(bare: str, column: Column, missing: Sequence[str]) -> str:
    """Return SQL for the text of a cell, as :func:`text_of` has it, from its *bare* one."""
    text = f"NULLIF({bare}, '')"
    if markers := _markers(column, missing):
        listed = ", ".join(literal(marker) for marker in markers)
        marked = f"LOWER({_plain(bare, markers)}) IN ({listed})"
        text = f"CASE WHEN {marked} THEN NULL ELSE {text} END"
    return _renamed(text, column.rename)


def present_in(cell: str, column: Column, missing: Sequence[str]) -> str:
    """Return SQL that is true where *cell* is not blank, as :func:`text_of` understands it.

    It is shorter to plan and slower to run: for the few cells that are looked at again.
    """
    markers = _markers(column, missing)
    blanks = ", ".join(literal(marker) for marker in ("", *markers))
    trimmed = f"TRIM({cell}, {literal(_SPACES)})"
    trimmed = _plain(_composed(trimmed, cell, column, missing), markers)
    return f"LOWER({trimmed}) NOT IN ({blanks})"


def _markers(column: Column, missing: Sequence[str]) -> list[str]:
    written = {composed(m).strip().lower() for m in (*missing, *column.missing)}
    return sorted({plain_number(marker) for marker in written} - {""})


def plain_number(text: str) -> str:
    """Return *text* without the zeros that data frames put behind whole numbers: 99.0 is 99."""
    return text.rstrip("0").rstrip(".") if _DECIMALS.fullmatch(text) else text


def _plain(text: str, known: Iterable[str]) -> str:
    """Return SQL for *text* as :func:`plain_number` has it, where one of *known* is a number."""
    if not any(_NUMBER_LIKE.fullmatch(each) for each in known):
        return text
    whole = f"RTRIM(RTRIM({text}, '0'), '.')"
    decimals = f"REGEXP_FULL_MATCH({text}, {literal(_DECIMALS.pattern)})"
    return f"CASE WHEN {decimals} THEN {whole} ELSE {text} END"


def _composed(text: str, cell: str, column: Column, missing: Sequence[str]) -> str:
    """Return SQL for the *text* of *cell* as :func:`cxscore.composed.composed` has it.

    ASCII is left as it is, and so are numbers and dates, unless a marker or
    a new name of theirs is no ASCII.
    """
    known = (*missing, *column.missing, *column.rename)
    if column.type in _WORDLESS and all(map(str.isascii, known)):
        return text
    unseen = literal(f"[{UNSEEN}]")
    return (
        f"CASE WHEN STRLEN({cell}) = LENGTH({cell}) THEN {text} "
        f"ELSE NFC_NORMALIZE(REGEXP_REPLACE({text}, {unseen}, '', 'g')) END"
    )


def _renamed(text: str, rename: Mapping[str, str]) -> str:
    if not rename:
        return text
    names = {plain_number(composed(old)): composed(new) for old, new in rename.items()}
    found = _plain(text, names)
    if len(names) > _RENAMES_IN_A_CASE:
        pairs = ", ".join(f"{literal(old)}: {literal(new)}" for old, new in names.items())
        return f"COALESCE(MAP {{{pairs}}}[{found}], {text})"
    whens = " ".join(f"WHEN {literal(old)} THEN {literal(new)}" for old, new in names.items())
    return f"CASE {found} {whens} ELSE {text} END"


@frozen
class Cell:
    """How the cells of one column in one file become values, in steps of SQL.

    The steps are queries, one around the other, so that nothing is written
    or worked out twice: ``first``, ``bare``, ``text``, ``cast``, ``value``,
    ``lost``, each of what the ones before it gave. Cells in the usual shape
    take a short way (a third of the time of a pattern on every row); all
    others are held to a pattern. Numbers are doubles (each as exact as it is
    written; sums are of decimals), dates are timestamps in the calendar's
    time zone.
    """

    raw: str
    """The cell as it stands in the file."""
    type: ColumnType
    column: Column
    reading: Reading
    missing: Sequence[str]
    timezone: str | None
    utc: bool = False
    """Whether moments are wanted in UTC, so that what lies between them is elapsed time."""

    @property
    def first(self) -> str | None:
        """SQL for the cell cast as it stands, whatever it holds; None where that tells nothing.

        Of a number it is the cast, which the short way holds to its bounds; of a date the day.
        """
        if not self._usual:
            return None
        if self.type is ColumnType.NUMBER:
            return f"TRY_CAST({self.raw} AS DOUBLE)"
        if self.type in (ColumnType.DATE, ColumnType.DATETIME):
            # The pattern costs as much as the cast: it is held to a row once.
            return (
                f"CASE WHEN {self.raw} LIKE '____-__-__' THEN TRY_CAST({self.raw} AS TIMESTAMP) END"
            )
        return None

    def bare(self, first: str, *, everywhere: bool, digits: bool) -> str:
        """Return SQL for the cell trimmed.

        It is NULL where the short way is gone, unless the text is wanted
        *everywhere*, or, of what has more *digits* than a double holds, there.
        """
        bare = bare_of(self.raw, self._typed, self.missing)
        if everywhere or not self._usual or self.type not in _WORDLESS:
            return bare
        short = self._short(first)
        if digits and self.type is ColumnType.NUMBER:
            short = f"{short} AND NOT {self._has_many_digits}"
        return f"CASE WHEN {short} THEN NULL ELSE {bare} END"

    def text(self, bare: str) -> str:
        """Return SQL for the text of the cell; NULL where it is blank."""
        return text_of_bare(bare, self._typed, self.missing)

    def cast(self, text: str, first: str) -> str | None:
        """Return SQL for what the *text* means; None for numbers that were cast as they stand."""
        match self.type:
            case ColumnType.NUMBER:
                return None if self._usual else self._number(text)
            case ColumnType.DATE | ColumnType.DATETIME:
                moment = self._moment(text)
                return f"COALESCE({first}, {moment})" if self._usual else moment
            case ColumnType.BOOLEAN:
                return _truth(text)
        return text

    def value(self, cast: str, text: str) -> str:
        """Return SQL for the value from what *cast* gave; NULL where it cannot be.

        Of a number *cast* is ``first`` where there is one; then what *text* means
        counts where that is not in the usual shape.
        """
        if self.type in (ColumnType.DATE, ColumnType.DATETIME):
            sane = "TIMESTAMP '1900-01-01' AND TIMESTAMP '9998-12-31 23:59:59.999999'"
            return f"CASE WHEN {cast} BETWEEN {sane} THEN {cast} END"
        if self.type is not ColumnType.NUMBER:
            return cast
        value = f"WHEN {cast} BETWEEN -{LARGEST:.0f} AND {LARGEST:.0f} THEN {cast}"
        if self._usual:
            value = f"WHEN {self._short(cast)} THEN {cast} ELSE {self._number(text)}"
        value = f"CASE {value} END"
        return value if self.column.times == 1.0 else f"{value} * {self.column.times!r}::DOUBLE"

    def _short(self, first: str) -> str:
        """Return SQL that is true where the cell is in the usual shape."""
        if self.type is not ColumnType.NUMBER:
            return f"{first} IS NOT NULL"
        # What the cast takes besides: 1_000, nan, infinity, +-5.
        return f"{first} BETWEEN 0 AND {LARGEST:.0f} AND NOT CONTAINS({self.raw}, '_')"

    @property
    def _has_many_digits(self) -> str:
        """SQL that is true where there may be more digits than the 15 that a double holds."""
        return f"LENGTH({self.raw}) > 15"

    def lost(self, value: str, text: str) -> str:
        """Return SQL for what the *value*, a double, lacks of the number that is written.

        What has more digits than a double holds is read once more as a decimal.
        """
        if self.column.written is Written.DURATION or self.column.times != 1.0:
            return "0"
        digits = self._unmarked(_undressed(text, self.column.written))
        written = f"TRY_CAST({digits} AS DECIMAL(38, 22))"
        whole = f"CAST(TRUNC({written}) AS DOUBLE) - TRUNC({value})"
        rest = f"CAST({written} - TRUNC({written}) AS DOUBLE) - ({value} - TRUNC({value}))"
        return f"CASE WHEN {self._has_many_digits} THEN COALESCE({whole} + {rest}, 0) ELSE 0 END"

    def instant(self, text: str) -> str:
        """Return SQL for the moment of the cell in UTC, whatever zone it is written in."""
        return replace(self, utc=True)._moment(text)

    @property
    def present(self) -> str:
        """SQL that is true where the cell is not blank."""
        return present_in(self.raw, self._typed, self.missing)

    @property
    def _typed(self) -> Column:
        """The column with the type that its cells are read as, whether it was said or not."""
        return replace(self.column, type=self.type)

    @property
    def _usual(self) -> bool:
        """Whether a cell that casts is what it seems: no marker or renaming could mean it."""
        if self.column.rename or any(m[-1:].isdigit() for m in _markers(self.column, self.missing)):
            return False
        if self.column.written is not Written.PLAIN:
            return False
        if self.type is ColumnType.NUMBER:
            return (self.reading.decimal or ".") == "." and self.reading.thousands is None
        return self.column.format is None

    def _number(self, text: str) -> str:
        """Return SQL for the number that *text* means; NULL where it means none."""
        if self.column.written is Written.DURATION:
            return _seconds(text)
        text, thousands = _undressed(text, self.column.written), self._thousands
        point = _class(self.reading.decimal or ".")
        whole = r"\d+"
        if thousands:
            whole = rf"(\d+|\d{{1,3}}({_class(thousands)}\d{{3}})+)"
        pattern = rf"[+-]?({whole}({point}\d*)?|{point}\d+)([eE][+-]?\d+)?"
        value = f"TRY_CAST({self._unmarked(text)} AS DOUBLE)"
        return (
            f"CASE WHEN REGEXP_FULL_MATCH({text}, {literal(pattern)}) "
            f"AND {value} BETWEEN -{LARGEST:.0f} AND {LARGEST:.0f} THEN {value} END"
        )

    @property
    def _thousands(self) -> str:
        """The mark between thousands; money has one though nobody says which."""
        if self.column.written is Written.MONEY and not self.reading.thousands:
            return "," if (self.reading.decimal or ".") == "." else "."
        return self.reading.thousands or ""

    def _unmarked(self, text: str) -> str:
        """Return SQL for the number in *text* with a point for decimals and nothing else."""
        plain, thousands = text, self._thousands
        marks = (" ", "\u00a0", "\u202f") if thousands == " " else (thousands,)
        for mark in marks if thousands else ():
            plain = f"REPLACE({plain}, {literal(mark)}, '')"
        decimal = self.reading.decimal or "."
        return plain if decimal == "." else f"REPLACE({plain}, {literal(decimal)}, '.')"

    def _moment(self, text: str) -> str:
        """Return SQL for the moment that *text* means, in the calendar's time zone."""
        format_ = self.column.format
        if format_ in SERIALS:
            return self._serial(text, format_)
        if format_ is not None and has_offset(format_):
            if self.timezone is None:
                return "CAST(NULL AS TIMESTAMP)"
            return self._zoned(f"TRY_STRPTIME({text}, {literal(format_)})::TIMESTAMPTZ")
        if format_ is not None:
            return self._unzoned(f"TRY_STRPTIME({text}, {literal(format_)})")
        return self._iso(text)

    def _serial(self, text: str, format_: str) -> str:
        """Return SQL for the moment that a number means, or for a date that the file has as one."""
        number = replace(self, column=Column())._number(text)
        if format_ == "excel":
            micros = f"CAST(ROUND({number} * 86400000) AS BIGINT) * 1000"
            moment = self._unzoned(f"TIMESTAMP '1899-12-30' + TO_MICROSECONDS({micros})")
            within = f"{number} BETWEEN 1 AND 2958465"
        else:
            moment = f"MAKE_TIMESTAMP(CAST(ROUND({number} * 1000000) AS BIGINT))"
            if self.timezone is not None:
                moment = self._zoned(f"TIMEZONE('UTC', {moment})")
            within = f"{number} BETWEEN -2208988800 AND 253370764800"
        return f"CASE WHEN {within} THEN {moment} ELSE {self._iso(text)} END"

    def _zoned(self, instant: str) -> str:
        """Return SQL for an *instant* in the calendar's time zone, or in UTC."""
        return _local(instant, "UTC" if self.utc else self.timezone)

    def _unzoned(self, local: str) -> str:
        """Return SQL for what stands in a cell without an offset, likewise."""
        return in_utc(local, self.timezone) if self.utc else local

    def _iso(self, text: str) -> str:
        plain = self._unzoned(f"TRY_CAST({text} AS TIMESTAMP)")
        day = f"CASE WHEN {text} LIKE '____-__-__' THEN {plain}"
        if self.type is ColumnType.DATE:
            return f"{day} END"
        clock = literal(r"\d{4}-\d{2}-\d{2}" + _CLOCK)
        whole = f"{day} WHEN REGEXP_FULL_MATCH({text}, {clock}) THEN {plain}"
        if self.timezone is not None:
            offset = literal(r"\d{4}-\d{2}-\d{2}" + _CLOCK + _OFFSET)
            # DuckDB 1 takes 10:30:00+02:00 alone, neither 10:30+02:00 nor 10:30:00+0200.
            full = rf"REGEXP_REPLACE({text}, '^(.{{16}})(Z|[+-])', '\1:00\2')"
            full = rf"REGEXP_REPLACE({full}, '([+-]\d{{2}})(\d{{2}})$', '\1:\2')"
            instant = self._zoned(f"TRY_CAST({full} AS TIMESTAMPTZ)")
            whole = f"{whole} WHEN REGEXP_FULL_MATCH({text}, {offset}) THEN {instant}"
        return f"{whole} END"


def in_utc(local: str, timezone: str | None) -> str:
    """Return SQL for the moment in UTC at which clocks in *timezone* show *local*."""
    if timezone is None:
        return local
    return f"CAST(TIMEZONE('UTC', TIMEZONE({literal(timezone)}, {local})) AS TIMESTAMP)"


def has_offset(format_: str) -> bool:
    """Return whether dates of this format say how far they are from Greenwich."""
    return any(part in ("z", "Z") for part in re.findall(r"%(.)", format_))


def _undressed(text: str, written: Written) -> str:
    """Return SQL for *text* without what numbers are dressed in; a true minus is a hyphen."""
    plain = f"REPLACE({text}, '\u2212', '-')"
    if written is Written.PERCENT:
        return f"REGEXP_REPLACE({plain}, {literal(_PERCENT)}, '')"
    if written is Written.MONEY:
        bare = f"REGEXP_REPLACE({plain}, {literal(_CURRENCY)}, '', 'g')"
        return f"REGEXP_REPLACE({bare}, {literal(_LOSS)}, '-\\1')"
    return plain


_PERCENT = "[ \u00a0\u202f]*%$"
_CURRENCY = "[ \u00a0\u202f]*([$£€¥]|\\b[A-Z]{3}\\b)[ \u00a0\u202f]*"
_LOSS = r"^\((.*)\)$"
_DURATION = r"(?:(\d+) days?,? )?(\d+):([0-5]\d):([0-5]\d(?:[.]\d+)?)"
"""Days if there are any, hours, minutes, seconds; two parts alone could be either."""


def _seconds(text: str) -> str:
    """Return SQL for the seconds in a duration such as ``0:03:44``."""
    pattern = literal(_DURATION)

    def part(at: int) -> str:
        found = f"REGEXP_EXTRACT({text}, {pattern}, {at})"
        return f"COALESCE(TRY_CAST({found} AS DOUBLE), 0)"

    value = f"{part(1)} * 86400 + {part(2)} * 3600 + {part(3)} * 60 + {part(4)}"
    # Typed durations come in seconds already.
    plain = f"REGEXP_FULL_MATCH({text}, {literal(r'[0-9]+([.][0-9]+)?')})"
    return (
        f"CASE WHEN REGEXP_FULL_MATCH({text}, {pattern}) THEN {value} "
        f"WHEN {plain} THEN TRY_CAST({text} AS DOUBLE) END"
    )


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


def failed(check: Check, value: str) -> str:
    """Return SQL that is true where *value*, which is not blank, does not pass *check*."""
    if check.words:
        return f"{value} NOT IN ({', '.join(literal(word) for word in check.words)})"
    bounds = [f"{value} IS NULL"]
    if check.low is not None:
        bounds.append(f"{value} < {check.low!r}")
    if check.high is not None:
        bounds.append(f"{value} > {check.high!r}")
    if check.whole:
        bounds.append(f"{value} <> FLOOR({value})")
    return f"({' OR '.join(bounds)})"
