"""The customer ledger: who was there when days began and ended, counted without leaving the engine.

Stints of a customer are put together in one grouped scan. Spans of days that follow each other
make a chain, whose every customer is looked at once: where his stints begin and end, he came,
went, or was worth more or less.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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

MOVES = "customer_moves"
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
_FLOWS = ("new", "returned", "lost", "grown", "shrunk")
"""What makes the closing value of that at the opening."""


@dataclass(slots=True)
class Chain:
    """Spans that follow each other, each beginning on the day after the one before."""

    spans: list[Span] = field(default_factory=list)


def chains_of(spans: Iterable[Span]) -> list[Chain]:
    """Return *spans* in as few chains as follow each other."""
    ending: dict[object, Chain] = {}
    chains: list[Chain] = []
    for start, end in sorted(set(spans)):
        chain = ending.pop(start, None)
        if chain is None:
            chain = Chain()
            chains.append(chain)
        chain.spans.append((start, end))
        ending.setdefault(end + DAY, chain)
    return chains


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
        chains, reported = chains_of(self.query.spans), self.query.reported
        is_snapshots = self.customers.shape.snapshots is not None
        periods = self.query.periods if is_snapshots else ()
        looked_at = sorted(
            {day for chain in chains for start, end in chain.spans for day in (start - DAY, end)}
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
        for chain in chains:
            days = [chain.spans[0][0] - DAY, *(end for _, end in chain.spans)]
            self._move([looked_at.index(day) for day in days], len(looked_at))
            for dimensions in self.query.sets:
                for totals in self._totals(chain, dimensions):
                    known = counts.spans.setdefault((totals.start, totals.end), {})
                    known.setdefault(dimensions, []).append(totals)
            if reported in chain.spans and self.customers.reason:
                counts.reasons = self._reasons(chain.spans.index(reported) + 1)
        self.connection.execute(f"DROP TABLE IF EXISTS {MOVES}; DROP TABLE {STINTS}")
        return counts

    def _move(self, places: Sequence[int], number: int) -> None:
        """Make the table of moves: what becomes of each customer at each of the days *places*.

        *number* is how many days there are in all.
        """
        segments = "".join(f", s{at}" for at in range(len(self._columns)))
        latest = "".join(f", MAX(s{at}).s AS s{at}" for at in range(len(self._columns)))
        where = f"JOIN (SELECT who{latest} FROM {STINTS} WHERE state = 0 GROUP BY who) USING (who)"  # noqa: S608 (names are ours)
        told = {name: f"{name}.r" for name in self._told}
        reason, came = told.get("reason", "NULL"), told.get("came", "FALSE")
        fresh = "FIRST_VALUE(step) OVER so_far = step"
        if "before" in self._told:
            fresh += " AND NOT COALESCE(before, FALSE)"
        so_far = (
            f"SELECT *, SUM(n) OVER so_far AS n1, SUM(v) OVER so_far AS v1, {fresh} AS fresh "  # noqa: S608 (names are ours)
            f"FROM ({self._events(places, number)}) "
            "WINDOW so_far AS (PARTITION BY who ORDER BY step ROWS UNBOUNDED PRECEDING)"
        )
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {MOVES} AS "  # noqa: S608 (names are ours)
            f"SELECT step, n1 - n > 0 AS was_one, n1 > 0 AS is_one, v1 - v AS v0, v1, fresh, "
            f"{came} AS came, {reason} AS reason{segments} FROM ({so_far}) "
            f"{where if segments else ''}"
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

    def _events(self, places: Sequence[int], number: int) -> str:
        """Return the query for by how much each customer's stints and value change, step by step.

        A step is one of the days *places*, with those after the one before it.
        What begins after the last of them is nobody's yet, what ends then has not ended.
        """
        told = self._told
        stints, begin, end = f"SELECT * FROM {STINTS} WHERE state = 0", "i0", "i1"  # noqa: S608 (names are ours)
        if list(places) != list(range(number)):
            steps = [
                next((at for at, known in enumerate(places) if known >= place), len(places))
                for place in range(number + 1)
            ]
            listed = ", ".join(f"({place}, {step})" for place, step in enumerate(steps))
            stints = (
                f"SELECT stints.*, a.step AS j0, b.step AS j1 FROM ({stints}) stints "  # noqa: S608 (names are ours)
                f"JOIN (VALUES {listed}) a(place, step) ON i0 = a.place "
                f"JOIN (VALUES {listed}) b(place, step) ON i1 = b.place"
            )
            begin, end = "j0", "j1"
        at_begin = "".join(f", {'NULL' if name == 'reason' else name} AS {name}" for name in told)
        at_end = "".join(f", {name if name == 'reason' else 'NULL'}" for name in told)
        put_together = "".join(f", {sql} AS {name}" for name, sql in told.items())
        return (
            f"SELECT who, step, SUM(n) AS n, SUM(v) AS v{put_together} FROM ("  # noqa: S608 (names are ours)
            f"SELECT who, {begin} AS step, n, v{at_begin} FROM ({stints}) UNION ALL "
            f"SELECT who, {end}, -n, -v{at_end} FROM ({stints})"
            f") WHERE step < {len(places)} GROUP BY who, step"
        )

    def _totals(self, chain: Chain, dimensions: Dimensions) -> Iterator[LedgerTotals]:
        """Yield the ledger over each span of *chain*, a segment of *dimensions* after the other."""
        keys = "".join(f", s{self._columns.index(column)}" for column in dimensions)
        counted = ", ".join(f"{sql} AS {name}" for name, sql in _COUNTS.items())
        query = f"SELECT step{keys}, {counted} FROM {MOVES} GROUP BY step{keys}"  # noqa: S608 (names are ours)
        found: dict[Segment, dict[int, dict[str, Any]]] = {}
        width = 1 + len(dimensions)
        for row in self.connection.execute(query).fetchall():
            steps = found.setdefault(tuple(row[1:width]), {})
            steps[row[0]] = dict(zip(_COUNTS, row[width:], strict=True))
        if not dimensions:
            found.setdefault((), {})
        for segment in sorted(found, key=_order):
            yield from self._of_segment(chain, dimensions, segment, found[segment])

    def _of_segment(
        self,
        chain: Chain,
        dimensions: Dimensions,
        segment: Segment,
        steps: Mapping[int, Mapping[str, Any]],
    ) -> Iterator[LedgerTotals]:
        nothing = dict.fromkeys(_COUNTS, 0)
        at_first = steps.get(0, nothing)
        opening, v_opening = int(at_first["step"]), tidy(at_first["v_step"])
        for step, (start, end) in enumerate(chain.spans, start=1):
            row = steps.get(step, nothing)
            closing = opening + int(row["step"])
            v_closing = v_opening + tidy(row["v_step"])
            heads = Heads(opening, int(row["new"]), int(row["returned"]), int(row["lost"]), closing)
            flows = {name: tidy(row[f"v_{name}"]) for name in _FLOWS}
            totals = LedgerTotals(
                start,
                end,
                dimensions,
                segment,
                heads,
                None
                if self.customers.value is None
                else Worth(opening=v_opening, closing=v_closing, **flows),
                None if self.customers.recommended is None else int(row["recommended"]),
                int(row["came_and_went"]),
            )
            assert totals.balances, f"the ledger of {start} to {end} does not add up"
            yield totals
            opening, v_opening = closing, v_closing

    def _reasons(self, step: int) -> tuple[ReasonTotals, ...]:
        """Return why customers were lost in the span that ends at *step*, most frequent first."""
        found = self.connection.execute(
            f"SELECT reason, COUNT(*), SUM(v0) FROM {MOVES} "  # noqa: S608 (names are ours)
            f"WHERE was_one AND NOT is_one AND step = {step} "
            "GROUP BY reason ORDER BY 2 DESC, reason NULLS LAST"
        ).fetchall()
        valued = self.customers.value is not None
        return tuple(
            ReasonTotals(reason, int(number), tidy(worth) if valued else None)
            for reason, number, worth in found
        )


def _order(segment: Segment) -> tuple[tuple[bool, str], ...]:
    return tuple((name is not None, name or "") for name in segment)
