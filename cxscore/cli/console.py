"""What the user sees while the program works, and the options that decide it."""

import functools
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

import click

from cxscore.cli import report
from cxscore.cli.report import visible
from cxscore.problems import Problem, Severity

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True)
class Console:
    """Standard error, as the options want it."""

    quiet: bool = False
    verbose: bool = False
    as_json: bool = False
    progress: bool = True
    color: bool | None = None
    _shown: bool = field(default=False, init=False)

    def step(self, text: str) -> None:
        """Say what is being done: on a terminal in a line of its own, else only when asked."""
        if self.verbose:
            self.say(text)
        elif self.progress and not self.quiet and sys.stderr.isatty():
            click.echo(f"\r\033[K{visible(text)} …", nl=False, err=True)
            self._shown = True

    def done(self) -> None:
        """Take the line of the step away again."""
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)
            self._shown = False

    def say(self, text: str, level: str = "info") -> None:
        """Print a line on standard error."""
        if self.quiet and level == "info":
            return
        self.done()
        line = json.dumps({"level": level, "message": text}) if self.as_json else visible(text)
        click.echo(line, err=True, color=self.color)

    def problems(self, found: Iterable[Problem], *, every: bool = False) -> None:
        """Print problems on standard error, *every* one or the first; with ``-q`` only errors."""
        self.done()
        shown = [p for p in found if not self.quiet or p.severity is Severity.ERROR]
        lines = report.json_lines(shown) if self.as_json else report.text_lines(shown, every=every)
        for line in lines:
            click.echo(line, err=True, color=self.color)


def failure_said(failure: OSError) -> str:
    """Return what the system says went wrong, and with which file."""
    said = failure.strerror or str(failure)
    return said if failure.filename is None else f"{failure.filename}: {said}"


def console_options(command: Callable[P, R]) -> Callable[..., R]:
    """Add the options about output, and hand them on as ``console``."""

    @click.option("-q", "--quiet", is_flag=True, help="Print errors and the gate only.")
    @click.option("-v", "--verbose", is_flag=True, help="Say each step.")
    @click.option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How problems and steps are printed on standard error.",
    )
    @click.option("--no-progress", is_flag=True, help="No line about what is being done now.")
    @click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Coloured output; NO_COLOR is honoured.",
    )
    @functools.wraps(command)
    def wrapped(
        *args: Any,  # noqa: ANN401 (click's own)
        quiet: bool,
        verbose: bool,
        log_format: str,
        no_progress: bool,
        color: str,
        **rest: Any,  # noqa: ANN401 (click's own)
    ) -> R:
        console = Console(quiet, verbose, log_format == "json", not no_progress, _colour(color))
        try:
            return command(*args, console=console, **rest)  # type: ignore[arg-type]  # ParamSpec cannot say "and one more"
        finally:
            console.done()

    return wrapped


def _colour(choice: str) -> bool | None:
    import os

    if choice == "auto":
        return False if os.environ.get("NO_COLOR") else None
    return choice == "always"
