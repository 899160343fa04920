"""The scans of all datasets, two at a time: planning a query keeps one core busy, no more."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

from cxscore.measure.asking import Asked
from cxscore.measure.scanned import Scanned, scan

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AT_ONCE = 2


def scan_all(connection: "DuckDBPyConnection", asked: Mapping[str, Asked]) -> dict[str, Scanned]:
    """Return what the scans of all datasets gave, in their order.

    Each has a cursor of its own; an interruption, or a fault of one, ends them all.
    """
    wanted = {id_: one for id_, one in asked.items() if one.sheet.files}
    cursors = {id_: connection.cursor() for id_ in wanted}
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="scan") as pool, ExitStack() as unfinished:
        unfinished.callback(_stop, pool, cursors.values())
        scans = {id_: pool.submit(scan, cursors[id_], id_, one) for id_, one in wanted.items()}
        found = {id_: each.result() for id_, each in scans.items()}
        unfinished.pop_all()
        return found


def _stop(pool: ThreadPoolExecutor, cursors: "Iterable[DuckDBPyConnection]") -> None:
    pool.shutdown(wait=False, cancel_futures=True)
    for cursor in cursors:
        cursor.interrupt()
