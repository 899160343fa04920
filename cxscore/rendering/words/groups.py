"""The KPIs of a paper, in its groups and in their order."""

from collections.abc import Sequence

from cxscore.model.scorecard import Scorecard, ScoredKpi


def kpis_by_group(scorecard: Scorecard) -> Sequence[tuple[str, Sequence[ScoredKpi]]]:
    """Return the name of each group with its KPIs; those without a group come last.

    These are called "Other", unless there is no group: then their name is empty.
    """
    names = {group.id: group.name for group in scorecard.groups}
    sorted_in: dict[str, list[ScoredKpi]] = {}
    for scored in scorecard.kpis:
        group = scored.kpi.group or ""
        sorted_in.setdefault(group if group in names else "", []).append(scored)
    rest = "Other" if sorted_in.keys() & names.keys() else ""
    return [
        (name, sorted_in[id_]) for id_, name in [*names.items(), ("", rest)] if id_ in sorted_in
    ]
