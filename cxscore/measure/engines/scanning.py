"""Work on all datasets: those in files two at a time, tables one after another."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from cxscore import background_imports
from cxscore.measure.engines.duckdb.rows import files_of
from cxscore.measure.engines.duckdb.scan import Scanned, scan
from cxscore.measure.queries.query import Asked
from cxscore.measure.thread_pool import ask_all_at_once, asking

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from cxscore.measure.engines.warehouse.rows import Table

T = TypeVar("T")
U = TypeVar("U")


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
    found = ask_all_at_once({id_: partial(scanned, id_) for id_ in in_files}, cursors.values())
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


@contextmanager
def answers_of(
    connection: "DuckDBPyConnection",
    scanned: Mapping[str, Scanned],
    first: "Callable[[DuckDBPyConnection, Scanned], T]",
    then: "Callable[[DuckDBPyConnection, Scanned], U]",
    besides: "Mapping[str, Callable[[DuckDBPyConnection], U]]",
) -> Iterator[tuple[dict[str, T], Callable[[], dict[str, U]]]]:
    """Yield what *first* gives for each dataset, and the way to wait for what *then* gives.

    *then* is asked of a dataset when its *first* has ended, and of a table at once: its own
    connection is asked one thing at a time. *besides* is work by other names, which waits for
    nothing. Each piece has a cursor of its own; what is done meanwhile must not ask by those of
    the scans.
    """
    names = (*scanned, *besides)
    cursors = [connection.cursor() for _ in (*scanned, *names)]
    own = iter(cursors)
    found: dict[str, T] = {}
    known: dict[str, U] = {}
    with asking(cursors) as begin:
        begun = {}
        for id_, one in scanned.items():
            if one.rows.in_files:
                begun[id_] = begin(partial(first, next(own), one))
            else:
                found[id_], known[id_] = first(next(own), one), then(next(own), one)

        def after(id_: str, cursor: "DuckDBPyConnection") -> U:
            begun[id_].result()
            return then(cursor, scanned[id_])

        later = {id_: begin(partial(besides[id_], next(own))) for id_ in besides}
        later |= {id_: begin(partial(after, id_, next(own))) for id_ in begun}
        found |= {id_: each.result() for id_, each in begun.items()}
        yield (
            {id_: found[id_] for id_ in scanned},
            lambda: {id_: known[id_] if id_ in known else later[id_].result() for id_ in names},
        )
