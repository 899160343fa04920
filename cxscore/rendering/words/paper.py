"""What of the paper the words about any part of it need: people, names, numbers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property

from cxscore.frozen import frozen
from cxscore.model.outline import Owner, silo_of
from cxscore.model.registers import Event
from cxscore.model.scorecard import Scorecard
from cxscore.rendering.numbers import Numbers


@frozen
class Paper:
    """What of the paper the words about one KPI need."""

    scorecard: Scorecard
    numbers: Numbers
    owners: Mapping[str, Owner]
    names: Mapping[str, str]
    """KPI names by id."""
    event_numbers: Mapping[tuple[date, str], int]
    """What stands on every chart for an event, by its date and title: numbered in order of time."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of the rows of the log, by id."""

    @classmethod
    def of(cls, scorecard: Scorecard) -> "Paper":
        """Return what *scorecard* says about people, names and numbers."""
        return cls(
            scorecard,
            Numbers.of(scorecard.heading.number_format, scorecard.currency),
            {score.owner.id: score.owner for score in scorecard.owners},
            {each.kpi.id: each.kpi.name for each in (*scorecard.kpis, *scorecard.also)},
            _numbered(mark.event for scored in scorecard.kpis for mark in scored.events),
            _Titles(scorecard),
        )

    def sign(self, event: Event) -> str:
        """Return what stands for *event* on the charts."""
        return str(self.event_numbers[event.date, event.title])

    def day(self, day: date) -> str:
        """Return ``3 July``, with its year where that is not the year of the paper."""
        same = day.year == self.scorecard.as_of.year
        return self.numbers.day_of_year(day) if same else self.numbers.day(day)

    def person(self, id: str) -> str:  # noqa: A002 (the noun's own word)
        """Return somebody's name; what was written where nobody has that id."""
        return self.owners[id].name if id in self.owners else id

    def team(self, id: str) -> str:  # noqa: A002 (as above)
        """Return somebody's team; where none is given the person is a silo alone."""
        return silo_of(id, self.owners)


class _Titles(Mapping[str, str]):
    """The titles of rows by id, put together when the first is asked for: a log may be long."""

    def __init__(self, scorecard: Scorecard) -> None:
        self._scorecard = scorecard

    @cached_property
    def _known(self) -> Mapping[str, str]:
        own = {each.row.id: each.row.title for each in self._scorecard.log}
        return {**self._scorecard.titles, **own}

    def __getitem__(self, id_: str) -> str:
        return self._known[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _numbered(events: Iterable[Event]) -> dict[tuple[date, str], int]:
    known = sorted({(event.date, event.title) for event in events})
    return {event: number for number, event in enumerate(known, 1)}
