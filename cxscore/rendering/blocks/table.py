"""The scorecard: all KPIs by group, in one table."""

from cxscore.rendering import page
from cxscore.rendering.blocks.facts import Facts

SPARK_PERIODS = 13


def groups_of(facts: Facts) -> tuple[page.ScoreGroup, ...]:
    """Return the sections of the scorecard in order; KPIs without a group come last."""
    wanted = [(group.id, group.name) for group in facts.scorecard.groups]
    known = {group_id for group_id, _ in wanted}
    sorted_in: dict[str, list[page.Score]] = {}
    for kpi in facts.scorecard.kpis:
        group_id = kpi.kpi.group if kpi.kpi.group in known else None
        row = facts.score(kpi.kpi.id, SPARK_PERIODS, 84, 13)
        sorted_in.setdefault(group_id or "", []).append(row)
    rest = "Other" if any(group_id in sorted_in for group_id in known) else ""
    return tuple(
        page.ScoreGroup(name, tuple(sorted_in[group_id]))
        for group_id, name in [*wanted, ("", rest)]
        if group_id in sorted_in
    )


def table_of(facts: Facts, groups: tuple[page.ScoreGroup, ...]) -> page.Scorecard:
    """Return the table of *groups* with its headings."""
    rows = [row for group in groups for row in group.rows]
    paper_period = facts.said.masthead.period
    reported = facts.scorecard.period
    previous = {
        row.kpi.previous_period for row in rows if facts.by_id[row.kpi.id].period == reported
    }
    previous.discard("")
    return page.Scorecard(
        claim=facts.said.scorecard_claim,
        groups=groups,
        periods=SPARK_PERIODS,
        period_noun="periods",
        value_heading=paper_period,
        previous_heading=previous.pop() if len(previous) == 1 else "Previous",
    )
