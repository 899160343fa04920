"""How many customers there were to ask, where a column says so, and what cannot be."""

from collections.abc import Mapping, Sequence
from datetime import date

from cxscore.calendar import Period
from cxscore.measure.facts import KpiResult, total_rows
from cxscore.measure.horizon import Horizon
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Row
from cxscore.model.kpi import Kpi
from cxscore.problems import Problem, Severity


def populations_of(kpi: Kpi, results: Sequence[KpiResult], horizon: Horizon) -> list[Problem]:
    """Return what is wrong with the population of *kpi* in the periods shown.

    Rows of one period that give different ones contradict each other; more
    answers than customers cannot be a sample of them.
    """
    if kpi.population is None or not kpi.asks_a_sample:
        return []
    calendar = horizon.definition.period_length(kpi)
    shown = {(period.start, period.end): period for period in horizon.shown(calendar)}
    rows = {
        shown[start, end]: row
        for result in results
        for (start, end, _), row in total_rows(kpi, result).items()
        if (start, end) in shown
    }
    return [*_twofold(kpi, rows, horizon), *_too_many(kpi, rows, horizon)]


def _twofold(kpi: Kpi, rows: Mapping[Period, Row], horizon: Horizon) -> list[Problem]:
    problems = []
    for period, row in sorted(rows.items(), key=_first_day):
        low, high = row.get(Part.LOWEST_POPULATION), row.get(Part.HIGHEST_POPULATION)
        if low is not None and high is not None and low != high:
            text = f"kpis.{kpi.id} has two populations in {period.id}: {low:.12g} and {high:.12g}"
            hint = f"give the same {_column(kpi)} in all rows of a period"
            where = ("kpis", kpi.id, "population")
            problems.append(horizon.definition.origin.problem(where, "CX208", text, hint))
    return problems


def _too_many(kpi: Kpi, rows: Mapping[Period, Row], horizon: Horizon) -> list[Problem]:
    assert kpi.population is not None
    found = []
    for period, row in sorted(rows.items(), key=_first_day):
        n, given = round(row.get(Part.BASE) or 0), kpi.population.size
        size = row.get(Part.HIGHEST_POPULATION) if given is None else given
        if size is not None and n > size:
            found.append((period, n, size))
    if not found:
        return []
    period, n, size = found[-1]
    others = f", and in {len(found) - 1} more" if len(found) > 1 else ""
    others += " periods" if len(found) > 2 else " period" if len(found) > 1 else ""
    text = f"kpis.{kpi.id} has more answers than its population in {period.id}{others}"
    text += f": {n} of {size:.12g}; its intervals there are those of a sample from many"
    where = ("kpis", kpi.id, "population")
    hint = "look at the population, or at rows that stand twice"
    return [horizon.definition.origin.problem(where, "CX245", text, hint, Severity.WARNING)]


def _first_day(found: tuple[Period, Row]) -> date:
    return found[0].start


def _column(kpi: Kpi) -> str | None:
    return kpi.population.column if kpi.population is not None else None
