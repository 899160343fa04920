"""The sheets of the workbook in their order, and what makes each of them."""

from collections.abc import Callable, Sequence

from cxscore.rendering.pack import Pack
from cxscore.rendering.worksheets.cells import Worksheet
from cxscore.rendering.worksheets.kpis import scorecard_sheet, segments_sheet, series_sheet
from cxscore.rendering.worksheets.origins import (
    method_sheet,
    owners_sheet,
    restated_sheet,
    sources_sheet,
)
from cxscore.rendering.worksheets.registers import commentary_sheet, log_sheet, promises_sheet

SHEETS: Sequence[Callable[[Pack], Worksheet]] = (
    scorecard_sheet,
    series_sheet,
    segments_sheet,
    owners_sheet,
    log_sheet,
    promises_sheet,
    commentary_sheet,
    restated_sheet,
    sources_sheet,
    method_sheet,
)
