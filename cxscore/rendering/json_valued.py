"""What customers value, as it stands in scorecard.json."""

from typing import Any

from cxscore.model.valued import WhatCustomersValue
from cxscore.rendering.words.valued import ValuedSaid

Json = dict[str, Any]


def valued_json(valued: WhatCustomersValue, said: ValuedSaid) -> Json:
    """Return the drivers beside stated importance, KPI by KPI, the most important first."""
    return {
        "drivers": [
            {
                "kpi": each.kpi,
                "column": each.column,
                "importance": each.share,
                "low": each.low,
                "high": each.high,
                "performance": each.performance,
                "direction": each.direction,
                "look_first": each.look_first,
                "rank": each.rank,
                "moment": each.moment,
                "stated": each.stated,
                "stated_rank": each.stated_rank,
                "derived_rank": each.derived_rank,
                "disagrees": each.disagrees,
            }
            for each in valued.drivers
        ],
        "level": valued.level,
        "importance_from": said.source or None,
        "sentence": said.sentence,
    }
