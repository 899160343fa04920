"""Decisions that cost more than their deciders may decide about."""

from collections.abc import Iterable
from dataclasses import replace

from cxscore.model.decision_rights import AboveLimit, DecisionRight, amount_in
from cxscore.model.definition import Definition
from cxscore.model.escalation import BOARD, DEPUTY, SPONSOR
from cxscore.model.log import LogKind, LogRow
from cxscore.model.scorecard import ScoredRow


def beyond_limits(decisions: Iterable[ScoredRow], definition: Definition) -> dict[int, ScoredRow]:
    """Return the *decisions* that cost more than a limit, by what :func:`id` says of each."""
    return {
        id(scored): replace(scored, above_limit=limit)
        for scored in decisions
        if (limit := above_limit(scored.row, definition)) is not None
    }


def above_limit(row: LogRow, definition: Definition) -> AboveLimit | None:
    """Return the limit that the cost of *row* is above; None where it is above none.

    A decision falls under the right that it is about; where it names none,
    under that of its owner, and of several under the one that reaches furthest.
    """
    if row.kind is not LogKind.DECISION or not row.under_way or not definition.currency:
        return None
    amount = amount_in(row.cost, definition.currency, definition.heading.number_format)
    right = _right_of(row, definition)
    if amount is None or right is None or amount <= right.limit:
        return None
    to = _person(right, definition) or BOARD
    return AboveLimit(right.id, right.decider, right.limit, amount, to)


def _right_of(row: LogRow, definition: Definition) -> DecisionRight | None:
    named = [right for right in definition.decision_rights if right.id in row.about]
    own = [right for right in definition.decision_rights if right.decider == row.owner]
    return max(named or own, key=lambda right: right.limit, default=None)


def _person(right: DecisionRight, definition: Definition) -> str | None:
    """Return who decides above *right*; None where nobody has that part."""
    if right.above == SPONSOR:
        return definition.heading.sponsor
    if right.above == DEPUTY:
        return next((o.deputy for o in definition.owners if o.id == right.decider), None)
    return right.above
