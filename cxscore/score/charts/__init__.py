"""Kinds of control charts, a module each."""

from collections.abc import Callable, Mapping

from cxscore.model.kpi import ChartKind
from cxscore.score.charts.laney import countable, p_prime, u_prime
from cxscore.score.charts.process import Lines, Process
from cxscore.score.charts.run import run
from cxscore.score.charts.xmr import xmr

__all__ = ["CHARTS", "LANEY", "Lines", "Process", "countable"]

CHARTS: Mapping[ChartKind, Callable[[Process], Lines | None]] = {
    ChartKind.XMR: xmr,
    ChartKind.P_PRIME: p_prime,
    ChartKind.U_PRIME: u_prime,
    ChartKind.RUN: run,
    ChartKind.NONE: lambda process: None,
}
"""Each draws the lines of one process; None where it has too little to go by."""
LANEY = (ChartKind.P_PRIME, ChartKind.U_PRIME)
