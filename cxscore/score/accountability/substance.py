"""Substance: how far each KPI has come from a definition to something that is proven."""

from collections.abc import Iterable, Mapping, Sequence

from cxscore.model.effects import Outcome
from cxscore.model.registers import Comment
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.substance import Rung
from cxscore.model.verdicts import Capability, Status
from cxscore.score.accountability.owners import needs_comment

LATELY = 3
"""Periods, that at hand included, of which one has to have a comment."""


def rung_of(kpi: ScoredKpi, comments: Iterable[Comment]) -> Rung:
    """Return the highest rung that *kpi* has reached with all below it."""
    checks: Sequence[tuple[Rung, bool]] = (
        (Rung.MEASURED, kpi.value is not None),
        (Rung.OWNED, kpi.target is not None and _spoken_for(kpi, comments)),
        (Rung.ACTED_ON, kpi.status is Status.ON_TARGET or _acted_on(kpi)),
        (Rung.PROVEN, kpi.signal.capability is Capability.HITS or _worked(kpi)),
    )
    reached = Rung.DEFINED
    for rung, holds in checks:
        if not holds:
            break
        reached = rung
    return reached


def reached_by(kpis: Iterable[ScoredKpi]) -> Mapping[Rung, int]:
    """Return how many of *kpis* have come at least to each rung."""
    rungs = list(Rung)
    reached = [rungs.index(kpi.rung) for kpi in kpis]
    return {rung: sum(each >= at for each in reached) for at, rung in enumerate(rungs)}


def _spoken_for(kpi: ScoredKpi, comments: Iterable[Comment]) -> bool:
    """Return whether no comment is needed, or there has been one lately."""
    if not needs_comment(kpi) or kpi.commentary is not None:
        return True
    if kpi.period is None:
        return False
    so_far = [p.period.id for p in kpi.series if p.period.start <= kpi.period.start]
    return bool({comment.period for comment in comments} & set(so_far[-LATELY:]))


def _acted_on(kpi: ScoredKpi) -> bool:
    return any(not each.overdue for each in kpi.open_actions)


def _worked(kpi: ScoredKpi) -> bool:
    return any(
        each.effect is not None and each.effect.outcome is Outcome.WORKED for each in kpi.actions
    )
