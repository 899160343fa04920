"""The rules of the control chart, as the NHS programme Making Data Count states them."""

from collections.abc import Sequence
from itertools import pairwise

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

RUN = 7
"""Points in a row on one side of the mean."""
TREND = 7
"""Points each higher, or each lower, than the last."""


def making_data_count(values: Sequence[float], limits: Sequence[Limits]) -> list[Verdict]:
    """Return what each of *values*, in order and of one process, is against its *limits*.

    1. A point beyond a limit.
    2. Seven or more in a row on one side of the mean; a point on the mean ends the run.
    3. Seven points each higher (or each lower) than the last; a tie ends the trend.
    4. Two of three within the outer third on the same side, all three on
       that side of the mean; only the near points are meant, and a point
       outside the limits is not near.
    """
    tolerance = tolerance_of(values)
    judged = list(zip(values, limits, strict=True))
    sides = [step(each.mean, value, tolerance) for value, each in judged]
    outside = [beyond(value, each, tolerance) for value, each in judged]
    run, trend, near_limit = ([0] * len(values) for _ in range(3))
    for at in stretches(sides, RUN):
        run[at] = sides[at]
    if len(values) >= TREND:
        steps = [step(one, two, tolerance) for one, two in pairwise(values)]
        for at in stretches(steps, TREND - 1):
            # Six steps up join seven points.
            trend[at] = trend[at] or steps[at]
            trend[at + 1] = steps[at]
    near = [
        0 if out else part_way(value, each, 2 / 3, tolerance)
        for (value, each), out in zip(judged, outside, strict=True)
    ]
    for at in range(2, len(values)):
        side = sides[at]
        if side and sides[at - 1] == side and sides[at - 2] == side:
            close = [place for place in range(at - 2, at + 1) if near[place] == side]
            if len(close) >= 2:
                for place in close:
                    near_limit[place] = side
    # The first rule that holds says what a point is.
    return verdicts_of(
        {Rule.OUTSIDE: outside, Rule.TREND: trend, Rule.NEAR_LIMIT: near_limit, Rule.RUN: run}
    )
