"""A pack of one's own: of the registers, what concerns the people it is for."""

from collections.abc import Collection, Sequence

from cxscore.model.agreements import Agreement
from cxscore.model.log import LogRow
from cxscore.model.registers import Comment
from cxscore.model.scorecard import ScoredRow
from cxscore.model.sorted_log import SortedLog


def rows_for(people: Collection[str], log: Sequence[ScoredRow]) -> tuple[ScoredRow, ...]:
    """Return the rows of *log* that one of *people* owns, or carries too."""
    return tuple(
        scored for scored in log if {scored.row.owner, *scored.row.carried_with} & set(people)
    )


def titles_named(log: Sequence[ScoredRow], every: Sequence[LogRow]) -> dict[str, str]:
    """Return the titles of the rows that those of *log* are about, by id, but for their own."""
    if len(log) == len(every):
        return {}
    told = SortedLog.of(log)
    named = told.about - told.places.keys()
    return {row.id: row.title for row in every if row.id in named} if named else {}


def agreements_for(
    people: Collection[str], agreements: Sequence[Agreement]
) -> tuple[Agreement, ...]:
    """Return what one of *people* has promised, or is promised."""
    return tuple(each for each in agreements if {each.giver, each.receiver} & set(people))


def comments_for(
    people: Collection[str], kpis: Collection[str], comments: Sequence[Comment]
) -> tuple[Comment, ...]:
    """Return what one of *people* wrote, and what was written on *kpis*."""
    return tuple(each for each in comments if each.kpi in kpis or each.author in people)
