"""Breaks dated where a KPI has no rows: they change nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from cxscore.model.definition import Definition
from cxscore.model.formula import names_used
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Coverage
from cxscore.problems import Problem, Severity

Covered = Mapping[str, Sequence[Coverage]]
"""The days that the rows behind each KPI speak of; formulas are not among them."""


def breaks_outside(definition: Definition, covered: Covered) -> list[Problem]:
    """Return what is said of breaks before the first period with rows, or after the last row."""
    kpis = {kpi.id: kpi for kpi in definition.kpis}
    problems = []
    for kpi in definition.kpis:
        days = _days(kpi, kpis, covered) if kpi.breaks else None
        for at, pause in enumerate(kpi.breaks):
            span = definition.days_of(kpi, pause.start)
            if days and span and (why := _why(definition, kpi, span[0], days)):
                where = ("kpis", kpi.id, "breaks", at, "from")
                text = f"the break of kpis.{kpi.id} at {pause.start} comes {why}"
                problem = definition.origin.problem(
                    where, "CX238", text, "look at its date", Severity.WARNING
                )
                problems.append(problem)
    return problems


def _days(kpi: Kpi, kpis: Mapping[str, Kpi], covered: Covered) -> tuple[date, date] | None:
    """Return the first and the last day with rows of *kpi*; None where that is not known."""
    if kpi.formula is not None:
        parts = [kpis[name] for name in names_used(kpi.formula)]
        found = [_days(part, kpis, covered) for part in parts]
    else:
        found = [(cover.first, cover.last) for cover in covered.get(kpi.id, ())]
    known = [days for days in found if days is not None]
    if not known or len(known) < len(found):
        return None
    return min(first for first, _ in known), max(last for _, last in known)


def _why(definition: Definition, kpi: Kpi, start: date, days: tuple[date, date]) -> str:
    first, last = days
    period = definition.period_length(kpi).period_of(first)
    if start > last:
        return f"after its last row, of {last}, and changes nothing yet"
    if period is not None and start < period.start:
        return f"before its first row, of {first}, and changes nothing"
    return ""
