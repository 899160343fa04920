"""What the user sees while the program works, and the options that decide it."""

import functools
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

import click

from cxscore.cli import report
from cxscore.cli.report import visible
from cxscore.cli.variables import unknown_variables
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
    color: bool | None = field(default_factory=lambda: _colour("auto"))
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

    def say(self, text: str, level: str = "info", kpi: str | None = None) -> None:
        """Print a line on standard error, about *kpi* if it is about one."""
        if self.quiet and level == "info":
            return
        self.done()
        line = report.log_line(text, level, kpi=kpi) if self.as_json else visible(text)
        click.echo(line, err=True, color=self.color)

    def problems(self, found: Iterable[Problem], *, every: bool = False) -> None:
        """Print problems on standard error, *every* one or the first; with ``-q`` only errors."""
        self.done()
        shown = [p for p in found if not self.quiet or p.severity is Severity.ERROR]
        lines = report.log_lines(shown) if self.as_json else report.text_lines(shown, every=every)
        for line in lines:
            click.echo(line, err=True, color=self.color)


_log_as_json = False
"""Whether the command line asks for a log of JSON, known before it is parsed."""


def asked() -> Console:
    """Return the console as the command line asks for it, for what is said outside of a command."""
    return Console(as_json=_log_as_json)


def begin(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Take from a command line that is not parsed yet how it wants to be told what is wrong."""
    global _log_as_json  # noqa: PLW0603 (a process has one command line)
    _log_as_json = _asks_for_json(arguments, environment)


def _asks_for_json(arguments: Sequence[str], environment: Mapping[str, str]) -> bool:
    for at, word in enumerate(arguments):
        if word == "--log-format" and at + 1 < len(arguments):
            return arguments[at + 1] == "json"
        if word.startswith("--log-format="):
            return word.partition("=")[2] == "json"
    commands = [word.upper() for word in arguments if not word.startswith("-")]
    return bool(commands) and environment.get(f"CXSCORE_{commands[0]}_LOG_FORMAT") == "json"


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
        help="How problems and steps are printed on standard error; json is one object a line.",
    )
    @click.option("--no-progress", is_flag=True, help="No line about what is being done now.")
    @click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Coloured output; NO_COLOR and FORCE_COLOR are honoured.",
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
        if not quiet:
            for text in unknown_variables(click.get_current_context(), os.environ):
                console.say(text, "warning")
        try:
            return command(*args, console=console, **rest)  # type: ignore[arg-type]  # ParamSpec cannot say "and one more"
        finally:
            console.done()

    return wrapped


def _colour(choice: str) -> bool | None:
    """Return whether there are colours; None leaves it to whether a terminal is there.

    NO_COLOR, if not empty, is stronger than FORCE_COLOR, which is none where it is 0.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR", "")
    if forced:
        return forced != "0"
    return False if os.environ.get("TERM") == "dumb" else None
