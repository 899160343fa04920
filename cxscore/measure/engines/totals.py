"""What every engine says in the same words, and what may come back from it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from cxscore.measure.engines.engine import MOST_GROUPS, EngineFailed, TooMany

TOTALS = frozenset({str, int, float, Decimal, bool, date, type(None)})
"""The types of what one SELECT may answer with, exactly: a moment is a date to Python."""


def said_too_long(name: str, timeout: float) -> str:
    """Return that a statement on the connection *name* was stopped after *timeout* seconds."""
    return (
        f"{name}: a statement took longer than {timeout:g} s and was stopped;"
        f" connections.{name}.timeout says how long it may take"
    )


def said_too_many(name: str) -> str:
    """Return that an answer had more rows than totals have."""
    return f"{name}: a statement answered with more than {MOST_GROUPS:,} rows".replace(",", " ")


def must_be_totals(
    name: str, names: Sequence[str], rows: Sequence[Sequence[Any]], places: Iterable[int]
) -> None:
    """Refuse more rows than totals have, and other types than theirs in the columns at *places*.

    Raises:
        TooMany: where there are more.
        EngineFailed: with the column and the type.
    """
    if len(rows) > MOST_GROUPS:
        raise TooMany(said_too_many(name))
    for place in sorted(places):
        other = {type(row[place]) for row in rows} - TOTALS
        if other:
            found = ", ".join(sorted(kind.__name__ for kind in other))
            raise EngineFailed(f"{name}: {names[place]} holds {found}, which is no total")
