"""Say how a number came about: the command ``explain``."""

from pathlib import Path

import click

from cxscore.cli.asked_data import DataAsked, sound_definition
from cxscore.cli.console import Console, console_options
from cxscore.cli.definition_file import ids_and_definition
from cxscore.cli.handler import command
from cxscore.cli.options import (
    data_options,
    definition_option,
    kpi_arguments,
)
from cxscore.wrong_usage import WrongUsage


@command()
@kpi_arguments("KPI")
@definition_option
@click.option(
    "--period",
    metavar="ID",
    help="The period explained, like 2026-06.  [default: the latest complete one]",
)
@click.option(
    "--by",
    metavar="COLUMN=VALUE",
    multiple=True,
    help="A segment, as region=North; repeatable where KPIs are cut by several columns at once.",
)
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is printed on standard output.",
)
@click.option(
    "--sample",
    type=click.IntRange(1, 500),
    default=20,
    show_default=True,
    help="With 'comments' and a theme: how many comments are listed.",
)
@data_options
@console_options
def explain(  # noqa: PLR0913 (one a documented option)
    *,
    kpis: tuple[str, ...],
    definition: Path,
    period: str | None,
    by: tuple[str, ...],
    format: str,  # noqa: A002 (the option's own name)
    sample: int,
    data: DataAsked,
    console: Console,
) -> None:
    """Say how a number came about.

    From the rows of each file and the SQL to what it would take to meet the target: of one
    KPI, or with --by of one segment of it. With 'comments' and a theme: comments that have
    it, with the word that told it, and some without any theme.
    """
    from cxscore.cli.comment_sample import must_be_of_all, print_sample, theme_named
    from cxscore.cli.terminal import print_explanation
    from cxscore.explaining import explain as explanation_of
    from cxscore.explaining import told_with
    from cxscore.measure import sample_comments
    from cxscore.pipeline import gather_all, prepare_terminal, score

    ids, path = ids_and_definition(kpis, definition, text_after="comments")
    of_comments = len(ids) > 1 and ids[0] == "comments"
    if len(ids) != 1 and not of_comments:
        raise WrongUsage("name one KPI, as in: cxscore explain nps")
    if of_comments:
        must_be_of_all(by, period)
    prepare_terminal()
    gathered, day = gather_all(path, **data.keywords, period=period, step=console.step)
    known = sound_definition(gathered.definition, gathered.problems, console)
    if of_comments or (ids == ("comments",) and all(kpi.id != "comments" for kpi in known.kpis)):
        theme = theme_named(known, ids[1:])
        console.step("Reading comments")
        found_comments = sample_comments(known, theme, day, most=sample)
        console.done()
        print_sample(found_comments, format)
        return
    console.step("Scoring")
    card = score(gathered, day, kpis=told_with(known, ids[0]))
    assert gathered.measured is not None
    found = explanation_of(known, gathered.measured, card, ids[0], by)
    print_explanation(found, format, console)
