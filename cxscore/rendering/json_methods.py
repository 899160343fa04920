"""What the methods found out about a KPI, as it stands in scorecard.json."""

from collections.abc import Sequence
from typing import Any

from cxscore.model.edges import written_edges
from cxscore.model.findings import (
    BreakProposal,
    Drivers,
    EventMark,
    Forecast,
    FormulaPart,
    Funnel,
    Gap,
    GapEnd,
    Interval,
    Movement,
    Season,
    SegmentMovement,
    Target,
    Trend,
)
from cxscore.model.measured import Segment
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.series import Marked

Json = dict[str, Any]


def methods_json(scored: ScoredKpi, said: KpiSaid) -> Json:
    """Return the keys of a KPI that its methods fill; null or empty where one is silent."""
    drivers = scored.drivers
    return {
        "season": _season(scored.season) if scored.season else None,
        "trend": _trend(scored.trend) if scored.trend else None,
        "forecast": _forecast(scored.forecast, said.forecast_sentence) if scored.forecast else None,
        "movement": [
            _movement(moved, sentence)
            for moved, sentence in zip(scored.movement, said.movement_sentences, strict=True)
        ],
        "drivers": _drivers(drivers) if drivers else [],
        "drivers_r2": drivers.r2 if drivers and drivers.items else None,
        "drivers_p_value": drivers.p_value if drivers else None,
        "drivers_n": drivers.n if drivers else None,
        "drivers_left_out": drivers.left_out if drivers else None,
        "drivers_dropped": dict(drivers.dropped) if drivers else {},
        "funnels": [_funnel(funnel) for funnel in scored.funnels],
        "parts": [_part(part) for part in scored.parts],
        "gap_ends": _gap(scored.gap_ends) if scored.gap_ends else None,
        "events": [
            _event(mark, said_mark.sign)
            for mark, said_mark in zip(scored.events, _events_said(said), strict=True)
        ],
        "break_proposed": _proposal(scored.proposal) if scored.proposal else None,
        "unsaid": {method.value: why for method, why in scored.unsaid.items()},
    }


def target_json(target: Target | None) -> float | Json | None:
    """Return the number, or the edges where it is a range."""
    return written_edges(None if target is None else target.edges)


def interval_json(interval: Interval | None) -> Json | None:
    """Return the ends of an interval; null where there is none."""
    if interval is None:
        return None
    return {
        "low": interval.low,
        "high": interval.high,
        "level": interval.level,
        "method": interval.method,
    }


def segment_json(by: tuple[str, ...], segment: Segment) -> Json:
    """Return columns and their values: texts for one column, lists for a crossing."""
    alone = len(by) == 1
    return {
        "by": by[0] if alone else list(by),
        "segment": segment[0] if alone else list(segment),
    }


def _season(season: Season) -> Json:
    return {
        "detected": season.detected,
        "p_value": season.p_value,
        "adjusted": season.adjusted,
        "factors": {str(number): factor for number, factor in season.factors.items()},
        "highest": season.highest,
        "lowest": season.lowest,
        "refused": season.refused,
    }


def _trend(trend: Trend) -> Json:
    return {
        "slope_per_year": trend.slope_per_year,
        "low": trend.low,
        "high": trend.high,
        "p_value": trend.p_value,
        "established": trend.established,
        "method": trend.method,
        "points": trend.points,
        "first": trend.first,
        "last": trend.last,
    }


def _forecast(forecast: Forecast, sentence: str) -> Json:
    return {
        "by": forecast.by,
        "target": target_json(forecast.target),
        "expected": forecast.expected,
        "low": forecast.low,
        "high": forecast.high,
        "verdict": forecast.verdict,
        "method": forecast.method,
        "rate_required": forecast.rate_required,
        "best_rate": forecast.best_rate,
        "ahead": forecast.ahead,
        "step_required": forecast.step_required,
        "best_step": forecast.best_step,
        "because": forecast.because,
        "sentence": sentence,
    }


def _movement(movement: Movement, sentence: str) -> Json:
    return {
        "base": movement.base,
        "by": movement.by[0] if len(movement.by) == 1 else list(movement.by),
        "base_period": movement.base_period,
        "change": movement.change,
        "rate": movement.rate,
        "mix": movement.mix,
        "remainder": movement.remainder,
        "simpson": movement.simpson,
        "significant": movement.significant,
        "shown": movement.shown,
        "sentence": sentence or None,
        "segments": [_moved(movement.by, moved) for moved in movement.segments],
    }


def _moved(by: tuple[str, ...], moved: SegmentMovement) -> Json:
    return {
        "segment": segment_json(by, moved.segment)["segment"],
        "rate": moved.rate,
        "mix": moved.mix,
        "is_new": moved.is_new,
        "is_gone": moved.is_gone,
        "value": moved.value,
        "base_value": moved.base_value,
        "share": moved.share,
        "base_share": moved.base_share,
        "base_too_small": moved.base_too_small,
        "withheld": moved.withheld,
    }


def _drivers(drivers: Drivers) -> list[Json]:
    return [
        {
            "column": item.column,
            "share": item.share,
            "low": item.low,
            "high": item.high,
            "level": drivers.level,
            "performance": item.performance,
            "direction": item.direction,
            "look_first": item.look_first,
        }
        for item in drivers.items
    ]


def _funnel(funnel: Funnel) -> Json:
    return {
        "by": funnel.by[0] if len(funnel.by) == 1 else list(funnel.by),
        "centre": funnel.centre,
        "overdispersion": funnel.overdispersion,
        "points": [
            {
                "segment": segment_json(funnel.by, point.segment)["segment"],
                "base": point.base,
                "value": point.value,
                "outside": point.outside,
            }
            for point in funnel.points
        ],
    }


def _part(part: FormulaPart) -> Json:
    return {
        "kpi": part.kpi,
        "value": part.value,
        "status": part.status,
        "variation": part.variation,
    }


def _gap(gap: Gap) -> Json:
    return {
        "by": gap.by,
        "highest": _end(gap.highest),
        "lowest": _end(gap.lowest),
        "p_value": gap.p_value,
        "significant": gap.significant,
        "segments": gap.segments,
        "left_out": gap.left_out,
    }


def _end(end: GapEnd) -> Json:
    return {"segment": end.segment[0], "value": end.value, "n": end.n}


def _events_said(said: KpiSaid) -> Sequence[Marked]:
    return [mark for mark in said.marks if mark.kind == "event"]


def _event(mark: EventMark, sign: str) -> Json:
    return {
        "number": int(sign),
        "period": mark.period,
        "date": mark.event.date,
        "title": mark.event.title,
    }


def _proposal(proposal: BreakProposal) -> Json:
    return {
        "from": proposal.period,
        "before": proposal.before,
        "after": proposal.after,
        "event": proposal.event.title if proposal.event else None,
    }
