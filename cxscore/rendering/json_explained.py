"""How a number came about, for programs: what scorecard.json holds of it, and what is behind."""

from typing import Any

from cxscore.model.explanation import Explanation
from cxscore.model.findings import Needed, Target
from cxscore.model.scorecard import ScoredKpi, ScoredSource, Signal
from cxscore.rendering.json_format import document_of, json_text
from cxscore.rendering.words import Said, charts, judgements
from cxscore.rendering.words.explained import Explained

Json = dict[str, Any]
WHOLE = (
    *("name", "owner", "unit", "polarity", "period", "complete", "value", "n"),
    *("numerator", "denominator", "interval", "gap", "status", "base_too_small", "stale"),
)
"""Keys of scorecard.json's KPI that stand here as they do there."""
OF_SEGMENT = ("value", "n", "interval", "gap", "status", "base_too_small")


def explanation_json(explanation: Explanation, told: Explained, said: Said) -> str:
    """Return the explanation as JSON; numbers are not rounded, what is missing is null."""
    scored, segment = explanation.scored, explanation.segment
    # Keys are one KPI's, so that what stands in scorecard.json is not written a second time.
    (whole,) = document_of(explanation.scorecard, said, {})["kpis"]
    found: Json = {key: whole[key] for key in WHOLE}
    target = scored.target
    if segment is not None:
        own = whole["segments"][list(scored.segments).index(segment)]
        found |= {key: own[key] for key in OF_SEGMENT}
        at = next((p for p in segment.series if p.period == whole["period"]), None)
        found |= {
            "numerator": at.numerator if at else None,
            "denominator": at.denominator if at else None,
        }
        target = segment.target
    point = next((point for point in scored.series if point.period == scored.period), None)
    document: Json = {
        "kpi": scored.kpi.id,
        **found,
        "by": None if segment is None else dict(zip(segment.by, segment.segment, strict=True)),
        "suppressed": segment is not None and segment.suppressed,
        "sentence": told.sentence,
        "definition": {
            "description": whole["description"],
            "measure": said.kpis[scored.kpi.id].measure,
            "keys": whole["definition"],
        },
        "sources": [_source(each) for each in explanation.sources],
        "left_out": None
        if segment is not None or point is None
        else {"lacking_a_part": point.left_out, "blank_compared": point.unknown},
        "formula": [
            {"kpi": part.kpi, "name": part.name, "value": part.value} for part in scored.parts
        ],
        "sql": [
            {
                "dataset": asked.dataset,
                "dialect": asked.dialect,
                "purpose": asked.purpose,
                "in_files": asked.in_files,
                "assumed": dict(asked.assumed),
                "sql": asked.sql,
            }
            for asked in explanation.asked
        ],
        "no_sql": explanation.unasked or None,
        "target": _target(target, found["gap"]),
        "at_risk_within": whole["at_risk_within"],
        "status_rule": told.rule,
        "what_it_takes": _needed(explanation.needed, told),
        **(_of_the_whole(scored, whole, said) if segment is None else {}),
        "parts": [{"title": part.title, "lines": list(part.lines)} for part in told.parts],
    }
    return json_text(document).decode()


def _of_the_whole(scored: ScoredKpi, whole: Json, said: Said) -> Json:
    """Return what only a KPI as a whole has."""
    since = said.since
    return {
        "limits": _limits(scored.signal),
        "rules": _rules(scored),
        "signal": whole["signal"],
        "comparisons": whole["comparisons"],
        "restated": whole["restated"],
        "since_last_close": None if since is None else list(since.lines),
    }


def _source(scored: ScoredSource) -> Json:
    source = scored.source
    return {
        "dataset": source.dataset,
        "path": source.path,
        "sha256": source.sha256 or None,
        "rows": source.rows,
        "rows_used": source.rows_used,
        "left_out": {
            "bad_cells": source.rows_skipped,
            "own_totals": source.rows_left_out,
            "repeated": source.rows_repeated,
            "where": source.rows_elsewhere,
        },
        "first": source.first,
        "last": source.last,
        "stale": scored.stale,
    }


def _target(target: Target | None, gap: float | None) -> Json | None:
    if target is None:
        return None
    edges = {"value": target.value, "low": target.low, "high": target.high}
    return {**edges, "since": target.since, "reason": target.reason or None, "gap": gap}


def _needed(needed: Needed | None, told: Explained) -> Json | None:
    if needed is None:
        return None
    return {
        "value": needed.value,
        "step": needed.step,
        "answers": needed.answers,
        "of": needed.of,
        "sentence": told.what_it_takes,
    }


def _limits(signal: Signal) -> Json | None:
    if signal.limits is None and signal.median is None:
        return None
    limits, source = signal.limits, signal.source
    return {
        "mean": limits.mean if limits else None,
        "lower": limits.lower if limits else None,
        "upper": limits.upper if limits else None,
        "median": signal.median,
        "points": signal.points,
        "from": source[0].id if source else None,
        "to": source[1].id if source else None,
        "trial": signal.trial,
    }


def _rules(scored: ScoredKpi) -> list[Json]:
    return [
        {
            "period": point.period.id,
            "point": point.point,
            "rules": [
                {"rule": rule, "means": charts.rule(rule, scored.signal)} for rule in point.rules
            ],
        }
        for point in scored.series
        if judgements.is_signal(point)
    ]
