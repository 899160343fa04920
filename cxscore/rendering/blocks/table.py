"""The scorecard: all KPIs by group, in one table."""

from cxscore.rendering import page
from cxscore.rendering.sections.facts import SPARK_PERIODS, Facts, ScoreGroup


def table_of(facts: Facts, groups: tuple[ScoreGroup, ...]) -> page.Scorecard:
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
