"""How large the labels of charts are: the same in print, however wide a chart is drawn there."""

from math import ceil

LABEL, STRONG = 7.5, 9.0
"""Sizes in print, in points: of every label, and of the latest value."""
ON_PHONE = 10.0
"""The size in units that the style sheet gives labels on a phone, which they need room for."""


def units(points: float, width: float, printed: float) -> float:
    """Return *points* of print in units of a chart *width* units and *printed* points wide.

    It is rounded up to a tenth of a unit, which is what a chart is written in.
    """
    return ceil(10 * points * width / printed - 1e-9) / 10


PANEL_WIDTH, PANEL_PRINTED = 342.0, 295.2
"""Of a chart in a panel, whose column is 34rem wide with 1.2rem of air, 9 points a rem."""
SMALL, LARGE = (units(points, PANEL_WIDTH, PANEL_PRINTED) for points in (LABEL, STRONG))
FUNNEL_WIDTH, FUNNEL_PRINTED = 372.0, 244.0
"""Of a funnel plot in a third of a page of US Letter; on A4 it is a little wider."""
IN_FUNNEL = units(LABEL, FUNNEL_WIDTH, FUNNEL_PRINTED)
MAP_WIDTH, MAP_PRINTED = 400.0, 288.0
"""Of the map of drivers, whose column is 33.8rem wide with 1.8rem of air."""
ON_MAP = units(LABEL, MAP_WIDTH, MAP_PRINTED)
