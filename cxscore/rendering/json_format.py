"""scorecard.json: the scorecard with its words, for programs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from operator import attrgetter
from pathlib import Path
from typing import Any

from cxscore.model.accountability import Accountability
from cxscore.model.agreements import ScoredAgreement
from cxscore.model.chart_lines import Runs
from cxscore.model.dues import Due
from cxscore.model.escalation import Escalation
from cxscore.model.findings import Comparison, Comparisons, Interval
from cxscore.model.kpi import Baseline, Kpi
from cxscore.model.log import KIND_OF
from cxscore.model.measured import Estimate
from cxscore.model.registers import Event, Registers
from cxscore.model.scorecard import (
    OwnerScore,
    Point,
    Scorecard,
    ScoredKpi,
    ScoredRow,
    ScoredSource,
    SegmentScore,
    Signal,
)
from cxscore.model.substance import Rung
from cxscore.model.told import row_digest
from cxscore.problems import distinct_lines
from cxscore.rendering.json_comments import comments_json
from cxscore.rendering.json_loops import causes_json, loop_json
from cxscore.rendering.json_memory import restated_json, since_json
from cxscore.rendering.json_methods import effect_json, methods_json, segment_json, target_json
from cxscore.rendering.pack import Pack
from cxscore.rendering.words import Said

SCHEMA_VERSION = 1
"""Raised when a key changes its meaning or goes away; new keys do not raise it."""

Json = dict[str, Any]


def render_json(pack: Pack) -> bytes:
    """Return scorecard.json: UTF-8, a row a line, the same bytes for the same scorecard.

    Numbers are not rounded, what is missing is null, days are ISO dates,
    and lists are in kpis.yaml's order. The digests of the other files of the
    *pack* stand in it, so that a reader can tell whether it has the same
    pack before it.
    """
    document = document_of(pack.scorecard, pack.said, pack.files)
    return f"{_lines(document, '')}\n".encode()


def read_schema() -> Json:
    """Return the JSON Schema that scorecard.json keeps to."""
    text = (Path(__file__).parent / "scorecard.schema.json").read_text(encoding="utf-8")
    schema: Json = json.loads(text)
    return schema


def document_of(scorecard: Scorecard, said: Said, pack: Mapping[str, bytes]) -> Json:
    """Return the document, in the order of its keys."""
    heading, period = scorecard.heading, scorecard.period
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
        "groups": [{"id": group.id, "name": group.name} for group in scorecard.groups],
        "journey": [
            {
                "id": stage.id,
                "name": stage.name,
                "moments": [{"id": moment.id, "name": moment.name} for moment in stage.moments],
            }
            for stage in scorecard.journey
        ],
        "comments": comments_json(scorecard.comments, said.comments)
        if scorecard.comments and said.comments
        else None,
        "kpis": [_kpi(scored, said, scorecard) for scored in scorecard.kpis],
        "owners": [
            _owner(score)
            for score in scorecard.owners
            if not scorecard.people or score.owner.id in scorecard.people
        ],
        "dues": [_due(due) for due in scorecard.dues],
        "registers": {
            each.name: [_row(row, said) for row in _rows(scorecard, each.name)]
            for each in fields(Registers)
        },
        "accountability": _accountability(scorecard.accountability, said),
        "sources": [_source(source) for source in scorecard.sources],
        "problems": [problem.as_json() for problem in distinct_lines(scorecard.problems)],
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


def _kpi(scored: ScoredKpi, every: Said, scorecard: Scorecard) -> Json:
    kpi, said = scored.kpi, every.kpis[scored.kpi.id]
    since = scorecard.since_close
    return {
        "id": kpi.id,
        "name": kpi.name,
        "description": kpi.description or None,
        "owner": kpi.owner,
        "contributors": dict(kpi.contributors),
        "group": kpi.group,
        "journey": kpi.journey,
        "kind": kpi.kind,
        **_answers(kpi),
        "unit": scored.unit,
        "decimals": scored.decimals,
        "polarity": kpi.polarity,
        "period": scored.period.id if scored.period else None,
        "complete": scored.complete,
        "value": scored.value,
        "n": scored.n,
        "numerator": scored.numerator,
        "denominator": scored.denominator,
        "interval": _interval(scored.interval),
        "estimate": _estimate(scored.estimate),
        "target": target_json(scored.target),
        "at_risk_within": kpi.at_risk_within,
        "gap": scored.gap,
        "status": scored.status,
        "base_too_small": scored.base_too_small,
        "stale": scored.stale,
        "comparisons": _comparisons(scored.comparisons),
        "signal": _signal(scored.signal, said.signal_sentence),
        "series": [_point(point) for point in scored.series],
        "segments": [_segment(score) for score in scored.segments],
        "actions": [_log_row(row, every) for row in scored.actions],
        "agreements": list(_about(scored, scorecard)),
        "commentary": _row(scored.commentary, every) if scored.commentary else None,
        "commentary_state": {
            "state": scored.comment_state.need,
            "due": scored.comment_state.due,
            "remarks": list(said.comment_remarks),
            "earlier": scored.comment_state.earlier,
        },
        "substance": scored.rung,
        "escalation": _escalation(scored.escalation),
        **methods_json(scored, said),
        "restated": None
        if since is None
        else [restated_json(each) for each in since.restated if each.kpi == kpi.id],
        "was": kpi.was,
        "definition": dict(scored.defined),
        "sentence": said.sentence,
        "warnings": list(said.warnings),
    }


def _about(scored: ScoredKpi, scorecard: Scorecard) -> Sequence[str]:
    """Return the ids of the agreements that a KPI measures, or that are for it."""
    return [
        each.agreement.id
        for each in scorecard.agreements
        if scored.kpi.id in (each.agreement.kpi, each.serves)
    ]


def _answers(kpi: Kpi) -> Json:
    """Return who answers for a KPI besides its owner, what it is for, and what it is held to."""
    standard, verified = kpi.standard, kpi.verified
    return {
        "steward": kpi.steward,
        "target_setter": kpi.target_setter,
        "since": kpi.since,
        "serves": kpi.serves,
        "guard": kpi.guard,
        "objective": kpi.objective or None,
        "risk": kpi.risk or None,
        "standard": standard
        and {"value": standard.value, "source": standard.source, "kind": standard.kind},
        "verified": verified and {"by": verified.by, "on": verified.on, "level": verified.level},
    }


def _interval(interval: Interval | None) -> Json | None:
    if interval is None:
        return None
    return {
        "low": interval.low,
        "high": interval.high,
        "level": interval.level,
        "method": interval.method,
    }


def _estimate(estimate: Estimate | None) -> Json | None:
    if estimate is None:
        return None
    return {"engine": estimate.engine, "method": estimate.method, "error": estimate.error}


def _comparisons(found: Comparisons) -> Json:
    return {
        "previous": _comparison(found.previous),
        "year_ago": _comparison(found.year_ago),
        "fiscal_ytd": _comparison(found.fiscal_ytd),
        "trailing_year": _comparison(found.trailing_year),
    }


def _comparison(compared: Comparison) -> Json:
    return {
        "period": compared.period,
        "value": compared.value,
        "n": compared.n,
        "base_period": compared.base_period,
        "base_value": compared.base_value,
        "base_n": compared.base_n,
        "change": compared.change,
        "change_percent": compared.change_percent,
        "significant": compared.significant,
        "p_value": compared.p_value,
        "withheld_because": compared.withheld_because,
        "change_low": compared.change_low,
        "change_high": compared.change_high,
        "left_out": [{"period": gone.period, "reason": gone.reason} for gone in compared.left_out],
    }


def _signal(signal: Signal, sentence: str) -> Json:
    limits = signal.limits
    return {
        "variation": signal.variation,
        "capability": signal.capability,
        "limits_left_since": signal.limits_left_since,
        "rules": list(signal.rules),
        "mean": limits.mean if limits else None,
        "lower": limits.lower if limits else None,
        "upper": limits.upper if limits else None,
        "trial": signal.trial,
        "chart": signal.chart,
        "preset": signal.preset,
        "screened": signal.screened,
        "adjusted": signal.adjusted,
        "median": signal.median,
        "runs": _runs(signal.runs),
        "baseline": _baseline(signal.baseline),
        "since": signal.since,
        "sentence": sentence,
    }


def _baseline(baseline: Baseline | None) -> Json | None:
    if baseline is None:
        return None
    return {"from": baseline.start, "to": baseline.end, "reason": baseline.reason}


def _runs(runs: Runs | None) -> Json | None:
    if runs is None:
        return None
    return {
        "longest": runs.longest,
        "longest_max": runs.longest_max,
        "crossings": runs.crossings,
        "crossings_min": runs.crossings_min,
    }


def _point(point: Point) -> Json:
    limits = point.limits
    return {
        "period": point.period.id,
        "complete": point.complete,
        "value": point.value,
        "n": point.n,
        "numerator": point.numerator,
        "denominator": point.denominator,
        "target": target_json(point.target),
        "status": point.status,
        "point": point.point,
        "rules": list(point.rules),
        "mean": limits.mean if limits else None,
        "lower": limits.lower if limits else None,
        "upper": limits.upper if limits else None,
        "median": point.median,
        "adjusted": point.adjusted,
    }


def _segment(score: SegmentScore) -> Json:
    return {
        **segment_json(score.by, score.segment),
        "value": score.value,
        "n": score.n,
        "interval": _interval(score.interval),
        "status": score.status,
        "suppressed": score.suppressed,
        "base_too_small": score.base_too_small,
        "share_of_base": score.share_of_base,
        "p_value": score.p_value,
        "differs": score.differs,
        "contribution": score.contribution,
        "target": target_json(score.target),
        "gap": score.gap,
        "series": [
            {"period": point.period, "value": point.value, "n": point.n} for point in score.series
        ],
    }


def _owner(score: OwnerScore) -> Json:
    owner = score.owner
    return {
        "id": owner.id,
        "name": owner.name,
        "role": owner.role or None,
        "team": owner.team or None,
        "supplier": owner.supplier,
        "until": owner.until,
        "kpis": list(score.kpis),
        "on_target": score.on_target,
        "at_risk": score.at_risk,
        "off_target": score.off_target,
        "no_data": score.no_data,
        "improving": score.improving,
        "worsening": score.worsening,
        "actions_open": score.actions_open,
        "actions_overdue": score.actions_overdue,
        "commentary_missing": score.commentary_missing,
        "off_target_without_action": score.off_target_without_action,
        "longest_off_target": score.longest_off_target,
        "contributes_to": list(score.contributes_to),
        "promises_given": score.promises_given,
        "promises_broken": score.promises_broken,
        "promises_received": score.promises_received,
        "blockers_to_clear": score.blockers_to_clear,
        "commentary_overdue": score.commentary_overdue,
        "last_sign": score.last_sign,
    }


def _due(due: Due) -> Json:
    return {
        "kind": due.kind,
        "id": due.id,
        "people": list(due.people),
        "day": due.day,
        "title": due.title,
        "kpi": due.kpi,
        "late": due.late,
    }


def _log_row(scored: ScoredRow, said: Said) -> Json:
    row = scored.row
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "owner": row.owner,
        "with": list(row.carried_with),
        "kpi": row.kpi or None,
        "kpis": list(row.kpis),
        "about": list(row.about),
        "opened": row.opened,
        "due": row.due[-1] if row.due else None,
        "due_history": list(row.due),
        "closed": row.closed,
        "status": row.status,
        "cause": row.cause and {"tag": row.cause.tag, "words": row.cause.words},
        "expected_effect": row.expected_effect or None,
        "segment": row.segment and "=".join(row.segment),
        "aim": row.aim,
        "cost": row.cost or None,
        "check_on": scored.check_on,
        "progress": row.progress,
        "given_up": row.given_up or None,
        "found_by": row.found_by,
        "customers": row.customers,
        "learning": row.learning or None,
        "change": row.change or None,
        "outcome": row.outcome or None,
        "overdue": scored.overdue,
        "days_late": scored.days_late,
        "times_moved": scored.times_moved,
        "timeliness": scored.timeliness,
        "blocked_by": list(scored.blocked_by),
        "days_open": scored.days_open,
        "repeat_of": scored.repeat_of,
        "after_change": scored.after_change,
        "moved_from": scored.moved_from,
        "stale": scored.stale,
        "sha256": row_digest(row),
        "effect": effect_json(scored.effect, said.effects.get(row.id)),
        "above_limit": scored.above_limit and asdict(scored.above_limit),
        "more": dict(row.more),
    }


def _agreement(scored: ScoredAgreement) -> Json:
    found, counted = scored.agreement, scored.kept_of_12
    return {
        "id": found.id,
        "kind": found.kind,
        "giver": found.giver,
        "receiver": found.receiver,
        "promise": found.promise,
        "kpi": found.kpi,
        "threshold": found.threshold and found.threshold.value,
        "at_least": found.threshold and found.threshold.at_least,
        "segment": found.segment and "=".join(found.segment),
        "serves": scored.serves,
        "due": found.due,
        "closed": found.closed,
        "review": found.review,
        "state": found.state,
        "period": scored.period,
        "measured_value": scored.value,
        "kept": scored.keeping,
        "kept_of_12": counted and {"n": counted[0], "of": counted[1]},
        "streak": scored.streak,
        "gap_nobody_owns": scored.gap_nobody_owns,
        "slack": scored.slack,
        "more": dict(found.more),
    }


def _escalation(found: Escalation | None) -> Json | None:
    if found is None:
        return None
    following = found.following
    return {
        "kpi": found.kpi,
        "count": found.count,
        "to": found.to,
        "held_by": list(found.held_by),
        "next": following and {"after": following.after, "to": following.to},
    }


def _accountability(found: Accountability, said: Said) -> Json:
    shared, actions = found.carried_together
    failures = found.failures
    return {
        "decisions_asked": list(found.decisions_asked),
        "matters_arising": list(found.matters_arising),
        "carried_together": {"n": shared, "of": actions},
        "failures": failures
        and {
            "n": failures.count,
            "found_by_staff": {
                "n": failures.by_staff,
                "of": failures.told,
                "interval": failures.interval
                and _interval(Interval(*failures.interval, 0.95, "wilson")),
            },
            "customers": failures.customers,
            "without_customers": failures.without_customers,
            "days_to_learn": failures.days_to_learn,
            "by_cause": [{"tag": tag, "n": n} for tag, n in failures.by_cause.items()],
        },
        "edges": [
            {
                "from": edge.giver,
                "to": edge.receiver,
                "kpi": edge.kpi,
                "agreements": list(edge.agreements),
                "state": edge.state,
            }
            for edge in found.edges
        ],
        "matrix": [
            {
                "kpi": row.kpi,
                "owner": row.owner,
                "contributors": list(row.contributors),
                "silos": list(row.silos),
            }
            for row in found.matrix
        ],
        "substance": {
            **{rung.value: found.substance.get(rung, 0) for rung in Rung},
            "sentence": said.substance or None,
        },
        "escalations": [_escalation(each) for each in found.escalations],
        "cross_silo_share": {"n": found.crossing[0], "of": found.crossing[1]},
        "celebrate": [
            {
                "kind": each.occasion,
                "kpi": each.kpi,
                "row": each.row,
                "people": list(each.people),
                "sentence": sentence,
            }
            for each, sentence in zip(found.celebrate, said.celebrate, strict=True)
        ],
        "closed_loop": [
            loop_json(each, told.sentence)
            for each, told in zip(found.loops, said.loops, strict=True)
        ],
        "causes": causes_json(found.causes),
    }


def _rows(scorecard: Scorecard, register: str) -> Sequence[Any]:
    """Return the rows of a register; those of the log's short forms are rows of the log."""
    kind = KIND_OF.get(register)
    return getattr(scorecard, register) if kind is None else scorecard.rows_of(kind)


def _event(event: Event) -> Json:
    return {
        "date": event.date,
        "kpi": event.kpi,
        "title": event.title,
        "more": dict(event.more),
    }


def _row(row: Any, said: Said) -> Json:  # noqa: ANN401 (a row of any register)
    """Return a row of a register field by field, as its noun has it.

    What was derived from a row stands among its fields, where it was read does
    not. Actions and events have an order of keys that is older than this rule.
    """
    match row:
        case ScoredRow():
            return _log_row(row, said)
        case ScoredAgreement():
            return _agreement(row)
        case Event():
            return _event(row)
    found: Json = {}
    for each in filter(attrgetter("compare"), fields(row)):
        value = getattr(row, each.name)
        found |= _row(value, said) if is_dataclass(value) else {each.name: _cell(value)}
    return found


def _cell(value: object) -> object:
    """Return what one field of a row holds; a text that was left empty is missing."""
    if isinstance(value, Mapping):
        return dict(value)
    return None if value == "" else value


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


def _plain(found: object) -> str:
    """Return what JSON has no word for as text: days as ISO dates, alternatives by name."""
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, Enum):
        return str(found.value)
    raise TypeError(f"{type(found).__name__} has no place in scorecard.json")


_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_plain).encode
_text = json.encoder.encode_basestring
_MANY = (dict, list, tuple)


def _lines(value: object, margin: str) -> str:
    """Return *value*: a row, whose cells are plain or lists of what is plain, on one line.

    The standard library's own indenting takes three times as long.
    """
    word = _word(value)
    if word is not None:
        return word
    within = margin + "  "
    match value:
        case dict() if not all(map(_is_cell, value.values())):
            parts = [f"{_text(key)}: {_lines(each, within)}" for key, each in value.items()]
            brackets = "{}"
        case list() | tuple() if not _is_cell(value):
            parts = [_lines(each, within) for each in value]
            brackets = "[]"
        case _:
            return _encoded(value)
    listed = f",\n{within}".join(parts)
    return f"{brackets[0]}\n{within}{listed}\n{margin}{brackets[1]}"


def _word(value: object) -> str | None:
    """Return what is no list and no number with a fraction, in JSON; None for what is.

    The encoder says the same, but is made anew for each value.
    """
    match value:
        case None:
            return "null"
        case str():
            return _text(value)
        case bool():
            return "true" if value else "false"
        case int():
            return int.__repr__(value)
        case Enum() | date():
            return _text(_plain(value))
        case [] | {} if not value:
            return "[]" if isinstance(value, list | tuple) else "{}"
    return None


def _is_cell(value: object) -> bool:
    """Return whether *value* is plain, a list of what is plain, or empty."""
    if isinstance(value, dict):
        return not value
    return not (isinstance(value, list | tuple) and any(isinstance(each, _MANY) for each in value))


def _version() -> str:
    try:
        return version("cxscore")
    except PackageNotFoundError:
        return "unknown"
