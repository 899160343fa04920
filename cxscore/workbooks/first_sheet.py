"""The first sheet of a workbook that is not empty, as a small table that people keep."""

from itertools import islice
from pathlib import Path

from cxscore.problems import Problem
from cxscore.tables import LARGEST, Table, table_of
from cxscore.workbooks.opening import open_book
from cxscore.workbooks.workbook import DamagedWorkbook, cell_text

MOST_ROWS = 200_000
"""Rows of a sheet that are read: a small table with more is none."""


def read_first_sheet(file: Path, path: str, code: str) -> Table:
    """Return the first sheet of the workbook *file* that is not empty.

    Args:
        file: whose name ends as that of a workbook.
        path: the file's path as it is printed.
        code: the code of its problems, such as ``CX300``.

    Raises:
        MissingLibrary: where what reads this kind of workbook is not installed.
    """
    if file.stat().st_size > LARGEST:
        return Table(path, problems=(Problem(path, 0, 0, code, "the file is too large"),))
    try:
        with open_book(file) as book:
            for name in book.names:
                rows = islice(book.grid(name).rows, MOST_ROWS)
                table = table_of(([cell_text(v) for v in row] for row in rows), path, code)
                if table.header:
                    break
    except DamagedWorkbook as error:
        says = str(error) or "it is no workbook, or a damaged one"
        return Table(path, problems=(Problem(path, 0, 0, code, says),))
    return table
