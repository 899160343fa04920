"""Texts that an expression names and no row has, with the nearest that there is."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cxscore.measure.checks.near_texts import MOST_VALUES, listed, near_text
from cxscore.measure.engines.duckdb.scan import MOST_ROWS, Scanned
from cxscore.measure.places import shown
from cxscore.measure.queries.named_texts import NamedText
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def unmet_in_expressions(connection: "DuckDBPyConnection", scanned: Scanned) -> list[Problem]:
    """Return a warning for each text in an expression that no row of the dataset has.

    The scan has looked for each of them. Only where one was not found are
    the column's values asked for. Texts that are there to keep rows out
    (``<> 'Test'``) are told only where the same word in other letters stands
    in the column.
    """
    rows = sum(group.rows for group in scanned.groups)
    if not rows or not scanned.tallies:
        return []
    problems: list[Problem] = []
    values: dict[str, list[str]] = {}
    for named in scanned.tallies[0].unmet():
        if named.precaution and rows > MOST_ROWS:
            continue
        operand = scanned.rows.engine(named.operand)
        if operand not in values:
            values[operand] = _values(connection, scanned, named)
        problems += _problem(scanned, named, values[operand])
    return problems


def _values(connection: "DuckDBPyConnection", scanned: Scanned, named: NamedText) -> list[str]:
    """Return the different values beside *named*, the most frequent first; none of too many."""
    found = scanned.rows.different_values(connection, named.operand, MOST_VALUES + 1)
    return [str(value) for value, _ in found] if len(found) <= MOST_VALUES else []


def _problem(scanned: Scanned, named: NamedText, values: Sequence[str]) -> Iterator[Problem]:
    hint = near_text(named.text, values, alike_only=named.precaution)
    if named.precaution and not hint:
        return
    said = ".".join(map(str, named.path))
    text = f"'{shown(named.text)}' stands in no row of {named.said}"
    if named.pattern:
        text, hint = f"no row of {named.said} is like '{shown(named.text)}'", listed(values)
    origin = scanned.rows.schema.definition.origin
    yield origin.problem(named.path, "CX271", f"{said}: {text}", hint, Severity.WARNING)
