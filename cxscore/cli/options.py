"""What options and arguments mean, where several commands share them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import click
from click.shell_completion import CompletionItem


class Day(click.ParamType[date]):
    """A day, written as 2026-07-06."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day *value* means."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            self.fail(f"'{value}' is not a day; write it like 2026-07-06", param, ctx)


class Commas(click.ParamType[tuple[str, ...]]):
    """Words, repeated or separated by commas."""

    name = "list"

    def __init__(
        self, choices: Callable[[], Sequence[str]] | None = None, metavar: str = "ID"
    ) -> None:
        self.choices = choices
        self.metavar = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what the help shows."""
        return self.metavar

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the words of one occurrence."""
        words = tuple(word.strip() for word in str(value).split(",") if word.strip())
        known = self.choices() if self.choices else words
        for word in words:
            if word not in known:
                self.fail(f"'{word}' is not one of {', '.join(known)}", param, ctx)
        if not words:
            self.fail("nothing is named", param, ctx)
        return words


class OneOf(click.ParamType[str]):
    """One of several names, which are asked for only when one is given."""

    name = "choice"

    def __init__(self, choices: Callable[[], Sequence[str]], metavar: str = "NAME") -> None:
        self.choices = choices
        self.metavar = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what the help shows."""
        return self.metavar

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the name *value*."""
        known = self.choices()
        if value not in known:
            self.fail(f"'{value}' is not one of {', '.join(known)}", param, ctx)
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the names that begin with what is typed."""
        return [CompletionItem(name) for name in self.choices() if name.startswith(incomplete)]


def dialect_names() -> Sequence[str]:
    """Return the dialects that SQL can be written in, asked for only when one is named."""
    from cxscore.measure.statements import dialect_names as names

    return names()


def format_names() -> Sequence[str]:
    """Return the formats there are, asked for only when one is named."""
    from cxscore.rendering import FORMATS

    return tuple(FORMATS)


def kpis_yaml_argument(command: Callable[..., None]) -> Callable[..., None]:
    """Add the path of the definition, ``kpis.yaml`` where none is named."""
    return click.argument(
        "kpis_yaml",
        type=click.Path(path_type=Path),
        default=Path("kpis.yaml"),
        metavar="[KPIS_YAML]",
    )(command)


def allow_path_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option about which files may be read."""
    return click.option(
        "--allow-path",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="DIR",
        help="Read files outside the folder of kpis.yaml from here; repeatable.",
    )(command)


def as_of_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option about the day."""
    return click.option(
        "--as-of",
        type=Day(),
        metavar="DAY",
        help="The day it is built for: decides what is complete, overdue, stale."
        "  [default: scorecard.as_of, else today]",
    )(command)


def data_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options about how data are read and seen."""
    for option in (
        allow_path_option,
        click.option(
            "--bad-rows",
            type=click.Choice(["error", "skip"]),
            help="What to do with a row that has a bad cell.  [default: error]",
        ),
        as_of_option,
        click.option(
            "--unverified",
            is_flag=True,
            help="Ask engines, too, that no test has run: Snowflake, BigQuery, Redshift, "
            "Databricks, Trino, a ClickHouse server.",
        ),
    ):
        command = option(command)
    return command
