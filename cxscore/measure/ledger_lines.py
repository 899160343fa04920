"""From the customer ledger to the totals of the KPIs that are lines of it."""

from typing import assert_never

from cxscore.measure.horizon import Horizon
from cxscore.measure.ledger_counts import LedgerCounts
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Dimensions, Key, KpiQuery, Row, dimension_sets
from cxscore.model.customers import LedgerLine
from cxscore.model.ledger import LedgerTotals
from cxscore.model.measured import Coverage


def rows_of_line(kpi_query: KpiQuery, counts: LedgerCounts) -> dict[Dimensions, dict[Key, Row]]:
    """Return the totals of a line of the ledger, by dimensions, span and segment."""
    line = kpi_query.kpi.measure.ledger
    assert line is not None, "only lines of the ledger ask for it"
    found: dict[Dimensions, dict[Key, Row]] = {}
    for dimensions in dimension_sets(kpi_query):
        rows = found[dimensions] = {}
        for span, by in counts.spans.items():
            for totals in by.get(dimensions, ()):
                row = _row(line, totals)
                if row is not None:
                    rows[*span, totals.segment] = row
    return found


def covered_whole(coverage: Coverage, horizon: Horizon) -> Coverage:
    """Return *coverage* up to the period reported.

    Nobody has to come or go for it to be known who is there.
    """
    return Coverage(
        coverage.dataset,
        coverage.first,
        max(coverage.last, min(horizon.reported.end, horizon.as_of)),
        coverage.days,
    )


def _row(line: LedgerLine, totals: LedgerTotals) -> Row | None:
    """Return the parts of *line*; None where it is of a value that nobody tells."""
    heads, worth = totals.heads, totals.worth
    # Sums of money and the net have all who were there behind them.
    there = heads.opening + heads.new + heads.returned
    match line:
        case LedgerLine.CHURN:
            return _share(heads.lost, heads.opening)
        case LedgerLine.RETENTION:
            return _share(heads.opening - heads.lost, heads.opening)
        case LedgerLine.NEW:
            return _count(heads.new)
        case LedgerLine.RETURNED:
            return _count(heads.returned)
        case LedgerLine.LOST:
            return _count(heads.lost)
        case LedgerLine.CLOSING:
            return _count(heads.closing)
        case LedgerLine.NET:
            return {Part.BASE: there, Part.NUMERATOR: heads.net}
        case LedgerLine.VALUE_NEW | LedgerLine.VALUE_LOST:
            if worth is None:
                return None
            amount = worth.new if line is LedgerLine.VALUE_NEW else worth.lost
            return {Part.BASE: there, Part.NUMERATOR: amount}
        case LedgerLine.GRR | LedgerLine.NRR:
            if worth is None:
                return None
            kept = worth.kept + (worth.grown if line is LedgerLine.NRR else 0)
            return {
                Part.BASE: heads.opening,
                Part.NUMERATOR: kept,
                Part.DENOMINATOR: worth.opening,
            }
        case _:
            assert_never(line)


def _share(part: int, whole: int) -> Row:
    return {Part.BASE: whole, Part.NUMERATOR: part, Part.DENOMINATOR: whole}


def _count(number: int) -> Row:
    return {Part.BASE: number, Part.NUMERATOR: number}
