"""What registers leave out, targets that ask for too little or too much, old benchmarks."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from cxscore.model.agreements import Keeping, ScoredAgreement
from cxscore.model.aim import Aim
from cxscore.model.benchmarks import Origin
from cxscore.model.choices import Polarity
from cxscore.model.lints import Lack, Lint, Linted
from cxscore.model.listening_scores import ScoredListening
from cxscore.model.log import LogKind, LogRow
from cxscore.model.outline import Stage
from cxscore.model.scorecard import ScoredKpi, ScoredRow
from cxscore.model.since_close import SinceClose
from cxscore.model.sorted_log import SortedLog
from cxscore.model.verdicts import Status
from cxscore.score.accountability.promises import size_promised

EASY = 12
"""Periods running on the same target after which it asks for nothing any more."""


def lints_of(
    kpis: Sequence[ScoredKpi],
    log: Sequence[ScoredRow],
    agreements: Sequence[ScoredAgreement],
    journey: Sequence[Stage],
    since: SinceClose | None,
    listening: ScoredListening | None = None,
) -> tuple[Linted, ...]:
    """Return what is remarkable of *kpis*, the *log* and the *agreements*, kind by kind."""
    actions = SortedLog.of(log).live[LogKind.ACTION]
    by_id = {scored.kpi.id: scored for scored in kpis}
    return (
        *_without_action(kpis),
        *_bare(actions, by_id),
        *(
            Linted(Lint.TARGET_MOVED, change.kpi)
            for change in (since.target_changed if since else ())
            if not change.reason
        ),
        *_easy(kpis),
        *_new(actions, agreements, by_id, journey),
        *_unsound(kpis),
        *(
            Linted(Lint.NOT_HEARD, moment=each.id)
            for each in (listening.unheard if listening else ())
        ),
    )


def _without_action(kpis: Iterable[ScoredKpi]) -> Iterator[Linted]:
    for scored in kpis:
        if scored.status is Status.OFF_TARGET and not scored.acted_on:
            periods = scored.periods_off_target
            yield Linted(Lint.NO_ACTION, scored.kpi.id, periods=periods)


def _bare(actions: Iterable[ScoredRow], by_id: dict[str, ScoredKpi]) -> Iterator[Linted]:
    """Yield the *actions*, all of them under way, that lack a day or a size."""
    for scored in actions:
        row = scored.row
        kpi = by_id.get(row.kpi)
        lacks = [Lack.OPENED] if row.opened is None else []
        lacks += [Lack.DUE] if not row.due else []
        if kpi is not None and size_promised(row.expected_effect, kpi.unit) is None:
            lacks.append(Lack.SIZE)
        if lacks:
            kpi_id = None if kpi is None else kpi.kpi.id
            yield Linted(Lint.BARE_ACTION, kpi_id, row.id, row.place, tuple(lacks))


def _easy(kpis: Iterable[ScoredKpi]) -> Iterator[Linted]:
    """Yield KPIs that were on target in each of the last periods, and by the same target.

    One that was raised meanwhile has been stretched. None of nothing, or all of all, can be;
    and a guard is there to be kept, not to be beaten.
    """
    guards = {scored.kpi.guard for scored in kpis}
    for scored in kpis:
        if scored.kpi.id in guards or _is_the_most(scored):
            continue
        periods = _periods_on(scored)
        if periods >= EASY:
            yield Linted(Lint.TOO_EASY, scored.kpi.id, periods=periods)


def _periods_on(scored: ScoredKpi) -> int:
    """Return for how many of the latest periods a KPI has been on the target of the last."""
    until = None if scored.period is None else scored.period.start
    known = [
        (point.status, point.target)
        for point in scored.series
        if point.complete
        and point.status is not Status.NO_DATA
        and (until is None or point.period.start <= until)
    ]
    good = takewhile(lambda each: each == (Status.ON_TARGET, known[-1][1]), reversed(known))
    return len(list(good))


def _is_the_most(scored: ScoredKpi) -> bool:
    """Return whether the target of a KPI is the best value that there can be."""
    target = None if scored.target is None else scored.target.value
    if scored.kpi.polarity is Polarity.LOWER_IS_BETTER:
        return target == 0.0
    return scored.unit == "percent" and target == 100.0


def _new(
    actions: Iterable[ScoredRow],
    agreements: Iterable[ScoredAgreement],
    by_id: dict[str, ScoredKpi],
    journey: Sequence[Stage],
) -> Iterator[Linted]:
    """Yield what is new, promised or begun, where a KPI of the same moment misses its target."""
    missed = {
        moment: scored.kpi.id
        for scored in reversed(by_id.values())
        if scored.status is Status.OFF_TARGET
        for moment in _around(scored.kpi.journey, journey)
    }
    for action in actions:
        row = action.row
        if row.aim is Aim.INNOVATION:
            yield from _at(_moments(row, by_id), missed, row.id, row.place)
    for promise in agreements:
        found = promise.agreement
        if found.kind is Aim.INNOVATION and promise.keeping not in (Keeping.KEPT, Keeping.ENDED):
            kpi = by_id.get(found.kpi or "") or by_id.get(promise.serves or "")
            at = kpi.kpi.journey if kpi is not None else None
            yield from _at((at,) if at else (), missed, found.id, found.place)


def _unsound(kpis: Iterable[ScoredKpi]) -> Iterator[Linted]:
    """Yield benchmarks that are old, and those of which nobody says where they come from."""
    for scored in kpis:
        for each in scored.benchmarks:
            quoted = each.quoted
            where = scored.kpi.id, quoted.who, quoted.place
            key = "" if quoted.origin is Origin.REGISTER else quoted.origin.value
            if each.is_old:
                yield Linted(Lint.OLD_BENCHMARK, *where, key=key)
            if not quoted.source:
                yield Linted(Lint.UNSOURCED_BENCHMARK, *where, key=key)


def _at(
    moments: Sequence[str], missed: dict[str, str], row: str, place: tuple[str, int] | None
) -> Iterator[Linted]:
    for moment in moments:
        if moment in missed:
            yield Linted(Lint.NEW_WHERE_BASICS_FAIL, missed[moment], row, place, moment=moment)
            return


def _moments(row: LogRow, by_id: dict[str, ScoredKpi]) -> tuple[str, ...]:
    """Return what *row* is about, else the moment of its first KPI."""
    kpi = by_id.get(row.kpi)
    own = kpi.kpi.journey if kpi is not None else None
    return (*row.about, own) if own else row.about


def _around(moment: str | None, journey: Sequence[Stage]) -> tuple[str, ...]:
    """Return *moment*, and the stage that it is a part of."""
    if moment is None:
        return ()
    stage = next((s.id for s in journey if any(m.id == moment for m in s.moments)), None)
    return (moment, stage) if stage else (moment,)
