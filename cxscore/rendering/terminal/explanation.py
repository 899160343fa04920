"""How a number came about, in the terminal."""

from collections.abc import Iterator

from cxscore.model.explanation import Asked, Explanation
from cxscore.rendering.terminal.first_line import kpi_line
from cxscore.rendering.terminal.history import answering
from cxscore.rendering.terminal.lines import (
    NOTHING,
    OF_STATUS,
    Line,
    Tone,
    bullets,
    heading,
    line,
    paragraph,
)
from cxscore.rendering.terminal.signs import Signs
from cxscore.rendering.words import Said
from cxscore.rendering.words.explained import Explained
from cxscore.rendering.words.kpi import KpiSaid


def explanation_lines(
    explanation: Explanation, told: Explained, every: Said, signs: Signs, room: int
) -> Iterator[Line]:
    """Yield the explanation part by part; the SQL, which is long, comes last."""
    said: KpiSaid = every.kpis[explanation.scored.kpi.id]
    yield from kpi_line(said.name, said.id, signs, room)
    yield from answering(explanation.scored, said, signs, room)
    yield NOTHING
    yield from paragraph(told.sentence, signs, room)
    shade = explanation.segment.status if explanation.segment else explanation.scored.status
    for part in told.parts:
        yield from heading(part.title, signs)
        tone = OF_STATUS[shade] if part.title == "Status" else Tone.PLAIN
        if len(part.lines) == 1:
            yield from paragraph(part.lines[0], signs, room, tone=tone)
        else:
            yield from bullets(part.lines, signs, room)
    yield from _sql(explanation, signs, room)


def _sql(explanation: Explanation, signs: Signs, room: int) -> Iterator[Line]:
    if not explanation.asked and not explanation.unasked:
        return
    yield from heading("SQL", signs)
    if explanation.unasked:
        yield from paragraph(explanation.unasked, signs, room)
    for asked in explanation.asked:
        for text in comments(asked):
            yield from paragraph(text, signs, room, "-- ", "-- ", Tone.FAINT)
        for each in _ended(asked.sql).split("\n"):
            yield line(signs.shown(each.rstrip()))


def comments(asked: Asked) -> Iterator[str]:
    """Yield what is to be known of a SELECT before it is read."""
    yield f"{asked.dataset}: {asked.purpose}, in the words of {asked.dialect}"
    if asked.in_files:
        yield (
            f'cxscore reads the files itself; "{asked.dataset}" stands for a table of their rows, '
            "its columns called as kpis.yaml calls them"
        )
    for name, taken in asked.assumed:
        yield f"{name} is taken for {taken}"


def _ended(sql: str) -> str:
    """Return *sql* with its semicolon, which a comment has none of."""
    return sql if sql.startswith("--") else f"{sql};"
