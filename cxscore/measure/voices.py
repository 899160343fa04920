"""How many customers were heard: what was counted of each source, by period, moment and channel."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from cxscore.calendar import Calendar, Period
from cxscore.measure.coverage import Spread
from cxscore.measure.facts import KpiResult, parts_of
from cxscore.measure.horizon import Horizon
from cxscore.measure.queries.query import KpiQuery
from cxscore.measure.queries.voice_questions import ways_of
from cxscore.model.voice_totals import LastHeard, VoiceCount, VoiceTotals


def voices_of(
    results: Mapping[str, Sequence[KpiResult]],
    spread_of: Callable[[KpiQuery], Spread],
    horizon: Horizon,
) -> tuple[VoiceTotals, ...]:
    """Return the customers heard in all that is listened to, up to the period reported."""
    found = []
    for (dataset, count), id_ in ways_of(horizon.definition).items():
        for result in results.get(id_, ()):
            spread = spread_of(result.kpi_query)
            counts = tuple(_counts(result, horizon))
            last = tuple(_last(result.kpi_query, spread, counts, horizon))
            found.append(VoiceTotals(dataset, count, counts, last))
    return tuple(found)


def _counts(result: KpiResult, horizon: Horizon) -> Iterator[VoiceCount]:
    """Yield what was counted in the year to the period reported, and in as many before."""
    reported = horizon.reported
    year = len(horizon.definition.calendar.trailing_year(reported)) or 1
    periods = horizon.definition.calendar.up_to(reported, 2 * year + 1)
    first = periods[0].start
    for by, rows in result.rows.items():
        keys = sorted(rows, key=lambda key: (key[0], [(text is not None, text) for text in key[2]]))
        for start, end, segment in keys:
            if first <= start <= reported.start:
                n = parts_of(rows[start, end, segment]).n
                if n:
                    yield VoiceCount(start, by, segment, n)


def _last(
    kpi_query: KpiQuery, spread: Spread, counts: Sequence[VoiceCount], horizon: Horizon
) -> Iterator[LastHeard]:
    """Yield the last day with rows, of the whole and of each value of a column.

    Of a column with too many values to look at the days of each it is the end of the last
    period with rows.
    """
    end = horizon.reported.end
    days = [day for day in spread.days if day <= end]
    if days:
        yield LastHeard((), (), days[-1])
    by_column = spread.tally.days_by_segment()
    for by in kpi_query.kpi.by:
        if len(by) > 1:
            continue
        if by[0] in by_column:
            for value, known in by_column[by[0]].items():
                until = [day for day in known if day <= end]
                if until:
                    yield LastHeard(by, (value,), max(until))
            continue
        latest = {each.segment: each.start for each in counts if each.by == by}
        for segment, start in latest.items():
            yield LastHeard(by, segment, _end_of(start, horizon.definition.calendar, end))


def _end_of(start: date, calendar: Calendar, latest: date) -> date:
    period: Period | None = calendar.period_of(start)
    return latest if period is None else min(period.end, latest)
