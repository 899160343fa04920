"""Whether a closed action moved its KPI: against where the KPI would have gone without it."""

from collections.abc import Sequence
from datetime import date
from math import fsum, sqrt

from cxscore.frozen import changed, frozen
from cxscore.model.effects import ENOUGH_AFTER, After, Because, Effect, EffectMethod, Outcome
from cxscore.model.verdicts import Rule
from cxscore.score.accountability.course import (
    LEVEL,
    Course,
    course_before,
)
from cxscore.score.accountability.observed import Series
from cxscore.score.charts.rules import PRESETS, Verdict
from cxscore.score.statistics.lines import Line
from cxscore.score.statistics.student import quantile

LAST = 3
"""Points after, the latest, that show whether a change lasted."""
_UNSETTLED = (Because.LEVEL_JUST_CHANGED, Because.CAME_BACK)


def effect_of(
    series: Series, opened: date | None, closed: date, expected: float | None = None
) -> Effect:
    """Return what came of an action in *series*, *expected* in the KPI's unit.

    Where the KPI would have gone is told by simple exponential smoothing of
    up to 24 periods that ended before *opened*. The periods that began after
    *closed* worked where the KPI's rules fire for the better against limits
    frozen before, and the interval of the change leaves out 0. What was
    moving before has to leave its straight line as well.
    """
    return seen_of(series, opened, closed).judged(expected)


def seen_of(series: Series, opened: date | None, closed: date) -> "Seen":
    """Return what the periods of *series* before *opened* and after *closed* show.

    Whatever an action promised, the same was seen of it; of a long log many are open between
    the same periods.
    """
    course = course_before(series, opened)
    if isinstance(course, Because):
        return Seen(Effect(outcome=Outcome.CANNOT_TELL, because=course))
    told = Effect(before=course.noun, regression_possible=course.worst_just_before)
    after = _after(series, course, closed)
    if isinstance(after, Because):
        return Seen(changed(told, outcome=Outcome.CANNOT_TELL, because=after))
    if not after:
        return Seen(changed(told, outcome=Outcome.TOO_EARLY))
    return _seen(series, told, course, after)


def effect_to_come(series: Series, opened: date | None, due: date, expected: float) -> Effect:
    """Return what could be seen of an action under way, *expected* in the KPI's unit.

    ``detectable`` is half of the interval that the change will have seven
    periods after *due*. The series has to reach that day: periods to come
    have no value. A level that had just changed is noted: it is no usual
    swing that hides the effect then.
    """
    course = course_before(series, opened)
    if isinstance(course, Because):
        return Effect(expected=expected)
    between = series.begun_by(due) - (course.places[-1] + 1)
    half = course.half_width([False] * between + [True] * ENOUGH_AFTER)
    return Effect(expected=expected, detectable=half, level_change=course.level_change)


def _after(series: Series, course: Course, closed: date) -> list[int] | Because:
    """Return the places of the periods that count after *closed*, as far as they compare."""
    found: list[int] = []
    for at in range(course.places[-1] + 1, len(series.observed)):
        each = series.observed[at]
        if not each.comparable:
            return found or Because.NOT_COMPARABLE
        if each.period.start > closed and each.value is not None:
            found.append(at)
    return found


def _seen(series: Series, told: Effect, course: Course, after: Sequence[int]) -> "Seen":
    """Return *told* with the change of the periods at *after*, and what a verdict goes by."""
    values = series.at(after)
    mean = fsum(values) / len(values)
    change = mean - course.smoothed.level
    counts = set(after)
    half = course.half_width([at in counts for at in range(course.places[-1] + 1, after[-1] + 1)])
    line = course.line
    fired = PRESETS[series.rules](values, [course.limits] * len(values))
    found = _Found(
        sign=series.sign,
        values=values,
        rose=_rules(fired, 1),
        fell=_rules(fired, -1),
        change=change,
        half=half,
        line=None if line is None else _line_change(line, after, mean),
        line_up=line is not None and line.slope > 0,
    )
    first, last = (series.observed[at].period.id for at in (after[0], after[-1]))
    told = changed(
        told,
        after=After(first, last, len(after), mean),
        change=change,
        low=change - half,
        high=change + half,
        line_change=None if found.line is None else found.line[0],
        method=EffectMethod.SMOOTHING,
    )
    return Seen(told, course, found)


@frozen
class _Found:
    """What the periods after showed; ``way`` is 1 for the better and -1 for the worse."""

    sign: int
    values: Sequence[float]
    rose: tuple[Rule, ...]
    """The rules that fired upwards, each once."""
    fell: tuple[Rule, ...]
    change: float
    half: float
    line: tuple[float, float] | None
    """The distance from the straight line before, and half of its interval."""
    line_up: bool

    @property
    def mean(self) -> float:
        return fsum(self.values) / len(self.values)

    def rules(self, way: int) -> tuple[Rule, ...]:
        """Return the rules that fired that *way*, each once."""
        return self.rose if way * self.sign > 0 else self.fell

    def moved(self, way: int) -> bool:
        """Return whether a rule fired that *way* and the change is beyond chance.

        What was moving that way before must have left its line, too.
        """
        beyond = way * self.sign * self.change > self.half
        if not (beyond and self.rules(way)):
            return False
        if self.line is None or (1 if self.line_up else -1) != way * self.sign:
            return True
        off, half = self.line
        return way * self.sign * off > half

    def holds(self, size: float) -> bool:
        """Return whether a change of that *size* is within the interval."""
        return abs(size - self.change) <= self.half

    def short_of(self, promised: float) -> bool:
        """Return whether what was *promised* lies above the interval, for the better."""
        return self.sign * (promised - self.change) > self.half


@frozen
class Seen:
    """What was seen of an action, before it is held against what it promised."""

    told: Effect
    course: Course | None = None
    found: _Found | None = None
    """None where there is nothing to judge by, and the verdict stands."""

    def judged(self, expected: float | None) -> Effect:
        """Return the effect and its verdict, where *expected* was promised in the KPI's unit."""
        if self.course is None or self.found is None:
            return changed(self.told, expected=expected)
        outcome, because = _outcome(self.course, self.found, expected)
        return changed(
            self.told,
            expected=expected,
            outcome=outcome,
            because=because,
            rules=self.found.rules(-1 if outcome is Outcome.WORSE_SINCE else 1),
            level_change=self.course.level_change if because in _UNSETTLED else None,
        )


def _rules(fired: Sequence[Verdict], direction: int) -> tuple[Rule, ...]:
    """Return the rules that fired in a *direction*, each once."""
    told = dict.fromkeys([each.rules for each in fired if each.direction == direction])
    return tuple(dict.fromkeys([rule for rules in told for rule in rules]))


def _outcome(
    course: Course, found: _Found, expected: float | None
) -> tuple[Outcome, Because | None]:
    """Return the first verdict that fits."""
    mean = course.limits.mean
    if course.level_change is not None and not _beyond_old_limits(course, found):
        back = found.holds(0.0) and _came_back(course, found)
        return Outcome.CANNOT_TELL, Because.CAME_BACK if back else Because.LEVEL_JUST_CHANGED
    latest = found.values[-LAST:]
    gone = len(latest) == LAST and all(found.sign * (value - mean) <= 0 for value in latest)
    if gone and found.rules(1):
        return Outcome.DID_NOT_LAST, None
    if found.moved(1):
        short = expected is not None and found.short_of(expected)
        return (Outcome.WORKED_IN_PART if short else Outcome.WORKED), None
    if found.moved(-1):
        return Outcome.WORSE_SINCE, None
    if len(found.values) < ENOUGH_AFTER:
        return Outcome.TOO_EARLY, None
    if expected is not None and found.holds(0.0) and found.holds(expected):
        return Outcome.CANNOT_TELL, Because.TOO_SMALL_TO_SEE
    return Outcome.NO_EFFECT_SEEN, None


def _beyond_old_limits(course: Course, found: _Found) -> bool:
    """Return whether it is better now than the old limits reach, after a change for the worse.

    A level that had just got better was on its way without the action.
    """
    assert course.level_change is not None
    if course.level_change.rose is (found.sign > 0):
        return False
    limit = course.limits.upper if found.sign > 0 else course.limits.lower
    return found.sign * (found.mean - limit) > 0 and found.moved(1)


def _came_back(course: Course, found: _Found) -> bool:
    """Return whether it is nearer to where it was before the level changed than to the new one."""
    return abs(found.mean - course.limits.mean) < abs(found.mean - course.values[-1])


def _line_change(line: Line, after: Sequence[int], mean: float) -> tuple[float, float]:
    middle = fsum(after) / len(after)
    half = quantile(LEVEL, line.freedom) * sqrt(line.variance_of_mean(middle, len(after)))
    return mean - line.at(middle), half
