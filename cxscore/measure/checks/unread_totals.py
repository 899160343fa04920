"""Totals among the rows of a file, told by a column that no KPI reads."""

from typing import TYPE_CHECKING

from cxscore.measure.database import literal
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.files.first_rows import FIRST, ask_unread
from cxscore.measure.places import Place
from cxscore.measure.wording import plural
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WORDS = ("total", "totals", "grand total", "summe", "gesamt", "gesamtsumme", "insgesamt", "ytd")
"""What the first cell of a total reads, and hardly any other."""
MOST_COLUMNS = 60
MINORITY = 0.5
"""A file of which more rows are totals is about totals."""


def totals_in_unread_columns(connection: "DuckDBPyConnection", scanned: Scanned) -> list[Problem]:
    """Return a warning for each file some of whose rows say that they are a total.

    Columns that a KPI reads are looked at otherwise, and whoever chooses
    rows by the dataset's ``where`` has thought of them.
    """
    schema = scanned.rows.schema
    bad = any(group.faults for group in scanned.groups)
    if scanned.rows.where is not None or bad or schema.dataset.unique_all_columns:
        return []
    problems = []
    words = ", ".join(literal(word) for word in WORDS)
    for file in scanned.rows.files:
        read = {schema.column_of(file, name) for name in schema.used}
        columns = [f"c{at}" for at in range(1, min(len(file.header), MOST_COLUMNS) + 1)]
        wanted = [column for column in columns if column not in read]
        counts = [
            f"COUNT(*) FILTER (LOWER(TRIM({column}, ' :.')) IN ({words}))" for column in wanted
        ]
        if not wanted:
            continue
        found = ask_unread(connection, file, ["COUNT(*)", *counts])
        for column, count in zip(wanted, found[1:], strict=False):
            if 0 < count < MINORITY * found[0]:
                name = file.header[int(column[1:]) - 1].strip()
                rows = plural(count, "row") + (" of the first" if found[0] >= FIRST else "")
                verbs = ("reads", "counts") if count == 1 else ("read", "count")
                text = f"{rows} {verbs[0]} 'Total' or the like in {name}, and {verbs[1]} besides"
                hint = f"leave them out with totals: {{{name}: [Total]}} under datasets.{schema.id}"
                problems.append(file.problem(Place(), "CX270", text, hint, Severity.WARNING))
    return problems
