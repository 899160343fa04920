"""The series that an effect is looked for in: periods that count, and the KPI's rules."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from datetime import date

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.model.choices import Polarity, RulePreset


@frozen
class Observed:
    """A period of a KPI's series; ``value`` is None where it does not count."""

    period: Period
    value: float | None
    restarts: bool = False
    """A break falls into it."""
    comparable: bool = True
    """Whether the values from it on can be compared with those before."""


@frozen
class Series:
    """What an effect is looked for in: periods in order without holes, and the KPI's rules.

    ``charted`` is whether neighbours may be judged by limits: not those of
    rolling windows, of run charts and of what is not charted.
    """

    observed: Sequence[Observed]
    polarity: Polarity
    rules: RulePreset = RulePreset.MAKING_DATA_COUNT
    screen: bool = True
    charted: bool = True
    courses: dict[int, object] = field(default_factory=dict, compare=False)
    """What :mod:`course` found out, by how many periods had ended before."""

    ended: dict[date, int] = field(default_factory=dict, init=False, compare=False)
    begun: dict[date, int] = field(default_factory=dict, init=False, compare=False)
    """How many periods had ended, or begun, by days that were asked for."""

    def ended_before(self, day: date) -> int:
        """Return how many periods ended before *day*."""
        if day not in self.ended:
            self.ended[day] = bisect_left(self.observed, day, key=lambda each: each.period.end)
        return self.ended[day]

    def begun_by(self, day: date) -> int:
        """Return how many periods had begun on *day*."""
        if day not in self.begun:
            self.begun[day] = bisect_right(self.observed, day, key=lambda each: each.period.start)
        return self.begun[day]

    @property
    def sign(self) -> int:
        """1 where higher is better, -1 where lower is; 0 where neither is."""
        if self.polarity is Polarity.HIGHER_IS_BETTER:
            return 1
        return -1 if self.polarity is Polarity.LOWER_IS_BETTER else 0

    def ahead(self, periods: Iterable[Period]) -> "Series":
        """Return the series with *periods* to come, which have no value yet.

        What was going on before any of its own periods is what it was.
        """
        return replace(self, observed=[*self.observed, *(Observed(each, None) for each in periods)])

    def at(self, places: Sequence[int]) -> list[float]:
        """Return the values at *places*, which count."""
        found = [self.observed[at].value for at in places]
        return [value for value in found if value is not None]


def difference(segment: Sequence[Observed], rest: Sequence[Observed]) -> list[Observed]:
    """Return the series of *segment* − *rest*, period by period, for an action on that segment."""
    return [
        replace(
            one,
            value=None if one.value is None or other.value is None else one.value - other.value,
            restarts=one.restarts or other.restarts,
            comparable=one.comparable and other.comparable,
        )
        for one, other in zip(segment, rest, strict=True)
    ]
