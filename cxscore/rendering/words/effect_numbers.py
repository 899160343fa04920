"""The numbers of an effect as they are written: what was promised, what changed, what hides it."""

from cxscore.model.effects import Effect
from cxscore.model.log import LogRow
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.numbers import telling_apart, written_decimals
from cxscore.rendering.words import periods
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.shown import quantity_of

WIDE = 10.0
"""Half an interval from which a decimal more says nothing."""


class EffectNumbers:
    """The numbers of one action and its KPI."""

    def __init__(self, action: LogRow, effect: Effect, kpi: ScoredKpi, paper: Paper) -> None:
        self.action, self.effect, self.kpi, self.paper = action, effect, kpi, paper
        self.name = kpi.kpi.name
        if effect.segment is not None and action.segment is not None:
            self.name = f"{self.name} in {action.segment[1]}, against the rest,"
        self.noun = periods.noun(kpi.grain)
        self.quantity = quantity_of(kpi, paper.numbers)
        self._decimals: int | None = None

    def promised(self) -> str:
        """Return the size promised, with its sign and unit."""
        expected = self.effect.expected
        if expected is None:
            return ""
        return self.quantity.change(expected, written_decimals(expected))

    def change(self) -> str:
        """Return the change, with its sign and unit."""
        change = self.effect.change
        return "" if change is None else self.quantity.change(change, self.decimals())

    def interval(self, *, signed: bool) -> str:
        """Return where the change lies; without signs the smaller size comes first."""
        low, high = self.effect.low, self.effect.high
        if low is None or high is None:
            return ""
        decimals = self.decimals()
        if signed:
            ends = [self.quantity.bare(end, decimals) for end in (low, high)]
        else:
            ends = [self.quantity.size(end, decimals) for end in sorted((low, high), key=abs)]
        return " to ".join(ends)

    def swing(self) -> str:
        """Return what the usual swing hides, told apart from the size promised."""
        hides, expected = self.effect.detectable, self.effect.expected
        assert hides is not None and expected is not None
        decimals = telling_apart(max(self.kpi.decimals, 1), [(abs(expected), hides)])
        return self.quantity.size(hides, decimals)

    def was_promised(self) -> str:
        """Return ``; +6 was promised``; empty where no size was."""
        expected = self.effect.expected
        if expected is None:
            return ""
        return f"; {self.quantity.bare(expected, written_decimals(expected))} was promised"

    def decimals(self) -> int:
        """Return the decimals that show on which side of nothing the interval ends."""
        if self._decimals is None:
            self._decimals = self._fewest()
        return self._decimals

    def _fewest(self) -> int:
        effect = self.effect
        assert effect.change is not None and effect.low is not None and effect.high is not None
        half = (effect.high - effect.low) / 2
        start = max(self.kpi.decimals, 1) if half < WIDE else self.kpi.decimals
        pairs = [(end, 0.0) for end in (effect.low, effect.high) if abs(end) > 0]
        return telling_apart(start, [(effect.low, effect.high), *pairs])


def lacks_segment(segment: tuple[str, str] | None, kpi: ScoredKpi) -> bool:
    """Return whether no row of *kpi* has the *segment*."""
    return segment is not None and segment[1] not in names_of(segment[0], kpi)


def names_of(column: str, kpi: ScoredKpi) -> list[str]:
    """Return the segments that *kpi* has by *column*."""
    return [str(each.segment[0]) for each in kpi.segments if each.by == (column,)]
