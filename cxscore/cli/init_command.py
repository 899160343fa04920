"""Write a starter: the command ``init``."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxscore.cli.console import Console, console_options
from cxscore.cli.handler import command
from cxscore.cli.options import (
    OneOf,
    trade_names,
)
from cxscore.wrong_usage import WrongUsage

if TYPE_CHECKING:
    from cxscore.cli.starter import Addition


@command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@click.option(
    "--sample",
    type=OneOf(trade_names, metavar="TRADE"),
    help="A small sample of a trade, of three KPIs, in place of the company: nhs, saas or retail.",
)
@click.option(
    "--from",
    "exports",
    envvar="CXSCORE_INIT_FROM",
    type=click.Path(path_type=Path),
    metavar="FILE",
    multiple=True,
    help="Draft kpis.yaml from this file (.csv, .csv.gz, .parquet, .xlsx) for you to confirm. "
    "Repeatable: all files go into one kpis.yaml.",
)
@click.option("--sheet", metavar="NAME", help="The worksheet of a workbook to draft from.")
@click.option(
    "--add",
    is_flag=True,
    help="Print what the draft would add to the kpis.yaml that is there.",
)
@click.option("--write", is_flag=True, help="With --add: put it into that file.")
@click.option(
    "--registers",
    is_flag=True,
    help="Write registers/actions.csv and so on: a header each, for people to fill in.",
)
@console_options
def init(  # noqa: PLR0913 (one a documented option)
    *,
    folder: Path,
    sample: str | None,
    exports: tuple[Path, ...],
    sheet: str | None,
    add: bool,
    write: bool,
    registers: bool,
    console: Console,
) -> None:
    """Write a working starter: kpis.yaml, samples and registers.

    It is a company with some twenty KPIs; with --sample, a small one of your trade.
    With --from, draft datasets, their columns and a few KPIs from files of
    yours: a proposal with comments, to be confirmed. Nothing is overwritten;
    with --add --write the draft is added to a kpis.yaml at the end of its parts.
    With --registers, write empty files for actions, decisions, blockers, failures,
    agreements and commentary, and print the lines of kpis.yaml that name them.
    """
    from cxscore.cli import starter

    _must_go_with(exports, sheet=sheet is not None, add=add, write=write)
    if sample and (exports or registers):
        raise WrongUsage(f"--sample goes without {'--from' if exports else '--registers'}")
    inside = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    if registers:
        begun, lines = starter.write_registers(folder)
        where = folder / starter.REGISTERS
        console.say(f"Wrote {len(begun) or 'no'} files into {where}. In kpis.yaml:")
        click.echo(lines)
    if not exports:
        if not registers:
            console.say(
                f"Wrote {starter.write_starter(folder, sample)}. Next: {inside}cxscore build"
            )
    elif add:
        _add(starter.draft_addition(folder, exports, sheet), console, write=write)
    else:
        written = starter.write_draft(folder, exports, sheet)
        allow = _allow_paths(exports, folder)
        console.say(
            f"Wrote {written}. Read its comments, complete it, then: {inside}cxscore check{allow}"
        )


def _must_go_with(exports: Sequence[Path], *, sheet: bool, add: bool, write: bool) -> None:
    """Refuse options of a draft where none is made."""
    for option, given, needed in (
        ("--sheet", sheet, "--from"),
        ("--add", add, "--from"),
        ("--write", write, "--add"),
    ):
        if given and not (exports if needed == "--from" else add):
            raise WrongUsage(f"{option} goes with {needed}")


def _add(addition: "Addition", console: Console, *, write: bool) -> None:
    if write:
        addition.write()
        console.say(f"Added to {addition.target}. Read its comments, then: cxscore check")
    else:
        click.echo(addition.text)
        console.say(f"Nothing was written. With --write it is added to {addition.target}.")


def _allow_paths(exports: Sequence[Path], folder: Path) -> str:
    """Return the options that let files outside of *folder* be read."""
    homes = dict.fromkeys(export.resolve().parent for export in exports)
    outside = [home for home in homes if not home.is_relative_to(folder.resolve())]
    return "".join(f" --allow-path {shlex.quote(str(home))}" for home in outside)
