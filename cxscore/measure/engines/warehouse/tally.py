"""The one SELECT of a table: totals at the finest grain, kept here, rolled up as of files."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from cxscore.composed import composed
from cxscore.frozen import frozen
from cxscore.measure.database import literal, quoted
from cxscore.measure.engines.duckdb.rows import FAULTS, FILE, KEEP
from cxscore.measure.engines.duckdb.tally import BLOCK, SET, Day, Tally, block_unit
from cxscore.measure.engines.warehouse.aggregates import Aggregate, TableAggregates
from cxscore.measure.engines.warehouse.dialects import (
    ONE,
    case,
    column,
    named,
    nested,
    number,
    picked,
)
from cxscore.measure.engines.warehouse.rows import Days, DescribedRows, TableRows
from cxscore.measure.horizon import Span
from cxscore.measure.queries.named_texts import NamedText
from cxscore.measure.queries.query import Dimensions, Key, KpiQuery, Rollup, Row, dimension_sets

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MET = "$met"


@frozen
class TotalsQuery:
    """The SELECT for the totals of the queries about one table that share a date."""

    rows: DescribedRows
    kpi_queries: Sequence[KpiQuery]
    date: str | None
    named: Sequence[NamedText] = ()
    """Texts that are looked for in all rows."""

    @property
    def segments(self) -> Dimensions:
        """The columns that any query is grouped by."""
        every = (
            column
            for q in self.kpi_queries
            for dimensions in dimension_sets(q)
            for column in dimensions
        )
        return tuple(dict.fromkeys(every))

    @property
    def unit(self) -> str:
        """The blocks of days (day, week, month) that totals are kept by."""
        definition = self.rows.schema.definition
        calendars = {definition.period_length(kpi_query.kpi) for kpi_query in self.kpi_queries}
        return block_unit(calendars | {definition.calendar})

    @property
    def met(self) -> list[exp.Expr]:
        """The conditions that are true of a row with a text that is looked for, each but once."""
        found: dict[str, exp.Expr] = {}
        for text in self.named:
            found.setdefault(self.rows.placed(text.met).sql("duckdb"), text.met)
        return list(found.values())

    def totals(self) -> tuple[dict[str, Aggregate], dict[int, dict[str, str]]]:
        """Return the aggregates by the names of their columns, each but once.

        With them go the columns, by the number of the query and the name of the total.
        """
        known: dict[str, str] = {}
        found: dict[str, Aggregate] = {}
        columns: dict[int, dict[str, str]] = {}
        for at, kpi_query in enumerate(self.kpi_queries):
            columns[at] = {}
            if kpi_query.people is not None:
                continue  # People are counted in rows that are brought here.
            for part, aggregate in TableAggregates(self.rows).of(kpi_query).items():
                sql = aggregate.sql
                if sql not in known:
                    known[sql] = f"t{len(known) + 1}"
                    found[known[sql]] = aggregate
                columns[at][part] = known[sql]
        return found, columns

    def select(self, totals: Mapping[str, Aggregate], days: Days | None = None) -> exp.Select:
        """Return the query for *totals* by block of days, by segment, and by what is wrong.

        It is about the rows of *days*, all rows where None.
        """
        rows, unit = self.rows, self.unit
        words = rows.words
        day = rows.day_of(self.date)
        block = named(words.block(day, unit), BLOCK)
        bits = named(words.day_bits(day, unit), "$bit")
        placed = picked([exp.Star(), block, bits], nested(rows.select(span=days), "judged"))
        texts = [column(rows.text(name)) for name in self.segments]
        keys: list[exp.Expr] = [*(column(k) for k in (FILE, KEEP, FAULTS, BLOCK)), *texts]
        met = [
            exp.Max(this=case((rows.placed(tree), ONE), otherwise=number(0))) for tree in self.met
        ]
        wanted = [
            *keys,
            named(exp.Count(this=exp.Star()), "rows"),
            named(words.any_bit(column("$bit")), "days"),
            *(named(one, f"{MET} {at}") for at, one in enumerate(met, 1)),
            *(named(one.tree, name) for name, one in totals.items()),
        ]
        return picked(wanted, nested(placed, "placed"), by=keys)


@dataclass(slots=True)
class TableTally(Tally):
    """The totals of the queries about one table that share a date."""

    table_rows: TableRows = field(kw_only=True)
    """The rows, as those of a table."""
    select: str = field(default="", init=False)
    """The SELECT that was asked, in the engine's words."""
    fresh: Days | None = field(default=None, init=False)
    """The days that were asked just now, all of them where None, besides what is settled."""
    fresh_rows: int = field(default=0, init=False)
    """How many rows these have."""

    def count(self) -> None:
        """Ask the engine once, and keep the totals in a table here."""
        rows = self.table_rows
        query = TotalsQuery(rows, self.kpi_queries, self.date, self.named)
        self._segments = query.segments
        names = [*self._keys(), *self._texts(self._segments)]
        asked, self._columns = query.totals()
        self._rollups = {name: total.rollup for name, total in asked.items()}
        types = ["INTEGER", "BOOLEAN", "BIGINT", "DATE", *("VARCHAR" for _ in self._segments)]
        types += ["BIGINT", "BIGINT", *("BOOLEAN" for _ in query.met)]
        types += [_TYPES[total.rollup] for total in asked.values()]
        names += ["rows", "days", *(quoted(f"{MET} {at}") for at, _ in enumerate(query.met, 1))]
        names += list(asked)
        before_rows = len(self._keys()) + len(self._segments)
        answered = self._answered(query, asked, before_rows)
        width = len(self._keys())
        kept = ([*row[:width], *map(_composed, row[width:])] for row in answered)
        keep_table(
            self.connection,
            rows.table.exchange,
            self.name,
            list(zip(names, types, strict=True)),
            kept,
        )
        self.connection.execute(f"ALTER TABLE {self.name} ADD COLUMN {quoted(SET)} INTEGER")
        self.connection.execute(f"UPDATE {self.name} SET {quoted(SET)} = 0")  # noqa: S608 (our names)

    def _answered(
        self, query: TotalsQuery, asked: Mapping[str, Aggregate], place_of_rows: int
    ) -> list[tuple[Any, ...]]:
        """Return the totals *asked*: of settled days those that are kept, which all add up.

        A range of days is one on the table's own column, so that each row is of one part,
        however odd its day is.
        """
        rows, kept = self.table_rows, list[tuple[Any, ...]]()
        self.select = rows.words.sql(query.select(asked))
        # By another date than the dataset's, a row that is old by the one may be new by the other.
        settled = rows.settled if self.date is None else None
        if settled is not None:
            first, kept = settled.totals(self.select) or (None, [])
            if first is None or first < settled.until:
                until = settled.until
                kept = [*kept, *rows.ask(query.select(asked, Days(first, until)))]
                first = until
            settled.keep_totals(self.select, first, kept)
            self.fresh = Days(first, None)
        fresh = rows.ask(query.select(asked, self.fresh))
        self.fresh_rows = sum(row[place_of_rows] for row in fresh)
        return [*kept, *fresh]

    def sql(self) -> str:
        """Return the query of the scan, in the engine's words."""
        return self.select

    def _keys(self) -> list[str]:
        return [quoted(key) for key in (FILE, KEEP, FAULTS, BLOCK)]

    # -- what is holistic in files, and adds up here

    def over(self, number: int, dimensions: Dimensions, spans: Iterable[Span]) -> dict[Key, Row]:
        """Return the totals of query *number* over each of *spans*, by *dimensions*."""
        listed = ", ".join(f"(DATE '{start}', DATE '{end}')" for start, end in sorted(set(spans)))
        columns = self._columns[number]
        if not listed or not columns:
            return {}
        texts = self._texts(dimensions)
        keys = ", ".join(["start", '"end"', *texts])
        sums = ", ".join(f"{self._rollups[name].value}({name})" for name in columns.values())
        found = self.connection.execute(
            f"SELECT {keys}, {sums} FROM {self.name} "  # noqa: S608 (names are quoted)
            f'JOIN (VALUES {listed}) AS spans(start, "end") '
            f'ON {quoted(BLOCK)} BETWEEN start AND "end" '
            f"WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)} GROUP BY {keys} ORDER BY {keys}"
        ).fetchall()
        width = len(texts) + 2
        return {
            (row[0], row[1], tuple(row[2:width])): dict(zip(columns, row[width:], strict=True))
            for row in found
        }

    def number_of(self, kpi_query: KpiQuery) -> int:
        """Return the number of *kpi_query* among the tally's."""
        return next(at for at, one in enumerate(self.kpi_queries) if one is kpi_query)

    def blocks(self) -> list[Day]:
        """Return the blocks of days that have rows, in order."""
        found = self.connection.execute(
            f"SELECT DISTINCT {quoted(BLOCK)} FROM {self.name} "  # noqa: S608 (names are ours)
            f"WHERE {quoted(BLOCK)} IS NOT NULL ORDER BY 1"
        ).fetchall()
        return [block for (block,) in found]

    @property
    def unit(self) -> str:
        """The blocks of days that totals are kept by."""
        return self._unit


_TYPES = {Rollup.SUM: "DECIMAL(38, 18)", Rollup.MIN: "DOUBLE", Rollup.MAX: "DOUBLE"}


def _composed(value: object) -> object:
    return composed(value) if isinstance(value, str) else value


def keep_table(
    connection: "DuckDBPyConnection",
    path: Path,
    name: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Make a table *name* of *rows* with typed *columns*; they go by way of the file *path*.

    Handed over value by value they take thirty times as long.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    described = ", ".join(f"{column} {type_}" for column, type_ in columns)
    typed = ", ".join(f"{literal(f'c{at}')}: 'VARCHAR'" for at in range(len(columns)))
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({described})")
    connection.execute(
        f"INSERT INTO {name} SELECT * FROM read_csv({literal(path)}, columns = {{{typed}}}, "  # noqa: S608 (names are ours)
        "header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        "nullstr = '')"
    )
    path.unlink()
