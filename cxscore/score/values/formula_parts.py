"""The KPIs that a formula is made of, and how each of them stands."""

from collections.abc import Callable, Collection
from dataclasses import replace

from cxscore.model.findings import FormulaPart
from cxscore.model.formula import names_used
from cxscore.model.scorecard import ScoredKpi


def with_parts(
    kpi: ScoredKpi, scored: Callable[[str], ScoredKpi], small: Collection[str]
) -> ScoredKpi:
    """Return *kpi* with the parts of its formula, in the order of their names.

    *scored* finds a KPI by its id, one that is not shown included; *small*
    are the ids of those whose base is too small in the period of *kpi*. Any
    other KPI comes back as it is.
    """
    if kpi.kpi.formula is None:
        return kpi
    parts = [scored(name) for name in sorted(names_used(kpi.kpi.formula))]
    return replace(
        kpi,
        parts=tuple(
            FormulaPart(
                part.kpi.id,
                part.kpi.name,
                part.value,
                part.status,
                part.signal.variation,
                base_too_small=part.kpi.id in small,
            )
            for part in parts
        ),
    )
