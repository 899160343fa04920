"""Workbooks as the kinds of files give them: sheets, cells, what is merged; cells as text."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Protocol
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812 (it is an exception)

from cxscore.frozen import frozen


class DamagedWorkbook(ValueError):  # noqa: N818 (it names what is wrong)
    """The file is no workbook, or a broken one; the text says why, where that is known."""


OF_ARCHIVES = (BadZipFile, ZlibError, EOFError, RuntimeError)
"""What reading a part of a ZIP archive raises: RuntimeError, or NotImplementedError which is one,
where it is encrypted, or compressed in a way that Python does not know."""
OF_PARTS = (KeyError, IndexError, TypeError, AttributeError, ValueError)
"""What the readers raise of parts and records that lack something, or hold what they cannot."""
NO_DATE = "#VALUE!"
"""What a cell holds that is shown as a date, and whose number no calendar reaches."""


@frozen
class Percent:
    """A number that its cell shows in per cent: 0.93 is shown as 93 %."""

    part: float


@frozen
class Unknown:
    """A formula that the program which wrote it has not worked out."""


@frozen
class Merged:
    """Cells that are shown as one; all but the first are blank in the file. From 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """The range as spreadsheet programs write it: ``B2:B4``."""
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@frozen
class Grid:
    """A worksheet, read row by row."""

    rows: Iterable[Sequence[object]]
    """From the sheet's first row on, each from the first column."""
    merged: Sequence[Merged] = ()


class Book(Protocol):
    """An open workbook."""

    @property
    def names(self) -> Sequence[str]:
        """The worksheets' names, in order."""
        ...

    def top(self, name: str, count: int) -> Iterable[Sequence[object]]:
        """Return the first *count* rows of the worksheet *name*.

        Raises:
            DamagedWorkbook: here or while rows are read.
        """
        ...

    def grid(self, name: str) -> Grid:
        """Return the worksheet *name*.

        Raises:
            DamagedWorkbook: here or while rows are read.
        """
        ...


def letters(column: int) -> str:
    """Return how spreadsheet programs call *column*, from 1: ``AB`` is the 28th."""
    name = ""
    while column:
        column, at = divmod(column - 1, 26)
        name = chr(ord("A") + at) + name
    return name


@cache
def is_percent(number_format: str) -> bool:
    """Return whether *number_format* multiplies by 100; a sign in quotes is only text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


@cache
def is_date(number_format: str) -> bool:
    """Return whether *number_format* shows a number as a date, a time or a length of time."""
    first = number_format.split(";", maxsplit=1)[0]
    plain = re.sub(r'"[^"]*"|\\.|_.|\[(?![hms]+\])[^\]]*\]', "", first, flags=re.IGNORECASE)
    return re.search("[dmhys]", plain, re.IGNORECASE) is not None


def cell_text(value: object, decimal: str = ".", date_format: str | None = None) -> str:
    """Return what a cell holds as a CSV would write it, nothing lost.

    Args:
        value: as a book gives it.
        decimal: the mark that numbers of this file are read with.
        date_format: how dates of this column are read, in strftime's
            letters; ISO 8601 where None.
    """
    match value:
        case None | Unknown():
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return _number(Decimal(repr(value))).replace(".", decimal)
        case Percent():
            return _number(Decimal(repr(value.part)) * 100).replace(".", decimal)
        case datetime() if date_format:
            return value.strftime(date_format)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _number(value: Decimal) -> str:
    """Return *value* without an exponent and without zeros at its end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
