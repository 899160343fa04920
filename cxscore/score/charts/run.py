"""The run chart: points around their median, without limits."""

from statistics import median

from cxscore.model.verdicts import Rule
from cxscore.score.charts.limits import FEWEST, constant
from cxscore.score.charts.process import Lines, Process
from cxscore.score.charts.rules import Verdict
from cxscore.score.charts.rules.verdicts import step, tolerance_of
from cxscore.score.statistics.runs import runs_of

FEWEST_USEFUL = 10
"""Values off the median without which runs and crossings tell nothing.

Nor do they where most values lie on it: they are then on one side alone, or
so far from each other that they are neighbours in name only.
"""


def run(process: Process) -> Lines | None:
    """Return the median and the runs that are too long; None for too few points, or all alike.

    Where too few values lie off the median there is no signal.
    """
    values, source = process.values, process.source.values
    if len(source) < FEWEST or constant(source):
        return None
    centre = median(source)
    tolerance = tolerance_of(values)
    sides = [step(centre, value, tolerance) for value in values]
    drawn = [centre * factor for factor in process.factors]
    found = runs_of(sides)
    telling = found.useful >= FEWEST_USEFUL and 2 * found.useful >= len(sides)
    verdicts = _verdicts(sides, found.longest_max) if telling else [Verdict()] * len(sides)
    return Lines(verdicts, [None] * len(drawn), drawn, runs=found, telling=telling)


def _verdicts(sides: list[int], most: int) -> list[Verdict]:
    """Return the points of runs of more than *most*.

    A value on the median neither makes nor breaks a run.
    """
    useful = [at for at, side in enumerate(sides) if side]
    found = [Verdict()] * len(sides)
    run: list[int] = []
    for at in useful:
        run = [*run, at] if run and sides[run[-1]] == sides[at] else [at]
        if len(run) > most:
            for place in run:
                found[place] = Verdict((Rule.RUN,), sides[at])
    return found
