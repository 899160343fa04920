"""What others reach, and our rank among them, as they stand in scorecard.json."""

from typing import Any

from cxscore.model.benchmarks import Rank, ScoredBenchmark
from cxscore.model.kpi import COMPARABLE
from cxscore.model.scorecard import ScoredKpi

Json = dict[str, Any]


def benchmarks_json(scored: ScoredKpi) -> Json:
    """Return the benchmarks of a KPI, its rank, and why it has none."""
    return {
        "benchmarks": [_benchmark(each) for each in scored.benchmarks],
        "rank": _rank(scored.rank),
        "rank_withheld_because": scored.unplaced,
    }


def _benchmark(found: ScoredBenchmark) -> Json:
    quoted, breaches = found.quoted, found.breaches_of_12
    return {
        "who": quoted.who,
        "kind": quoted.kind,
        "value": quoted.value,
        "n": quoted.n,
        "date": quoted.dated or None,
        "source": quoted.source or None,
        "comparable": quoted.obstacle or COMPARABLE,
        "segment": quoted.segment and {"column": quoted.segment[0], "value": quoted.segment[1]},
        "written_in": quoted.origin,
        "ours": found.ours,
        "theirs_is": found.side,
        "beyond_chance": found.beyond_chance,
        "ranked": found.unranked is None,
        "not_ranked_because": found.unranked,
        "old": found.is_old,
        "in_force": found.in_force,
        "breach": found.breach,
        "breaches_of_12": breaches and {"periods": breaches[0], "of": breaches[1]},
        "more": dict(quoted.more),
    }


def _rank(found: Rank | None) -> Json | None:
    if found is None:
        return None
    return {
        "rank": found.rank,
        "of": found.of,
        "low": found.low,
        "high": found.high,
        "quartile": found.quartile,
        "date": found.period,
        "untested": found.untested,
    }
