"""The group of the commands, and the one handler that turns every failure into an exit code."""

import os
import re
import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any

import click

from cxscore.cli import console as consoles
from cxscore.cli import report
from cxscore.cli.console import failure_said
from cxscore.cli.process import FAILURE, PROBLEMS
from cxscore.cli.signals import INTERRUPTED
from cxscore.problems import MissingLibrary, Problems, Unanswered
from cxscore.wrong_usage import WrongUsage


class Command(click.Command):
    """A command that shows how it is used itself where it is used wrongly."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's own)
        """Run it; what is wrong about its use is click's to tell."""
        try:
            return super().invoke(ctx)
        except WrongUsage as usage:
            raise click.UsageError(str(usage), ctx) from usage


command = partial(click.command, cls=Command)
"""Makes a command of a function, as ``click.command`` does."""


class LoadedWhenAsked(MutableMapping[str, click.Command]):
    """Commands by their names, of which each is imported when somebody asks for it.

    One run needs one of them, and is kept from its work by what the others import.
    """

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._known: dict[str, str | click.Command] = dict(modules)

    def __getitem__(self, name: str) -> click.Command:
        known = self._known[name]
        if isinstance(known, str):
            loaded: click.Command = getattr(import_module(known), name)
            known = self._known[name] = loaded
        return known

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class Commands(click.Group):
    """Commands in the order a newcomer needs them, behind one handler."""

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


class Logged(click.ClickException):
    """Wrong usage, said as a line of the log."""

    def __init__(self, wrong: click.ClickException) -> None:
        super().__init__(wrong.format_message())
        self.exit_code = wrong.exit_code  # type: ignore[misc]  # click reads it of each

    def show(self, file: Any = None) -> None:  # noqa: ANN401 (click's own)
        """Say it on standard error."""
        consoles.asked().say(self.message, "error")


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


def _check_epoch() -> None:
    """Refuse a SOURCE_DATE_EPOCH that is no time: other libraries would fail on it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return
    if not epoch.strip():
        del os.environ["SOURCE_DATE_EPOCH"]
    elif not re.fullmatch(r"[0-9]{1,11}", epoch):
        raise WrongUsage(f"SOURCE_DATE_EPOCH is '{epoch}', not seconds since 1970")
