"""Bad cells of a table: told by what they hold, for rows of a table have no place."""

from collections.abc import Iterable, Sequence

from cxscore.measure.checks.bad_cells import blank_cell, code, date_name, expected, rank
from cxscore.measure.engines.duckdb.rows import Fault, Rows
from cxscore.measure.engines.warehouse.rows import TableRows
from cxscore.measure.places import Place
from cxscore.measure.wording import plural
from cxscore.problems import Problem


def bad_cells_of_table(rows: Rows, masks: Iterable[int]) -> list[Problem]:
    """Return what is wrong with the cells of a table, of which *masks* say the faults.

    The most frequent of them are told by what they hold, and how many rows
    hold it: a row of a table has no place. Where the dataset says what is
    unique, one such row is named by it.
    """
    assert isinstance(rows, TableRows), "the rows of a table are its own"
    file, found = rows.schema.sources[0], 0
    for mask in masks:
        found |= mask
    by_column: dict[str, list[Fault]] = {}
    for fault in rows.faults:
        if found >> fault.bit & 1:
            by_column.setdefault(fault.column, []).append(fault)
    problems = []
    for faults in by_column.values():
        worst = min(faults, key=rank)
        for cell, count, *key in rows.ask(rows.broken(faults, rows.schema.places)):
            told = "" if cell is None else str(cell)
            if worst.blank:
                text, hint = blank_cell(date_name(file), told)
            else:
                text, hint = expected(rows, file, worst).said(told)
            text += f", in {plural(count, 'row')}{_such_as(rows, key)}"
            problems.append(file.problem(Place(), code(rows, file, worst), text, hint))
    return problems


def _such_as(rows: Rows, key: Sequence[object]) -> str:
    """Return the *key* of one row, as the dataset's unique columns have it."""
    parts = [f"{n} {k}" for n, k in zip(rows.schema.dataset.unique, key, strict=True)]
    return f", as that with {' and '.join(parts)}" if parts else ""
