"""Rows that are the sum of others: a total that stands among the segments and counts twice."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from cxscore.measure.checks.kpi_totals import Totals
from cxscore.measure.checks.segment_names import is_total, may_be_total
from cxscore.measure.facts import exact, total_rows
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Dimensions
from cxscore.model.kpi import Kpi
from cxscore.model.statistic import Statistic
from cxscore.problems import Problem, Severity

ADDED = (Part.NUMERATOR, Part.DENOMINATOR, Part.PROMOTERS, Part.DETRACTORS)
NEARLY = 0.9
"""Share of the periods in which a total is the sum of the others; files have their slips."""
PERIODS = 3
"""Periods from which on equal sums are no chance, where no name tells."""
OTHERS = 2
"""Segments besides the total in a period: two alone may well be equal."""
CLOSE = Decimal("1e-6")
FAR = 1e-5
"""Further from half of all than what is close can be in doubles."""
Amounts = Mapping[Part, Decimal]

Found = dict[str | None, tuple[int, int]]
"""Segments, with the periods in which they are the sum of the others, of those compared."""


def rows_that_add_up(every: Iterable[Totals]) -> list[Problem]:
    """Return a warning for each segment that is a total, once for each dataset and column."""
    every = list(every)
    found: dict[tuple[str, str], tuple[Totals, Found]] = {}
    for totals in every:
        if totals.kpi.statistic is Statistic.GIVEN:
            continue
        dataset = totals.results[0].dataset
        for dimensions in totals.kpi.dimension_sets:
            if len(dimensions) == 1:
                counts = dict(_suspects(totals, dimensions))
                known = found.setdefault((dataset, dimensions[0]), (totals, {}))[1]
                for name, (times, periods) in counts.items():
                    known[name] = max(known.get(name, (0, 0)), (times, periods))
    problems = []
    for (_, column), (totals, suspects) in found.items():
        for name, (times, periods) in suspects.items():
            if _is_doubtful(name, times, periods):
                problems.append(_problem(totals, column, name, times, periods))
    return [*problems, *_two_meanings(every)]


def _suspects(
    totals: Totals, dimensions: Dimensions
) -> Iterator[tuple[str | None, tuple[int, int]]]:
    """Yield how often each segment of *dimensions* is the sum of the others."""
    periods: dict[str, dict[str | None, Amounts]] = {}
    for period, (name,), row in totals.segments(dimensions):
        exactly = ((part, exact(row, part)) for part in ADDED if part in row)
        known = {part: number for part, number in exactly if number is not None}
        periods.setdefault(period.id, {})[name] = known
    names = dict.fromkeys(name for found in periods.values() for name in found)
    wholes = [(found, _added_up(found)) for found in periods.values() if len(found) > 1]
    for name in names:
        compared = [whole for whole in wholes if name in whole[0]]
        enough = [whole for whole in compared if len(whole[0]) > OTHERS] or compared
        sums = sum(_is_sum(found, name, added) for found, added in enough)
        if sums or (name is not None and may_be_total(name)):
            few = any(len(found) <= OTHERS for found, _ in enough)
            # Two segments that are equal are no total and its part, unless a name says so.
            if not few or (name is not None and may_be_total(name)):
                yield name, (sums, len(enough))


def _added_up(found: Mapping[str | None, Amounts]) -> Mapping[Part, tuple[float, float]]:
    """Return about what each part of all segments adds up to, and how large the numbers are."""
    numbers: dict[Part, list[float]] = {}
    for parts in found.values():
        for part, number in parts.items():
            numbers.setdefault(part, []).append(float(number))
    return {part: (sum(each), sum(map(abs, each))) for part, each in numbers.items()}


def _is_sum(
    found: Mapping[str | None, Amounts],
    name: str | None,
    added: Mapping[Part, tuple[float, float]],
) -> bool:
    """Return whether the amounts of *name* are those of the others together.

    Half of what all have *added* up to, that is: most are far from it, which doubles tell.
    """
    mine = found[name]
    if not mine or not any(mine.values()):
        return False
    for part, number in mine.items():
        whole, size = added[part]
        if abs(2 * float(number) - whole) > FAR * size:
            return False
    others = [parts for other, parts in found.items() if other != name]
    return all(
        abs(number - sum(parts.get(part, Decimal(0)) for parts in others)) <= CLOSE * abs(number)
        for part, number in mine.items()
    )


def _is_doubtful(name: str | None, times: int, periods: int) -> bool:
    sums = periods > 0 and times >= NEARLY * periods
    if name is not None and is_total(name):
        return True
    if name is not None and may_be_total(name):
        return sums or periods < PERIODS
    return sums and periods >= PERIODS


def _problem(totals: Totals, column: str, name: str | None, times: int, periods: int) -> Problem:
    definition, dataset = totals.horizon.definition, totals.results[0].dataset
    who = f"the rows of {column} '{name}'" if name is not None else f"the rows without {column}"
    if times and times >= NEARLY * periods:
        of = "each period" if times == periods else f"{times} of {periods} periods"
        text = f"datasets.{dataset}: {who} are the sum of the others in {of}, and count besides"
    else:
        text = f"datasets.{dataset}: {who} look like a total, and count besides"
    hint = f"leave them out with totals: {{{column}: [{name}]}} under datasets.{dataset}"
    if name is None:
        hint = f"leave them out with where: {column} is not null"
    elif any(
        kpi.statistic is Statistic.GIVEN and kpi.dataset == dataset for kpi in definition.kpis
    ):
        hint = f"leave them out with where: {column} <> '{name}' in kpis.{totals.kpi.id}"
    place = ("datasets", dataset)
    return definition.origin.problem(place, "CX270", text, hint, Severity.WARNING)


def _gives_values(kpi: Kpi, dataset: str) -> bool:
    return kpi.statistic is Statistic.GIVEN and kpi.dataset == dataset


def _two_meanings(every: Iterable[Totals]) -> Iterator[Problem]:
    """Yield a warning where a blank is the whole for a given value, and counts in another KPI."""
    wholes: dict[tuple[str, str], str] = {}
    for totals in every:
        given = totals.kpi.statistic is Statistic.GIVEN
        if given and total_rows(totals.kpi, totals.results[0]):
            for column in (name for dimensions in totals.kpi.dimension_sets for name in dimensions):
                dataset = totals.results[0].dataset
                wholes.setdefault((dataset, column), totals.kpi.id)
    for totals in every:
        kpi, dataset = totals.kpi, totals.results[0].dataset
        for dimensions in () if kpi.statistic is Statistic.GIVEN else kpi.dimension_sets:
            whole = wholes.get((dataset, dimensions[0])) if len(dimensions) == 1 else None
            if whole and any(
                name == (None,) and row.get(Part.BASE)
                for _, name, row in totals.segments(dimensions)
            ):
                text = (
                    f"kpis.{kpi.id}: rows without {dimensions[0]} are the whole for kpis.{whole}, "
                    f"and count besides the others here"
                )
                hint = f"leave them out with where: {dimensions[0]} is not null"
                yield totals.warning("CX279", text, hint, "by")
