"""What goes with a KPI: the part of the explained variance that each driver has."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from math import fsum
from typing import TypeVar

from cxscore.frozen import frozen
from cxscore.model.choices import Polarity
from cxscore.model.findings import Drivers, DriverShare
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Driven
from cxscore.model.verdicts import Unsaid
from cxscore.score.statistics.shapley import (
    CONSTANT,
    Sums,
    chance_of,
    correlations,
    followers,
    percentile_interval,
    redrawn,
    shapley_shares,
)

T = TypeVar("T")

ROWS_PER_DRIVER = 10
"""Fewer rows than this for each driver make the shares a lottery."""
DRAWS = 400
BETTER = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1}
"""Which direction of a column's goes with a better value."""


def drivers_of(kpi: Kpi, driven: Driven | None) -> Drivers | Unsaid | None:
    """Return the drivers of *kpi*, why they cannot be told, or None where it names none.

    Columns that cannot be used are dropped with their reason, and the others
    go on; where none is left there are no items.
    """
    if not kpi.drivers:
        return None
    if driven is None or driven.n == 0 or not driven.effective:
        return Unsaid.NO_VALUE
    if driven.n < kpi.minimum_base:
        return Unsaid.BASE_TOO_SMALL
    answers = _Answers.of(kpi, driven)
    if answers.table[0][0] is None:
        return Unsaid.CONSTANT
    dropped = {column: Unsaid(why) for column, why in driven.faults.items()}
    dropped |= answers.unusable()
    chosen = [column for column in answers.columns if column not in dropped]
    if driven.n < ROWS_PER_DRIVER * max(1, len(chosen)):
        return Unsaid.TOO_FEW_POINTS
    in_order = {column: dropped[column] for column in kpi.drivers if column in dropped}
    found = Drivers(0.0, driven.n, driven.left_out, kpi.level, (), in_order)
    return answers.only(chosen).shared(kpi, driven, found) if chosen else found


@frozen
class _Answers:
    """What a KPI makes of its rows, and the columns that may go with it."""

    columns: tuple[str, ...]
    best: tuple[float | None, ...]
    lots: tuple[Sums, ...]
    table: list[list[float | None]]
    """Correlations, the KPI's own first; blank beside what is always the same."""

    @classmethod
    def of(cls, kpi: Kpi, driven: Driven) -> "_Answers":
        """Return what was measured; columns at fault are not among the lots."""
        columns = tuple(column for column in kpi.drivers if column not in driven.faults)
        lots = tuple((lot.weight, lot.sums, lot.products) for lot in driven.buckets if lot.weight)
        best = driven.best or (None,) * len(columns)
        return cls(columns, best, lots, correlations(_together(lots)))

    def unusable(self) -> dict[str, Unsaid]:
        """Return the columns that are always the same, or follow from those before them."""
        varies = [row[at] is not None for at, row in enumerate(self.table)]
        numbers = _filled(_picked(self.table, varies))
        # What goes with the KPI entirely is still a column of its own.
        apart = [row[1:] for row in numbers[1:]]
        varying = list(compress(self.columns, varies[1:]))
        return {
            **{column: Unsaid.CONSTANT for column in self.columns if column not in varying},
            **{varying[at]: Unsaid.COLLINEAR for at in followers(apart)},
        }

    def only(self, chosen: list[str]) -> "_Answers":
        """Return the same with the columns *chosen* alone."""
        keep = [True, *(column in chosen for column in self.columns)]
        return _Answers(
            tuple(chosen),
            tuple(compress(self.best, keep[1:])),
            tuple(
                (weight, list(compress(sums, keep)), _picked(products, keep))
                for weight, sums, products in self.lots
            ),
            _picked(self.table, keep),
        )

    def shared(self, kpi: Kpi, driven: Driven, found: Drivers) -> Drivers | Unsaid:
        """Return *found* with each column's part of what is explained, and how sure it is."""
        r2, shares = shapley_shares(_filled(self.table))
        if r2 <= CONSTANT:
            return Unsaid.NO_ASSOCIATION
        # The same lots are drawn at every run, and others for another KPI or period.
        parts, together, useful = redrawn(self.lots, DRAWS, f"{kpi.id} {driven.end}")
        items = []
        for at, column in enumerate(self.columns):
            low, high = percentile_interval(parts[at][useful].tolist(), kpi.level)
            ends = percentile_interval(together[at][useful].tolist(), kpi.level)
            best = self.best[at]
            items.append(
                DriverShare(
                    column,
                    max(0.0, shares[at] / r2),
                    max(0.0, low),
                    high,
                    None if best is None else 100 * best,
                    (ends[0] > 0) - (ends[1] < 0),
                )
            )
        p_value = chance_of(r2, len(self.columns), driven.effective or 0.0)
        shared = replace(found, r2=r2, items=tuple(items), p_value=p_value)
        better = BETTER.get(kpi.polarity)
        if not shared.significant or better is None:
            return shared
        return replace(shared, items=_with_first(items, better))


def _with_first(items: Sequence[DriverShare], better: int) -> tuple[DriverShare, ...]:
    """Return *items*, those marked that are above the mean in importance and below in performance.

    Of columns of which more goes with a worse value, best answers are not worth having.
    """
    placed = [(item.share, item.performance) for item in items if item.performance is not None]
    if not placed:
        return tuple(items)
    share = fsum(share for share, _ in placed) / len(placed)
    performance = fsum(best for _, best in placed) / len(placed)
    return tuple(
        replace(
            item,
            look_first=item.performance is not None
            and item.share > share
            and item.performance < performance
            and item.direction == better,
        )
        for item in items
    )


def _together(lots: Sequence[Sums]) -> Sums:
    """Return the sums over all *lots*."""
    size = range(len(lots[0][1]))
    return (
        fsum(weight for weight, _, _ in lots),
        [fsum(sums[i] for _, sums, _ in lots) for i in size],
        [[fsum(products[i][j] for _, _, products in lots) for j in size] for i in size],
    )


def _picked(table: Sequence[Sequence[T]], keep: Sequence[bool]) -> list[list[T]]:
    """Return the rows and the columns of *table* that are to be kept."""
    return [list(compress(row, keep)) for row in compress(table, keep)]


def _filled(table: Sequence[Sequence[float | None]]) -> list[list[float]]:
    """Return *table*, from which what is always the same has been taken."""
    return [[0.0 if cell is None else cell for cell in row] for row in table]
