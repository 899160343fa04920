"""The results of what KPIs ask of scanned datasets."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from cxscore.calendar import Calendar, Period
from cxscore.frozen import frozen
from cxscore.measure.coverage import Spread
from cxscore.measure.engines.duckdb.open_cases import OpenCases
from cxscore.measure.facts import KpiResult
from cxscore.measure.horizon import Horizon, Span
from cxscore.measure.ledger_counts import LedgerCounts
from cxscore.measure.ledger_lines import rows_of_line
from cxscore.measure.queries.holistic import Holistic
from cxscore.measure.queries.query import Key, KpiQuery, Row, dimension_sets


@frozen
class Results:
    """The way from one tally to the results of its queries."""

    horizon: Horizon
    spread: Spread
    holistic: Holistic
    """The way to what does not add up."""
    open_cases: Callable[[], OpenCases]
    """Gives the way to cases that are open at the end of a period."""
    ledger: Callable[[], LedgerCounts]
    """Gives the customer ledger of the dataset, which is counted once."""

    def all(self) -> list[KpiResult]:
        """Return the results of the tally's queries, in their order."""
        covered = self.spread.coverage
        if covered is None:
            return []
        results = [KpiResult(kpi_query, covered) for kpi_query in self.spread.tally.kpi_queries]
        blocks = {group.block for group in self.spread.groups if group.block is not None}
        tally = self.spread.tally
        asked = [
            (q, dimensions)
            for q in tally.kpi_queries
            if q.is_holistic
            for dimensions in dimension_sets(q)
        ]
        with self.holistic.keeping(asked, f"sound_{tally.name}") as again:
            for calendar in self.spread.calendars:
                periods = self.horizon.periods(calendar, sorted(blocks))
                self._roll_up(results, calendar, periods)
                for number, result in enumerate(results):
                    if self._calendar(result.kpi_query) == calendar:
                        self._ask_besides(number, result, periods, again)
        return results

    def _calendar(self, kpi_query: KpiQuery) -> Calendar:
        return self.horizon.definition.period_length(kpi_query.kpi)

    def _roll_up(
        self, results: list[KpiResult], calendar: Calendar, periods: Mapping[date, Period]
    ) -> None:
        """Add up the totals by the periods of *calendar*, set by set of dimensions."""
        starts = {block: period.start for block, period in periods.items()}
        ends = {period.start: period.end for period in periods.values()}
        tally = self.spread.tally
        every = dict.fromkeys(
            dimensions
            for kpi_query in tally.kpi_queries
            for dimensions in dimension_sets(kpi_query)
        )
        added_up = tally.roll_up(calendar, starts)
        for dimensions in every:
            for number, rolled in added_up.get(dimensions, {}).items():
                results[number].rows[dimensions] = {
                    (each.start, ends[each.start], each.segment): each.row for each in rolled
                }

    def _ask_besides(
        self, number: int, result: KpiResult, periods: Mapping[date, Period], again: Holistic
    ) -> None:
        """Ask the rows again for what does not add up, or goes by two dates."""
        kpi_query = result.kpi_query
        if kpi_query.customers is not None:
            result.ledger = self.ledger()
            result.rows = rows_of_line(kpi_query, result.ledger)
            result.coverage = result.ledger.covered or result.coverage
        if kpi_query.is_holistic:
            known = list(dict.fromkeys(periods.values()))
            spans = [(period.start, period.end) for period in known]
            if kpi_query.kpi.is_holistic:
                spans += self.horizon.longer(kpi_query.kpi, known)
            at_hand = self._at_hand(kpi_query)
            for dimensions in dimension_sets(kpi_query):
                sizes = self.spread.tally.sizes(number, dimensions, at_hand) if at_hand else set()
                result.rows[dimensions] = again.ask(kpi_query, dimensions, spans, (at_hand, sizes))
        if kpi_query.cases is not None:
            counted = self.open_cases().ask(kpi_query, result.last)
            for dimensions in dimension_sets(kpi_query):
                rolled = result.rows.get(dimensions, {})
                result.rows[dimensions] = dict(_merged(counted.get(dimensions, {}), rolled))

    def _at_hand(self, kpi_query: KpiQuery) -> Span | None:
        """Return the span whose value has an interval; None where it is no percentile."""
        calendar = self._calendar(kpi_query)
        latest = self.horizon.latest(calendar)
        if kpi_query.ranked is None or kpi_query.may_be_estimated or latest is None:
            return None
        window = calendar.up_to(latest, kpi_query.kpi.window)
        return window[0].start, window[-1].end


def _merged(counted: Mapping[Key, Row], rolled: Mapping[Key, Row]) -> Iterator[tuple[Key, Row]]:
    """Yield the open cases with what the same rows say besides: losses and targets."""
    for key, row in counted.items():
        yield key, {**rolled.get(key, {}), **row}
