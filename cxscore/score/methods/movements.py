"""Why a KPI moved: what changed within segments, and what is another mix of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import fsum

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.model.findings import Comparison, Comparisons, Movement, SegmentMovement
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Parts, Segment
from cxscore.model.verdicts import Unsaid, Withheld
from cxscore.score.methods.suppression import withheld
from cxscore.score.statistics.mix_and_rate import Effect, Part, Split, mix_and_rate, unevenness
from cxscore.score.values.readings import By, Readings
from cxscore.score.values.status import too_small
from cxscore.score.values.value import pooled, value_of

ADDS_UP_WITHIN = 1e-12
"""How far segments may miss the whole, in parts of its values: rounding of many sums."""
REASONS: Mapping[Withheld, Unsaid] = {
    Withheld.NO_DATA: Unsaid.NO_VALUE,
    Withheld.PARTIAL_PERIOD: Unsaid.PARTIAL_PERIOD,
    Withheld.PARTIAL_BASE_PERIOD: Unsaid.PARTIAL_PERIOD,
    Withheld.BASE_TOO_SMALL: Unsaid.BASE_TOO_SMALL,
    Withheld.NOT_COMPARABLE: Unsaid.NOT_COMPARABLE,
    Withheld.IGNORED_PERIOD: Unsaid.IGNORED_PERIOD,
    Withheld.IGNORED_BASE_PERIOD: Unsaid.IGNORED_PERIOD,
}
"""Why nothing is taken apart, by why nothing is compared; else there is no base."""


@frozen
class _Side:
    """A segment, or several that are withheld, in one of the two periods."""

    value: float | None = None
    weight: float = 0.0
    small: bool = False


@frozen
class _Row:
    """A segment in both periods; those withheld together are one, with their number."""

    segment: Segment
    base: _Side
    now: _Side
    withheld: int = 0


def movement_of(
    kpi: Kpi, readings: Readings, period: Period, comparisons: Comparisons
) -> tuple[Movement, ...] | Unsaid:
    """Return the changes of *kpi* since the period before and a year ago, by segment.

    There is one for each single column of ``by`` and each of the two
    comparisons that is made; crossings are too fine to explain a whole. At
    most one is marked as shown.
    """
    cuts = [by for by in kpi.by if len(by) == 1]
    if not cuts:
        return Unsaid.NO_SEGMENTS
    additive = kpi.statistic.is_average or kpi.statistic.adds_up
    if not additive or kpi.gap_between is not None:
        return Unsaid.NOT_ADDITIVE
    if readings.is_rolling(kpi):
        return Unsaid.ROLLING_WINDOW
    calendar = readings.calendar(kpi)
    a_year_before = calendar.a_year_before([period])
    bases = {
        "previous": (comparisons.previous, calendar.shift(period, -1)),
        "year_ago": (comparisons.year_ago, a_year_before[0] if a_year_before else None),
    }
    tried: list[Movement | Unsaid] = []
    for base, (compared, before) in bases.items():
        if compared.withheld_because is not None or compared.change is None or before is None:
            why = compared.withheld_because
            tried.append(REASONS.get(why, Unsaid.NO_BASE) if why else Unsaid.NO_BASE)
            continue
        for by in cuts:
            rows = _rows(kpi, readings, (before, period), by)
            tried.append(
                rows
                if isinstance(rows, Unsaid)
                else _movement(kpi, compared, rows, (base, by, before.id))
            )
    found = [each for each in tried if isinstance(each, Movement)]
    if not found:
        return next(each for each in tried if isinstance(each, Unsaid))
    return _with_shown(found)


def _with_shown(found: Sequence[Movement]) -> tuple[Movement, ...]:
    """Mark the movement for the panel: of a change that is more than chance.

    The period before comes first, else a year ago. A cut in which the whole
    goes against all its segments has to be told; else the one that explains
    most is taken, and the first of equals.
    """
    certain = [each for each in found if each.significant]
    latest = [each for each in certain if each.base == certain[0].base]
    if not latest:
        return tuple(found)
    best = max(latest, key=lambda each: (each.simpson, each.explains))
    return tuple(replace(each, shown=each is best) for each in found)


def _rows(
    kpi: Kpi, readings: Readings, spans: tuple[Period, Period], by: By
) -> tuple[_Row, ...] | Unsaid:
    """Return the segments of *kpi* in both periods, those withheld in either put together."""
    before, now = spans
    hidden = withheld(kpi, readings, before, by) | withheld(kpi, readings, now, by)
    rows: list[_Row] = []
    kept: list[tuple[Parts | None, Parts | None]] = []
    for segment in sorted(readings.segments(kpi, by), key=_blank_last):
        first, second = (readings.at(kpi, span, by, segment).parts for span in spans)
        row = _Row(segment, _side(kpi, first, before), _side(kpi, second, now))
        if row.base.value is None and row.now.value is None:
            continue
        if segment in hidden:
            kept.append((first, second))
        else:
            rows.append(row)
    if len(kept) == 1:
        # One alone would be told by its row.
        return Unsaid.BASE_TOO_SMALL
    if kept:
        base, here = (
            _side(kpi, pooled([parts for parts in side if parts is not None]), span)
            for side, span in zip(zip(*kept, strict=True), spans, strict=True)
        )
        rows.append(_Row((None,), replace(base, small=True), replace(here, small=True), len(kept)))
    return tuple(rows) if len(rows) > 1 else Unsaid.ONE_SEGMENT


def _blank_last(segment: Segment) -> list[tuple[bool, str]]:
    return [(part is None, part or "") for part in segment]


def _side(kpi: Kpi, parts: Parts | None, span: Period) -> _Side:
    """Return what a segment is worth in one period, and what it weighs."""
    if parts is None:
        return _Side()
    value = value_of(kpi, parts, span.days)
    small = too_small(kpi, parts.n)
    if kpi.statistic.adds_up:
        return _Side(value, abs(value or 0.0), small)
    return _Side(value, (parts.denominator or 0.0) if value is not None else 0.0, small)


def _movement(
    kpi: Kpi, compared: Comparison, rows: Sequence[_Row], where: tuple[str, By, str]
) -> Movement | Unsaid:
    """Return the change taken apart; *where* is the comparison, the cut and the base's id."""
    assert compared.change is not None
    amounts = kpi.statistic.adds_up
    # Nothing of the change of a sum is mix.
    split = _added(rows) if amounts else mix_and_rate([_part(row) for row in rows])
    if split is None:
        return Unsaid.NOT_ADDITIVE
    base, by, base_period = where
    size = max(abs(compared.value or 0.0), abs(compared.base_value or 0.0))
    remainder = compared.change - split.change
    sizes = [effect.base_share + effect.share for effect in split.effects]
    return Movement(
        base=base,
        by=by,
        base_period=base_period,
        change=compared.change,
        rate=split.rate,
        mix=split.mix,
        simpson=split.simpson,
        segments=tuple(
            _told(row, effect, amounts) for row, effect in zip(rows, split.effects, strict=True)
        ),
        remainder=remainder if abs(remainder) > ADDS_UP_WITHIN * size else 0.0,
        significant=compared.significant,
        explains=abs(split.mix) + unevenness([e.rate for e in split.effects], sizes),
    )


def _part(row: _Row) -> Part:
    return Part(row.base.weight, row.base.value, row.now.weight, row.now.value)


def _added(rows: Sequence[_Row]) -> Split:
    """Return the change of a sum: what each segment adds to it; a missing one is nothing."""
    steps = [(row.now.value or 0.0) - (row.base.value or 0.0) for row in rows]
    before, now = (
        fsum(side.weight for side in sides) or 1.0
        for sides in ([row.base for row in rows], [row.now for row in rows])
    )
    effects = tuple(
        Effect(step, 0.0, row.base.weight / before, row.now.weight / now)
        for step, row in zip(steps, rows, strict=True)
    )
    return Split(effects, fsum(steps), fsum(steps), 0.0, simpson=False)


def _told(row: _Row, effect: Effect, amounts: bool) -> SegmentMovement:
    was, there = (
        (side.value is not None and (amounts or side.weight > 0)) for side in (row.base, row.now)
    )
    return SegmentMovement(
        segment=row.segment,
        rate=effect.rate,
        mix=effect.mix,
        is_new=there and not was,
        is_gone=was and not there,
        value=row.now.value,
        base_value=row.base.value,
        share=effect.share,
        base_share=effect.base_share,
        base_too_small=row.base.small or row.now.small,
        withheld=row.withheld,
    )
