"""The XmR chart: one pair of limits for the whole process, or one that follows the season."""

from cxscore.score.charts.process import Lines, Process, scaled
from cxscore.score.rules import PRESETS
from cxscore.score.xmr import process_limits


def xmr(process: Process) -> Lines | None:
    """Return the lines of an XmR chart; None where there are too few points or they are all alike.

    Where the season is taken out, limits come from the adjusted values and
    are drawn times each period's factor.
    """
    values = process.values
    limits = process_limits(process.stretches(values), process.kpi.screen)
    if limits is None:
        return None
    verdicts = PRESETS[process.kpi.rules](values, [limits] * len(values))
    drawn = [scaled(limits, factor) for factor in process.factors]
    return Lines(verdicts, drawn, [None] * len(drawn), limits)
