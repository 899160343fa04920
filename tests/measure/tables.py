"""The same table in every kind of file that is read."""

import csv
import gzip
import io
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import xlwt
from openpyxl import Workbook

LINED = ("csv", "csv.gz", "xlsx", "xls", "ods")
"""Kinds of files that have lines above the rows."""
KINDS = (*LINED, "parquet")


class Shown:
    """A number that its cell shows in per cent."""

    def __init__(self, part):
        self.part = part


def save(folder: Path, kind: str, rows, name: str = "t", merged=()) -> str:
    """Write *rows*, the names first, as *kind* into *folder*; return the file's name.

    *merged* are ranges of rows and columns, from 1 and inclusive:
    ``(top, left, bottom, right)``; of workbooks alone.
    """
    path = folder / f"{name}.{kind}"
    WRITERS[kind](path, rows, merged)
    return path.name


def _text(rows):
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(
        [["" if cell is None else cell for cell in row] for row in rows]
    )
    return written.getvalue().encode()


def _csv(path, rows, _):
    path.write_bytes(_text(rows))


def _gz(path, rows, _):
    path.write_bytes(gzip.compress(_text(rows), mtime=0))


def _xlsx(path, rows, merged):
    book = Workbook()
    for row in rows:
        book.active.append([cell.part if isinstance(cell, Shown) else cell for cell in row])
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if isinstance(cell, Shown):
                book.active.cell(at, column).number_format = "0.0%"
    for top, left, bottom, right in merged:
        book.active.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(path)


def _xls(path, rows, merged):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    day, percent = (xlwt.easyxf(num_format_str=form) for form in ("YYYY-MM-DD", "0.0%"))
    tops = {(top, left): (bottom, right) for top, left, bottom, right in merged}
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            style = [day] if isinstance(cell, date) else []
            if isinstance(cell, Shown):
                style = [percent]
            value = cell.part if isinstance(cell, Shown) else cell
            if (at, column) in tops:
                bottom, right = tops[at, column]
                sheet.write_merge(at - 1, bottom - 1, column - 1, right - 1, value, *style)
            elif cell == "#DIV/0!":
                sheet.row(at - 1).set_cell_error(column - 1, cell)
            elif cell is not None:
                sheet.write(at - 1, column - 1, value, *style)
    book.save(str(path))


def _ods_cell(cell, span):
    spans = (
        ""
        if span is None
        else (f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"')
    )
    match cell:
        case None:
            return f"<table:table-cell{spans}/>"
        case bool():
            kind = f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
        case Shown():
            kind = f'office:value-type="percentage" office:value="{cell.part}"'
        case int() | float():
            kind = f'office:value-type="float" office:value="{cell}"'
        case datetime() | date():
            kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
        case timedelta():
            kind = f'office:value-type="time" office:time-value="PT{cell.seconds}S"'
        case _:
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
            return f'<table:table-cell office:value-type="string"{spans}>{lines}</table:table-cell>'
    return f"<table:table-cell {kind}{spans}><text:p>as shown</text:p></table:table-cell>"


def _ods(path, rows, merged):
    tops = {(t, left): (b - t + 1, r - left + 1) for t, left, b, r in merged}
    lines = "".join(
        "<table:table-row>"
        + "".join(_ods_cell(cell, tops.get((at, column))) for column, cell in enumerate(row, 1))
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for at, row in enumerate(rows, start=1)
    )
    lines += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
    lines += "</table:table-row>"
    save_ods(path, f"<table:table table:name={quoteattr('Data')}>{lines}</table:table>")


def save_ods(path, tables):
    """Write a workbook of *tables*, XML of the OpenDocument format."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    with ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )


def _parquet(path, rows, _):
    names, *below = rows
    columns = list(zip(*below, strict=True))
    # A column of mixed cells, as footers make it, can only be text in Parquet.
    arrays = [
        pa.array(cells)
        if len({type(cell) for cell in cells if cell is not None}) < 2
        else pa.array([None if cell is None else str(cell) for cell in cells])
        for cells in columns
    ]
    pq.write_table(pa.table(arrays, names=list(names)), path)


WRITERS = {
    "csv": _csv,
    "csv.gz": _gz,
    "xlsx": _xlsx,
    "xls": _xls,
    "ods": _ods,
    "parquet": _parquet,
}
