"""All that a build asks about the customers of a table, each with what it is for."""

from collections.abc import Mapping
from datetime import date

from sqlglot import exp

from cxscore.measure.engines.warehouse.kept_counts import movements_query
from cxscore.measure.engines.warehouse.ledger_questions import LedgerQuestions
from cxscore.measure.engines.warehouse.rows import DescribedRows
from cxscore.measure.engines.warehouse.stints import last_end_query
from cxscore.measure.queries.ledger_query import LedgerQuery


def ledger_questions(
    rows: DescribedRows, query: LedgerQuery, as_of: date
) -> Mapping[str, exp.Select]:
    """Return all that is asked about the ledger of *rows* on the day *as_of*, by what it is for."""
    by = f", by {' and '.join(query.columns)}" if query.columns else ""
    if query.customers.shape.movements is not None:
        movements = movements_query(rows, query.customers, query.columns)
        return {f"movements of customers by day{by}": movements}
    found = {}
    if query.customers.ended is not None:
        found["the last day on which a spell ended"] = last_end_query(rows, query.customers, as_of)
    questions = LedgerQuestions(rows, query)
    found["rows that are of no customer, and what others are worth"] = questions.left_out()
    found[f"the customer ledger, step by step{by}"] = questions.daily()
    if longer := query.longer:
        found[f"the customer ledger of spans of several steps{by}"] = questions.longer(longer)
    if query.reported in query.places and query.customers.reason:
        found["why customers were lost"] = questions.reasons(query.places[query.reported])
    return found
