"""Totals among the rows of a file, told by a column that no KPI reads."""

from cxscore.measure.database import literal
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.first_rows import FIRST, Look
from cxscore.measure.places import Place
from cxscore.measure.wording import plural
from cxscore.problems import Severity

WORDS = ("total", "totals", "grand total", "summe", "gesamt", "gesamtsumme", "insgesamt", "ytd")
"""What the first cell of a total reads, and hardly any other."""
MOST_COLUMNS = 60
MINORITY = 0.5
"""A file of which more rows are totals is about totals."""


def totals_in_unread_columns(scanned: Scanned, file: OpenFile) -> Look:
    """Look for rows that say that they are a total: a warning for each column that does.

    Columns that a KPI reads are looked at otherwise, and whoever chooses
    rows by the dataset's ``where`` has thought of them.
    """
    schema = scanned.rows.schema
    bad = any(group.faults for group in scanned.groups)
    wanted: list[str] = []
    if scanned.rows.where is None and not bad and not schema.dataset.unique_all_columns:
        read = {schema.column_of(file, name) for name in schema.used}
        columns = [f"c{at}" for at in range(1, min(len(file.header), MOST_COLUMNS) + 1)]
        wanted = [column for column in columns if column not in read]
    words = ", ".join(literal(word) for word in WORDS)
    counts = [f"COUNT(*) FILTER (LOWER(TRIM({column}, ' :.')) IN ({words}))" for column in wanted]
    found = yield ["COUNT(*)", *counts] if counts else []
    problems = []
    for column, count in zip(wanted, found[1:], strict=False):
        if 0 < count < MINORITY * found[0]:
            name = file.header[int(column[1:]) - 1].strip()
            rows = plural(count, "row") + (" of the first" if found[0] >= FIRST else "")
            verbs = ("reads", "counts") if count == 1 else ("read", "count")
            text = f"{rows} {verbs[0]} 'Total' or the like in {name}, and {verbs[1]} besides"
            hint = f"leave them out with totals: {{{name}: [Total]}} under datasets.{schema.id}"
            problems.append(file.problem(Place(), "CX270", text, hint, Severity.WARNING))
    return problems
