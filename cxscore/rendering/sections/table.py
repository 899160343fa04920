"""The scorecard: all KPIs by group, in one table."""

from dataclasses import dataclass

from cxscore.model.verdicts import Variation
from cxscore.rendering.sections.facts import SPARK_PERIODS, Facts, ScoreGroup
from cxscore.rendering.words.grammar import counted, listed, sentence
from cxscore.rendering.words.standing import how_they_stand, judged, none_changes


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All KPIs in one table."""

    claim: str
    groups: tuple[ScoreGroup, ...]
    periods: int
    """How many periods a sparkline shows."""
    period_noun: str
    """``months``"""
    value_heading: str
    previous_heading: str


def view(facts: Facts) -> Scorecard:
    """Return the table with its headings."""
    rows = facts.rows
    paper_period = facts.said.masthead.period
    reported = facts.scorecard.period
    previous = {
        row.kpi.previous_period for row in rows if facts.by_id[row.kpi.id].period == reported
    }
    previous.discard("")
    return Scorecard(
        claim=_claim(facts),
        groups=tuple(facts.groups),
        periods=SPARK_PERIODS,
        period_noun="periods",
        value_heading=paper_period,
        previous_heading=previous.pop() if len(previous) == 1 else "Previous",
    )


def _claim(facts: Facts) -> str:
    """Return the sentence under the title."""
    scorecard = facts.scorecard
    now = scorecard.summary.now
    changing = [k.signal.variation for k in scorecard.kpis]
    better, worse = changing.count(Variation.IMPROVING), changing.count(Variation.WORSENING)
    moves = f"{better or 'none'} improving and {worse or 'none'} worsening"
    if not better and not worse:
        moves = none_changes(scorecard, "none is improving or worsening")
    if not judged(now):
        return sentence(", and ".join(part for part in (how_they_stand(scorecard), moves) if part))
    return sentence(f"{_mix(facts)}; {moves}")


def _mix(facts: Facts) -> str:
    now, all_of = facts.scorecard.summary.now, len(facts.by_id)
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
