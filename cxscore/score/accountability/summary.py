"""The first page: how many stand where, what changed, and what matters most."""

from collections import Counter
from collections.abc import Iterable, Sequence

from cxscore.calendar import Period
from cxscore.model.choices import Kind
from cxscore.model.scorecard import ScoredKpi, StatusCount, Summary
from cxscore.model.since_close import StatusChange
from cxscore.model.verdicts import Capability, Status, Variation

MATTER_MOST = 5
"""KPIs that the first page has room for."""
CONCERNS_AT_MOST = 4
"""Of these, concerns: where something truly improves, the board hears of that too."""
SAME_GROUP_AGAIN = 12
"""Points off for a KPI whose group is there already, once for each time."""


def summary_of(kpis: Sequence[ScoredKpi], before: Period | None) -> Summary:
    """Return what stands on the first page; *before* is the period before the one reported."""
    known = [(kpi, kpi.status_before) for kpi in kpis]
    return Summary(
        now=status_count(kpi.status for kpi in kpis),
        before=status_count(status for _, status in known if status is not None),
        before_period=before.id if before else None,
        changes=tuple(
            StatusChange(kpi.kpi.id, status, kpi.status)
            for kpi, status in known
            if status is not None and status is not kpi.status
        ),
        matters_most=matters_most(kpis),
    )


def status_count(statuses: Iterable[Status]) -> StatusCount:
    """Return how many of *statuses* there are of each."""
    count = Counter(statuses)
    return StatusCount(**{status.value: count[status] for status in Status})


def matters_most(kpis: Sequence[ScoredKpi]) -> tuple[str, ...]:
    """Return the KPIs that the board should see first, the most pressing one first.

    Concerns come first, then what improves by more than chance, then what is merely in
    order. Outcomes for customers weigh more than outputs and inputs, and
    groups take turns, so that one silo does not fill the page.
    """
    concerns = _picked(kpis, [concern(kpi) for kpi in kpis], CONCERNS_AT_MOST, ())
    wins = _picked(kpis, [win(kpi) for kpi in kpis], MATTER_MOST - len(concerns), concerns)
    chosen = concerns + wins
    more = _picked(kpis, [concern(kpi) for kpi in kpis], MATTER_MOST - len(chosen), chosen)
    chosen = concerns + more + wins
    rest = _picked(kpis, [_presence(kpi) for kpi in kpis], MATTER_MOST - len(chosen), chosen)
    return tuple(kpis[at].kpi.id for at in chosen + rest)


def concern(kpi: ScoredKpi) -> int:
    """Return how pressing *kpi* is, in points that only rank; 0 for no concern."""
    points = {Status.OFF_TARGET: 40, Status.AT_RISK: 15}.get(kpi.status, 0)
    if kpi.signal.variation is Variation.WORSENING:
        points += 30
    if points == 0:
        return 0
    if kpi.signal.variation is Variation.IMPROVING:
        points -= 15
    if kpi.signal.capability is Capability.MISSES:
        points += 8
    if kpi.status is Status.OFF_TARGET:
        points += min(kpi.periods_off_target, 12) + (0 if kpi.acted_on else 12)
    if any(action.overdue for action in kpi.actions):
        points += 4
    return max(1, points + _kind(kpi))


def win(kpi: ScoredKpi) -> int:
    """Return how much of a success *kpi* is, in points that only rank; 0 for none."""
    if kpi.signal.variation is not Variation.IMPROVING:
        return 0
    return 20 + (10 if kpi.status is Status.ON_TARGET else 0) + _kind(kpi)


def _presence(kpi: ScoredKpi) -> int:
    return 0 if kpi.status is Status.NO_DATA else 20 + _kind(kpi)


def _kind(kpi: ScoredKpi) -> int:
    return {Kind.OUTCOME: 6, Kind.OUTPUT: 2}.get(kpi.kpi.kind, 0) if kpi.kpi.kind else 0


def _picked(
    kpis: Sequence[ScoredKpi], points: Sequence[int], most: int, taken: tuple[int, ...]
) -> tuple[int, ...]:
    """Return the places of up to *most* KPIs with points, best first, groups taking turns."""
    groups = Counter(kpis[at].kpi.group for at in taken)
    left = [at for at in range(len(kpis)) if points[at] > 0 and at not in taken]
    picked: list[int] = []
    while left and len(picked) < most:
        best = max(left, key=lambda at: points[at] - SAME_GROUP_AGAIN * groups[kpis[at].kpi.group])
        left.remove(best)
        picked.append(best)
        groups[kpis[best].kpi.group] += 1
    return tuple(picked)
