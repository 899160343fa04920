"""Value at stake, as it stands in scorecard.json."""

from collections.abc import Sequence
from typing import Any

from cxscore.model.value_at_stake import ValueAtStake
from cxscore.rendering.words.stakes import StakesSaid

Json = dict[str, Any]


def stakes_json(stakes: Sequence[ValueAtStake], said: StakesSaid | None) -> list[Json]:
    """Return the values at stake, in kpis.yaml's order; they are never added up."""
    words = {each.id: each for each in said.stakes} if said else {}
    return [
        {
            "id": each.stake.id,
            "name": each.stake.name,
            "kpi": each.stake.kpi,
            "alike": list(each.stake.alike),
            "affected": each.affected,
            "others": each.others,
            "affected_lost": each.affected_lost,
            "others_lost": each.others_lost,
            "lost_more": each.lost_more,
            "low": each.low,
            "high": each.high,
            "level": each.level,
            "value": each.value,
            "crude_lost_more": each.crude_lost_more,
            "crude_value": each.crude_value,
            "left_out": each.left_out,
            "strata": each.strata,
            "unknown": each.unknown,
            "without_value": each.without_worth,
            "beyond_chance": each.beyond_chance,
            "untold": each.untold,
            "sentence": words[each.stake.id].sentence,
        }
        for each in stakes
    ]
