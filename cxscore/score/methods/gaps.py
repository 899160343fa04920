"""A KPI that is how far its highest and its lowest segment are apart."""

from dataclasses import replace

from cxscore.calendar import Period
from cxscore.model.findings import Gap, GapEnd, Interval
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Segment
from cxscore.model.verdicts import Unsaid
from cxscore.score.methods.significance import UNTESTED, Change, change_of
from cxscore.score.values.readings import Reading, Readings
from cxscore.score.values.value import Bounds, clipped, possible, unit_of


def gap_ends_of(kpi: Kpi, readings: Readings, period: Period) -> Gap | Unsaid | None:
    """Return the ends of the gap at *period*; None where *kpi* is no gap.

    The two were picked as the furthest apart, so the p-value of their
    difference is multiplied by the number of pairs, and the interval is as
    much wider (Bonferroni).
    """
    if kpi.gap_between is None:
        return None
    found, small = readings.between(kpi, readings.calendar(kpi).up_to(period, kpi.window))
    if len(found) < 2:
        return Unsaid.BASE_TOO_SMALL if small else Unsaid.ONE_SEGMENT
    in_order = sorted(found, key=lambda segment: found[segment].value or 0.0)
    lowest, highest = in_order[0], in_order[-1]
    low, high = found[lowest], found[highest]
    pairs = len(found) * (len(found) - 1) / 2
    change = UNTESTED
    if high.parts is not None and low.parts is not None:
        change = change_of(kpi, high.parts, low.parts, 1 - (1 - kpi.level) / pairs)
    p_value = None if change.p_value is None else min(1.0, change.p_value * pairs)
    return Gap(
        by=kpi.gap_between,
        highest=_end(highest, high),
        lowest=_end(lowest, low),
        p_value=p_value,
        significant=None if p_value is None else p_value < 1 - kpi.level,
        segments=len(found),
        left_out=small,
        interval=_interval(kpi, change, possible(kpi, scale=readings.scale(kpi))),
        unit=_unit_of_ends(kpi),
    )


def _interval(kpi: Kpi, change: Change, bounds: Bounds) -> Interval | None:
    """Return where the gap would lie; the ends change places below 0, and it is one again."""
    if change.low is None or change.high is None:
        return None
    low, high = clipped(change.low, bounds), clipped(change.high, bounds)
    return Interval(low, high, kpi.level, "difference")


def _end(segment: Segment, reading: Reading) -> GapEnd:
    assert reading.value is not None
    return GapEnd(segment, reading.value, reading.n)


def _unit_of_ends(kpi: Kpi) -> str:
    """Return the unit of the two values: per cent, where the gap between them is in points."""
    unit = None if kpi.unit == "points" else kpi.unit
    return unit_of(replace(kpi, gap_between=None, unit=unit))
