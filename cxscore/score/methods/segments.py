"""A KPI segment by segment, against the target of each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from cxscore.calendar import Period
from cxscore.model.findings import Target
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Parts, Segment
from cxscore.model.scorecard import SegmentPoint, SegmentScore
from cxscore.model.statistic import Statistic
from cxscore.model.verdicts import Status
from cxscore.score.methods.contributions import contribution_of, reference_of
from cxscore.score.methods.intervals import interval_of
from cxscore.score.methods.significance import p_of_change
from cxscore.score.methods.suppression import withheld
from cxscore.score.statistics.many import benjamini_hochberg
from cxscore.score.values.readings import By, Reading, Readings
from cxscore.score.values.segment_targets import SegmentTargets
from cxscore.score.values.status import gap_of, status_of, too_small
from cxscore.score.values.value import rest_of


def segments_of(
    kpi: Kpi,
    readings: Readings,
    period: Period,
    target: Target | None,
    shown: Sequence[Period],
    targets: SegmentTargets | None = None,
) -> tuple[SegmentScore, ...]:
    """Return *kpi* in each segment at *period*, with its values over the *shown* periods.

    A segment is held to its own of the *targets*; without one a rate is held
    to the target of the whole, an amount is not. In the order of the
    definition's ``by``, then by what adds most to the distance of the
    whole from its target; those with a small base, those withheld and those
    without data follow by name, and the blank is last. A segment is listed
    where it had rows within the trailing year.
    """
    found: list[SegmentScore] = []
    targets = targets or SegmentTargets(kpi)
    for by in kpi.by:
        hidden = withheld(kpi, readings, period, by)
        scored = [
            _withheld(by, segment)
            if segment in hidden
            else _scored(
                kpi,
                readings,
                period,
                (by, segment),
                (target, targets.in_force(by, segment, period, target)),
            )
            for segment in _recent(kpi, readings, period, by)
        ]
        pasts = _pasts(kpi, readings, by, shown)
        tested = _tested(kpi, readings, period, scored)
        found += sorted(
            (replace(score, series=pasts[score.segment]) for score in tested),
            key=_order(kpi, readings.at(kpi, period), target),
        )
    return tuple(found)


def _recent(kpi: Kpi, readings: Readings, period: Period, by: By) -> list[Segment]:
    """Return the segments that had rows within the trailing year."""
    recent = readings.calendar(kpi).trailing_year(period) or (period,)
    return [
        segment
        for segment, spans in readings.segments(kpi, by).items()
        if any((each.start, each.end) in spans for each in recent)
    ]


def _withheld(by: By, segment: Segment) -> SegmentScore:
    """Return all that may be said of a segment that is withheld: that there is one."""
    return SegmentScore(
        by, segment, None, None, None, Status.NO_TARGET, False, None, suppressed=True
    )


def _scored(
    kpi: Kpi,
    readings: Readings,
    period: Period,
    where: tuple[By, Segment],
    targets: tuple[Target | None, Target | None],
) -> SegmentScore:
    """Return a segment against the second of *targets*; the first is that of the whole."""
    reading, whole = readings.at(kpi, period, *where), readings.at(kpi, period)
    small = reading.value is not None and too_small(kpi, reading.n)
    target, held_to = targets
    return SegmentScore(
        by=where[0],
        segment=where[1],
        value=reading.value,
        n=reading.n,
        interval=interval_of(kpi, reading.parts) if reading.parts else None,
        status=status_of(kpi, reading.value, held_to, small),
        base_too_small=small,
        share_of_base=_share_of_base(kpi, reading, whole),
        contribution=contribution_of(kpi, reading, whole, target),
        target=held_to,
        gap=gap_of(reading.value, held_to),
    )


def _pasts(
    kpi: Kpi, readings: Readings, by: By, shown: Sequence[Period]
) -> dict[Segment, tuple[SegmentPoint, ...]]:
    """Return each segment over the *shown* periods, each period safe by itself."""
    hidden = [withheld(kpi, readings, period, by) for period in shown]
    return {
        segment: tuple(
            SegmentPoint(period.id)
            if segment in gone
            else _point(period, readings.at(kpi, period, by, segment))
            for period, gone in zip(shown, hidden, strict=True)
        )
        for segment in readings.segments(kpi, by)
    }


def _point(period: Period, reading: Reading) -> SegmentPoint:
    parts = reading.parts or Parts(0)
    return SegmentPoint(period.id, reading.value, reading.n, parts.numerator, parts.denominator)


def _tested(
    kpi: Kpi, readings: Readings, period: Period, scored: Sequence[SegmentScore]
) -> list[SegmentScore]:
    """Return *scored* with the test of each segment against all the others together.

    The p-values are corrected for how many segments of the ``by`` are
    tested; those with too small a base are not.
    """
    whole = readings.at(kpi, period).parts
    p_values: dict[Segment, float] = {}
    for score in scored:
        own = readings.at(kpi, period, score.by, score.segment).parts
        judged = not (score.suppressed or score.base_too_small) and score.value is not None
        p_value = _p_against_others(kpi, own, whole) if judged else None
        if p_value is not None:
            p_values[score.segment] = p_value
    corrected = dict(zip(p_values, benjamini_hochberg(list(p_values.values())), strict=True))
    return [
        replace(score, p_value=p_value, differs=p_value < 1 - kpi.level)
        if (p_value := corrected.get(score.segment)) is not None
        else score
        for score in scored
    ]


def _p_against_others(kpi: Kpi, own: Parts | None, whole: Parts | None) -> float | None:
    """Return the p-value of a segment against the whole without it."""
    if own is None or whole is None or not kpi.statistic.is_average:
        return None
    others = rest_of(whole, own)
    return p_of_change(kpi, own, others) if others.n > 0 and others.denominator else None


def _share_of_base(kpi: Kpi, reading: Reading, whole: Reading) -> float | None:
    """Return the segment's part of the base, from 0 to 1; of a sum, its part of the amount."""
    if kpi.statistic is Statistic.TOTAL:
        amounts = (reading.value, whole.value)
        one, every = (None if amount is None or amount < 0 else amount for amount in amounts)
        return one / every if one is not None and every and one <= every else None
    if kpi.statistic is Statistic.GIVEN or reading.n is None or not whole.n:
        return None
    return reading.n / whole.n


def _order(
    kpi: Kpi, whole: Reading, target: Target | None
) -> Callable[[SegmentScore], tuple[object, ...]]:
    """Return the key by which the segments of one ``by`` are sorted.

    Where the whole is away from its target those that pull it there come
    first; else those that pull hardest, whichever way.
    """
    start = None if kpi.statistic.is_amount else reference_of(kpi, whole.value, target)
    gap = 0.0 if whole.value is None or start is None else whole.value - start

    def key(score: SegmentScore) -> tuple[object, ...]:
        adds = score.contribution or 0.0
        pull = adds if gap > 0 else -adds if gap < 0 else abs(adds)
        place = _place(score)
        names = [(part is None, part or "") for part in score.segment]
        return None in score.segment, place, 0.0 if place else -pull, names

    return key


def _place(score: SegmentScore) -> int:
    """Return 0 for a segment that is ranked, else the place of its kind."""
    if score.suppressed:
        return 2
    if score.value is None:
        return 3
    return 1 if score.base_too_small else 0
