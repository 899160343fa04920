"""Holistic aggregates, which do not add up: each span of days is asked of the rows again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.aggregates import Aggregates
from cxscore.measure.engines.duckdb.rows import FAULTS, KEEP, Rows, day_of
from cxscore.measure.horizon import Span
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Dimensions, KpiQuery, People, Ranked, Row
from cxscore.measure.queries.trees import fill
from cxscore.model.measured import Estimate
from cxscore.model.ranks import ranks_around
from cxscore.model.statistic import Statistic

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from cxscore.measure.queries.query import Key

ROWS_AT_ONCE = 10_000_000
"""Values that the engine holds at once: percentiles are exact, and need them all."""


@frozen
class FileHolistic:
    """Holistic aggregates of one dataset in files, asked span by span."""

    connection: "DuckDBPyConnection"
    rows: Rows
    size: int
    """How many rows there are."""
    kept: str = ""
    """A table of the sound rows, where they are kept; else they are read for each query."""

    @contextmanager
    def keeping(
        self, asked: Sequence[tuple[KpiQuery, Dimensions]], name: str
    ) -> "Iterator[FileHolistic]":
        """Keep the sound rows, and of them what *asked* needs, in a table *name* meanwhile.

        Otherwise each statement reads, cleans and judges the files once more. One alone does not.
        """
        if len(asked) < 2:
            yield self
            return
        table = quoted(name)
        used = " ".join(
            sql for kpi_query, dimensions in asked for sql in self._used(kpi_query, dimensions)
        )
        columns = [column for column in self.rows.columns if column in used]
        self.connection.execute(
            f"CREATE TEMP TABLE {table} AS SELECT {', '.join(columns)} "  # noqa: S608 (names are quoted)
            f"FROM ({self.rows.judged()}) WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)}"
        )
        try:
            yield replace(self, kept=table)
        finally:
            self.connection.execute(f"DROP TABLE {table}")

    def _used(self, kpi_query: KpiQuery, dimensions: Dimensions) -> Iterator[str]:
        """Yield the SQL in which *kpi_query* names columns."""
        yield day_of(self.rows, kpi_query.date)
        yield from (quoted(self.rows.text(column)) for column in dimensions)
        yield from (one.sql for one in Aggregates(self.rows).of(kpi_query).values())
        yield from self._value(kpi_query).values()
        if kpi_query.ranked is not None:
            ranked = kpi_query.ranked
            trees = (ranked.value, ranked.rows, ranked.times)
            yield from (self.rows.engine(tree) for tree in trees if tree is not None)

    def ask(
        self,
        kpi_query: KpiQuery,
        dimensions: Dimensions,
        spans: Iterable[Span],
        at_hand: tuple[Span | None, Iterable[int]] = (None, ()),
    ) -> "dict[Key, Row]":
        """Return the totals of *kpi_query* over each of *spans*, by *dimensions*.

        *at_hand* is the span whose percentile has an interval, with the bases
        that it will turn out to have: the ranks of the neighbours depend on
        them, and nothing has to be sorted for other spans.
        """
        ranks = _ranks(kpi_query, at_hand[1])
        found: dict[Key, Row] = {}
        for batch in self._batches(sorted(set(spans))):
            here = ranks if at_hand[0] in batch else ""
            found |= self._ask(kpi_query, dimensions, batch, (here, at_hand[0]))
        return found

    def _batches(self, spans: Sequence[Span]) -> list[list[Span]]:
        """Cut *spans* into lots that take so many rows at once, at most."""
        layers: list[list[Span]] = []
        for span in spans:
            free = next((layer for layer in layers if layer[-1][1] < span[0]), None)
            if free is None:
                layers.append([span])
            else:
                free.append(span)
        together = max(1, ROWS_AT_ONCE // max(1, self.size))
        return [
            [span for layer in layers[at : at + together] for span in layer]
            for at in range(0, len(layers), together)
        ]

    def _ask(
        self,
        kpi_query: KpiQuery,
        dimensions: Dimensions,
        spans: Sequence[Span],
        neighbours: tuple[str, Span | None],
    ) -> "dict[Key, Row]":
        ranks, at_hand = neighbours
        texts = [quoted(self.rows.text(column)) for column in dimensions]
        keys = ", ".join(["start", '"end"', *texts])
        rows = self._placed(kpi_query.date, spans)
        totals = {part: one.sql for part, one in Aggregates(self.rows).of(kpi_query).items()}
        totals |= self._value(kpi_query)
        ranked, several = kpi_query.ranked, None
        if ranked is not None and ranked.times is not None:
            several = self._percentile(ranked, ranked.times, rows, keys, ranks)
        picked = ", ".join(f"{total} AS {quoted(part)}" for part, total in totals.items())
        query = f"SELECT {keys}, {picked} FROM ({rows}) GROUP BY {keys}"  # noqa: S608 (names are quoted)
        names = tuple(totals)
        if ranked is not None and several is None and ranks and at_hand:
            query = self._ranked(ranked, rows, (keys, picked, ranks), at_hand)
            names = (*names, *NEIGHBOURS)
        found = self._answers(f"{query} ORDER BY {keys}", len(texts), names)
        if several is not None:
            names = (Part.VALUE, *NEIGHBOURS) if ranks else (Part.VALUE,)
            for key, row in self._answers(several, len(texts), names).items():
                # Another span may have as many answers; its neighbours are not asked for.
                here = row if key[:2] == at_hand else {str(Part.VALUE): row[Part.VALUE]}
                found[key] = {**found[key], **here}
        return found

    def _value(self, kpi_query: KpiQuery) -> dict[str, str]:
        """Return the aggregate of the number that does not add up; none where it is ranked apart.

        A row that counts several times would have to be held as often.
        """
        ranked, distinct, people = kpi_query.ranked, kpi_query.distinct, kpi_query.people
        if people is not None:
            return self._people(people)
        if distinct is not None:
            distinct_values = _ESTIMATED_DISTINCT if kpi_query.may_be_estimated else _DISTINCT
            tree = fill(distinct_values, rows=distinct.rows, x=distinct.value)
        elif ranked is not None and ranked.times is None:
            p = exp.Literal.number(ranked.p)
            percentile = _ESTIMATED_PERCENTILE if kpi_query.may_be_estimated else _PERCENTILE
            tree = fill(percentile, rows=ranked.rows, x=ranked.value, p=p)
        else:
            return {}
        return {Part.VALUE: self.rows.engine(tree)}

    def _people(self, people: People) -> dict[str, str]:
        """Return the aggregates that count people, and those of them who are meant."""
        parts = {
            Part.BASE: people.rows,
            Part.DENOMINATOR: people.rows,
            Part.NUMERATOR: people.part,
        }
        return {
            part: self.rows.engine(fill(_PEOPLE, rows=rows, x=people.person))
            for part, rows in parts.items()
        }

    def _answers(self, query: str, texts: int, names: Sequence[str]) -> "dict[Key, Row]":
        """Return the columns *names* of *query*, by its span and its *texts*."""
        width = texts + 2
        return {
            (row[0], row[1], tuple(row[2:width])): dict(zip(names, row[width:], strict=True))
            for row in self.connection.execute(query).fetchall()
        }

    def _ranked(
        self, ranked: Ranked, rows: str, wanted: tuple[str, str, str], at_hand: Span
    ) -> str:
        """Return a query for totals by keys, and over the span *at_hand* for the values of ranks.

        *wanted* are the keys, the totals and the ranks.
        """
        engine = self.rows.engine
        keys, picked, ranks = wanted
        here = f"start = DATE '{at_hand[0]}' AND \"end\" = DATE '{at_hand[1]}'"
        values = (
            f"LIST_SORT(LIST(CAST({engine(ranked.value)} AS DOUBLE)) "
            f"FILTER ({here} AND {engine(ranked.rows)}))"
        )
        sorted_ = (
            f'SELECT {keys}, {picked}, {values} AS "$values", LEN("$values") AS "$size" '  # noqa: S608 (names are quoted)
            f"FROM ({rows}) GROUP BY {keys}"
        )
        return (
            'SELECT * EXCLUDE ("$values", "$size", "$low", "$high"), '  # noqa: S608 (names are quoted)
            f'"$values"["$low"], "$values"["$high"] FROM ({sorted_}) LEFT JOIN {ranks}'
        )

    def _percentile(self, ranked: Ranked, times: exp.Expr, rows: str, keys: str, ranks: str) -> str:
        """Return a query for the percentile by *keys*, linear between neighbours (type 7).

        Equal values are counted together and ranked by how many lie up to
        them: no value is held as often as it counts.
        """
        engine = self.rows.engine
        counted = (
            f'SELECT {keys}, CAST({engine(ranked.value)} AS DOUBLE) AS "$value", '  # noqa: S608 (names are quoted)
            f'SUM(CAST({engine(times)} AS BIGINT)) AS "$times" '
            f'FROM ({rows}) WHERE {engine(ranked.rows)} GROUP BY {keys}, "$value"'
        )
        sized = (
            f'SELECT *, SUM("$times") OVER (PARTITION BY {keys}) AS "$size", '  # noqa: S608 (names are quoted)
            f'SUM("$times") OVER (PARTITION BY {keys} ORDER BY "$value") AS "$up to" '
            f"FROM ({counted})"
        )
        placed = (
            f'SELECT *, ("$size" - 1) * CAST({ranked.p!r} AS DOUBLE) AS "$place" FROM ({sized})'  # noqa: S608 (names are quoted)
        )
        low = 'MIN("$value") FILTER ("$up to" > FLOOR("$place"))'
        high = 'MIN("$value") FILTER ("$up to" > CEIL("$place"))'
        value = f'{low} + ({high} - {low}) * MIN("$place" - FLOOR("$place"))'
        if not ranks:
            return f"SELECT {keys}, {value} FROM ({placed}) GROUP BY {keys}"  # noqa: S608 (names are quoted)
        neighbours = ", ".join(NEIGHBOURS.values())
        return (
            f"SELECT {keys}, {value}, {neighbours} "  # noqa: S608 (names are quoted)
            f"FROM ({placed}) LEFT JOIN {ranks} GROUP BY {keys}"
        )

    def _placed(self, column: str | None, spans: Sequence[Span]) -> str:
        """Return a query for the sound rows, each once for every span that its day falls into."""
        day = day_of(self.rows, column)
        listed = ", ".join(f"(DATE '{start}', DATE '{end}')" for start, end in spans)
        days = (
            'SELECT start, "end", CAST(UNNEST(GENERATE_SERIES(start, "end", INTERVAL 1 DAY)) '  # noqa: S608 (days only)
            f'AS DATE) AS "$a day" FROM (VALUES {listed}) AS spans(start, "end")'
        )
        if self.kept:
            return f'SELECT * FROM {self.kept} AS judged JOIN ({days}) AS days ON {day} = "$a day"'  # noqa: S608 (see above)
        placed = (
            f"SELECT * FROM ({self.rows.judged()}) AS judged JOIN ({days}) AS days "  # noqa: S608 (names are quoted)
            f'ON {day} = "$a day"'
        )
        return f"SELECT * FROM ({placed}) WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)}"  # noqa: S608 (see above)


_PERCENTILE = "QUANTILE_CONT(CASE WHEN :rows THEN CAST(:x AS DOUBLE) END, :p)"
_DISTINCT = "COUNT(DISTINCT CASE WHEN :rows THEN :x END)"
_PEOPLE = (
    "COUNT(DISTINCT CASE WHEN :rows THEN :x END) "
    "+ SUM(CASE WHEN :rows AND :x IS NULL THEN 1 ELSE 0 END)"
)
_ESTIMATED_PERCENTILE = "APPROX_QUANTILE(CASE WHEN :rows THEN CAST(:x AS DOUBLE) END, :p)"
_ESTIMATED_DISTINCT = "APPROX_COUNT_DISTINCT(CASE WHEN :rows THEN :x END)"

ESTIMATES: Mapping[Statistic, Estimate] = {
    Statistic.DISTINCT: Estimate("DuckDB", "HyperLogLog", "standard error about 2.3%, as measured"),
    Statistic.QUANTILE: Estimate("DuckDB", "t-digest", "it states no error"),
}

NEIGHBOURS = {
    Part.RANK_LOW: 'MIN("$value") FILTER ("$up to" >= "$low")',
    Part.RANK_HIGH: 'MIN("$value") FILTER ("$up to" >= "$high")',
}
"""The two values that a percentile of the whole lies between; NULL where the sample is small."""


def _ranks(kpi_query: KpiQuery, sizes: Iterable[int]) -> str:
    """Return the ranks of a percentile's neighbours by base, to be joined; "" for none."""
    if kpi_query.ranked is None:
        return ""
    found = {size: ranks_around(size, kpi_query.ranked.p, kpi_query.kpi.level) for size in sizes}
    listed = [f"({size}, {pair[0]}, {pair[1]})" for size, pair in sorted(found.items()) if pair]
    if not listed:
        return ""
    return f'(VALUES {", ".join(listed)}) AS ranks("$size", "$low", "$high") USING ("$size")'
