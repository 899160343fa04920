"""How the KPIs of a paper stand, counted, for whatever speaks of all of them."""

from cxscore.model.scorecard import Scorecard, ScoredKpi, StatusCount
from cxscore.model.verdicts import Status, Variation
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import be, counted, listed, sentence


def how_they_stand(scorecard: Scorecard) -> str:
    """Return how many KPIs are on target, or off it."""
    now, all_of = scorecard.summary.now, len(scorecard.kpis)
    if not scorecard.kpis:
        names = {score.owner.id: score.owner.name for score in scorecard.owners}
        people = [names[each] for each in scorecard.people]
        return f"{listed(people)} {'owns' if len(people) == 1 else 'own'} no KPI"
    if now.no_data == all_of:
        return f"No KPI has data for {periods.name(scorecard.period)}"
    if not judged(now):
        known = [k for k in scorecard.kpis if k.value is not None]
        if all(lacks_target(k) for k in known):
            return "No KPI has a target"
        return f"No KPI is judged ({listed(not_judged(scorecard))})"
    if now.on_target == all_of:
        return "Both KPIs are on target" if all_of == 2 else f"All {all_of} KPIs are on target"
    if now.off_target:
        return f"{now.off_target} of {all_of} KPIs {be(now.off_target)} off target"
    if now.at_risk:
        return f"{now.at_risk} of {all_of} KPIs {be(now.at_risk)} at risk and none is off target"
    if judged(now) == 1:
        return "The one KPI with a status is on target"
    them = "Both" if judged(now) == 2 else f"All {judged(now)}"
    return f"{them} KPIs with a status are on target"


def on_target_count(scorecard: Scorecard) -> str:
    """Return ``10 of 21 on target``: of the KPIs that are judged, in as few words as there are."""
    now = scorecard.summary.now
    if not judged(now):
        return "not judged" if scorecard.kpis else "no KPI"
    return f"{now.on_target} of {judged(now)} on target"


def claim(scorecard: Scorecard) -> str:
    """Return the conclusion of the scorecard: how many KPIs stand where, and how many change."""
    now = scorecard.summary.now
    changing = [k.signal.variation for k in scorecard.kpis]
    better, worse = changing.count(Variation.IMPROVING), changing.count(Variation.WORSENING)
    moves = f"{better or 'none'} improving and {worse or 'none'} worsening"
    if not better and not worse:
        moves = none_changes(scorecard, "none is improving or worsening")
    if not judged(now):
        return sentence(", and ".join(part for part in (how_they_stand(scorecard), moves) if part))
    return sentence(f"{_mix(scorecard)}; {moves}")


def _mix(scorecard: Scorecard) -> str:
    now, all_of = scorecard.summary.now, len(scorecard.kpis)
    if now.on_target == all_of:
        them = "Both KPIs" if all_of == 2 else f"All {counted(all_of, 'KPI')}"
        return f"{them} are on target" if all_of > 1 else "The only KPI is on target"
    parts = [
        f"{number} {word}"
        for number, word in (
            (now.on_target, "on target"),
            (now.at_risk, "at risk"),
            (now.off_target, "off target"),
            (now.no_target, "not judged"),
            (now.no_data, "without data"),
        )
        if number
    ]
    return f"{listed(parts)}, of {counted(all_of, 'KPI')}"


def none_changes(scorecard: Scorecard, told: str) -> str:
    """Return *told*, or that it is too early to tell; empty where no KPI has a value."""
    known = [k for k in scorecard.kpis if k.value is not None]
    early = [k for k in known if judgements.too_early(k)]
    if not early:
        return told if known else ""
    if len(early) == len(known):
        return "it is too early to tell whether any is changing"
    return f"{told}, though for {len(early)} it is too early to tell"


def by_group(scorecard: Scorecard) -> list[tuple[str, str, list[ScoredKpi]]]:
    """Return the KPIs under the ids and names of their groups, in the paper's order.

    Those without a group come last, as "Other" where there are groups before them.
    """
    wanted = [(group.id, group.name) for group in scorecard.groups]
    known = {group_id for group_id, _ in wanted}
    sorted_in: dict[str, list[ScoredKpi]] = {}
    for scored in scorecard.kpis:
        group = scored.kpi.group if scored.kpi.group in known else None
        sorted_in.setdefault(group or "", []).append(scored)
    rest = "Other" if any(group_id in sorted_in for group_id in known) else ""
    return [(id_, name, sorted_in[id_]) for id_, name in [*wanted, ("", rest)] if id_ in sorted_in]


def judged(count: StatusCount) -> int:
    """Return how many KPIs have been held against a target."""
    return count.on_target + count.at_risk + count.off_target


def not_judged(scorecard: Scorecard) -> list[str]:
    """Return why how many KPIs have no status: ``1 without a target``, ``2 without data``."""
    told = {
        "without a target": sum(lacks_target(kpi) for kpi in scorecard.kpis),
        "with too few answers": sum(kpi.base_too_small for kpi in scorecard.kpis),
        "without data": scorecard.summary.now.no_data,
    }
    return [f"{number} {why}" for why, number in told.items() if number]


def lacks_target(scored: ScoredKpi) -> bool:
    """Return whether a KPI with a value has no target to be held against."""
    return scored.status is Status.NO_TARGET and not scored.base_too_small


def is_unfinished(scored: ScoredKpi) -> bool:
    """Return whether the value at hand is of a part of its period."""
    return scored.value is not None and not scored.complete


def in_order(scorecard: Scorecard) -> list[ScoredKpi]:
    """Return the KPIs, those that matter most first, the others as defined."""
    first = {id: at for at, id in enumerate(scorecard.summary.matters_most)}  # noqa: A001
    return sorted(scorecard.kpis, key=lambda k: first.get(k.kpi.id, len(first)))
