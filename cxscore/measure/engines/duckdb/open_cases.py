"""Cases still open at the end of each period: those opened by then, less those closed by then."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from cxscore.calendar import Calendar, Period
from cxscore.frozen import frozen
from cxscore.measure.database import grouping_sets, quoted
from cxscore.measure.engines.duckdb.rows import FAULTS, KEEP, Rows
from cxscore.measure.horizon import Horizon, periods_between
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Cases, Dimensions, KpiQuery, Row, dimension_sets

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from cxscore.measure.queries.query import Key

OPENED, CLOSED, DAY, STEP, SET = "$opened", "$closed", "$moved", "$step", "$set"
MOVES = "moves"
"""The table of how many cases came and went, by day and segment."""


@frozen
class OpenCases:
    """The cases of one dataset, counted in one scan for each KPI that asks."""

    connection: "DuckDBPyConnection"
    rows: Rows
    horizon: Horizon

    def ask(self, kpi_query: KpiQuery, last: date) -> "dict[Dimensions, dict[Key, Row]]":
        """Return how many cases are open at the end of each period, by dimensions and segment.

        Periods run from the first opening to the later of *last*, the last
        day with rows, and the period reported; the one under way is seen
        from as-of. Segments start with their own first opening.
        """
        assert kpi_query.cases is not None
        columns = tuple(
            dict.fromkeys(
                column for dimensions in dimension_sets(kpi_query) for column in dimensions
            )
        )
        self._count_moves(kpi_query.cases, columns, dimension_sets(kpi_query))
        periods = self._periods(self.horizon.definition.period_length(kpi_query.kpi), last)
        if not periods:
            return {}
        return {
            dimensions: self._open(dimensions, columns, periods)
            for dimensions in dimension_sets(kpi_query)
        }

    def _count_moves(self, cases: Cases, columns: Dimensions, sets: Sequence[Dimensions]) -> None:
        """Scan the rows once: each case comes on one day, and may go on another."""
        texts = self._texts(columns)
        segments = "".join(f"{text}, " for text in texts)
        moves = self._moves(cases, columns)
        grouping = f"GROUPING({', '.join(texts)})" if texts else "0"
        listed = grouping_sets([quoted(DAY)], [self._texts(dimensions) for dimensions in sets])
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {MOVES} AS "  # noqa: S608 (names are quoted)
            f"SELECT {segments}{quoted(DAY)}, {grouping} AS {quoted(SET)}, "
            f"SUM({quoted(STEP)}) AS {quoted(STEP)} FROM ({moves}) "
            f"WHERE {quoted(DAY)} IS NOT NULL GROUP BY GROUPING SETS ({listed})"
        )

    def _moves(self, cases: Cases, columns: Dimensions) -> str:
        """Return the query for the days on which each case comes, and goes, by segment."""
        engine, value = self.rows.engine, self.rows.value
        amount = engine(cases.amount)
        segments = "".join(f"{text}, " for text in self._texts(columns))
        case = (
            f"SELECT {segments}CAST({quoted(value(cases.opened))} AS DATE) AS {quoted(OPENED)}, "  # noqa: S608 (names are quoted)
            f"CAST({quoted(value(cases.closed))} AS DATE) AS {quoted(CLOSED)}, "
            f"CAST({amount} AS DECIMAL(18, 0)) AS {quoted(STEP)} FROM ({self.rows.judged()}) "
            f"WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)} AND {engine(cases.rows)}"
        )
        return (
            f"SELECT {segments}UNNEST([{quoted(OPENED)}, {quoted(CLOSED)}]) AS {quoted(DAY)}, "  # noqa: S608 (names are quoted)
            f"UNNEST([{quoted(STEP)}, -{quoted(STEP)}]) AS {quoted(STEP)} FROM ({case})"
        )

    def _periods(self, calendar: Calendar, last: date) -> list[Period]:
        found = self.connection.execute(f"SELECT MIN({quoted(DAY)}) FROM {MOVES}").fetchone()  # noqa: S608 (names are ours)
        if found is None or found[0] is None:
            return []
        periods = periods_between(calendar, found[0], max(last, self.horizon.reported.end))
        return [period for period in periods if self.horizon.wanted(calendar, period)]

    def _open(
        self, dimensions: Dimensions, columns: Dimensions, periods: Sequence[Period]
    ) -> "dict[Key, Row]":
        found: dict[Key, Row] = {}
        steps = self._steps(dimensions, columns, periods)
        for segment, moved in steps.items():
            count, first = 0, min(moved)
            for period in periods:
                count += moved.get(period.start, 0)
                if period.start >= first:
                    found[period.start, period.end, segment] = {
                        Part.BASE: count,
                        Part.NUMERATOR: count,
                    }
        return found

    def _steps(
        self, dimensions: Dimensions, columns: Dimensions, periods: Sequence[Period]
    ) -> dict[tuple[str | None, ...], dict[date, int]]:
        """Return by how many the open cases grew in each period, by segment."""
        texts = self._texts(dimensions)
        ends = ", ".join(
            f"(DATE '{period.start}', DATE '{min(period.end, self.horizon.as_of)}')"
            for period in periods
        )
        keys = ", ".join(["start", *texts])
        number = sum(1 << at for at, name in enumerate(reversed(columns)) if name not in dimensions)
        rows = self.connection.execute(
            f"SELECT {keys}, SUM({quoted(STEP)}) FROM {MOVES} "  # noqa: S608 (names are quoted)
            f'ASOF JOIN (VALUES {ends}) AS ends(start, "end") ON {quoted(DAY)} <= "end" '
            f"WHERE {quoted(SET)} = {number} GROUP BY {keys} "
            f"ORDER BY {', '.join(f'{key} NULLS FIRST' for key in ['start', *texts])}"
        ).fetchall()
        found: dict[tuple[str | None, ...], dict[date, int]] = {}
        for start, *segment, step in rows:
            found.setdefault(tuple(segment), {})[start] = int(step)
        return found

    def _texts(self, dimensions: Dimensions) -> list[str]:
        return [quoted(self.rows.text(column)) for column in dimensions]
