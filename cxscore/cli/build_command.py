"""Build a pack: the command ``build``."""

import sys
from functools import partial
from pathlib import Path

import click

from cxscore.cli.asked_data import DataAsked, flat
from cxscore.cli.console import Console, console_options
from cxscore.cli.handler import command
from cxscore.cli.options import (
    Commas,
    Ids,
    Seconds,
    data_options,
    format_names,
    kpis_yaml_argument,
    tallies_option,
)
from cxscore.cli.process import PROBLEMS
from cxscore.named_definition import find_definition
from cxscore.problems import has_errors
from cxscore.wrong_usage import WrongUsage

NO_SUCH_SEGMENT = "CX313"


@command()
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
    format: tuple[tuple[str, ...], ...],  # noqa: A002 (the option's own name)
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
    data: DataAsked,
    console: Console,
) -> None:
    """Build the scorecard; exit with 3 where the gate says no."""
    from cxscore.cli.build import Target, build_pack, check_master
    from cxscore.cli.chosen import Chosen
    from cxscore.cli.inputs import must_spare_inputs
    from cxscore.cli.libraries import temporary_files
    from cxscore.cli.own_packs import must_have_folders, outdated_in, own_scorecards
    from cxscore.cli.page_files import page_form
    from cxscore.pipeline import gate_asked, gather_all, kept_in, prepare, score

    kept = kept_in(tallies, rescan=rescan, option="--rescan")
    path = find_definition(kpis_yaml)
    target = Target.of(output, tuple(dict.fromkeys(flat(format))))
    check_master(pptx_template, target.formats)
    paths = dict(zip(target.formats, target.paths, strict=True))
    form = page_form(paths, fragment=fragment, assets=assets)
    if by_owner:
        must_have_folders(output, target.folder, flat(owner))
    target.clear_up()
    with temporary_files():
        prepare(target.formats)
        gathered, day = gather_all(
            path, **data.keywords, period=period, step=console.step, tallies=kept
        )
        must_spare_inputs(target.paths, path, gathered.definition, "-o")
        console.problems((*gathered.asides, *gathered.problems))
        if has_errors(gathered.problems):
            sys.exit(PROBLEMS)
        assert gathered.definition is not None
        chosen = Chosen(flat(owner), flat(kpi), flat(group))
        kpis = chosen.of(gathered.definition)
        gate = gate_asked(gathered.definition, flat(fail_on) or None, "--fail-on")
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
