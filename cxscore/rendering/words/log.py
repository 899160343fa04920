"""Decisions, blockers and service failures in words."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.model.accountability import FailureSummary
from cxscore.model.escalation import BOARD
from cxscore.model.log import FoundBy, LogKind, LogRow, LogStatus
from cxscore.model.scorecard import Scorecard, ScoredRow
from cxscore.rendering.numbers import written_decimals
from cxscore.rendering.words.celebrations import celebrated_clause
from cxscore.rendering.words.grammar import (
    be,
    capital,
    counted,
    listed,
    sentence,
    sentences,
    spelled,
)
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.paper import Paper

FOUND_BY = {
    FoundBy.STAFF: "our own people",
    FoundBy.CUSTOMER: "a customer",
    FoundBy.REGULATOR: "the regulator",
    FoundBy.SUPPLIER: "a supplier",
}


def elsewhere(others: int, kept: int) -> str:
    """Return where rows are that a page does not list; *kept* of them are in scorecard.json.

    ``70 more are in scorecard.json.``, ``9 more: 2 in scorecard.json, the others in the log.``
    """
    if not others:
        return ""
    if kept >= others:
        return f"{others} more {be(others)} in scorecard.json."
    it = "it" if others == 1 else "them"
    if not kept:
        return f"{others} more {be(others)} in the log alone; scorecard.json counts {it}."
    rest = "the other" if others - kept == 1 else "the others"
    return f"{others} more: {kept} in scorecard.json, {rest} in the log alone."


@frozen
class RowSaid:
    """A decision, a blocker or a service failure; what is not known is empty."""

    id: str
    title: str
    owner: str
    about: str
    """Names of KPIs, of other rows, of stages and moments: ``On-time delivery, Give back …``."""
    opened: str
    due: str
    state: Word
    """``Asked of this meeting``, ``Open for 83 days``, ``Decided``, ``Changed after 15 days``."""
    cause: str
    """``partner: Fleetline closes at six``"""
    found_by: str
    """``our own people``, ``a customer``"""
    customers: str
    words: str
    """What is given up, learnt and changed, what came of it, and whether it repeats another."""
    more: tuple[tuple[str, str], ...] = ()


def row_said(scored: ScoredRow, paper: Paper) -> RowSaid:
    """Return one row of the log."""
    row, numbers = scored.row, paper.numbers
    return RowSaid(
        id=row.id,
        title=row.title,
        owner=listed([paper.person(id_) for id_ in (row.owner, *row.carried_with)]),
        about=", ".join(_names(row, paper)),
        opened=numbers.day(row.opened) if row.opened else "",
        due=numbers.day(row.due[-1]) if row.due else "",
        state=_state(scored, paper),
        cause=_cause(row),
        found_by=FOUND_BY[row.found_by] if row.found_by else "",
        customers="" if row.customers is None else numbers.plain(row.customers, 0),
        words=_words(scored, paper),
        more=tuple((name, text) for name, text in row.more.items() if text),
    )


def _names(row: LogRow, paper: Paper) -> list[str]:
    """Return the names of what *row* is about."""
    names: dict[str, str] = {}
    for stage in paper.scorecard.journey:
        names |= {stage.id: stage.name, **{moment.id: moment.name for moment in stage.moments}}
    return [
        *(paper.names.get(kpi, kpi) for kpi in row.kpis),
        *(names.get(name) or paper.titles.get(name, name) for name in row.about),
    ]


def _cause(row: LogRow) -> str:
    if row.cause is None:
        return ""
    return f"{row.cause.tag.value}: {row.cause.words}" if row.cause.tag else row.cause.words


def _words(scored: ScoredRow, paper: Paper) -> str:
    row = scored.row
    after = ", after its change" if scored.after_change else ""
    return sentences(
        f"Repeats {scored.repeat_of}{after}" if scored.repeat_of else "",
        f"Given up: {row.given_up}" if row.given_up else "",
        f"Cost: {row.cost}" if row.cost else "",
        above_said(scored, paper),
        row.learning,
        f"Changed: {row.change}" if row.change else "",
        row.outcome,
    )


def above_said(scored: ScoredRow, paper: Paper) -> str:
    """Return ``Above Daniel Achebe's limit of £5,000: goes to the board``; empty below it."""
    above = scored.above_limit
    if above is None:
        return ""
    limit = paper.numbers.amount(above.limit, written_decimals(above.limit))
    to = "the board" if above.to == BOARD else paper.person(above.to)
    return f"Above {paper.person(above.decider)}'s limit of {limit}: goes to {to}"


_CLOSED = {
    LogKind.DECISION: "Decided",
    LogKind.BLOCKER: "Cleared",
    LogKind.FAILURE: "Changed",
    LogKind.ACTION: "Done",
}


def _state(scored: ScoredRow, paper: Paper) -> Word:
    """Return where a row stands; how long it has been open, or was."""
    row, days = scored.row, scored.days_open
    if row.status is LogStatus.DONE:
        short = _CLOSED[row.kind]
        after = f"after {counted(days, 'day')}" if days else "on the same day"
        if row.id in paper.scorecard.accountability.matters_arising:
            after += ", since the last meeting"
        return Word(short, short if days is None else f"{short} {after}")
    if not row.under_way:
        short = capital(row.status.value)
        return Word(short, short)
    if row.id in paper.scorecard.accountability.decisions_asked:
        meeting = "Asked of this meeting" if paper.scorecard.heading.meeting else "To be decided"
        return Word(meeting, meeting)
    if scored.overdue:
        return Word("Overdue", f"Overdue by {counted(scored.days_late, 'day')}")
    return Word("Open", f"Open for {counted(days, 'day')}" if days else "Open")


def log_claim(paper: Paper) -> str:
    """Return the conclusion of the decisions, the blockers and the failures."""
    found = paper.scorecard.accountability
    parts = [
        _asked(paper.scorecard),
        _blockers(paper.scorecard.rows_of(LogKind.BLOCKER)),
    ]
    if found.failures is not None and found.failures.told:
        parts.append(_found(found.failures))
    said = [part for part in parts if part]
    return sentence(capital("; ".join(said))) if said else "Nothing needs a decision."


def _found(failures: FailureSummary) -> str:
    """Return how many of the failures that say who found them our own people found."""
    own, told = failures.by_staff, failures.told
    every = told == failures.count
    if told == 1:
        which = "the failure" if every else "the one failure whose finder is known"
        return f"{'our own people' if own else 'others'} found {which}"
    found = (
        f"our own people found {'none' if not own else spelled(own)} of {spelled(told)} failures"
    )
    return found if every else f"{found} whose finder is known"


def asked_sentence(paper: Paper) -> str:
    """Return ``Two decisions are asked of this meeting.``, with what is to be celebrated."""
    scorecard, celebrated = paper.scorecard, celebrated_clause(paper)
    asked = len(scorecard.accountability.decisions_asked)
    if not celebrated:
        return sentence(capital(_asked(scorecard)))
    are = "is" if (asked or len(scorecard.accountability.celebrate)) == 1 else "are"
    decide = f"{spelled(asked)} {'decision' if asked == 1 else 'decisions'} to make and "
    return sentence(f"There {are} {decide if asked else ''}{celebrated}")


def decisions_asked(paper: Paper, most: int | None = None) -> tuple[RowSaid, ...]:
    """Return the decisions that are asked of the meeting; the first so many at *most*."""
    asked = paper.scorecard.accountability.decisions_asked[:most]
    if not asked:
        return ()
    named = frozenset(asked)
    rows = {each.row.id: each for each in paper.scorecard.log if each.row.id in named}
    return tuple(row_said(rows[id_], paper) for id_ in asked if id_ in rows)


def besides_decisions(paper: Paper, more: int) -> str:
    """Return ``One more decision and two successes to celebrate.``; empty where there is neither.

    So many decisions *more* are asked than are told.
    """
    decisions = f"{spelled(more)} more {'decision' if more == 1 else 'decisions'}" if more else ""
    told = [part for part in (decisions, celebrated_clause(paper)) if part]
    return sentence(capital(listed(told)))


def decisions_claim(paper: Paper) -> str:
    """Return ``Two decisions are asked of this meeting.``, or that there is none to be made."""
    return sentence(capital(_asked(paper.scorecard) or "no decision is asked"))


def _asked(scorecard: Scorecard) -> str:
    number, meets = len(scorecard.accountability.decisions_asked), scorecard.heading.meeting
    if not number:
        return ""
    asked = f"{spelled(number)} {'decision is' if number == 1 else 'decisions are'}"
    return f"{asked} asked of this meeting" if meets else f"{asked} to be made"


def _blockers(rows: Sequence[ScoredRow]) -> str:
    live = [scored for scored in rows if scored.row.under_way]
    ages = [scored.days_open for scored in live if scored.days_open is not None]
    if not live:
        return ""
    one = len(live) == 1
    said = f"{spelled(len(live))} {'blocker is' if one else 'blockers are'} open"
    if not ages:
        return said
    oldest = f"for {counted(max(ages), 'day')}" if max(ages) > 0 else "since today"
    return f"{said}, {'' if one else 'the oldest '}{oldest}"
