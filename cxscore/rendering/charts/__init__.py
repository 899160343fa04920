"""Charts as slim SVG, the same bytes at every run, drawn by matplotlib without its axes."""

from cxscore.rendering.charts.control import draw_control_chart
from cxscore.rendering.charts.history import Goal, History, Look, Mark, Side, Span, Stop
from cxscore.rendering.charts.sparkline import Spark, draw_sparkline

__all__ = [
    "Goal",
    "History",
    "Look",
    "Mark",
    "Side",
    "Span",
    "Spark",
    "Stop",
    "draw_control_chart",
    "draw_sparkline",
]
