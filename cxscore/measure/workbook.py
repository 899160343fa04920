"""Excel workbooks: a sheet's cells as text, row by row."""

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from cxscore.problems import MissingLibrary


class NoSuchSheet(LookupError):  # noqa: N818 (it names what is wrong)
    """The workbook has no sheet of that name; ``names`` are those it has."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(", ".join(names))


class DamagedWorkbook(ValueError):  # noqa: N818 (it names what is wrong)
    """The file is no workbook, or a broken one."""


@contextmanager
def open_sheet(path: Path, name: str | None) -> Iterator[Iterator[tuple[Any, ...]]]:
    """Yield the rows of the sheet *name* (the first where None), as openpyxl reads them.

    Formulas come as the value that was last worked out.

    Raises:
        MissingLibrary: where openpyxl is not installed.
        NoSuchSheet: where there is no such sheet.
        DamagedWorkbook: where the file is no workbook.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        remedy = "pip install 'cxscore[xlsx]'"
        raise MissingLibrary(f"reading {path.name}", remedy) from error
    with ExitStack() as stack:
        # openpyxl warns of what it drops (drop-down lists, styles); none of it is data.
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stream = stack.enter_context(path.open("rb"))
        try:
            book = load_workbook(stream, read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError) as error:
            raise DamagedWorkbook(str(error)) from error
        stack.callback(book.close)
        names = [sheet.title for sheet in book.worksheets]
        if not names or (name is not None and name not in names):
            raise NoSuchSheet(names)
        sheet = book[name if name is not None else names[0]]
        sheet.reset_dimensions()
        yield sheet.iter_rows(values_only=True)


def cell_text(value: object, decimal: str = ".", date_format: str | None = None) -> str:
    """Return what a cell holds as a CSV would write it, nothing lost.

    Args:
        value: as openpyxl gives it.
        decimal: the mark that numbers of this file are read with.
        date_format: how dates of this column are read, in strftime's
            letters; ISO 8601 where None.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _number(value).replace(".", decimal)
        case datetime() if date_format:
            return value.strftime(date_format)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _number(value: float) -> str:
    """Return the shortest text that reads back as *value*, without an exponent."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def first_rows(path: Path, most: int) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """Return the first rows of every sheet, as text with their numbers; one more than *most*."""
    try:
        with open_sheet(path, "\0"):
            names: list[str] = []
    except NoSuchSheet as error:
        names = error.names
    found = {}
    for name in names:
        with open_sheet(path, name) as rows:
            texts = [tuple(map(cell_text, row)) for row in islice(rows, most + 1)]
        found[name] = list(enumerate(texts, start=1))
    return found
