"""Slides of rows: what is due from somebody, actions, decisions, and what was restated."""

from collections.abc import Iterator, Sequence

from cxscore.model.log import UNDER_WAY
from cxscore.model.scorecard import ScoredRow
from cxscore.model.since_close import Restated
from cxscore.rendering.numbers import NONE
from cxscore.rendering.sections import actions as action_section
from cxscore.rendering.sections import log as log_section
from cxscore.rendering.sections import personal
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.slides.blocks import Cell, Room, Slide
from cxscore.rendering.slides.fitting import tables_of
from cxscore.rendering.words.grammar import listed
from cxscore.rendering.words.log import decisions_claim
from cxscore.rendering.words.restated import because_said
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.terms import Terms


def due_slides(facts: Facts, room: Room) -> Iterator[Slide]:
    """Yield what is due from the people whose pack it is; nothing in everybody's."""
    found = personal.view(facts)
    if personal.is_empty(found):
        return
    rows: list[list[Cell]] = [
        [row.due.title, row.due.task, row.due.kpi, row.due.day or NONE, row.state]
        for row in found.rows
    ]
    title = f"What is due from {listed(found.people)}"
    head = ("What", "Task", "KPI", "By", "State")
    yield from _slides(title, found.claim, head, (0.36, 0.2, 0.2, 0.12, 0.12), rows, room)


def action_slides(facts: Facts, room: Room) -> Iterator[Slide]:
    """Yield the actions that are under way, overdue ones first."""
    found = action_section.view(facts)
    rows: list[list[Cell]] = [
        [
            row.action.title,
            row.action.kpi,
            row.action.owner,
            row.action.due or NONE,
            row.status,
            row.action.expected_effect,
        ]
        for row in found.rows
        if not row.over
    ]
    head = ("Action", "KPI", "Owner", "Due", "State", "Expected")
    widths = (0.29, 0.17, 0.13, 0.13, 0.12, 0.16)
    yield from _slides(found.claim.rstrip("."), found.claim, head, widths, rows, room)


def decision_slides(facts: Facts, room: Room) -> Iterator[Slide]:
    """Yield the decisions that are asked, then others that are open or came since the last one."""
    asked = facts.scorecard.accountability.decisions_asked
    arising = facts.scorecard.accountability.matters_arising
    wanted = {*asked, *arising, *(each.row.id for each in facts.scorecard.log if _open(each))}
    lines = [line for line in log_section.view(facts).decisions if line.row.id in wanted]
    lines.sort(key=lambda line: line.row.id not in asked)
    rows: list[list[Cell]] = [
        [row.title, row.owner, row.about, row.due or NONE, state, row.words]
        for row, state in ((line.row, line.state) for line in lines)
    ]
    head = ("Decision", "Who decides", "About", "By", "State", "What it takes, what came of it")
    widths = (0.22, 0.12, 0.14, 0.12, 0.13, 0.27)
    claim = decisions_claim(facts.paper)
    yield from _slides(claim.rstrip("."), claim, head, widths, rows, room)


def _open(scored: ScoredRow) -> bool:
    return scored.row.status in UNDER_WAY


def restated_slides(facts: Facts, room: Room) -> Iterator[Slide]:
    """Yield the closed numbers that are others now; the notes say what else is not as told."""
    since, said = facts.scorecard.since_close, facts.said.since
    if since is None or said is None:
        return
    terms = Terms.of_scorecard(facts.scorecard, facts.paper.numbers)
    rows = [_restated(each, terms) for each in since.shown]
    title = f"Restated since {terms.period(since.period)} was closed"
    head = ("KPI", "Period", "Segment", "Was told", "Is now", "Because")
    widths = (0.24, 0.12, 0.14, 0.12, 0.12, 0.26)
    yield from _slides(title, said.sentence, head, widths, rows, room)


def _restated(each: Restated, terms: Terms) -> list[Cell]:
    before, after = each.before.value, each.after.value
    decimals = terms.telling(each.kpi, before, after)
    return [
        terms.name(each.kpi),
        terms.period(each.period),
        segment_name(each.segment) if each.by else "",
        terms.value(each.kpi, before, decimals),
        "gone" if after is None else terms.value(each.kpi, after, decimals),
        because_said(each),
    ]


def _slides(
    title: str,
    claim: str,
    head: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[Cell]],
    room: Room,
) -> Iterator[Slide]:
    """Yield *rows* in tables, as many slides as they take; the first of them has the *claim*."""
    tables = list(tables_of(title, head, widths, rows, room))
    for number, table in enumerate(tables, 1):
        page = f" ({number} of {len(tables)})" if len(tables) > 1 else ""
        yield Slide(f"{title}{page}", [table], claim)
