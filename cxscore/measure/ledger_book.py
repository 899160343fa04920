"""The customer ledger of a dataset: over which spans it is asked, and what is handed on of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cxscore.calendar import DAY, Period
from cxscore.measure.coverage import Spread
from cxscore.measure.horizon import Horizon, Span, periods_between
from cxscore.measure.ledger_counts import LedgerCounts
from cxscore.measure.ledger_reach import reach_of
from cxscore.measure.masking import masked
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.query import KpiQuery, dimension_sets
from cxscore.model.customers import LEDGER
from cxscore.model.ledger_totals import LedgerMeasured, ReasonTotals

YEAR = 365
"""Days that spells have to go back before a day on which all customers are known."""


def customer_ledger(
    count: Callable[[LedgerQuery], LedgerCounts],
    ends: Callable[[CustomerRows], date | None],
    spread: Spread,
    horizon: Horizon,
) -> LedgerCounts:
    """Return the ledger over all the spans that the queries of *spread* ask for.

    *count* is the way to it where the rows are, *ends* to the last day of all on which a spell
    ends.
    """
    asked = [query for query in spread.tally.kpi_queries if query.customers is not None]
    customers = asked[0].customers
    assert customers is not None and spread.coverage is not None, "somebody asks, of some rows"
    first = spread.coverage.first
    reach = reach_of(customers, spread, ends(customers), horizon)
    wanted = {
        span
        for query in asked
        for span in _spans(query, horizon, first)
        if reach.tells(horizon.definition.period_length(query.kpi), span)
    }
    periods = _periods_with_rows(spread, horizon)
    told = [span for span in wanted if _is_known(span, customers, first, periods)]
    reported = (horizon.reported.start, horizon.reported.end)
    # A snapshot without the one before says who was there, and not who came or left.
    alone = (
        customers.shape.snapshots is not None
        and reported not in told
        and any(period.end == reported[1] for period in periods)
    )
    spans = [*told, reported] if alone else told
    counts = count(LedgerQuery(customers, _sets(asked), spans, reported, periods))
    if alone:
        whole = counts.spans.pop(reported, {}).get((), [])
        counts.closing = whole[0].heads.closing if whole else None
        counts.reasons = ()
    counts.first = first
    counts.covered = reach.covered
    return counts


def shown_ledger(asked: Sequence[KpiQuery], horizon: Horizon) -> LedgerQuery:
    """Return the ledger that the queries *asked* ask for over the periods that are shown.

    It is asked of no rows: which periods can be told is not known.
    """
    customers = asked[0].customers
    assert customers is not None, "they ask for customers"
    definition = horizon.definition
    periods = list(horizon.shown(definition.calendar))
    spans = set[Span]()
    for query in asked:
        (first, *_) = horizon.shown(definition.period_length(query.kpi))
        spans.update(_spans(query, horizon, first.start))
    reported = (horizon.reported.start, horizon.reported.end)
    return LedgerQuery(customers, _sets(asked), sorted(spans), reported, periods)


def _sets(asked: Sequence[KpiQuery]) -> list[tuple[str, ...]]:
    """Return the sets of columns that any query is cut by, the whole first."""
    return list(dict.fromkeys([(), *(each for query in asked for each in dimension_sets(query))]))


def _spans(query: KpiQuery, horizon: Horizon, first: date) -> Iterator[Span]:
    """Yield the periods of *query* since *first*, and the longer spans it is looked at over."""
    calendar = horizon.definition.period_length(query.kpi)
    periods = [
        period
        for period in periods_between(calendar, first, horizon.reported.end)
        if period.end <= horizon.reported.end
    ]
    yield from ((period.start, period.end) for period in periods)
    if query.kpi.id == LEDGER:
        yield year_of(horizon)
    else:
        yield from horizon.longer(query.kpi, periods)


def year_of(horizon: Horizon) -> Span:
    """Return the first and the last day of the year to date."""
    year = horizon.definition.calendar.year_to_date(horizon.reported)
    return year[0].start, year[-1].end


def _periods_with_rows(spread: Spread, horizon: Horizon) -> list[Period]:
    """Return the periods of the scorecard that have rows, up to the one reported."""
    found = map(horizon.definition.calendar.period_of, spread.days)
    known = dict.fromkeys(each for each in found if each and each.end <= horizon.reported.end)
    return list(known)


def _is_known(span: Span, customers: CustomerRows, first: date, periods: Sequence[Period]) -> bool:
    """Return whether all customers are known at both ends of *span*.

    Purchases and spells have to go back so far that whoever was a customer
    on the day before has a row. Of snapshots there has to be one at either
    end; a condition that says who is new stands for the one before the first.
    """
    shape = customers.shape
    if shape.movements is not None:
        return True
    if shape.snapshots is not None:
        known = {period.end for period in periods}
        if shape.snapshots.new is not None and periods:
            known.add(periods[0].start - DAY)
        return {span[0] - DAY, span[1]} <= known
    back = YEAR if shape.purchases is None else shape.purchases.active_for
    return span[0] - timedelta(days=back) >= first


def measured_ledger(counts: LedgerCounts, horizon: Horizon) -> LedgerMeasured:
    """Return what is handed on of *counts*: the scorecard's periods, and the year to date."""
    shown = [(period.start, period.end) for period in horizon.shown(horizon.definition.calendar)]
    year = year_of(horizon)
    wanted = [*shown, *([year] if year not in shown else [])]
    customers = horizon.definition.customers
    assert customers is not None, "who is no customer is not counted"
    sets = [(), *((column,) for column in customers.by)]
    return LedgerMeasured(
        totals=tuple(
            replace(totals, complete=span[1] <= horizon.as_of and not counts.lacks_days_of(span))
            for span in wanted
            for dimensions in sets
            for totals in counts.spans.get(span, {}).get(dimensions, ())
        ),
        reasons=masked_reasons(counts.reasons),
        first=counts.first,
        year=year,
        left_out=counts.left_out.rows,
        closing=counts.closing,
    )


def masked_reasons(reasons: Sequence[ReasonTotals]) -> tuple[ReasonTotals, ...]:
    """Return *reasons* as they may be printed, the most frequent first.

    They may be customers' own words, and are masked as comments are. Those
    that read alike then are one, and one of which nothing is left is not known.
    """
    found: dict[str | None, ReasonTotals] = {}
    for each in reasons:
        reason = (masked(each.reason) or None) if each.reason is not None else None
        known = found.get(reason)
        if known is None:
            found[reason] = replace(each, reason=reason)
            continue
        worth = each.worth if known.worth is None else known.worth + (each.worth or 0)
        found[reason] = ReasonTotals(reason, known.customers + each.customers, worth)
    return tuple(
        sorted(found.values(), key=lambda r: (-r.customers, r.reason is None, r.reason or ""))
    )
