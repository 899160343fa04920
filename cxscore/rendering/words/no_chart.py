"""What stands in place of a chart that would show nothing: a sentence."""

from collections.abc import Sequence

from cxscore.calendar import Grain
from cxscore.model.scorecard import Point, ScoredKpi
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import counted, listed, sentence
from cxscore.rendering.words.shown import Shown

FEWEST = 3
"""Values that make a chart."""
ALIKE = 1e-9
"""Values that differ by no more of their size are equal: the rest is rounding of floats."""
_NUMBERS = {1: "One", 2: "Two"}


def no_chart(scored: ScoredKpi, numbers: Numbers) -> str:
    """Return what to say instead of drawing a chart; empty where there is one to draw.

    ``Two months so far: 41 in May 2026 and 43 in June 2026.``, or ``It has
    been 0 every month since July 2023.``
    """
    points = [point for point in scored.series if point.value is not None]
    if not points:
        return "It has no value so far."
    shown = Shown.of(scored, numbers)
    if len(points) < FEWEST:
        return _few(scored, points, shown)
    values = [point.value for point in points if point.value is not None]
    low, high = min(values), max(values)
    if high - low > ALIKE * max(abs(low), abs(high)):
        return ""
    return _always(scored, points, shown.value(values[-1]))


def _few(scored: ScoredKpi, points: Sequence[Point], shown: Shown) -> str:
    """Return the values of a series that has one or two."""
    told = listed([_valued(scored, point, shown) for point in points])
    every = periods.noun(scored.grain) + ("s" if len(points) > 1 else "")
    number = _NUMBERS[len(points)]
    # "So far" would be wrong where the series went on without a value.
    recent = tuple(scored.series[-len(points) :]) == tuple(points)
    return sentence(f"{number} {every} {'so far' if recent else 'with a value'}: {told}")


def _valued(scored: ScoredKpi, point: Point, shown: Shown) -> str:
    value = shown.value(point.value)
    if point.period != scored.period:
        value = shown.at(scored, point).value(point.value)
    left = "" if point.complete else " (not complete)"
    return f"{value} {_within(scored.grain)} {periods.name(point.period)}{left}"


def _within(grain: Grain) -> str:
    return "for" if grain is Grain.LISTED else "in"


def _always(scored: ScoredKpi, points: Sequence[Point], value: str) -> str:
    """Return since when, or how long, a value has been the same."""
    first, last = periods.name(points[0].period), periods.name(points[-1].period)
    every = periods.noun(scored.grain)
    stretch = scored.series[scored.series.index(points[0]) :]
    has_gaps = any(point.value is None for point in stretch[: stretch.index(points[-1])])
    each = f"every {every}" if not has_gaps else f"in each of {counted(len(points), every)}"
    if has_gaps:
        each += " that have a value"
    if stretch[-1] == points[-1]:
        return sentence(f"It has been {value} {each} since {first}")
    return sentence(f"It was {value} {each} from {first} to {last}")
