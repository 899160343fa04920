"""What is not as it was told, as it stands in scorecard.json and as ``diff`` prints it."""

from typing import Any

from cxscore.model.edges import written_edges
from cxscore.model.since_close import (
    DefinitionChange,
    Moved,
    Restated,
    SinceClose,
    SourceChange,
    TargetChange,
)
from cxscore.model.told import ToldNumber
from cxscore.rendering.json_methods import segment_json

Json = dict[str, Any]


def since_json(since: SinceClose, sentence: str) -> Json:
    """Return everything that *since* holds."""
    return {
        "period": since.period,
        "closed_on": since.closed_on,
        "status_changes": [
            {"kpi": change.kpi, "before": change.before, "after": change.after}
            for change in since.status_changes
        ],
        "restated": [restated_json(each) for each in since.restated],
        "restated_hidden": since.hidden,
        "told_differently": [
            {
                "kpi": each.kpi,
                "period": each.period,
                "before": each.before,
                "after": each.after,
            }
            for each in since.told_differently
        ],
        "definition_changed": [_definition(each) for each in since.definition_changed],
        "target_changed": [_target(each) for each in since.target_changed],
        "gone": [id_ for id_, _ in since.gone],
        "new": list(since.new),
        "moved": [_moved(each) for each in since.moved],
        "sentence": sentence,
    }


def restated_json(each: Restated) -> Json:
    """Return a number that was told, as it is now."""
    where: Json = {"by": None, "segment": None}
    if each.by:
        where = segment_json(each.by, each.segment)
    first = each.first_told
    return {
        "kpi": each.kpi,
        "period": each.period,
        **where,
        "before": _number(each.before),
        "after": _number(each.after),
        "first_told": {"period": each.period, "value": first.value, "in": first.told_in},
        "told": [_number(told) for told in each.path],
        "because": each.because,
        "source": [_source(source) for source in each.source],
        "shown": each.shown,
    }


def _number(told: ToldNumber) -> Json:
    return {
        "value": told.value,
        "n": told.n,
        "numerator": told.numerator,
        "denominator": told.denominator,
        "status": told.status,
        "point": told.point,
        "in": told.told_in or None,
    }


def _source(source: SourceChange) -> Json:
    return {
        "dataset": source.dataset,
        "path": source.path,
        "rows_before": source.rows_before,
        "rows_after": source.rows_after,
    }


def _definition(change: DefinitionChange) -> Json:
    return {
        "kpi": change.kpi,
        "part": change.part,
        "keys": [
            {"key": each.key, "before": each.before, "after": each.after} for each in change.keys
        ],
    }


def _target(change: TargetChange) -> Json:
    return {
        "kpi": change.kpi,
        "first": change.first,
        "last": change.last,
        "before": written_edges(change.before),
        "after": written_edges(change.after),
        "reason": change.reason or None,
    }


def _moved(moved: Moved) -> Json:
    return {
        "row": moved.row,
        "kind": moved.kind,
        "title": moved.title,
        "before": moved.before,
        "after": moved.after,
    }
