"""Show a scorecard in the terminal: the command ``show``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxscore.cli.asked_data import DataAsked, flat, sound_definition
from cxscore.cli.console import Console, console_options
from cxscore.cli.definition_file import ids_and_definition
from cxscore.cli.handler import command
from cxscore.cli.options import (
    Ids,
    data_options,
    definition_option,
    kpi_arguments,
    tallies_option,
)
from cxscore.wrong_usage import must_know

if TYPE_CHECKING:
    from cxscore.model.definition import Definition


@command()
@kpi_arguments("[KPI]...")
@definition_option
@click.option(
    "--period",
    metavar="ID",
    help="The period reported, like 2026-06.  [default: the latest complete one]",
)
@click.option("--owner", type=Ids("owners"), multiple=True, help="Only their KPIs; repeatable.")
@click.option("--group", type=Ids("groups"), multiple=True, help="Only this group's; repeatable.")
@tallies_option
@data_options
@console_options
def show(  # noqa: PLR0913 (one a documented option)
    *,
    kpis: tuple[str, ...],
    definition: Path,
    period: str | None,
    owner: tuple[tuple[str, ...], ...],
    group: tuple[tuple[str, ...], ...],
    tallies: Path | None,
    data: DataAsked,
    console: Console,
) -> None:
    """Show the scorecard in the terminal.

    Of KPIs that are named it shows the history: period by period, comment, actions. The
    scorecard fits the terminal, or COLUMNS, by leaving out owners, then gaps, then sparklines.
    """
    from cxscore.cli.chosen import Chosen
    from cxscore.cli.terminal import print_first_line, print_scorecard
    from cxscore.pipeline import gather_all, kept_in, prepare_terminal, score

    ids, path = ids_and_definition(kpis, definition)
    chosen = Chosen(flat(owner), ids, flat(group))

    def begin(known: "Definition") -> None:
        must_know("KPI", ids, [kpi.id for kpi in known.kpis])
        chosen.of(known)
        print_first_line(known, ids, chosen.owners, console)

    prepare_terminal()
    gathered, day = gather_all(
        path,
        **data.keywords,
        period=period,
        step=console.step,
        tallies=kept_in(tallies, rescan=False, option="--rescan"),
        sound=begin,
    )
    known = sound_definition(gathered.definition, gathered.problems, console)
    console.step("Scoring")
    card = score(gathered, day, kpis=chosen.of(known), owners=chosen.owners)
    print_scorecard(card, ids, console)
