"""The customer ledger: rates of what was counted, whether it adds up, and why customers left."""

from collections.abc import Mapping
from datetime import date

from cxscore.calendar import DAY, Period
from cxscore.model.customers import Customers
from cxscore.model.definition import Definition
from cxscore.model.ledger import Ledger, LedgerPeriod, LostReason
from cxscore.model.ledger_totals import LedgerMeasured, LedgerTotals
from cxscore.score.methods.rates import rate_of

Closed = Mapping[tuple[date, tuple[str, ...], tuple[str | None, ...]], LedgerTotals]
"""What was there at the end of a day, by dimensions and segment."""


def ledger_of(
    definition: Definition, measured: LedgerMeasured | None, reported: Period
) -> Ledger | None:
    """Return the ledger for the period *reported*; None where nobody says who is a customer.

    A rate is of the opening, with Wilson's interval and n = opening. That of
    a year to date is of those who were there when the year began.
    """
    customers = definition.customers
    if customers is None or measured is None:
        return None
    calendar = definition.calendar
    shown = [each for each in measured.totals if _is_period(definition, each)]
    closed = {(each.end, each.by, each.segment): each for each in shown}
    at_hand = [each for each in shown if each.end == reported.end]
    year = next(
        (
            each
            for each in measured.totals
            if not each.by and (each.start, each.end) == measured.year and each not in shown
        ),
        None,
    )
    lost = sum(each.customers for each in measured.reasons)
    unknown = sum(each.customers for each in measured.reasons if each.reason is None)
    since = calendar.period_of(measured.first) if measured.first is not None else None
    return Ledger(
        shape=customers.shapes[0],
        periods=tuple(_period(definition, each, closed) for each in shown if not each.by),
        at_hand=reported,
        year=None if year is None else _judged(f"{year.start}/{year.end}", year, closed),
        by={
            column: tuple(
                _period(definition, each, closed)
                for each in sorted(at_hand, key=lambda each: -each.heads.opening)
                if each.by == (column,)
            )
            for column in customers.by
        },
        reasons=tuple(
            LostReason(each.reason, each.customers, rate_of(each.customers, lost), each.worth)
            for each in measured.reasons
            if each.reason is not None
        ),
        reasons_unknown=unknown if customers.reason is not None else None,
        closing=measured.closing,
        since=since.id if since is not None and not _told_new(customers) else None,
    )


def _told_new(customers: Customers) -> bool:
    """Return whether somebody says who is new, and no row before has to be looked for."""
    snapshots = customers.snapshots
    flagged = snapshots is not None and snapshots.new is not None
    return flagged or customers.movements is not None


def _is_period(definition: Definition, totals: LedgerTotals) -> bool:
    found = definition.calendar.period_of(totals.end)
    return found is not None and (found.start, found.end) == (totals.start, totals.end)


def _period(definition: Definition, totals: LedgerTotals, closed: Closed) -> LedgerPeriod:
    found = definition.calendar.period_of(totals.end)
    assert found is not None, "only periods of the calendar are shown"
    return _judged(found.id, totals, closed)


def _judged(name: str, totals: LedgerTotals, closed: Closed) -> LedgerPeriod:
    """Return *totals* with their rates, and whether they add up and follow what was *closed*."""
    heads, worth = totals.heads, totals.worth
    before = closed.get((totals.start - DAY, totals.by, totals.segment))
    follows = before is None or (
        before.heads.closing == heads.opening
        and (worth is None or before.worth is None or before.worth.closing == worth.opening)
    )
    balanced = totals.balances and follows
    there = heads.opening > 0 and 0 <= heads.lost <= heads.opening
    valued = worth is not None and worth.opening > 0
    return LedgerPeriod(
        name=name,
        totals=totals,
        balanced=balanced,
        churn=rate_of(heads.lost, heads.opening) if there else None,
        retention=rate_of(heads.opening - heads.lost, heads.opening) if there else None,
        grr=float(100 * worth.kept / worth.opening) if valued and worth else None,
        nrr=float(100 * (worth.kept + worth.grown) / worth.opening) if valued and worth else None,
        value_churn=float(100 * worth.lost / worth.opening) if valued and worth else None,
    )
