"""Customer ledgers put together by hand, for the tests of what is rendered."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cxscore.model.customers import Customers, Spells
from cxscore.model.ledger import Ledger
from cxscore.model.ledger_totals import Heads, LedgerMeasured, LedgerTotals, ReasonTotals, Worth
from cxscore.score.methods.ledger import ledger_of
from tests.rendering.builders import CALENDAR, JUNE
from tests.score import made

HEADS = Heads(opening=7400, new=1000, returned=204, lost=1377, closing=7227)
WORTH = Worth(*map(Decimal, ("402000", "30000", "6100", "41000", "1500.5", "5500.5", "393100")))
REASONS = (
    ReasonTotals("Price", 412, Decimal(12000)),
    ReasonTotals(None, 600, Decimal(20000)),
    ReasonTotals("Moved <away>", 365, Decimal(9000)),
)
CUSTOMERS = Customers(
    "d", spells=Spells("who", "began", "ended"), value="fee", reason="why", by=("region",)
)


def totals(month="2026-06", heads=HEADS, worth=WORTH, by=(), segment=()):
    """The ledger of a month."""
    period = CALENDAR.parse(month)
    assert period is not None
    return LedgerTotals(period.start, period.end, by, segment, heads, worth, 250, 12)


MAY = Heads(7350, 900, 150, 1000, 7400)
MAY_WORTH = Worth(*map(Decimal, (400000, 27000, 5000, 30000, 0, 0, 402000)))
YEAR = LedgerTotals(
    date(2026, 4, 1), date(2026, 6, 30), (), (), Heads(7300, 2500, 300, 2873, 7227), WORTH
)
NORTH = Heads(4000, 600, 100, 700, 4000)
BLANK = Heads(3400, 400, 104, 677, 3227)


def make_ledger(found=None, reasons=REASONS, customers=CUSTOMERS, **more) -> Ledger:
    """A ledger of two months and of the year to date, with a segment that is a blank."""
    if found is None:
        found = (
            totals("2026-05", MAY, MAY_WORTH),
            totals(),
            totals(heads=NORTH, by=("region",), segment=("North",)),
            totals(heads=BLANK, worth=None, by=("region",), segment=(None,)),
            YEAR,
        )
    definition = replace(made.definition(calendar=CALENDAR), customers=customers)
    measured = LedgerMeasured(found, reasons, date(2024, 1, 9), (YEAR.start, YEAR.end))
    ledger = ledger_of(definition, replace(measured, **more), JUNE)
    assert ledger is not None
    return ledger
