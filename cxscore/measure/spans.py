"""Which periods are measured: the one reported, those before it, and the one under way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cxscore.calendar import Calendar, Period
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi

Span = tuple[date, date]
"""The first and the last of some days."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """The period reported and the day of the paper: what is measured ends with them."""

    definition: Definition
    reported: Period
    as_of: date

    def wanted(self, calendar: Calendar, period: Period) -> bool:
        """Return whether *period* is measured.

        Those that ended by the end of the one reported are, and the one
        under way, which has not ended by as-of and is drawn hollow.
        """
        if period.end <= self.reported.end:
            return True
        before = calendar.shift(period, -1)
        follows = before is None or before.end <= self.reported.end
        return follows and self.as_of <= period.end and period.start < self.as_of

    def periods(self, calendar: Calendar, blocks: Iterable[date]) -> dict[date, Period]:
        """Return the period that each block of days falls into, for periods that are measured."""
        found = {block: calendar.period_of(block) for block in blocks}
        return {
            block: period
            for block, period in found.items()
            if period is not None and self.wanted(calendar, period)
        }

    def longer(self, kpi: Kpi, periods: Iterable[Period]) -> Iterator[Span]:
        """Yield the spans, longer than a period, that *kpi* is looked at over.

        Its rolling windows, and the year to date and the trailing year, of
        the period at hand and of the same a year ago.
        """
        calendar = self.definition.period_length(kpi)
        known = sorted(set(periods), key=lambda period: period.start)
        if kpi.window > 1:
            for period in known:
                window = calendar.up_to(period, kpi.window)
                yield window[0].start, window[-1].end
        ended = [period for period in known if period.end <= self.reported.end]
        if not ended:
            return
        for period in (ended[-1], calendar.year_ago(ended[-1])):
            if period is not None:
                for year in (calendar.year_to_date(period), calendar.trailing_year(period)):
                    if len(year) > 1:
                        yield year[0].start, year[-1].end


def reported_period(
    calendar: Calendar, days: Iterable[date], as_of: date
) -> Period | None:
    """Return the latest period that ended before *as_of* and holds one of *days*.

    Where none has ended, it is the latest that holds rows; None without any.
    """
    periods = dict.fromkeys(p for p in map(calendar.period_of, sorted(set(days))) if p is not None)
    ended = [period for period in periods if period.end < as_of]
    return (ended or list(periods) or [None])[-1]
