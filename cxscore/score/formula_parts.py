"""The KPIs that a formula is made of, and how each of them stands."""

from collections.abc import Mapping

from cxscore.model.scorecard import FormulaPart, ScoredKpi


def parts_of(kpi: ScoredKpi, scored: Mapping[str, ScoredKpi]) -> tuple[FormulaPart, ...]:
    """Return the parts of *kpi*, a formula, from all that are *scored*; () for others."""
    return ()
