"""Blanks below values of a column that rows are grouped or chosen by: merged cells, probably."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mean, pstdev
from typing import TYPE_CHECKING

from cxscore.measure.engines.duckdb.casts import text_of
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.files.first_rows import ask_first_rows
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


def merged_cells(connection: "DuckDBPyConnection", scanned: Scanned) -> list[Problem]:
    """Return a warning for each column of words whose values stand once for several rows."""
    schema = scanned.rows.schema
    wanted = [*schema.texts, *(named.column for named in schema.named)]
    names = [n for n in dict.fromkeys(wanted) if schema.type_of(n) is ColumnType.TEXT]
    problems: list[Problem] = []
    for file in scanned.rows.files:
        found = {name: schema.column_of(file, name) for name in names}
        placed = {name: relation for name, relation in found.items() if relation is not None}
        if not placed:
            continue
        picked = [
            text_of(relation, schema.described(file, name), schema.dataset.missing)
            for name, relation in placed.items()
        ]
        cells = list(zip(*ask_first_rows(connection, file, picked), strict=True))
        for name, column in zip(placed, cells, strict=False):
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
