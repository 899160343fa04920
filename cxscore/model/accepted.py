"""A breach that somebody answers for until a day: the gate does not object to it."""

from datetime import date

from cxscore.frozen import frozen
from cxscore.model.checked import shape
from cxscore.model.shorthand import Day, Words


@frozen
class Accepted:
    """What of a KPI is accepted, until when, by whom and why."""

    __pydantic_config__ = shape("an accepted breach")

    what: Words
    """A condition of the gate."""
    until: Day
    """The last day on which it is accepted."""
    reason: Words
    """Why it is accepted."""
    by: Words
    """An owner: who accepts it."""

    def holds_on(self, day: date) -> bool:
        """Return whether it is still accepted on *day*."""
        return day <= self.until


def last_accepted(day: date) -> date:
    """Return the day twelve months after *day*: longer ahead nobody should accept a breach."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
