"""A DuckDB that reads the files it is told of, and nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.scratch import open_scratch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_LIMIT = "1GB"
"""What DuckDB may hold before it spills to the workspace; the process needs some besides."""

FEW_BYTES = 4_000_000
"""Of all files together: up to here the engine has one thread, with two more is handed over than
is gained. Datasets are asked two at a time all the same."""
_PACKED = (b"PAR1", b"\x1f\x8b")
"""What files of Parquet and gzip begin with, which may be ten times larger than they look."""


@contextmanager
def open_workspace() -> Iterator[Path]:
    """Yield an empty folder for copies and what the engine spills; it is removed with them."""
    with open_scratch() as folder:
        yield folder


@contextmanager
def connected_ahead() -> "Iterator[Future[DuckDBPyConnection]]":
    """Yield a database in memory for :func:`open_database`, made by a thread of its own.

    That takes some 15 ms without the interpreter, in which what asks it can be loaded.
    """
    import duckdb

    with ThreadPoolExecutor(1, thread_name_prefix="connect") as pool:
        connecting = pool.submit(duckdb.connect, ":memory:")
        try:
            yield connecting
        finally:
            connecting.result().close()


@contextmanager
def open_database(
    files: Iterable[Path],
    workspace: Path,
    connecting: "Future[DuckDBPyConnection] | None" = None,
) -> "Iterator[DuckDBPyConnection]":
    """Yield a database in memory that can reach *files* and spill to *workspace*.

    Nothing else on the disk or the network, no extension, no variable of
    Python's and no setting can be reached from a query. It is what *connecting* gives, where
    that was begun.
    """
    import duckdb

    files = tuple(files)
    spill = workspace / "spill"
    settings = (
        f"SET temp_directory = {literal(spill)}",
        f"SET memory_limit = {literal(MEMORY_LIMIT)}",
        # A cursor, too, is kept from Python: plain SET holds for this connection alone.
        "SET GLOBAL python_enable_replacements = false",
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET allow_community_extensions = false",
        f"SET allowed_paths = [{', '.join(literal(file) for file in files)}]",
        "SET enable_external_access = false",
        "SET enable_progress_bar = false",
        *(["SET threads = 1"] if _are_small(files) else []),
        "SET lock_configuration = true",
    )
    connection = duckdb.connect(":memory:") if connecting is None else connecting.result()
    try:
        connection.execute("; ".join(settings))
        yield connection
    finally:
        connection.close()


def _are_small(files: Iterable[Path]) -> bool:
    """Return whether *files* are small together; what is still to come to one, nobody knows."""
    try:
        return sum(_bytes_in(file) for file in files) <= FEW_BYTES
    except OSError:
        return False


def _bytes_in(file: Path) -> int:
    """Return how many bytes *file* is to read, at a guess where it is packed."""
    with file.open("rb") as stream:
        packed = stream.read(4).startswith(_PACKED)
    return file.stat().st_size * (10 if packed else 1)


def literal(value: str | Path) -> str:
    """Return *value* as a string in SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def quoted(name: str) -> str:
    """Return *name* as an identifier of the engine."""
    return '"' + name.replace('"', '""') + '"'


def grouping_sets(keys: Sequence[str], cuts: Iterable[Sequence[str]]) -> str:
    """Return the grouping sets of *keys* and each of *cuts*.

    Two cuts by the same columns, in whatever order, are one: rows of the
    second would be added to those of the first.
    """
    sets = dict.fromkeys(tuple(sorted(texts)) for texts in cuts)
    return ", ".join(f"({', '.join([*keys, *texts])})" for texts in sets)
