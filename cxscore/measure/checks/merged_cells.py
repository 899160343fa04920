"""Blanks below values of a column that rows are grouped or chosen by: merged cells, probably."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mean, pstdev
from typing import TYPE_CHECKING

from cxscore.measure.engines.duckdb.casts import text_of
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.first_rows import Look, ask_first_rows
from cxscore.measure.places import Place
from cxscore.model.column_type import ColumnType
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NEARLY = 0.8
"""Share of the values that have blanks below them."""
MANY = 5
"""Values from which on the blanks below them have to be about as many each time."""
EVEN = 0.6
"""Standard deviation of their number, as a part of the mean, up to which they are."""


def merged_cells(connection: "DuckDBPyConnection", scanned: Scanned, file: OpenFile) -> Look:
    """Look for columns of words whose values stand once for several rows: a warning for each."""
    schema = scanned.rows.schema
    wanted = [*schema.texts, *(named.column for named in schema.named)]
    names = [n for n in dict.fromkeys(wanted) if schema.type_of(n) is ColumnType.TEXT]
    texts = {}
    for name in names:
        if (relation := schema.column_of(file, name)) is not None:
            described = schema.described(file, name)
            texts[name] = text_of(relation, described, schema.dataset.missing)
    told = yield ["COUNT(*)", *(f"COUNT({text})" for text in texts.values())] if texts else []
    # Few columns have a blank below most of their values: of the others no cell is looked at.
    gaps = {
        name: texts[name]
        for name, known in zip(texts, told[1:], strict=False)
        if 0 < 2 * known <= told[0]
    }
    cells = ask_first_rows(connection, file, list(gaps.values())) if gaps else []
    problems: list[Problem] = []
    for name, column in zip(gaps, zip(*cells, strict=True), strict=True):
        for size in _groups(column):
            text = f"{name}: {size - 1} of {size} cells under each value are blank: "
            text += "a merged cell? `fill: down`"
            hint = f"write it under datasets.{schema.id}.columns.{name}"
            problems.append(file.problem(Place(), "CX274", text, hint, Severity.WARNING))
    return problems


def _groups(cells: Sequence[str | None]) -> Iterator[int]:
    """Yield how many rows the first value stands for, where values stand for several rows."""
    starts = [at for at, cell in enumerate(cells) if cell is not None]
    if len(starts) < 2 or starts[0] != 0 or len(cells) < 2 * len(starts):
        return
    ends = [*starts[1:], len(cells)]
    sizes = [end - start for start, end in zip(starts, ends, strict=True)]
    values = [cells[start] for start in starts]
    repeated = any(one == other for one, other in pairwise(values))
    blanks = sum(size > 1 for size in sizes)
    even = len(sizes) < MANY or pstdev(sizes) <= EVEN * mean(sizes)
    if not repeated and blanks >= NEARLY * len(sizes) and even:
        yield next(size for size in sizes if size > 1)
