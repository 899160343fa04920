"""The rules of the control chart, as Donald Wheeler teaches them."""

from collections.abc import Sequence

from cxscore.model.chart_lines import Limits
from cxscore.model.verdicts import Rule
from cxscore.score.charts.rules.verdicts import (
    Marks,
    Verdict,
    beyond,
    part_way,
    step,
    stretches,
    tolerance_of,
)

RUN = 8
"""Points in a row on one side of the mean."""
WINDOW, NEAR = 4, 3
"""So many of so many in a row, nearer to the same limit than to the mean."""
PRECEDENCE = (Rule.OUTSIDE, Rule.NEAR_LIMIT, Rule.RUN)
"""The first rule that holds says what a point is."""


def wheeler(values: Sequence[float], limits: Sequence[Limits]) -> list[Verdict]:
    """Return what each of *values*, in order and of one process, is against its *limits*.

    1. A point beyond a limit.
    2. Eight or more in a row on one side of the mean; a point on the mean ends the run.
    3. Three of four in a row nearer to the same limit than to the mean, a
       point beyond the limit included; all four of them are meant.

    Source: D. J. Wheeler, *Understanding Variation* (1993).
    """
    tolerance = tolerance_of(values)
    marks = [Marks() for _ in values]
    judged = list(zip(values, limits, strict=True))
    for at, (value, each) in enumerate(judged):
        if direction := beyond(value, each, tolerance):
            marks[at].found[Rule.OUTSIDE] = direction
    sides = [step(each.mean, value, tolerance) for value, each in judged]
    for at in stretches(sides, RUN):
        marks[at].found[Rule.RUN] = sides[at]
    near = [part_way(value, each, 1 / 2, tolerance) for value, each in judged]
    for start in range(len(values) - WINDOW + 1):
        window = range(start, start + WINDOW)
        for side in (1, -1):
            if sum(near[place] == side for place in window) >= NEAR:
                _mark(marks, window, near, side)
    return [mark.verdict(PRECEDENCE) for mark in marks]


def _mark(marks: Sequence[Marks], window: range, near: Sequence[int], side: int) -> None:
    """Note that all of *window* are meant; a point near a limit itself belongs to that one."""
    for place in window:
        if near[place] == side:
            marks[place].found[Rule.NEAR_LIMIT] = side
        else:
            marks[place].found.setdefault(Rule.NEAR_LIMIT, side)
