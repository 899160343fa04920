"""What the owner wrote about a KPI, as it stands in its panel."""

from dataclasses import dataclass

from cxscore.model.registers import Comment
from cxscore.rendering.words.paper import Paper


@dataclass(frozen=True, slots=True)
class CommentSaid:
    """What the owner wrote."""

    what: str
    why: str
    next: str
    by: str
    """``Amara Osei, 3 July 2026``; empty where neither is known."""
    more: tuple[tuple[str, str], ...] = ()


def comment_said(comment: Comment | None, paper: Paper) -> CommentSaid | None:
    """Return what the owner wrote, and who and when that was."""
    if comment is None:
        return None
    by = [paper.person(comment.author)] if comment.author else []
    by += [paper.numbers.day(comment.written)] if comment.written else []
    more = tuple(comment.more.items())
    return CommentSaid(comment.what, comment.why, comment.next, ", ".join(by), more)
