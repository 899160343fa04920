"""What a segment adds to the whole's distance from its target."""

from cxscore.model.findings import Target
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Parts
from cxscore.score.values.readings import Reading
from cxscore.score.values.status import edges, gap_of


def contribution_of(kpi: Kpi, part: Reading, whole: Reading, target: Target | None) -> float | None:
    """Return what *part* adds to the whole's distance from *target*, in the KPI's unit.

    For rates and means its share of the base (of the denominator, weights
    included) times its own distance, so that the segments' contributions add
    up to the whole's. Without a target, and for a range that is met, the
    distance is that from the whole's value, and they add up to nothing. For
    an amount it is the segment's part of the amount. None where the whole is
    no sum of its segments: percentiles, distinct counts, given values.
    """
    if part.value is None or part.parts is None:
        return None
    if kpi.statistic.adds_up:
        return part.value
    start = reference_of(kpi, whole.value, target)
    share = share_of(part.parts, whole.parts)
    if not kpi.statistic.is_average or start is None or share is None:
        return None
    return share * (part.value - start)


def reference_of(kpi: Kpi, whole: float | None, target: Target | None) -> float | None:
    """Return what the segments' distances are taken from: the target, else the whole's value."""
    gap = None if edges(kpi.polarity, target) == (None, None) else gap_of(whole, target)
    return whole if whole is None or gap is None else whole - gap


def share_of(part: Parts, whole: Parts | None) -> float | None:
    """Return which part of the whole's denominator *part* has, from 0 to 1."""
    if whole is None or not whole.denominator or part.denominator is None:
        return None
    return part.denominator / whole.denominator
