"""The XmR chart: one pair of limits for the whole process, or one that follows the season."""

from cxscore.score.charts.limits import process_limits, screening_leaves_some
from cxscore.score.charts.process import Lines, Process, cut, scaled
from cxscore.score.charts.rules import PRESETS


def xmr(process: Process) -> Lines | None:
    """Return the lines of an XmR chart; None where there are too few points or they are all alike.

    Where the season is taken out, limits come from the adjusted values and
    are drawn times each period's factor. They are drawn no further than
    values can be, and judged by as they are.
    """
    source, screen = process.source, process.kpi.screen
    stretches = source.stretches(source.values)
    limits = process_limits(stretches, screen)
    if limits is None:
        return None
    values = process.values
    verdicts = PRESETS[process.kpi.rules](values, [limits] * len(values))
    drawn = [cut(scaled(limits, factor), process.bounds) for factor in process.factors]
    screened = screen and screening_leaves_some(stretches)
    return Lines(verdicts, drawn, [None] * len(drawn), limits, screened=screened)
