"""The customer's path as it stands in scorecard.json."""

from collections.abc import Iterable
from typing import Any

from cxscore.model.journey import Cell, End, HiddenHotSpot, MomentScore, Uneven
from cxscore.model.outline import Moment, Stage

Json = dict[str, Any]


def journey_json(journey: Iterable[Stage], scored: Iterable[MomentScore]) -> list[Json]:
    """Return the stages with their moments; where KPIs name the stage, it is judged as one."""
    known = {each.id: each for each in scored}
    return [
        {
            "id": stage.id,
            "name": stage.name,
            **_judged(known.get(stage.id) or _unmeasured(stage, stage)),
            "moments": [
                {
                    "id": each.id,
                    "name": each.name,
                    **_judged(known.get(each.id) or _unmeasured(each, stage)),
                }
                for each in stage.moments
            ],
        }
        for stage in journey
    ]


def _unmeasured(place: Stage | Moment, stage: Stage) -> MomentScore:
    return MomentScore(place.id, place.name, stage.id, place.importance)


def _judged(scored: MomentScore) -> Json:
    return {
        "importance": scored.importance,
        "kpis": list(scored.kpis),
        "hot": list(scored.hot),
        "hidden": [_hidden(each) for each in scored.hidden],
        "signature": scored.signature,
        "uneven": [_uneven(each) for each in scored.uneven],
        "cells": [_cell(each) for each in scored.cells],
    }


def _hidden(spot: HiddenHotSpot) -> Json:
    return {
        "kpi": spot.kpi,
        "by": spot.by,
        "segment": spot.segment,
        "share_of_base": spot.share_of_base,
    }


def _uneven(found: Uneven) -> Json:
    return {
        "kpi": found.kpi,
        "by": found.by,
        "highest": _end(found.highest),
        "lowest": _end(found.lowest),
        "gap": found.gap,
        "low": found.low,
        "high": found.high,
        "p_value": found.p_value,
    }


def _end(end: End) -> Json:
    return {"segment": end.segment, "value": end.value, "n": end.n}


def _cell(cell: Cell) -> Json:
    return {
        "lens": cell.lens,
        "segment": cell.segment,
        "kpi": cell.kpi,
        "status": cell.status,
        "variation": cell.variation,
        "value": cell.value,
        "n": cell.n,
        "small": cell.small,
    }
