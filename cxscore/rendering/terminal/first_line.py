"""The first line in the terminal: kpis.yaml alone says it, so nobody waits for data to see it."""

from collections.abc import Iterator, Mapping, Sequence

from cxscore.model.outline import Heading
from cxscore.rendering.terminal.lines import Line, Tone, paragraph
from cxscore.rendering.terminal.signs import Signs
from cxscore.rendering.words.grammar import listed


def title_line(
    heading: Heading, names: Mapping[str, str], people: Sequence[str], signs: Signs, room: int
) -> Iterator[Line]:
    """Yield what the paper is called, whose it is, and for which *people* (ids with *names*)."""
    asked = listed([names.get(id_, id_) for id_ in people])
    text = ", ".join(filter(None, (heading.title, heading.organisation, asked)))
    yield from paragraph(text, signs, room, tone=Tone.STRONG)


def kpi_line(name: str, id_: str, signs: Signs, room: int) -> Iterator[Line]:
    """Yield what a KPI is called."""
    yield from paragraph(signs.name(name, id_), signs, room, tone=Tone.STRONG)
