"""One process of a KPI: its points since limits last started again, and the lines drawn for it."""

from collections.abc import Sequence
from typing import TypeVar

from cxscore.frozen import frozen
from cxscore.model.chart_lines import Limits, Runs
from cxscore.model.choices import ChartKind
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import Point
from cxscore.score.charts.rules import Verdict
from cxscore.score.values.value import Bounds, clipped

T = TypeVar("T")


@frozen
class Process:
    """What a chart is drawn from.

    ``counted`` are the places, among ``points``, of those that count;
    ``factors`` are what the season multiplies each point by, 1 where it is
    not taken out; ``bounds`` are what its values can be at all.
    """

    kpi: Kpi
    points: tuple[Point, ...]
    counted: tuple[int, ...]
    factors: tuple[float, ...]
    bounds: Bounds = (None, None)
    baseline: "Process | None" = None
    """The stretch that lines come from, where kpis.yaml names one."""

    @property
    def source(self) -> "Process":
        """The process that lines come from: the baseline, else itself."""
        return self.baseline or self

    @property
    def values(self) -> list[float]:
        """The values that count, without the season."""
        found = [(self.points[at].value, self.factors[at]) for at in self.counted]
        return [value / factor for value, factor in found if value is not None]

    def stretches(self, items: Sequence[T]) -> list[list[T]]:
        """Cut *items*, one for each place that counts, wherever a period between does not."""
        cut: list[list[T]] = []
        for place, item in enumerate(items):
            if place == 0 or self.counted[place] != self.counted[place - 1] + 1:
                cut.append([])
            cut[-1].append(item)
        return cut


@frozen
class Lines:
    """What a chart draws across a process, and what its rules say.

    ``limits`` and ``medians`` stand at every point of the process, on the
    scale of its values; ``verdicts`` are one for each point that counts.
    """

    verdicts: Sequence[Verdict]
    limits: Sequence[Limits | None]
    medians: Sequence[float | None]
    basis: Limits | None = None
    """The limits without the season, where they are the same at all points."""
    runs: Runs | None = None
    telling: bool = True
    """Whether a signal is possible at all."""
    kind: ChartKind | None = None
    """The chart that these lines are of, where it is not the one asked for."""
    screened: bool = True
    """Whether extreme moving ranges could be left out."""


def scaled(limits: Limits, factor: float) -> Limits:
    """Return *limits* in a period that the season multiplies by *factor*."""
    if factor == 1:
        return limits
    return Limits(limits.mean * factor, limits.lower * factor, limits.upper * factor)


def cut(limits: Limits, bounds: Bounds) -> Limits:
    """Return *limits* as they are drawn: they end where values cannot be."""
    return Limits(limits.mean, clipped(limits.lower, bounds), clipped(limits.upper, bounds))
