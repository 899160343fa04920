"""Movements that somebody else counted: added up by span, as they stand."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.rows import DAY, FAULTS, KEEP, Rows
from cxscore.measure.engines.duckdb.stints import VALUE
from cxscore.measure.horizon import Span
from cxscore.measure.ledger_counts import LedgerCounts, tidy
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.query import Dimensions
from cxscore.model.customers import COUNTS, VALUES
from cxscore.model.ledger_totals import Heads, LedgerTotals, Worth
from cxscore.model.measured import Segment

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Kept = tuple[date, tuple[Decimal, ...]]
"""A day with the numbers kept of it, by ``COUNTS`` and then ``VALUES``."""


@frozen
class KeptCounts:
    """The movements of one dataset in files."""

    connection: "DuckDBPyConnection"
    rows: Rows
    query: LedgerQuery

    def count(self) -> LedgerCounts:
        """Return the ledger over those of the spans asked for that have rows.

        Over several days the opening is that of the first, the closing that
        of the last, and what came and went between is added up.
        """
        columns = self.query.columns
        kept = self._kept(columns)
        counts = LedgerCounts(too_large=kept is None)
        for start, end in sorted(set(self.query.spans)):
            cells = {
                segment: found
                for segment, days in (kept or {}).items()
                if (found := _together([one for one in days if start <= one[0] <= end]))
            }
            for dimensions in self.query.sets if cells else ():
                places = [columns.index(column) for column in dimensions]
                sums: dict[Segment, tuple[Decimal, ...]] = {}
                for segment, numbers in cells.items():
                    own = tuple(segment[place] for place in places)
                    known = sums.get(own, (Decimal(),) * len(numbers))
                    sums[own] = tuple(a + b for a, b in zip(known, numbers, strict=True))
                counts.spans.setdefault((start, end), {})[dimensions] = [
                    self._totals((start, end), dimensions, segment, sums[segment])
                    for segment in sorted(sums, key=lambda each: [(s or "") for s in each])
                ]
        return counts

    def _kept(self, columns: Dimensions) -> dict[Segment, list[Kept]] | None:
        """Return the numbers by segment, oldest first; None where one is too large."""
        import duckdb

        given = self.query.customers.counts
        sums = ", ".join(
            f"SUM(CAST({self.rows.engine(given[key])} AS {VALUE}))" if key in given else "0"
            for key in (*COUNTS, *VALUES)
        )
        texts = "".join(f", {quoted(self.rows.text(column))}" for column in columns)
        query = (
            f"SELECT {quoted(DAY)}{texts}, {sums} FROM ({self.rows.judged()}) "  # noqa: S608 (names are quoted)
            f"WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)} AND {quoted(DAY)} IS NOT NULL "
            f"GROUP BY {quoted(DAY)}{texts} ORDER BY {quoted(DAY)}"
        )
        try:
            found = self.connection.execute(query).fetchall()
        except (duckdb.ConversionException, duckdb.OutOfRangeException):
            return None
        kept: dict[Segment, list[Kept]] = {}
        width = 1 + len(columns)
        for day, *rest in found:
            numbers = tuple(tidy(number or 0) for number in rest[width - 1 :])
            kept.setdefault(tuple(rest[: width - 1]), []).append((day, numbers))
        return kept

    def _totals(
        self, span: Span, dimensions: Dimensions, segment: Segment, numbers: tuple[Decimal, ...]
    ) -> LedgerTotals:
        heads = Heads(*(int(number) for number in numbers[: len(COUNTS)]))
        has_value = "closing_value" in self.query.customers.counts
        worth = Worth(*numbers[len(COUNTS) :]) if has_value else None
        return LedgerTotals(*span, dimensions, segment, heads, worth)


def _together(days: Sequence[Kept]) -> tuple[Decimal, ...]:
    """Return the numbers of *days*, in order of time, as one; nothing without any."""
    if not days:
        return ()
    names = (*COUNTS, *VALUES)
    summed = [
        sum(column, Decimal()) for column in zip(*(numbers for _, numbers in days), strict=True)
    ]
    for name in ("opening", "opening_value"):
        summed[names.index(name)] = days[0][1][names.index(name)]
    for name in ("closing", "closing_value"):
        summed[names.index(name)] = days[-1][1][names.index(name)]
    return tuple(summed)
