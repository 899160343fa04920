"""The rules of the control chart, as Donald Wheeler teaches them."""

from collections.abc import Sequence

from cxscore.model.chart_lines import Limits
from cxscore.model.verdicts import Rule
from cxscore.score.charts.rules.verdicts import (
    Verdict,
    beyond,
    part_way,
    step,
    stretches,
    tolerance_of,
    verdicts_of,
)

RUN = 8
"""Points in a row on one side of the mean."""
WINDOW, NEAR = 4, 3
"""So many of so many in a row, nearer to the same limit than to the mean."""


def wheeler(values: Sequence[float], limits: Sequence[Limits]) -> list[Verdict]:
    """Return what each of *values*, in order and of one process, is against its *limits*.

    1. A point beyond a limit.
    2. Eight or more in a row on one side of the mean; a point on the mean ends the run.
    3. Three of four in a row nearer to the same limit than to the mean, a
       point beyond the limit included; all four of them are meant.

    Source: D. J. Wheeler, *Understanding Variation* (1993).
    """
    tolerance = tolerance_of(values)
    judged = list(zip(values, limits, strict=True))
    outside = [beyond(value, each, tolerance) for value, each in judged]
    sides = [step(each.mean, value, tolerance) for value, each in judged]
    run, near_limit = [0] * len(values), [0] * len(values)
    for at in stretches(sides, RUN):
        run[at] = sides[at]
    near = [part_way(value, each, 1 / 2, tolerance) for value, each in judged]
    for start in range(len(values) - WINDOW + 1):
        window = range(start, start + WINDOW)
        for side in (1, -1):
            if sum(near[place] == side for place in window) >= NEAR:
                _mark(near_limit, window, near, side)
    # The first rule that holds says what a point is.
    return verdicts_of({Rule.OUTSIDE: outside, Rule.NEAR_LIMIT: near_limit, Rule.RUN: run})


def _mark(marks: list[int], window: range, near: Sequence[int], side: int) -> None:
    """Note that all of *window* are meant; a point near a limit itself belongs to that one."""
    for place in window:
        marks[place] = side if near[place] == side else marks[place] or side
