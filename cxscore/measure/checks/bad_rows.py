"""Bad rows: whether they stop the work, or are skipped and said."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.measure.checks.bad_cells import bad_cells, columns_at_fault
from cxscore.measure.checks.overlaps import find_overlaps
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.places import Place
from cxscore.model.dataset import BadRows
from cxscore.problems import Problem, Severity, grouped, has_errors

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BROKEN = frozenset({"CX213", "CX214", "CX215", "CX256"})
"""Codes of rows that are broken, and could be skipped."""


@frozen
class Verdict:
    """What becomes of the bad rows of a dataset."""

    problems: list[Problem]
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Rows that are skipped, by a segment's wording: ``region: North``."""


@frozen
class _File:
    """How many rows of a file count, and which of them are bad."""

    number: int
    rows: int
    """Those that the dataset's ``where`` keeps, and those of which that cannot be told."""
    masks: Mapping[int, int]
    """How many rows have the same bad cells."""
    broken: int

    @property
    def bad(self) -> int:
        return self.broken + sum(self.masks.values())


def judge_rows(
    connection: "DuckDBPyConnection", scanned: Scanned, bad_rows: BadRows | None
) -> Verdict:
    """Return what is wrong with the rows that were *scanned*, as errors or as what is skipped.

    *bad_rows* stands in where the dataset does not say. Rows are skipped
    only while something is left, and never more than the share allowed.
    """
    schema = scanned.rows.schema
    files = list(_files(scanned))
    bad, rows = sum(file.bad for file in files), sum(file.rows for file in files)
    allowed = schema.dataset.bad_rows or bad_rows or BadRows()
    if not bad:
        sound = not has_errors([*scanned.problems, *schema.problems])
        found = find_overlaps(connection, scanned) if sound else []
        return Verdict([*scanned.problems, *found])
    if bad < rows and bad <= allowed.up_to * rows * (1 + 1e-9):
        verdict = _skip(scanned, files)
        return replace(verdict, problems=verdict.problems + find_overlaps(connection, scanned))
    problems = list(scanned.problems)
    for file in files:
        problems += _bad_cells(connection, scanned.rows, file) if file.masks else []
    if allowed.up_to:
        problems.append(_too_many(scanned, bad, rows, allowed))
    return Verdict(problems)


def _bad_cells(connection: "DuckDBPyConnection", rows: Rows, file: _File) -> list[Problem]:
    """Return what is wrong with the cells of *file*, or of the table that stands for one."""
    if rows.in_files:
        return bad_cells(connection, rows, file.number)
    from cxscore.measure.checks.bad_table_cells import bad_cells_of_table

    return bad_cells_of_table(rows, file.masks)


def _files(scanned: Scanned) -> Iterator[_File]:
    read = scanned.rows
    # A table has no rows that are broken.
    for number, broken in enumerate([f.broken_rows for f in read.files] if read.in_files else [0]):
        masks: Counter[int] = Counter()
        rows = broken
        for group in scanned.groups:
            if group.file == number and (group.keep or group.faults):
                rows += group.rows
                if group.faults:
                    masks[group.faults] += group.rows
        yield _File(number, rows, masks, broken)


def _skip(scanned: Scanned, files: list[_File]) -> Verdict:
    headers = {file.shown: file.header_line for file in scanned.rows.files}
    problems = [
        problem
        for problem in scanned.problems
        # What is said at the header is that no row fits it, which is nothing to skip.
        if problem.code not in BROKEN or problem.line == headers.get(problem.path)
    ]
    problems += [_skipped(scanned, file) for file in files if file.bad]
    segments: dict[str, int] = {}
    for tally in scanned.tallies:
        for (column, value), count in tally.faulty():
            segments[f"{column}: {'blank' if value is None else value}"] = count
    return Verdict(problems, segments)


def _skipped(scanned: Scanned, file: _File) -> Problem:
    columns: Counter[str] = Counter()
    for mask, count in file.masks.items():
        for name in columns_at_fault(scanned.rows, file.number, mask):
            columns[name] += count
    text = f"{grouped(file.bad)} of {grouped(file.rows)} rows {_are(file.bad)} skipped"
    if columns:
        cells = ", ".join(f"{grouped(count)} in {name}" for name, count in columns.items())
        text += f" because of bad cells: {cells}"
        text += f"; {grouped(file.broken)} {_are(file.broken)} broken" if file.broken else ""
    else:
        text += " because they are broken" if file.broken > 1 else " because it is broken"
    opened = scanned.rows.schema.sources[file.number]
    return opened.problem(Place(), "CX241", text, severity=Severity.WARNING)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _too_many(scanned: Scanned, bad: int, rows: int, allowed: BadRows) -> Problem:
    schema = scanned.rows.schema
    where = ("datasets", schema.id, "bad_rows", "skip_up_to")
    if bad == rows:
        text = f"every row of {schema.id} is bad, so there would be nothing left"
        return schema.definition.origin.problem(where, "CX242", text)
    share = f"{allowed.up_to * 100:.9g}%"
    text = (
        f"{grouped(bad)} of {grouped(rows)} rows of {schema.id} are bad, "
        f"more than the {share} that may be skipped"
    )
    return schema.definition.origin.problem(where, "CX242", text)
