"""scorecard.json: the scorecard with its words, for programs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
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
from cxscore.problems import distinct_lines
from cxscore.rendering.json_log import LogRows
from cxscore.rendering.json_loops import causes_json, loop_json
from cxscore.rendering.json_memory import restated_json, since_json
from cxscore.rendering.json_methods import methods_json, segment_json, target_json
from cxscore.rendering.json_text import json_bytes
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
    document = document_of(pack.scorecard, pack.said, pack.files)
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
        "groups": [{"id": group.id, "name": group.name} for group in scorecard.groups],
        "journey": [
            {
                "id": stage.id,
                "name": stage.name,
                "moments": [{"id": moment.id, "name": moment.name} for moment in stage.moments],
            }
            for stage in scorecard.journey
        ],
        "kpis": [_kpi(scored, said, scorecard, rows) for scored in scorecard.kpis],
        "owners": [
            _owner(score)
            for score in scorecard.owners
            if not scorecard.people or score.owner.id in scorecard.people
        ],
        "dues": [_due(due) for due in scorecard.dues],
        "registers": {
            each.name: [_row(row, rows) for row in _rows(scorecard, each.name)]
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


def _kpi(scored: ScoredKpi, every: Said, scorecard: Scorecard, rows: LogRows) -> Json:
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
        "actions": [rows.of(row) for row in scored.actions],
        "agreements": list(_about(scored, scorecard)),
        "commentary": _row(scored.commentary, rows) if scored.commentary else None,
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
        "commentary_overdue": score.commentary_missing,
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
            "spans": failures.spans
            and {
                "months": failures.spans.months,
                "n": failures.spans.count,
                "before": failures.spans.before,
                "p_value": failures.spans.p_value,
                "significant": failures.spans.significant,
            },
        },
        "blockers_cleared": found.cleared
        and {"n": found.cleared.count, "median_days": found.cleared.median_days},
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


def _row(row: Any, rows: LogRows) -> Json:  # noqa: ANN401 (a row of any register)
    """Return a row of a register field by field, as its noun has it.

    What was derived from a row stands among its fields, where it was read does
    not. Actions and events have an order of keys that is older than this rule.
    """
    match row:
        case ScoredRow():
            return rows.of(row)
        case ScoredAgreement():
            return _agreement(row)
        case Event():
            return _event(row)
    found: Json = {}
    for each in filter(attrgetter("compare"), fields(row)):
        value = getattr(row, each.name)
        found |= _row(value, rows) if is_dataclass(value) else {each.name: _cell(value)}
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


def _version() -> str:
    try:
        return version("cxscore")
    except PackageNotFoundError:
        return "unknown"
