"""One KPI's numbers as they are shown: rounded so that none contradicts a word beside it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

from cxscore.frozen import changed, frozen
from cxscore.model.chart_lines import Limits
from cxscore.model.choices import Polarity
from cxscore.model.findings import Comparison, Interval, Target, edges_of
from cxscore.model.scorecard import Point, ScoredKpi, SegmentScore, Signal
from cxscore.model.statistic import Statistic
from cxscore.model.verdicts import SHORT_OF_TARGET, Rule, Status
from cxscore.rendering.numbers import (
    EQUAL_WITHIN,
    NONE,
    Numbers,
    Quantity,
    keeps_order,
    telling_apart,
    written_decimals,
)

ABOUT = "≈"
MOST_FOR_TARGET = 2
"""How many more decimals than its KPI's a target may ask for to be written in full."""


@frozen
class Shown:
    """How the numbers of one KPI are written."""

    quantity: Quantity
    decimals: int
    """Of the value, the target and the gap."""
    limit_decimals: int
    """Of the mean and the limits: the KPI's own."""
    closer: frozenset[float] = frozenset()
    """The numbers that those would not tell from another of the same chart."""
    estimated: bool = False
    """Whether the KPI's values are estimates, which are about right."""

    @classmethod
    def of(cls, scored: ScoredKpi, numbers: Numbers) -> "Shown":
        """Return the writing of *scored*, with no more decimals than agreement needs."""
        quantity = quantity_of(scored, numbers)
        estimated = scored.estimate is not None
        plain = cls(quantity, scored.decimals, scored.decimals, estimated=estimated)
        return plain._fitting(scored, scored.value, scored.target, scored.status, scored.signal)

    @property
    def closer_decimals(self) -> int:
        """Of the numbers that need telling apart: one more than the KPI's own, as far as known."""
        return max(self.decimals, self.limit_decimals + 1)

    def at(self, scored: ScoredKpi, point: Point) -> "Shown":
        """Return the writing of one row of the series."""
        return self._fitting(scored, point.value, point.target, point.status, point)

    def toward(self, target: Target) -> "Shown":
        """Return the writing of another target than the one in force, in full as that is."""
        return replace(self, decimals=_written(edges_of(target), self.decimals))

    def within(self, scored: ScoredKpi, segment: SegmentScore) -> "Shown":
        """Return the writing of one segment, judged by the KPI's own target."""
        return self._fitting(scored, segment.value, scored.target, segment.status)

    def _fitting(
        self,
        scored: ScoredKpi,
        value: float | None,
        target: Target | None,
        status: Status,
        found: Signal | Point | None = None,
    ) -> "Shown":
        short = status in SHORT_OF_TARGET
        # The margin decides the status on the wrong side of the target only.
        margin = scored.kpi.at_risk_within if short else 0.0
        edges = edges_of(target)
        decimals = _decimals(value, edges, margin, scored.decimals)
        plain = changed(self, decimals=decimals, limit_decimals=scored.decimals, closer=frozenset())
        if found is None:
            return plain
        known = [x for x in (value, *edges) if x is not None]
        pairs = [(x, line, decimals) for x, line in product(known, _lines(found))]
        pairs += [(low, high, scored.decimals) for low, high in _neighbours(found)]
        closer = _closer(pairs, plain)
        return changed(plain, closer=closer) if closer else plain

    def tells_apart(self, value: float, line: float) -> bool:
        """Return whether *value* reads on the side of *line*, a mean or a limit, where it lies."""
        decimals = self._decimals_of(value, self.decimals)
        return keeps_order(value, line, decimals, self._decimals_of(line, self.limit_decimals))

    def _decimals_of(self, number: float, usual: int) -> int:
        return self.closer_decimals if number in self.closer else usual

    def value(self, number: float | None) -> str:
        """Return a value, or the dash that stands for none; ``about 3.2`` where it is estimated."""
        if number is None:
            return NONE
        return ("about " if self.estimated else "") + self._exactly(number)

    def _exactly(self, number: float) -> str:
        return self.quantity.value(number, self._decimals_of(number, self.decimals))

    def brief(self, number: float | None) -> str:
        """Return a value for a column or an axis: the unit as a sign, or not at all."""
        if number is None:
            return NONE
        return (ABOUT if self.estimated else "") + self._brief_exactly(number)

    def _brief_exactly(self, number: float) -> str:
        return self.quantity.brief(number, self._decimals_of(number, self.decimals))

    def limit(self, number: float | None) -> str:
        """Return the mean or a limit."""
        if number is None:
            return NONE
        return self.quantity.value(number, self._decimals_of(number, self.limit_decimals))

    def brief_limit(self, number: float | None) -> str:
        """Return the mean or a limit for a column or an axis."""
        if number is None:
            return NONE
        return self.quantity.brief(number, self._decimals_of(number, self.limit_decimals))

    def gap(self, number: float | None) -> str:
        """Return a gap, with its sign and without a unit."""
        return NONE if number is None else self.quantity.bare(number, self.decimals)

    def step(self, number: float) -> str:
        """Return how far apart two values are: ``2.4 points``."""
        return self.quantity.step(number, self.decimals)

    def target(self, target: Target | None) -> str:
        """Return ``90.0%``, ``4.0 to 6.0 days``, ``at least 95.0%`` or the dash."""
        if target is not None and target.low is not None and target.high is not None:
            return self.span(target.low, target.high)
        return _edges_said(target, self._exactly)

    def brief_target(self, target: Target | None) -> str:
        """Return the target for a column: ``5.0 d``, ``4.0–6.0 d``."""
        if target is not None and target.low is not None and target.high is not None:
            ends = [self._decimals_of(end, self.decimals) for end in (target.low, target.high)]
            return _brief_span(self.quantity, target.low, target.high, *ends)
        return _edges_said(target, self._brief_exactly)

    def bare_target(self, target: Target | None) -> str:
        """Return the target beside a value that has named the unit: ``5.0``."""
        return _edges_said(
            target,
            lambda x: self.quantity.without_noun(x, self._decimals_of(x, self.decimals)),
        )

    def span(self, low: float, high: float) -> str:
        """Return a range of values: ``4.0 to 6.0 days``, ``+31 to +42``."""
        ends = [self._decimals_of(end, self.decimals) for end in (low, high)]
        return between(self.quantity, low, high, *ends)

    def interval(self, interval: Interval | None) -> str:
        """Return an interval as a range; empty where there is none."""
        if interval is None:
            return ""
        decimals = telling_apart(self.decimals, [(interval.low, interval.high)])
        return between(self.quantity, interval.low, interval.high, decimals)

    def limits(self, limits: Limits) -> str:
        """Return the limits as a range: ``+31 to +42``."""
        low, high = limits.lower, limits.upper
        ends = [self._decimals_of(end, self.limit_decimals) for end in (low, high)]
        return between(self.quantity, low, high, *ends)


def quantity_of(scored: ScoredKpi, numbers: Numbers) -> Quantity:
    """Return how numbers in the unit of *scored* are written."""
    is_nps = scored.kpi.statistic is Statistic.NET_SHARE and scored.unit == "points"
    return Quantity(numbers, scored.unit, is_nps)


def _edges_said(target: Target | None, write: Callable[[float], str]) -> str:
    if target is None:
        return NONE
    low, high = target.low, target.high
    if low is not None and high is not None:
        return f"{write(low)} to {write(high)}"
    if low is not None:
        return f"at least {write(low)}"
    if high is not None:
        return f"at most {write(high)}"
    return NONE if target.value is None else write(target.value)


def between(
    quantity: Quantity, low: float, high: float, decimals: int, last_decimals: int | None = None
) -> str:
    """Return ``4 to 6 days``: a unit that is a word stands once, at the end."""
    first = quantity.value(low, decimals)
    last = quantity.value(high, decimals if last_decimals is None else last_decimals)
    if quantity.unit in ("currency", "percent") or quantity.is_nps:
        return f"{first} to {last}"
    return f"{quantity.numbers.plain(low, decimals)} to {last}"


def decimals_of(compared: Comparison, start: int) -> int:
    """Return the decimals that tell a value from the one that it is compared with."""
    if compared.value is None or compared.base_value is None:
        return start
    return telling_apart(start, [(compared.value, compared.base_value)])


def _brief_span(
    quantity: Quantity, low: float, high: float, decimals: int, last_decimals: int
) -> str:
    """Return ``4.0–6.0 d``: with a word where a dash could be read as the sign of a number."""
    last = quantity.brief(high, last_decimals)
    if quantity.is_nps or low < 0:
        return f"{quantity.without_noun(low, decimals)} to {last}"
    in_front = quantity.unit == "currency"
    first = quantity.brief(low, decimals) if in_front else quantity.numbers.plain(low, decimals)
    return f"{first}–{last}"


def target_noun(polarity: Polarity) -> str:
    """Return what a target is called: a range where both sides matter."""
    return "target range" if polarity is Polarity.IN_RANGE else "target"


def _decimals(value: float | None, edges: Sequence[float], within: float, start: int) -> int:
    """Return the decimals that show the value on the side of its target where it stands."""
    start = _written(edges, start)
    if value is None:
        return start
    pairs = [(value, edge) for edge in edges]
    if within > 0:
        # Short by 3.04 where 3 is allowed is off target, and must not read as short by 3.0.
        pairs += [(abs(value - edge), within) for edge in edges]
    return telling_apart(start, pairs)


def _written(edges: Sequence[float], start: int) -> int:
    """Return the decimals that write a target in full, *start* at least, if not too many more."""
    wanted = [d for edge in edges if (d := written_decimals(edge)) <= start + MOST_FOR_TARGET]
    return max(start, *wanted) if wanted else start


def _neighbours(found: Signal | Point) -> tuple[tuple[float, float], ...]:
    """Return the lines of the chart that lie next to each other."""
    limits = found.limits
    return () if limits is None else ((limits.lower, limits.mean), (limits.mean, limits.upper))


def _lines(found: Signal | Point) -> tuple[float, ...]:
    """Return the lines of the chart that words place a value by; the centre for runs only."""
    limits, in_run = found.limits, Rule.RUN in found.rules
    if limits is None:
        return (found.median,) if found.median is not None and in_run else ()
    return (limits.lower, limits.upper, *((limits.mean,) if in_run else ()))


def _closer(pairs: Sequence[tuple[float, float, int]], shown: Shown) -> frozenset[float]:
    """Return the numbers to write with more decimals, so that each pair keeps its order.

    The last of each is the decimals that its first number has otherwise; its
    second is a mean or a limit. Two that even one more decimal does not tell
    apart stay as they are: the sentence says "just".
    """
    closer: set[float] = set()
    most = shown.closer_decimals
    for one, line, decimals in pairs:
        if keeps_order(one, line, decimals, shown.limit_decimals):
            continue
        # Were the one to keep more decimals, the two could seem to lie the other way round.
        if decimals > shown.limit_decimals or keeps_order(one, line, most, most):
            closer |= {one, line}
    # What is the same has to look the same.
    for one, line, _ in pairs:
        if abs(one - line) <= EQUAL_WITHIN and closer & {one, line}:
            closer |= {one, line}
    return frozenset(closer)
