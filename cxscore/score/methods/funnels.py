"""Many segments against what chance alone would do to them."""

from collections.abc import Mapping, Sequence
from math import fsum, sqrt
from typing import assert_never

from cxscore.calendar import Period
from cxscore.model.findings import Funnel, FunnelLimits, FunnelPoint
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Parts, Segment
from cxscore.model.scorecard import SegmentScore
from cxscore.model.statistic import Statistic
from cxscore.score.methods.intervals import effective_base, interval_of, mean_spread
from cxscore.score.statistics.funnel import INNER, OUTER, half_width, overdispersion
from cxscore.score.values.readings import By, Readings
from cxscore.score.values.value import Bounds, clipped, per, possible

FEWEST = 10
"""Segments with a sufficient base without which there is no funnel."""
CURVE = 40
"""Points that a limit is drawn through."""


def funnels_of(
    kpi: Kpi, readings: Readings, period: Period, segments: Sequence[SegmentScore]
) -> tuple[Funnel, ...]:
    """Return a funnel for each ``by`` of *kpi* that has ten segments or more to judge.

    The centre is the value of the whole. How far one answer lies from it by
    chance follows from the measure: shares are binomial, counts over an
    exposure Poisson, scores and means have the variance of their answers.
    Segments with a small base are drawn and neither judged nor counted, those
    withheld are not drawn.
    """
    tables: dict[By, dict[Segment, SegmentScore]] = {}
    for score in segments:
        tables.setdefault(score.by, {})[score.segment] = score
    whole = readings.at(kpi, period)
    if whole.parts is None or whole.value is None:
        return ()
    found = []
    for by, scores in tables.items():
        parts = {
            segment: own
            for segment, score in scores.items()
            if score.value is not None
            and not score.suppressed
            and (own := readings.at(kpi, period, by, segment).parts) is not None
        }
        bounds = possible(kpi, whole.parts, readings.scale(kpi))
        funnel = _funnel(kpi, (whole.value, whole.parts), scores, parts, bounds)
        found += [funnel] if funnel else []
    return tuple(found)


def _funnel(
    kpi: Kpi,
    whole: tuple[float, Parts],
    scores: Mapping[Segment, SegmentScore],
    parts: Mapping[Segment, Parts],
    bounds: Bounds,
) -> Funnel | None:
    centre, together = whole
    bases = {segment: base for segment, own in parts.items() if (base := _base(kpi, own))}
    judged = [segment for segment in bases if not scores[segment].base_too_small]
    if len(judged) < FEWEST:
        return None
    spread = _spread(kpi, together, [parts[segment] for segment in judged])
    if not spread:
        return None
    values = {segment: _value(scores[segment]) for segment in bases}
    phi = overdispersion([(values[s] - centre) * sqrt(bases[s]) / spread for s in judged])
    outer = {s: half_width(spread, phi, bases[s], OUTER) for s in judged}
    return Funnel(
        by=scores[judged[0]].by,
        centre=centre,
        overdispersion=phi,
        points=tuple(
            FunnelPoint(
                segment,
                base,
                values[segment],
                _side(values[segment] - centre, outer.get(segment)),
                segment not in outer,
                *(_clipped(bounds, centre, outer[segment]) if segment in outer else ()),
            )
            for segment, base in bases.items()
        ),
        curve=_curve(bounds, centre, spread * sqrt(phi), sorted(bases.values())),
    )


def _value(score: SegmentScore) -> float:
    assert score.value is not None
    return score.value


def _base(kpi: Kpi, parts: Parts) -> float | None:
    """Return how many equal answers, or how much exposure, stand behind a segment."""
    if kpi.statistic is Statistic.RATIO:
        interval = interval_of(kpi, parts)
        return parts.denominator if interval and interval.method == "poisson" else None
    return effective_base(parts)


def _spread(kpi: Kpi, whole: Parts, parts: Sequence[Parts]) -> float | None:
    """Return the standard deviation of one answer about the whole, in the KPI's unit."""
    of, total = whole.denominator, whole.numerator
    if not of or total is None:
        return None
    match kpi.statistic:
        case Statistic.SHARE:
            return 100 * sqrt(max(0.0, total / of * (1 - total / of)))
        case Statistic.NET_SHARE:
            if whole.promoters is None or whole.detractors is None:
                return None
            at_ends = (whole.promoters + whole.detractors) / of
            return 100 * sqrt(max(0.0, at_ends - (total / of) ** 2))
        case Statistic.RATIO:
            return per(kpi) * sqrt(max(0.0, total / of))
        case Statistic.MEAN:
            return _within(parts)
        case (
            Statistic.TOTAL
            | Statistic.COUNT
            | Statistic.STOCK
            | Statistic.DISTINCT
            | Statistic.QUANTILE
            | Statistic.GIVEN
            | Statistic.FORMULA
        ):
            return None
        case _:
            assert_never(kpi.statistic)


def _within(parts: Sequence[Parts]) -> float | None:
    """Return the standard deviation of answers about their own segment's mean, pooled."""
    spreads = [spread for own in parts if (spread := mean_spread(own)) is not None]
    freedom = fsum(spread.n - 1 for spread in spreads)
    if len(spreads) < FEWEST or freedom <= 0:
        return None
    return sqrt(fsum(spread.variance * (spread.n - 1) for spread in spreads) / freedom)


def _side(distance: float, limit: float | None) -> int:
    if limit is None or abs(distance) <= limit:
        return 0
    return 1 if distance > 0 else -1


def _curve(
    bounds: Bounds, centre: float, spread: float, bases: Sequence[float]
) -> tuple[FunnelLimits, ...]:
    """Return the limits from the smallest base to the largest, clipped to what is possible.

    Where the bases are all alike, half of it to both sides.
    """
    first, last = bases[0], bases[-1]
    if last <= first * 1.1:
        first, last = first * 0.5, last * 1.5

    def limits(base: float) -> FunnelLimits:
        inner, outer = (
            _clipped(bounds, centre, half_width(spread, 1.0, base, z)) for z in (INNER, OUTER)
        )
        return FunnelLimits(base, *inner, *outer)

    # Limits bend most where the base is small: steps grow with the base.
    steps = [(last / first) ** (at / (CURVE - 1)) for at in range(CURVE)]
    return tuple(limits(first * step) for step in steps)


def _clipped(bounds: Bounds, centre: float, half: float) -> tuple[float, float]:
    """Return what lies *half* to both sides of the centre, as far as values can go."""
    return clipped(centre - half, bounds), clipped(centre + half, bounds)
