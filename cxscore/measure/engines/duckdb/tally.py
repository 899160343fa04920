"""The one scan of a dataset: totals at the finest grain, kept in a small table and rolled up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from cxscore.calendar import Calendar, Grain
from cxscore.frozen import frozen
from cxscore.measure.database import grouping_sets, quoted
from cxscore.measure.engines.duckdb.aggregates import Aggregate, Aggregates
from cxscore.measure.engines.duckdb.preaggregation import DAYS, TIMES, Alike, block_of, day_bits
from cxscore.measure.engines.duckdb.rows import DAY, FAULTS, FILE, KEEP, Rows
from cxscore.measure.engines.duckdb.sampling import alike_in, are_few, is_small
from cxscore.measure.horizon import Span
from cxscore.measure.queries.named_texts import NamedText
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Dimensions, KpiQuery, Rollup, Row, dimension_sets
from cxscore.model.measured import Segment

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Day = date
Blocks = Mapping[date, date]
"""The first day of the period that each block of days falls into."""


@frozen
class Rolled:
    """The totals of one query in one period and segment."""

    start: date
    segment: Segment
    row: Row


@frozen
class Group:
    """How many rows of a file are alike in what is wrong with them and where they belong."""

    file: int
    keep: bool | None
    faults: int
    block: date | None
    days: int
    """The days of the block that have rows, as bits."""
    rows: int

    @property
    def first(self) -> date | None:
        """The first day with rows."""
        if self.block is None:
            return None
        return self.block + timedelta(days=(self.days & -self.days).bit_length() - 1)

    @property
    def last(self) -> date | None:
        """The last day with rows."""
        return self.block and self.block + timedelta(days=self.days.bit_length() - 1)


@dataclass(slots=True)
class Tally:
    """The totals of the queries about one dataset that share a date."""

    connection: "DuckDBPyConnection"
    rows: Rows
    kpi_queries: Sequence[KpiQuery]
    date: str | None
    name: str
    named: Sequence[NamedText] = ()
    """Texts that are looked for in all rows."""
    _columns: dict[int, dict[str, str]] = field(default_factory=dict)
    """The table's columns, by the number of the query and the name of the total or rest."""
    _rollups: dict[str, Rollup] = field(default_factory=dict)
    """How each of the table's columns is rolled up."""
    _segments: tuple[str, ...] = ()
    _asked: dict[str, None] = field(default_factory=dict)
    """The columns of the rows that any aggregate names, quoted."""
    _apart: tuple[Dimensions, ...] = ()
    """The sets of dimensions that were counted apart; none where all were counted at once."""
    _alike: Alike | None = None
    """How rows that are alike are put together first; None where they are not."""
    _groups: list[Group] | None = None
    """What :meth:`groups` found."""
    _days: Mapping[str, Mapping[str | None, set[Day]]] | None = None
    """What :meth:`days_by_segment` found."""

    # -- counting

    def count(self) -> None:
        """Scan the files once, and keep the totals."""
        self._segments = tuple(
            dict.fromkeys(
                column
                for q in self.kpi_queries
                for dimensions in dimension_sets(q)
                for column in dimensions
            )
        )
        if not is_small(self.rows):
            self._choose()
        self.connection.execute(f"CREATE OR REPLACE TABLE {self.name} AS {self.sql()}")

    def _choose(self) -> None:
        """Choose the way of counting that suits what the first rows look like."""
        whole = self.date is None and self.rows.dropped is None
        self._alike = alike_in(self.connection, self.rows, self._unit) if whole else None
        if not self._alike and not are_few(self.connection, self.rows, self._segments):
            every = dict.fromkeys(
                dimensions for q in self.kpi_queries for dimensions in dimension_sets(q)
            )
            self._apart = tuple(dict.fromkeys([(), *every]))

    def sql(self) -> str:
        """Return the query of the scan."""
        segments = [quoted(self.rows.text(column)) for column in self._segments]
        keys = [quoted(key) for key in self._keys()]
        constants = {FILE: "0", KEEP: "TRUE"}
        same = [f"{constants[key]} AS {quoted(key)}" for key in constants.keys() - self._keys()]
        totals = [*self._totals(), *self._lookouts()]
        grouping = f"GROUPING({', '.join(segments)})" if self._apart else "0"
        picked = ", ".join(
            [
                *keys,
                *sorted(same),
                *segments,
                f"{grouping} AS {quoted(SET)}",
                *self._counts(),
                *totals,
            ]
        )
        if self._apart:
            sets = grouping_sets(keys, [self._texts(dimensions) for dimensions in self._apart])
            grouped = f"GROUPING SETS ({sets})"
        else:
            grouped = ", ".join([*keys, *segments])
        if self._alike:
            query = f"SELECT {picked} FROM ({self._dated()}) GROUP BY {grouped}"  # noqa: S608 (names are quoted)
        else:
            columns = ", ".join(dict.fromkeys([*keys, quoted(WHEN), *segments, *self._asked]))
            # DuckDB would else fold the steps into one where a list of five words or more stands
            # in between (IN is a join there), and clean a cell wherever a total names it.
            query = (
                f"WITH validated AS MATERIALIZED (SELECT {columns} FROM ({self._dated()})) "  # noqa: S608 (names are quoted)
                f"SELECT {picked} FROM validated GROUP BY {grouped}"
            )
        cleanings = self._cleanings()
        names = [quoted(self.rows.text(column)) for column in cleanings]
        for step in zip(*cleanings.values(), strict=True):
            cleaned = ", ".join(f"{sql} AS {name}" for sql, name in zip(step, names, strict=True))
            query = f"SELECT * REPLACE ({cleaned}) FROM ({query})"  # noqa: S608 (names are quoted)
        return query

    def _cleanings(self) -> dict[str, tuple[str, str]]:
        """Return SQL for the segments that are cleaned once rows have been put together."""
        ways = {column: self.rows.cleaning(column) for column in self._segments}
        return {column: sql for column, sql in ways.items() if sql is not None}

    def _keys(self) -> list[str]:
        """Return what rows are grouped by, besides segments; what is always the same is not."""
        several = [FILE] if len(self.rows.schema.sources) > 1 else []
        kept = [KEEP] if self.rows.chooses else []
        return [*several, *kept, FAULTS, BLOCK]

    def _totals(self) -> Iterator[str]:
        """Yield the aggregates, each but once however many KPIs ask for it."""
        known: dict[str, str] = {}
        aggregates = Aggregates(self.rows, alike=self._alike is not None)
        for number, kpi_query in enumerate(self.kpi_queries):
            columns = self._columns[number] = {}
            for part, aggregate in _counted(aggregates, kpi_query).items():
                sql = aggregate.sql
                if sql not in known:
                    known[sql] = f"t{len(known) + 1}"
                    self._asked |= dict.fromkeys(aggregate.columns)
                    yield f"{sql} AS {known[sql]}"
                columns[part] = known[sql]
                self._rollups[known[sql]] = aggregate.rollup

    def _lookouts(self) -> Iterator[str]:
        """Yield the aggregates that tell whether any row has a text."""
        for at, sql in enumerate(self._looked_for(), start=1):
            yield f"BOOL_OR({sql}) AS {quoted(f'$met {at}')}"

    def _looked_for(self) -> dict[str, list[NamedText]]:
        """Return the texts looked for, by the SQL that is true of a row that has them."""
        found: dict[str, list[NamedText]] = {}
        for named in self.named:
            tree = self.rows.placed(named.met)
            self._asked |= _named(tree)
            found.setdefault(tree.sql("duckdb"), []).append(named)
        return found

    def _dated(self) -> str:
        day = (
            quoted(DAY)
            if self.date is None
            else (f"CAST({quoted(self.rows.value(self.date))} AS DATE)")
        )
        rows = self.rows.judged(cleaned_later=self._cleanings(), alike=self._alike)
        inner = f"SELECT *, {day} AS {quoted(WHEN)} FROM ({rows})"  # noqa: S608 (names are quoted)
        block = block_of(quoted(WHEN), self._unit)
        return f"SELECT *, {block} AS {quoted(BLOCK)} FROM ({inner})"  # noqa: S608 (names are quoted)

    def _counts(self) -> list[str]:
        """Return the aggregates that count rows, and mark their days."""
        if self._alike:
            return [f"SUM({quoted(TIMES)}) AS rows", f"BIT_OR({quoted(DAYS)}) AS days"]
        return ["COUNT(*) AS rows", f"BIT_OR({day_bits(quoted(WHEN), self._unit)}) AS days"]

    @property
    def _unit(self) -> str:
        return block_unit(self._calendars())

    def _calendars(self) -> set[Calendar]:
        definition = self.rows.schema.definition
        found = {definition.period_length(kpi_query.kpi) for kpi_query in self.kpi_queries}
        return found | {definition.calendar}

    def _texts(self, dimensions: Dimensions) -> list[str]:
        return [quoted(self.rows.text(column)) for column in dimensions]

    # -- asking the table

    def groups(self) -> list[Group]:
        """Return what there is by file, block, and what is wrong; the segments put together."""
        if self._groups is None:
            self._groups = self._ask_groups()
        return self._groups

    def _ask_groups(self) -> list[Group]:
        keys = ", ".join(quoted(key) for key in (FILE, KEEP, FAULTS, BLOCK))
        found = self.connection.execute(
            f"SELECT {keys}, BIT_OR(days), SUM(rows) FROM {self.name} "  # noqa: S608 (names are ours)
            f"WHERE {quoted(SET)} = {self._set(())} GROUP BY {keys} ORDER BY {keys}"
        ).fetchall()
        return [Group(*row) for row in found]

    def days_by_segment(self) -> "Mapping[str, Mapping[str | None, set[Day]]]":
        """Return the days with rows that count, by each single column that KPIs are grouped by."""
        if self._days is None:
            self._days = self._ask_days()
        return self._days

    def _ask_days(self) -> dict[str, dict[str | None, set[Day]]]:
        found: dict[str, dict[str | None, set[Day]]] = {}
        single = [c for c in self._segments if not self._apart or (c,) in self._apart]
        for column in single if self._segments else ():
            (text,) = self._texts((column,))
            rows = self.connection.execute(
                f"SELECT {text}, {quoted(BLOCK)}, BIT_OR(days) FROM {self.name} "  # noqa: S608 (names are quoted)
                f"WHERE {quoted(SET)} = {self._set((column,))} AND {quoted(FAULTS)} = 0 "
                f"AND {quoted(KEEP)} AND {quoted(BLOCK)} IS NOT NULL GROUP BY 1, 2 "
                "ORDER BY 1 NULLS FIRST, 2"
            ).fetchall()
            if len({segment for segment, *_ in rows}) <= MOST_SEGMENTS:
                found[column] = {}
                for segment, block, bits in rows:
                    found[column].setdefault(segment, set()).update(_days(block, bits))
        return found

    def faulty(self) -> list[tuple[tuple[str, str | None], int]]:
        """Return how many rows are skipped as bad, by segment column and value."""
        found = []
        for column, text in zip(self._segments, self._texts(self._segments), strict=True):
            whole = [dimensions for dimensions in self._apart if column in dimensions]
            dimensions = (column,) if (column,) in whole else next(iter(whole), ())
            rows = self.connection.execute(
                f"SELECT {text}, SUM(rows) FROM {self.name} WHERE {quoted(FAULTS)} <> 0 "  # noqa: S608 (names are quoted)
                f"AND {quoted(SET)} = {self._set(dimensions)} GROUP BY 1 ORDER BY 1"
            ).fetchall()
            found += [((column, value), count) for value, count in rows]
        return found

    def unmet(self) -> list[NamedText]:
        """Return the texts looked for that no row has, wherever it belongs."""
        wanted = self._looked_for()
        if not wanted:
            return []
        met = ", ".join(f"BOOL_OR({quoted(f'$met {at}')})" for at in range(1, len(wanted) + 1))
        found = self.connection.execute(
            f"SELECT {met} FROM {self.name} WHERE {quoted(SET)} = {self._set(())}"  # noqa: S608 (names are ours)
        ).fetchall()[0]
        return [
            named
            for every, one in zip(wanted.values(), found, strict=True)
            if not one
            for named in every
        ]

    def _set(self, dimensions: Dimensions) -> int:
        """Return which rows of the table hold the totals of *dimensions*."""
        if not self._apart:
            return 0
        if dimensions not in self._apart:
            return -1
        return _left_out(dimensions, self._segments)

    def roll_up(
        self, calendar: Calendar, blocks: Blocks
    ) -> dict[Dimensions, dict[int, list[Rolled]]]:
        """Return the totals by cut and period of *calendar*, by the number of the question.

        *blocks* gives the first day of the period for each block; blocks
        that are not in it are left out.
        """
        asked: dict[Dimensions, list[int]] = {}
        for number, kpi_query in enumerate(self.kpi_queries):
            if not kpi_query.is_holistic and self._calendar(kpi_query) == calendar:
                for dimensions in dimension_sets(kpi_query):
                    asked.setdefault(dimensions, []).append(number)
        if not asked or not blocks:
            return {}
        found: dict[Dimensions, dict[int, list[Rolled]]] = {}
        for together in [[dimensions] for dimensions in asked] if self._apart else [list(asked)]:
            found |= self._rolled_up(
                {dimensions: asked[dimensions] for dimensions in together}, blocks
            )
        return found

    def _rolled_up(
        self, asked: Mapping[Dimensions, Sequence[int]], blocks: Blocks
    ) -> dict[Dimensions, dict[int, list[Rolled]]]:
        """Return the totals of the questions *asked* by cut, whose rows lie in the same set.

        One statement for all of them takes 0.7 times what one each did for the sample.
        """
        numbers = dict.fromkeys(number for each in asked.values() for number in each)
        columns = list(dict.fromkeys(name for n in numbers for name in self._columns[n].values()))
        sums = [f"{self._rollups[name].value}({name})" for name in columns]
        segments = list(dict.fromkeys(column for dimensions in asked for column in dimensions))
        texts = self._texts(tuple(segments))
        grouping = f"GROUPING({', '.join(texts)})" if texts else "0"
        sets = grouping_sets(["start"], [self._texts(dimensions) for dimensions in asked])
        # Two lists: the engine plans VALUES row by row, which was a third of the statement.
        days = (", ".join(f"'{day}'" for day in each) for each in (blocks, blocks.values()))
        listed = ", ".join(
            f"UNNEST([{each}]::DATE[]) AS {name}"
            for each, name in zip(days, ("block", "start"), strict=True)
        )
        rows = self.connection.execute(
            f"SELECT {grouping}, {', '.join(['start', *texts, *sums])} FROM {self.name} "  # noqa: S608 (names are quoted)
            f"JOIN (SELECT {listed}) AS periods ON {quoted(BLOCK)} = block "
            f"WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)} "
            f"AND {quoted(SET)} = {self._set(next(iter(asked)))} GROUP BY GROUPING SETS ({sets})"
        ).fetchall()
        # The places of each query's totals in a row, which have the segments and the start before.
        parts = {
            number: [
                (part, 2 + len(segments) + columns.index(name))
                for part, name in self._columns[number].items()
            ]
            for number in numbers
        }
        found: dict[Dimensions, dict[int, list[Rolled]]] = {}
        for dimensions, its in asked.items():
            places = [2 + segments.index(column) for column in dimensions]
            mask = _left_out(dimensions, segments)
            own = [(row[1], tuple(row[at] for at in places), row) for row in rows if row[0] == mask]
            own.sort(key=_by_period_and_segment)
            found[dimensions] = {
                number: [
                    Rolled(start, segment, {part: row[at] for part, at in parts[number]})
                    for start, segment, row in own
                ]
                for number in its
            }
        return found

    def sizes(self, number: int, dimensions: Dimensions, span: Span) -> set[int]:
        """Return the bases that the holistic query *number* has over *span*, by *dimensions*."""
        texts = self._texts(dimensions)
        start, end = span
        found = self.connection.execute(
            f"SELECT SUM({self._columns[number][Part.BASE]}) FROM {self.name} "  # noqa: S608 (names are quoted)
            f"WHERE {quoted(BLOCK)} BETWEEN DATE '{start}' AND DATE '{end}' "
            f"AND {quoted(FAULTS)} = 0 AND {quoted(KEEP)} "
            f"AND {quoted(SET)} = {self._set(dimensions)} "
            f"GROUP BY {', '.join(texts) or 'ALL'}"
        ).fetchall()
        return {int(size) for (size,) in found if size}

    def _calendar(self, kpi_query: KpiQuery) -> Calendar:
        return self.rows.schema.definition.period_length(kpi_query.kpi)


BLOCK, WHEN, SET = "$block", "$when", "$set"
MOST_SEGMENTS = 500
"""Segments of a column whose days are looked at: more are names of single cases."""


def _counted(aggregates: Aggregates, kpi_query: KpiQuery) -> dict[str, Aggregate]:
    """Return what the scan takes of *kpi_query*: of holistic ones only ranks' base."""
    if not kpi_query.is_holistic:
        return aggregates.of(kpi_query)
    if kpi_query.ranked is None:
        return {}
    return {Part.BASE: aggregates.whole(kpi_query.totals[Part.BASE])}


def _named(tree: exp.Expr) -> dict[str, None]:
    """Return the columns that *tree* names, quoted."""
    return {quoted(column.name): None for column in tree.find_all(exp.Column)}


def _left_out(dimensions: Dimensions, segments: Sequence[str]) -> int:
    """Return the number that GROUPING gives for *segments* without *dimensions*."""
    places = reversed(segments)
    return sum(1 << at for at, column in enumerate(places) if column not in dimensions)


def _by_period_and_segment(row: tuple[date, Segment, Sequence[Any]]) -> tuple[Any, ...]:
    """Return what rows of totals are sorted by: what has no segment comes first."""
    start, segment, _ = row
    return start, [(text is not None, text) for text in segment]


def block_unit(calendars: set[Calendar]) -> str:
    """Return the spans of days that the periods of all *calendars* are made of."""
    grains = {calendar.grain for calendar in calendars}
    if grains <= {Grain.MONTH, Grain.QUARTER, Grain.YEAR}:
        return "month"
    return "week" if grains == {Grain.WEEK} else "day"


def days_of(groups: Sequence[Group]) -> set[date]:
    """Return the days that have rows."""
    bits: dict[date, int] = {}
    for group in groups:
        if group.block is not None:
            bits[group.block] = bits.get(group.block, 0) | group.days
    return {day for block, mask in bits.items() for day in _days(block, mask)}


@lru_cache(maxsize=4096)
def _days(block: date, mask: int) -> tuple[date, ...]:
    """Return the days of *block* that *mask* has as bits; segments have many in common."""
    first = block.toordinal()
    return tuple(date.fromordinal(first + at) for at in range(mask.bit_length()) if mask >> at & 1)


def counts(group: Group) -> bool:
    """Return whether the rows of *group* are kept, sound and dated."""
    return bool(group.keep) and group.faults == 0 and group.block is not None


def rows_in(groups: Iterable[Group]) -> int:
    """Return how many rows *groups* are."""
    return sum(group.rows for group in groups)
