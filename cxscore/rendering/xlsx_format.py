"""scorecard.xlsx: the scorecard in ten sheets, where numbers are numbers and days are days."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cxscore.model.number_formats import CURRENCY_SIGNS, NO_BREAK
from cxscore.model.outline import Paper
from cxscore.problems import MissingLibrary
from cxscore.rendering.numbers import Quantity
from cxscore.rendering.pack import Pack
from cxscore.rendering.printable import FORMULAS, printable
from cxscore.rendering.worksheets import SHEETS
from cxscore.rendering.worksheets.cells import Cell, Column, Figure, Worksheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet as Sheet

REMEDY = "pip install 'cxscore[xlsx]'"
LONGEST = 32_767
"""Letters that a cell can hold."""
MOST_ROWS = 1_048_575
"""Rows that a sheet can hold below its headings."""
LINE, HIGHEST = 13.5, 409.0
"""Heights in points: of a line, and of a row at most."""
FILLED = 1.05
"""Letters that a line holds for each of the column's width, which is counted in digits."""
LEGIBLE = 220
"""Letters in all columns of a sheet that is still to be read where a page has them all."""
SEEN = 200
"""Rows that tell whether a column holds numbers."""
DAY, COUNT, PLAIN = "yyyy-mm-dd", "#,##0", "General"
PAPERS = {Paper.A4: 9, Paper.LETTER: 1}
"""Paper by the numbers that spreadsheets know it by."""
HEAD = {"bold": True, "font_color": "#ffffff", "bg_color": "#12436d"}
TOP = {"valign": "top", "font_name": "Calibri", "font_size": 10}
LEFT = {"align": "left", "indent": 1}
WRAPPED = {"text_wrap": True}
QUOTED = {"quote_prefix": True}
"""Text that begins as a formula does: it stays text where somebody edits the cell, too."""
COLOURS = {"On target": "#00665c", "At risk": "#7a4a00", "Off target": "#a3271b"}
"""Words that have the colour they have on the page, bold so that it is not the colour alone."""


def render_xlsx(pack: Pack) -> bytes:
    """Return scorecard.xlsx: the same scorecard gives the same bytes.

    No cell is a formula: text is typed as text whatever it begins with, and
    quoted where a spreadsheet would work it out. What a sheet cannot hold is
    left out and counted on the last one.

    Raises:
        MissingLibrary: where XlsxWriter is not installed.
    """
    try:
        from xlsxwriter.workbook import Workbook
    except ImportError as error:
        raise MissingLibrary("writing an Excel workbook", REMEDY) from error
    file, masthead = io.BytesIO(), pack.said.masthead
    with Workbook(file, {"in_memory": True}) as workbook:
        made = datetime.combine(pack.scorecard.as_of, time())
        workbook.set_properties(
            {
                "title": printable(masthead.document_title),
                "subject": printable(masthead.description),
                "author": printable(pack.scorecard.heading.organisation),
                "created": made,
            }
        )
        writer = _Writer(workbook, PAPERS[pack.scorecard.heading.paper])
        for worksheet in _fitting([make(pack) for make in SHEETS]):
            writer.write(worksheet)
    return file.getvalue()


def _fitting(sheets: Sequence[Worksheet]) -> Iterator[Worksheet]:
    """Yield *sheets* with the rows that fit; the last one, of the method, tells what does not."""
    told: list[Sequence[Cell]] = []
    for sheet in sheets[:-1]:
        if sheet.left_out:
            told.append(["Left out", sheet.name, sheet.left_out])
        more = len(sheet.rows) - MOST_ROWS
        if more > 0:
            text = f"{more} rows are left out, which a sheet cannot hold: kpis.csv has them."
            told.append(["Left out", sheet.name, text])
        yield replace(sheet, rows=sheet.rows[:MOST_ROWS])
    yield replace(sheets[-1], rows=[*sheets[-1].rows, *told])


class _Writer:
    """A workbook on its way, with the looks of cells, each made once."""

    def __init__(self, workbook: "Workbook", paper: int) -> None:
        self.workbook, self.paper = workbook, paper
        self._looks: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._of_figures: dict[tuple[str, bool, int, bool], Format] = {}

    def write(self, worksheet: Worksheet) -> None:
        """Add a sheet: its first row frozen, with a filter, and repeated on paper."""
        sheet = self.workbook.add_worksheet(worksheet.name)
        for at, column in enumerate(worksheet.columns):
            sheet.set_column(at, at, column.width)
            right = any(_is_number(row[at]) for row in worksheet.rows[:SEEN])
            look = HEAD | ({"align": "right"} if right else LEFT)
            sheet.write_string(0, at, _text(column.heading), self._look(look))
        for number, row in enumerate(worksheet.rows, 1):
            self._row(sheet, number, row, worksheet.columns)
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # ids such as 2026 are text
        sheet.autofilter(0, 0, len(worksheet.rows), len(worksheet.columns) - 1)
        self._for_paper(sheet, sum(column.width for column in worksheet.columns))

    def _row(
        self, sheet: "Sheet", number: int, row: Sequence[Cell], columns: Sequence[Column]
    ) -> None:
        lines = 1
        for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
            self._cell(sheet, number, at, cell, WRAPPED if column.wraps else {})
            if column.wraps and isinstance(cell, str):
                lines = max(lines, _lines(cell, column.width))
        if lines > 1:
            sheet.set_row(number, min(lines * LINE, HIGHEST))

    def _for_paper(self, sheet: "Sheet", width: int) -> None:
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(self.paper)
        if width <= LEGIBLE:
            sheet.fit_to_pages(1, 0)

    def _cell(
        self, sheet: "Sheet", row: int, column: int, cell: Cell, wrapped: Mapping[str, Any]
    ) -> None:
        match cell:
            case None | "":
                return
            case bool():
                sheet.write_string(row, column, "Yes" if cell else "No", self._look(LEFT))
            case Figure(number=number):
                sheet.write_number(row, column, number, self._figure_look(cell))
            case int():
                sheet.write_number(row, column, cell, self._look({"num_format": COUNT}))
            case float():
                sheet.write_number(row, column, cell, self._look({"num_format": PLAIN}))
            case date():
                when = datetime.combine(cell, time())
                sheet.write_datetime(row, column, when, self._look({"num_format": DAY} | LEFT))
            case str():
                look = {"font_color": COLOURS[cell], "bold": True} if cell in COLOURS else wrapped
                if cell.startswith(FORMULAS):
                    look = {**look, **QUOTED}
                sheet.write_string(row, column, _text(cell), self._look({**look, **LEFT}))

    def _figure_look(self, figure: Figure) -> "Format":
        """Return how *figure* is shown; one workbook writes all its numbers in the same way."""
        quantity = figure.quantity
        key = (quantity.unit, quantity.is_nps, figure.decimals, figure.is_difference)
        if key not in self._of_figures:
            self._of_figures[key] = self._look({"num_format": number_format(figure)})
        return self._of_figures[key]

    def _look(self, look: Mapping[str, Any]) -> "Format":
        key = tuple(look.items())
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format(TOP | dict(look))
        return self._looks[key]


@lru_cache(maxsize=10_000)
def _text(text: str) -> str:
    """Return *text* as a cell can hold it, with spaces that whoever searches for it will type."""
    return printable(text).replace(NO_BREAK, " ")[:LONGEST]


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float | Figure) and not isinstance(cell, bool)


def _lines(text: str, width: int) -> int:
    """Return about how many lines *text* takes in a column so wide, rather more than fewer."""
    return sum(1 + len(line) // int(FILLED * width) for line in text.split("\n"))


def number_format(figure: Figure) -> str:
    """Return how a spreadsheet shows *figure*: ``0.0"%"``, ``"£"#,##0.00``, ``+0;-0;0``."""
    quantity, digits = figure.quantity, "." + "0" * figure.decimals if figure.decimals else ""
    if quantity.is_nps or figure.is_difference:
        plain = _with_sign(f"#,##0{digits}", quantity)
        return f"+{plain};-{plain};{plain}"
    if quantity.is_percent:
        return f'0{digits}"%"'
    return _with_sign(f"#,##0{digits}", quantity)


def _with_sign(code: str, quantity: Quantity) -> str:
    """Return *code* with the sign of the currency, where it is one."""
    numbers = quantity.numbers
    if quantity.unit != "currency" or numbers.currency is None:
        return code
    sign = CURRENCY_SIGNS.get(numbers.currency, numbers.currency)
    gap = " " if sign == numbers.currency else numbers.format.currency_gap
    if numbers.format.currency_first:
        return f'"{sign}{gap}"{code}'
    return f'{code}"{gap}{sign}"'
