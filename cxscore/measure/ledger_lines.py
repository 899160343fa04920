"""From the customer ledger to the totals of the KPIs that are lines of it."""

from decimal import Decimal

from cxscore.measure.ledger_counts import LedgerCounts
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Dimensions, Key, KpiQuery, Row, dimension_sets
from cxscore.model.ledger_line import LedgerLine
from cxscore.model.ledger_totals import Heads, LedgerTotals
from cxscore.model.statistic import Statistic


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


def _row(line: LedgerLine, totals: LedgerTotals) -> Row | None:
    """Return the parts of *line*; None where it is of a value that nobody tells."""
    heads, worth = totals.heads, totals.worth
    if line.statistic is Statistic.SHARE:
        part = heads.lost if line is LedgerLine.CHURN else heads.opening - heads.lost
        return _parts(heads.opening, part, heads.opening)
    if not line.of_value:
        number: int = getattr(heads, line.value)
        # The net has all who were there behind it.
        return _parts(_there(heads) if line is LedgerLine.NET else number, number)
    if worth is None:
        return None
    if line in (LedgerLine.VALUE_NEW, LedgerLine.VALUE_LOST):
        amount = worth.new if line is LedgerLine.VALUE_NEW else worth.lost
        return _parts(_there(heads), amount)
    kept = worth.kept + (worth.grown if line is LedgerLine.NRR else 0)
    return _parts(heads.opening, kept, worth.opening)


def _there(heads: Heads) -> int:
    """Return how many were customers at either end."""
    return heads.opening + heads.new + heads.returned


def _parts(base: int, numerator: int | Decimal, denominator: int | Decimal | None = None) -> Row:
    found: Row = {Part.BASE: base, Part.NUMERATOR: numerator}
    return found if denominator is None else {**found, Part.DENOMINATOR: denominator}
