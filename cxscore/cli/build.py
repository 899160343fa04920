"""From a scorecard to the files of a pack."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxscore.cli.console import Console
from cxscore.cli.output import LOCK_SECONDS, clear_up, write_pack
from cxscore.cli.report import visible
from cxscore.frozen import frozen
from cxscore.problems import MissingLibrary
from cxscore.wrong_usage import WrongUsage, must_know

if TYPE_CHECKING:
    from cxscore.model.definition import Definition
    from cxscore.model.scorecard import Scorecard

FAILURE = 4


@frozen
class Target:
    """Where a pack goes: a path for each format, or standard output."""

    formats: tuple[str, ...]
    paths: tuple[Path | None, ...]
    """None is standard output."""

    @classmethod
    def of(cls, output: Path, formats: tuple[str, ...]) -> "Target":
        """Return where *output* puts *formats* (``html`` where none is named).

        Raises:
            click.UsageError: where the two contradict each other.
        """
        from cxscore.rendering import FORMATS

        asked = formats or ("html",)
        if str(output) == "-":
            if len(asked) > 1:
                raise click.UsageError("standard output takes one format; name one with -f")
            return cls(asked, (None,))
        suffix = output.suffix.removeprefix(".").lower()
        if asked == (suffix,) and not output.is_dir():
            return cls(asked, (output,))
        if suffix in FORMATS and not output.is_dir():
            raise click.UsageError(
                f"{output} would hold {suffix} alone, and {', '.join(asked)} is asked for; "
                f"add -f {suffix}, or name a folder"
            )
        # The JSON is what other programs wait for: it comes last.
        order = sorted(asked, key=lambda name: name == "json")
        return cls(tuple(order), tuple(output / FORMATS[name].file_name for name in order))

    def clear_up(self) -> None:
        """Undo what a run that was killed left half done where this pack goes."""
        for folder in {path.parent for path in self.paths if path is not None}:
            clear_up(folder)


@frozen
class Chosen:
    """The KPIs asked for, by owner, id or group; all where nothing is named."""

    owners: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def of(self, definition: "Definition") -> tuple[str, ...] | None:
        """Return the ids of the KPIs chosen; None for all.

        Raises:
            WrongUsage: where a name is unknown, or no KPI is left.
        """
        if not (self.owners or self.kpis or self.groups):
            return None
        must_know("--owner", self.owners, [owner.id for owner in definition.owners])
        must_know("--kpi", self.kpis, [kpi.id for kpi in definition.kpis])
        must_know("--group", self.groups, [group.id for group in definition.groups])
        ids = tuple(
            kpi.id
            for kpi in definition.kpis
            if (not self.owners or kpi.owner in self.owners)
            and (not self.kpis or kpi.id in self.kpis)
            and (not self.groups or kpi.group in self.groups)
        )
        # Of an owner without a KPI the registers may have something to tell.
        if not ids and (self.kpis or self.groups):
            raise WrongUsage("no KPI is left with this choice of --owner, --kpi and --group")
        return ids


def build_pack(
    scorecard: "Scorecard",
    target: Target,
    templates: Path | None,
    console: Console,
    patience: float = LOCK_SECONDS,
) -> None:
    """Render everything, then write everything; wait *patience* seconds for another run's end.

    A format whose library is missing does not keep the others from being
    written; the exit code says so afterwards.
    """
    files, missing = _render(scorecard, target, templates, console)
    console.done()
    if None in files:
        sys.stdout.buffer.write(files[None])
        sys.stdout.buffer.flush()
    elif files:
        console.step("Writing")
        contents = {path: content for path, content in files.items() if path is not None}
        write_pack(contents, patience=patience)
        console.done()
        if not console.quiet:
            for path in files:
                click.echo(visible(str(path)))
    for fault in missing:
        console.say(f"cxscore: {fault}", level="error")
    if missing:
        sys.exit(FAILURE)


def _render(
    scorecard: "Scorecard", target: Target, templates: Path | None, console: Console
) -> tuple[dict[Path | None, bytes], list[MissingLibrary]]:
    from cxscore.rendering import render_in
    from cxscore.rendering.pack import Pack

    pack = Pack(scorecard, templates)
    files: dict[Path | None, bytes] = {}
    missing: list[MissingLibrary] = []
    for name, path in zip(target.formats, target.paths, strict=True):
        console.step(f"Rendering {name}")
        pack.files = {p.name: content for p, content in files.items() if p is not None}
        try:
            files[path] = render_in(pack, name)
        except MissingLibrary as fault:
            missing.append(fault)
    return files, missing
