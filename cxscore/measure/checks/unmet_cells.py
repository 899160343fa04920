"""Keys of ``rename`` and markers of ``missing`` that meet no cell of their column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cxscore.documents import Where
from cxscore.measure.checks.cell_messages import NO_ANSWER
from cxscore.measure.checks.near_texts import MOST_VALUES, near_text
from cxscore.measure.database import literal
from cxscore.measure.engines.duckdb.casts import present_in, text_of
from cxscore.measure.engines.duckdb.scan import MOST_ROWS, Scanned
from cxscore.measure.places import shown
from cxscore.measure.wording import folded
from cxscore.model.dataset import Column
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_KEYS = 200
"""Keys of a column that are looked for; a list of all the names of a firm may name many more."""
_CODE = re.compile(r"[+-]?\d+(\.\d+)?")

Wanted = tuple[str, str]
"""The key of a column, ``rename`` or ``missing``, and what is written there."""


def unmet_in_cells(connection: "DuckDBPyConnection", scanned: Scanned) -> list[Problem]:
    """Return a warning for each old name and each marker that no cell of its column holds.

    Said are those of a column that is read, written in kpis.yaml itself. The
    usual markers (N/A, 99) and codes in figures are a precaution, of which
    nothing is said. What stands for blanks of the whole dataset is looked for
    by nobody, nor are the files where there are more than some million rows.
    """
    if not scanned.groups or sum(group.rows for group in scanned.groups) > MOST_ROWS:
        return []
    problems: list[Problem] = []
    for name in scanned.rows.schema.used:
        for path, wanted in _places(scanned, name).items():
            problems += _of_column(connection, scanned, name, path, wanted)
    return problems


def _places(scanned: Scanned, name: str) -> Mapping[Where, list[Wanted]]:
    """Return what is written about column *name*, by the place of the column."""
    schema = scanned.rows.schema
    places: list[tuple[Where, Mapping[str, Column]]] = [
        (("datasets", schema.id), schema.dataset.columns)
    ]
    places += [
        (("datasets", schema.id, "files", at), file.columns)
        for at, file in enumerate(schema.dataset.files)
    ]
    written = schema.definition.origin.places
    found: dict[Where, list[Wanted]] = {}
    for above, columns in places:
        path = (*above, "columns", name)
        column = columns.get(name, Column())
        # A file of old and new names serves several datasets, some of which lack some names.
        keys = [("rename", key) for key in column.rename if (*path, "rename", key) in written]
        keys += [("missing", marker) for marker in column.missing if not _is_usual(marker)]
        if keys:
            found[path] = keys[:MOST_KEYS]
    return found


def _is_usual(marker: str) -> bool:
    plain = marker.strip()
    return not plain or plain.lower() in NO_ANSWER or _CODE.fullmatch(plain) is not None


def _of_column(
    connection: "DuckDBPyConnection",
    scanned: Scanned,
    name: str,
    path: Where,
    wanted: Sequence[Wanted],
) -> Iterator[Problem]:
    schema = scanned.rows.schema
    relations = [
        f"SELECT {relation} AS cell FROM {file.relation()}"  # noqa: S608 (names are quoted)
        for file in scanned.rows.files
        if path[2] != "files" or schema.dataset.files.index(file.spec) == path[3]
        if (relation := schema.column_of(file, name)) is not None
    ]
    if not relations:
        return
    cells = f"SELECT DISTINCT cell FROM ({' UNION ALL '.join(relations)}) WHERE cell IS NOT NULL"  # noqa: S608 (names are quoted)
    looked_for = ", ".join(f"BOOL_OR({_meets(key, text)})" for key, text in wanted)
    met = connection.execute(f"SELECT {looked_for} FROM ({cells})").fetchall()[0]  # noqa: S608 (texts are quoted)
    unmet = [each for each, one in zip(wanted, met, strict=True) if not one]
    known = {
        folded(text) for each, one in zip(wanted, met, strict=True) if one for text in each[1:]
    }
    # Of one name in several spellings, one will do.
    unmet = [(key, text) for key, text in unmet if folded(text) not in known]
    if not unmet:
        return
    values = [
        str(value)
        for (value,) in connection.execute(
            f"SELECT DISTINCT {text_of('cell', Column(), ())} AS text FROM ({cells}) "  # noqa: S608 (texts are quoted)
            f"ORDER BY text LIMIT {MOST_VALUES + 1}"
        ).fetchall()
        if value is not None and folded(str(value)) not in known
    ]
    for key, text in unmet:
        said = ".".join(map(str, (*path, key)))
        says = f"{said}: '{shown(text)}' stands in no cell of {name}"
        hint = near_text(text, values if len(values) <= MOST_VALUES else [])
        where = (*path, key, text) if key == "rename" else (*path, key)
        origin = schema.definition.origin
        yield origin.problem(where, "CX271", says, hint, Severity.WARNING)


def _meets(key: str, text: str) -> str:
    """Return SQL that is true where *cell* is what is written as *text* under *key*."""
    if key == "rename":
        renamed = replace(Column(), rename={text: "$met"})
        return f"{text_of('cell', renamed, ())} = {literal('$met')}"
    marked = replace(Column(), missing=(text,))
    return f"NOT {present_in('cell', marked, ())} AND {present_in('cell', Column(), ())}"
