"""What rules say of a point, and the few questions that every set of rules asks."""

from collections.abc import Iterator, Mapping, Sequence

from cxscore.frozen import frozen
from cxscore.model.chart_lines import Limits
from cxscore.model.choices import Polarity
from cxscore.model.verdicts import PointType, Rule
from cxscore.score.statistics.rounding import level_within


@frozen
class Verdict:
    """The rules that hold for one point, the deciding one first, and which way it points."""

    rules: tuple[Rule, ...] = ()
    direction: int = 0
    """1 high, -1 low, 0 common cause."""


NOTHING = Verdict()
"""What most points are: a long log asks for them by the hundred thousand."""


def verdicts_of(marks: Mapping[Rule, Sequence[int]]) -> list[Verdict]:
    """Return what each point is, by the first rule of *marks* that holds for it.

    Args:
        marks: of each rule, the deciding one first, its direction at each point; 0 where it
            does not hold.
    """
    found = {rule: directions for rule, directions in marks.items() if any(directions)}
    if not found:
        return [NOTHING] * len(next(iter(marks.values())))
    rules, points = tuple(found), list(zip(*found.values(), strict=True))
    verdicts = {held: _verdict(rules, held) for held in set(points)}  # many points are alike
    return [verdicts[held] for held in points]


def _verdict(rules: Sequence[Rule], directions: Sequence[int]) -> Verdict:
    held = [pair for pair in zip(rules, directions, strict=True) if pair[1]]
    return Verdict(tuple([rule for rule, _ in held]), held[0][1]) if held else NOTHING


def tolerance_of(values: Sequence[float]) -> float:
    """Return how far apart two of *values* may lie and still be level."""
    return level_within(max(map(abs, values), default=0.0))


def step(one: float, two: float, tolerance: float) -> int:
    """Return 1 where *two* lies above *one*, -1 where below, 0 where they are level."""
    if abs(two - one) <= tolerance:
        return 0
    return 1 if two > one else -1


def beyond(value: float, limits: Limits, tolerance: float) -> int:
    """Return 1 for a value above its upper limit, -1 below the lower one, else 0."""
    if value > limits.upper + tolerance:
        return 1
    return -1 if value < limits.lower - tolerance else 0


def part_way(value: float, limits: Limits, part: float, tolerance: float) -> int:
    """Return the side on which *value* lies more than *part* of the way to its limit, or 0."""
    far = part * (limits.upper - limits.mean) + tolerance
    if value > limits.mean + far:
        return 1
    return -1 if value < limits.mean - far else 0


def stretches(signs: Sequence[int], length: int) -> Iterator[int]:
    """Yield the places of all stretches of *length* or more equal signs other than 0."""
    start = 0
    for at in range(len(signs) + 1):
        if at == len(signs) or signs[at] != signs[start]:
            if at - start >= length and signs[start]:
                yield from range(start, at)
            start = at


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
