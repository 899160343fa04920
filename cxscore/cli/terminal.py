"""The scorecard on standard output: its lines painted, as wide as there is room."""

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from cxscore.cli.console import Console

if TYPE_CHECKING:
    from cxscore.model.definition import Definition
    from cxscore.model.explanation import Explanation
    from cxscore.model.scorecard import Scorecard
    from cxscore.rendering.terminal.lines import Line, Piece
    from cxscore.rendering.terminal.signs import Signs

WIDTH = 80
"""Columns where there is no terminal, and COLUMNS does not say."""
NARROWEST = 40
_STYLES: dict[str, dict[str, Any]] = {
    "strong": {"bold": True},
    "faint": {"dim": True},
    "good": {"fg": "green"},
    "fair": {"fg": "yellow"},
    "bad": {"fg": "red"},
}


def print_first_line(
    definition: "Definition", kpis: Sequence[str], people: Sequence[str], console: Console
) -> None:
    """Print what the scorecard of *people* is called, or the first of *kpis* where any is named.

    It is there before a file of data is opened: whoever asked sees at once that it is their own.
    """
    from cxscore.rendering.terminal.first_line import kpi_line, title_line

    console.done()
    signs, room = stdout_signs(), stdout_room()
    if kpis:
        name = next(kpi.name for kpi in definition.kpis if kpi.id == kpis[0])
        print_lines(kpi_line(name, kpis[0], signs, room), console)
    else:
        names = {owner.id: owner.name for owner in definition.owners}
        print_lines(title_line(definition.heading, names, people, signs, room), console)


def print_scorecard(card: "Scorecard", kpis: Sequence[str], console: Console) -> None:
    """Print below the first line a line a KPI, or of *kpis*, by id, the history of each."""
    from cxscore.rendering.pack import Pack
    from cxscore.rendering.terminal.first_line import kpi_line
    from cxscore.rendering.terminal.history import history
    from cxscore.rendering.terminal.lines import NOTHING
    from cxscore.rendering.terminal.overview import overview

    said = Pack(card).said
    console.done()
    signs, room = stdout_signs(), stdout_room()
    if not kpis:
        print_lines(overview(card, said, signs, room), console)
    by_id = {scored.kpi.id: scored for scored in card.kpis}
    for at, id_ in enumerate(dict.fromkeys(id_ for id_ in kpis if id_ in by_id)):
        if at:
            print_lines([NOTHING], console)
            print_lines(kpi_line(by_id[id_].kpi.name, id_, signs, room), console)
        print_lines(history(by_id[id_], said, signs, room), console)


def print_explanation(found: "Explanation", form: str, console: Console) -> None:
    """Print how a value came about, as ``text`` or ``json``."""
    console.done()
    if form == "json":
        _print_json(found)
    else:
        _print_explained(found, console)


def _print_json(found: "Explanation") -> None:
    from cxscore.cli.report import visible_json
    from cxscore.rendering.json_explained import explanation_json
    from cxscore.rendering.pack import Pack
    from cxscore.rendering.words.explained import explained

    said = Pack(found.scorecard).said
    told = explained(found, said.kpis[found.scored.kpi.id], said.since.lines if said.since else ())
    click.echo(visible_json(explanation_json(found, told, said)), nl=False)


def _print_explained(found: "Explanation", console: Console) -> None:
    from cxscore.rendering.pack import Pack
    from cxscore.rendering.terminal.explanation import explanation_lines
    from cxscore.rendering.words.explained import explained

    said = Pack(found.scorecard).said
    told = explained(found, said.kpis[found.scored.kpi.id], said.since.lines if said.since else ())
    print_lines(explanation_lines(found, told, said, stdout_signs(), stdout_room()), console)


def print_lines(lines: "Iterable[Line]", console: Console) -> None:
    """Print *lines*, coloured as the console wants it."""
    for line in lines:
        click.echo("".join(map(_painted, line)), color=console.color)


def _painted(piece: "Piece") -> str:
    style = _STYLES.get(piece.tone.value)
    return piece.text if style is None else click.style(piece.text, **style)


def stdout_room() -> int:
    """Return how many columns there are: COLUMNS, else the terminal's, else 80."""
    return max(NARROWEST, shutil.get_terminal_size((WIDTH, 24)).columns)


def stdout_signs() -> "Signs":
    """Return the signs that standard output has; none but ASCII where LC_ALL=C asks for that.

    Python writes UTF-8 then all the same, unless PYTHONIOENCODING says something else.
    """
    from cxscore.rendering.terminal.signs import Signs

    plain = os.environ.get("LC_ALL") in ("C", "POSIX") and not os.environ.get("PYTHONIOENCODING")
    return Signs("ascii" if plain else sys.stdout.encoding or "utf-8")
