"""Rows of customers as stints: from when to when somebody was one, put together by customer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cxscore.calendar import DAY, Period
from cxscore.frozen import frozen
from cxscore.measure.database import literal, quoted
from cxscore.measure.engines.duckdb.rows import DAY as ROW_DAY
from cxscore.measure.engines.duckdb.rows import FAULTS, KEEP, Rows
from cxscore.measure.ledger_counts import LeftOut
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.query import Dimensions
from cxscore.model.customers import Snapshots

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STINTS, DAYS = "customer_stints", "customer_days"
"""The tables of stints, and of what days are between the days that are looked at."""
VALUE = "DECIMAL(18, 6)"
"""What one row may be worth: up to a million million, to the millionth."""
FINE, NOBODY, UNDATED, BACKWARDS, ELSEWHERE = range(5)
"""What a row says: from when to when, or why it is of no customer."""
_NEVER = "DATE '9999-12-31'"


@frozen
class Stints:
    """The stints of the customers of one dataset, in a table that one scan of its rows fills.

    A stint holds on the days from its first, up to and without its last. Days
    are told by their place among the *looked_at* alone, in order of time: a
    stint from place 2 to place 5 holds on the days at 2, 3 and 4.
    """

    connection: "DuckDBPyConnection"
    rows: Rows
    customers: CustomerRows
    columns: Dimensions
    """Those that customers are cut by."""
    looked_at: Sequence[date]
    periods: Sequence[Period] = ()
    """Of snapshots: the periods that rows fall into, from the first to the last that is counted."""
    faulty: bool = True
    """Whether any row is skipped as bad; to know which takes long to ask."""

    def fill(self) -> LeftOut:
        """Scan the rows once; return how many are none of a customer.

        Raises:
            duckdb.ConversionException, duckdb.OutOfRangeException: a value is too large.
        """
        self._list_days()
        segments = "".join(
            f", MAX({{'f': f, 's': s{at}}}) FILTER (s{at} IS NOT NULL) AS s{at}"
            for at in range(len(self.columns))
        )
        reason = ", MAX({'t': t, 'r': reason}) AS reason" if self.customers.reason else ""
        recommended, snapshots = self.customers.recommended, self.customers.shape.snapshots
        came = ", MIN({'f': f, 'r': came}) AS came" if recommended is not None else ""
        before = ", BOOL_AND(before) AS before" if snapshots is not None else ""
        worth = "0 AS v, 0 AS negative, 0 AS unvalued"
        if self.customers.value is not None:
            worth = "SUM(COALESCE(v, 0)) AS v, COUNT_IF(v < 0) AS negative"
            worth += ", COUNT_IF(v IS NULL) AS unvalued"
        first, last = literal(str(self._lowest)), literal(str(self._highest))
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {STINTS} AS "  # noqa: S608 (names are ours)
            f"SELECT who, a.place AS i0, b.place AS i1, state, COUNT(*) AS n, "
            f"{worth}{before}{reason}{came}{segments} FROM ({self._told()}) "
            f"LEFT JOIN {DAYS} a ON a.day = LEAST(GREATEST(f, DATE {first}), DATE {last}) "
            f"LEFT JOIN {DAYS} b ON b.day = LEAST(GREATEST(t, DATE {first}), DATE {last}) "
            f"GROUP BY who, i0, i1, state"
        )
        return self._left_out()

    @property
    def _lowest(self) -> date:
        """The first of the days in the table; those before it are like it."""
        starts = [period.start for period in self.periods[:1]]
        return min([*starts, self.looked_at[0]]) - DAY

    @property
    def _highest(self) -> date:
        ends = [period.end for period in self.periods[-1:]]
        return max([*ends, self.looked_at[-1]]) + DAY

    def _list_days(self) -> None:
        """Make the table of days: their place, and of snapshots when their period ends."""
        looked = ", ".join(f"(DATE '{day}', {place})" for place, day in enumerate(self.looked_at))
        length = (self._highest - self._lowest).days
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {DAYS} AS "  # noqa: S608 (numbers and days)
            f"SELECT day, COALESCE(place, {len(self.looked_at)}) AS place FROM "
            f"(SELECT DATE '{self._lowest}' + CAST(n AS INTEGER) AS day "
            f"FROM range({length + 1}) days(n)) "
            f"ASOF LEFT JOIN (VALUES {looked}) looked(up_to, place) ON day <= up_to"
        )

    def _told(self) -> str:
        """Return the query for each row's stint, and what is amiss with it."""
        customers, engine = self.customers, self.rows.engine
        began = quoted(ROW_DAY) if customers.started is None else engine(customers.started)
        value = "0" if customers.value is None else engine(customers.value)
        picked = {
            "who": quoted(self.rows.text(customers.customer)),
            "began": f"CAST({began} AS DATE)",
            "v": f"CAST({value} AS {VALUE})",
            **{f"s{at}": quoted(self.rows.text(c)) for at, c in enumerate(self.columns)},
        }
        if customers.reason:
            picked["reason"] = quoted(self.rows.text(customers.reason))
        if customers.recommended is not None:
            picked["came"] = f"COALESCE({engine(customers.recommended)}, FALSE)"
        if customers.ended is not None:
            picked["ended"] = f"CAST({engine(customers.ended)} AS DATE)"
        for key, flag in (("flag_new", customers.new), ("flag_lost", customers.lost)):
            if flag is not None:
                picked[key] = f"COALESCE({engine(flag)}, FALSE)"
        listed = ", ".join(f"{sql} AS {name}" for name, sql in picked.items())
        looked_for = None if self.faulty else self.rows.faults[:1]
        rows = (
            f"SELECT {listed} FROM ({self.rows.judged(faults=looked_for)}) "  # noqa: S608 (names are quoted)
            f"WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)}"
        )
        return self._held(rows, picked)

    def _held(self, rows: str, picked: Mapping[str, str]) -> str:
        """Return *rows* with f and t, the days between which each holds."""
        shape = self.customers.shape
        if shape.snapshots is not None:
            return self._of_periods(rows, shape.snapshots)
        end = f"COALESCE(ended, {_NEVER})"
        if shape.purchases is not None:
            end = f"began + {shape.purchases.active_for}"
        state = (
            f"CASE WHEN who IS NULL THEN {NOBODY} WHEN began IS NULL THEN {UNDATED} "
            f"WHEN {end} < began THEN {BACKWARDS} ELSE {FINE} END"
        )
        return f"SELECT *, began AS f, {end} AS t, FALSE AS before, {state} AS state FROM ({rows})"  # noqa: S608 (names are ours)

    def _of_periods(self, rows: str, snapshots: Snapshots) -> str:
        """Return *rows* of snapshots, each held from the end of its period to that of the next.

        One that is lost holds no day. Where a condition says who is new, the
        rows of the first period also say who was there when it began.
        """
        lost = "flag_lost" if snapshots.lost is not None else "FALSE"
        new = "flag_new" if snapshots.new is not None else "TRUE"
        ends = ", ".join(
            f"(DATE '{one.start}', DATE '{one.end}', DATE '{after}')"
            for one, after in zip(
                self.periods,
                [*(each.end for each in self.periods[1:]), self._highest],
                strict=True,
            )
        )
        placed = (
            f"SELECT * FROM ({rows}) ASOF LEFT JOIN (VALUES {ends}) ends(p_start, p_end, p_next) "  # noqa: S608 (days)
            f"ON began >= p_start"
        )
        state = (
            f"CASE WHEN who IS NULL THEN {NOBODY} WHEN began IS NULL THEN {UNDATED} "
            f"WHEN p_end IS NULL OR began > p_end THEN {ELSEWHERE} ELSE {FINE} END"
        )
        held = (
            f"SELECT *, p_end AS f, CASE WHEN {lost} THEN p_end ELSE p_next END AS t, "  # noqa: S608 (names are ours)
            f"NOT {new} AS before, {state} AS state FROM ({placed})"
        )
        if snapshots.new is None:
            return held
        start = self.periods[0].start
        opening = (
            f"SELECT * REPLACE (DATE '{start - DAY}' AS f, f AS t) FROM held "  # noqa: S608 (names are ours)
            f"WHERE state = {FINE} AND p_start = DATE '{start}' AND NOT {new}"
        )
        return f"WITH held AS MATERIALIZED ({held}) SELECT * FROM held UNION ALL ({opening})"  # noqa: S608 (names are ours)

    def _left_out(self) -> LeftOut:
        # A row of the first snapshot that also says who was there before it is one row.
        snapshots, once = self.customers.shape.snapshots, ""
        if snapshots is not None and snapshots.new is not None:
            opening = self.looked_at.index(self.periods[0].start - DAY)
            once = f" WHERE state <> {FINE} OR i0 > {opening}"
        found = self.connection.execute(
            f"SELECT state, SUM(n), SUM(negative), SUM(unvalued) FROM {STINTS}{once} GROUP BY state"  # noqa: S608 (names are ours)
        ).fetchall()
        rows = {state: int(n) for state, n, _, _ in found}
        fine = [each for each in found if each[0] == FINE]
        return LeftOut(
            nobody=rows.get(NOBODY, 0),
            undated=rows.get(UNDATED, 0),
            backwards=rows.get(BACKWARDS, 0),
            negative=sum(int(each[2]) for each in fine),
            unvalued=sum(int(each[3]) for each in fine),
        )


def last_end(
    connection: "DuckDBPyConnection", rows: Rows, customers: CustomerRows, as_of: date
) -> date | None:
    """Return the latest day up to *as_of* on which a spell ended; None where none did.

    A month in which nobody came and somebody went is one of which rows speak.
    """
    if customers.ended is None:
        return None
    day = f"CAST({rows.engine(customers.ended)} AS DATE)"
    found = connection.execute(
        f"SELECT MAX({day}) FROM ({rows.judged()}) "  # noqa: S608 (names are quoted)
        f"WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)} AND {day} <= DATE '{as_of}'"
    ).fetchone()
    last: date | None = found[0] if found else None
    return last
