"""From scorecards to the files of a pack."""

import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cxscore.cli.console import Console
from cxscore.cli.output import clear_up, write_pack
from cxscore.cli.page_files import PAGE, outdated_beside
from cxscore.cli.report import visible
from cxscore.frozen import frozen
from cxscore.problems import MissingLibrary
from cxscore.rendering.pack import Form, Pack
from cxscore.wrong_usage import WrongUsage

if TYPE_CHECKING:
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
        suffix = output.suffix.lower()
        named = [name for name in FORMATS if Path(FORMATS[name].file_name).suffix == suffix]
        if named and not output.is_dir():
            if len(asked) == 1 and asked[0] in named:
                return cls(asked, (output,))
            raise click.UsageError(
                f"{output} would hold {named[0]} alone, and {', '.join(asked)} is asked for; "
                f"add -f {named[0]}, or name a folder"
            )
        # The JSON is what other programs wait for: it comes last.
        order = sorted(asked, key=lambda name: name == "json")
        return cls(tuple(order), tuple(output / FORMATS[name].file_name for name in order))

    @property
    def folder(self) -> Path | None:
        """The folder of its files; None for standard output."""
        return self.paths[0] and self.paths[0].parent

    def clear_up(self) -> None:
        """Undo what a run that was killed left half done where this pack goes."""
        if self.folder is not None:
            clear_up(self.folder)


def check_master(template: Path | None, formats: Collection[str]) -> None:
    """Refuse a *template* of slides that does not serve, before anything is measured.

    Whether the library is there that opens it is said with the format.

    Raises:
        WrongUsage: where no slides are asked for, or it is no presentation with room for them.
    """
    if template is None:
        return
    if "pptx" not in formats:
        raise WrongUsage("--pptx-template goes with -f pptx")
    from cxscore.rendering.deck import check_template

    with suppress(ImportError):
        check_template(template)


def build_pack(
    scorecards: "Sequence[tuple[Scorecard, Target]]",
    templates: Path | None,
    console: Console,
    outdated: Callable[[], Collection[Path]] = tuple,
    form: Form = Form.WHOLE,
    pptx_template: Path | None = None,
) -> None:
    """Render everything, then write everything, all of it at once.

    Each of *scorecards* goes where its target says; the folder of the last holds
    those of the others. The HTML page has the *form*. The files that *outdated* gives are taken
    away then, and those that an earlier page had beside it. A format whose library is missing
    does not keep the others from being written; the exit code says so afterwards.
    """
    files: dict[Path | None, bytes] = {}
    missing: dict[str, MissingLibrary] = {}
    for scorecard, target in scorecards:
        pack = Pack(scorecard, templates, form, pptx_template)
        rendered, lacking = _render(target, pack, console)
        files |= rendered
        missing |= {str(fault): fault for fault in lacking}
    console.done()
    if None in files:
        sys.stdout.buffer.write(files[None])
        sys.stdout.buffer.flush()
    elif files:
        console.step("Writing")
        contents = {path: content for path, content in files.items() if path is not None}
        named = [path for _, target in scorecards for path in target.paths if path in contents]
        homes = {path.parent for path in named if path.name == PAGE}
        write_pack(
            contents,
            folder=scorecards[-1][1].folder,
            outdated=lambda: [
                *outdated(),
                *(path for home in sorted(homes) for path in outdated_beside(home, contents)),
            ],
        )
        console.done()
        if not console.quiet:
            for path in named:
                click.echo(visible(str(path)))
    for fault in missing.values():
        console.say(f"cxscore: {fault}", level="error")
    if missing:
        sys.exit(FAILURE)


def _render(
    target: Target, pack: Pack, console: Console
) -> tuple[dict[Path | None, bytes], list[MissingLibrary]]:
    from cxscore.rendering import render_in

    files: dict[Path | None, bytes] = {}
    missing: list[MissingLibrary] = []
    for name, path in zip(target.formats, target.paths, strict=True):
        console.step(f"Rendering {name}")
        try:
            content = render_in(pack, name, piped=path is None)
        except MissingLibrary as fault:
            missing.append(fault)
            continue
        if path is not None:
            # What a page asks for is there before the page is.
            files |= {path.parent / each: found for each, found in pack.beside.items()}
            pack.files = {**pack.files, **pack.beside, path.name: content}
        files[path] = content
    return files, missing
