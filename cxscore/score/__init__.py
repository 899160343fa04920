"""The score stage: the arithmetic of the method, once, from statistics to a Scorecard."""

from cxscore.score.scoring import score_kpis

__all__ = ["score_kpis"]
