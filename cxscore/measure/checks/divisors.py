"""Periods without a value, though they have rows: what would be divided by adds up to nothing."""

from collections.abc import Sequence
from decimal import Decimal

from sqlglot import exp

from cxscore.calendar import Period
from cxscore.measure.facts import KpiResult, exact, total_rows
from cxscore.measure.horizon import Horizon
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery
from cxscore.model.kpi import Kpi
from cxscore.problems import Problem, Severity

NAMED = 2
"""Periods that are named; the others are counted."""


def divided_by_nothing(kpi: Kpi, results: Sequence[KpiResult], horizon: Horizon) -> list[Problem]:
    """Return what is said of periods shown whose amounts or weights add up to 0 or to less.

    A period in which a condition holds for no row, or in which every row
    lacks a part, is not among them.
    """
    periods = horizon.shown(horizon.definition.period_length(kpi))
    for result in results:
        if Part.DIVIDED not in result.kpi_query.totals:
            continue
        rows = total_rows(kpi, result)
        found: dict[Period, Decimal] = {}
        for period in periods:
            row = rows.get((period.start, period.end, ()), {})
            divisor = exact(row, Part.DENOMINATOR)
            if row.get(Part.DIVIDED) and divisor is not None and divisor <= 0:
                found[period] = divisor
        if found:
            names = _names(result.kpi_query)
            text = f"kpis.{kpi.id}: its denominator{f' ({names})' if names else ''} adds up to "
            text += f"{_size(list(found.values()))} in {_listed([p.id for p in found])}, which "
            text += "has no value" if len(found) == 1 else "have no value"
            hint = f"look at {names or 'the measure'}"
            place = ("kpis", kpi.id, "measure")
            origin = horizon.definition.origin
            return [origin.problem(place, "CX246", text, hint, Severity.WARNING)]
    return []


def _names(kpi_query: KpiQuery) -> str:
    """Return the columns that are added up: the amount, and what weighs it."""
    amount = kpi_query.totals[Part.DENOMINATOR].amount
    found = amount.find_all(exp.Column, bfs=False) if amount is not None else ()
    names = list(dict.fromkeys(column.name for column in found))
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _size(found: Sequence[Decimal]) -> str:
    """Return how much the divisors *found*, none of them above 0, add up to."""
    if not any(found):
        return "0"
    return "less than 0" if all(found) else "0 or less"


def _listed(periods: Sequence[str]) -> str:
    left = len(periods) - NAMED
    if left <= 0:
        return " and ".join(periods)
    return f"{', '.join(periods[:NAMED])} and {left} more period{'' if left == 1 else 's'}"
