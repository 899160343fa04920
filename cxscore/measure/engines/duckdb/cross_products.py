"""Sums over pairs of columns: what it takes to see which of them go with a KPI's value.

Rows are dealt into lots, which stand in for the rows when an interval is
wanted. The same rows give the same lots in whatever order they come: a row's
lot follows from its cells and from how many rows like it have been dealt.
Sums are of decimals, for sums of doubles depend on the order.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

from cxscore.frozen import frozen
from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.rows import FAULTS, KEEP, Rows, day_of
from cxscore.measure.horizon import Span
from cxscore.measure.queries.query import KpiQuery
from cxscore.model.column_type import ColumnType
from cxscore.model.measured import Crossed, Driven

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LOTS = 100
MOST_ALIKE = 10_000
"""Rows that are alike are dealt one by one up to so many; beyond it several at a time."""
LARGEST = 1e100
"""Numbers beyond it (a cell multiplied by something huge) are no answers."""


@frozen
class CrossProducts:
    """The cross-products of one KPI and its drivers, over a span of days."""

    connection: "DuckDBPyConnection"
    rows: Rows
    kpi_query: KpiQuery
    span: Span
    faulty: bool = True
    """Whether any row is skipped as bad; to know which takes long to ask."""

    def driven(self) -> Driven:
        """Return the sums by lot, and which drivers cannot be used."""
        self._keep_kinds()
        faults = self._faults()
        used = [at for at, name in enumerate(self._drivers) if name not in faults]
        found = self.connection.execute(self._crossed(used)).fetchall()
        best = [self._top_box(self._drivers[at], f"x{at}") for at in used]
        n, left_out, most, *shares = self._one(self._counted(used, best))
        self.connection.execute("DROP TABLE crossed")
        alike = sum(row[2] for row in found)
        weight = float(sum(row[1] for row in found))
        return Driven(
            start=self.span[0],
            end=self.span[1],
            n=int(n or 0),
            left_out=int(left_out or 0),
            buckets=tuple(_lot(row[1], row[3:], len(used) + 1) for row in found),
            best=tuple(None if share is None else float(share) for share in shares),
            faults=faults,
            effective=float(most) * weight**2 / float(alike) if alike else 0.0,
        )

    @property
    def _drivers(self) -> Sequence[str]:
        assert self.kpi_query.drivers is not None
        return self.kpi_query.drivers.columns

    def _one(self, query: str) -> tuple[Any, ...]:
        found = self.connection.execute(query).fetchone()
        assert found is not None, "totals are one row"
        return found

    # -- rows that are alike

    def _keep_kinds(self) -> None:
        """Keep the kinds of rows in the table ``crossed``."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE crossed AS {self._kinds()}")

    def _kinds(self) -> str:
        """Return the query for the kinds of rows of the span, and how many there are of each."""
        asked = self.kpi_query.drivers
        assert asked is not None
        engine = self.rows.engine
        value, weight, copies = (
            f"CAST({engine(tree)} AS DOUBLE)"
            for tree in (asked.value, asked.weight, asked.frequency)
        )
        picked = [
            f"CASE WHEN {weight} IS NOT NULL AND {copies} IS NOT NULL THEN {_plain(value)} END "
            "AS y",
            f"{weight} AS w",
            *(f"{_plain(self._number(name))} AS x{at}" for at, name in enumerate(self._drivers)),
            *(f"{self._no_number(name)} AS b{at}" for at, name in enumerate(self._drivers)),
        ]
        first, last = self.span
        looked_for = None if self.faulty else self.rows.faults[:1]
        conditions = [
            f"{quoted(FAULTS)} = 0",
            quoted(KEEP),
            f"{day_of(self.rows, self.kpi_query.date)} BETWEEN DATE '{first}' AND DATE '{last}'",
            f"({engine(asked.rows)})",
        ]
        rows = (
            f"SELECT {', '.join(picked)}, COALESCE({copies}, 1) AS copies "  # noqa: S608 (of ours)
            f"FROM ({self.rows.judged(faults=looked_for)}) WHERE {' AND '.join(conditions)}"
        )
        return (
            "SELECT * EXCLUDE (copies), SUM(CAST(copies AS DECIMAL(38, 0))) AS copies "  # noqa: S608 (of ours)
            f"FROM ({rows}) GROUP BY ALL"
        )

    def _number(self, name: str) -> str:
        """Return SQL for the number in column *name*; a blank where it cannot be one."""
        value = quoted(self.rows.value(name))
        match self.rows.schema.type_of(name):
            case ColumnType.NUMBER:
                return value
            case ColumnType.BOOLEAN:
                return f"CAST({value} AS INTEGER)"
            case _:
                return "NULL"

    def _no_number(self, name: str) -> str:
        """Return SQL that is true where column *name* holds something that is not a number."""
        if self.rows.schema.type_of(name) in (ColumnType.NUMBER, ColumnType.BOOLEAN):
            if not self.rows.schema.is_wish(name):
                return "FALSE"
            value, text = quoted(self.rows.value(name)), quoted(self.rows.text(name))
            return f"({text} IS NOT NULL AND {value} IS NULL)"
        return f"({quoted(self.rows.value(name))} IS NOT NULL)"

    def _faults(self) -> dict[str, str]:
        """Return the drivers that hold something else than numbers, or nothing at all."""
        looks = [f"BOOL_OR(b{at}), COUNT(x{at})" for at in range(len(self._drivers))]
        row = self._one(f"SELECT {', '.join(looks)} FROM crossed WHERE y IS NOT NULL")  # noqa: S608 (of ours)
        found = {}
        for at, name in enumerate(self._drivers):
            strange, numbers = row[2 * at : 2 * at + 2]
            if strange or not numbers:
                found[name] = "not_a_number" if strange else "no_value"
        return found

    # -- what is added up

    def _counted(self, used: Sequence[int], best: Sequence[str | None]) -> str:
        """Return the query for how many rows count, how many do not, and the top boxes."""
        full = _full(used)
        shares = [
            "NULL"
            if good is None
            else f"SUM(CASE WHEN {full} AND {good} THEN {amount} END) "
            f"/ NULLIF(SUM(CASE WHEN {full} THEN {amount} END), 0)"
            for good, amount in ((good, "CAST(copies * w AS DECIMAL(38, 9))") for good in best)
        ]
        picked = [
            f"SUM(CASE WHEN {full} THEN copies ELSE 0 END)",
            f"SUM(CASE WHEN {full} THEN 0 ELSE copies END)",
            f"MAX(CASE WHEN {full} THEN {_AT_ONCE} END)",
            *shares,
        ]
        return f"SELECT {', '.join(picked)} FROM crossed"  # noqa: S608 (of ours)

    def _crossed(self, used: Sequence[int]) -> str:
        """Return the query for the sums by lot; each variable runs from 0 to 1 there."""
        variables = ["y", *(f"x{at}" for at in used)]
        ends = [f"MIN({v}) AS low_{v}, MAX({v}) AS high_{v}" for v in variables]
        scaled = [
            f"CASE WHEN high_{v} > low_{v} THEN ({v} - low_{v}) / (high_{v} - low_{v}) ELSE 0 END "
            f"AS z{at}"
            for at, v in enumerate(variables)
        ]
        names = [f"z{at}" for at in range(len(variables))]
        terms = [
            "a",
            "a * v",
            *(f"a * {z}" for z in names),
            *(f"a * {one} * {other}" for one, other in combinations_with_replacement(names, 2)),
        ]
        sums = ", ".join(f"SUM(CAST({term} AS DECIMAL(38, 18)))" for term in terms)
        return f"""
            WITH counted AS (SELECT *, {_AT_ONCE} AS at_once FROM crossed
                             WHERE {_full(used)} AND copies > 0),
            ends AS (SELECT MAX(w) AS heaviest, MAX(at_once) AS most, {", ".join(ends)}
                     FROM counted),
            scaled AS (SELECT {", ".join(scaled)},
                              CASE WHEN heaviest > 0 THEN w / heaviest ELSE 0 END AS v,
                              at_once / most * v AS a,
                              HASH({", ".join(variables)}, w) AS kind,
                              UNNEST(RANGE({_CHUNKS})) AS number
                       FROM counted, ends)
            SELECT HASH(kind, number) % {LOTS} AS lot, {sums}
            FROM scaled GROUP BY lot ORDER BY lot
        """  # noqa: S608 (names are ours)

    def _top_box(self, name: str, value: str) -> str | None:
        """Return SQL that is true for the best answers; None where no scale says which they are.

        These are the two highest points, or the highest alone of a scale
        of three or fewer; of what is true or false, what is true.
        """
        schema = self.rows.schema
        if schema.type_of(name) is ColumnType.BOOLEAN:
            return f"{value} = 1"
        scale = schema.scale(name)
        if scale is None:
            return None
        least = scale[1] - 1 if scale[1] - scale[0] > 2 else scale[1]
        return f"{value} >= {least!r}"


_CHUNKS = f"CAST(LEAST(copies, {MOST_ALIKE}) AS BIGINT)"
_AT_ONCE = f"CAST(copies AS DOUBLE) / GREATEST({_CHUNKS}, 1)"


def _plain(number: str) -> str:
    """Return SQL for *number* as a double, without a negative zero."""
    value = f"CAST({number} AS DOUBLE)"
    return f"CASE WHEN {value} = 0 THEN 0 WHEN ABS({value}) <= {LARGEST!r} THEN {value} END"


def _full(used: Sequence[int]) -> str:
    return " AND ".join(f"{v} IS NOT NULL" for v in ["y", *(f"x{at}" for at in used)])


def _lot(weight: Decimal, sums: Sequence[Decimal], size: int) -> Crossed:
    """Return the sums of one lot: of *size* variables, then of their pairs."""
    singles, pairs = sums[:size], iter(sums[size:])
    products = [[0.0] * size for _ in range(size)]
    for one, other in combinations_with_replacement(range(size), 2):
        products[one][other] = products[other][one] = float(next(pairs))
    return Crossed(float(weight), tuple(map(float, singles)), tuple(map(tuple, products)))
