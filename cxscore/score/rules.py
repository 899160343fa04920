"""The rules of the control chart, as the NHS programme Making Data Count states them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cxscore.model.kpi import Polarity
from cxscore.model.scorecard import Limits, PointType, Rule

RUN = 7
"""Points in a row on one side of the mean."""
TREND = 7
"""Points each higher, or each lower, than the last."""
PRECEDENCE = (Rule.OUTSIDE, Rule.TREND, Rule.NEAR_LIMIT, Rule.RUN)
"""The first rule that holds says what a point is."""
CLOSE = 1e-12
"""Relative to the values: nearer than this is level with, which rounding is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rules that hold for one point, the deciding one first, and which way it points."""

    rules: tuple[Rule, ...] = ()
    direction: int = 0
    """1 high, -1 low, 0 common cause."""


@dataclass(slots=True)
class _Marks:
    """The direction in which each rule holds for one point."""

    found: dict[Rule, int] = field(default_factory=dict)

    def verdict(self) -> Verdict:
        rules = tuple(rule for rule in PRECEDENCE if rule in self.found)
        return Verdict(rules, self.found[rules[0]] if rules else 0)


def making_data_count(values: Sequence[float], limits: Limits) -> list[Verdict]:
    """Return what each of *values*, in order and of one stretch, is against *limits*.

    1. A point beyond a limit.
    2. Seven or more in a row on one side of the mean; a point on the mean ends the run.
    3. Seven points each higher (or each lower) than the last; a tie ends the trend.
    4. Two of three within the outer third on the same side, all three on
       that side of the mean; only the near points are meant, and a point
       outside the limits is not near.
    """
    tolerance = CLOSE * max((abs(value) for value in values), default=0.0)
    marks = [_Marks() for _ in values]
    sides = [_step(limits.mean, value, tolerance) for value in values]
    outside = [_beyond(value, limits, tolerance) for value in values]
    for at, direction in enumerate(outside):
        if direction:
            marks[at].found[Rule.OUTSIDE] = direction
    for at in _stretches(sides, RUN):
        marks[at].found[Rule.RUN] = sides[at]
    steps = [_step(one, two, tolerance) for one, two in pairwise(values)]
    for at in _stretches(steps, TREND - 1):
        # Six steps up join seven points.
        marks[at].found.setdefault(Rule.TREND, steps[at])
        marks[at + 1].found[Rule.TREND] = steps[at]
    near = [0 if out else _near(value, limits) for value, out in zip(values, outside, strict=True)]
    for at in range(2, len(values)):
        window = range(at - 2, at + 1)
        side = sides[at]
        close = [place for place in window if near[place] == side]
        if side and len(close) >= 2 and all(sides[place] == side for place in window):
            for place in close:
                marks[place].found[Rule.NEAR_LIMIT] = side
    return [mark.verdict() for mark in marks]


def point_type(direction: int, polarity: Polarity) -> PointType:
    """Return what a point is, in the word that the KPI's polarity gives it."""
    if direction == 0:
        return PointType.COMMON_CAUSE
    match polarity:
        case Polarity.HIGHER_IS_BETTER:
            return PointType.IMPROVEMENT if direction > 0 else PointType.CONCERN
        case Polarity.LOWER_IS_BETTER:
            return PointType.IMPROVEMENT if direction < 0 else PointType.CONCERN
        case _:
            return PointType.HIGH if direction > 0 else PointType.LOW


def _step(one: float, two: float, tolerance: float) -> int:
    if abs(two - one) <= tolerance:
        return 0
    return 1 if two > one else -1


def _beyond(value: float, limits: Limits, tolerance: float) -> int:
    if value > limits.upper + tolerance:
        return 1
    return -1 if value < limits.lower - tolerance else 0


def _near(value: float, limits: Limits) -> int:
    """Return the side on which *value* lies more than two thirds of the way to the limit."""
    third = (limits.upper - limits.mean) / 3
    if value > limits.mean + 2 * third:
        return 1
    return -1 if value < limits.mean - 2 * third else 0


def _stretches(signs: Sequence[int], length: int) -> Iterator[int]:
    """Yield the places of all stretches of *length* or more equal signs other than 0."""
    start = 0
    for at in range(len(signs) + 1):
        if at == len(signs) or signs[at] != signs[start]:
            if at - start >= length and signs[start]:
                yield from range(start, at)
            start = at
