"""The scans of all datasets."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from cxscore.measure.engines.duckdb.scan import Scanned, scan
from cxscore.measure.queries.query import Asked
from cxscore.measure.thread_pool import abreast

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def scan_all(connection: "DuckDBPyConnection", asked: Mapping[str, Asked]) -> dict[str, Scanned]:
    """Return what the scans of all datasets gave, in their order; each has a cursor of its own."""
    wanted = {id_: one for id_, one in asked.items() if one.sheet.files}
    cursors = {id_: connection.cursor() for id_ in wanted}
    work = {id_: partial(scan, cursors[id_], id_, one) for id_, one in wanted.items()}
    return abreast(work, cursors.values())
