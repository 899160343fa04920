"""The points that lie beyond the axis of a chart, in words."""

from collections.abc import Sequence

from cxscore.rendering.words.grammar import named
from cxscore.rendering.words.series import PointSaid

MOST = 4
"""Points that are named; the rest are counted."""


def beyond_said(points: Sequence[PointSaid]) -> str:
    """Return ``December 2024 (50.0%) lies beyond the axis``; empty without *points*."""
    if not points:
        return ""
    verb = "lies" if len(points) == 1 else "lie"
    names = [f"{point.period} ({point.value})" for point in points]
    return f"{named(names, MOST)} {verb} beyond the axis"
