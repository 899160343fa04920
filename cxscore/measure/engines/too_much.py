"""What is said where a table has more comments than may be brought."""

from cxscore.measure.engines.engine import MOST_BROUGHT, MOST_BYTES
from cxscore.model.definition import Definition
from cxscore.problems import Problem, grouped

MOST_TOLD = f"{grouped(MOST_BROUGHT)} rows or {MOST_BYTES // 10**9} GB of text"


def too_many(definition: Definition, dataset: str) -> Problem:
    """Return that the comments of the table of *dataset* are too many to be brought here."""
    says = f"datasets.{dataset}: its comments are more than {MOST_TOLD}, too many to bring here"
    hint = "narrow them with 'where', or show fewer periods with scorecard.history"
    return definition.origin.problem(("comments", "dataset"), "CX721", says, hint)
