"""Fractions where percentages are meant, the other way about, and what no percentage can be."""

from collections.abc import Iterator
from statistics import median

from cxscore.measure.checks.kpi_totals import Totals, amount
from cxscore.measure.facts import exact
from cxscore.measure.queries.parts import Part
from cxscore.measure.wording import be, plural
from cxscore.model.choices import Polarity
from cxscore.model.kpi import TargetColumn, TargetsBySegment
from cxscore.model.statistic import Statistic
from cxscore.problems import Problem

AGAINST_A_FRACTION = {Polarity.HIGHER_IS_BETTER: 20.0, Polarity.IN_RANGE: 20.0}
"""So many times a target below 1 are values for which the target must be a fraction."""
AGAINST_A_LIMIT = 40.0
"""The same for a value that should be low: some are that far from what they should be."""
OUT_OF_REACH = 10.0
"""A target that is so many times the highest value there is is in another unit."""
BEYOND_PER_CENT = 500.0


def doubtful_fractions(totals: Totals) -> Iterator[Problem]:
    """Yield warnings about the size of the values and the target of one KPI."""
    yield from _values(totals)
    yield from _target(totals)
    yield from _over_one(totals)
    yield from _outside(totals)


def _values(totals: Totals) -> Iterator[Problem]:
    """Yield a warning where all numbers lie from 0 to 1, or are in per cent already."""
    kpi, ends = totals.kpi, totals.ends()
    name = kpi.measure.scaled
    if kpi.statistic not in (Statistic.MEAN, Statistic.GIVEN) or name is None:
        return
    if ends is None or not (totals.is_percentage or kpi.unit is None):
        return
    columns, place = totals.columns(name), totals.place(name)
    times = max((abs(column.times) for column in columns), default=1.0)
    if totals.is_percentage and times >= OUT_OF_REACH and ends[1] > BEYOND_PER_CENT:
        text = f"kpis.{kpi.id}: values go up to {amount(ends[1])} %"
        hint = f"remove times: {times:g} from {place}, if its cells are per cent already"
        yield totals.warning("CX266", text, hint, "unit")
    told = times != 1.0 or any(column.scale is not None for column in columns)
    if not told and ends[0] >= 0 and 0 < ends[1] <= 1 and _meant_as_percentages(totals, ends[1]):
        text = f"kpis.{kpi.id}: all values lie from 0 to 1: a fraction? times: 100"
        hint = f"write it under {place}, or scale: [0, 100] if they are per cent"
        yield totals.warning("CX266", text, hint, "measure")


def _meant_as_percentages(totals: Totals, highest: float) -> bool:
    """Return whether numbers from 0 to 1 are hardly what the KPI calls per cent.

    A failure in 200 is 0.5 %: that alone is nothing to doubt.
    """
    targets = _targets(totals)
    higher = totals.kpi.polarity is Polarity.HIGHER_IS_BETTER
    flags = _are_flags(totals)
    if not totals.is_percentage:
        return flags and any(target > 1 for target in targets)
    if flags:
        return True
    far = any(target >= OUT_OF_REACH * highest for target in targets)
    return higher and (far or all(target <= 1 for target in targets))


def _are_flags(totals: Totals) -> bool:
    """Return whether all numbers are 0 or 1: only these are their own squares."""
    rows = [row for _, row in totals.periods()]
    return all(
        row.get(Part.SQUARES) is not None and exact(row, Part.NUMERATOR) == exact(row, Part.SQUARES)
        for row in rows
    )


def _targets(totals: Totals) -> list[float]:
    """Return the targets that are ever in force, ranges by both of their edges."""
    target = totals.kpi.target
    if target is None:
        return []
    if isinstance(target, TargetColumn):
        found = [row.get(Part.HIGHEST_TARGET) for _, row in totals.periods()]
        return [float(number) for number in found if number is not None]
    if isinstance(target, TargetsBySegment):
        target = tuple(step for every in target.all.values() for step in every)
    edges = [edge for step in target for edge in (step.value, step.low, step.high)]
    return [edge for edge in edges if edge is not None]


def _target(totals: Totals) -> Iterator[Problem]:
    """Yield a warning where values are per cent and the target is a fraction of one."""
    if not totals.is_percentage:
        return
    targets, values = _targets(totals), list(_sizes(totals))
    if not targets or not values or not 0 < max(targets) <= 1:
        return
    times = AGAINST_A_FRACTION.get(totals.kpi.polarity, AGAINST_A_LIMIT)
    if median(values) < times * max(targets):
        return
    last = targets[-1]
    text = (
        f"kpis.{totals.kpi.id}: the target {last:g} of a percentage, "
        f"which is {amount(round(values[-1], 1))} %"
    )
    yield totals.warning("CX267", text, f"did you mean {100 * last:g}?", "target")


def _sizes(totals: Totals) -> Iterator[float]:
    """Yield about what the value is in each period."""
    kpi = totals.kpi
    if kpi.statistic is Statistic.GIVEN:
        for _, row in totals.periods():
            if (value := row.get(Part.VALUE)) is not None:
                yield float(value)
        return
    factor = 100.0 if kpi.statistic.in_percent else 1.0
    if kpi.statistic is Statistic.RATIO:
        factor = kpi.measure.factor or 100.0
    if len(totals.results) == 1:
        for _, above, below in totals.fractions():
            yield factor * float(above / below)


def _over_one(totals: Totals) -> Iterator[Problem]:
    """Yield a warning where parts of a whole are divided and never made per cent."""
    below: tuple[str, ...]
    measure = totals.kpi.measure
    if measure.factor == 1.0:
        below, hint = ("measure", "ratio", "per"), "leave 'per' out, or set per: 100"
    elif measure.statistic is Statistic.MEAN and measure.scaled is None:
        below, hint = ("measure", "mean"), "use ratio or share for a part of a whole"
    else:
        return
    found = list(totals.fractions()) if len(totals.results) == 1 else []
    if not totals.is_percentage or not found or not any(above for _, above, _ in found):
        return
    if all(0 <= above <= whole for _, above, whole in found):
        period, above, whole = found[-1]
        shown = amount(round(above / whole, 2))
        text = f"{amount(above)} of {amount(whole)} in {period.id} shows as {shown} %"
        yield totals.warning("CX277", f"kpis.{totals.kpi.id}: {text}", hint, *below)


def _outside(totals: Totals) -> Iterator[Problem]:
    """Yield a warning, once, where a share is over 100 % or below 0."""
    if not totals.kpi.statistic.in_percent:
        return
    found = [(p, a, b, "") for p, a, b in totals.fractions() if not 0 <= a <= b]
    for dimensions in totals.kpi.dimension_sets if not found else ():
        for period, segment, row in totals.segments(dimensions):
            above, below = exact(row, Part.NUMERATOR), exact(row, Part.DENOMINATOR)
            if above is not None and below is not None and below > 0 and not 0 <= above <= below:
                name = ", ".join(part or "blank" for part in segment)
                found.append((period, above, below, f"{name} in "))
    if not found:
        return
    period, above, below, name = found[-1]
    share = amount(round(100 * above / below, 1))
    more = len({each[0].id for each in found}) - 1
    text = f"{amount(above)} of {amount(below)} in {name}{period.id} is {share} %"
    if more:
        text += f", and {plural(more, 'more period')} {be(more)} over 100 % or below 0"
    hint = "what 'that' adds up has to be a part of 'of'"
    yield totals.warning("CX269", f"kpis.{totals.kpi.id}: {text}", hint, "measure")
