"""The day and the period that somebody means, by a text, a day or what pandas has."""

import os
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol, TypeGuard
from zoneinfo import ZoneInfo

from cxscore.nearest import nearest
from cxscore.wrong_usage import WrongUsage

if TYPE_CHECKING:
    from cxscore.calendar import Period
    from cxscore.model.definition import Definition


class Spanned(Protocol):
    """A stretch of time, as pandas has it."""

    start_time: datetime
    end_time: datetime


def day_of(definition: "Definition | None") -> date:
    """Return the day a scorecard is built for where nobody says so.

    It is the calendar's day where its zone is set, whatever the machine's clock shows: at 00:30
    in London on the first of a month, New York has the last of the month before.
    """
    if definition is not None and definition.heading.as_of is not None:
        return definition.heading.as_of
    zone = None
    if definition is not None and definition.timezone is not None:
        zone = ZoneInfo(definition.timezone)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), zone or UTC).date()
    return datetime.now(UTC).astimezone(zone).date()


def asked_day(day: "str | date | Spanned") -> date:
    """Return the day that *day*, from Python, means.

    Raises:
        WrongUsage: where it is none.
    """
    match day:
        case datetime():
            return day.date()
        case date():
            return day
        case str():
            with suppress(ValueError):
                return datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no zone)
        case _ if _is_spanned(day):
            first, last = day.start_time.date(), day.end_time.date()
            if first == last:
                return first
    raise WrongUsage(f"as_of: '{day}' is not a day; write it like 2026-07-06")


def asked_period(
    definition: "Definition", period: "str | date | Spanned | None"
) -> "Period | None":
    """Return the period of *definition*'s calendar that *period* means: its id, or a day in it.

    Raises:
        WrongUsage: where the calendar has none such.
    """
    calendar = definition.calendar
    match period:
        case None:
            return None
        case str():
            found = calendar.parse(period)
        case date():
            found = calendar.period_of(asked_day(period))
        case _ if _is_spanned(period):
            first, last = period.start_time.date(), period.end_time.date()
            found = calendar.period_of(first)
            found = found if found and (found.start, found.end) == (first, last) else None
        case _:
            found = None
    if found is None:
        near = _near_period(definition, period) if isinstance(period, str) else None
        written = f"its periods are written like {_example(definition)}"
        raise WrongUsage(
            f"'{period}' is not a period of this calendar; "
            + (f"did you mean '{near}'? {written}" if near else written)
        )
    return found


def _near_period(definition: "Definition", text: str) -> str | None:
    """Return the id of a period shown of late that *text* may have been meant for."""
    calendar = definition.calendar
    last = calendar.period_of(day_of(definition))
    if last is None:
        return None
    return nearest(text, [each.id for each in calendar.up_to(last, definition.heading.history)])


def _is_spanned(value: object) -> TypeGuard[Spanned]:
    return hasattr(value, "start_time") and hasattr(value, "end_time")


def _example(definition: "Definition") -> str:
    calendar = definition.calendar
    period = calendar.listed[-1] if calendar.listed else calendar.period_of(date(2026, 10, 1))
    assert period is not None
    return period.id
