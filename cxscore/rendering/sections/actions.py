"""The action register, overdue first."""

from datetime import date

from cxscore.frozen import frozen
from cxscore.model.listing import MOST, recency
from cxscore.model.log import LogKind, LogStatus
from cxscore.model.scorecard import Scorecard, ScoredRow
from cxscore.rendering.sections.action_rows import ActionRow, rows_of
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.words.grammar import be, capital, listed, spelled
from cxscore.rendering.words.log import elsewhere

SHORT = 8
"""How many rows a table may have to be kept together."""


@frozen
class Actions:
    """The action register; ``more`` are the names of the columns that only the user knows."""

    claim: str
    rows: tuple[ActionRow, ...]
    short: bool
    """Few enough to stay together and to share a page of paper."""
    more: tuple[str, ...]
    others: int
    """Actions that are not listed."""
    elsewhere: str
    """Where these are; empty for none."""


def view(facts: Facts) -> Actions:
    """Return the register: overdue first, then by the date due; done and cancelled last."""
    known = facts.scorecard.listed_of(LogKind.ACTION)
    latest = sorted(known, key=_recency, reverse=True)[:MOST]
    rows = rows_of(sorted(latest, key=_place), facts.paper, facts.anchors)
    names = dict.fromkeys(name for row in rows for name, _ in row.action.more)
    others = len(facts.scorecard.actions) - len(rows)
    return Actions(
        _claim(facts.scorecard),
        rows,
        len(rows) <= SHORT,
        tuple(names),
        others,
        elsewhere(others, len(known) - len(rows)),
    )


def is_empty(register: Actions) -> bool:
    """Return whether nobody has promised anything."""
    return not register.rows


def _place(scored: ScoredRow) -> tuple[bool, bool, date]:
    due = scored.row.due
    return not scored.row.under_way, not scored.overdue, due[-1] if due else date.max


def _recency(scored: ScoredRow) -> tuple[bool, date]:
    return recency(scored.row)


def _claim(scorecard: Scorecard) -> str:
    """Return the sentence under the title."""
    if not scorecard.actions:
        return "No action is recorded."
    live = [a for a in scorecard.actions if a.row.under_way]
    overdue = sum(a.overdue for a in live)
    blocked = sum(a.row.status is LogStatus.BLOCKED for a in live)
    rest = [f"{spelled(overdue) if overdue else 'none'} {be(overdue)} overdue"]
    if blocked:
        rest.append(f"{spelled(blocked)} {be(blocked)} blocked")
    if stale := sum(a.stale for a in live):
        have = "has" if stale == 1 else "have"
        rest.append(f"{spelled(stale)} {have} not changed over two closes")
    if not live:
        return "No action is open."
    if len(live) == 1:
        state = listed([w for w, yes in (("overdue", overdue), ("blocked", blocked)) if yes])
        return f"One action is open, and it is {state or 'not overdue'}."
    return f"{capital(spelled(len(live)))} actions are open; {listed(rest)}."
