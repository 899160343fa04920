"""The same table in every kind of file that is read."""

import csv
import gzip
import io
from datetime import date, datetime, timedelta
from pathlib import Path
from struct import pack
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import xlwt
from openpyxl import Workbook

LINED = ("csv", "csv.gz", "xlsx", "xls", "xlsb", "ods")
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


def _record(kind, content=b""):
    """A record of .xlsb: its number and its length in groups of seven bits."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    while size >= 0x80:
        head += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + bytes([size]) + content


def _wide(text):
    return pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb_cell(column, cell, shared):
    style = {Shown: 1, date: 2}.get(type(cell), 0)
    head = pack("<II", column, style)
    if isinstance(cell, Shown):
        return _record(5, head + pack("<d", cell.part))
    if isinstance(cell, date):
        return _record(5, head + pack("<d", (cell - date(1899, 12, 30)).days))
    if isinstance(cell, bool):
        return _record(4, head + bytes([cell]))
    if isinstance(cell, int):
        return _record(2, head + pack("<i", cell << 2 | 2))
    if isinstance(cell, float):
        return _record(9, head + pack("<d", cell) + bytes(6))
    if cell == "#DIV/0!":
        return _record(3, head + b"\x07")
    shared.append(cell)
    return _record(7, head + pack("<I", len(shared) - 1))


def _xlsb(path, rows, merged):
    size = pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    shared, sheet = [], _record(129) + _record(148, size) + _record(145)
    for at, row in enumerate(rows):
        sheet += _record(0, pack("<IIHHB", at, 0, 300, 0, 0) + bytes(4))
        for column, cell in enumerate(row):
            sheet += b"" if cell is None else _xlsb_cell(column, cell, shared)
    sheet += _record(146) + _record(177, pack("<I", len(merged)))
    for top, left, bottom, right in merged:
        sheet += _record(176, pack("<IIII", top - 1, bottom - 1, left - 1, right - 1))
    formats = [(0, 0), (0, 10), (0, 14)]
    styles = _record(278) + _record(617, pack("<I", 3))
    styles += b"".join(_record(47, pack("<HH", *each) + bytes(12)) for each in formats)
    book = _record(131) + _record(153, bytes(8) + _wide("")) + _record(143)
    book += _record(156, pack("<II", 0, 1) + _wide("rId1") + _wide("Data")) + _record(144)
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", book + _record(132))
        archive.writestr("xl/worksheets/sheet1.bin", sheet + _record(130))
        archive.writestr("xl/styles.bin", styles + _record(618) + _record(279))
        items = b"".join(_record(19, b"\0" + _wide(text)) for text in shared)
        head = _record(159, pack("<II", len(shared), len(shared)))
        archive.writestr("xl/sharedStrings.bin", head + items + _record(160))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kinds}" Target="worksheets/sheet1.bin"/>'
            "</Relationships>",
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
    "xlsb": _xlsb,
    "ods": _ods,
    "parquet": _parquet,
}
