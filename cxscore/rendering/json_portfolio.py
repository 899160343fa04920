"""Reliability and innovation, as they stand in scorecard.json."""

from collections.abc import Mapping
from typing import Any

from cxscore.model.aim import Aim
from cxscore.model.portfolio import Holding, Portfolio
from cxscore.rendering.words.portfolio import PortfolioSaid

Json = dict[str, Any]


def portfolio_json(portfolio: Portfolio, said: PortfolioSaid) -> Json:
    """Return what is done for reliability and for innovation, as a whole and by moment."""
    return {
        **_by_aim(portfolio.by_aim),
        "moments": [
            {"moment": each.moment, "hot": each.hot, **_by_aim(each.by_aim)}
            for each in portfolio.moments
        ],
        "innovation_at_hot_spots": [
            {
                "row": each.row,
                "kind": "agreement" if each.agreement else "action",
                "moment": each.moment,
                "kpis": list(each.kpis),
            }
            for each in portfolio.new_at_hot_spots
        ],
        "stretch_or_retire": list(portfolio.stretch),
        "without_aim": portfolio.without_aim,
        "sentence": said.sentence or said.claim,
    }


def _by_aim(by_aim: Mapping[Aim, Holding]) -> Json:
    return {aim.value: _holding(holding) for aim, holding in by_aim.items()}


def _holding(holding: Holding) -> Json:
    return {
        "open": holding.open,
        "done": holding.done,
        "worked": holding.worked,
        "cost": holding.cost,
        "priced": holding.priced,
    }
