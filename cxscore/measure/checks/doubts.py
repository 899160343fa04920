"""What is said of values that are probably not what was meant: the checks, in their order."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cxscore.measure.checks.fractions import doubtful_fractions
from cxscore.measure.checks.kpi_totals import Totals
from cxscore.measure.checks.merged_cells import merged_cells
from cxscore.measure.checks.scores import doubtful_scores
from cxscore.measure.checks.segment_names import doubtful_wholes, names_alike
from cxscore.measure.checks.thousands import doubtful_thousands
from cxscore.measure.checks.totals_rows import rows_that_add_up
from cxscore.measure.checks.unmet_cells import unmet_in_cells
from cxscore.measure.checks.unmet_texts import unmet_in_expressions
from cxscore.measure.checks.unread_totals import totals_in_unread_columns
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.facts import total_rows
from cxscore.measure.files.first_rows import looked_at
from cxscore.model.measured import Fact
from cxscore.problems import Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def doubts_of_rows(connection: "DuckDBPyConnection", scanned: Scanned) -> list[Problem]:
    """Return what is said of the cells of one dataset, which has no fault so far."""
    if not scanned.rows.in_files:
        # How cells are written is doubtful in files alone: a table has types.
        return unmet_in_expressions(connection, scanned)
    return [
        *unmet_in_expressions(connection, scanned),
        *unmet_in_cells(connection, scanned),
        *_looked_at(connection, scanned),
    ]


def _looked_at(connection: "DuckDBPyConnection", scanned: Scanned) -> Iterator[Problem]:
    for file in scanned.rows.files:
        looks = (
            merged_cells(connection, scanned, file),
            doubtful_thousands(connection, scanned, file),
            totals_in_unread_columns(scanned, file),
        )
        yield from looked_at(connection, file, looks)


def doubts_of_segments(every: Sequence[Totals]) -> list[Problem]:
    """Return warnings about the segments of all KPIs, each of them said once."""
    return [*names_alike(every), *rows_that_add_up(every)]


def doubts_of(totals: Totals, facts: Sequence[Fact], said: Iterable[Problem]) -> list[Problem]:
    """Return warnings about the values of one KPI: *facts*, and the *totals* behind them.

    That it has no value at all is told only where nothing in *said* tells why.
    """
    found = [
        *doubtful_fractions(totals),
        *doubtful_scores(totals),
        *doubtful_wholes(totals),
    ]
    if not found and _is_without_value(totals, facts) and not _is_told(totals, said):
        text = f"kpis.{totals.kpi.id}: no row gives it a value in any period"
        hint = "look at its measure, its 'where' and its dates"
        found.append(totals.warning("CX276", text, hint))
    return found


def _is_without_value(totals: Totals, facts: Sequence[Fact]) -> bool:
    """Return whether there are rows, in periods that are measured, and the whole has no fact."""
    rows = any(total_rows(totals.kpi, result) for result in totals.results)
    return rows and all(fact.by for fact in facts)


def _is_told(totals: Totals, said: Iterable[Problem]) -> bool:
    return any(problem.subject == ("kpis", totals.kpi.id) for problem in said)
