"""In how many of its periods a KPI met its target: counted, never concluded from its limits."""

from collections.abc import Sequence
from itertools import takewhile

from cxscore.frozen import frozen
from cxscore.model.findings import edges_of
from cxscore.model.scorecard import Point, ScoredKpi
from cxscore.model.verdicts import PointType, Status
from cxscore.rendering.words import periods

JUDGED = (Status.ON_TARGET, Status.AT_RISK, Status.OFF_TARGET)
FEWEST = 2
"""Periods without which there is nothing to count."""


@frozen
class TrackRecord:
    """How many of some periods met their target, the latest of them the one at hand."""

    met: int
    of: int
    every: str
    """``month`` and its like."""
    unbroken: bool
    """They follow each other without a gap or one that does not count."""
    same_target: bool
    """Each was held against the target in force now."""

    @property
    def missed(self) -> int:
        """How many did not."""
        return self.of - self.met

    @property
    def mostly(self) -> str:
        """What was the rule since a change: ``missed in all 9 months since``."""
        kept = self.met > self.missed
        return f"{'met' if kept else 'missed'} {self.since(self.met if kept else self.missed)}"

    def among(self, number: int) -> str:
        """Return ``in all of the last 36 months``, ``in 5 of the last 36 months``."""
        which = f"the last {self.of} {self.every}s"
        if not self.unbroken:
            which = f"the last {self.of} {self.every}s that count"
        return f"in {_part(number, self.of)} of {which}"

    def since(self, number: int) -> str:
        """Return ``in all 9 months since``, ``in 7 of the 9 months since``."""
        noun = f"{self.every}s{'' if self.unbroken else ' that count'} since"
        if self.of == 1:
            return f"in the one {self.every} since"
        if number == self.of:
            return f"in both {noun}" if self.of == 2 else f"in all {self.of} {noun}"
        return f"in {number or 'none'} of the {self.of} {noun}"


def record_of(scored: ScoredKpi) -> TrackRecord | None:
    """Return how often the target now in force was met since it is; None for too few periods.

    Only periods count that the control chart counts.
    """
    up_to = _up_to(scored)
    edges = edges_of(scored.target)
    same = list(takewhile(lambda point: edges_of(point.target) == edges, reversed(up_to)))
    found = _count(same, scored)
    return found if found is not None and found.of >= FEWEST else None


def record_since(scored: ScoredKpi, period: str) -> TrackRecord | None:
    """Return how often the target of its time was met from *period* on; None for no period."""
    up_to = _up_to(scored)
    places = [at for at, point in enumerate(up_to) if point.period.id == period]
    return _count(up_to[places[0] :], scored) if places else None


def _up_to(scored: ScoredKpi) -> Sequence[Point]:
    at_hand = scored.period
    return [
        point
        for point in scored.series
        if at_hand is not None and point.period.start <= at_hand.start
    ]


def _count(points: Sequence[Point], scored: ScoredKpi) -> TrackRecord | None:
    counted = [point for point in points if is_judged(point)]
    if not counted:
        return None
    met = sum(point.status is Status.ON_TARGET for point in counted)
    whole = _span_of(points, counted)
    edges = edges_of(scored.target)
    same = all(edges_of(point.target) == edges for point in counted)
    return TrackRecord(met, len(counted), periods.noun(scored.grain), whole == len(counted), same)


def is_judged(point: Point) -> bool:
    """Return whether *point* counts, and is held against a target."""
    return point.status in JUDGED and point.point not in (None, PointType.IGNORED)


def _span_of(points: Sequence[Point], counted: Sequence[Point]) -> int:
    """Return how many of *points* lie from the first that is counted to the one at hand."""
    start = min(point.period.start for point in counted)
    return sum(point.period.start >= start for point in points)


def _part(number: int, of: int) -> str:
    if number == of:
        return "both" if of == 2 else "all"
    return str(number) if number else "none"
