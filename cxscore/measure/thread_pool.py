"""Work on several datasets, two at a time: planning a query keeps one core busy, no more."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")
AT_ONCE = 2


def abreast(
    work: Mapping[str, Callable[[], T]], cursors: "Iterable[DuckDBPyConnection]"
) -> dict[str, T]:
    """Return what each piece of *work* gives, in their order.

    Each asks by a cursor of its own, one of *cursors*; an interruption, or a
    fault of one, ends them all.
    """
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="ask") as pool, ExitStack() as unfinished:
        unfinished.callback(_stop, pool, cursors)
        begun = {id_: pool.submit(piece) for id_, piece in work.items()}
        found = {id_: each.result() for id_, each in begun.items()}
        unfinished.pop_all()
        return found


def _stop(pool: ThreadPoolExecutor, cursors: "Iterable[DuckDBPyConnection]") -> None:
    pool.shutdown(wait=False, cancel_futures=True)
    for cursor in cursors:
        cursor.interrupt()
