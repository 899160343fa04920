"""Work on several datasets, two at a time: planning a query keeps one core busy, no more."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")
AT_ONCE = 2


Begin = Callable[[Callable[[], T]], Future[T]]
"""Has a piece of work done, after those that were begun before, and gives what it will return."""


@contextmanager
def asking(cursors: "Iterable[DuckDBPyConnection]") -> Iterator[Begin[Any]]:
    """Yield the way to begin pieces of work; all are done at the end.

    Each asks by a cursor of its own, one of *cursors*; an interruption, or a
    fault of one that is awaited, ends them all.
    """
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="ask") as pool, ExitStack() as unfinished:
        unfinished.callback(_stop, pool, cursors)
        yield pool.submit
        unfinished.pop_all()


def ask_all_at_once(
    work: Mapping[str, Callable[[], T]], cursors: "Iterable[DuckDBPyConnection]"
) -> dict[str, T]:
    """Return what each piece of *work* gives, in their order; they ask as in :func:`asking`."""
    with asking(cursors) as begin:
        begun: dict[str, Future[T]] = {id_: begin(piece) for id_, piece in work.items()}
        return {id_: each.result() for id_, each in begun.items()}


def _stop(pool: ThreadPoolExecutor, cursors: "Iterable[DuckDBPyConnection]") -> None:
    pool.shutdown(wait=False, cancel_futures=True)
    for cursor in cursors:
        cursor.interrupt()
