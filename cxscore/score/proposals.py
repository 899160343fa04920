"""Steps that have lasted: where limits may start again, if somebody says so."""

from collections.abc import Iterable, Sequence

from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.model.scorecard import BreakProposal, EventMark, ScoredKpi
from cxscore.problems import Problem
from cxscore.score.series import Chart


def proposal_of(kpi: Kpi, chart: Chart, events: Sequence[EventMark]) -> BreakProposal | None:
    """Return the step in *chart* that has lasted, the latest one; None where there is none."""
    return None


def proposals_told(definition: Definition, kpis: Iterable[ScoredKpi]) -> tuple[Problem, ...]:
    """Return the steps of *kpis* as warnings at their place in kpis.yaml."""
    return ()
