"""What somebody has to see to: the first section of a pack of one's own."""

from cxscore.frozen import frozen
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.verdicts import Judgement, judgement
from cxscore.rendering.words.dues import (
    DueSaid,
    due_said,
    dues_of_people,
    personal_claim,
    promises_counted,
)
from cxscore.rendering.words.log import elsewhere

SHORT = 8
"""How many rows the table may have to be kept together."""
MOST = 50
"""What is due first is listed; the rest is counted."""


@frozen
class DueRow:
    """Something that is due, and whether its day has passed."""

    due: DueSaid
    anchor: str
    """The id of the panel of its KPI; empty where that is not shown."""
    state: Judgement


@frozen
class Personal:
    """What is due from the people whose pack it is; without rows and people in everybody's."""

    people: tuple[str, ...]
    """Their names."""
    claim: str
    promises: tuple[str, ...]
    """A sentence on each of them who gives promises or receives some."""
    rows: tuple[DueRow, ...]
    short: bool
    """Few enough to stay together and to share a page of paper."""
    others: int
    """What is due later than what is listed."""
    elsewhere: str
    """Where that is; empty for nothing."""


def view(facts: Facts) -> Personal:
    """Return what is due, the day that comes first first."""
    scorecard, paper = facts.scorecard, facts.paper
    people = set(scorecard.people)
    mine = [score for score in scorecard.owners if score.owner.id in people]
    dues = dues_of_people(scorecard)
    later, known = dues[MOST:], set(map(id, scorecard.listed_dues))
    rows = tuple(
        DueRow(
            said := due_said(due, paper),
            facts.anchors.get(due.kpi or "", ""),
            judgement("off" if due.late else "none", said.state),
        )
        for due in dues[:MOST]
    )
    return Personal(
        tuple(paper.person(score.owner.id) for score in mine),
        personal_claim(mine, dues, paper) if mine else "",
        tuple(filter(None, map(promises_counted, mine))),
        rows,
        len(rows) <= SHORT,
        len(later),
        elsewhere(len(later), sum(id(due) in known for due in later)),
    )


def is_empty(personal: Personal) -> bool:
    """Return whether the pack is everybody's."""
    return not personal.people
