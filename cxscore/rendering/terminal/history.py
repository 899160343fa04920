"""One KPI in the terminal: period by period, with what its owner says and does."""

from collections.abc import Iterator, Sequence

from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.numbers import NONE
from cxscore.rendering.terminal.lines import (
    NOTHING,
    OF_POINT,
    OF_STATUS,
    Line,
    Piece,
    Tone,
    bullets,
    heading,
    paragraph,
)
from cxscore.rendering.terminal.signs import Signs
from cxscore.rendering.terminal.table import Column, tabled
from cxscore.rendering.words import Said
from cxscore.rendering.words.actions import ActionSaid
from cxscore.rendering.words.grammar import sentence, sentences
from cxscore.rendering.words.judgements import standing_out
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.marked import plain_lines
from cxscore.rendering.words.series import PointSaid, brief_mark, marks_meant

LEAST_MARK = 16
"""Columns that the mark of a rule keeps; it goes on in the next line."""


def history(scored: ScoredKpi, every: Said, signs: Signs, room: int) -> Iterator[Line]:
    """Yield, below the KPI's name, its periods, then its comment and its actions."""
    said = every.kpis[scored.kpi.id]
    yield from answering(scored, said, signs, room)
    yield NOTHING
    ranked = f"Among others: {said.rank}." if said.rank else ""
    yield from paragraph(sentences(said.sentence, *said.breaches, ranked), signs, room)
    if any(point.value is not None for point in scored.series):
        yield NOTHING
        yield from tabled(_columns(scored, said, signs), room, signs)
        meant = "; ".join(marks_meant(scored))
        yield from paragraph(meant, signs, room, tone=Tone.FAINT)
    yield from _comment(said, signs, room)
    yield from _actions(said.actions, every, signs, room)
    if others := len(scored.actions) - len(said.actions):
        yield from paragraph(f"… and {others} more", signs, room, tone=Tone.FAINT)


def answering(scored: ScoredKpi, said: KpiSaid, signs: Signs, room: int) -> Iterator[Line]:
    """Yield what stands below the name of a KPI: its id and who answers for it."""
    owner = signs.name(said.owner, scored.kpi.owner)
    owner = f"{owner}, {said.owner_role}" if said.owner_role else owner
    parts = (said.id, f"owner {owner}", said.rhythm, said.period_note)
    yield from paragraph("; ".join(filter(None, parts)), signs, room, tone=Tone.FAINT)


def _columns(scored: ScoredKpi, said: KpiSaid, signs: Signs) -> list[Column]:
    points, told = scored.series, said.points
    out = standing_out(scored)

    def cells(texts: Sequence[str]) -> tuple[Piece, ...]:
        return tuple(Piece(signs.shown(text)) for text in texts)

    statuses = tuple(
        Piece(signs.shown(each.status), OF_STATUS[point.status])
        for point, each in zip(points, told, strict=True)
    )
    marks = tuple(
        Piece(
            signs.shown("; ".join(filter(None, (brief_mark(point, out), each.note)))),
            OF_POINT.get(point.point, Tone.PLAIN)
            if point.point and point.period.id in out
            else Tone.FAINT,
        )
        for point, each in zip(points, told, strict=True)
    )
    return [
        Column("Period", cells([each.id for each in told])),
        Column("Value", cells([each.value for each in told]), right=True),
        Column("n", cells(_bases(told)), right=True),
        Column("Target", cells(_given([each.target for each in told])), right=True),
        Column("Status", statuses if scored.target else cells([""] * len(told)), goes=2),
        Column(said.centre, cells(_given([each.mean for each in told])), right=True, goes=1),
        Column("Limits", cells([_limits(each) for each in told]), right=True),
        Column("Mark", marks, least=LEAST_MARK, wraps=True),
    ]


def _bases(told: Sequence[PointSaid]) -> list[str]:
    return _given([each.base for each in told])


def _given(texts: Sequence[str]) -> list[str]:
    """Return *texts*, blanks where none of them says anything: the column is then left out."""
    return [""] * len(texts) if all(text == NONE for text in texts) else list(texts)


def _limits(point: PointSaid) -> str:
    return "" if point.lower == NONE else f"{point.lower} to {point.upper}"


def _comment(said: KpiSaid, signs: Signs, room: int) -> Iterator[Line]:
    comment = said.comment
    if comment is None and not said.comment_missing:
        return
    yield from heading("Comment", signs)
    if comment is None:
        yield from paragraph(said.comment_missing, signs, room)
        return
    for label, text in (("What", comment.what), ("Why", comment.why), ("Next", comment.next)):
        if text.strip():
            first, *others = plain_lines(text)
            yield from paragraph(f"{label}: {first}", signs, room, rest="  ")
            for each in others:
                yield from paragraph(each, signs, room, "  ", "  ")
    if comment.by:
        yield from paragraph(comment.by, signs, room, tone=Tone.FAINT)
    yield from paragraph(said.comment_remark, signs, room)


def _actions(actions: Sequence[ActionSaid], every: Said, signs: Signs, room: int) -> Iterator[Line]:
    if not actions:
        return
    yield from heading("Actions", signs)
    for action in actions:
        yield from bullets([action_line(action, every)], signs, room)


def action_line(action: ActionSaid, every: Said) -> str:
    """Return an action in a line: what, who, by when, and what came of it."""
    due = f"due {action.due}" if action.due and not action.closed else ""
    closed = f"closed {action.closed}" if action.closed else ""
    facts = ", ".join(filter(None, (action.owner, due, closed, action.timeliness.long.lower())))
    effect = every.effects.get(action.id)
    told = (f"{action.id}:", sentence(action.title), sentence(facts))
    return " ".join(filter(None, (*told, effect.sentence if effect else "")))
