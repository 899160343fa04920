"""Targets that stand in the data: one value in each period, or none."""

from collections.abc import Mapping, Sequence
from datetime import date

from cxscore.measure.facts import KpiResult, total_rows
from cxscore.measure.horizon import Horizon
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Key, Row
from cxscore.model.kpi import Kpi, TargetColumn
from cxscore.problems import Problem


def targets_of(
    kpi: Kpi, results: Sequence[KpiResult], horizon: Horizon
) -> tuple[Mapping[date, float], list[Problem]]:
    """Return the targets of *kpi* by the first day of the period, and where there are two.

    They are those of the rows of the whole; a blank is no target. Rows of
    one period that give different targets contradict each other.
    """
    if not isinstance(kpi.target, TargetColumn):
        return {}, []
    calendar = horizon.definition.period_length(kpi)
    found: dict[date, float] = {}
    problems: list[Problem] = []
    for (start, end, _), row in sorted(_rows(kpi, results), key=lambda each: each[0][0]):
        low, high = row.get(Part.LOWEST_TARGET), row.get(Part.HIGHEST_TARGET)
        period = calendar.period_of(start)
        if low is None or high is None or period is None or period.end != end:
            continue
        found[start] = float(high)
        if low != high:
            problems.append(
                horizon.definition.origin.problem(
                    ("kpis", kpi.id, "target", "column"),
                    "CX207",
                    f"kpis.{kpi.id} has two targets in {period.id}: {low:.12g} and {high:.12g}",
                    f"give the same {kpi.target.column} in all rows of a period",
                )
            )
    return found, problems


def _rows(kpi: Kpi, results: Sequence[KpiResult]) -> list[tuple[Key, Row]]:
    """Return the totals of the whole, of the query that asks for the target."""
    return [
        each
        for result in results
        if Part.LOWEST_TARGET in result.kpi_query.ends
        for each in total_rows(kpi, result).items()
    ]
