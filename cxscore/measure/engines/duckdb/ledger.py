"""The customer ledger: who was there when days began and ended, counted without leaving the engine.

Stints of a customer are put together in one grouped scan. Then every customer is looked at once:
on which of the days that spans end on his stints begin and end, and what he is from then on. A
span between neighbouring days is counted of that as it stands, a longer one by customer.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.duckdb.stints import STINTS, Stints
from cxscore.measure.ledger_counts import LedgerCounts, tidy
from cxscore.measure.ledger_sums import Places, Steps, ledgers_of
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.query import Dimensions
from cxscore.model.ledger_totals import ReasonTotals
from cxscore.model.measured import Segment

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOVES, BETWEEN = "customer_moves", "customers_between"
_COUNTS = {
    "step": "SUM(CAST(is_one AS INTEGER)) - SUM(CAST(was_one AS INTEGER))",
    "v_step": "SUM(CASE WHEN is_one THEN v1 ELSE 0 END) "
    "- SUM(CASE WHEN was_one THEN v0 ELSE 0 END)",
    "new": "COUNT_IF(is_one AND NOT was_one AND fresh)",
    "returned": "COUNT_IF(is_one AND NOT was_one AND NOT fresh)",
    "lost": "COUNT_IF(was_one AND NOT is_one)",
    "came_and_went": "COUNT_IF(NOT was_one AND NOT is_one)",
    "recommended": "COUNT_IF(is_one AND NOT was_one AND fresh AND came)",
    "v_new": "SUM(CASE WHEN is_one AND NOT was_one AND fresh THEN v1 ELSE 0 END)",
    "v_returned": "SUM(CASE WHEN is_one AND NOT was_one AND NOT fresh THEN v1 ELSE 0 END)",
    "v_lost": "SUM(CASE WHEN was_one AND NOT is_one THEN v0 ELSE 0 END)",
    "v_grown": "SUM(CASE WHEN was_one AND is_one AND v1 > v0 THEN v1 - v0 ELSE 0 END)",
    "v_shrunk": "SUM(CASE WHEN was_one AND is_one AND v1 < v0 THEN v0 - v1 ELSE 0 END)",
}
"""What is counted of the moves of a step, by name."""


@frozen
class FileLedger:
    """The ledger of the customers of one dataset in files."""

    connection: "DuckDBPyConnection"
    rows: Rows
    query: LedgerQuery
    faulty: bool = True
    """Whether any row is skipped as bad; to know which takes long to ask."""

    @property
    def customers(self) -> CustomerRows:
        """What the rows say of customers."""
        return self.query.customers

    def count(self) -> LedgerCounts:
        """Return the ledger over the spans asked for, with the reasons of the one reported.

        Raises:
            duckdb.ConversionException, duckdb.OutOfRangeException: a value is too large.
        """
        query = self.query
        looked_at = query.looked_at
        stints = Stints(
            self.connection,
            self.rows,
            self.customers,
            query.columns,
            looked_at,
            query.held_by,
            self.faulty,
        )
        counts = LedgerCounts(left_out=stints.fill())
        asked, reported = query.places, query.reported
        if asked:
            self._move(len(looked_at))
            longer = self._longer(asked.values())
            for dimensions in query.sets:
                daily = self._counted(f"({self._neighbouring()})", dimensions)
                between = {places: each[dimensions] for places, each in longer.items()}
                shape = self.customers.shape
                counts.add(dimensions, ledgers_of(shape, asked, dimensions, daily, between))
            if reported in asked and self.customers.reason:
                counts.reasons = self._reasons(asked[reported])
        self.connection.execute(f"DROP TABLE IF EXISTS {MOVES}; DROP TABLE {STINTS}")
        return counts

    def _move(self, number: int) -> None:
        """Make the table of moves: what becomes of each customer at each of the *number* days."""
        latest = "".join(f", MAX(s{at}).s AS s{at}" for at in range(len(self.query.columns)))
        where = f"JOIN (SELECT who{latest} FROM {STINTS} WHERE state = 0 GROUP BY who) USING (who)"  # noqa: S608 (names are ours)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {MOVES} AS "  # noqa: S608 (names are ours)
            f"SELECT *, SUM(n) OVER so_far AS n1, SUM(v) OVER so_far AS v1, "
            f"FIRST_VALUE(step) OVER so_far AS first_step "
            f"FROM ({self._events(number)}) {where if latest else ''} "
            "WINDOW so_far AS (PARTITION BY who ORDER BY step ROWS UNBOUNDED PRECEDING)"
        )

    def _neighbouring(self) -> str:
        """Return the query for the moves of every day, since the one before it."""
        return self._moves(MOVES, "step", "first_step = step")

    def _between(self, first: int, last: int) -> str:
        """Return the query for the moves after the day at place *first*, up to that at *last*."""
        told = "".join(f", {sql} AS {name}" for name, sql in self._told.items())
        segments = "".join(f", MAX(s{at}) AS s{at}" for at in range(len(self.query.columns)))
        put_together = (
            f"(SELECT who, SUM(n) AS n, SUM(v) AS v, ARG_MAX(n1, step) AS n1, "  # noqa: S608 (names are ours)
            f"ARG_MAX(v1, step) AS v1, MIN(first_step) AS first_step{told}{segments} "
            f"FROM {MOVES} WHERE step > {first} AND step <= {last} GROUP BY who)"
        )
        return self._moves(put_together, str(last), f"first_step > {first}")

    def _moves(self, customers: str, step: str, fresh: str) -> str:
        """Return the query for what became of *customers* at a *step*, one a row."""
        segments = "".join(f", s{at}" for at in range(len(self.query.columns)))
        told = {name: f"{name}.r" for name in self._told}
        if "before" in told:
            fresh += " AND NOT COALESCE(before, FALSE)"
        return (
            f"SELECT {step} AS step, n1 - n > 0 AS was_one, n1 > 0 AS is_one, v1 - v AS v0, v1, "  # noqa: S608 (names are ours)
            f"{fresh} AS fresh, {told.get('came', 'FALSE')} AS came, "
            f"{told.get('reason', 'NULL')} AS reason{segments} FROM {customers}"
        )

    @property
    def _told(self) -> Mapping[str, str]:
        """What is told of a customer at a step besides, by name: how it is put together."""
        customers, snapshots = self.customers, self.customers.shape.snapshots
        known = {
            "before": ("BOOL_AND(before)", snapshots is not None and snapshots.new is not None),
            "came": ("MIN(came)", customers.recommended is not None),
            "reason": ("MAX(reason)", bool(customers.reason)),
        }
        return {name: sql for name, (sql, wanted) in known.items() if wanted}

    def _events(self, number: int) -> str:
        """Return the query for by how much each customer's stints and value change, step by step.

        A step is one of the *number* days, with those after the one before it. What begins
        after the last of them is nobody's yet, what ends then has not ended.
        """
        told, stints = self._told, f"(SELECT * FROM {STINTS} WHERE state = 0)"  # noqa: S608 (names are ours)
        at_begin = "".join(f", {'NULL' if name == 'reason' else name} AS {name}" for name in told)
        at_end = "".join(f", {name if name == 'reason' else 'NULL'}" for name in told)
        put_together = "".join(f", {sql} AS {name}" for name, sql in told.items())
        return (
            f"SELECT who, step, SUM(n) AS n, SUM(v) AS v{put_together} FROM ("  # noqa: S608 (names are ours)
            f"SELECT who, i0 AS step, n, v{at_begin} FROM {stints} UNION ALL "
            f"SELECT who, i1, -n, -v{at_end} FROM {stints}"
            f") WHERE step < {number} GROUP BY who, step"
        )

    def _longer(
        self, asked: Iterable[Places]
    ) -> dict[Places, dict[Dimensions, dict[Segment, Steps]]]:
        """Return what is counted between days that are not neighbours, by places and dimensions."""
        found = {}
        for first, last in dict.fromkeys(asked):
            if last - first > 1:
                self.connection.execute(
                    f"CREATE OR REPLACE TEMP TABLE {BETWEEN} AS {self._between(first, last)}"
                )
                found[first, last] = {
                    dimensions: self._counted(BETWEEN, dimensions) for dimensions in self.query.sets
                }
        self.connection.execute(f"DROP TABLE IF EXISTS {BETWEEN}")
        return found

    def _counted(self, moves: str, dimensions: Dimensions) -> dict[Segment, Steps]:
        """Return what is counted of *moves*, by segment of *dimensions* and by step."""
        keys = "".join(f", s{self.query.columns.index(column)}" for column in dimensions)
        counted = ", ".join(f"{sql} AS {name}" for name, sql in _COUNTS.items())
        query = f"SELECT step{keys}, {counted} FROM {moves} GROUP BY step{keys}"  # noqa: S608 (names are ours)
        found: dict[Segment, Steps] = {}
        width = 1 + len(dimensions)
        for row in self.connection.execute(query).fetchall():
            steps = found.setdefault(tuple(row[1:width]), {})
            steps[row[0]] = dict(zip(_COUNTS, row[width:], strict=True))
        return found

    def _reasons(self, places: tuple[int, int]) -> tuple[ReasonTotals, ...]:
        """Return why customers were lost between the days at *places*, most frequent first."""
        found = self.connection.execute(
            f"SELECT reason, COUNT(*), SUM(v0) FROM ({self._between(*places)}) "  # noqa: S608 (names are ours)
            "WHERE was_one AND NOT is_one "
            "GROUP BY reason ORDER BY 2 DESC, reason NULLS LAST"
        ).fetchall()
        valued = self.customers.value is not None
        return tuple(
            ReasonTotals(reason, int(number), tidy(worth) if valued else None)
            for reason, number, worth in found
        )
