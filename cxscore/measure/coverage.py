"""The days that the rows behind some queries speak of, and whether these are nearly all days."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from cxscore.calendar import Calendar
from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.duckdb.tally import Group, Tally, counts, days_of
from cxscore.measure.horizon import periods_between
from cxscore.measure.places import Place
from cxscore.measure.rhythm import NEARLY, due_before, months_missed, next_due
from cxscore.model.measured import Coverage, Ended
from cxscore.problems import Problem, Severity

FRESH = 2
"""Periods after which a file or a segment that stopped is not waited for any more."""
FEWEST_BEFORE = 2
"""Whole periods a segment needs behind it before its end is remarkable."""


@frozen
class Spread:
    """The rows of one tally that count, by day."""

    rows: Rows
    tally: Tally
    every: tuple[Group, ...]
    """All rows, by what is wrong with them and where they belong."""
    groups: tuple[Group, ...]
    """Those that count: kept, sound and dated."""
    days: tuple[date, ...]
    """The different days with rows, in order of time, also those after as-of."""
    coverage: Coverage | None
    """Of the days up to as-of, or of all where none lies before it; None without any."""

    @property
    def dataset(self) -> str:
        """The dataset's id."""
        return self.rows.schema.id

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        """The calendars that KPIs cut these days by, the finest first."""
        return calendars_of(self.rows, self.tally)

    def problem(
        self, code: str, text: str, hint: str = "", severity: Severity = Severity.WARNING
    ) -> Problem:
        """Return a problem of the dataset: at its file, or in kpis.yaml where it has several."""
        schema = self.rows.schema
        if len(schema.sources) == 1:
            return schema.sources[0].problem(Place(), code, text, hint, severity)
        place = ("datasets", schema.id)
        text = f"datasets.{schema.id}: {text}"
        return schema.definition.origin.problem(place, code, text, hint, severity)


def spread_of(rows: Rows, tally: Tally, as_of: date) -> Spread:
    """Return the days of the rows that *tally* counted, as seen on *as_of*."""
    every = tuple(tally.groups())
    used = tuple(group for group in every if counts(group))
    days = tuple(sorted(days_of(used)))
    known = [day for day in days if day <= as_of] or days
    coverage = _coverage(rows, tally, used, known) if known else None
    return Spread(rows, tally, every, used, days, coverage)


def _coverage(rows: Rows, tally: Tally, used: Sequence[Group], days: Sequence[date]) -> Coverage:
    free = frozenset(rows.schema.definition.holidays)
    return Coverage(
        rows.schema.id,
        days[0],
        days[-1],
        len(days),
        due_before(days, free),
        next_due(days, free),
        tuple(
            ended
            for ended in (
                *_files_ended(rows, used, days, free),
                *_segments_ended(rows, tally, days, free),
            )
            if _is_fresh(ended.last, days[-1], calendars_of(rows, tally))
        ),
        tuple(months_missed(days, free)),
    )


def calendars_of(rows: Rows, tally: Tally) -> tuple[Calendar, ...]:
    """Return the calendars that KPIs cut the days of *tally* by, the finest first."""
    definition = rows.schema.definition
    found = {definition.period_length(kpi_query.kpi): 0 for kpi_query in tally.kpi_queries}
    return tuple(sorted(found, key=lambda each: (each.grain.rank, -len(each.listed))))


def _is_fresh(day: date, last: date, calendars: Iterable[Calendar]) -> bool:
    """Return whether *day* lies in one of the latest two periods: who stopped before is closed."""
    periods = ((calendar, calendar.period_of(last)) for calendar in calendars)
    return any(
        day >= calendar.up_to(period, FRESH)[0].start
        for calendar, period in periods
        if period is not None
    )


def _files_ended(
    rows: Rows, used: Sequence[Group], days: Sequence[date], free: Collection[date]
) -> Iterator[Ended]:
    """Yield the files that stop before the others, and which no other takes over from."""
    files = rows.schema.sources
    if len(files) == 1:
        return
    own = {
        number: [day for day in sorted(days_of(groups)) if day <= days[-1]]
        for number, groups in _by_file(used).items()
    }
    starts = {found[0] for found in own.values() if found}
    for number, found in own.items():
        due = next_due(found, free)
        if due is None or found[-1] == days[-1]:
            continue
        if not any(found[-1] < start <= due for start in starts):
            yield Ended(files[number].shown, found[-1], due)


def _by_file(groups: Iterable[Group]) -> dict[int, list[Group]]:
    found: dict[int, list[Group]] = {}
    for group in groups:
        found.setdefault(group.file, []).append(group)
    return found


def _segments_ended(
    rows: Rows, tally: Tally, days: Sequence[date], free: Collection[date]
) -> Iterator[Ended]:
    """Yield the segments that stop before the others, and had rows in nearly every period before.

    A region that comes and goes says nothing by going.
    """
    calendar = rows.schema.definition.calendar
    cuts = {by for query in tally.kpi_queries if not query.aside for by in query.kpi.dimension_sets}
    columns = {column for by in cuts for column in by}
    by_column = {c: own for c, own in tally.days_by_segment().items() if c in columns}
    for column, segments in by_column.items():
        for segment, own in segments.items():
            if segment is None or days[-1] in own:
                continue
            known = [day for day in sorted(own) if day <= days[-1]]
            due = next_due(known, free)
            if due is None:
                continue
            periods = list(periods_between(calendar, known[0], known[-1]))
            with_rows = {period.id for day in known if (period := calendar.period_of(day))}
            if len(periods) > FEWEST_BEFORE and len(with_rows) >= NEARLY * len(periods):
                yield Ended(f"{column} {segment}", known[-1], due)
