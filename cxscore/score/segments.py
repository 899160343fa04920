"""A KPI segment by segment, against the same target."""

from collections.abc import Sequence

from cxscore.calendar import Period
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Segment
from cxscore.model.measures import Count, Distinct, OpenAtEnd, Sum, Value
from cxscore.model.scorecard import Interval, SegmentScore, Target
from cxscore.score.intervals import interval_of
from cxscore.score.readings import Reading, Readings
from cxscore.score.status import status_of, too_small

AMOUNTS = Sum | Count | Distinct | OpenAtEnd
"""What a segment has a part of: the target of the whole is none for the part."""


def segments_of(
    kpi: Kpi,
    readings: Readings,
    period: Period,
    target: Target | None,
    shown: Sequence[Period],
) -> tuple[SegmentScore, ...]:
    """Return *kpi* in each segment at *period*, with its values over the *shown* periods.

    A rate is held to the target of the whole, an amount is not. In the order
    of the definition's ``by``, then by name with the blank last; a segment is
    listed where it had rows within the trailing year.
    """
    calendar = readings.calendar(kpi)
    recent = calendar.trailing_year(period) or (period,)
    whole = readings.at(kpi, period)
    held_to = None if isinstance(kpi.measure, AMOUNTS) else target
    scored = []
    for by in kpi.by:
        for segment in sorted(readings.segments(kpi, by), key=_blank_last):
            spans = readings.segments(kpi, by)[segment]
            if not any((each.start, each.end) in spans for each in recent):
                continue
            reading = readings.at(kpi, period, by, segment)
            small = reading.value is not None and too_small(kpi, reading.n)
            scored.append(
                SegmentScore(
                    by=by,
                    segment=segment,
                    value=reading.value,
                    n=reading.n,
                    interval=_interval(kpi, reading),
                    status=status_of(kpi, reading.value, held_to, small),
                    base_too_small=small,
                    share_of_base=_share_of_base(kpi, reading, whole),
                    history=tuple(readings.at(kpi, each, by, segment).value for each in shown),
                )
            )
    return tuple(scored)


def _interval(kpi: Kpi, reading: Reading) -> Interval | None:
    return interval_of(kpi, reading.parts) if reading.parts else None


def _share_of_base(kpi: Kpi, reading: Reading, whole: Reading) -> float | None:
    if isinstance(kpi.measure, Value) or reading.n is None or not whole.n:
        return None
    return reading.n / whole.n


def _blank_last(segment: Segment) -> list[tuple[bool, str]]:
    return [(part is None, part or "") for part in segment]
