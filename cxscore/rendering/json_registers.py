"""The registers row by row, as they stand in scorecard.json."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

from cxscore.model.agreements import ScoredAgreement
from cxscore.model.dues import OF_ROWS
from cxscore.model.log import KIND_OF
from cxscore.model.registers import Event, Registers
from cxscore.model.scorecard import Listing, Scorecard, ScoredRow
from cxscore.rendering.json_accountability import agreement_json
from cxscore.rendering.json_log import LogRows

Json = dict[str, Any]
TOLD_ELSEWHERE = frozenset({"benchmarks"})
"""Registers whose rows stand with the KPIs that they are of."""


def registers_json(scorecard: Scorecard, rows: LogRows) -> Json:
    """Return every register with its rows; one that is not kept has none.

    Of a long log only the rows that are listed, and how many the others are.
    """
    found: Json = {
        each.name: [row_json(row, rows) for row in _rows(scorecard, each.name)]
        for each in fields(Registers)
        if each.name not in TOLD_ELSEWHERE
    }
    if scorecard.listing is not None:
        found["left_out"] = _left_out(scorecard, scorecard.listing)
    return found


def _left_out(scorecard: Scorecard, listing: Listing) -> Json:
    """Return how many rows are not listed, by kind and status, and what is due of them."""
    others = Counter(due.kind for due in scorecard.dues)
    others.subtract(due.kind for due in scorecard.listed_dues)
    problems = Counter(problem.code for problem in scorecard.problems)
    problems.subtract(problem.code for problem in scorecard.listed_problems)
    return {
        "rows": {
            kind.value: {status.value: number for status, number in counts.items()}
            for kind, counts in listing.left_out.items()
        },
        "on_kpis": dict(listing.on_kpis),
        "dues": {kind.value: others[kind] for kind in OF_ROWS if others[kind]},
        "problems": {code: problems[code] for code in sorted(problems) if problems[code]},
    }


def row_json(row: Any, rows: LogRows) -> Json:  # noqa: ANN401 (a row of any register)
    """Return a row of a register field by field, as its noun has it.

    What was derived from a row stands among its fields, where it was read does
    not. Actions and events have an order of keys that is older than this rule.
    """
    match row:
        case ScoredRow():
            return rows.of(row)
        case ScoredAgreement():
            return agreement_json(row)
        case Event():
            return _event(row)
    found: Json = {}
    for each in filter(attrgetter("compare"), fields(row)):
        value = getattr(row, each.name)
        found |= row_json(value, rows) if is_dataclass(value) else {each.name: _cell(value)}
    return found


def _cell(value: object) -> object:
    """Return what one field of a row holds; a text that was left empty is missing."""
    if isinstance(value, Mapping):
        return dict(value)
    return None if value == "" else value


def _rows(scorecard: Scorecard, register: str) -> Sequence[Any]:
    """Return the rows of a register; those of the log's short forms are rows of the log."""
    kind = KIND_OF.get(register)
    if kind is not None:
        return scorecard.listed_of(kind)
    return getattr(scorecard, _FIELDS.get(register, register))  # type: ignore[no-any-return]


_FIELDS = {"listening": "heard", "log": "listed"}
"""Where the scorecard has the rows of a register under another name than its own."""


def _event(event: Event) -> Json:
    return {
        "date": event.date,
        "kpi": event.kpi,
        "title": event.title,
        "more": dict(event.more),
    }
