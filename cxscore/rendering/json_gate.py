"""The gate as it stands in scorecard.json, and the comments that a draft still waits for."""

from collections.abc import Sequence
from typing import Any

from cxscore.model.commentary import Draft
from cxscore.model.edges import written_edges
from cxscore.model.gate import AcceptedBreach, Gate, Objection

Json = dict[str, Any]


def gate_json(gate: Gate, sentences: Sequence[str], accepted: Sequence[str]) -> Json:
    """Return what *gate* says, with a sentence for each objection and each accepted breach."""
    return {
        "conditions": list(gate.conditions),
        "passed": gate.passed,
        "held": gate.held,
        "objections": [
            {**_objection(found), "sentence": sentence}
            for found, sentence in zip(gate.objections, sentences, strict=True)
        ],
        "accepted": [
            {**_accepted(found), "sentence": sentence}
            for found, sentence in zip(gate.accepted, accepted, strict=True)
        ],
    }


def draft_json(draft: Draft | None) -> Json | None:
    """Return which comments are missing that may still come, and the day by which they are due."""
    return None if draft is None else {"missing": list(draft.missing), "due": draft.due}


def _objection(found: Objection) -> Json:
    return {
        "condition": found.condition,
        "kpi": found.kpi,
        "row": found.row,
        "owner": found.owner,
        "value": found.value,
        "target": written_edges(found.target),
    }


def _accepted(found: AcceptedBreach) -> Json:
    accepted = found.accepted
    return {
        **_objection(found.breach),
        "what": accepted.what,
        "until": accepted.until,
        "reason": accepted.reason,
        "by": accepted.by,
    }
