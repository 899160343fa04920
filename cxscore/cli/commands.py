"""The commands, in the order in which a newcomer needs them."""

import click

from cxscore.cli.build_command import build
from cxscore.cli.check_command import check
from cxscore.cli.explain_command import explain
from cxscore.cli.handler import Commands
from cxscore.cli.init_command import init
from cxscore.cli.memory_commands import close, diff
from cxscore.cli.schema_command import schema
from cxscore.cli.show_command import show
from cxscore.cli.sql_command import sql


def _version(ctx: click.Context) -> None:
    from cxscore.resources import version

    click.echo(f"cxscore {version()}")
    ctx.exit()


@click.group(
    cls=Commands,
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

for each in (init, check, build, show, explain, sql, close, diff, schema):
    main.add_command(each)
