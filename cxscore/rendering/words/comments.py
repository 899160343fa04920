"""What the owner wrote about a KPI, and the sponsor about the whole; what of it is missing."""

import re
from collections.abc import Iterator

from cxscore.frozen import frozen
from cxscore.model.commentary import CommentNeed, CommentRemark
from cxscore.model.number_formats import NO_BREAK
from cxscore.model.registers import Comment
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import listed, sentence, sentences
from cxscore.rendering.words.marked import plain_text
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.period_names import name_of
from cxscore.rendering.words.shown import Shown

LONGEST_WORD = 300
"""Letters of the sponsor's word that stand under the headline."""


@frozen
class CommentSaid:
    """What the owner wrote, as it was typed: templates show its marks with ``marked``."""

    what: str
    why: str
    next: str
    by: str
    """``3 July``, with the name of whoever is not the KPI's owner; empty where unknown."""
    more: tuple[tuple[str, str], ...] = ()


def comment_said(comment: Comment | None, paper: Paper, owner: str) -> CommentSaid | None:
    """Return what was written about a KPI, when that was, and by whom if not its *owner*."""
    if comment is None:
        return None
    by = [paper.person(comment.author)] if comment.author not in (None, "", owner) else []
    by += [paper.day(comment.written)] if comment.written else []
    more = tuple(comment.more.items())
    return CommentSaid(comment.what, comment.why, comment.next, ", ".join(by), more)


def missing_said(scored: ScoredKpi, paper: Paper) -> str:
    """Return that a comment is called for and has not been written, and by when it is due."""
    state = scored.comment_state
    if not state.is_missing:
        return ""
    period = periods.name(scored.period or paper.scorecard.period)
    due = "is" if state.need is CommentNeed.DUE_BY else "was"
    when = f"; it {due} due by {paper.numbers.day(state.due)}" if state.due else ""
    last = f". The last is on {name_of(scored, state.earlier)}" if state.earlier else ""
    return sentence(f"No comment from {paper.person(scored.kpi.owner)} on {period}{when}{last}")


def remarks_of(scored: ScoredKpi, shown: Shown) -> tuple[CommentRemark, ...]:
    """Return what is to be known of the comment on a KPI, numbers as they are printed included."""
    found = scored.comment_state.remarks
    return (*found, CommentRemark.OTHER_NUMBER) if _names_other(scored, shown) else found


def remark_said(scored: ScoredKpi, shown: Shown, paper: Paper) -> str:
    """Return in sentences what is to be known of the comment on a KPI; empty where nothing is."""
    earlier = scored.comment_state.earlier
    before = scored.comparisons.previous
    said = {
        CommentRemark.UNDATED: "Nobody says when it was written",
        CommentRemark.BEFORE_DATA: "It was written before the period had ended",
        CommentRemark.COPIED: f"These are the words of {name_of(scored, earlier)}",
        CommentRemark.OTHER_NUMBER: f"{shown.value(before.base_value)} was the value of "
        f"{name_of(scored, before.base_period)}; now it is {shown.value(scored.value)}",
    }
    if scored.commentary is None:
        return ""
    return sentences(*(said.get(remark, "") for remark in remarks_of(scored, shown)))


def _names_other(scored: ScoredKpi, shown: Shown) -> bool:
    """Return whether the comment names the value of the period before and not this one's.

    A number without a unit may be anything, and is passed over.
    """
    comment, before = scored.commentary, scored.comparisons.previous.base_value
    if comment is None or before is None or scored.value is None:
        return False
    now, then = (_plain(shown.value(value)) for value in (scored.value, before))
    if now == then or re.fullmatch(r"[-+\N{MINUS SIGN}\d.,]*", then):
        return False
    text = _plain(" ".join((comment.what, comment.why, comment.next)))
    return _stands(then, text) and not _stands(now, text)


def _plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def _stands(number: str, text: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d])", text) is not None


def word_said(paper: Paper) -> str:
    """Return the sponsor's own word on the period, or that there is none yet.

    Nothing is said where there is no sponsor, or where nobody writes comments at all.
    """
    scorecard, word = paper.scorecard, paper.scorecard.word
    if word is None:
        sponsor = scorecard.heading.sponsor
        return f"No word from {paper.person(sponsor)} yet." if sponsor and _heard(scorecard) else ""
    who = paper.person(word.author or scorecard.heading.sponsor or "")
    day = paper.numbers.day(word.written) if word.written else ""
    by = ", ".join(filter(None, (who, day)))
    said = (plain_text(text) for text in (word.what, word.why, word.next))
    text = " ".join(" ".join(filter(None, said)).split())
    if len(text) > LONGEST_WORD:
        text = f"{text[:LONGEST_WORD].rsplit(' ', 1)[0].rstrip(',;:')} …"
    return f"{by}: “{text}”" if by else f"“{text}”"


def _heard(scorecard: Scorecard) -> bool:
    return bool(scorecard.commentary)


def commentary_advice(
    scorecard: Scorecard,
) -> Iterator[tuple[str, tuple[str, int] | None, str, str]]:
    """Yield what is to be done about comments: a KPI's id, file and line, a text, and a hint.

    One that is missing stands nowhere.
    """
    paper = Paper.of(scorecard)
    for scored in scorecard.kpis:
        state = scored.comment_state
        shown = Shown.of(scored, paper.numbers)
        if state.need is CommentNeed.OVERDUE and scorecard.commentary:
            text = f"there is no comment on kpis.{scored.kpi.id}, which was due by {state.due}"
            yield scored.kpi.id, None, text, f"ask {scored.kpi.owner} for a word"
        elif scored.commentary is not None and (amiss := list(_amiss(scored, shown))):
            text = f"the comment on kpis.{scored.kpi.id} {_plain(listed(amiss))}"
            hint = f"ask {scored.kpi.owner} for another word"
            yield scored.kpi.id, scored.commentary.place, text, hint


def _amiss(scored: ScoredKpi, shown: Shown) -> Iterator[str]:
    """Yield what is to be known of the comment on a KPI, each without its subject."""
    before = scored.comparisons.previous
    for remark in remarks_of(scored, shown):
        match remark:
            case CommentRemark.UNDATED:
                yield "does not say when it was written"
            case CommentRemark.BEFORE_DATA:
                yield "was written before the period had ended"
            case CommentRemark.COPIED:
                yield f"has the words of {name_of(scored, scored.comment_state.earlier)}"
            case CommentRemark.OTHER_NUMBER:
                then, now = shown.value(before.base_value), shown.value(scored.value)
                whose = name_of(scored, before.base_period)
                yield f"names {then}, the value of {whose}, not {now}"
            case CommentRemark.CARRIED_OVER:
                continue  # it is said as one that is missing
