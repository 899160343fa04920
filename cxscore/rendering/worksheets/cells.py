"""What a worksheet holds: columns, and rows of cells that keep their types."""

from collections.abc import Sequence
from datetime import date

from cxscore.frozen import frozen
from cxscore.rendering.numbers import Quantity


@frozen
class Figure:
    """A number in a KPI's unit, and how a spreadsheet is to show it."""

    number: float
    quantity: Quantity
    decimals: int
    is_difference: bool = False
    """Shown with its sign, and per cent as points."""


Cell = str | bool | int | float | date | Figure | None


@frozen
class Column:
    """A column by its heading, so many letters wide; texts wrap where they are what it is for."""

    heading: str
    width: int

    @property
    def wraps(self) -> bool:
        """Whether rows are as high as its texts need; others go on beside their cell, or end."""
        return self.width >= PROSE


@frozen
class Worksheet:
    """A sheet of the workbook."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    left_out: str = ""
    """What it leaves out, said on the last sheet; empty for nothing."""


NAME, ID, PERSON, PERIOD, DAY, WORD, NUMBER, TEXT, PROSE = 30, 16, 20, 12, 12, 15, 13, 50, 60
"""Widths of what columns usually hold."""


def columns(*given: tuple[str, int]) -> tuple[Column, ...]:
    """Return columns, each given by its heading and its width."""
    return tuple(Column(heading, width) for heading, width in given)
