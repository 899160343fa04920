"""The rows of a dataset in SQL: read, cleaned, typed, judged; the same columns from every file."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.database import literal, quoted
from cxscore.measure.engines.duckdb.casts import (
    Cell,
    bare_of,
    day_of_parts,
    failed,
    in_utc,
    text_of_bare,
)
from cxscore.measure.engines.duckdb.preaggregation import DAYS, TIMES, Alike, day_bits, gather
from cxscore.measure.files.file import OpenFile
from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.expressions import SPANS, TEXT_OF
from cxscore.measure.queries.schema import DATES, Schema
from cxscore.measure.queries.trees import both, fill
from cxscore.model.column_type import ColumnType
from cxscore.model.dataset import Column
from cxscore.model.dates import DateColumn, DateFixed, DateParts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FILE, KEEP, FAULTS, RECORD, DAY = "$file", "$keep", "$faults", "$record", "$day"
"""Columns of ours beside the user's."""
DATE = ""
"""Stands for the row's date where a column is named: no column of the user's has this name."""

_OURS = re.compile(
    r"\$.*[a-z]|t\d+|(raw|first|bare|cast|text|instant|lost) of .*[^~]|one|rows|days?|block|start"
    r"|end|first|file|record",
    re.IGNORECASE | re.DOTALL,
)
"""Names that stand beside the user's columns in some query."""

MOST_FAULTS = 60
"""Bits of the mask that says what is wrong with a row; further faults share the last."""


@frozen
class Fault:
    """One thing that can be wrong with a row, and its bit in the mask."""

    bit: int
    column: str
    """The column's name for KPIs; ``DATE`` for the date of the row."""
    check: Check | None = None
    blank: bool = False
    """The fault is that the row has no date."""


@frozen
class Dropped:
    """The rows that are left out because another has the same key."""

    table: str
    """Holds their ``file`` and ``record``."""
    counts: Mapping[int, int]
    """How many there are, by file."""


def files_of(schema: Schema) -> list[OpenFile]:
    """Return the files that the rows of *schema* stand in; none of a table."""
    return [source for source in schema.sources if isinstance(source, OpenFile)]


@dataclass(slots=True)
class Rows:
    """The rows of a dataset whose queries have all been asked."""

    schema: Schema
    where: exp.Expr | None
    """The dataset's ``where``."""
    dates: Sequence[str]
    """The columns that stand in for the dataset's date in some KPI."""
    own: Mapping[int, exp.Expr] = field(default_factory=dict)
    """The ``where`` of single files, by their place among the dataset's."""
    _alias: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    dropped: Dropped | None = None

    def __post_init__(self) -> None:
        """Give every column a name of its own: DuckDB takes ``Score`` and ``score`` for one."""
        taken: set[str] = set()
        for name in self.schema.used:
            alias = name
            while alias.casefold() in taken or _OURS.fullmatch(alias):
                alias += "~"
            taken.add(alias.casefold())
            self._alias[name] = alias
        self._list_faults()

    def value(self, name: str) -> str:
        """Return the name under which the value of column *name* stands in the rows."""
        return self._alias[name]

    def alias(self, name: str) -> str:
        """Return what names made from that of column *name* are made from."""
        return DAY if name == DATE else self._alias.get(name, name)

    def text(self, name: str) -> str:
        """Return the name under which the text of column *name* stands in the rows."""
        alias = self._alias[name]
        return alias if self.schema.type_of(name) is ColumnType.TEXT else f"text of {alias}"

    def has_instant(self, name: str) -> bool:
        """Return whether the moments in column *name* are asked for in UTC as well."""
        timed = name in self.schema.timed and self.schema.type_of(name) in DATES
        return timed and self.schema.definition.timezone is not None

    def instant(self, name: str) -> str:
        """Return the name under which the moment of column *name*, in UTC, stands in the rows."""
        return f"instant of {self._alias[name]}" if self.has_instant(name) else self._alias[name]

    def has_lost(self, name: str) -> bool:
        """Return whether it is asked what the value of column *name* lacks of what is written."""
        return name in self.schema.exact and self.schema.type_of(name) is ColumnType.NUMBER

    def lost(self, name: str) -> str:
        """Return the name under which that stands in the rows."""
        return f"lost of {self._alias[name]}"

    def lost_of(self, name: str) -> exp.Expr:
        """Return it as a tree over the rows."""
        return _column(self.lost(name))

    @property
    def files(self) -> Sequence[OpenFile]:
        """The files that the rows stand in; none of a table."""
        return files_of(self.schema)

    @property
    def in_files(self) -> bool:
        """Whether the rows stand in files, whose cells can be read again and have places."""
        return True

    @property
    def chooses(self) -> bool:
        """Whether a ``where``, the dataset's or a file's, leaves rows out."""
        return self.where is not None or bool(self.own)

    def condition(self, number: int) -> exp.Expr | None:
        """Return which rows of file *number* count; None for all of them."""
        file = self.schema.sources[number]
        own = self.own.get(self.schema.dataset.files.index(file.spec))
        if own is None or self.where is None:
            return own if self.where is None else self.where
        return both(self.where, own)

    # -- faults

    def _list_faults(self) -> None:
        found: list[tuple[str, Check | None, bool]] = [("", None, True), ("", None, False)]
        checks = list(self.schema.checks)
        for name in self.schema.used:
            found += [(name, check, False) for check in checks if check.column == name]
            if self.schema.type_of(name) is not ColumnType.TEXT and not self.schema.is_wish(name):
                found.append((name, None, False))
        last = MOST_FAULTS - 1
        self.faults = [Fault(min(n, last), *each) for n, each in enumerate(found)]

    def _mask(self, reader: "FileReader", faults: Sequence[Fault]) -> str:
        """Return SQL for the mask; most rows are found sound by a short look."""
        bits: dict[int, list[str]] = {}
        suspicions: dict[str, None] = {}
        for fault in faults:
            bits.setdefault(fault.bit, []).append(self._broken(fault, reader))
            suspicions[self._suspicion(fault)] = None
        mask = " + ".join(
            f"CASE WHEN {' OR '.join(f'({c})' for c in conditions)} THEN {1 << bit} ELSE 0 END"
            for bit, conditions in bits.items()
        )
        return f"CASE WHEN {' OR '.join(suspicions)} THEN {mask} ELSE 0 END"

    def _suspicion(self, fault: Fault) -> str:
        """Return SQL that is true for all rows with *fault*, and for rows with a blank."""
        if fault.column and fault.check is not None:
            words = bool(fault.check.words)
            name = self.text(fault.column) if words else self.value(fault.column)
            return failed(fault.check, quoted(name))
        return f"{quoted(self.value(fault.column) if fault.column else DAY)} IS NULL"

    def _broken(self, fault: Fault, reader: "FileReader") -> str:
        """Return SQL that is true for a row with *fault*."""
        keep = [quoted(KEEP)] if self.chooses else []
        if not fault.column:
            if not reader.has_date:
                return "FALSE"
            state = f"COALESCE({reader.day_present}, FALSE)"
            state = f"NOT {state}" if fault.blank else state
            return " AND ".join([*keep, f"{quoted(DAY)} IS NULL", state])
        value = quoted(self.value(fault.column))
        present = reader.present(fault.column)
        if fault.check is not None:
            words = bool(fault.check.words)
            fails = failed(fault.check, quoted(self.text(fault.column)) if words else value)
            when = None if fault.check.when is None else [fault.check.when]
        else:
            fails = f"{value} IS NULL"
            when = self.schema.when(fault.column)
        if when and isinstance(when[0], exp.Boolean):
            keep = []
        rows = [f"({' OR '.join(f'({self.engine(w)})' for w in when)})"] if when else []
        return " AND ".join([present, *keep, fails, *rows])

    # -- from a file to rows

    def judged(
        self,
        files: Iterable[int] | None = None,
        *,
        records: bool = False,
        cleaned_later: Iterable[str] = (),
        faults: Sequence[Fault] | None = None,
        alike: Alike | None = None,
    ) -> str:
        """Return a query for all rows, each with what is wrong with it.

        *files* are the numbers of the files meant. With *records* each row
        has its number in its file, from 0, which costs a core. The columns
        *cleaned_later* are left as they stand in the files. *faults* are
        those to look for; all where None. Rows that are *alike* are put
        together where it is said how.
        """
        numbers = range(len(self.schema.sources)) if files is None else files
        later = frozenset(cleaned_later)
        looked_for = self.faults if faults is None else faults
        return " UNION ALL ".join(
            self._of_file(n, later, looked_for, records=records, alike=alike) for n in numbers
        )

    def cleaning(self, name: str) -> tuple[str, str] | None:
        """Return SQL that cleans the text of *name* after rows have been put together.

        It is much less work then, and is done in two queries, one around the
        other. None where values are asked for besides, or where the files do
        not all need the same.
        """
        if name in self.schema.valued or self.schema.type_of(name) is not ColumnType.TEXT:
            return None
        readers = [FileReader(self, file) for file in self.files]
        ways = {reader.cleaning(name) for reader in readers}
        return ways.pop() if len(ways) == 1 else None

    def _of_file(
        self,
        number: int,
        later: frozenset[str],
        faults: Sequence[Fault],
        *,
        records: bool,
        alike: Alike | None,
    ) -> str:
        """Return the query for one file's rows: read, cast, valued, kept or not, judged."""
        with_days = alike is not None and number == alike.day_file
        reader = FileReader(self, self.files[number], later, with_days=with_days)
        condition = self.condition(number)
        keep = "TRUE" if condition is None else self.engine(self.schema.told_by_words(condition))
        unit = None if alike is None else alike.unit
        query = self._read(number, reader, records=records, unit=unit)
        dated = unit is None or with_days
        query = reader.worked_out(query, [*self.schema.used, *([DATE] if dated else [])])
        query = f"SELECT *, {', '.join(reader.values())} FROM ({query})"  # noqa: S608 (names are quoted)
        lasts = [f"{keep} AS {quoted(KEEP)}", *reader.losses()]
        query = f"SELECT *, {', '.join(lasts)} FROM ({query})"  # noqa: S608 (of a tree of ours)
        picked = [*self._picked(records=records), *reader.counts(unit)]
        return (
            f"SELECT {number} AS {quoted(FILE)}, {', '.join(picked)}, "  # noqa: S608 (names are quoted)
            f"{self._mask(reader, faults)} AS {quoted(FAULTS)} FROM ({query})"
        )

    def _read(self, number: int, reader: "FileReader", *, records: bool, unit: str | None) -> str:
        """Return the query for the cells of one file, without the rows that are dropped."""
        firsts = [*reader.cells(), *([] if unit else reader.firsts()), *reader.day_cells()]
        firsts, relation = firsts or ["1 AS one"], reader.file.relation()
        dropped = self.dropped if self.dropped and number in self.dropped.counts else None
        if records or dropped is not None:
            firsts.append(f"ROW_NUMBER() OVER () - 1 AS {quoted(RECORD)}")
        query = f"SELECT {', '.join(firsts)} FROM {relation}"  # noqa: S608 (names are quoted)
        if dropped is None:
            return query if unit is None else reader.gathered(query, unit)
        out = f"SELECT record AS {quoted(RECORD)} FROM {dropped.table} WHERE file = {number}"  # noqa: S608 (names are ours)
        query = f"SELECT * FROM ({query}) ANTI JOIN ({out}) USING ({quoted(RECORD)})"  # noqa: S608 (see above)
        return query if unit is None else reader.gathered(query, unit)

    @property
    def columns(self) -> list[str]:
        """The names, quoted, of all that a row may be asked for."""
        return self._picked(records=False)

    def _picked(self, *, records: bool) -> list[str]:
        """Return the columns that all files' rows have."""
        names = [quoted(DAY), quoted(KEEP), *([quoted(RECORD)] if records else [])]
        for name in self.schema.used:
            names.append(quoted(self.value(name)))
            if self.text(name) != self.value(name) and name in self.schema.texts:
                names.append(quoted(self.text(name)))
            names += [quoted(self.instant(name))] if self.has_instant(name) else []
            names += [quoted(self.lost(name))] if self.has_lost(name) else []
        return names

    # -- asked of all rows

    def dated_after(self, connection: "DuckDBPyConnection", day: date, column: str | None) -> int:
        """Return how many rows that count are dated after *day*, by the date in *column*."""
        found = connection.execute(
            f"SELECT COUNT(*) FROM ({self.judged()}) WHERE {quoted(FAULTS)} = 0 "  # noqa: S608 (names are ours)
            f"AND {quoted(KEEP)} AND {day_of(self, column)} > ?",
            [day],
        ).fetchall()
        return int(found[0][0])

    def different_values(
        self, connection: "DuckDBPyConnection", operand: exp.Expr, most: int
    ) -> Sequence[tuple[object, ...]]:
        """Return the values of *operand* and how often each is there, the most frequent first."""
        return connection.execute(
            f"SELECT value, COUNT(*) FROM (SELECT {self.engine(operand)} AS value "  # noqa: S608 (of a tree of ours)
            f"FROM ({self.judged()})) WHERE value IS NOT NULL "
            f"GROUP BY value ORDER BY 2 DESC, 1 LIMIT {most}"
        ).fetchall()

    # -- users' expressions

    def engine(self, tree: exp.Expr) -> str:
        """Return *tree*, over the names that KPIs use, as SQL over the rows."""
        return self.placed(tree).sql("duckdb")

    def placed(self, tree: exp.Expr) -> exp.Expr:
        """Return *tree* with its columns, dates and spans as the rows have them."""
        return self._place(tree.copy())

    def _place(self, node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column):
            return exp.column(exp.to_identifier(self.value(node.name), quoted=True))
        if isinstance(node, exp.Anonymous) and node.name in _OUR_FUNCTIONS:
            return self._called(node)
        if isinstance(node, _COMPARISONS) and (dates := self._dated(node)):
            return dates
        for child in list(node.iter_expressions()):
            child.replace(self._place(child))
        return node

    def _called(self, node: exp.Anonymous) -> exp.Expr:
        """Return what a function of ours means in the engine's words."""
        first, *rest = node.expressions
        match node.name:
            case name if name == TEXT_OF:
                return _column(self.text(first.name))
            case "has":
                return _is_among(self._place(first.copy()), rest[0].this)
            case "hours":
                return _hours(self._instant(first), self._instant(rest[0]))
            case "days":
                start, end = self._day_of(first), self._day_of(rest[0])
                return exp.DateDiff(this=end, expression=start, unit=exp.var("DAY"))
            case "workdays":
                start, end = self._day_of(first), self._day_of(rest[0])
                holidays = self.schema.definition.holidays
                passed = exp.Sub(
                    this=_workdays_to(end, holidays), expression=_workdays_to(start, holidays)
                )
                return exp.paren(passed)
        raise AssertionError(f"{node.name} is a function of ours")

    def _day_of(self, node: exp.Expr) -> exp.Expr:
        return exp.cast(self._moment(node), "DATE")

    def _instant(self, node: exp.Expr) -> exp.Expr:
        """Return a moment in UTC, so that what lies between two of them is elapsed time."""
        zone = self.schema.definition.timezone

        def in_utc_(part: exp.Expr) -> exp.Expr:
            if isinstance(part, exp.Column):
                return _column(self.instant(part.name))
            if isinstance(part, exp.Literal) and part.args.get("is_string"):
                local = exp.cast(part.copy(), "TIMESTAMP").sql("duckdb")
                return sqlglot.parse_one(in_utc(local, zone), read="duckdb")
            return part

        return node.copy().transform(in_utc_)

    def _moment(self, node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Literal):
            return exp.cast(node.copy(), "TIMESTAMP")
        return self._place(node.copy())

    def _dated(self, node: exp.Expr) -> exp.Expr | None:
        """Return a comparison of dates with each text in it as a date; None for any other.

        Beside a day without a time the day of a moment is compared.
        """
        parts = list(node.iter_expressions())
        columns = [part.unnest() for part in parts if isinstance(part.unnest(), exp.Column)]
        if not any(self.schema.type_of(column.name) in DATES for column in columns):
            return None
        texts = [part for part in parts if isinstance(part, exp.Literal)]
        as_days = bool(texts) and all(len(each.this) == 10 for each in texts)
        for part in parts:
            part.replace(self._compared(self._moment(part), as_days=as_days))
        return node

    def _compared(self, moment: exp.Expr, *, as_days: bool) -> exp.Expr:
        """Return *moment* as it is compared with others."""
        return exp.cast(moment, "DATE" if as_days else "TIMESTAMP")


@frozen
class FileReader:
    """One file's cells on their way to values."""

    rows: Rows
    file: OpenFile
    cleaned_later: frozenset[str] = frozenset()
    with_days: bool = False
    """Whether rows are put together by their days as they stand there; see :class:`Alike`."""

    def cleaning(self, name: str) -> tuple[str, str]:
        """Return SQL that cleans the text of *name* where it stands under its own name.

        The first query leaves it bare, one around it makes it the text.
        """
        column = self.rows.schema.described(self.file, name)
        missing = self.rows.schema.dataset.missing
        cell = quoted(self.rows.value(name))
        return bare_of(cell, column, missing), text_of_bare(cell, column, missing)

    def cells(self) -> list[str]:
        """Return the cells as they stand."""
        return [f"{self._place(name)} AS {self._raw(name)}" for name in self.rows.schema.used]

    def firsts(self, *, gathered: bool = False) -> list[str]:
        """Return the cells cast as they stand; of rows that were *gathered* or not."""
        found = []
        for name in self.rows.schema.used:
            cell = self._cell(name, self._raw(name) if gathered else self._place(name))
            found += [f"{cell.first} AS {self._first(name)}"] if cell.first is not None else []
        return found

    def day_cells(self) -> list[str]:
        """Return the cells that the date of the row stands in."""
        match self.file.date:
            case DateColumn():
                place = self._place(DATE)
                first = self._cell(DATE, place).first
                firsts = [] if first is None else [f"{first} AS {self._first(DATE)}"]
                return [f"{place} AS {self._raw(DATE)}", *firsts]
            case DateParts():
                return [
                    f"{self._place(part)} AS {quoted(f'raw of {key}')}"
                    for key, part in self._parts().items()
                ]
        return []

    def worked_out(self, query: str, names: Iterable[str]) -> str:
        """Return *query*, of cells, with their texts and casts, a step around the other.

        *names* are columns, or ``DATE``.
        """
        for step in zip(*(self._steps(name) for name in names), strict=True):
            if listed := ", ".join(sql for each in step for sql in each):
                query = f"SELECT *, {listed} FROM ({query})"  # noqa: S608 (names are quoted)
        return query

    def _steps(self, name: str) -> tuple[list[str], list[str], list[str]]:
        """Return what is selected of column *name*: bare cells, then texts, then casts."""
        rows = self.rows
        if name == DATE and not isinstance(self.file.date, DateColumn):
            return self._day_steps()
        cell = self._cell(name, self._raw(name))
        bare, text = self._bare(name), self._text(name)
        if cell.type is ColumnType.TEXT:
            value = quoted(rows.value(name))
            if name in self.cleaned_later:
                return [], [f"{self._raw(name)} AS {value}"], []
            bare_cell = cell.bare("", everywhere=True, digits=False)
            return [f"{bare_cell} AS {bare}"], [f"{cell.text(bare)} AS {value}"], []
        instant = name != DATE and rows.has_instant(name)
        first = self._first(name)
        bare_cell = cell.bare(
            first,
            everywhere=instant or name in rows.schema.texts,
            digits=name != DATE and rows.has_lost(name),
        )
        cast = cell.cast(text, first)
        casts = [f"{cast} AS {self._cast(name)}"] if cast is not None else []
        if instant:
            casts.append(f"{cell.instant(text)} AS {quoted(rows.instant(name))}")
        return [f"{bare_cell} AS {bare}"], [f"{cell.text(bare)} AS {text}"], casts

    def _day_steps(self) -> tuple[list[str], list[str], list[str]]:
        """Return the same of a date in parts; nothing where there are none."""
        if not isinstance(self.file.date, DateParts):
            return [], [], []
        bares, texts = [], []
        missing = self.rows.schema.dataset.missing
        for key, part in self._parts().items():
            column = self.rows.schema.described(self.file, part)
            raw, bare, text = (quoted(f"{step} of {key}") for step in ("raw", "bare", "text"))
            bares.append(f"{bare_of(raw, column, missing)} AS {bare}")
            texts.append(f"{text_of_bare(bare, column, missing)} AS {text}")
        date = self.file.date
        year, month = self._part("year", date.year), self._part("month", date.month)
        day = None if date.day is None else self._part("day", date.day)
        raw = f" || {literal(' ')} || ".join([year, month, *([day] if day else [])])
        cast = day_of_parts(year, month, day)
        return bares, texts, [f"{raw} AS {self._raw(DATE)}", f"{cast} AS {self._cast(DATE)}"]

    def _parts(self) -> dict[str, str]:
        """Return the columns of a date in parts, by what their cells' names are made from."""
        assert isinstance(self.file.date, DateParts)
        return {f"{DAY} {part}": name for part, name in self.file.date.columns.items()}

    def _part(self, key: str, part: str | int) -> str:
        """Return SQL for the text of a part of the date: a column's, or a number."""
        return literal(str(part)) if isinstance(part, int) else quoted(f"text of {DAY} {key}")

    def gathered(self, query: str, unit: str) -> str:
        """Return the rows of *query*, with those of a block of *unit* put together and cast."""
        cells = [self._raw(name) for name in self.rows.schema.used]
        dated = isinstance(self.file.date, DateColumn | DateParts)
        stands_for = self._first(DATE) if self.with_days else self._cast(DATE)
        day = f"CAST({self._day(stands_for)} AS DATE)" if dated else None
        query = query if self.with_days else self.worked_out(query, [DATE])
        query = gather(query, cells, day, self._raw(DATE), unit)
        casts = self.firsts(gathered=True)
        casts += [f"first AS {stands_for}"] if dated else []
        return f"SELECT {', '.join(['*', *casts])} FROM ({query})"  # noqa: S608 (names are quoted)

    def counts(self, unit: str | None) -> list[str]:
        """Return how many rows a row stands for, and their days in a block of *unit*."""
        if unit is None:
            return []
        bits, days = day_bits(quoted(DAY), unit), quoted(DAYS)
        if self.with_days:  # whose text was no day at first is of one day
            return [quoted(TIMES), f"COALESCE({days}, {bits}) AS {days}"]
        dated = isinstance(self.file.date, DateColumn | DateParts)
        return [quoted(TIMES), days if dated else f"{bits} AS {days}"]

    def values(self) -> list[str]:
        """Return what is selected next: the values, and the day."""
        found = []
        for name in self.rows.schema.used:
            cell = self._cell(name, self._raw(name))
            if cell.type is not ColumnType.TEXT:
                value = cell.value(self._cast(name), self._text(name))
                found.append(f"{value} AS {quoted(self.rows.value(name))}")
        return [*found, self.day]

    def losses(self) -> list[str]:
        """Return what is selected last: what values lack of what is written."""
        found = []
        for name in self.rows.schema.used:
            if self.rows.has_lost(name):
                cell = self._cell(name, self._raw(name))
                lost = cell.lost(quoted(self.rows.value(name)), self._text(name))
                found.append(f"{lost} AS {quoted(self.rows.lost(name))}")
        return found

    def present(self, name: str) -> str:
        """Return SQL that is true where the cell of column *name* is not blank."""
        return self._cell(name, self._raw(name)).present

    @property
    def has_date(self) -> bool:
        """Whether the columns that the date stands in are there."""
        match self.file.date:
            case DateColumn(column=column):
                names = [column]
            case DateParts() as parts:
                names = list(parts.columns.values())
            case date:
                return date is not None
        return all(self.rows.schema.column_of(self.file, name) for name in names)

    @property
    def day(self) -> str:
        """What is selected next for the row's date alone."""
        return f"CAST({self._day(self._cast(DATE))} AS DATE) AS {quoted(DAY)}"

    @property
    def day_as_it_stands(self) -> str | None:
        """SQL for the day of a cell of the relation as it stands; None where none could be one."""
        if not isinstance(self.file.date, DateColumn):
            return None
        return self._cell(DATE, self._place(DATE)).first

    @property
    def day_present(self) -> str:
        """SQL that is true where the text that the row's date stands in is not blank."""
        match self.file.date:
            case DateColumn():
                return self._cell(DATE, self._raw(DATE)).present
            case DateParts():
                return f"{self._raw(DATE)} IS NOT NULL"
            case _:
                return "TRUE"

    def _day(self, cast: str) -> str:
        """Return SQL for the moment of the row, which *cast* is unless it is out of bounds."""
        match self.file.date:
            case DateColumn():
                return self._cell(DATE, self._raw(DATE)).value(cast, "")
            case DateParts():
                plain = Cell("", ColumnType.DATE, Column(), self.file.reading, (), None)
                return plain.value(cast, "")
            case DateFixed(fixed=fixed):
                return f"DATE {literal(fixed.isoformat())}"
            case None:
                return "NULL"

    def _place(self, name: str) -> str:
        """Return the relation's name of the column *name*, or a blank."""
        if name == DATE:
            assert isinstance(self.file.date, DateColumn)
            name = self.file.date.column
        return self.rows.schema.column_of(self.file, name) or "CAST(NULL AS VARCHAR)"

    def _cell(self, name: str, raw: str) -> Cell:
        rows, reading = self.rows, self.file.reading
        missing, timezone = rows.schema.dataset.missing, rows.schema.definition.timezone
        column = self._column(name)
        if name != DATE:
            type_ = rows.schema.type_of(name)
        else:
            type_ = column.type if column.type in DATES else ColumnType.DATETIME
        assert type_ is not None
        return Cell(raw, type_, column, reading, missing, timezone)

    def _column(self, name: str) -> Column:
        """Return what is said of column *name*; a date's own format comes before the column's."""
        date = self.file.date
        if name == DATE:
            assert isinstance(date, DateColumn)
            name = date.column
        column = self.rows.schema.described(self.file, name)
        if isinstance(date, DateColumn) and date.column == name and date.format:
            return replace(column, format=date.format)
        return column

    def _raw(self, name: str) -> str:
        return quoted(f"raw of {self.rows.alias(name)}")

    def _first(self, name: str) -> str:
        """Return the name of what a cell gives as it stands; a number needs no other cast."""
        is_number = self._cell(name, "").type is ColumnType.NUMBER
        return self._cast(name) if is_number else quoted(f"first of {self.rows.alias(name)}")

    def _bare(self, name: str) -> str:
        return quoted(f"bare of {self.rows.alias(name)}")

    def _text(self, name: str) -> str:
        return quoted(f"text of {self.rows.alias(name)}")

    def _cast(self, name: str) -> str:
        return quoted(f"cast of {self.rows.alias(name)}")


_COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.In, exp.Between)


_OUR_FUNCTIONS = (*SPANS, "has", TEXT_OF)
"""Functions that the engine does not know by these names."""


def _column(name: str) -> exp.Expr:
    return exp.column(exp.to_identifier(name, quoted=True))


def _hours(first: exp.Expr, last: exp.Expr) -> exp.Expr:
    between = exp.DateDiff(this=last, expression=first, unit=exp.var("MICROSECOND"))
    return exp.paren(exp.Div(this=between, expression=exp.Literal.number(3_600_000_000.0)))


def _is_among(cell: exp.Expr, word: str) -> exp.Expr:
    """Return what is true where *word* is one of the answers in *cell*, which commas part."""
    pattern = exp.Literal.string(among(word))
    return exp.Anonymous(this="REGEXP_MATCHES", expressions=[cell, pattern])


def among(word: str) -> str:
    """Return the pattern that finds *word* among answers that commas or semicolons part."""
    return rf"(^|[,;])\s*{re.escape(word.strip())}\s*([,;]|$)"


def _workdays_to(day: exp.Expr, holidays: Sequence[date]) -> exp.Expr:
    """Return the workdays from Monday, 1 January 1900, up to and with *day*.

    *holidays* are none, unless they fall on a weekend.
    """
    free = [each for each in holidays if each.weekday() < _SATURDAY]
    weekdays = _weekdays_to(day)
    for each in free:
        passed = fill(f"CASE WHEN :day >= DATE '{each}' THEN 1 ELSE 0 END", day=day)
        weekdays = exp.Sub(this=weekdays, expression=passed)
    return exp.paren(weekdays)


_SATURDAY = 5


def _weekdays_to(day: exp.Expr) -> exp.Expr:
    """Return the weekdays from Monday, 1 January 1900, up to and with *day*."""
    since = exp.DateDiff(
        this=day,
        expression=exp.cast(exp.Literal.string("1900-01-01"), "DATE"),
        unit=exp.var("DAY"),
    )
    return fill("(5 * FLOOR(:d / 7) + LEAST(:d - 7 * FLOOR(:d / 7) + 1, 5))", d=since)


def day_of(rows: Rows, column: str | None) -> str:
    """Return SQL for the day of a row: the dataset's date, or that in *column*."""
    return quoted(DAY) if column is None else f"CAST({quoted(rows.value(column))} AS DATE)"
