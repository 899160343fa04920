"""Work on all datasets: those in files two at a time, tables one after another."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from cxscore import background_imports
from cxscore.measure.engines.duckdb.rows import files_of
from cxscore.measure.engines.duckdb.scan import Scanned, scan
from cxscore.measure.queries.query import Asked
from cxscore.measure.thread_pool import abreast

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from cxscore.measure.engines.warehouse.rows import Table

T = TypeVar("T")


def scan_all(
    connection: "DuckDBPyConnection",
    asked: Mapping[str, Asked],
    tables: "Mapping[str, Table]",
    look: "Callable[[DuckDBPyConnection, Scanned], T]",
) -> dict[str, tuple[Scanned, T]]:
    """Return what the scans of all datasets gave, in their order, each with a *look* at it.

    Each has a cursor of its own. The largest begin, so that none is left alone at the end.
    """
    wanted = {id_: one for id_, one in asked.items() if one.schema.sources}
    cursors = {id_: connection.cursor() for id_ in wanted}

    def scanned(id_: str) -> tuple[Scanned, T]:
        found = scan(cursors[id_], id_, wanted[id_])
        return found, look(cursors[id_], found)

    in_files = sorted(wanted.keys() - tables.keys(), key=lambda id_: (-_size(wanted[id_]), id_))
    background_imports.begin()
    found = abreast({id_: partial(scanned, id_) for id_ in in_files}, cursors.values())
    if tables:
        from cxscore.measure.engines.warehouse.scan import scan_table
    for id_ in wanted.keys() & tables.keys():
        rows = scan_table(cursors[id_], id_, wanted[id_], tables[id_])
        found[id_] = rows, look(cursors[id_], rows)
    return {id_: found[id_] for id_ in wanted}


def _size(asked: Asked) -> int:
    """Return the bytes of the files of a dataset, as far as they are there."""
    paths = [path for file in files_of(asked.schema) for path in file.paths]
    return sum(path.stat().st_size for path in paths if path.exists())


def of_each(
    connection: "DuckDBPyConnection",
    scanned: Mapping[str, Scanned],
    work: "Callable[[DuckDBPyConnection, Scanned], T]",
    more: "Mapping[str, Callable[[DuckDBPyConnection], T]] | None" = None,
) -> dict[str, T]:
    """Return what *work* gives for each dataset, in their order; each has a cursor of its own.

    So has each piece of *more*, work by another name that is done beside it.
    A table's own connection is asked one thing at a time.
    """
    more = more or {}
    cursors = {id_: connection.cursor() for id_ in (*scanned, *more)}
    pieces = {id_: partial(work, cursors[id_], one) for id_, one in scanned.items()}
    found = {id_: piece() for id_, piece in pieces.items() if not scanned[id_].rows.in_files}
    beside = {id_: partial(piece, cursors[id_]) for id_, piece in more.items()}
    in_files = {id_: piece for id_, piece in pieces.items() if id_ not in found}
    found |= abreast(beside | in_files, cursors.values())
    return {id_: found[id_] for id_ in pieces | beside}
