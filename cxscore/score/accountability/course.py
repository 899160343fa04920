"""Where a KPI was going before an action began, and how surely that can be told."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from math import sqrt

from cxscore.frozen import frozen
from cxscore.model.chart_lines import Limits
from cxscore.model.effects import FEWEST_BEFORE, Because, Before, LevelChange
from cxscore.model.verdicts import Rule
from cxscore.score.accountability.observed import Series
from cxscore.score.charts.limits import mostly_one_value, process_limits
from cxscore.score.charts.rules import PRESETS, Verdict
from cxscore.score.statistics.exponential_smoothing import Smoothing, smoothing
from cxscore.score.statistics.lines import Line, line_through
from cxscore.score.statistics.mann_kendall import mann_kendall
from cxscore.score.statistics.student import quantile

LEVEL = 0.95
"""Of the intervals; 1 less this is the p below which a series was moving before."""
MOST_BEFORE = 24
"""Periods before that are looked at."""
SETTLED = 8
"""Points earlier at which a signal has to have begun to be a level of its own."""
WORST_OF, SOON_AFTER = 12, 2
"""Begun so soon after the worst of so many periods, an action may only have met the usual."""


@frozen
class Course:
    """What is known of the periods before: their places among all, their values, their lines."""

    whole: Sequence[tuple[int, float]]
    """The place and the value of each, those before a level of its own included."""
    places: Sequence[int]
    values: Sequence[float]
    limits: Limits
    smoothed: Smoothing
    noun: Before
    level_change: LevelChange | None
    line: Line | None
    """The straight line through the periods before; None where they were not moving."""
    worst_just_before: bool
    """Whether the worst of the last 12 periods ended just before the action began."""

    def half_width(self, counted: Sequence[bool]) -> float:
        """Return half of the interval of the mean of the periods *counted* after the last."""
        t = quantile(LEVEL, self.smoothed.freedom)
        return t * sqrt(self.smoothed.variance_of_mean(counted))


def course_before(series: Series, opened: date | None) -> Course | Because:
    """Return what is known of the periods that ended before *opened*, or why nothing is."""
    if opened is None:
        return Because.NO_START
    if not series.sign:
        return Because.NO_DIRECTION
    if not series.charted:
        return Because.NO_CHART
    ended = series.ended_before(opened)
    if ended not in series.courses:
        series.courses[ended] = _course(series, _places_before(series, ended))
    found = series.courses[ended]
    assert isinstance(found, Course | Because)
    return found


def _course(series: Series, places: Sequence[int]) -> Course | Because:
    """Return what is known of the periods at *places*."""
    if len(places) < FEWEST_BEFORE:
        return Because.TOO_FEW_BEFORE
    verdicts, limits = _lines(series, places)
    if limits is None:
        return Because.NO_CHART
    whole = tuple(zip(places, series.at(places), strict=True))
    change, since = None, _signal_at_end(verdicts)
    if since is not None and len(places) - 1 - since >= SETTLED:
        # A level of its own by now. That it changed once more within is for smoothing to tell.
        places = places[since:]
        _, limits = _lines(series, places)
        if limits is None:
            return Because.NO_CHART
    elif since is not None and verdicts[-1].rules != (Rule.RUN,):
        # A mere run says when it began no better than smoothing does.
        first = series.observed[places[since]].period.id
        change = LevelChange(first, verdicts[-1].direction > 0, verdicts[since].rules[0])
    values = series.at(places)
    smoothed = smoothing(tuple(values))
    noun = Before(
        first=series.observed[places[0]].period.id,
        last=series.observed[places[-1]].period.id,
        points=len(places),
        mean=limits.mean,
        limits=limits,
        alpha=smoothed.alpha,
        level=smoothed.level,
    )
    line, worst = _line_of(whole), _ends_with_the_worst(series, places, values)
    return Course(whole, places, values, limits, smoothed, noun, change, line, worst)


def _places_before(series: Series, ended: int) -> list[int]:
    """Return the places of the last 24 periods that count of the first *ended*, of one process."""
    begins = max((at for at in range(ended) if series.observed[at].restarts), default=0)
    counted = [at for at in range(begins, ended) if series.observed[at].value is not None]
    return counted[-MOST_BEFORE:]


def _lines(series: Series, places: Sequence[int]) -> tuple[Sequence[Verdict], Limits | None]:
    """Return what the rules say of the periods at *places*, and the limits of these alone."""
    values = series.at(places)
    limits = process_limits(list(_stretches(places, values)), series.screen)
    if limits is None or mostly_one_value(values):
        return (), None
    return PRESETS[series.rules](values, [limits] * len(values)), limits


def _stretches(places: Sequence[int], values: Sequence[float]) -> Iterator[list[float]]:
    """Yield *values* in rows of neighbours."""
    row: list[float] = []
    for at, value in enumerate(values):
        if at and places[at] != places[at - 1] + 1:
            yield row
            row = []
        row.append(value)
    yield row


def _signal_at_end(verdicts: Sequence[Verdict]) -> int | None:
    """Return where the signal that the last point is in began; None where it is in none."""
    last = verdicts[-1].direction
    if last == 0:
        return None
    return len(verdicts) - sum(1 for _ in takewhile(lambda v: v.direction == last, verdicts[::-1]))


def _line_of(whole: Sequence[tuple[int, float]]) -> Line | None:
    """Return the straight line through the periods before; None where they were not moving.

    Through all of them: what moves steadily soon looks like a level of its own, and of the few
    periods since then nobody can tell that they move. With a drift of a fifth of the usual
    spread a month that made 28 % of actions "worked" where nothing was done.
    """
    if mann_kendall([value for _, value in whole]).p_value >= 1 - LEVEL:
        return None
    return line_through(list(whole))


def _ends_with_the_worst(series: Series, places: Sequence[int], values: Sequence[float]) -> bool:
    """Return whether the worst of the last 12 periods at *places* is one of the last."""
    recent = list(zip(places, values, strict=True))[-WORST_OF:]
    worst, _ = min(recent, key=lambda pair: series.sign * pair[1])
    return len(recent) == WORST_OF and places[-1] + 1 - worst <= SOON_AFTER
