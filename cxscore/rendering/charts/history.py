"""What a control chart shows: plain values, places in the series, and texts."""

from collections.abc import Callable, Mapping
from enum import Enum

from cxscore.frozen import frozen
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.sizes import PANEL_WIDTH


class Look(Enum):
    """How a point is drawn; shape and colour both tell it."""

    ORDINARY = "ordinary"
    GOOD = "good"
    BAD = "bad"
    NOTABLE = "notable"
    """A signal where neither way is better."""
    GHOST = "ghost"
    """Drawn, not counted."""

    @property
    def colour(self) -> Colour:
        """The colour of the point, and of the label of the latest."""
        return {
            Look.ORDINARY: Colour.POINT,
            Look.GOOD: Colour.GOOD,
            Look.BAD: Colour.BAD,
            Look.NOTABLE: Colour.ACCENT,
            Look.GHOST: Colour.GHOST,
        }[self]


@frozen
class Mark:
    """One period: its value, None for a gap, and how it is drawn."""

    value: float | None
    look: Look = Look.ORDINARY
    hollow: bool = False
    """The period is not complete."""
    tick: str = ""
    """What the axis would call it."""
    text: str = ""
    """Its value, written beside it where it lies beyond the axis."""

    @property
    def counted(self) -> bool:
        """Whether the line runs through it in full, and the axis is to show it.

        Neither is so of what is ignored or not complete.
        """
        return self.value is not None and not self.hollow and self.look is not Look.GHOST


@frozen
class Span:
    """Limits in force from one place of the series to another, both included.

    A run chart has a centre alone; ``mean`` is then its median.
    """

    first: int
    last: int
    mean: float
    lower: float | None = None
    upper: float | None = None
    joined: bool = False
    """A step of the same lines as the span before, which limits that know each base take."""

    @property
    def edges(self) -> tuple[float, ...]:
        """The limits, lower first; none where there is a centre alone."""
        return tuple(edge for edge in (self.lower, self.upper) if edge is not None)


@frozen
class Goal:
    """A target in force from one place to another: a line, or the edges of a range."""

    first: int
    last: int
    edges: tuple[float, ...]


class StopKind(Enum):
    """What a mark tells of."""

    BREAK = "break"
    """Limits start again, before the point."""
    IGNORED = "ignored"
    """The point is drawn, not counted."""
    EVENT = "event"
    """Something happened in the period."""


@frozen
class Stop:
    """A mark with a line: before the place where limits start again, or on its place."""

    at: int
    sign: str
    """What stands on the chart: ``A``, ``1``; the list below it begins its line with the same."""
    label: str = ""
    """What it stands for, written beside the sign where there is room for all of it."""
    kind: StopKind = StopKind.BREAK

    @property
    def where(self) -> float:
        """The place of the line, in periods."""
        return self.at - 0.5 if self.kind is StopKind.BREAK else self.at


@frozen
class Side:
    """A label beside the chart, at the height of its value."""

    value: float
    text: str
    strong: bool = False
    standard: bool = False
    """It belongs to the line of a standard."""


@frozen
class History:
    """Everything one control chart shows.

    ``marks`` are the periods, oldest first; ``latest`` is the place of the
    period reported and ``latest_text`` its value. ``year_starts`` is the
    place of the first year's first period and ``tick_steps`` how many
    periods may lie between two labels of the axis, both so that labels fall
    on the same months of each year.
    """

    description: str
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...] = ()
    goals: tuple[Goal, ...] = ()
    stops: tuple[Stop, ...] = ()
    sides: tuple[Side, ...] = ()
    latest: int | None = None
    latest_text: str = ""
    axis: Callable[[tuple[float, ...]], tuple[str, ...]] = lambda ticks: tuple(map(str, ticks))
    year_starts: int = 0
    tick_steps: tuple[int, ...] = (1, 2, 3, 6, 12)
    standards: tuple[float, ...] = ()
    """What is asked from outside: lines of their own over all periods."""
    height: float = 100.0
    """Of the sheet, in units."""
    width: float = PANEL_WIDTH
    """Likewise; a narrower sheet has a narrower plot, and the same room beside it."""
    bare: bool = False
    """Nothing is written beside the plot, which has that room too."""

    @property
    def reach(self) -> tuple[float, float] | None:
        """The lowest and the highest that the axis shows; None without any value.

        That is of the points that count, their lines, the targets and the standards; of
        all points where none counts.
        """
        known = [mark for mark in self.marks if mark.value is not None]
        counted = [mark for mark in known if mark.counted] or known
        values = [mark.value for mark in counted if mark.value is not None]
        if not values:
            return None
        values += [line for span in self.spans for line in (span.mean, *span.edges)]
        values += [edge for goal in self.goals for edge in goal.edges]
        values += self.standards
        return min(values), max(values)

    @property
    def beyond(self) -> Mapping[int, bool]:
        """The places of points that lie beyond the axis, each with whether it lies above."""
        reach = self.reach
        if reach is None:
            return {}
        low, high = reach
        return {
            place: mark.value > high
            for place, mark in enumerate(self.marks)
            if mark.value is not None and not low <= mark.value <= high
        }
