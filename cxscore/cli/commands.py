"""The commands, and the one handler that turns every failure into an exit code."""

import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cxscore.cli import console as consoles
from cxscore.cli import report
from cxscore.cli.console import Console, console_options, failure_said
from cxscore.cli.definition_file import ids_and_definition
from cxscore.cli.options import (
    Commas,
    Ids,
    OneOf,
    Seconds,
    allow_path_option,
    as_of_option,
    check_format_names,
    data_options,
    definition_option,
    dialect_names,
    format_names,
    kpi_arguments,
    kpis_yaml_argument,
    tallies_option,
    trade_names,
)
from cxscore.cli.process import FAILURE, GATE
from cxscore.cli.signals import INTERRUPTED
from cxscore.named_definition import find_definition
from cxscore.problems import (
    MOST_PLACES,
    SHOWN_PER_FILE,
    MissingLibrary,
    Problem,
    Problems,
    Severity,
    Unanswered,
    has_errors,
)
from cxscore.wrong_usage import WrongUsage, must_know

if TYPE_CHECKING:
    from cxscore.cli.starter import Addition
    from cxscore.model.dataset import BadRows
    from cxscore.model.definition import Definition
    from cxscore.pipeline import Gathered

PROBLEMS, USAGE = 1, 2
"""Exit codes of what is wrong with the definition or the data, and with what was typed."""
NO_SUCH_SEGMENT = "CX313"


class Command(click.Command):
    """A command that shows how it is used itself where it is used wrongly."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's own)
        """Run it; what is wrong about its use is click's to tell."""
        try:
            return super().invoke(ctx)
        except WrongUsage as usage:
            raise click.UsageError(str(usage), ctx) from usage


class Commands(click.Group):
    """Commands in the order a newcomer needs them, behind one handler."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of their definition."""
        return list(self.commands)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 (click's own)
        """Run the program; how it is to be told what is wrong is known from the first."""
        consoles.begin(sys.argv[1:] if args is None else args, os.environ)
        return super().main(args, *rest, **named)

    def make_context(self, *args: Any, **rest: Any) -> click.Context:  # noqa: ANN401 (click's own)
        """Read the arguments of the program itself."""
        with _usage_visible():
            return super().make_context(*args, **rest)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's own)
        """Run a command; no traceback reaches a user for what is not a bug."""
        with _usage_visible():
            return self._invoke(ctx)

    def _invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's own)
        try:
            _check_epoch()
            return super().invoke(ctx)
        except Problems as problems:
            consoles.asked().problems(problems.found)
            ctx.exit(PROBLEMS)
        except WrongUsage as usage:
            raise click.UsageError(str(usage), ctx) from usage
        except (MissingLibrary, Unanswered) as failure:
            consoles.asked().say(f"cxscore: {failure}", "error")
            ctx.exit(FAILURE)
        except OSError as failure:
            if isinstance(failure, BrokenPipeError):
                raise
            consoles.asked().say(f"cxscore: {failure_said(failure)}", "error")
            ctx.exit(FAILURE)
        except KeyboardInterrupt as stopped:
            consoles.asked().say(f"cxscore: {str(stopped) or 'interrupted'}", "error")
            ctx.exit(getattr(stopped, "code", INTERRUPTED))


@contextmanager
def _usage_visible() -> Iterator[None]:
    """Within it nothing that click says of wrong usage can write to a terminal what it obeys."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:  # its message is the help, in lines of our own
        raise
    except click.ClickException as wrong:
        wrong.message = report.visible(wrong.message)  # type: ignore[misc]  # it is the one place
        if consoles.asked().as_json:
            raise Logged(wrong) from wrong
        raise


class Logged(click.ClickException):
    """Wrong usage, said as a line of the log."""

    def __init__(self, wrong: click.ClickException) -> None:
        super().__init__(wrong.format_message())
        self.exit_code = wrong.exit_code  # type: ignore[misc]  # click reads it of each

    def show(self, file: Any = None) -> None:  # noqa: ANN401 (click's own)
        """Say it on standard error."""
        consoles.asked().say(self.message, "error")


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


@main.command()
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


@main.command()
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
def check(  # noqa: PLR0913 (one a documented option)
    *,
    kpis_yaml: Path,
    allow_path: tuple[Path, ...],
    bad_rows: str | None,
    as_of: date | None,
    unverified: bool,
    format: str,  # noqa: A002 (the option's own name; the environment's follows it)
    output_file: Path | None,
    strict: bool,
    all_places: bool,
    console: Console,
) -> None:
    """Say every problem of definition and data in one pass; write nothing."""
    from cxscore.cli.check_formats import LISTING
    from cxscore.pipeline import findings, gather_all

    path = find_definition(kpis_yaml)
    every = all_places or format in LISTING
    gathered, day = gather_all(
        path,
        allow=allow_path,
        as_of=as_of,
        bad_rows=_bad_rows(bad_rows),
        places=MOST_PLACES if every else SHOWN_PER_FILE,
        step=console.step,
        unverified=unverified,
    )
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


@main.command()
@kpis_yaml_argument
@click.option(
    "--period",
    metavar="ID",
    help="The period reported, like 2026-06.  [default: the latest complete one]",
)
@click.option(
    "-f",
    "--format",
    type=Commas(format_names, "FORMAT[,FORMAT…]"),
    multiple=True,
    help="html, pdf, json, csv, ics, junit, md, mail, badge, xlsx, pptx; repeatable or parted by "
    "commas.  [default: html]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("scorecard"),
    show_default="scorecard/",
    help="A folder; a file if its suffix is the one format's; - for standard output.",
)
@click.option(
    "--owner", type=Ids("owners"), multiple=True, help="A pack of this owner's own; repeatable."
)
@click.option("--kpi", type=Ids("kpis"), multiple=True, help="Only this KPI; repeatable.")
@click.option(
    "--group", type=Ids("groups"), multiple=True, help="Only this group's KPIs; repeatable."
)
@click.option(
    "--by-owner", is_flag=True, help="Beside it a pack of each owner's own, in owners/ID."
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Your templates, looked up before the built-in ones.",
)
@click.option(
    "--pptx-template",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="With -f pptx: the presentation (.pptx, .potx) whose master the slides get.",
)
@click.option(
    "--fail-on",
    type=Commas(metavar="COND[,COND…]"),
    multiple=True,
    help="The gate, in place of fail_on in kpis.yaml: exit with 3 where a condition is breached, "
    "as off-target, nps:worsening (a KPI or a group); none switches it off; repeatable.",
)
@click.option(
    "--hold", is_flag=True, help="Write nothing where the gate says no: the earlier pack stays."
)
@click.option(
    "--fragment", is_flag=True, help="The HTML page as one section, to be put into another page."
)
@click.option(
    "--assets",
    type=click.Choice(["inline", "split"]),
    default="inline",
    show_default=True,
    help="split: the style sheet and the charts of the HTML page, as PNG, in scorecard_files/.",
)
@tallies_option
@click.option("--rescan", is_flag=True, help="With --tallies: measure the data all the same.")
@click.option(
    "--lock-timeout",
    type=Seconds(),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for another run that is writing to the same output.",
)
@data_options
@console_options
def build(  # noqa: PLR0913 (one a documented option)
    *,
    kpis_yaml: Path,
    period: str | None,
    format: tuple[tuple[str, ...], ...],  # noqa: A002 (as above)
    output: Path,
    owner: tuple[tuple[str, ...], ...],
    by_owner: bool,
    kpi: tuple[tuple[str, ...], ...],
    group: tuple[tuple[str, ...], ...],
    templates: Path | None,
    pptx_template: Path | None,
    fail_on: tuple[tuple[str, ...], ...],
    hold: bool,
    fragment: bool,
    assets: str,
    tallies: Path | None,
    rescan: bool,
    lock_timeout: float,
    allow_path: tuple[Path, ...],
    bad_rows: str | None,
    as_of: date | None,
    unverified: bool,
    console: Console,
) -> None:
    """Build the scorecard; exit with 3 where the gate says no."""
    from cxscore.cli.build import Target, build_pack, check_master
    from cxscore.cli.chosen import Chosen
    from cxscore.cli.libraries import temporary_files
    from cxscore.cli.own_packs import must_have_folders, outdated_in, own_scorecards
    from cxscore.cli.page_files import page_form
    from cxscore.pipeline import gate_asked, gather_all, kept_in, prepare, score

    kept = kept_in(tallies, rescan=rescan, option="--rescan")
    path = find_definition(kpis_yaml)
    target = Target.of(output, tuple(dict.fromkeys(_flat(format))))
    check_master(pptx_template, target.formats)
    paths = dict(zip(target.formats, target.paths, strict=True))
    form = page_form(paths, fragment=fragment, assets=assets)
    if by_owner:
        must_have_folders(output, target.folder, _flat(owner))
    target.clear_up()
    with temporary_files():
        prepare(target.formats)
        gathered, day = gather_all(
            path,
            allow=allow_path,
            as_of=as_of,
            period=period,
            bad_rows=_bad_rows(bad_rows),
            step=console.step,
            tallies=kept,
            unverified=unverified,
        )
        console.problems((*gathered.asides, *gathered.problems))
        if has_errors(gathered.problems):
            sys.exit(PROBLEMS)
        assert gathered.definition is not None
        chosen = Chosen(_flat(owner), _flat(kpi), _flat(group))
        kpis = chosen.of(gathered.definition)
        gate = gate_asked(gathered.definition, _flat(fail_on) or None, "--fail-on")
        if hold and not (gate or fail_on):
            raise WrongUsage("--hold goes with a gate: fail_on in kpis.yaml, or --fail-on")
        console.step("Scoring")
        scorecard = score(gathered, day, kpis=kpis, owners=chosen.owners, gate=gate, holds=hold)
        # Most of what is remarkable is for `check`; this changes what the paper can tell.
        console.problems(each for each in scorecard.problems if each.code == NO_SUCH_SEGMENT)
        if not by_owner:
            build_pack(
                [(scorecard, target)],
                templates,
                console,
                form=form,
                pptx_template=pptx_template,
                patience=lock_timeout,
            )
            return
        packs = [
            (own, Target.of(output / home, target.formats))
            for home, own in own_scorecards(
                gathered.definition, chosen, partial(score, gathered, day, gate=gate)
            )
        ]
        written = {path for _, own in packs for path in own.paths if path is not None}
        packs.append((scorecard, target))
        outdated = partial(outdated_in, output, written)
        build_pack(packs, templates, console, outdated, form, pptx_template, lock_timeout)


@main.command()
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
    allow_path: tuple[Path, ...],
    bad_rows: str | None,
    as_of: date | None,
    unverified: bool,
    console: Console,
) -> None:
    """Show the scorecard in the terminal.

    Of KPIs that are named it shows the history: period by period, comment, actions. The
    scorecard fits the terminal, or COLUMNS, by leaving out owners, then gaps, then sparklines.
    """
    from cxscore.cli.chosen import Chosen
    from cxscore.cli.terminal import print_scorecard
    from cxscore.pipeline import gather_all, kept_in, prepare_terminal, score

    ids, path = ids_and_definition(kpis, definition)
    prepare_terminal()
    gathered, day = gather_all(
        path,
        allow=allow_path,
        as_of=as_of,
        period=period,
        bad_rows=_bad_rows(bad_rows),
        step=console.step,
        tallies=kept_in(tallies, rescan=False, option="--rescan"),
        unverified=unverified,
    )
    known = _sound(gathered, console)
    must_know("KPI", ids, [kpi.id for kpi in known.kpis])
    chosen = Chosen(_flat(owner), ids, _flat(group))
    console.step("Scoring")
    card = score(gathered, day, kpis=chosen.of(known), owners=chosen.owners)
    print_scorecard(card, ids, console)


@main.command()
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
    format: str,  # noqa: A002 (as above)
    sample: int,
    allow_path: tuple[Path, ...],
    bad_rows: str | None,
    as_of: date | None,
    unverified: bool,
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
    gathered, day = gather_all(
        path,
        allow=allow_path,
        as_of=as_of,
        period=period,
        bad_rows=_bad_rows(bad_rows),
        step=console.step,
        unverified=unverified,
    )
    known = _sound(gathered, console)
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


@main.command()
@kpi_arguments("[KPI]...")
@definition_option
@click.option(
    "--dialect",
    type=OneOf(dialect_names),
    required=True,
    help="Whose words: postgres, clickhouse, spark, duckdb; snowflake, bigquery, redshift, "
    "databricks or trino, which no test has run.",
)
@as_of_option
@allow_path_option
@console_options
def sql(
    *,
    kpis: tuple[str, ...],
    definition: Path,
    dialect: str,
    as_of: date | None,
    allow_path: tuple[Path, ...],
    console: Console,
) -> None:
    """Print the SELECTs that a build asks.

    Of all KPIs, or of those that are named; in any dialect. Nothing is asked, no file of data
    is opened, no address is needed and no driver. What kpis.yaml does not say of a column is
    assumed, in a comment. A dataset of files, which cxscore reads itself, is written as a table
    of its rows.
    """
    from cxscore.cli.sql_text import sql_text
    from cxscore.pipeline import statements

    ids, path = ids_and_definition(kpis, definition)
    console.step("Writing SQL")
    found = statements(path, dialect, allow=allow_path, as_of=as_of, kpis=ids)
    console.done()
    if all(table.in_files for table in found.tables):
        console.say("No dataset is a table: nothing is asked of an engine elsewhere.")
    click.echo(report.visible_sql(sql_text(found)), nl=False)


@main.command()
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
    from cxscore.paths import printed
    from cxscore.pipeline import close as closing_of
    from cxscore.pipeline import closes

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


@main.command()
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
    format: str,  # noqa: A002 (as above)
    exit_code: bool,
    allow_path: tuple[Path, ...],
    console: Console,
) -> None:
    """Say what pack B does not tell as pack A told it.

    Each is a closed period (2026-05), a close, or a scorecard.json; B is scorecard/scorecard.json
    where it is not named.
    """
    from cxscore.cli.memory import diff_text
    from cxscore.pipeline import differences

    path = find_definition(definition)
    since, said = differences(path, before, after, allow=allow_path)
    console.done()
    text = diff_text(since, said, format)
    click.echo(
        report.visible_json(text) if format == "json" else report.visible_sql(text), nl=False
    )
    if exit_code and since.differs:
        sys.exit(GATE)


@main.command()
def schema() -> None:
    """Print the JSON Schema of kpis.yaml, for editors to complete and check it."""
    from cxscore.cli.starter import schema_text

    click.echo(schema_text(), nl=False)


def _check_epoch() -> None:
    """Refuse a SOURCE_DATE_EPOCH that is no time: other libraries would fail on it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return
    if not epoch.strip():
        del os.environ["SOURCE_DATE_EPOCH"]
    elif not re.fullmatch(r"[0-9]{1,11}", epoch):
        raise WrongUsage(f"SOURCE_DATE_EPOCH is '{epoch}', not seconds since 1970")


def _version(ctx: click.Context) -> None:
    from cxscore.resources import version

    click.echo(f"cxscore {version()}")
    ctx.exit()


def _bad_rows(choice: str | None) -> "BadRows | None":
    if choice is None:
        return None
    from cxscore.model.dataset import BadRows

    return BadRows(up_to=1.0 if choice == "skip" else 0.0)


def _sound(gathered: "Gathered", console: Console) -> "Definition":
    """Return the definition of what was gathered without an error; errors end the command.

    Warnings are for ``check`` and ``build``: a terminal has room for the answer alone.
    """
    if has_errors(gathered.problems):
        console.problems(p for p in gathered.problems if p.severity is Severity.ERROR)
        sys.exit(PROBLEMS)
    assert gathered.definition is not None
    return gathered.definition


def _flat(lists: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(word for words in lists for word in words)


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
