"""A look at the first rows of a file: cheap, bounded, and enough to raise a doubt."""

import re
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

from cxscore.measure.files.file import OpenFile
from cxscore.problems import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FIRST = 2_000
"""Rows of a file that are looked at."""
_RECORD = re.compile(r"\brecord\b")
_COLUMN = re.compile(r"\bc([1-9]\d*)\b")


def ask_first_rows(
    connection: "DuckDBPyConnection", file: OpenFile, picked: Sequence[str], *, every: bool = False
) -> list[tuple[Any, ...]]:
    """Return what the expressions *picked* give over the first rows of *file*; *every*: over all.

    They are SQL over the relation's columns, c1, c2, ..., and ``record``, the number of the row.
    """
    # Of thousands of columns the engine takes its time to carry those that nobody asks for.
    named = {int(number) for number in _COLUMN.findall(" ".join(picked))}
    columns = ", ".join(f"c{at}" for at in sorted(named) if at <= len(file.header)) or "c1"
    relation = file.relation() if every else file.first_rows(FIRST)
    rows = f"(SELECT {columns} FROM {relation})"  # noqa: S608 (of ours)
    if any(_RECORD.search(each) for each in picked):  # numbering takes as long as all the rest
        rows = f"(SELECT *, ROW_NUMBER() OVER () - 1 AS record FROM {rows})"  # noqa: S608 (of ours)
    query = f"SELECT {', '.join(picked)} FROM {rows}"  # noqa: S608 (of ours)
    return connection.execute(query).fetchall()


def ask_unread(
    connection: "DuckDBPyConnection", file: OpenFile, picked: Sequence[str]
) -> tuple[Any, ...]:
    """Return the one row that *picked* give over the first rows, of columns that nobody reads.

    It is empty where these hold a byte that cannot be decoded: that is no fault of theirs.
    """
    import duckdb

    try:
        return ask_first_rows(connection, file, picked)[0]
    except duckdb.Error:
        return ()


Look = Generator[Sequence[str], tuple[Any, ...], list[Problem]]
"""A check of the first rows of a file: it yields aggregates over them, and is sent what they gave.

That is nothing where they cannot be told. It returns what is wrong.
"""


def looked_at(
    connection: "DuckDBPyConnection", file: OpenFile, looks: Sequence[Look]
) -> list[Problem]:
    """Return what *looks* find in the first rows of *file*, which are read once for all of them."""
    asked = [(look, next(look)) for look in looks]
    every = [each for _, picked in asked for each in picked]
    told = ask_unread(connection, file, every) if every else ()
    found: list[Problem] = []
    at = 0
    for look, picked in asked:
        answers = told[at : at + len(picked)]
        at += len(picked)
        if picked and not answers:
            # What one of them cannot be told is not kept from the others.
            answers = ask_unread(connection, file, picked)
        found += _answered(look, answers)
    return found


def _answered(look: Look, answers: tuple[Any, ...]) -> list[Problem]:
    try:
        look.send(answers)
    except StopIteration as ended:
        found: list[Problem] = ended.value
        return found
    raise AssertionError("a look asks but once")
