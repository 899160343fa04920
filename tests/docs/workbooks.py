"""The workbooks, fonts and slides that the pages name: made here, because they are no text."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests import brands

Rows = list[list[object]]


def _days(year: int, month: int) -> Rows:
    return [["day", "orders"], *([date(year, month, day), day * 3] for day in (2, 11, 23))]


_PICKING: Rows = [
    ["Warehouse", "Dec-25", "Jan-26", "Feb-26"],
    ["Orders picked right, %", "in", "per", "cent"],
    ["Orders picked right, %", 99.61, 99.64, 99.58],
]
BOOKS: Mapping[str, Mapping[str, Rows]] = {
    "orders.xlsx": {
        "Jan": _days(2026, 1),
        "Feb": _days(2026, 2),
        "Data": _days(2026, 3),
        "Notes": [["Nothing of these"]],
    },
    "picking.xlsx": {"Notes": [["See Data"]], "Data": _PICKING},
}
"""By file: the rows of each sheet."""
FONTS = {"Brand-Regular.ttf": 400, "Brand-Bold.ttf": 700}


def write(path: Path) -> None:
    """Write what is called like *path*."""
    if path.name in FONTS:
        path.write_bytes(brands.font(weight=FONTS[path.name]))
        return
    if path.suffix == ".pptx":
        import pptx

        pptx.Presentation().save(path)
        return
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in BOOKS[path.name].items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
