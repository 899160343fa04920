"""From scorecards to the files of a pack."""

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from cxscore.cli.console import Console
from cxscore.cli.output import LOCK_SECONDS, clear_up, write_pack
from cxscore.cli.page_files import PAGE, outdated_beside
from cxscore.cli.process import FAILURE, GATE
from cxscore.cli.report import visible
from cxscore.frozen import frozen
from cxscore.problems import MissingLibrary
from cxscore.rendering.pack import Form, Pack
from cxscore.wrong_usage import WrongUsage

if TYPE_CHECKING:
    from cxscore.model.scorecard import Scorecard


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
    patience: float = LOCK_SECONDS,
) -> None:
    """Render everything, then write everything at once; say then what the gate objects to.

    A pack that is held is not written: the one before stays.

    Each of *scorecards* goes where its target says; the folder of the last holds
    those of the others. The HTML page has the *form*. The files that *outdated* gives are taken
    away then, and those that an earlier page had beside it. A format whose library is missing
    does not keep the others from being written; the exit code says so afterwards. For the end of
    another run it waits *patience* seconds.
    """
    whole = scorecards[-1][0]
    if whole.gate.held:
        _hold(whole, console)
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
        contents = {path: content for path, content in files.items() if path is not None}
        _write([target for _, target in scorecards], contents, outdated, console, patience)
    for fault in missing.values():
        console.say(f"cxscore: {fault}", level="error")
    _object(whole, console)
    if missing:
        sys.exit(FAILURE)
    if not whole.gate.passed:
        sys.exit(GATE)


def _hold(scorecard: "Scorecard", console: Console) -> NoReturn:
    """Say what the gate objects to, and that nothing is written for it."""
    console.done()
    _object(scorecard, console)
    console.say("Nothing was written: the pack is held.")
    sys.exit(GATE)


def _write(
    targets: Sequence[Target],
    contents: Mapping[Path, bytes],
    outdated: Callable[[], Collection[Path]],
    console: Console,
    patience: float,
) -> None:
    """Write *contents*, take away what is *outdated*, and name the files of *targets*."""
    console.step("Writing")
    every = (path for target in targets for path in target.paths)
    named = [path for path in every if path is not None and path in contents]
    homes = {path.parent for path in named if path.name == PAGE}
    write_pack(
        contents,
        folder=targets[-1].folder,
        patience=patience,
        outdated=lambda: [
            *outdated(),
            *(path for home in sorted(homes) for path in outdated_beside(home, contents)),
        ],
    )
    console.done()
    if not console.quiet:
        for path in named:
            click.echo(visible(str(path)))


def _object(scorecard: "Scorecard", console: Console) -> None:
    """Say what the gate objects to, a line each, even where little else is said."""
    from cxscore.rendering.words.gate import objection_said
    from cxscore.rendering.words.paper import Paper

    if scorecard.gate.objections:
        paper = Paper.of(scorecard)
        for found in scorecard.gate.objections:
            console.say(f"gate: {objection_said(found, paper)}", "error", found.kpi)


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
