"""The days that the rows behind some questions speak of, and whether these are nearly all days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cxscore.calendar import Calendar
from cxscore.measure.cells import quoted
from cxscore.measure.places import Place
from cxscore.measure.rows import DAY, Rows
from cxscore.measure.tally import Group, Tally, days_of
from cxscore.model.measured import Coverage
from cxscore.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
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
        return self.rows.sheet.id

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        """The calendars that KPIs cut these days by, the finest first."""
        definition = self.rows.sheet.definition
        found = {definition.period_length(question.kpi): 0 for question in self.tally.questions}
        return tuple(sorted(found, key=lambda calendar: calendar.grain.rank))

    def problem(
        self, code: str, text: str, hint: str = "", severity: Severity = Severity.WARNING
    ) -> Problem:
        """Return a problem of the dataset: at its file, or in kpis.yaml where it has several."""
        sheet = self.rows.sheet
        if len(sheet.files) == 1:
            return sheet.files[0].problem(Place(), code, text, hint, severity)
        place = ("datasets", sheet.id)
        text = f"datasets.{sheet.id}: {text}"
        return sheet.definition.origin.problem(place, code, text, hint, severity)


def spread_of(rows: Rows, tally: Tally, as_of: date) -> Spread:
    """Return the days of the rows that *tally* counted, as seen on *as_of*."""
    every = tuple(tally.groups())
    used = tuple(group for group in every if counts(group))
    days = tuple(sorted(days_of(used)))
    known = [day for day in days if day <= as_of] or days
    coverage = Coverage(rows.sheet.id, known[0], known[-1], len(known)) if known else None
    return Spread(rows, tally, every, used, days, coverage)


def day_of(rows: Rows, column: str | None) -> str:
    """Return SQL for the day of a row: the dataset's date, or that in *column*."""
    return quoted(DAY) if column is None else f"CAST({quoted(rows.value(column))} AS DATE)"


def counts(group: Group) -> bool:
    """Return whether the rows of *group* are kept, sound and dated."""
    return bool(group.keep) and group.faults == 0 and group.block is not None


def rows_in(groups: Iterable[Group]) -> int:
    """Return how many rows *groups* are."""
    return sum(group.rows for group in groups)
