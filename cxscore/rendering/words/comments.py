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
    """``3 July 2026``, with the name of whoever is not the KPI's owner; empty where unknown."""
    more: tuple[tuple[str, str], ...] = ()


def comment_said(comment: Comment | None, paper: Paper, owner: str) -> CommentSaid | None:
    """Return what was written about a KPI, when that was, and by whom if not its *owner*."""
    if comment is None:
        return None
    by = [paper.person(comment.author)] if comment.author not in (None, "", owner) else []
    by += [paper.numbers.day(comment.written)] if comment.written else []
    more = tuple(comment.more.items())
    return CommentSaid(comment.what, comment.why, comment.next, ", ".join(by), more)
