"""Keep what the board was given, and tell packs apart: the commands ``close`` and ``diff``."""

import sys
from pathlib import Path

import click

from cxscore.cli import report
from cxscore.cli.console import Console, console_options
from cxscore.cli.handler import command
from cxscore.cli.options import (
    allow_path_option,
    definition_option,
    kpis_yaml_argument,
)
from cxscore.cli.process import GATE
from cxscore.named_definition import find_definition
from cxscore.wrong_usage import WrongUsage


@command()
@click.argument("period", required=False, metavar="PERIOD")
@kpis_yaml_argument
@click.option(
    "--pack",
    type=click.Path(path_type=Path),
    default=Path("scorecard"),
    show_default="scorecard/",
    metavar="DIR",
    help="The folder that the pack was written to.",
)
@click.option("--again", metavar="REASON", help="Close a period once more, and say why.")
@click.option(
    "--list",
    "listed",
    envvar="CXSCORE_CLOSE_LIST",
    is_flag=True,
    help="List what was closed; close nothing.",
)
@allow_path_option
@console_options
def close(
    *,
    period: str | None,
    kpis_yaml: Path,
    pack: Path,
    again: str | None,
    listed: bool,
    allow_path: tuple[Path, ...],
    console: Console,
) -> None:
    """Freeze what the board was given: the pack of PERIOD, as it was issued.

    Nothing is measured anew. The close is to be committed: from then on every build says
    what of it is no longer as it was told.
    """
    from cxscore.cli import memory
    from cxscore.closed_packs import close as closing_of
    from cxscore.closed_packs import closes
    from cxscore.paths import printed

    if listed:
        if period is not None and kpis_yaml == Path("kpis.yaml"):
            kpis_yaml = Path(period)
        links = closes(find_definition(kpis_yaml), allow=allow_path)
        click.echo(report.visible_sql(memory.closes_text(links)), nl=False)
        if not links:
            console.say("Nothing was closed yet.")
        return
    if period is None:
        raise WrongUsage("name the period to close, as in: cxscore close 2026-06")
    closing = closing_of(find_definition(kpis_yaml), period, pack, again=again, allow=allow_path)
    memory.write(closing)
    if not console.quiet:
        click.echo(report.visible(printed(closing.path)))
        if not closing.same_definition:
            console.say(
                "kpis.yaml is not as it was when this pack was built; it is closed as built"
            )


@command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", default="scorecard/scorecard.json")
@definition_option
@click.option(
    "--format",
    type=click.Choice(["text", "md", "json"]),
    default="text",
    show_default=True,
    help="How it is printed on standard output.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 3 where the two differ.")
@allow_path_option
@console_options
def diff(
    *,
    before: str,
    after: str,
    definition: Path,
    format: str,  # noqa: A002 (the option's own name)
    exit_code: bool,
    allow_path: tuple[Path, ...],
    console: Console,
) -> None:
    """Say what pack B does not tell as pack A told it.

    Each is a closed period (2026-05), a close, or a scorecard.json; B is scorecard/scorecard.json
    where it is not named.
    """
    from cxscore.cli.memory import diff_text
    from cxscore.closed_packs import differences

    path = find_definition(definition)
    since, said = differences(path, before, after, allow=allow_path)
    console.done()
    text = diff_text(since, said, format)
    click.echo(
        report.visible_json(text) if format == "json" else report.visible_sql(text), nl=False
    )
    if exit_code and since.differs:
        sys.exit(GATE)
