"""What kpis.yaml names and no row meets: segments with targets, baselines without values."""

from collections.abc import Iterator, Mapping, Sequence

from cxscore.calendar import Period
from cxscore.model.definition import Definition
from cxscore.model.formula import names_used
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Fact
from cxscore.nearest import suggestion
from cxscore.problems import Problem, Severity

FEWEST = 3
"""Values without which there are no limits."""


def segments_unmet(definition: Definition, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Yield what is said of targets of segments that no row is of."""
    for kpi in definition.kpis:
        targets = kpi.targets_by_segment
        if targets is None:
            continue
        found = {f.segment[0] for f in facts if f.kpi == kpi.id and f.by == (targets.by,)}
        known = sorted(name for name in found if name)
        for name in targets.named if found else ():
            if name not in found:
                yield definition.origin.problem(
                    ("kpis", kpi.id, "target", name),
                    "CX153",
                    f"kpis.{kpi.id} has a target for '{name}', which no row has in {targets.by}",
                    suggestion(name, known, "its segments are", most=8),
                    Severity.WARNING,
                )


def baselines_unmet(definition: Definition, facts: Sequence[Fact]) -> Iterator[Problem]:
    """Yield what is said of baselines with too few values for limits."""
    kpis = {kpi.id: kpi for kpi in definition.kpis}
    spans: dict[str, set[Period]] = {}
    for fact in facts:
        if fact.by == ():
            period = definition.period_length(kpis[fact.kpi]).period_of(fact.start)
            if period is not None and (period.start, period.end) == (fact.start, fact.end):
                spans.setdefault(fact.kpi, set()).add(period)
    for kpi in definition.kpis:
        within = definition.baseline_of(kpi)
        if not within or not (spans.get(kpi.id) or kpi.formula):
            continue
        count = sum(_has_rows(kpi, period, kpis, spans) for period in within)
        if count < FEWEST:
            values = {0: "no values", 1: "1 value"}.get(count, f"{count} values")
            yield definition.origin.problem(
                ("kpis", kpi.id, "baseline"),
                "CX155",
                f"the baseline of kpis.{kpi.id} has {values}, and limits take {FEWEST} or more",
                "look at its dates",
                Severity.WARNING,
            )


def _has_rows(
    kpi: Kpi, period: Period, kpis: Mapping[str, Kpi], spans: Mapping[str, set[Period]]
) -> bool:
    """Return whether *kpi*, or all that its formula is made of, has rows in *period*."""
    if kpi.formula is not None:
        parts = [kpis[name] for name in names_used(kpi.formula) if name in kpis]
        return all(_has_rows(part, period, kpis, spans) for part in parts)
    found = spans.get(kpi.id, ())
    return any(period.start <= each.end and each.start <= period.end for each in found)
