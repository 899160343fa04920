"""Charts as slim SVG, the same bytes at every run."""

from cxscore.rendering.charts.control import draw_control_chart, fits_axis
from cxscore.rendering.charts.effect import Kept, draw_effect
from cxscore.rendering.charts.funnel import Dot, FunnelPlot, Ring, draw_funnel
from cxscore.rendering.charts.history import (
    Goal,
    History,
    Look,
    Mark,
    Side,
    Span,
    Stop,
    StopKind,
)
from cxscore.rendering.charts.in_out import Flow, draw_in_out
from cxscore.rendering.charts.network import Network, Tie, TieLook, draw_network
from cxscore.rendering.charts.sparkline import Spark, draw_sparkline
from cxscore.rendering.charts.waterfall import Step, Waterfall, draw_waterfall

__all__ = [
    "Dot",
    "Flow",
    "FunnelPlot",
    "Goal",
    "History",
    "Kept",
    "Look",
    "Mark",
    "Network",
    "Ring",
    "Side",
    "Span",
    "Spark",
    "Step",
    "Stop",
    "StopKind",
    "Tie",
    "TieLook",
    "Waterfall",
    "draw_control_chart",
    "draw_effect",
    "draw_funnel",
    "draw_in_out",
    "draw_network",
    "draw_sparkline",
    "draw_waterfall",
    "fits_axis",
]
