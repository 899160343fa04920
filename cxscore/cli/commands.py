"""The commands, in the order in which a newcomer needs them."""

import click

from cxscore.cli.handler import Commands, LoadedWhenAsked

COMMANDS = {
    "init": "cxscore.cli.init_command",
    "check": "cxscore.cli.check_command",
    "build": "cxscore.cli.build_command",
    "show": "cxscore.cli.show_command",
    "explain": "cxscore.cli.explain_command",
    "sql": "cxscore.cli.sql_command",
    "close": "cxscore.cli.memory_commands",
    "diff": "cxscore.cli.memory_commands",
    "schema": "cxscore.cli.schema_command",
}
"""The module of each command, which has a function of the command's name."""


def _version(ctx: click.Context) -> None:
    from cxscore.resources import version

    click.echo(f"cxscore {version()}")
    ctx.exit()


@click.group(
    cls=Commands,
    commands=LoadedWhenAsked(COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "CXSCORE"},
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, asked: _version(ctx) if asked else None,
    help="Show the version and exit.",
)
def main() -> None:
    """Turn metric files and a page of definitions into the paper a board reads."""


# click keeps the lines of a paragraph that begins with this control character.
main.help = f"""{main.help}

\b
A first scorecard, on the samples:
    cxscore init demo && cd demo
    cxscore build -f html,pdf
On your own data:
    cxscore init --from export.csv      a kpis.yaml to complete
    cxscore check                       every problem, with its line
    cxscore build                       scorecard/scorecard.html
    cxscore show                        the scorecard in the terminal
    cxscore explain nps                 how a number came about
    cxscore close 2026-06               what the board was given, kept to compare with

Every option can be given in the environment: CXSCORE_BUILD_PERIOD=2026-06.
"""
