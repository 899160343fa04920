"""The scans of all datasets: of files in DuckDB, of tables where they are."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from cxscore.measure.engines.duckdb.scan import Scanned, scan
from cxscore.measure.queries.query import Asked
from cxscore.measure.thread_pool import abreast

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from cxscore.measure.engines.warehouse.rows import Table


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
    found = abreast(work, cursors.values())
    if tables:
        from cxscore.measure.engines.warehouse.scan import scan_table
    for id_ in wanted.keys() & tables.keys():
        found[id_] = scan_table(cursors[id_], id_, wanted[id_], tables[id_])
    return {id_: found[id_] for id_ in wanted}
