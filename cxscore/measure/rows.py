"""The rows of a dataset in SQL: read, cleaned, typed, judged, the same columns from every file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from cxscore.measure.cells import Check, day_of_parts, literal, quoted, text_of, value_of
from cxscore.measure.files import DATE, OpenFile
from cxscore.measure.expressions import SPANS
from cxscore.measure.questions import TEXT_OF, fill
from cxscore.measure.sheet import DATES, Sheet
from cxscore.model.dataset import Column, ColumnType, DateColumn, DateFixed, DateParts

FILE, KEEP, FAULTS, RECORD, DAY = "$file", "$keep", "$faults", "$record", "$day"
"""Columns of ours beside the user's."""

MOST_FAULTS = 60
"""Bits of the mask that says what is wrong with a row; further faults share the last."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be wrong with a row, and its bit in the mask."""

    bit: int
    column: str
    """The column's name for KPIs; ``""`` for the date of the row."""
    check: Check | None = None
    blank: bool = False
    """The fault is that the row has no date."""


@dataclass(slots=True)
class Rows:
    """The rows of a sheet whose questions have all been asked."""

    sheet: Sheet
    where: exp.Expr | None
    """The dataset's ``where``."""
    dates: Sequence[str]
    """The columns that stand in for the dataset's date in some KPI."""
    _alias: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Give every column a name of its own: DuckDB takes ``Score`` and ``score`` for one."""
        taken: set[str] = set()
        for name in self.sheet.used:
            alias = name
            while alias.casefold() in taken:
                alias += "~"
            taken.add(alias.casefold())
            self._alias[name] = alias
        self._list_faults()

    def value(self, name: str) -> str:
        """Return the name under which the value of column *name* stands in the rows."""
        return self._alias[name]

    def text(self, name: str) -> str:
        """Return the name under which the text of column *name* stands in the rows."""
        alias = self._alias[name]
        return alias if self.sheet.type_of(name) is ColumnType.TEXT else f"text of {alias}"

    # -- faults

    def _list_faults(self) -> None:
        found: list[tuple[str, Check | None, bool]] = [("", None, True), ("", None, False)]
        checks = list(self.sheet.checks)
        for name in self.sheet.used:
            found += [(name, check, False) for check in checks if check.column == name]
            if self.sheet.type_of(name) is not ColumnType.TEXT:
                found.append((name, None, False))
        last = MOST_FAULTS - 1
        self.faults = [Fault(min(n, last), *each) for n, each in enumerate(found)]

    def _mask(self) -> str:
        bits: dict[int, list[str]] = {}
        for fault in self.faults:
            bits.setdefault(fault.bit, []).append(self._broken(fault))
        return " + ".join(
            f"CASE WHEN {' OR '.join(f'({c})' for c in conditions)} THEN {1 << bit} ELSE 0 END"
            for bit, conditions in bits.items()
        )

    def _broken(self, fault: Fault) -> str:
        """Return SQL that is true for a row with *fault*."""
        keep = [quoted(KEEP)] if self.where is not None else []
        if not fault.column:
            day, text = quoted(DAY), quoted(f"text of {DAY}")
            state = f"{text} IS NULL" if fault.blank else f"{text} IS NOT NULL AND {day} IS NULL"
            return " AND ".join([*keep, f"({state})"])
        text, value = quoted(self.text(fault.column)), quoted(self.value(fault.column))
        if fault.check is not None:
            failed = fault.check.failed(text if fault.check.words else value)
            when = None if fault.check.when is None else [fault.check.when]
        else:
            failed = f"{value} IS NULL"
            when = self.sheet.when(fault.column)
        if when and isinstance(when[0], exp.Boolean):
            keep = []
        rows = [f"({' OR '.join(f'({self.engine(w)})' for w in when)})"] if when else []
        return " AND ".join([f"{text} IS NOT NULL", *keep, failed, *rows])

    # -- from a file to rows

    def judged(self, files: Iterable[int] | None = None, *, records: bool = False) -> str:
        """Return a query for all rows, each with what is wrong with it.

        *files* are the numbers of the files meant. With *records* each row
        has its number in its file, from 0, which costs a core.
        """
        numbers = range(len(self.sheet.files)) if files is None else files
        union = " UNION ALL ".join(self._typed(number, records=records) for number in numbers)
        keep = "TRUE" if self.where is None else self.engine(self.where)
        kept = f"SELECT *, {keep} AS {quoted(KEEP)} FROM ({union})"
        return f"SELECT *, {self._mask()} AS {quoted(FAULTS)} FROM ({kept})"

    def _typed(self, number: int, *, records: bool) -> str:
        file = self.sheet.files[number]
        own = [f"{number} AS {quoted(FILE)}"]
        if records:
            own.append(quoted(RECORD))
        values: list[str] = []
        for name in self.sheet.used:
            type_ = self.sheet.type_of(name)
            text = quoted(f"text of {self._alias[name]}")
            sql = value_of(text, type_, self._column(file, name), file.reading, self._timezone)
            values.append(f"{sql} AS {quoted(self.value(name))}")
            if type_ is not ColumnType.TEXT:
                values.append(text)
        days = [f"{sql} AS {quoted(name)}" for name, sql in self._days(file).items()]
        columns = ", ".join([*own, *values, *days])
        return f"SELECT {columns} FROM ({self._texts(file, records=records)})"

    def _texts(self, file: OpenFile, *, records: bool) -> str:
        texts = [
            f"{self._text(file, name)} AS {quoted(f'text of {self._alias[name]}')}"
            for name in self.sheet.used
        ]
        texts += [f"{sql} AS {quoted(name)}" for name, sql in self._date_texts(file).items()]
        if records:
            texts.append(f"ROW_NUMBER() OVER () - 1 AS {quoted(RECORD)}")
        return f"SELECT {', '.join(texts) or '1'} FROM {file.relation()}"

    def _text(self, file: OpenFile, name: str) -> str:
        relation_column = self.sheet.column_of(file, name)
        if relation_column is None:
            return "CAST(NULL AS VARCHAR)"
        return text_of(relation_column, self._column(file, name), self.sheet.dataset.missing)

    def _column(self, file: OpenFile, name: str) -> Column:
        """Return what is said of column *name*; a date's own format comes before the column's."""
        column = self.sheet.described(file, name)
        date = file.date
        if isinstance(date, DateColumn) and date.column == name and date.format:
            return Column(column.source, column.type, missing=column.missing, format=date.format)
        return column

    # -- dates

    def _date_texts(self, file: OpenFile) -> dict[str, str]:
        """Return SQL for the texts that *file*'s own date stands in, by our names for them."""
        match file.date:
            case DateColumn(column=column):
                text = self._text(file, column) if column != DATE else file.column(DATE) or "NULL"
                return {f"text of {DAY}": text}
            case DateParts(year=year, month=month, day=day):
                named = {"year": year, "month": month, "day": day}
                parts = {
                    f"{key} of {DAY}": self._text(file, name)
                    for key, name in named.items()
                    if name is not None
                }
                whole = " || ' ' || ".join(parts.values())
                return {**parts, f"text of {DAY}": whole}
            case _:
                return {f"text of {DAY}": "'fixed'"}

    def _days(self, file: OpenFile) -> dict[str, str]:
        """Return SQL for the days of *file*'s rows, by our names for them."""
        text = quoted(f"text of {DAY}")
        match file.date:
            case DateColumn(column=column):
                described = self._column(file, column)
                type_ = described.type if described.type in DATES else ColumnType.DATETIME
                assert type_ is not None
                moment = value_of(text, type_, described, file.reading, self._timezone)
            case DateParts(day=day):
                parts = [quoted(f"{key} of {DAY}") for key in ("year", "month")]
                moment = day_of_parts(*parts, quoted(f"day of {DAY}") if day else None)
            case DateFixed(fixed=fixed):
                moment = f"DATE {literal(fixed.isoformat())}"
            case None:
                moment = "CAST(NULL AS DATE)"
        return {DAY: f"CAST({moment} AS DATE)", f"text of {DAY}": text}

    @property
    def _timezone(self) -> str | None:
        return self.sheet.definition.timezone

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
        if isinstance(node, exp.Anonymous) and node.name in (*SPANS, TEXT_OF):
            return self._span(node)
        if isinstance(node, _COMPARISONS) and (dates := self._dated(node)):
            return dates
        for child in list(node.iter_expressions()):
            child.replace(self._place(child))
        return node

    def _span(self, node: exp.Anonymous) -> exp.Expr:
        if node.name == TEXT_OF:
            name = self.text(node.expressions[0].name)
            return exp.column(exp.to_identifier(name, quoted=True))
        first, last = (self._moment(part) for part in node.expressions)
        if node.name == "hours":
            seconds = exp.DateDiff(this=last, expression=first, unit=exp.var("MICROSECOND"))
            return exp.paren(exp.Div(this=seconds, expression=exp.Literal.number(3_600_000_000.0)))
        first, last = exp.cast(first, "DATE"), exp.cast(last, "DATE")
        if node.name == "days":
            return exp.DateDiff(this=last, expression=first, unit=exp.var("DAY"))
        return exp.paren(exp.Sub(this=_workdays_to(last), expression=_workdays_to(first)))

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
        if not any(self.sheet.type_of(column.name) in DATES for column in columns):
            return None
        texts = [part for part in parts if isinstance(part, exp.Literal)]
        type_ = "DATE" if texts and all(len(t.this) == 10 for t in texts) else "TIMESTAMP"
        for part in parts:
            part.replace(exp.cast(self._moment(part), type_))
        return node


_COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.In, exp.Between)


def _workdays_to(day: exp.Expr) -> exp.Expr:
    """Return the weekdays from Monday, 1 January 1900, up to and with *day*."""
    since = exp.DateDiff(
        this=day, expression=exp.cast(exp.Literal.string("1900-01-01"), "DATE"),
        unit=exp.var("DAY"),
    )
    return fill("(5 * FLOOR(:d / 7) + LEAST(:d - 7 * FLOOR(:d / 7) + 1, 5))", d=since)
