"""Whom to thank: what got better, what worked and what was kept, since the last meeting."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, islice

from cxscore.calendar import DAY
from cxscore.model.accountability import Celebrated, Occasion
from cxscore.model.agreements import Keeping, ScoredAgreement
from cxscore.model.effects import Outcome
from cxscore.model.log import LogKind
from cxscore.model.scorecard import ScoredKpi, ScoredRow
from cxscore.model.sorted_log import SortedLog
from cxscore.model.told import Told
from cxscore.model.verdicts import Variation
from cxscore.score.accountability.agreements import A_ROUND

MOST = 3
"""As many as a first page has lines for, and a board has time for."""


def celebrations_of(
    kpis: Sequence[ScoredKpi],
    log: Sequence[ScoredRow],
    agreements: Sequence[ScoredAgreement],
    told: Told | None,
    as_of: date,
    begun: date,
) -> tuple[Celebrated, ...]:
    """Return what there is to celebrate, at most three.

    What the last close *told* already is no news; without one, what began in
    the period at hand is, whose first day is *begun*. A KPI whose guard is
    getting worse got better at a price, and is left out, whatever helped it.
    """
    by_id = {scored.kpi.id: scored for scored in kpis}
    paid_for = {scored.kpi.id for scored in kpis if _has_its_price(scored, by_id)}
    after = told.as_of if told is not None else begun - DAY
    found = chain(
        _improved(kpis, told),
        _worked(log, by_id, told, as_of),
        _kept(agreements, by_id, after, as_of),
        _ended(log, by_id, after, as_of),
    )
    return tuple(islice((each for each in found if each.kpi not in paid_for), MOST))


def _has_its_price(scored: ScoredKpi, by_id: dict[str, ScoredKpi]) -> bool:
    guard = by_id.get(scored.kpi.guard or "")
    return guard is not None and guard.signal.variation is Variation.WORSENING


def _improved(kpis: Sequence[ScoredKpi], told: Told | None) -> Iterator[Celebrated]:
    """Yield the KPIs that are better by more than chance, and were not when it was told last."""
    for scored in kpis:
        kpi, period = scored.kpi, scored.period
        if scored.signal.variation is not Variation.IMPROVING or period is None:
            continue
        if told is None:
            is_new = scored.signal.since == period.id
        else:
            before = told.kpis.get(kpi.id) or told.kpis.get(kpi.was or "")
            is_new = before is not None and before.variation is not Variation.IMPROVING
        if is_new:
            yield Celebrated(Occasion.IMPROVEMENT, kpi.id, None, (kpi.owner, *kpi.contributors))


def _worked(
    log: Sequence[ScoredRow], by_id: dict[str, ScoredKpi], told: Told | None, as_of: date
) -> Iterator[Celebrated]:
    """Yield the actions of which it is known now that they worked."""
    for scored in SortedLog.of(log).of_kind[LogKind.ACTION]:
        row, effect = scored.row, scored.effect
        if effect is None or effect.outcome is not Outcome.WORKED:
            continue
        kpi = by_id.get(row.kpi)
        if kpi is None:
            continue
        if told is not None:
            before = told.effects.get(row.id)
            is_new = before is None or before.verdict != Outcome.WORKED.value
            if row.id not in told.rows and LogKind.ACTION in told.left_out:
                # The close does not list it: it is news where it was to be checked since.
                is_new = scored.check_on is not None and told.as_of < scored.check_on <= as_of
        else:
            check, period = scored.check_on, kpi.period
            is_new = check is not None and period is not None and period.start <= check <= as_of
        if is_new:
            people = dict.fromkeys((row.owner, *row.carried_with))
            yield Celebrated(Occasion.WORKED, row.kpi, row.id, tuple(people))


def _kept(
    agreements: Sequence[ScoredAgreement], by_id: dict[str, ScoredKpi], after: date, as_of: date
) -> Iterator[Celebrated]:
    """Yield the promises whose last whole round of periods became full after *after*."""
    for scored in agreements:
        promise, met = scored.agreement, scored.round_met
        if scored.keeping is Keeping.KEPT and met is not None and after < met <= as_of:
            kpi = promise.kpi if promise.kpi in by_id else None
            spent = scored.rounds * A_ROUND
            people = (promise.giver,)
            yield Celebrated(Occasion.PROMISE_KEPT, kpi, promise.id, people, periods=spent)


def _ended(
    log: Sequence[ScoredRow], by_id: dict[str, ScoredKpi], after: date, as_of: date
) -> Iterator[Celebrated]:
    """Yield failures that had come back and, since they led to a change, did not any more.

    As long has to have passed since the change as the longest time between two of them,
    and that after *after*.
    """
    failures = {each.row.id: each for each in SortedLog.of(log).of_kind[LogKind.FAILURE]}
    repeated = {each.repeat_of for each in failures.values()}
    for id_, scored in failures.items():
        row = scored.row
        if scored.repeat_of is None or id_ in repeated or row.closed is None:
            continue
        quiet = row.closed + _longest_time_between(scored, failures)
        if after < quiet <= as_of:
            people = dict.fromkeys((row.owner, *row.carried_with))
            kpi = row.kpi if row.kpi in by_id else None
            yield Celebrated(Occasion.REPEAT_ENDED, kpi, id_, tuple(people))


def _longest_time_between(last: ScoredRow, failures: dict[str, ScoredRow]) -> timedelta:
    """Return the longest time from a failure to its repeat, up to the *last* of them."""
    longest = timedelta()
    while last.repeat_of in failures:
        before = failures[last.repeat_of]
        assert last.row.opened is not None, "what repeats another is dated"
        assert before.row.opened is not None, "as is what is repeated"
        longest = max(longest, last.row.opened - before.row.opened)
        last = before
    return longest
