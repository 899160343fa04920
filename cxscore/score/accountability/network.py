"""Who depends on whom: promises and contributions between people and between their teams."""

from collections.abc import Mapping, Sequence

from cxscore.model.accountability import MatrixRow
from cxscore.model.agreements import AgreementState, Edge, EdgeState, Keeping, ScoredAgreement
from cxscore.model.outline import Owner, silo_of
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Status

Pair = tuple[str, str, str | None]


def edges_between(
    agreements: Sequence[ScoredAgreement], kpis: Sequence[ScoredKpi]
) -> tuple[Edge, ...]:
    """Return who depends on whom for which KPI.

    An edge leads from whoever gives a promise to whoever receives it, and from a contributor to
    a KPI's owner. A promise that is refused, or has ended, makes none.
    """
    found: dict[Pair, list[ScoredAgreement]] = {}
    about: set[tuple[str, str]] = set()
    for each in agreements:
        told = each.agreement
        if told.state is not AgreementState.REFUSED and each.keeping is not Keeping.ENDED:
            found.setdefault((told.giver, told.receiver, each.serves or told.kpi), []).append(each)
            about |= {(told.giver, kpi) for kpi in (told.kpi, each.serves) if kpi is not None}
    off = {scored.kpi.id: scored.status is Status.OFF_TARGET for scored in kpis}
    for scored in kpis:
        for giver in scored.kpi.contributors:
            if giver != scored.kpi.owner and (giver, scored.kpi.id) not in about:
                found.setdefault((giver, scored.kpi.owner, scored.kpi.id), [])
    return tuple(
        Edge(
            giver,
            receiver,
            kpi,
            tuple(each.agreement.id for each in promises),
            _state(promises, off.get(kpi or "", False)),
        )
        for (giver, receiver, kpi), promises in found.items()
    )


def _state(promises: Sequence[ScoredAgreement], off_target: bool) -> EdgeState:
    kept = {each.keeping for each in promises}
    if Keeping.BROKEN in kept:
        return EdgeState.BROKEN
    if any(each.agreement.state is AgreementState.CONTESTED for each in promises):
        return EdgeState.CONTESTED
    if Keeping.KEPT in kept:
        return EdgeState.KEPT
    if promises:
        return EdgeState.OPEN
    return EdgeState.SILENT if off_target else EdgeState.UNPROMISED


def matrix_of(kpis: Sequence[ScoredKpi], owners: Mapping[str, Owner]) -> tuple[MatrixRow, ...]:
    """Return of each KPI the people and the silos that it depends on, its owner's first."""
    rows = []
    for scored in kpis:
        kpi = scored.kpi
        people = (kpi.owner, *(name for name in kpi.contributors if name != kpi.owner))
        teams = dict.fromkeys(silo_of(name, owners) for name in people)
        rows.append(MatrixRow(kpi.id, kpi.owner, people[1:], tuple(teams)))
    return tuple(rows)


def crossing(kpis: Sequence[ScoredKpi], owners: Mapping[str, Owner]) -> tuple[int, int]:
    """Return how many KPIs need more than one team, and how many there are.

    One does whose owner's team is not that of a contributor, or of the owner of the KPI that
    it serves.
    """
    owner_of = {scored.kpi.id: scored.kpi.owner for scored in kpis}
    crossed = 0
    for row, scored in zip(matrix_of(kpis, owners), kpis, strict=True):
        served = owner_of.get(scored.kpi.serves or "", row.owner)
        teams = {*row.silos, silo_of(served, owners)}
        crossed += len(teams) > 1
    return crossed, len(kpis)
