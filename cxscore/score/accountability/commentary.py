"""Whether what owners say is there, in time, and about the period at hand."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from cxscore.model.commentary import CommentNeed, CommentRemark, CommentState, Draft
from cxscore.model.registers import Comment
from cxscore.model.scorecard import ScoredKpi
from cxscore.score.accountability.owners import needs_comment


def comment_state(
    kpi: ScoredKpi, comments: Sequence[Comment], within_days: int, as_of: date
) -> CommentState:
    """Return where the comment on the period at hand of *kpi* stands on *as_of*.

    Args:
        kpi: with its comment, if it has one.
        comments: all of those on the KPI.
        within_days: after the period's end, by which a comment is due.
        as_of: the day of the paper; one that is due on it is not overdue.
    """
    if kpi.period is None:
        return CommentState()
    due = kpi.period.end + timedelta(days=within_days)
    before = {point.period.id for point in kpi.series if point.period.end < kpi.period.start}
    earlier = [comment for comment in comments if comment.period in before]
    order = [point.period.id for point in kpi.series]
    if kpi.commentary is not None:
        copied = _copied_from(kpi.commentary, earlier, order)
        remarks = tuple(_remarks(kpi.commentary, kpi.period.end, copied))
        return CommentState(CommentNeed.WRITTEN, due, remarks, copied)
    if not needs_comment(kpi):
        return CommentState(CommentNeed.NOT_NEEDED, due)
    last = max((comment.period for comment in earlier), key=order.index, default=None)
    remarks = (CommentRemark.CARRIED_OVER,) if last is not None else ()
    need = CommentNeed.DUE_BY if as_of <= due else CommentNeed.OVERDUE
    return CommentState(need, due, remarks, last)


def draft_of(kpis: Iterable[ScoredKpi]) -> Draft | None:
    """Return the comments on *kpis* that may still come; None where none is missing."""
    states = {scored.kpi.id: scored.comment_state for scored in kpis}
    waiting = {
        id_: state.due
        for id_, state in states.items()
        if state.need is CommentNeed.DUE_BY and state.due is not None
    }
    return Draft(tuple(waiting), max(waiting.values())) if waiting else None


def _remarks(comment: Comment, end: date, copied: str | None) -> Iterator[CommentRemark]:
    if comment.written is None:
        yield CommentRemark.UNDATED
    elif comment.written <= end:
        yield CommentRemark.BEFORE_DATA
    if copied is not None:
        yield CommentRemark.COPIED


def _copied_from(comment: Comment, earlier: Sequence[Comment], order: Sequence[str]) -> str | None:
    """Return the latest of the *earlier* periods in which the same was said, word for word."""
    same = (other.period for other in earlier if _words(other) == _words(comment))
    return max(same, key=order.index, default=None)


def _words(comment: Comment) -> list[str]:
    return " ".join((comment.what, comment.why, comment.next)).casefold().split()
