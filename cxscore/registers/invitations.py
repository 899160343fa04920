"""Who was invited to answer: the file that ``asked.invited`` names, by period and by mode."""

import re
from collections import Counter

from cxscore.model.asked import Asked
from cxscore.model.definition import Definition
from cxscore.model.heard import Invited
from cxscore.problems import Problem
from cxscore.registers.rows import Reader
from cxscore.tables import Row, Table

DATES = ("period", "date")
"""Columns that may say when somebody was invited."""


def read_invitations(
    table: Table, dataset: str, asked: Asked, definition: Definition, problems: list[Problem]
) -> tuple[Invited, ...]:
    """Return how many were invited to the answers of *dataset*, by period and mode.

    A row has a period, or a day, and how many were invited then; where
    there is no column ``invited``, each row is one. Rows of days, or of periods shorter
    than the scorecard's, are put together. What is wrong is added to *problems*.
    """
    reader = Reader(table, definition, problems)
    column = next((name for name in DATES if name in table.header), None)
    if column is None:
        reader.lacks(DATES[:1])
        return ()
    counted: Counter[tuple[str, str | None]] = Counter()
    for row in table.rows:
        if reader.is_total(row, (column, "invited")):
            continue
        period, number = _period(row, column, reader, definition), _number(row, reader)
        if period is not None and number is not None:
            counted[period, _mode(row, asked)] += number
    return tuple(Invited(dataset, period, n, mode) for (period, mode), n in counted.items())


def _period(row: Row, column: str, reader: Reader, definition: Definition) -> str | None:
    """Return the scorecard's period that the row lies in; None where it lies in none."""
    if not row[column]:
        reader.say(row, column, "CX309", f"{column} is blank")
        return None
    span = definition.calendar.span(row[column])
    if span is None:
        says = f"{column} is '{row[column]}', neither a period nor a day"
        reader.say(row, column, "CX732", says, "write it as 2026-04, or as 2026-04-30")
        return None
    first, last = (definition.calendar.period_of(day) for day in span)
    if first is None or last is None:
        return None
    if first != last:
        says = f"{column} is '{row[column]}', which is longer than a period of the scorecard"
        reader.say(row, column, "CX732", says, f"part it, as {first.id} and the next")
        return None
    return first.id


def _number(row: Row, reader: Reader) -> int | None:
    if "invited" not in row:
        return 1
    text = row["invited"]
    if re.fullmatch(r"\d{1,12}", text):
        return int(text)
    says = f"invited is '{text}', not a whole number" if text else "invited is blank"
    reader.say(row, "invited", "CX732", says, "write how many were invited, as 1900")
    return None


def _mode(row: Row, asked: Asked) -> str | None:
    """Return how the row's people were invited; None where the file does not tell."""
    if asked.mode is None or asked.mode not in row:
        return None
    return row[asked.mode] or None
