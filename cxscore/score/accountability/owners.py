"""One row a person: what they answer for, and what is still owed to the board."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cxscore.model.agreements import AgreementState, Keeping, ScoredAgreement
from cxscore.model.commentary import CommentNeed
from cxscore.model.log import LogKind
from cxscore.model.outline import Owner
from cxscore.model.registers import WHOLE, Comment
from cxscore.model.scorecard import OwnerScore, ScoredKpi, ScoredRow
from cxscore.model.sorted_log import SortedLog
from cxscore.model.verdicts import Status, Variation


def owner_scores(
    owners: Sequence[Owner],
    kpis: Sequence[ScoredKpi],
    log: Sequence[ScoredRow],
    agreements: Sequence[ScoredAgreement],
    comments: Sequence[Comment],
    as_of: date,
    sponsor: str | None = None,
) -> tuple[OwnerScore, ...]:
    """Return a row for each of *owners*, in order, those without a KPI included.

    KPIs count for the one person accountable; actions for whoever has
    promised them, blockers for whoever must clear them. Signs of somebody
    are days up to *as_of*; a word on the whole that nobody signed is the *sponsor*'s.
    """
    called = {owner.name: owner.id for owner in owners}
    wrote = _authors(kpis, comments, sponsor)
    signs = _signs([(called.get(who, who), day) for who, day in wrote], log, as_of)
    own: dict[str, dict[LogKind, list[ScoredRow]]] = defaultdict(lambda: defaultdict(list))
    for kind, live in SortedLog.of(log).live.items():
        for scored in live:
            own[scored.row.owner][kind].append(scored)
    given: dict[str, list[ScoredAgreement]] = defaultdict(list)
    received: Counter[str] = Counter()
    for each in agreements:
        if each.agreement.state is not AgreementState.REFUSED:
            given[each.agreement.giver].append(each)
            received[each.agreement.receiver] += 1
    return tuple(
        replace(
            _owner_score(owner, kpis, own[owner.id], given[owner.id]),
            promises_received=received[owner.id],
            last_sign=signs.get(owner.id),
        )
        for owner in owners
    )


def needs_comment(kpi: ScoredKpi) -> bool:
    """Return whether the board may expect a word on *kpi*: at risk, off target or worsening."""
    return (
        kpi.status in (Status.AT_RISK, Status.OFF_TARGET)
        or kpi.signal.variation is Variation.WORSENING
    )


def _authors(
    kpis: Sequence[ScoredKpi], comments: Sequence[Comment], sponsor: str | None
) -> Iterator[tuple[str, date | None]]:
    """Yield who wrote each of *comments*, by id or by name, and on which day."""
    owner_of = {scored.kpi.id: scored.kpi.owner for scored in kpis} | {WHOLE: sponsor or ""}
    for each in comments:
        yield each.author or owner_of.get(each.kpi, ""), each.written


def _signs(
    wrote: Sequence[tuple[str, date | None]], log: Sequence[ScoredRow], as_of: date
) -> dict[str, date]:
    """Return the latest day on which each person wrote, or opened, closed or changed a row.

    Comments are due some days after the day of the paper; one that came then is a sign of today.
    So is a row that is not as the last close had it: nobody says on which day since.
    """
    days: dict[str, set[date | None]] = defaultdict(set)
    for person, written in wrote:
        days[person].add(written and min(written, as_of))
    by_people: dict[tuple[str, tuple[str, ...]], set[date | None]] = defaultdict(set)
    for scored in log:
        row = scored.row
        told = by_people[row.owner, row.carried_with]
        told.add(row.opened)
        told.add(row.closed)
        if scored.changed:
            told.add(as_of)
    for (owner, others), told in by_people.items():
        for person in (owner, *others):
            days[person] |= told
    known = {
        person: max((day for day in told if day is not None and day <= as_of), default=None)
        for person, told in days.items()
    }
    return {person: day for person, day in known.items() if day is not None}


def _owner_score(
    owner: Owner,
    kpis: Sequence[ScoredKpi],
    under_way: Mapping[LogKind, Sequence[ScoredRow]],
    given: Sequence[ScoredAgreement],
) -> OwnerScore:
    mine = [kpi for kpi in kpis if kpi.kpi.owner == owner.id]
    promised = under_way[LogKind.ACTION]
    off_target = [kpi for kpi in mine if kpi.status is Status.OFF_TARGET]
    return OwnerScore(
        owner=owner,
        kpis=tuple(kpi.kpi.id for kpi in mine),
        on_target=sum(kpi.status is Status.ON_TARGET for kpi in mine),
        at_risk=sum(kpi.status is Status.AT_RISK for kpi in mine),
        off_target=len(off_target),
        no_data=sum(kpi.status is Status.NO_DATA for kpi in mine),
        improving=sum(kpi.signal.variation is Variation.IMPROVING for kpi in mine),
        worsening=sum(kpi.signal.variation is Variation.WORSENING for kpi in mine),
        actions_open=len(promised),
        actions_overdue=sum(scored.overdue for scored in promised),
        commentary_missing=sum(kpi.comment_state.need is CommentNeed.OVERDUE for kpi in mine),
        off_target_without_action=sum(not kpi.acted_on for kpi in off_target),
        longest_off_target=max((kpi.periods_off_target for kpi in mine), default=0),
        contributes_to=tuple(kpi.kpi.id for kpi in kpis if owner.id in kpi.kpi.contributors),
        promises_given=len(given),
        promises_broken=sum(each.keeping is Keeping.BROKEN for each in given),
        blockers_to_clear=len(under_way[LogKind.BLOCKER]),
    )
