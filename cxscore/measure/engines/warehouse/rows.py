"""The rows of a table as one SELECT: cleaned, kept or not, judged; the same columns as of files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from cxscore.composed import composed
from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.casts import FALSE, LARGEST, TRUE, plain_number
from cxscore.measure.engines.duckdb.rows import DAY, FAULTS, FILE, KEEP, Fault, Rows, among
from cxscore.measure.engines.engine import Engine, TableColumn, Take, TooLong
from cxscore.measure.engines.warehouse.dialects import (
    ONE,
    Dialect,
    case,
    column,
    less,
    named,
    nested,
    number,
    picked,
    text,
)
from cxscore.measure.horizon import Span
from cxscore.measure.queries.expressions import TEXT_OF
from cxscore.measure.queries.source import ColumnSource
from cxscore.measure.queries.trees import both, fill
from cxscore.measure.settled_totals import SettledTotals
from cxscore.model.column_type import ColumnType
from cxscore.model.dates import DateColumn, DateFixed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Tree = exp.Expr

_SANE = ("1900-01-01T00:00:00", "9998-12-31T23:59:59.999999")
"""Days that a row can be of, as in files."""
_SATURDAY = 5
_MONDAY = date(1900, 1, 1)


@frozen
class Days:
    """Rows from one day on and before another, by the dataset's date; each may be open."""

    first: date | None
    before: date | None

    @property
    def undated(self) -> bool:
        """Whether rows without a date are among them: those that never end, as they may get one."""
        return self.before is None


@frozen
class DescribedTable:
    """A table, or a query, and what is known of its columns: enough to write SELECTs of it."""

    dialect: Dialect
    """The words that it is asked in."""
    relation: exp.Expr
    """What stands after FROM."""
    columns: Mapping[str, TableColumn]


@frozen
class Table(DescribedTable):
    """A table that can be asked, and what it says of its columns."""

    engine: Engine
    exchange: Path
    """The file by which totals come to DuckDB; it is there only while they do."""
    settled: SettledTotals | None = None
    """What it answered about days whose rows no longer change, if that is kept."""

    def different(self, name: str) -> int:
        """Return how many different values the column *name* has."""
        counted = named(exp.Count(this=exp.Distinct(expressions=[column(name)])), "values")
        select = picked([counted], self.relation.copy())
        return int(self.engine.fetch(self.dialect.sql(select)).rows[0][0])


@dataclass(slots=True)
class DescribedRows(Rows):
    """The rows of a table whose queries have all been asked, as SELECTs: no engine is needed."""

    table: DescribedTable = field(kw_only=True)

    # -- what is not as in files

    @property
    def in_files(self) -> bool:
        """Whether the rows stand in files: those of a table are asked where they are."""
        return False

    @property
    def words(self) -> Dialect:
        """The engine's words."""
        return self.table.dialect

    def has_lost(self, name: str) -> bool:
        """Return that no digits are asked for that a double lacks: no cell is a text."""
        return False

    def has_instant(self, name: str) -> bool:
        """Return that no column of its own holds moments in UTC."""
        return False

    def judged(self, *_: object, **__: object) -> str:
        """Refuse: no query of DuckDB reads these rows."""
        raise AssertionError("the rows of a table are read where they are")

    def cleaning(self, name: str) -> tuple[str, str] | None:
        """Return that nothing is cleaned later."""
        return None

    @property
    def _file(self) -> ColumnSource:
        return self.schema.sources[0]

    # -- from the table to rows

    def select(
        self,
        names: Sequence[str] | None = None,
        span: Span | Days | None = None,
        *,
        sound: bool = False,
        bare: Sequence[str] = (),
    ) -> exp.Select:
        """Return the query for the rows: their file, day, whether they are kept, what is wrong.

        *names* are the columns wanted; all that are used where None. Rows
        outside *span* are left out, by the raw column, so that partitions
        are. Only *sound* rows are those that are kept and have no fault.
        Of the columns *bare* the cells go along as texts that are not cleaned.
        """
        wanted = list(self.schema.used) if names is None else list(names)
        picks = [
            *(column(name) for name in self._names(wanted)),
            column(DAY),
            column(KEEP),
            named(number(0), FILE),
            named(self._faulty(), FAULTS),
        ]
        for name in bare:
            cell = self._text_in(column(self._raw(name)), self._source(name))
            picks.append(named(cell, self.bare(name)))
        judged = picked(picks, nested(self._with_kept(span), "kept"))
        if not sound:
            return judged
        good = both(exp.EQ(this=column(FAULTS), expression=number(0)), column(KEEP))
        return picked([exp.Star()], nested(judged, "judged"), good)

    def _with_kept(self, span: Span | Days | None = None, keys: Sequence[str] = ()) -> exp.Select:
        """Return the query for cells, values, the day, and whether the row is kept."""
        kept = named(self._kept(), KEEP)
        return picked([exp.Star(), kept], nested(self._valued(span, keys), "valued"))

    def bare(self, name: str) -> str:
        """Return the name under which the cells of column *name* go along as they stand."""
        return f"bare of {self.alias(name)}"

    def broken(self, faults: Sequence[Fault], most: int) -> exp.Select:
        """Return the query for the cells of one column that have any of *faults*, as texts.

        The most frequent come first, each with how many rows have it, and
        with the key of one of these where the dataset says what is unique.
        """
        name = faults[0].column
        cell = self._text_in(column(self._raw(name)), self._source(name or _date_of(self._file)))
        keys = self.schema.dataset.unique
        parts = [
            named(self._text_in(column(self._raw_key(key)), self._source(key)), f"$key {at}")
            for at, key in enumerate(keys)
        ]
        broken = exp.or_(*(self._is_broken(fault) for fault in faults))
        rows = picked(
            [named(cell, "$cell"), *parts], nested(self._with_kept(keys=keys), "kept"), broken
        )
        return _most_frequent(rows, "$cell", most, [f"$key {at}" for at in range(len(keys))])

    @property
    def has_key(self) -> bool:
        """Whether the dataset says which columns no two rows share, and has them."""
        unique = self.schema.dataset.unique
        return bool(unique) and all(self.schema.column_of(self._file, name) for name in unique)

    def repeated(self, most: int) -> exp.Select:
        """Return the query for the keys that several rows have, and how many each."""
        keys, parts = self._keys_of()
        often = named(exp.Count(this=exp.Star()), "$often")
        known = exp.or_(*(self.words.known(key) for key in keys))
        every = picked([*keys, often], nested(parts, "keys"), known, by=keys)
        several = exp.GT(this=column("$often"), expression=ONE.copy())
        found = picked([exp.Star()], nested(every, "every"), several)
        return found.order_by(*(key.copy() for key in keys), copy=False).limit(most, copy=False)

    def without_key(self) -> exp.Select:
        """Return the query for how many rows have no key at all."""
        keys, parts = self._keys_of()
        blank = both(*(_blank(key) for key in keys))
        return picked([named(exp.Count(this=exp.Star()), "rows")], nested(parts, "keys"), blank)

    def _keys_of(self) -> tuple[list[Tree], exp.Select]:
        """Return the names of the key's parts, and the query for them."""
        unique = self.schema.dataset.unique
        parts = []
        for at, name in enumerate(unique):
            cell = self._text_in(self._raw_column(name), self._source(name))
            clean = self.words.same_text(self._cleaned(name, cell))
            parts.append(named(clean, f"$key {at}"))
        keys: list[Tree] = [column(f"$key {at}") for at in range(len(unique))]
        return keys, picked(parts, self.table.relation.copy())

    def _names(self, wanted: Sequence[str]) -> list[str]:
        """Return the names under which what is asked of the columns *wanted* stands."""
        found: dict[str, None] = {}
        for name in wanted:
            found[self.value(name)] = None
            if name in self.schema.texts:
                found[self.text(name)] = None
        return list(found)

    def _valued(self, span: Span | Days | None, keys: Sequence[str] = ()) -> exp.Select:
        """Return the query for the cells, each under a name of ours, and their values."""
        raw = {name: self._raw_column(name) for name in self.schema.used}
        cells = [named(tree, self._raw(name)) for name, tree in raw.items()]
        if isinstance(self._file.date, DateColumn):
            source = self._source(self._file.date.column)
            cells.append(named(column(source.name), self._raw("")))
        cells += [named(self._raw_column(key), self._raw_key(key)) for key in keys]
        read = picked(cells or [named(ONE.copy(), "one")], self._relation(span))
        names: list[Tree] = [column(self._raw(name)) for name in (*raw, *self._date_cells)]
        for name in self.schema.used:
            names.append(named(self._value(name), self.value(name)))
            if name in self.schema.texts and self.text(name) != self.value(name):
                names.append(named(self._text(name), self.text(name)))
        names += [column(self._raw_key(key)) for key in keys]
        names.append(named(self._day(), DAY))
        return picked(names, nested(read, "cells"))

    @property
    def _date_cells(self) -> list[str]:
        return [""] if isinstance(self._file.date, DateColumn) else []

    def _relation(self, span: Span | Days | None) -> Tree:
        """Return the table, or its rows of *span*: by a range on the column as it stands."""
        table = self.table.relation.copy()
        date_ = self._file.date
        if span is None or not isinstance(date_, DateColumn):
            return table
        source = self._source(date_.column)
        zone, zoned = self.schema.definition.timezone, source.zoned
        raw, words = column(source.name), self.words

        def edge(day: date) -> Tree:
            if source.type is ColumnType.DATE:
                return words.a_day(day)
            return words.edge(day, zoned=zoned, zone=zone)

        days = span if isinstance(span, Days) else Days(span[0], span[1] + timedelta(days=1))
        bounds: list[Tree] = []
        if days.first is not None:
            bounds.append(exp.GTE(this=raw, expression=edge(days.first)))
        if days.before is not None:
            bounds.append(exp.LT(this=raw, expression=edge(days.before)))
        within = both(*bounds)
        if days.undated:
            within = exp.or_(within, _blank(raw))
        return nested(picked([exp.Star()], table, within), "within")

    def _place_of(self, name: str) -> str | None:
        return self._file.column(self.schema.described(self._file, name).source or name)

    def _source(self, name: str) -> TableColumn:
        """Return the table's column that is called *name* in kpis.yaml."""
        place = self._place_of(name)
        if place is None:
            # A column that would be of use, and is not there: its cells are blank.
            return TableColumn(name, self.schema.type_of(name), "")
        return list(self.table.columns.values())[int(place[1:]) - 1]

    def _raw_column(self, name: str) -> Tree:
        if self._place_of(name) is None:
            return exp.Null()
        source = self._source(name)
        cell = column(source.name)
        # An enumeration is a text, and yet no function of texts takes it.
        return self.words.written(cell) if source.type is ColumnType.TEXT else cell

    def _raw(self, name: str) -> str:
        return f"raw of {self.alias(name)}"

    def _raw_key(self, name: str) -> str:
        return f"key {name}"

    # -- values

    def _value(self, name: str) -> Tree:
        """Return the value of column *name*; a blank where its cell cannot be one."""
        raw, source, words = column(self._raw(name)), self._source(name), self.words
        match self.schema.type_of(name):
            case ColumnType.NUMBER:
                return self._number(name, raw, source)
            case ColumnType.BOOLEAN:
                return self._truth(raw, source)
            case ColumnType.DATE | ColumnType.DATETIME:
                return self._sane(self._moment_in(raw, source))
            case _:
                return words.same_text(self._cleaned(name, self._text_in(raw, source)))

    def _number(self, name: str, raw: Tree, source: TableColumn) -> Tree:
        words, described = self.words, self.schema.described(self._file, name)
        if source.type is ColumnType.TEXT:
            read = words.number_in(raw)
        elif source.type is ColumnType.BOOLEAN:
            read = case((raw, number(1.0)), (exp.Not(this=raw), number(0.0)))
        else:
            read = words.double(raw)
        value = words.finite(read)
        if missing := self._missing_numbers(name):
            listed = [number(each) for each in missing]
            value = case((exp.Not(this=exp.In(this=read, expressions=listed)), value))
        if described.times != 1.0:
            value = exp.paren(exp.Mul(this=value, expression=words.double(number(described.times))))
        return value

    def _missing_numbers(self, name: str) -> list[float]:
        """Return the markers of "no answer" that are numbers."""
        found = []
        for marker in self._markers(name):
            try:
                found.append(float(marker))
            except ValueError:
                continue
        return [each for each in found if abs(each) <= LARGEST]

    def _markers(self, name: str) -> list[str]:
        described = self.schema.described(self._file, name)
        written = (*self.schema.dataset.missing, *described.missing)
        return sorted({plain_number(composed(m).strip().lower()) for m in written} - {""})

    def _truth(self, raw: Tree, source: TableColumn) -> Tree:
        if source.type is ColumnType.BOOLEAN:
            return raw
        if source.type is ColumnType.NUMBER:
            cell, true, false = raw, [number(1)], [number(0)]
        else:
            cell = self.words.lower(self.words.trimmed(raw))
            true, false = ([text(word) for word in words] for words in (TRUE, FALSE))
        yes, no = (exp.In(this=cell.copy(), expressions=each) for each in (true, false))
        return case((yes, exp.true()), (no, exp.false()))

    def _moment_in(self, raw: Tree, source: TableColumn) -> Tree:
        zone = self.schema.definition.timezone
        if source.zoned and zone is not None:
            return self.words.local(raw, zone)
        return self.words.moment(raw)

    def _sane(self, moment: Tree) -> Tree:
        low, high = (self.words.a_moment(each) for each in _SANE)
        return case((exp.Between(this=moment, low=low, high=high), moment))

    # -- texts

    def _text(self, name: str) -> Tree:
        """Return the text of column *name*, whatever its type."""
        raw, source = column(self._raw(name)), self._source(name)
        return self.words.same_text(self._cleaned(name, self._text_in(raw, source)))

    def _text_in(self, raw: Tree, source: TableColumn) -> Tree:
        words = self.words
        match source.type:
            case ColumnType.TEXT:
                return words.trimmed(raw)
            case ColumnType.BOOLEAN:
                return case((raw, text("true")), (exp.Not(this=raw), text("false")))
            case ColumnType.NUMBER if not source.exact:
                whole = exp.EQ(this=words.whole(raw), expression=raw)
                near = exp.LTE(this=exp.Abs(this=raw), expression=number(LARGEST))
                as_whole = words.written(words.integer(case((near, words.whole(raw)))))
                return case((both(near, whole), as_whole), otherwise=words.written(raw))
            case ColumnType.DATE:
                return words.written(words.day(raw))
            case _:
                return words.written(raw)

    def _cleaned(self, name: str, value: Tree) -> Tree:
        """Return the text *value* without markers of "no answer", and with the new names."""
        found: Tree = exp.Nullif(this=value.copy(), expression=text(""))
        if markers := self._markers(name):
            listed: list[Tree] = [text(marker) for marker in markers]
            marked = exp.In(this=self.words.lower(value), expressions=listed)
            found = case((exp.Not(this=marked), found))
        rename = self.schema.described(self._file, name).rename
        if rename:
            same = self.words.same_text(value)
            pairs = [
                (
                    exp.EQ(this=same, expression=text(plain_number(composed(old)))),
                    text(composed(new)),
                )
                for old, new in rename.items()
            ]
            found = case(*pairs, otherwise=found)
        return found

    # -- the day

    def _day(self) -> Tree:
        match self._file.date:
            case DateColumn(column=name):
                raw, source = column(self._raw("")), self._source(name)
                return self.words.day(self._sane(self._moment_in(raw, source)))
            case DateFixed(fixed=fixed):
                return self.words.a_day(fixed)
            case _:
                return self.words.day(exp.Null())

    def day_of(self, name: str | None) -> Tree:
        """Return the day of a row: the dataset's date, or that in column *name*."""
        return column(DAY) if name is None else self.words.day(column(self.value(name)))

    def block_of(self, name: str | None, unit: str) -> Tree:
        """Return the first day of the *unit* that the day of a row falls into."""
        return self.words.block(self.day_of(name), unit)

    # -- kept, and judged

    def _kept(self) -> Tree:
        condition = self.condition(0)
        if condition is None:
            return exp.true()
        return self.placed(self.schema.told_by_words(condition))

    def _faulty(self) -> Tree:
        bits: dict[int, list[Tree]] = {}
        for fault in self.faults:
            bits.setdefault(fault.bit, []).append(self._is_broken(fault))
        words = self.words
        zero = words.integer(number(0))
        masks = [
            case((exp.or_(*broken), words.integer(number(1 << bit))), otherwise=zero)
            for bit, broken in bits.items()
        ]
        total = masks[0]
        for mask in masks[1:]:
            total = exp.Add(this=total, expression=mask)
        return total

    def _is_broken(self, fault: Fault) -> Tree:
        """Return whether a row has *fault*."""
        keep: list[Tree] = [column(KEEP)] if self.chooses else []
        if not fault.column:
            if not self._date_cells:
                return exp.false()
            blank = _blank(column(self._raw("")))
            state = blank if fault.blank else exp.Not(this=blank)
            return both(*keep, _blank(column(DAY)), state)
        value, when = column(self.value(fault.column)), None
        if fault.check is not None:
            fails = self._fails(fault)
            when = None if fault.check.when is None else [fault.check.when]
        else:
            fails = _blank(value)
            when = self.schema.when(fault.column)
        if when and isinstance(when[0], exp.Boolean):
            keep = []
        rows: list[Tree] = [exp.paren(exp.or_(*(self.placed(w) for w in when)))] if when else []
        return both(self._present(fault.column), *keep, exp.paren(fails), *rows)

    def _present(self, name: str) -> Tree:
        """Return whether the cell of column *name* holds anything."""
        raw, source = column(self._raw(name)), self._source(name)
        if source.type is ColumnType.TEXT:
            raw = self._cleaned(name, self.words.trimmed(raw))
        elif missing := self._missing_numbers(name):
            listed = [number(each) for each in missing]
            return both(
                self.words.known(raw),
                exp.Not(this=exp.In(this=self.words.double(raw), expressions=listed))
                if source.type is ColumnType.NUMBER
                else None,
            )
        return self.words.known(raw)

    def _fails(self, fault: Fault) -> Tree:
        check = fault.check
        assert check is not None
        if check.words:
            listed: list[Tree] = [text(word) for word in check.words]
            return exp.Not(this=exp.In(this=column(self.text(fault.column)), expressions=listed))
        value = column(self.value(fault.column))
        bounds: list[Tree] = [_blank(value)]
        if check.low is not None:
            bounds.append(exp.LT(this=value, expression=_signed(check.low)))
        if check.high is not None:
            bounds.append(exp.GT(this=value, expression=_signed(check.high)))
        if check.whole:
            bounds.append(exp.NEQ(this=value, expression=self.words.whole(value)))
        return exp.or_(*bounds)

    # -- users' expressions

    def engine(self, tree: Tree) -> str:
        """Return *tree*, over the names that KPIs use, in the engine's words."""
        return self.words.sql(self.placed(tree))

    def _place(self, node: Tree) -> Tree:
        placed = Rows._place(self, node)
        match placed:
            case exp.Round():
                decimals = placed.args.get("decimals")
                places = int(decimals.sql()) if decimals is not None else 0
                return self.words.rounded(placed.this, places)
            case exp.Lower():
                return self.words.lower(placed.this)
            case exp.Upper():
                return self.words.upper(placed.this)
            case exp.Trim():
                return self.words.trimmed(placed.this)
            case exp.Like():
                return self.words.like(placed.this, placed.expression)
        return placed

    def _called(self, node: exp.Anonymous) -> Tree:
        first, *rest = node.expressions
        words = self.words
        match node.name:
            case name if name == TEXT_OF:
                return column(self.text(first.name))
            case "has":
                return words.matches(self._place(first.copy()), among(rest[0].this))
            case "hours":
                seconds = words.seconds(self._instant(first), self._instant(rest[0]))
                return exp.paren(exp.Div(this=seconds, expression=number(3600.0)))
            case "days":
                start, end = self._day_number(first), self._day_number(rest[0])
                return less(end, start)
            case "workdays":
                return less(self._workdays_to(rest[0]), self._workdays_to(first))
        raise AssertionError(f"{node.name} is a function of ours")

    def _day_of(self, node: Tree) -> Tree:
        return self.words.day(self._moment(node))

    def _day_number(self, node: Tree) -> Tree:
        return self.words.day_number(self._day_of(node))

    def _moment(self, node: Tree) -> Tree:
        if isinstance(node, exp.Literal):
            return self.words.a_moment(node.this)
        return self._place(node.copy())

    def _instant(self, node: Tree) -> Tree:
        """Return a moment in UTC, so that what lies between two of them is elapsed time."""
        zone = self.schema.definition.timezone
        moment = self._moment(node)
        return moment if zone is None else self.words.instant(moment, zone)

    def _workdays_to(self, node: Tree) -> Tree:
        """Return the workdays from Monday, 1 January 1900, up to and with the day of *node*."""
        day = self._day_of(node)
        since = less(self.words.day_number(day), self.words.day_number(self.words.a_day(_MONDAY)))
        weeks = "FLOOR(:d / 7.0)"
        found = fill(f"(5 * {weeks} + LEAST(:d - 7 * {weeks} + 1, 5))", d=self.words.double(since))
        for each in self.schema.definition.holidays:
            if each.weekday() < _SATURDAY:
                on = exp.GTE(this=day, expression=self.words.a_day(each))
                found = less(found, case((on, ONE), otherwise=number(0)))
        return found

    def _compared(self, moment: Tree, *, as_days: bool) -> Tree:
        return self.words.day(moment) if as_days else self.words.moment(moment)


@dataclass(slots=True)
class TableRows(DescribedRows):
    """The rows of a table that can be asked."""

    table: Table = field(kw_only=True)

    def ask(self, select: exp.Select) -> Sequence[tuple[Any, ...]]:
        """Return what *select* answers.

        Raises:
            TooLong: with the dataset's name, where the engine took longer than it may.
            EngineFailed: where it does not answer.
        """
        try:
            return self.table.engine.fetch(self.words.sql(select)).rows
        except TooLong as error:
            late = f"datasets.{self.schema.id}: {error}"
        raise TooLong(late)

    def bring(self, select: exp.Select, take: Take) -> None:
        """Hand the rows of *select* to *take*, a lot at a time.

        Raises:
            TooLong: with the dataset's name, where the engine took longer than it may.
            EngineFailed: where it does not answer.
        """
        try:
            self.table.engine.bring(self.words.sql(select), take)
        except TooLong as error:
            late = f"datasets.{self.schema.id}: {error}"
        else:
            return
        raise TooLong(late)

    @property
    def settled(self) -> SettledTotals | None:
        """What the table answered about settled days; None where nothing is kept of it."""
        date_ = self._file.date
        if self.table.settled is None or not isinstance(date_, DateColumn):
            return None
        dated = self._source(date_.column).type in {ColumnType.DATE, ColumnType.DATETIME}
        return self.table.settled if dated else None

    def count(self, days: Days | None) -> int:
        """Return how many rows of *days* there are now; of all where None."""
        counted = named(exp.Count(this=exp.Star()), "rows")
        return int(self.ask(picked([counted], self._relation(days)))[0][0])

    def different(self, name: str) -> int:
        """Return how many different values the column *name* of KPIs has in the table."""
        return self.table.different(self._source(name).name)

    def dated_after(
        self,
        connection: "DuckDBPyConnection",
        day: date,
        column: str | None,
    ) -> int:
        """Return how many rows that count are dated after *day*, by the date in *column*."""
        later = exp.GT(this=self.day_of(column), expression=self.words.a_day(day))
        counted = named(exp.Count(this=exp.Star()), "$rows")
        select = picked([counted], nested(self.select(sound=True), "sound"), later)
        return int(self.ask(select)[0][0])

    def different_values(
        self,
        connection: "DuckDBPyConnection",
        operand: Tree,
        most: int,
    ) -> Sequence[tuple[object, ...]]:
        """Return the values of *operand* and how often each is there, the most frequent first."""
        value = named(self.placed(operand), "$value")
        every = picked([value], nested(self.select(), "judged"))
        known = picked([exp.Star()], nested(every, "every"), self.words.known(column("$value")))
        select = _most_frequent(known, "$value", most)
        return self.ask(select)


def _most_frequent(
    query: exp.Select, name: str, most: int, besides: Sequence[str] = ()
) -> exp.Select:
    """Return the query for the different values of *name*, and how often each is there.

    With each goes the least of what stands *besides* it.
    """
    often = named(exp.Count(this=exp.Star()), "$often")
    least = [named(exp.Min(this=column(other)), f"{other} least") for other in besides]
    found = picked([column(name), often, *least], nested(query, "found"), by=[column(name)])
    order = exp.Ordered(this=column("$often"), desc=True)
    return found.order_by(order, column(name), copy=False).limit(most, copy=False)


def _date_of(file: ColumnSource) -> str:
    assert isinstance(file.date, DateColumn), "a fixed date cannot be wrong"
    return file.date.column


def _blank(value: Tree) -> Tree:
    return exp.Is(this=value.copy(), expression=exp.Null())


def _signed(value: float) -> Tree:
    return number(value) if value >= 0 else exp.Neg(this=number(-value))
