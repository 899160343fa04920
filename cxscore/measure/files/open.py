"""The files of a dataset: opened as kpis.yaml says, and repaired where DuckDB refuses them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.documents import Where
from cxscore.measure.files import csv as csv_file
from cxscore.measure.files import excel as spreadsheet
from cxscore.measure.files import parquet
from cxscore.measure.files.delimited import Delimited
from cxscore.measure.files.encoding import DAMAGE, reason_of
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.flaws import broken_row, damaged, no_row_fits
from cxscore.measure.files.options import names_asked
from cxscore.measure.files.reader import Opening
from cxscore.measure.files.records import MISFIT
from cxscore.model.dataset import Dataset
from cxscore.model.dates import DateColumn
from cxscore.model.definition import Definition
from cxscore.paths import Refused, blamed, resolve
from cxscore.problems import SHOWN_PER_FILE, Problem
from cxscore.workbooks.opening import SUFFIXES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


KINDS: dict[tuple[str, ...], Callable[[Opening], Sequence[OpenFile]]] = {
    csv_file.SUFFIXES: csv_file.open_csv,
    SUFFIXES: spreadsheet.open_spreadsheet,
    parquet.SUFFIXES: parquet.open_parquet,
}
"""The kinds of files that are read, by how their names end."""


def open_files(
    definition: Definition, dataset: Dataset, workspace: Path, frame: Path | None = None
) -> tuple[list[OpenFile], list[Problem]]:
    """Open the files of *dataset*, in the order of kpis.yaml and, in a glob, of their names.

    Args:
        definition: says where paths start and which names are asked for.
        dataset: whose files.
        workspace: a folder of our own for copies; it has to outlive the files.
        frame: a Parquet file of rows that were handed over, in place of its files.

    Returns:
        the files that can be read, and what is wrong with the others.

    Raises:
        MissingLibrary: where a workbook is read and openpyxl is not installed.
        OSError: where a file may not be read.
    """
    found: list[OpenFile] = []
    problems: list[Problem] = []
    seen: dict[tuple[Path, str | None], str] = {}
    asked = names_asked(definition, dataset)
    hashing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sha256")
    for at, spec in enumerate(dataset.files):
        where = _where(definition, dataset, at)
        if frame is not None:
            opening = Opening(definition, dataset, spec, where, frame, workspace, asked, hashing)
            opening.shown = spec.path
            found += _open(opening, seen)
            problems += opening.problems
            continue
        try:
            paths = resolve(spec.path, definition.origin.folder, definition.origin.allowed)
        except Refused as refused:
            problems.append(
                definition.origin.problem(where, refused.code, refused.text, refused.hint)
            )
            continue
        for path in paths:
            opening = Opening(definition, dataset, spec, where, path, workspace, asked, hashing)
            found += _open(opening, seen)
            problems += opening.problems
    hashing.shutdown(wait=False)
    return found, problems


def repair_files(
    database: "DuckDBPyConnection",
    files: Sequence[OpenFile],
    read: Callable[[OpenFile], Iterable[str]],
    places: int = SHOWN_PER_FILE,
) -> tuple[list[OpenFile], list[Problem]]:
    """Find the files that DuckDB refuses, and replace them by copies of their sound rows.

    Args:
        database: opened for the files' paths.
        files: of one dataset.
        read: the columns (``c3``) of a file that are asked for: an
            undecodable byte in any other goes unnoticed.
        places: how many faults of a kind are told in a file.

    Returns:
        the files, those refused with their ``broken_rows``, and the faults
        of these rows by place; damaged files are left out.
    """
    sound: list[OpenFile] = []
    problems: list[Problem] = []
    for file in files:
        columns = sorted(set(read(file)))
        if not _is_refused(database, file, columns):
            sound.append(file)
        elif isinstance(file.source, Delimited):
            repaired, found = _repaired(file, file.source, columns, places)
            sound += [repaired] if repaired is not None else []
            problems += found
        else:
            problems.append(damaged(file.shown, parquet.DAMAGED))
    return sound, problems


def may_be_dated_in_blank_rows(file: OpenFile) -> bool:
    """Return whether a row of blanks may have a date: that of all rows, or one filled in."""
    filled = file.selection.filled or any(column.rename for column in file.columns.values())
    return bool(filled) or not isinstance(file.date, DateColumn)


def without_blank_rows(database: "DuckDBPyConnection", file: OpenFile) -> OpenFile:
    """Return *file* read without its rows of blanks, which are blank lines.

    It is *file* itself where it has none.
    """
    source = file.source
    query = source.first_blank_row() if isinstance(source, Delimited) else None
    if query is None or database.execute(query).fetchone() is None:
        return file
    assert isinstance(source, Delimited)
    return replace(file, source=replace(source, blank_rows=True))


def _repaired(
    file: OpenFile, source: Delimited, columns: Collection[str], places: int
) -> tuple[OpenFile | None, list[Problem]]:
    """Return a copy of the sound rows of *file*, and what is wrong with the others."""
    try:
        read = [int(name[1:]) - 1 for name in columns]
        repaired, flaws = source.repaired(read, file.selection.is_footer, places)
    except DAMAGE as error:
        return None, [damaged(file.shown, reason_of(error))]
    width, encoding = source.width, source.encoding
    if flaws.rows > 1 and not flaws.sound and {f.kind for f, _ in flaws.kept} <= set(MISFIT):
        # Where the header has no name that is asked for either, that has been said.
        found = [no_row_fits(file.shown, file.header_line, width)] if columns else []
    else:
        found = [broken_row(file.shown, f, more, width, encoding) for f, more in flaws.kept]
    return replace(
        file, source=repaired, broken_rows=flaws.rows, rows_left_out=flaws.left_out
    ), found


def _open(opening: Opening, seen: dict[tuple[Path, str | None], str]) -> Sequence[OpenFile]:
    """Open one file; nothing where it cannot be read, or has been *seen* before."""
    for sheet in opening.reading.sheet or (None,):
        if (opening.path, sheet) in seen:
            shown = opening.shown if sheet is None else f"sheet '{sheet}' of {opening.shown}"
            text = f"{shown} is read twice: '{seen[opening.path, sheet]}' names it already"
            opening.note_definition("CX219", text, "name each file once")
            return []
        seen[opening.path, sheet] = opening.spec.path
    name = opening.path.name.lower()
    for suffixes, open_kind in KINDS.items():
        if name.endswith(suffixes):
            with blamed(opening.path):
                return open_kind(opening)
    text = f"'{opening.path.name}' is not a kind of file that is read"
    hint = "save it as .csv, .csv.gz, .parquet, .xlsx, .xls, .xlsb or .ods"
    opening.note_definition("CX218", text, hint)
    return []


def _is_refused(database: "DuckDBPyConnection", file: OpenFile, columns: Collection[str]) -> bool:
    """Return whether DuckDB does not read *columns* of *file*."""
    import duckdb

    counts = ", ".join(f"count({name})" for name in columns) or "count(*)"
    try:
        database.execute(f"SELECT {counts} FROM {file.relation()}").fetchall()  # noqa: S608
    except duckdb.Error:
        return True
    return False


def _where(definition: Definition, dataset: Dataset, at: int) -> Where:
    """Return the place of the dataset's file number *at* in kpis.yaml."""
    single = ("datasets", dataset.id, "file")
    return single if single in definition.origin.places else ("datasets", dataset.id, "files", at)
