"""Work on all datasets: those in files two at a time, tables one after another."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from cxscore import background_imports
from cxscore.measure.engines.duckdb.scan import Scanned, scan
from cxscore.measure.queries.query import Asked
from cxscore.measure.thread_pool import abreast

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from cxscore.measure.engines.warehouse.rows import Table

T = TypeVar("T")


def scan_all(
    connection: "DuckDBPyConnection", asked: Mapping[str, Asked], tables: "Mapping[str, Table]"
) -> dict[str, Scanned]:
    """Return what the scans of all datasets gave, in their order; each has a cursor of its own."""
    wanted = {id_: one for id_, one in asked.items() if one.schema.sources}
    cursors = {id_: connection.cursor() for id_ in wanted}
    work = {
        id_: partial(scan, cursors[id_], id_, one)
        for id_, one in wanted.items()
        if id_ not in tables
    }
    background_imports.begin()
    found = abreast(work, cursors.values())
    if tables:
        from cxscore.measure.engines.warehouse.scan import scan_table
    for id_ in wanted.keys() & tables.keys():
        found[id_] = scan_table(cursors[id_], id_, wanted[id_], tables[id_])
    return {id_: found[id_] for id_ in wanted}


def of_each(
    connection: "DuckDBPyConnection",
    scanned: Mapping[str, Scanned],
    work: "Callable[[DuckDBPyConnection, Scanned], T]",
) -> dict[str, T]:
    """Return what *work* gives for each dataset, in their order; each has a cursor of its own.

    A table's own connection is asked one thing at a time.
    """
    cursors = {id_: connection.cursor() for id_ in scanned}
    pieces = {id_: partial(work, cursors[id_], one) for id_, one in scanned.items()}
    found = {id_: piece() for id_, piece in pieces.items() if not scanned[id_].rows.in_files}
    in_files = {id_: piece for id_, piece in pieces.items() if id_ not in found}
    found |= abreast(in_files, cursors.values())
    return {id_: found[id_] for id_ in scanned}
