"""An owner in words."""

from dataclasses import dataclass

from cxscore.model.scorecard import OwnerScore
from cxscore.model.verdicts import Status
from cxscore.rendering.numbers import NONE
from cxscore.rendering.words import periods
from cxscore.rendering.words.actions import is_live
from cxscore.rendering.words.grammar import counted, named, sentences
from cxscore.rendering.words.paper import Paper


@dataclass(frozen=True, slots=True)
class OwnerSaid:
    """One row of the accountability table; the counts stand in the scorecard."""

    id: str
    name: str
    role: str
    """``Chief Customer Officer, Customer``; empty where unknown."""
    deputy: str
    longest_off_target: str
    """``8 months``, ``–``."""
    gaps: str
    """``No action for Order accuracy. No comment on Trust.``; empty where there is none."""


def owner_said(score: OwnerScore, paper: Paper) -> OwnerSaid:
    """Return one row of the accountability table."""
    owner, scorecard = score.owner, paper.scorecard
    own = [k for k in scorecard.kpis if k.kpi.owner == owner.id]
    unacted = [
        k.kpi.name
        for k in own
        if k.status is Status.OFF_TARGET and not any(is_live(a) for a in k.actions)
    ]
    longest = max(own, key=lambda k: k.periods_off_target, default=None)
    noun = periods.noun(longest.grain if longest else scorecard.period.grain)
    gaps = [f"No action is open for {named(unacted, 3)}"] if unacted else []
    if score.commentary_missing:
        gaps.append(f"{counted(score.commentary_missing, 'comment')} missing")
    return OwnerSaid(
        id=owner.id,
        name=owner.name,
        role=", ".join(part for part in (owner.role, owner.team) if part),
        deputy=paper.person(owner.deputy) if owner.deputy else "",
        longest_off_target=counted(score.longest_off_target, noun)
        if score.longest_off_target
        else NONE,
        gaps=sentences(*gaps),
    )
