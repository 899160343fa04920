"""What is due from whom, in words."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.model.dues import Due, DueKind
from cxscore.model.scorecard import OwnerScore, Scorecard
from cxscore.rendering.words.grammar import be, counted, listed, sentence
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.paper import Paper

TASK = {
    DueKind.ACTION: "Action to be done",
    DueKind.DECISION: "Decision to be made",
    DueKind.BLOCKER: "Blocker to be cleared",
    DueKind.FAILURE: "Failure to be learnt from",
    DueKind.CHECK: "Say what came of the action",
    DueKind.PROMISE: "Promise to be kept",
    DueKind.REVIEW: "Promise to be reviewed",
    DueKind.COMMENT: "Comment to be written",
}


@frozen
class DueSaid:
    """One thing that is due."""

    task: str
    """``Decision to be made``"""
    id: str
    """Of the row; empty where it is a comment."""
    title: str
    kpi: str
    """The KPI's name; empty where none is named, or ``title`` is it."""
    people: str
    day: str
    """``14 July 2026``; empty where nobody says by when."""
    state: Word
    """``Overdue``, ``Due``, ``No day``"""


def due_said(due: Due, paper: Paper) -> DueSaid:
    """Return one thing that is due."""
    comment = due.kind is DueKind.COMMENT
    short = "Overdue" if due.late else "Due" if due.day else "No day"
    days = (paper.scorecard.as_of - due.day).days if due.day and due.late else 0
    return DueSaid(
        task=TASK[due.kind],
        id="" if comment else due.id,
        title=due.title,
        kpi="" if comment or due.kpi is None else paper.names.get(due.kpi, due.kpi),
        people=listed([paper.person(name) for name in due.people]),
        day=paper.numbers.day(due.day) if due.day else "",
        state=Word(short, f"Overdue by {counted(days, 'day')}" if due.late else short),
    )


def personal_claim(scores: Sequence[OwnerScore], dues: Sequence[Due], paper: Paper) -> str:
    """Return the conclusion: what somebody answers for, what is off target, and what is due."""
    people = listed([paper.person(score.owner.id) for score in scores])
    number = sum(len(score.kpis) for score in scores)
    off = sum(score.off_target for score in scores)
    answers = "answers" if len(scores) == 1 else "answer"
    told = f"{people} {answers} for {counted(number, 'KPI')}"
    if off:
        told += ", which is off target" if off == number == 1 else f", {off} of them off target"
    return sentence(f"{told}; {dues_counted(dues)}")


def dues_counted(dues: Sequence[Due]) -> str:
    """Return ``3 things are due, 1 of them overdue``, or that nothing is."""
    if not dues:
        return "nothing is due"
    late = sum(due.late for due in dues)
    due = f"{counted(len(dues), 'thing')} {be(len(dues))} due"
    if len(dues) == 1:
        return due.replace("is due", "is overdue") if late else due
    return f"{due}, {late} of them overdue" if late else due


def dues_of_people(scorecard: Scorecard) -> list[Due]:
    """Return what is due from the people whose pack it is, the day that comes first first."""
    people = set(scorecard.people)
    return [due for due in scorecard.dues if people & set(due.people)] if people else []


def promises_counted(score: OwnerScore) -> str:
    """Return ``3 promises given, 1 of them broken, and 2 received``; empty where there are none."""
    given, broken, received = score.promises_given, score.promises_broken, score.promises_received
    parts = []
    if given:
        lost = f", {broken} of them broken" if broken else ""
        parts.append(f"{counted(given, 'promise')} given{lost}")
    if received:
        parts.append(f"{received if given else counted(received, 'promise')} received")
    return sentence(listed(parts)) if parts else ""
