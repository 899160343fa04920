"""The customer ledger: who was there when days began and ended, counted without leaving the engine.

Stints of a customer are put together in one grouped scan. Then every customer is looked at once:
on which of the days that spans end on his stints begin and end, and what he is from then on. A
span between neighbouring days is counted of that as it stands, a longer one by customer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cxscore.calendar import DAY
from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.duckdb.stints import STINTS, Stints
from cxscore.measure.horizon import Span
from cxscore.measure.ledger_counts import LedgerCounts, tidy
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.query import Dimensions
from cxscore.model.ledger_totals import Heads, LedgerTotals, ReasonTotals, Worth
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
_Counted = Mapping[str, Any]
_NOTHING: _Counted = dict.fromkeys(_COUNTS, 0)
_FLOWS = ("new", "returned", "lost", "grown", "shrunk")
"""What makes the closing value of that at the opening."""


@frozen
class FileLedger:
    """The ledger of the customers of one dataset in files."""

    connection: "DuckDBPyConnection"
    rows: Rows
    query: LedgerQuery
    faulty: bool = True
    """Whether any row is skipped as bad; to know which takes long to ask."""

    @property
    def _columns(self) -> Dimensions:
        return tuple(dict.fromkeys(column for each in self.query.sets for column in each))

    @property
    def customers(self) -> CustomerRows:
        """What the rows say of customers."""
        return self.query.customers

    def count(self) -> LedgerCounts:
        """Return the ledger over the spans asked for, with the reasons of the one reported.

        Raises:
            duckdb.ConversionException, duckdb.OutOfRangeException: a value is too large.
        """
        spans, reported = sorted(set(self.query.spans)), self.query.reported
        is_snapshots = self.customers.shape.snapshots is not None
        periods = self.query.periods if is_snapshots else ()
        looked_at = sorted(
            {day for start, end in spans for day in (start - DAY, end)}
            | {periods[0].start - DAY if periods else reported[1]}
        )
        stints = Stints(
            self.connection,
            self.rows,
            self.customers,
            self._columns,
            looked_at,
            periods,
            self.faulty,
        )
        counts = LedgerCounts(left_out=stints.fill())
        if spans:
            places = {day: place for place, day in enumerate(looked_at)}
            asked = {(start, end): (places[start - DAY], places[end]) for start, end in spans}
            self._move(len(looked_at))
            longer = self._longer(asked.values())
            for dimensions in self.query.sets:
                for totals in self._totals(asked, dimensions, longer):
                    known = counts.spans.setdefault((totals.start, totals.end), {})
                    known.setdefault(dimensions, []).append(totals)
            if reported in asked and self.customers.reason:
                counts.reasons = self._reasons(asked[reported])
        self.connection.execute(f"DROP TABLE IF EXISTS {MOVES}; DROP TABLE {STINTS}")
        return counts

    def _move(self, number: int) -> None:
        """Make the table of moves: what becomes of each customer at each of the *number* days."""
        latest = "".join(f", MAX(s{at}).s AS s{at}" for at in range(len(self._columns)))
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
        segments = "".join(f", MAX(s{at}) AS s{at}" for at in range(len(self._columns)))
        put_together = (
            f"(SELECT who, SUM(n) AS n, SUM(v) AS v, ARG_MAX(n1, step) AS n1, "  # noqa: S608 (names are ours)
            f"ARG_MAX(v1, step) AS v1, MIN(first_step) AS first_step{told}{segments} "
            f"FROM {MOVES} WHERE step > {first} AND step <= {last} GROUP BY who)"
        )
        return self._moves(put_together, str(last), f"first_step > {first}")

    def _moves(self, customers: str, step: str, fresh: str) -> str:
        """Return the query for what became of *customers* at a *step*, one a row."""
        segments = "".join(f", s{at}" for at in range(len(self._columns)))
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
        self, asked: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int, Dimensions], dict[Segment, dict[int, _Counted]]]:
        """Return what is counted between days that are not neighbours, by places and dimensions."""
        found = {}
        for first, last in dict.fromkeys(asked):
            if last - first > 1:
                self.connection.execute(
                    f"CREATE OR REPLACE TEMP TABLE {BETWEEN} AS {self._between(first, last)}"
                )
                for dimensions in self.query.sets:
                    found[first, last, dimensions] = self._counted(BETWEEN, dimensions)
        self.connection.execute(f"DROP TABLE IF EXISTS {BETWEEN}")
        return found

    def _totals(
        self,
        asked: Mapping[Span, tuple[int, int]],
        dimensions: Dimensions,
        longer: Mapping[tuple[int, int, Dimensions], Mapping[Segment, Mapping[int, _Counted]]],
    ) -> Iterator[LedgerTotals]:
        """Yield the ledger over the spans *asked*, a segment of *dimensions* after the other."""
        daily = self._counted(f"({self._neighbouring()})", dimensions)
        if not dimensions:
            daily.setdefault((), {})
        for segment in sorted(daily, key=_order):
            there = _running(daily[segment])
            for span, (first, last) in asked.items():
                steps = longer.get((first, last, dimensions), daily)
                moved = steps.get(segment, {}).get(last, _NOTHING)
                yield self._of_span(span, dimensions, segment, there(first), there(last), moved)

    def _counted(self, moves: str, dimensions: Dimensions) -> dict[Segment, dict[int, _Counted]]:
        """Return what is counted of *moves*, by segment of *dimensions* and by step."""
        keys = "".join(f", s{self._columns.index(column)}" for column in dimensions)
        counted = ", ".join(f"{sql} AS {name}" for name, sql in _COUNTS.items())
        query = f"SELECT step{keys}, {counted} FROM {moves} GROUP BY step{keys}"  # noqa: S608 (names are ours)
        found: dict[Segment, dict[int, _Counted]] = {}
        width = 1 + len(dimensions)
        for row in self.connection.execute(query).fetchall():
            steps = found.setdefault(tuple(row[1:width]), {})
            steps[row[0]] = dict(zip(_COUNTS, row[width:], strict=True))
        return found

    def _of_span(
        self,
        span: Span,
        dimensions: Dimensions,
        segment: Segment,
        opening: tuple[int, Decimal],
        closing: tuple[int, Decimal],
        row: _Counted,
    ) -> LedgerTotals:
        heads = Heads(
            opening[0], int(row["new"]), int(row["returned"]), int(row["lost"]), closing[0]
        )
        flows = {name: tidy(row[f"v_{name}"]) for name in _FLOWS}
        totals = LedgerTotals(
            *span,
            dimensions,
            segment,
            heads,
            None
            if self.customers.value is None
            else Worth(opening=opening[1], closing=closing[1], **flows),
            None if self.customers.recommended is None else int(row["recommended"]),
            int(row["came_and_went"]),
        )
        assert totals.balances, f"the ledger of {span[0]} to {span[1]} does not add up"
        return totals

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


def _running(steps: Mapping[int, _Counted]) -> Callable[[int], tuple[int, Decimal]]:
    """Return how many are there, and what they are worth, after the step at a place."""
    known, heads, worth = {}, 0, Decimal(0)
    for place in range(max(steps, default=-1) + 1):
        row = steps.get(place, _NOTHING)
        heads, worth = heads + int(row["step"]), worth + Decimal(row["v_step"])
        known[place] = heads, tidy(worth)
    return lambda place: known.get(place, (heads, tidy(worth)))


def _order(segment: Segment) -> tuple[tuple[bool, str], ...]:
    return tuple((name is not None, name or "") for name in segment)
