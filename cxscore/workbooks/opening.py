"""A workbook, opened as the kind that its name says it is."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from cxscore.workbooks.ods import open_ods
from cxscore.workbooks.workbook import Book
from cxscore.workbooks.xls import open_xls
from cxscore.workbooks.xlsb import open_xlsb
from cxscore.workbooks.xlsx import open_xlsx

BOOKS: Mapping[tuple[str, ...], Callable[[Path], AbstractContextManager[Book]]] = {
    (".xlsx", ".xlsm"): open_xlsx,
    (".xls",): open_xls,
    (".xlsb",): open_xlsb,
    (".ods",): open_ods,
}
"""The kinds of workbooks, by how their names end."""

SUFFIXES = tuple(suffix for suffixes in BOOKS for suffix in suffixes)


def open_book(path: Path) -> AbstractContextManager[Book]:
    """Return *path* opened; its name ends in one of ``SUFFIXES``.

    Raises:
        MissingLibrary: where what reads this kind of workbook is not installed.
        DamagedWorkbook: within it, where it is no workbook, or a broken one.
    """
    name = path.name.lower()
    return next(opens for suffixes, opens in BOOKS.items() if name.endswith(suffixes))(path)
