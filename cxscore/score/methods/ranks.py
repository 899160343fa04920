"""A rank among others, and between which places it would lie by chance alone."""

from collections.abc import Sequence
from math import ceil

from cxscore.model.benchmarks import Rank, ScoredBenchmark, Side

FEWEST_FOR_QUARTERS = 20
"""Organisations, ourselves included, without which a quarter of them means little."""


def rank_of(found: Sequence[ScoredBenchmark], period: str) -> Rank:
    """Return our rank in *period* among those of *found* that are ranked.

    The interval runs from 1 + those better beyond chance to N − those worse
    beyond chance. Each pair is tested by itself, at the KPI's level, without
    correction (Goldstein and Spiegelhalter, 1996, give the reason for an
    interval at all). Those of whom nobody can tell are neither; where that is
    so of all of them, there is no interval.
    """
    others = [each for each in found if each.unranked is None]
    tested = [each for each in others if each.beyond_chance is not None]
    of = len(others) + 1
    rank = 1 + sum(each.side is Side.BETTER for each in others)
    beyond = [each.side for each in tested if each.beyond_chance]
    return Rank(
        rank=rank,
        of=of,
        low=1 + beyond.count(Side.BETTER) if tested else None,
        high=of - beyond.count(Side.WORSE) if tested else None,
        quartile=ceil(4 * rank / of) if of >= FEWEST_FOR_QUARTERS else None,
        period=period,
        untested=len(others) - len(tested),
    )
