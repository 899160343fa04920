"""What is not as it was told: numbers restated, definitions and targets changed, in words."""

from collections.abc import Iterator, Sequence

from cxscore.frozen import frozen
from cxscore.model.definition_parts import Part
from cxscore.model.since_close import DefinitionChange, SinceClose, ToldDifferently
from cxscore.model.verdicts import Variation
from cxscore.rendering.words import judgements
from cxscore.rendering.words.changed import MOST_NAMED, definitions_said, target_said
from cxscore.rendering.words.grammar import counted, listed, named, sentence, sentences
from cxscore.rendering.words.restated import first_of, hidden_said, parts_alone, restated_lines
from cxscore.rendering.words.terms import Terms

NO_NUMBER = "No number, no definition and no target is otherwise than it was told."
NOTHING = "Nothing is otherwise than it was told."
_BOARD = (Part.NUMBER, Part.JUDGEMENT)
"""Parts of a definition that a board hears of; the others stand on the method page."""


@frozen
class SinceSaid:
    """What is not as it was told."""

    title: str
    """``Since the last meeting (May 2026).``"""
    board: str
    """What the first page says besides the changes of status; empty where nothing moved."""
    brief: str
    """The same in numbers alone, where there is less room."""
    lines: tuple[str, ...]
    """All of it, a sentence a fact; one that says so where nothing is otherwise than told."""
    method: str
    """What stands nowhere else on the paper: all but statuses and due dates."""

    @property
    def sentence(self) -> str:
        """All of it, for programs and for the method page."""
        return " ".join(self.lines)


def since_said(since: SinceClose, terms: Terms) -> SinceSaid:
    """Return what *since* says, in three lengths."""
    shown = restated_lines(since.shown, terms)
    named_ = restated_lines([each for each in since.shown if not each.by], terms, brief=True)
    hidden = hidden_said(since.hidden)
    board = [change for change in since.definition_changed if change.part in _BOARD]
    rest = [change for change in since.definition_changed if change.part not in _BOARD]
    targets = [target_said(change, terms) for change in since.target_changed]
    told = [_told_line(each, terms) for each in since.told_differently]
    signals = [
        _told_line(each, terms)
        for each in since.told_differently
        # A run takes in points that were steady when they were told: that is no mistake.
        if each.before is not Variation.STEADY
    ]
    come = list(_come_and_gone(since, terms))
    method = [
        *(f"Restated: {line}" for line in shown), hidden,
        *definitions_said(board, terms, full=True), *targets, *told, *come,
        *definitions_said(rest, terms, full=True),
    ]  # fmt: skip
    lines = [*_statuses(since, terms), *method, *_moves(since, terms)]
    return SinceSaid(
        title=f"Since the last meeting ({terms.period(since.period)}).",
        board=sentences(
            first_of(named_), parts_alone(since.shown),
            *definitions_said(board, terms, full=False),
            *targets[:2], _more(len(targets) - 2, "target"),
            *signals[:1], _more(len(signals) - 1, "verdict"), *come,
        ),
        brief=_counts(since, board, signals),
        lines=tuple(sentence(line) for line in lines if line) or (NOTHING,),
        method=sentences(*method) or NO_NUMBER,
    )  # fmt: skip


def _statuses(since: SinceClose, terms: Terms) -> Iterator[str]:
    for each in since.status_changes:
        before, after = (judgements.STATUS[status].lower() for status in (each.before, each.after))
        yield f"{terms.name(each.kpi)} was {before} and is {after}"


_DID = {
    Variation.IMPROVING: "improving",
    Variation.WORSENING: "worsening",
    Variation.UP: "up by more than chance",
    Variation.DOWN: "down by more than chance",
    Variation.STEADY: "steady",
}


def _told_line(each: ToldDifferently, terms: Terms) -> str:
    """Return ``For May 2026 the board was told that … was worsening; with today's limits …``."""
    name, when = terms.name(each.kpi), terms.period(each.period)
    told = f"For {when} the board was told that {name} was {_DID[each.before]}"
    if each.before is Variation.STEADY and each.after in _DID:
        return f"{told}; with today's limits it was {_DID[each.after]}"
    if each.after is Variation.NO_SIGNAL_POSSIBLE:
        return f"{told}; today its chart cannot tell"
    return f"{told}; with today's limits it was not"


def _more(number: int, noun: str) -> str:
    return f"{counted(number, f'more {noun}')} changed" if number > 0 else ""


def _come_and_gone(since: SinceClose, terms: Terms) -> Iterator[str]:
    if since.new:
        yield f"New: {named([terms.name(kpi) for kpi in since.new], MOST_NAMED)}"
    if since.gone:
        yield f"No longer measured: {named([kpi.name for _, kpi in since.gone], MOST_NAMED)}"


def _moves(since: SinceClose, terms: Terms) -> Iterator[str]:
    for each in since.moved:
        told = "had no due date" if each.before is None else f"was due on {terms.day(each.before)}"
        now = "has no due date" if each.after is None else f"is due on {terms.day(each.after)}"
        yield f"“{each.title}” {told} and {now}"


def _counts(since: SinceClose, board: Sequence[DefinitionChange], signals: Sequence[str]) -> str:
    """Return how much is otherwise than told, without names."""
    said = [
        (len(since.shown), "number restated", "numbers restated"),
        (len({each.kpi for each in board}), "definition changed", "definitions changed"),
        (len(since.target_changed), "target changed", "targets changed"),
        (len(signals), "verdict changed", "verdicts changed"),
        (len(since.new), "new KPI", "new KPIs"),
        (len(since.gone), "KPI gone", "KPIs gone"),
    ]
    told = [counted(number, one, many) for number, one, many in said if number]
    return sentence(f"{listed(told)}; the method page has each") if told else ""
