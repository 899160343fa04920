"""scorecard.json: the scorecard with its words, for programs."""

import json
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cxscore.model.scorecard import Scorecard, ScoredSource
from cxscore.problems import distinct_lines
from cxscore.rendering.json_accountability import accountability_json, due_json, owner_json
from cxscore.rendering.json_comments import comments_json
from cxscore.rendering.json_gate import draft_json, gate_json
from cxscore.rendering.json_hassles import hassles_json
from cxscore.rendering.json_journey import journey_json
from cxscore.rendering.json_kpi import kpi_json
from cxscore.rendering.json_ledger import ledger_json
from cxscore.rendering.json_listening import listening_json
from cxscore.rendering.json_log import LogRows
from cxscore.rendering.json_memory import since_json
from cxscore.rendering.json_portfolio import portfolio_json
from cxscore.rendering.json_registers import registers_json, row_json
from cxscore.rendering.json_stakes import stakes_json
from cxscore.rendering.json_text import json_bytes
from cxscore.rendering.json_valued import valued_json
from cxscore.rendering.pack import Pack
from cxscore.rendering.words import Said
from cxscore.uncollected import without_collection

SCHEMA_VERSION = 1
"""Raised when a key changes its meaning or goes away; new keys do not raise it."""

Json = dict[str, Any]


@without_collection()
def render_json(pack: Pack) -> bytes:
    """Return scorecard.json: UTF-8, a row a line, the same bytes for the same scorecard.

    Numbers are not rounded, what is missing is null, days are ISO dates,
    and lists are in kpis.yaml's order. The digests of the other files of the
    *pack* stand in it, so that a reader can tell whether it has the same
    pack before it.
    """
    return json_text(document_of(pack.scorecard, pack.said, pack.files))


def json_text(document: Json) -> bytes:
    """Return *document* as UTF-8, a row a line."""
    return json_bytes(document) + b"\n"


def read_schema() -> Json:
    """Return the JSON Schema that scorecard.json keeps to."""
    text = (Path(__file__).parent / "scorecard.schema.json").read_text(encoding="utf-8")
    schema: Json = json.loads(text)
    return schema


def document_of(scorecard: Scorecard, said: Said, pack: Mapping[str, bytes]) -> Json:
    """Return the document, in the order of its keys."""
    heading, period, rows = scorecard.heading, scorecard.period, LogRows(said)
    return {
        "schema_version": SCHEMA_VERSION,
        "cxscore_version": _version(),
        "title": heading.title,
        "organisation": heading.organisation or None,
        "period": {
            "id": period.id,
            "start": period.start,
            "end": period.end,
            "complete": scorecard.complete,
        },
        "as_of": scorecard.as_of,
        "meeting": heading.meeting,
        "history": heading.history,
        "narrowed": scorecard.narrowed,
        "people": list(scorecard.people),
        "built_from": {"sha256": scorecard.built_from},
        "pack": {name: {"sha256": sha256(content).hexdigest()} for name, content in pack.items()},
        "summary": _summary(scorecard, said),
        "since_last_close": since_json(scorecard.since_close, said.since.sentence)
        if scorecard.since_close and said.since
        else None,
        "draft": draft_json(scorecard.draft),
        "gate": gate_json(scorecard.gate, said.objections, said.accepted_breaches),
        "groups": [{"id": group.id, "name": group.name} for group in scorecard.groups],
        "journey": journey_json(scorecard.journey, scorecard.moments),
        "kpis": [
            kpi_json(
                scored,
                said.kpis[scored.kpi.id],
                scorecard,
                actions=[rows.of(row) for row in scorecard.listed_on(scored)],
                comment=row_json(scored.commentary, rows) if scored.commentary else None,
            )
            for scored in scorecard.kpis
        ],
        "ledger": ledger_json(scorecard.ledger, said.ledger)
        if scorecard.ledger and said.ledger
        else None,
        "comments": comments_json(scorecard.comments, said.comments)
        if scorecard.comments and said.comments
        else None,
        "what_customers_value": valued_json(scorecard.valued, said.valued)
        if scorecard.valued and said.valued
        else None,
        "listening": listening_json(scorecard.listening, scorecard.asked, said.listening)
        if said.listening
        else None,
        "hassles": hassles_json(scorecard.hassles, said.hassles)
        if scorecard.hassles and said.hassles
        else None,
        "value_at_stake": stakes_json(scorecard.value_at_stake, said.stakes),
        "portfolio": portfolio_json(scorecard.portfolio, said.portfolio)
        if scorecard.portfolio and said.portfolio
        else None,
        "owners": [
            owner_json(score)
            for score in scorecard.owners
            if not scorecard.people or score.owner.id in scorecard.people
        ],
        "dues": [due_json(due) for due in scorecard.listed_dues],
        "registers": registers_json(scorecard, rows),
        "accountability": accountability_json(scorecard.accountability, said),
        "sources": [_source(source) for source in scorecard.sources],
        "problems": [problem.as_json() for problem in distinct_lines(scorecard.listed_problems)],
    }


def _summary(scorecard: Scorecard, said: Said) -> Json:
    now = scorecard.summary.now
    return {
        "on_target": now.on_target,
        "at_risk": now.at_risk,
        "off_target": now.off_target,
        "no_target": now.no_target,
        "no_data": now.no_data,
        "headline": said.headline,
        "word": said.word or None,
        "needs_to_know": [
            {"lead": key.lead, "rest": key.rest, "kpi": key.kpi_id} for key in said.needs_to_know
        ],
        "status_changes": [
            {"kpi": change.kpi, "before": change.before, "after": change.after}
            for change in scorecard.summary.changes
        ],
    }


def _source(scored: ScoredSource) -> Json:
    source = scored.source
    return {
        "dataset": source.dataset,
        "path": source.path,
        "sha256": source.sha256 or None,
        "rows": source.rows,
        "rows_used": source.rows_used,
        "rows_skipped": source.rows_skipped,
        "rows_left_out": source.rows_left_out,
        "first": source.first,
        "last": source.last,
        "stale": scored.stale,
    }


def _version() -> str:
    try:
        return version("cxscore")
    except PackageNotFoundError:
        return "unknown"
