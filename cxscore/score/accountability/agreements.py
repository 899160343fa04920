"""Agreements: whether they are kept, how often, and where nobody owns what is missing."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from cxscore.calendar import Period
from cxscore.model.agreements import Agreement, AgreementState, Keeping, ScoredAgreement, Threshold
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Segment
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Status
from cxscore.score.values.readings import By, Readings

LAST = 12
"""Periods over which it is counted how often a promise was kept."""
A_ROUND = 12
"""Periods in which a promise has to be kept running; it is thanked for once a round."""
SLACK_AFTER = 3
"""Periods in a row in which a promise is broken and nothing comes of it."""
BEHIND_A_GAP = 2
"""Promises that have to be kept behind a KPI before its gap is one that nobody owns."""

Finder = Callable[[str], ScoredKpi]
_Told = tuple[Period, float]
"""A period and its value."""
Past = Callable[[ScoredKpi, tuple[str, str] | None], Iterable[_Told]]
"""Returns the periods of a KPI, or of a segment of it, that have something to say."""
Hidden = Callable[[Kpi, Period, By], Collection[Segment]]
"""Returns the segments that must not be told in a period."""


def past_of(
    readings: Readings, hidden: Hidden, kpi: ScoredKpi, segment: tuple[str, str] | None
) -> Iterator[_Told]:
    """Yield the periods of *kpi*, or of its *segment*, from its first rows to that at hand.

    However few are shown, all of them count: else a promise would look kept for as long as the
    paper happens to be. Those without a value, with too small a base or not complete are left out.
    """
    noun, last = kpi.kpi, kpi.period
    first = readings.first_day(noun)
    begin = readings.calendar(noun).period_of(first) if first is not None else None
    if begin is None or last is None:
        return
    by: By = () if segment is None else segment[:1]
    part: Segment = () if segment is None else segment[1:]
    if by and (by not in noun.by or part not in readings.segments(noun, by)):
        return
    for period in readings.calendar(noun).between(begin, last):
        found = readings.at(noun, period, by, part)
        enough = found.n is None or found.n >= noun.minimum_base
        told = not by or part not in hidden(noun, period, by)
        if found.value is not None and enough and told and found.complete:
            yield period, found.value


def scored_agreements(
    agreements: Sequence[Agreement], kpi: Finder, as_of: date, past: Past
) -> tuple[ScoredAgreement, ...]:
    """Return each of *agreements* as it stands on *as_of*.

    Where a KPI measures it, the value of its period at hand is held against the
    threshold; periods that are not complete, or whose base is too small, say nothing.
    Else it is kept where it was closed by the day it was due.
    """
    parts = _Parts(past)
    found = [_scored(agreement, kpi, as_of, parts) for agreement in agreements]
    gaps = set(gaps_nobody_owns(found, kpi))
    return tuple(
        replace(each, gap_nobody_owns=each.serves in gaps)
        if each.keeping is not Keeping.ENDED
        else each
        for each in found
    )


def gaps_nobody_owns(agreements: Sequence[ScoredAgreement], kpi: Finder) -> Iterator[str]:
    """Yield the KPIs off target behind which two or more promises are measured, all of them kept.

    A promise that is contested, refused or has ended stands for nothing here.
    """
    behind: dict[str, list[ScoredAgreement]] = {}
    for each in agreements:
        agreed = each.agreement.state is AgreementState.AGREED
        if each.serves is not None and agreed and each.keeping is not Keeping.ENDED:
            behind.setdefault(each.serves, []).append(each)
    for name, promises in behind.items():
        measured = [each for each in promises if each.agreement.is_measured]
        kept = all(each.keeping is Keeping.KEPT for each in measured)
        broken = any(each.keeping is Keeping.BROKEN for each in promises)
        enough = len(measured) >= BEHIND_A_GAP
        if enough and kept and not broken and kpi(name).status is Status.OFF_TARGET:
            yield name


def _scored(agreement: Agreement, kpi: Finder, as_of: date, parts: "_Parts") -> ScoredAgreement:
    measured = kpi(agreement.kpi) if agreement.kpi is not None else None
    serves = agreement.serves or (measured.kpi.serves if measured is not None else None)
    if measured is None or agreement.threshold is None:
        return ScoredAgreement(agreement, _dated(agreement, as_of), serves=serves)
    threshold = agreement.threshold
    values = list(_values(agreement, measured, parts))
    here = measured.period.id if measured.period is not None else None
    value = next((value for period, value in values if period.id == here), None)
    runs = _runs(threshold, [value for _, value in values])
    last = [value for _, value in values[-LAST:]]
    broken, streak = runs[-1] if runs else (False, 0)
    rounds = 0 if broken else streak // A_ROUND
    if _has_ended(agreement, measured):
        kept = (sum(map(threshold.holds, last)), len(last)) if last else None
        return ScoredAgreement(agreement, Keeping.ENDED, here, kept_of_12=kept, serves=serves)
    served = kpi(serves).status if serves is not None else None
    return ScoredAgreement(
        agreement,
        _measured(agreement, value, as_of),
        period=here,
        value=value,
        kept_of_12=(sum(map(threshold.holds, last)), len(last)) if last else None,
        streak=streak,
        rounds=rounds,
        round_met=values[rounds * A_ROUND - streak - 1][0].end if rounds else None,
        serves=serves,
        slack=broken and streak >= SLACK_AFTER and served is Status.ON_TARGET,
    )


def _has_ended(agreement: Agreement, measured: ScoredKpi) -> bool:
    """Return whether *agreement* was closed before the period at hand had ended."""
    closed, period = agreement.closed, measured.period
    return closed is not None and period is not None and closed < period.end


def _dated(agreement: Agreement, as_of: date) -> Keeping:
    due, closed = agreement.due, agreement.closed
    if agreement.state is AgreementState.REFUSED or (due is None and closed is None):
        return Keeping.NOT_MEASURED
    if closed is not None and closed <= as_of:
        return Keeping.KEPT if due is None or closed <= due else Keeping.BROKEN
    return Keeping.BROKEN if due is not None and due < as_of else Keeping.NOT_YET_DUE


def _measured(agreement: Agreement, value: float | None, as_of: date) -> Keeping:
    assert agreement.threshold is not None
    if agreement.due is not None and agreement.due > as_of:
        return Keeping.NOT_YET_DUE
    if value is None or agreement.state is AgreementState.REFUSED:
        return Keeping.NOT_MEASURED
    return Keeping.KEPT if agreement.threshold.holds(value) else Keeping.BROKEN


def _values(agreement: Agreement, kpi: ScoredKpi, parts: "_Parts") -> Iterator[_Told]:
    """Yield the periods in which *agreement* held, oldest first, with their values."""
    due, closed = agreement.due or date.min, agreement.closed or date.max
    for period, value in parts.told(kpi, agreement.segment):
        if period.end >= due and period.start <= closed:
            yield period, value


class _Parts:
    """The values of KPIs and of their segments, each looked up once for all promises on it."""

    def __init__(self, past: "Past") -> None:
        self._past = past
        self._found: dict[tuple[str, tuple[str, str] | None], Sequence[_Told]] = {}

    def told(self, kpi: ScoredKpi, segment: tuple[str, str] | None) -> Sequence[_Told]:
        """Return the complete periods of *kpi*, or of its *segment*, as :func:`past_of` does."""
        key = kpi.kpi.id, segment
        if key not in self._found:
            self._found[key] = tuple(self._past(kpi, segment))
        return self._found[key]


def _runs(threshold: Threshold, values: Sequence[float]) -> list[tuple[bool, int]]:
    """Return the stretches of *values*: whether the promise was broken, and for how long."""
    broken = [not threshold.holds(value) for value in values]
    return [(state, len(list(same))) for state, same in groupby(broken)]
