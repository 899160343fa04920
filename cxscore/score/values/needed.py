"""What it would take to meet a target: the value, and of answers how many."""

from math import ceil, floor

from cxscore.model.findings import Needed, Target
from cxscore.model.kpi import Kpi
from cxscore.model.statistic import Statistic
from cxscore.score.statistics.rounding import boundary_within
from cxscore.score.values.status import edges, shortfall

WHOLE_WITHIN = 1e-9


def needed_of(
    kpi: Kpi,
    value: float | None,
    target: Target | None,
    numerator: float | None,
    n: int | None,
    denominator: float | None,
) -> Needed | None:
    """Return what *value* of *kpi* lacks to meet *target*.

    None where it meets it, and where there is no value or nothing to meet. How
    many answers that is can be told where so many of *n* were counted, each
    as one: of shares, and of net promoter scores.
    """
    if value is None:
        return None
    short = shortfall(kpi.polarity, value, target)
    if short is None or short <= boundary_within(value):
        return None
    low, high = edges(kpi.polarity, target)
    edge = low if low is not None and value < low else high
    assert edge is not None, "what falls short does so of an edge"
    answers = _answers(kpi, edge, value, numerator, n, denominator)
    return Needed(edge, edge - value, answers, None if answers is None else n)


def _answers(
    kpi: Kpi,
    edge: float,
    value: float,
    numerator: float | None,
    n: int | None,
    denominator: float | None,
) -> int | None:
    """Return by how many the numerator has to change; None where it does not count answers."""
    counted = kpi.statistic in (Statistic.SHARE, Statistic.NET_SHARE)
    if not counted or n is None or numerator is None or denominator is None:
        return None
    if abs(denominator - n) > WHOLE_WITHIN or abs(numerator - round(numerator)) > WHOLE_WITHIN:
        return None
    lacking = edge * n / 100 - numerator
    within = boundary_within(value) * n / 100
    answers = ceil(lacking - within) if edge > value else floor(lacking + within)
    least = -n if kpi.statistic is Statistic.NET_SHARE else 0
    return answers if least <= numerator + answers <= n else None
