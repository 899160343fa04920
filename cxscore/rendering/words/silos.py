"""Who depends on whom, team by team, in words."""

from collections.abc import Mapping, Sequence

from cxscore.frozen import frozen
from cxscore.model.agreements import EdgeState
from cxscore.rendering.words.grammar import capital, counted, listed, sentence, sentences
from cxscore.rendering.words.paper import Paper

Pair = tuple[str, str]
"""Who gives, and who receives."""

EDGE = {
    EdgeState.BROKEN: "broken",
    EdgeState.CONTESTED: "contested",
    EdgeState.SILENT: "silent",
    EdgeState.KEPT: "kept",
    EdgeState.OPEN: "open",
    EdgeState.UNPROMISED: "",
}
"""What is counted in a cell; a contribution to what is not off target needs no promise."""


TROUBLED = (EdgeState.BROKEN, EdgeState.CONTESTED, EdgeState.SILENT)
"""What teams are shown for before others, where there are too many."""


@frozen
class SilosSaid:
    """Who depends on whom, team by team."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, EdgeState | None], ...]], ...]
    """A team and, for each of *names*, ``1 broken, 2 kept`` with the worst of it."""
    left_out: str = ""
    """That there are more teams than are shown; empty where there are not."""


def silos_said(paper: Paper, columns: int, rows: int) -> SilosSaid:
    """Return the table of who promises what to whom, between different teams only.

    It has so many *columns* and *rows* at most: those teams with most that is broken, contested
    or silent, then those with most at all.
    """
    found: dict[Pair, dict[EdgeState, int]] = {}
    for edge in paper.scorecard.accountability.edges:
        pair = paper.team(edge.giver), paper.team(edge.receiver)
        if pair[0] != pair[1]:
            counts = found.setdefault(pair, {})
            counts[edge.state] = counts.get(edge.state, 0) + 1
    teams = dict.fromkeys(paper.team(id_) for id_ in paper.owners)
    receivers = [team for team in teams if any(pair[1] == team for pair in found)]
    names = _weightiest(receivers, found, 1, columns)
    shown = {pair: counts for pair, counts in found.items() if pair[1] in names}
    givers = [team for team in teams if any(pair[0] == team for pair in shown)]
    told = tuple(
        (giver, tuple(_cell(found.get((giver, name), {})) for name in names))
        for giver in _weightiest(givers, shown, 0, rows)
    )
    giving = len({giver for giver, _ in found})
    left_out = _left_out((len(names), len(receivers)), (len(told), giving))
    return SilosSaid(tuple(names), told, left_out)


def _weightiest(
    teams: Sequence[str], found: Mapping[Pair, Mapping[EdgeState, int]], side: int, most: int
) -> list[str]:
    """Return up to *most* of *teams*, in their order, by what they have on that *side* of pairs."""
    weight = dict.fromkeys(teams, (0, 0))
    for pair, counts in found.items():
        if pair[side] in weight:
            troubled, every = weight[pair[side]]
            weight[pair[side]] = (
                troubled + sum(counts.get(state, 0) for state in TROUBLED),
                every + sum(counts.values()),
            )
    kept = sorted(teams, key=lambda team: weight[team], reverse=True)[:most]
    return [team for team in teams if team in kept]


def _left_out(receivers: tuple[int, int], givers: tuple[int, int]) -> str:
    """Return of how many teams how many are shown, where that is not all of either side."""
    sides = []
    for (shown, every), which in ((receivers, "depend on others"), (givers, "others depend on")):
        if shown < every:
            sides.append(f"{shown} of the {every} teams that {which}")
    if not sides:
        return ""
    return sentence(
        f"{capital(listed(sides))} are shown, those with most that is broken, contested or silent; "
        "the others are in scorecard.json"
    )


def network_said(silos: SilosSaid) -> str:
    """Return in words what a drawing of *silos* shows: who stands how to whom, the worst first."""
    pairs: dict[EdgeState, list[str]] = {}
    for giver, cells in silos.rows:
        for name, (_, state) in zip(silos.names, cells, strict=True):
            if state is not None and EDGE[state]:
                pairs.setdefault(state, []).append(f"{giver} to {name}")
    told = (f"{capital(EDGE[state])}: {listed(pairs[state])}" for state in EDGE if state in pairs)
    return sentences("Who promises what to whom, by team", *told)


def _cell(counts: Mapping[EdgeState, int]) -> tuple[str, EdgeState | None]:
    told = [state for state in EDGE if counts.get(state) and EDGE[state]]
    if not told:
        return "", EdgeState.UNPROMISED if counts else None
    return ", ".join(f"{counts[state]} {EDGE[state]}" for state in told), told[0]


def crossing_said(paper: Paper) -> str:
    """Return how many KPIs need more than one team; empty where there is but one team."""
    crossed, every = paper.scorecard.accountability.crossing
    if not crossed:
        return ""
    return f"{crossed} of {counted(every, 'KPI')} {'needs' if crossed == 1 else 'need'} two teams"
