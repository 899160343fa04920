"""The files of a dataset: opened as kpis.yaml says, and mended where DuckDB refuses them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.measure.delimited import Delimited
from cxscore.measure.melted import DATE
from cxscore.measure.opened import OpenFile
from cxscore.measure.opening import DAMAGE, Opening, names_asked
from cxscore.measure.places import Place, readable
from cxscore.measure.records import Fault
from cxscore.model.dataset import Dataset
from cxscore.model.definition import Definition
from cxscore.paths import Refused, resolve
from cxscore.problems import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["DATE", "OpenFile", "Place", "mend_files", "open_files"]


CODES = {"few": "CX213", "many": "CX213", "open": "CX214", "after": "CX214", "byte": "CX215"}
HINTS = {
    "few": "",
    "many": "put cells that hold the delimiter in quotes",
    "open": "close it, or write a quote that is meant as one twice",
    "after": "write a quote inside a quoted cell twice",
    "byte": "set 'encoding' to that of the file, such as cp1252, or mend the cell",
}


def open_files(
    definition: Definition, dataset: Dataset, workspace: Path
) -> tuple[list[OpenFile], list[Problem]]:
    """Open the files of *dataset*, in the order of kpis.yaml and, in a glob, of their names.

    Args:
        definition: says where paths start and which names are asked for.
        dataset: whose files.
        workspace: a folder of our own for copies; it has to outlive the files.

    Returns:
        the files that can be read, and what is wrong with the others.

    Raises:
        MissingLibrary: where a workbook is read and openpyxl is not installed.
        OSError: where a file may not be read.
    """
    found: list[OpenFile] = []
    problems: list[Problem] = []
    seen: dict[Path, str] = {}
    asked = names_asked(definition, dataset)
    hashing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sha256")
    for at, spec in enumerate(dataset.files):
        where = _where(definition, dataset, at)
        try:
            paths = resolve(spec.path, definition.origin.folder, definition.origin.allowed)
        except Refused as refused:
            problems.append(
                definition.origin.problem(where, refused.code, refused.text, refused.hint)
            )
            continue
        for path in paths:
            opening = Opening(definition, dataset, spec, where, path, workspace, asked)
            if path in seen:
                opening.listed_twice(seen[path])
            else:
                seen[path] = spec.path
                opened = opening.open(hashing.submit(_sha256, path))
                found += [opened] if opened is not None else []
            problems += opening.problems
    hashing.shutdown(wait=False)
    return found, problems


def mend_files(
    database: "DuckDBPyConnection",
    files: Sequence[OpenFile],
    read: Callable[[OpenFile], Iterable[str]],
) -> tuple[list[OpenFile], list[Problem]]:
    """Find the files that DuckDB refuses, and replace them by copies of their sound rows.

    Args:
        database: opened for the files' paths.
        files: of one dataset.
        read: the columns (``c3``) of a file that are asked for: an
            undecodable byte in any other goes unnoticed.

    Returns:
        the files, those refused with their ``broken_rows``, and the faults
        of these rows by place; damaged files are left out.
    """
    sound: list[OpenFile] = []
    problems: list[Problem] = []
    for file in files:
        columns = sorted(set(read(file)))
        refusal = _refusal(database, file, columns)
        if refusal is None:
            sound.append(file)
        elif isinstance(file.source, Delimited):
            try:
                mended, flaws = file.source.mended([int(name[1:]) - 1 for name in columns])
            except DAMAGE as error:
                problems.append(_damaged(file, error))
                continue
            sound.append(replace(file, source=mended, broken_rows=flaws.rows))
            problems += (_flaw(file, fault, more) for fault, more in flaws.kept)
        else:
            problems.append(refusal)
    return sound, problems


def _refusal(
    database: "DuckDBPyConnection", file: OpenFile, columns: Collection[str]
) -> Problem | None:
    """Return why DuckDB does not read *columns* of *file*, or None where it does."""
    import duckdb

    counts = ", ".join(f"count({name})" for name in columns) or "count(*)"
    try:
        database.execute(f"SELECT {counts} FROM {file.relation()}").fetchall()  # noqa: S608
    except duckdb.Error as error:
        return _damaged(file, error)
    return None


def _damaged(file: OpenFile, error: Exception) -> Problem:
    reason = readable(str(error)).splitlines()[0] if str(error) else "it ends too early"
    text = f"the file is damaged or not what its name says: {reason}"
    return file.problem(Place(), "CX218", text)


def _flaw(file: OpenFile, fault: Fault, more: int) -> Problem:
    width = len(file.header)
    cells = "cell" if fault.found == "1" else "cells"
    texts = {
        "few": f"this row has {fault.found} {cells}, the header {width}",
        "many": f"this row has {fault.found} cells, the header {width}",
        "open": "the quote that opens here is never closed",
        "after": f"text follows the quoted cell that begins here: {fault.found}",
        "byte": f"byte 0x{fault.found.upper()} is not {_encoding(file)}",
    }
    problem = file.problem(
        Place(fault.line, fault.column),
        CODES[fault.kind],
        readable(texts[fault.kind]),
        HINTS[fault.kind],
    )
    return replace(problem, more=more)


def _encoding(file: OpenFile) -> str:
    assert isinstance(file.source, Delimited)
    return file.source.encoding.upper().replace("-SIG", "")


def _where(definition: Definition, dataset: Dataset, at: int) -> tuple[str | int, ...]:
    """Return the place of the dataset's file number *at* in kpis.yaml."""
    single = ("datasets", dataset.id, "file")
    return single if single in definition.origin.places else ("datasets", dataset.id, "files", at)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
