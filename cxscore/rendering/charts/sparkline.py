"""The sparkline: the last periods of a KPI against its target, as small as a word."""

from collections.abc import Iterable
from itertools import pairwise

from cxscore.frozen import frozen
from cxscore.rendering.charts.history import Look, Mark
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import scale_to
from cxscore.rendering.charts.svg import BREAK, Point, Sheet


@frozen
class Spark:
    """What a sparkline shows; the last of *marks* gets a dot, *goals* a dotted line each."""

    description: str
    marks: tuple[Mark, ...]
    goals: tuple[float, ...] = ()


def draw_sparkline(spark: Spark, width: float, height: float) -> str:
    """Return the sparkline as SVG, *width* by *height* points; "" without any value."""
    values = [mark.value for mark in spark.marks if mark.value is not None]
    if not values:
        return ""
    sheet = Sheet(width, height)
    y = scale_to([*values, *spark.goals], height - 2.5, 2.5, margin=0.02)
    step = (width - 6) / max(1, len(spark.marks) - 1)
    for goal in spark.goals:
        ends = [(2.0, y.at(goal)), (width - 2, y.at(goal))]
        sheet.line(ends, Colour.LIMIT, 0.7, dashes=(0.9, 0.9))
    spots = [
        None if mark.value is None else (3 + place * step, y.at(mark.value))
        for place, mark in enumerate(spark.marks)
    ]
    sheet.line(through(spots), Colour.INK2, 0.9)
    alone = [
        spot
        for before, spot, after in zip([None, *spots], spots, [*spots[1:], None], strict=False)
        if spot is not None and before is None and after is None
    ]
    sheet.dots(alone, Colour.INK2, 1.2, square=False)
    if spots[-1] is not None:
        look = spark.marks[-1].look
        sheet.dots([spots[-1]], look.colour, 3.2, square=look is Look.BAD)
    return sheet.svg(spark.description, "spk")


def through(spots: Iterable[Point | None]) -> list[Point]:
    """Return a line through neighbours, interrupted by gaps."""
    line: list[Point] = []
    for here, there in pairwise(spots):
        if here is None or there is None:
            continue
        if line and line[-1] != here:
            line.append(BREAK)
        line += [there] if line and line[-1] == here else [here, there]
    return line
