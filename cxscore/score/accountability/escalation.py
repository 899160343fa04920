"""Escalation: what has been off target for long goes to somebody else's table."""

from collections.abc import Sequence
from datetime import date

from cxscore.model.escalation import BOARD, DEPUTY, SPONSOR, Escalation, EscalationStep
from cxscore.model.outline import Owner
from cxscore.model.scorecard import ScoredKpi, ScoredRow
from cxscore.model.verdicts import Capability, Variation

LONG = 7
"""Periods off target in a row that are hardly chance, whatever the chart says."""


def escalation_of(
    kpi: ScoredKpi,
    steps: Sequence[EscalationStep],
    owner: Owner | None,
    sponsor: str | None,
    as_of: date,
) -> Escalation | None:
    """Return the last of *steps* that *kpi* has come to; None where it has come to none.

    Three periods off target in a row happen by chance to a KPI that is off
    target in 30 % of its periods, in 19 % of years. So it counts only while the
    KPI misses its target, is worsening, or has been off target seven times
    running. A step whose person is not there, or is
    the owner, is passed over.
    """
    count = kpi.periods_off_target
    lasting = (
        kpi.signal.capability is Capability.MISSES
        or kpi.signal.variation is Variation.WORSENING
        or count >= LONG
    )
    people = {DEPUTY: owner.deputy if owner is not None else None, SPONSOR: sponsor}
    known = [step for step in steps if people.get(step.to, step.to) not in (None, kpi.kpi.owner)]
    ordered = sorted(known, key=lambda step: step.after)
    reached = [step for step in ordered if step.after <= count]
    if not reached or not lasting:
        return None
    ahead = ordered[len(reached) :]
    to = people.get(reached[-1].to, reached[-1].to) or BOARD
    held = tuple(each.row.id for each in kpi.actions if _holds(each, as_of))
    return Escalation(kpi.kpi.id, count, to, held, ahead[0] if ahead else None)


def _holds(action: ScoredRow, as_of: date) -> bool:
    """Return whether *action* is under way, due on a day to come, and not yet to be checked."""
    row = action.row
    to_check = action.check_on is not None and action.check_on <= as_of
    return row.under_way and bool(row.due) and not action.overdue and not to_check
