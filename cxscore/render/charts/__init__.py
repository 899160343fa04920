"""Charts as slim SVG, the same bytes at every run, drawn by matplotlib without its axes."""

from cxscore.render.charts.control import draw_control_chart
from cxscore.render.charts.history import Goal, History, Look, Mark, Side, Span, Stop
from cxscore.render.charts.sparkline import Spark, draw_sparkline

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
