"""Control charts: a KPI period by period, and the kinds of lines that are drawn for it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from cxscore.model.choices import ChartKind
from cxscore.score.charts.laney import countable, p_prime, u_prime
from cxscore.score.charts.limits import mostly_one_value
from cxscore.score.charts.process import Lines, Process
from cxscore.score.charts.run import run
from cxscore.score.charts.xmr import xmr

__all__ = ["CHARTS", "LANEY", "Lines", "Process", "countable", "lines_of"]

CHARTS: Mapping[ChartKind, Callable[[Process], Lines | None]] = {
    ChartKind.XMR: xmr,
    ChartKind.P_PRIME: p_prime,
    ChartKind.U_PRIME: u_prime,
    ChartKind.RUN: run,
    ChartKind.NONE: lambda process: None,
}
"""Each draws the lines of one process; None where it has too little to go by."""
LANEY = (ChartKind.P_PRIME, ChartKind.U_PRIME)


def lines_of(kind: ChartKind, process: Process) -> Lines | None:
    """Return the lines of a chart of *kind*, or of a run chart where most values are the same.

    The mean then lies beside them, and a run of them on one side of it is no signal.
    """
    limited = kind not in (ChartKind.RUN, ChartKind.NONE)
    if limited and mostly_one_value(process.source.values):
        found = run(process)
        return None if found is None else replace(found, kind=ChartKind.RUN)
    return CHARTS[kind](process)
