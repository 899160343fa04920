"""Say every problem: the command ``check``."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from cxscore.cli import report
from cxscore.cli.asked_data import DataAsked
from cxscore.cli.console import Console, console_options
from cxscore.cli.handler import command
from cxscore.cli.options import (
    OneOf,
    check_format_names,
    data_options,
    kpis_yaml_argument,
)
from cxscore.cli.process import PROBLEMS
from cxscore.named_definition import find_definition
from cxscore.problems import MOST_PLACES, SHOWN_PER_FILE, Problem, Severity, has_errors


@command()
@kpis_yaml_argument
@data_options
@click.option(
    "--format",
    type=OneOf(check_format_names),
    default="text",
    show_default=True,
    help="text on standard error; on standard output github (annotations), json, jsonl, junit, "
    "gitlab (code quality), sarif.",
)
@click.option(
    "--output-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="Write it into this file; the problems are then printed as text as well.",
)
@click.option("--strict", is_flag=True, help="A warning is an error too.")
@click.option(
    "--all",
    "all_places",
    envvar="CXSCORE_CHECK_ALL",
    is_flag=True,
    help="List every place, not the first five of a kind in a file.",
)
@console_options
def check(
    *,
    kpis_yaml: Path,
    data: DataAsked,
    format: str,  # noqa: A002 (the option's own name; the environment's follows it)
    output_file: Path | None,
    strict: bool,
    all_places: bool,
    console: Console,
) -> None:
    """Say every problem of definition and data in one pass; write nothing."""
    from cxscore.cli.check_formats import LISTING
    from cxscore.cli.inputs import must_spare_inputs
    from cxscore.pipeline import findings, gather_all

    path = find_definition(kpis_yaml)
    every = all_places or format in LISTING
    gathered, day = gather_all(
        path,
        **data.keywords,
        places=MOST_PLACES if every else SHOWN_PER_FILE,
        step=console.step,
    )
    must_spare_inputs((output_file,), path, gathered.definition, "--output-file")
    found = findings(gathered, day)
    if strict:
        found = tuple(replace(problem, severity=Severity.ERROR) for problem in found)
    console.done()
    if output_file is not None:
        _write_report(output_file, _report(found, format, path, every=every))
    if format == "text" or output_file is not None:
        console.problems(found, every=all_places)
        _sum_up(found, path, console)
    else:
        click.echo(_report(found, format, path, every=every), nl=False)
    if has_errors(found):
        sys.exit(PROBLEMS)


def _report(found: Sequence[Problem], form: str, path: Path, *, every: bool) -> str:
    """Return what ``check`` found in one of its formats."""
    from cxscore.cli.check_formats import FORMATS

    if form == "text":
        return "".join(f"{click.unstyle(x)}\n" for x in report.text_lines(found, every=every))
    return FORMATS[form](found, str(path))


def _write_report(path: Path, text: str) -> None:
    """Write a report, whole or not at all."""
    from cxscore.cli.output import write_pack

    write_pack({path: text.encode(errors="backslashreplace")})


def _sum_up(found: Sequence[Problem], kpis_yaml: Path, console: Console) -> None:
    """Say on standard output how it went, so that silence is never taken for success."""
    if console.quiet:
        return
    errors = sum(1 + p.more for p in found if p.severity is Severity.ERROR)
    warnings = sum(1 + p.more for p in found if p.severity is Severity.WARNING)
    shown = report.visible(str(kpis_yaml))
    click.echo(f"{shown}: {_count(errors, 'error')}, {_count(warnings, 'warning')}")


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
