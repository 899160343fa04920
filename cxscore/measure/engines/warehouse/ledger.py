"""The customer ledger of a table: counted where the rows are, put together as that of files."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cxscore.composed import composed
from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.duckdb.stints import BACKWARDS, FINE, NOBODY, UNDATED
from cxscore.measure.engines.engine import TooMany
from cxscore.measure.engines.warehouse.kept_counts import TableKeptCounts
from cxscore.measure.engines.warehouse.ledger_questions import LedgerQuestions
from cxscore.measure.engines.warehouse.millionths import money
from cxscore.measure.engines.warehouse.rows import TableRows
from cxscore.measure.engines.warehouse.stints import last_end_query
from cxscore.measure.ledger_counts import LedgerCounts, LeftOut, tidy
from cxscore.measure.ledger_sums import COUNTED, Steps, ledgers_of
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.query import Dimensions
from cxscore.model.ledger_totals import ReasonTotals
from cxscore.model.measured import Segment

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_Answered = Sequence[tuple[Any, ...]]
_BySegment = dict[Segment, dict[str, Any]]
_STEP, _SPAN = 1, 2
"""How many places tell a step, and a span of several."""


@frozen
class TableLedger:
    """The ledger of the customers of one table, in four SELECTs at most."""

    rows: TableRows
    query: LedgerQuery

    def count(self) -> LedgerCounts:
        """Return the ledger over the spans asked for, with the reasons of the one reported.

        Raises:
            TooMany: where more totals come of it than may.
            EngineFailed: where the engine does not answer.
        """
        query, questions = self.query, self._questions
        counts = LedgerCounts()
        counts.left_out, counts.too_large = self._left_out(self.rows.ask(questions.left_out()))
        asked = query.places
        if counts.too_large or not asked:
            return counts
        daily = self._by_places(self.rows.ask(questions.daily()), _STEP)
        ends = query.longer
        longer = self._by_places(self.rows.ask(questions.longer(ends)), _SPAN) if ends else {}
        for dimensions in query.sets:
            counts.add(
                dimensions,
                ledgers_of(
                    query.customers.shape,
                    asked,
                    dimensions,
                    self._steps(daily, dimensions),
                    {each: self._steps({each: longer.get(each, {})}, dimensions) for each in ends},
                ),
            )
        if query.reported in asked and query.customers.reason:
            counts.reasons = self._reasons(self.rows.ask(questions.reasons(asked[query.reported])))
        return counts

    @property
    def _questions(self) -> LedgerQuestions:
        return LedgerQuestions(self.rows, self.query)

    def _left_out(self, answered: _Answered) -> tuple[LeftOut, bool]:
        """Return how many rows are of no customer, and whether any is worth too much."""
        by_state = {int(state): [int(each) for each in counts] for state, *counts in answered}
        rows = {state: counts[0] for state, counts in by_state.items()}
        # Without a value nothing is asked of it.
        negative, unvalued = by_state.get(FINE, [0])[1:3] or (0, 0)
        found = LeftOut(
            nobody=rows.get(NOBODY, 0),
            undated=rows.get(UNDATED, 0),
            backwards=rows.get(BACKWARDS, 0),
            negative=negative,
            unvalued=unvalued,
        )
        return found, any(counts[3] for counts in by_state.values() if len(counts) > 3)

    def _by_places(self, answered: _Answered, keys: int) -> dict[tuple[int, ...], _BySegment]:
        """Return what is counted by its places, *keys* of them, and by segment."""
        width = keys + len(self.query.columns)
        found: dict[tuple[int, ...], _BySegment] = {}
        for row in answered:
            segment = tuple(None if each is None else composed(each) for each in row[keys:width])
            counts = {
                name: money(number) if name.startswith("v_") else int(number)
                for name, number in zip(self._questions.names, row[width:], strict=True)
            }
            known = found.setdefault(tuple(int(each) for each in row[:keys]), {})
            known[segment] = _sum([known.get(segment, {}), counts])
        return found

    def _steps(
        self, found: Mapping[tuple[int, ...], _BySegment], dimensions: Dimensions
    ) -> dict[Segment, Steps]:
        """Return what was *found*, by segment of *dimensions* and the place at which it closes."""
        at = [self.query.columns.index(column) for column in dimensions]
        steps: dict[Segment, Steps] = {}
        for places, segments in found.items():
            cut = sorted(
                ((tuple(each[place] for place in at), counts) for each, counts in segments.items()),
                key=lambda pair: [(name is not None, name or "") for name in pair[0]],
            )
            for segment, alike in groupby(cut, key=lambda pair: pair[0]):
                steps.setdefault(segment, {})[places[-1]] = _sum([counts for _, counts in alike])
        return steps

    def _reasons(self, answered: _Answered) -> tuple[ReasonTotals, ...]:
        """Return why customers were lost, most frequent first."""
        valued = self.query.customers.value is not None
        found: dict[str | None, tuple[int, Decimal]] = {}
        for told, number, *worth in answered:
            reason = None if told is None else composed(told)
            known = found.get(reason, (0, Decimal(0)))
            found[reason] = known[0] + int(number), known[1] + (money(worth[0]) if worth else 0)
        return tuple(
            ReasonTotals(reason, number, tidy(worth) if valued else None)
            for reason, (number, worth) in sorted(
                found.items(), key=lambda each: (-each[1][0], each[0] is None, each[0] or "")
            )
        )


def _sum(counts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return all that is counted, added up."""
    found: dict[str, Any] = dict.fromkeys(COUNTED, 0)
    for each in counts:
        for name, number in each.items():
            found[name] += number
    return found


def of_rows(connection: "DuckDBPyConnection", rows: Rows, query: LedgerQuery) -> LedgerCounts:
    """Return the ledger of the customers among *rows* that *query* asks for.

    Raises:
        EngineFailed: where the engine does not answer.
    """
    assert isinstance(rows, TableRows), "the rows of a table are its own"
    try:
        if query.customers.shape.movements is not None:
            return TableKeptCounts(connection, rows, query).count()
        return TableLedger(rows, query).count()
    except TooMany:
        return LedgerCounts(too_many=True)


def last_end(rows: Rows, customers: CustomerRows, up_to: date) -> date | None:
    """Return the latest day up to *up_to* on which a spell among *rows* ended; None without any."""
    assert isinstance(rows, TableRows), "the rows of a table are its own"
    if customers.ended is None:
        return None
    answered = rows.ask(last_end_query(rows, customers, up_to))
    last: date | None = answered[0][0]
    return last
