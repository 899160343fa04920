"""A KPI with everything that is known about it, as it stands in scorecard.json."""

from collections.abc import Sequence
from typing import Any

from cxscore.model.chart_lines import Runs
from cxscore.model.findings import Comparison, Comparisons
from cxscore.model.kpi import Baseline, Kpi
from cxscore.model.measured import Estimate
from cxscore.model.scorecard import Point, Scorecard, ScoredKpi, SegmentScore, Signal
from cxscore.rendering.json_accountability import escalation_json
from cxscore.rendering.json_benchmarks import benchmarks_json
from cxscore.rendering.json_memory import restated_json
from cxscore.rendering.json_methods import interval_json, methods_json, segment_json, target_json
from cxscore.rendering.words.kpi import KpiSaid

Json = dict[str, Any]


def kpi_json(
    scored: ScoredKpi,
    said: KpiSaid,
    scorecard: Scorecard,
    *,
    actions: Sequence[Json],
    comment: Json | None,
) -> Json:
    """Return a KPI, with its *actions* and the *comment* on it as the registers have them."""
    kpi, since = scored.kpi, scorecard.since_close
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
        **_measured(scored, said),
        "actions": actions,
        "agreements": list(_about(scored, scorecard)),
        "commentary": comment,
        **_answered(scored, said),
        **methods_json(scored, said),
        "restated": None
        if since is None
        else [restated_json(each) for each in since.restated if each.kpi == kpi.id],
        "was": kpi.was,
        "definition": dict(scored.defined),
        "sentence": said.sentence,
        "warnings": list(said.warnings),
    }


def _measured(scored: ScoredKpi, said: KpiSaid) -> Json:
    """Return what was measured of a KPI, and how that is judged."""
    kpi = scored.kpi
    return {
        "unit": scored.unit,
        "decimals": scored.decimals,
        "polarity": kpi.polarity,
        "period": scored.period.id if scored.period else None,
        "complete": scored.complete,
        "value": scored.value,
        "n": scored.n,
        "numerator": scored.numerator,
        "denominator": scored.denominator,
        "interval": interval_json(scored.interval),
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
        **benchmarks_json(scored),
    }


def _answered(scored: ScoredKpi, said: KpiSaid) -> Json:
    """Return what has been said and done about a KPI, as far as that goes."""
    state = scored.comment_state
    return {
        "commentary_state": {
            "state": state.need,
            "due": state.due,
            "remarks": list(said.comment_remarks),
            "earlier": state.earlier,
        },
        "substance": scored.rung,
        "escalation": escalation_json(scored.escalation),
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
        "interval": interval_json(score.interval),
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
