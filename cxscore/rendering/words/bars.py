"""The last periods of a KPI in one line of text: ▂▃▅▇, where nothing can be drawn."""

from collections.abc import Sequence

from cxscore.model.scorecard import Point, ScoredKpi

HEIGHTS = "▁▂▃▄▅▆▇█"
GAP = "·"
"""A period without a value."""


def bars(values: Sequence[float | None], heights: str = HEIGHTS, gap: str = GAP) -> str:
    """Return a bar for each of *values*, the lowest of them the lowest; empty where none is known.

    Values that are all the same stand in the middle. *heights* are the signs, the lowest first.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    return "".join(gap if value is None else _bar(value, low, high, heights) for value in values)


def last_points(scored: ScoredKpi, periods: int) -> Sequence[Point]:
    """Return so many *periods* of a KPI at most, the one at hand at the end."""
    places = (at for at, point in enumerate(scored.series) if point.period == scored.period)
    end = next(places, len(scored.series) - 1) + 1
    return scored.series[max(0, end - periods) : end]


def _bar(value: float, low: float, high: float, heights: str) -> str:
    # Halves first: the difference of two very large numbers may be no number.
    span = high / 2 - low / 2
    share = (value / 2 - low / 2) / span if span > 0 else 0.5
    return heights[round(share * (len(heights) - 1))]
