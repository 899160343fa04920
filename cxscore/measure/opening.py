"""Open what the datasets of a definition are, and say which file is gone while it is read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from errno import ENOENT, ENOMEM
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.measure.database import MEMORY_LIMIT
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.open import open_files
from cxscore.measure.queries.source import ColumnSource
from cxscore.model.definition import Definition
from cxscore.model.tallies import Tallies
from cxscore.problems import Problem

if TYPE_CHECKING:
    from cxscore.measure.tables import Tables


def tables_of(
    definition: Definition,
    workspace: Path,
    stack: ExitStack,
    as_of: date,
    tallies: Tallies | None,
) -> "Tables | None":
    """Return the way to the tables of *definition*; None where it has files alone."""
    if not any(dataset.is_table for dataset in definition.datasets.values()):
        return None
    from cxscore.measure.tables import Tables

    return Tables(definition, workspace, stack, as_of, tallies)


def open_all(
    definition: Definition, workspace: Path, frames: Mapping[str, Path], tables: "Tables | None"
) -> tuple[dict[str, Sequence[ColumnSource]], list[Problem]]:
    """Return what is open of each dataset, files or tables, and what is wrong with them.

    *frames* are the files of rows in memory, by dataset.
    """
    opened: dict[str, Sequence[ColumnSource]] = {}
    problems: list[Problem] = []
    for id_, dataset in definition.datasets.items():
        if tables is not None and dataset.is_table and id_ not in frames:
            opened[id_], found = tables.open(dataset)
        else:
            opened[id_], found = open_files(definition, dataset, workspace, frames.get(id_))
        # A file that cannot be opened is no file of its dataset afterwards.
        problems += [replace(p, subject=p.subject or ("datasets", id_)) for p in found]
    return opened, problems


@contextmanager
def while_they_last(files: Iterable[OpenFile]) -> Iterator[None]:
    """Say which file is gone, or was cut, where the engine fails for that.

    Raises:
        OSError: where a file vanished while it was read.
    """
    import duckdb

    sizes = {file.path: (file.shown, _size(file.path)) for file in files}
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        said = f"{MEMORY_LIMIT} of memory are too little for its columns and kinds of rows"
        raise OSError(
            ENOMEM, said, ", ".join(sorted({shown for shown, _ in sizes.values()}))
        ) from error
    except (duckdb.Error, FileNotFoundError) as error:
        for path, (shown, size) in sizes.items():
            if _size(path) != size:
                said = "the file vanished or was changed while it was read"
                raise FileNotFoundError(ENOENT, said, shown) from error
        raise


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.exists() else None
