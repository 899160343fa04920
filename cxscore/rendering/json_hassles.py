"""What lets customers down, as it stands in scorecard.json."""

from typing import Any

from cxscore.model.hassle_scores import ScoredCause, ScoredHassles
from cxscore.rendering.words.hassles import HasslesSaid

Json = dict[str, Any]


def hassles_json(hassles: ScoredHassles, said: HasslesSaid) -> Json:
    """Return the cases of a year by cause, the largest first and what is not known last."""
    before = hassles.before
    return {
        "dataset": hassles.dataset,
        "year": {"first": hassles.first, "last": hassles.last},
        "year_before": before and {"first": before[0], "last": before[1]},
        "cases": hassles.cases,
        "failures": hassles.failures,
        "customers": hassles.customers,
        "untold": hassles.untold,
        "base": hassles.base,
        "effective_base": hassles.effective,
        "unknown_share": hassles.unknown_share,
        "tested": hassles.tested,
        "partial": list(hassles.partial),
        "causes": [_cause(cause) for cause in hassles.causes],
        "sentence": said.sentence,
    }


def _cause(cause: ScoredCause) -> Json:
    change = cause.change
    return {
        "cause": cause.cause,
        "cases": cause.cases,
        "failures": cause.failures,
        "customers": cause.customers,
        "untold": cause.untold,
        "share": cause.share,
        "low": cause.low,
        "high": cause.high,
        "cumulative": cause.cumulative,
        "cells": [{"cell": cell, "cases": cases} for cell, cases in cause.cells],
        "change": change
        and {
            "before": change.before,
            "change": cause.cases - change.before,
            "p_value": change.p_value,
            "q_value": change.q_value,
            "way": change.way,
        },
        "actions": {
            "standing": cause.actions.standing,
            "worked": list(cause.actions.worked),
            "open": list(cause.actions.open),
        },
    }
