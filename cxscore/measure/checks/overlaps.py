"""Rows that may have been read twice: files that share days, and rows that repeat others."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cxscore.measure.engines.duckdb.duplicates import Key
from cxscore.measure.engines.duckdb.scan import MOST_ROWS, Scanned
from cxscore.measure.engines.duckdb.tally import counts
from cxscore.measure.files.file import OpenFile
from cxscore.measure.places import Place
from cxscore.problems import Problem, Severity, grouped

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_COLUMNS = 500
"""Columns up to which they are: the engine takes the square of their number to plan it."""
FEWEST_ROWS = 10
"""Different rows without which it cannot be told whether a column identifies them."""
SAMPLE = 50
"""Rows in which a column has to be different for its values to be counted."""
TOGETHER = 20
"""Columns whose values are counted in one statement: of 200 the engine's memory is full."""
ALONGSIDE = 0.8
"""Files that share so much of their days, both of them, stand side by side on purpose."""


def find_overlaps(connection: "DuckDBPyConnection", scanned: Scanned) -> list[Problem]:
    """Return warnings that rows may count twice; none where the dataset says what is unique."""
    dataset = scanned.rows.schema.dataset
    if dataset.unique or dataset.unique_all_columns or not scanned.rows.in_files:
        return []
    copies = list(_copies(scanned))
    if copies:
        return copies
    return [*_shared_days(scanned), *_repeats(connection, scanned)]


def _copies(scanned: Scanned) -> Iterator[Problem]:
    """Yield a warning for every file that holds the same bytes as one before it."""
    files = scanned.rows.files
    known: dict[str, OpenFile] = {}
    for file in files if len(files) > 1 else ():
        before = known.setdefault(file.sha256, file)
        # Whoever gives every file a day of its own means them both, and sheets are no copies.
        if before.path != file.path and file.spec.date is None:
            text = f"this file is a copy of {before.shown}, so its rows count twice"
            hint = "take one of them away"
            yield file.problem(Place(), "CX225", text, hint, Severity.WARNING)


def _shared_days(scanned: Scanned) -> Iterator[Problem]:
    """Yield a warning for every file that shares days with one before it.

    Two files that cover the same days nearly all through are a region or a
    channel each: they do not overlap, they stand side by side.
    """
    days = _days(scanned)
    files = scanned.rows.files
    for number, mine in days.items():
        shared = {
            other: mine & theirs
            for other, theirs in days.items()
            if other < number and mine & theirs and not _alongside(mine, theirs)
        }
        if shared:
            most = max(shared, key=lambda other: shared[other].bit_count())
            text = f"{_span(shared[most])} in {files[most].shown} too"
            hint = "name the column that is 'unique', so that no row counts twice"
            yield files[number].problem(Place(), "CX225", text, hint, Severity.WARNING)


def _days(scanned: Scanned) -> Mapping[int, int]:
    """Return the days with rows of each file, as bits."""
    days: dict[int, int] = {}
    for group in scanned.groups:
        if counts(group) and group.block is not None:
            bits = group.days << group.block.toordinal()
            days[group.file] = days.get(group.file, 0) | bits
    return dict(sorted(days.items()))


def _alongside(one: int, other: int) -> bool:
    return (one & other).bit_count() >= ALONGSIDE * max(one.bit_count(), other.bit_count())


def _span(bits: int) -> str:
    first = date.fromordinal((bits & -bits).bit_length() - 1)
    last = date.fromordinal(bits.bit_length() - 1)
    if first == last:
        return f"{first} is"
    count = bits.bit_count()
    if (last - first) / timedelta(days=1) + 1 == count:
        return f"{first} to {last} are"
    return f"{grouped(count)} days from {first} to {last} are"


def _repeats(connection: "DuckDBPyConnection", scanned: Scanned) -> Iterator[Problem]:
    """Yield a warning for every file with rows that repeat others, in all of their columns.

    Only where a column tells all other rows apart, as an identifier or the
    day of a daily table does: two customers may well give the same answer on
    the same day.
    """
    import duckdb

    rows = sum(group.rows for group in scanned.groups)
    if not scanned.rows.files or rows > MOST_ROWS:
        return
    key = Key.all_columns(scanned.rows.schema)
    if len(key.names) > MOST_COLUMNS:
        return
    keys = key.rows(scanned.rows)
    try:
        found = connection.execute(
            f"SELECT COUNT(*), COUNT(DISTINCT {key.hashed}) FROM ({keys})"  # noqa: S608 (names are ours)
        ).fetchall()
    except duckdb.Error:
        # A byte that cannot be decoded, in a column that nobody reads.
        return
    total, different = found[0]
    if total == different or different < FEWEST_ROWS:
        return
    name = _telling_apart(connection, key, keys, different)
    if name is None:
        return
    files = scanned.rows.files
    file = files[0] if len(files) == 1 else _first_repeated(connection, key, scanned)
    again = (
        "1 row repeats another"
        if total - different == 1
        else (f"{grouped(total - different)} rows repeat others")
    )
    text = f"{again} in every column, though {name} is different in all the rest"
    hint = "if they are copies, set unique: all_columns and on_duplicate: first"
    yield file.problem(Place(), "CX224", text, hint, Severity.WARNING)


def _telling_apart(
    connection: "DuckDBPyConnection", key: Key, keys: str, different: int
) -> str | None:
    """Return the column of *key* that is different in all *different* rows; None without one.

    A count of different values takes a while for each column, so only those
    are counted that are different in the first few rows.
    """
    first = connection.execute(f"SELECT DISTINCT * FROM (FROM ({keys}) LIMIT {SAMPLE})").fetchall()  # noqa: S608 (names are ours)
    likely = [at for at, values in enumerate(zip(*first, strict=True)) if _are_apart(values)]
    for start in range(0, len(likely), TOGETHER):
        some = likely[start : start + TOGETHER]
        counted = ", ".join(f"COUNT(DISTINCT {key.columns[at]})" for at in some)
        apart = connection.execute(f"SELECT {counted} FROM ({keys})").fetchall()[0]  # noqa: S608 (names are ours)
        for at, count in zip(some, apart, strict=True):
            if count == different:
                return key.names[at]
    return None


def _are_apart(values: Sequence[str | None]) -> bool:
    """Return whether *values* tell rows apart, as far as they go: a blank tells none."""
    return None not in values and len(set(values)) == len(values)


def _first_repeated(connection: "DuckDBPyConnection", key: Key, scanned: Scanned) -> OpenFile:
    """Return the file with the first row that repeats another."""
    query = (
        f"SELECT MIN(file) FROM (SELECT file, ROW_NUMBER() OVER (PARTITION BY "  # noqa: S608 (names are ours)
        f"{', '.join(key.columns)} ORDER BY file, record) AS nth "
        f"FROM ({key.rows(scanned.rows, placed=True)})) WHERE nth > 1"
    )
    found = connection.execute(query).fetchall()
    return scanned.rows.files[int(found[0][0])]
