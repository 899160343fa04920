"""Values that somebody else worked out: a period and segment may have only one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cxscore.frozen import frozen
from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.rows import FAULTS, FILE, KEEP, RECORD, Rows, day_of
from cxscore.measure.facts import KpiResult
from cxscore.measure.horizon import Span
from cxscore.measure.places import Place
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, dimension_sets
from cxscore.problems import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


Located = dict[tuple[int, int], Place]
"""Where the cells of a column stand, by the numbers of file and row."""


class Second(NamedTuple):
    """A row that gives a value again, and where the first one stands."""

    file: int
    record: int
    first_file: int
    first_record: int
    alike: int
    """How many such rows the file has."""
    start: date
    """The first day of the period."""
    segment: tuple[str | None, ...]


@frozen
class GivenValues:
    """The given values of one dataset."""

    connection: "DuckDBPyConnection"
    rows: Rows

    def problems(self, result: KpiResult) -> list[Problem]:
        """Return a problem for each row that gives a value a second time.

        The rows are looked for only where the totals say that there are any.
        """
        spans = {
            (start, end)
            for found in result.rows.values()
            for (start, end, _), row in found.items()
            if (row.get(Part.BASE) or 0) > 1
        }
        if not spans:
            return []
        if not self.rows.in_files:
            return list(self._of_table(result))
        seconds = self._find(result, spans)
        last = {second.file: second for second in seconds}
        found = self._located(seconds, _column(result.kpi_query))
        return [self._problem(result.kpi_query, s, found, last=s is last[s.file]) for s in seconds]

    def _of_table(self, result: KpiResult) -> Iterator[Problem]:
        """Yield a problem for each period and segment with several values: rows have no place."""
        kpi_query = result.kpi_query
        calendar = self.rows.schema.definition.period_length(kpi_query.kpi)
        told = 0
        for found in result.rows.values():
            for (start, _, segment), row in sorted(found.items(), key=lambda each: each[0][0]):
                count, period = int(row.get(Part.BASE) or 0), calendar.period_of(start)
                if count > 1 and period is not None and told < self.rows.schema.places:
                    told += 1
                    names = [name for name in segment if name is not None]
                    what = f"{', '.join(names)} in {period.id}" if names else period.id
                    text = f"{what} has {count} values of {_column(kpi_query)}"
                    file = self.rows.schema.sources[0]
                    yield file.problem(Place(), "CX226", text, "keep one of them")

    def _problem(
        self, kpi_query: KpiQuery, second: Second, found: Located, *, last: bool
    ) -> Problem:
        column = _column(kpi_query)
        period = self.rows.schema.definition.period_length(kpi_query.kpi).period_of(second.start)
        assert period is not None
        names = [name for name in second.segment if name is not None]
        what = f"{', '.join(names)} in {period.id}" if names else period.id
        first = found[second.first_file, second.first_record]
        there = f"line {first.line}" if first.line else f"row {first.row}"
        if second.first_file != second.file:
            there += f" of {self.rows.schema.sources[second.first_file].shown}"
        problem = self.rows.schema.sources[second.file].problem(
            found[second.file, second.record],
            "CX226",
            f"{what} has another value of {column}; the first is in {there}",
            "keep one of them",
        )
        return (
            replace(problem, more=max(0, second.alike - self.rows.schema.places))
            if last
            else problem
        )

    def _located(self, seconds: Iterable[Second], column: str) -> Located:
        """Return where the cells of *column* stand, each file read but once for it."""
        wanted: dict[int, set[int]] = {}
        for second in seconds:
            wanted.setdefault(second.file, set()).add(second.record)
            wanted.setdefault(second.first_file, set()).add(second.first_record)
        found: Located = {}
        for number, records in wanted.items():
            file, in_order = self.rows.files[number], sorted(records)
            name = self.rows.schema.column_of(file, column)
            assert name is not None, "a file without the column has no values"
            places = file.locate(in_order, name)
            found |= {(number, r): place for r, place in zip(in_order, places, strict=True)}
        return found

    def _find(self, result: KpiResult, spans: Iterable[Span]) -> list[Second]:
        """Return the first few such rows of each file, in their order."""
        kpi_query = result.kpi_query
        (dimensions,) = dimension_sets(kpi_query)
        texts = [quoted(self.rows.text(column)) for column in dimensions]
        here = ", ".join([quoted(FILE), quoted(RECORD)])
        keys = ", ".join(['"$start"', *texts])
        listed = ", ".join(f"(DATE '{start}', DATE '{end}')" for start, end in sorted(spans))
        conditions = [
            f"{quoted(FAULTS)} = 0",
            quoted(KEEP),
            f"{quoted(self.rows.value(_column(kpi_query)))} IS NOT NULL",
        ]
        if kpi_query.where is not None:
            conditions.append(self.rows.engine(kpi_query.where))
        day = day_of(self.rows, kpi_query.date)
        given = (
            f"SELECT * FROM ({self.rows.judged(records=True)}) "  # noqa: S608 (names are quoted)
            f'JOIN (VALUES {listed}) AS spans("$start", "$end") '
            f'ON {day} BETWEEN "$start" AND "$end" WHERE {" AND ".join(conditions)}'
        )
        numbered = (
            f'SELECT *, ROW_NUMBER() OVER alike AS "$number", '  # noqa: S608 (names are quoted)
            f'FIRST_VALUE({quoted(FILE)}) OVER alike AS "$first file", '
            f'FIRST_VALUE({quoted(RECORD)}) OVER alike AS "$first record" FROM ({given}) '
            f"WINDOW alike AS (PARTITION BY {keys} ORDER BY {here})"
        )
        rows = self.connection.execute(
            f'SELECT {here}, "$first file", "$first record", '  # noqa: S608 (names are quoted)
            f"COUNT(*) OVER (PARTITION BY {quoted(FILE)}), "
            f'{keys} FROM ({numbered}) WHERE "$number" > 1 '
            f"QUALIFY ROW_NUMBER() OVER (PARTITION BY {quoted(FILE)} "
            f"ORDER BY {quoted(RECORD)}) <= {self.rows.schema.places} ORDER BY {here}"
        ).fetchall()
        return [Second._make((*row[:6], tuple(row[6:]))) for row in rows]


def _column(kpi_query: KpiQuery) -> str:
    column = kpi_query.kpi.measure.scaled
    assert column is not None
    return column
