"""The whole scorecard in the terminal: a line a KPI, and what the board needs to know."""

from collections.abc import Iterator, Sequence

from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.rendering.terminal.lines import (
    NOTHING,
    OF_STATUS,
    OF_VARIATION,
    Line,
    Piece,
    Tone,
    heading,
    line,
    paragraph,
)
from cxscore.rendering.terminal.signs import Signs
from cxscore.rendering.terminal.table import Column, tabled
from cxscore.rendering.words import Said
from cxscore.rendering.words.dues import due_said, dues_of_people
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.standing import by_group

PERIODS, FEW_PERIODS = 13, 7
"""How many periods a sparkline shows, and where there is less room."""
LEAST_NAME = 24
"""Columns that a name keeps before anything else goes."""
NEEDS = "What the board needs to know"
MOST_DUES = 20
"""How many things that are due are listed; the rest is counted."""


def overview(scorecard: Scorecard, said: Said, signs: Signs, room: int) -> Iterator[Line]:
    """Yield *scorecard* below its first line, at most *room* columns where its numbers allow."""
    head = said.masthead
    yield from paragraph(f"{head.period}. {head.footer}", signs, room, tone=Tone.FAINT)
    yield NOTHING
    yield from paragraph(said.headline, signs, room)
    if scorecard.kpis:
        yield NOTHING
        yield from _table(scorecard, said, signs, room)
    yield from heading(NEEDS, signs)
    for key in said.needs_to_know:
        text = f"{key.lead} {key.brief or key.rest}".rstrip()
        yield from paragraph(text, signs, room, "- ", "  ")
    if scorecard.people:
        yield from _dues(scorecard, signs, room)


def _dues(scorecard: Scorecard, signs: Signs, room: int) -> Iterator[Line]:
    """Yield what is due from the people whose pack it is; nothing where nothing is."""
    dues, paper = dues_of_people(scorecard), Paper.of(scorecard)
    if dues:
        yield from heading("What is due", signs)
    for due in dues[:MOST_DUES]:
        said = due_said(due, paper)
        about = ", ".join(filter(None, (said.id, said.kpi)))
        when = f"{said.day}, {said.state.long.lower()}" if due.late else said.day or said.state.long
        named = f"{said.title} ({about})" if about else said.title
        yield from paragraph(f"{when}: {said.task}: {named}", signs, room, "- ", "  ")
    if len(dues) > MOST_DUES:
        yield from paragraph(f"and {len(dues) - MOST_DUES} more", signs, room, "  ", "  ")


def _table(scorecard: Scorecard, said: Said, signs: Signs, room: int) -> Iterator[Line]:
    titles: dict[int, Sequence[Line]] = {}
    rows: list[ScoredKpi] = []
    for id_, name, members in by_group(scorecard):
        if name:
            titles[len(rows)] = (line(signs.name(name, id_), Tone.STRONG),)
        rows += members
    indent = "  " if titles else ""
    told = [said.kpis[scored.kpi.id] for scored in rows]
    yield from tabled(_columns(rows, told, signs, indent), room, signs, titles)
    other = [f"{each.name} ({each.period_note})" for each in told if each.period_note]
    if other:
        yield NOTHING
        yield from paragraph(f"Of another period: {', '.join(other)}", signs, room, tone=Tone.FAINT)
    for each in told:
        for text in each.breaches:
            yield NOTHING
            yield from paragraph(f"{signs.name(each.name, each.id)}. {text}", signs, room)


def _columns(
    rows: Sequence[ScoredKpi], told: Sequence[KpiSaid], signs: Signs, indent: str
) -> list[Column]:
    def plain(texts: Sequence[str], tone: Tone = Tone.PLAIN) -> tuple[Piece, ...]:
        return tuple(Piece(signs.shown(text), tone) for text in texts)

    names = tuple(Piece(indent + signs.name(each.name, each.id)) for each in told)
    owners = tuple(Piece(signs.name(s.owner, k.kpi.owner)) for k, s in zip(rows, told, strict=True))
    statuses = tuple(
        Piece(signs.shown(each.status.short), OF_STATUS[scored.status])
        for scored, each in zip(rows, told, strict=True)
    )
    variations = tuple(
        Piece(
            signs.shown(each.variation.short), OF_VARIATION.get(scored.signal.variation, Tone.PLAIN)
        )
        for scored, each in zip(rows, told, strict=True)
    )
    return [
        Column(f"{indent}KPI", names, least=LEAST_NAME),
        Column("Owner", owners, goes=1),
        Column("Value", plain([each.value_brief for each in told]), right=True),
        Column("Target", plain([each.target_brief for each in told]), right=True),
        Column("Gap", plain([each.gap for each in told]), right=True, goes=2),
        Column("Status", statuses),
        Column("Change", variations),
        _sparks(rows, PERIODS, signs, _sparks(rows, FEW_PERIODS, signs)),
    ]


def _sparks(
    rows: Sequence[ScoredKpi], periods: int, signs: Signs, narrower: Column | None = None
) -> Column:
    cells = tuple(Piece(spark_of(scored, periods, signs)) for scored in rows)
    return Column(f"Last {periods}", cells, goes=3, narrower=narrower)


def spark_of(scored: ScoredKpi, periods: int, signs: Signs) -> str:
    """Return the last *periods* values of a KPI up to the one at hand, a sign each."""
    last = scored.period
    upto = [p.value for p in scored.series if last is None or p.period.end <= last.end]
    values = [None] * (periods - len(upto)) + upto[-periods:]
    return "" if all(value is None for value in values) else signs.bars(values)
