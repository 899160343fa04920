"""Segments that are withheld: those with few answers, and those that would tell them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import combinations
from typing import assert_never

from cxscore.calendar import Period
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Parts, Segment
from cxscore.model.statistic import Statistic
from cxscore.score.statistics.disclosure import Cell, Line, in_order, protected
from cxscore.score.values.readings import By, Readings
from cxscore.score.values.value import pooled

NONE: frozenset[Segment] = frozenset()
SAME = 1e-12
"""A variance below this part of the squared mean is what rounding leaves of none."""


def withheld(kpi: Kpi, readings: Readings, period: Period, by: By) -> frozenset[Segment]:
    """Return the segments of *kpi* by the columns *by* that nobody may see in *period*.

    These are the segments with answers, but fewer than the minimum base, and
    the next smallest ones wherever the first would follow from totals:
    within one ``by``, and between crossings and the tables that they add up
    to. Nothing may be shown of them: no value, base, interval, share, test
    or part in a sum that somebody could take apart. Empty unless the KPI
    says ``suppress: true``. Each period is judged, and is safe, by itself.
    """
    if not kpi.suppress or kpi.statistic is Statistic.GIVEN:
        return NONE
    key = (kpi.id, period.id)
    if key not in readings.withheld:
        readings.withheld[key] = _withheld(kpi, readings, period)
    return readings.withheld[key].get(by, NONE)


def _withheld(kpi: Kpi, readings: Readings, period: Period) -> Mapping[By, frozenset[Segment]]:
    """Return what is withheld of each of the KPI's cuts in *period*."""
    periods = readings.calendar(kpi).up_to(period, kpi.window)
    cells: dict[Cell, Parts] = {}
    for by in kpi.dimension_sets:
        for segment, spans in readings.segments(kpi, by).items():
            # A window with a gap has no value, and yet a part in the total.
            found = readings.at(kpi, period, by, segment).parts or pooled(
                spans[each.start, each.end] for each in periods if (each.start, each.end) in spans
            )
            if found.n > 0:
                cells[_cell(by, segment)] = found
    bases = {cell: parts.n for cell, parts in cells.items()}
    small = frozenset(cell for cell, base in bases.items() if base < kpi.minimum_base)
    if not small:
        return {}
    lines, beyond = _lines({columns for columns, _ in cells}, cells)
    hidden = protected(bases, small, lines, partial(_tells_each, kpi, cells), beyond)
    return {
        by: frozenset(s for s in readings.segments(kpi, by) if _cell(by, s) in hidden)
        for by in kpi.dimension_sets
    }


def _cell(by: By, segment: Segment) -> Cell:
    """Return the cell of *segment*, the same however the columns of a crossing are ordered."""
    pairs = sorted(zip(by, segment, strict=True), key=lambda pair: pair[0])
    return tuple(column for column, _ in pairs), tuple(value for _, value in pairs)


def _lines(tables: set[By], cells: Iterable[Cell]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return how the cells of finer *tables* add up to those of coarser ones and the total.

    Two crossings that share a column also share the table by that column,
    even where it is not published: both add up to it. The second lines
    returned are those past such a table.
    """
    lattice = _lattice(frozenset(tables))
    finest = [cell for cell in cells if not any(set(cell[0]) < set(other) for other in tables)]
    folds = (_folded(cell, table) for cell in finest for table in lattice)
    every = {*cells, *(fold for fold in folds if fold is not None)}
    past = {
        columns: tuple(
            t for t in _next_coarser(columns, {*tables, ()}) if t not in lattice[columns]
        )
        for columns in tables
    }
    return _adding_up(every, lattice), _adding_up(cells, past)


def _adding_up(cells: Iterable[Cell], coarser: Mapping[By, Sequence[By]]) -> tuple[Line, ...]:
    sums: dict[tuple[Cell, By], list[Cell]] = {}
    for cell in sorted(cells, key=in_order):
        for table in coarser[cell[0]]:
            whole = _folded(cell, table)
            assert whole is not None
            sums.setdefault((whole, cell[0]), []).append(cell)
    return tuple(Line(whole, tuple(parts)) for (whole, _), parts in sums.items())


@lru_cache(maxsize=64)
def _lattice(tables: frozenset[By]) -> dict[By, tuple[By, ...]]:
    """Return *tables*, what two of them have in common, and the total, with the next coarser."""
    found = _shared(tables)
    return {columns: _next_coarser(columns, found) for columns in sorted(found)}


def _shared(tables: frozenset[By]) -> set[By]:
    found = {*tables, ()}
    while True:
        shared = {
            tuple(column for column in one if column in two) for one, two in combinations(found, 2)
        }
        if shared <= found:
            return found
        found |= shared


def _next_coarser(columns: By, lattice: set[By]) -> tuple[By, ...]:
    coarser = sorted(table for table in lattice if set(table) < set(columns))
    return tuple(t for t in coarser if not any(set(t) < set(other) for other in coarser))


def _folded(cell: Cell, table: By) -> Cell | None:
    """Return the cell of *table* that *cell* is a part of; None where there is none."""
    values = dict(zip(*cell, strict=True))
    if not set(table) <= set(values):
        return None
    return table, tuple(values[column] for column in table)


def _tells_each(kpi: Kpi, cells: Mapping[Cell, Parts], left: Sequence[Cell]) -> bool:
    """Return whether the sum of all the cells *left* out tells each of them.

    It does where all their answers are alike, and where there is one each.
    """
    together = pooled(cells[cell] for cell in left)
    return together.n == len(left) or _alike(kpi, together)


def _alike(kpi: Kpi, parts: Parts) -> bool:
    """Return whether all answers in *parts* must be the same."""
    of, total = parts.denominator or 0.0, parts.numerator
    if total is None:
        return False
    match kpi.statistic:
        case Statistic.SHARE:
            return total <= 0 or total >= of
        case Statistic.NET_SHARE:
            return abs(total) >= of or (parts.promoters, parts.detractors) == (0, 0)
        case Statistic.MEAN:
            if parts.squares is None or of <= 0:
                return False
            return parts.squares / of - (total / of) ** 2 <= SAME * (total / of) ** 2
        case Statistic.RATIO | Statistic.TOTAL:
            return total == 0
        case (
            Statistic.COUNT
            | Statistic.STOCK
            | Statistic.DISTINCT
            | Statistic.QUANTILE
            | Statistic.GIVEN
            | Statistic.FORMULA
        ):
            return False
        case _:
            assert_never(kpi.statistic)
