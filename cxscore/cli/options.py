"""What options and arguments mean, where several commands share them."""

import functools
from collections.abc import Callable, Sequence
from datetime import date, datetime
from math import isfinite, nan
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from cxscore.cli.asked_data import DataAsked


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


class Seconds(click.ParamType[float]):
    """How long to wait at most."""

    name = "seconds"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number of seconds that *value* means."""
        try:
            found = float(str(value))
        except ValueError:
            found = nan
        if not isfinite(found) or found < 0:
            self.fail(f"'{value}' is no number of seconds; write it like 60", param, ctx)
        return found


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

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the words that begin as the last one does, behind those typed before it."""
        before, comma, begun = incomplete.rpartition(",")
        taken = before.split(",")
        return [
            CompletionItem(f"{before}{comma}{word}")
            for word in self.known(ctx)
            if word.startswith(begun) and word not in taken
        ]

    def known(self, ctx: click.Context) -> Sequence[str]:
        """Return the words that there are, for completion."""
        return self.choices() if self.choices else ()


class Ids(Commas):
    """Ids of what kpis.yaml defines: ``kpis``, ``owners`` or ``groups``."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part

    def known(self, ctx: click.Context) -> Sequence[str]:
        """Return the ids in the kpis.yaml that the command line names."""
        return ids_in_definition(ctx, self.part)


class KpiOrPath(click.ParamType[str]):
    """A KPI's id, or the path of a kpis.yaml."""

    name = "kpi"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the ids that begin with what is typed."""
        known = ids_in_definition(ctx, "kpis")
        return [CompletionItem(id_) for id_ in known if id_.startswith(incomplete)]


def ids_in_definition(ctx: click.Context, part: str) -> list[str]:
    """Return the ids of a *part* of the kpis.yaml that is meant; none where it cannot be read.

    Completion must not fail, and says nothing of what is wrong in there.
    """
    from cxscore.definition import examine

    named = ctx.params.get("definition") or ctx.params.get("kpis_yaml") or Path("kpis.yaml")
    path = Path(str(named))
    try:
        found = examine(path / "kpis.yaml" if path.is_dir() else path).definition
    except OSError:
        return []
    return [each.id for each in getattr(found, part)] if found is not None else []


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


def check_format_names() -> Sequence[str]:
    """Return the formats of ``check``."""
    from cxscore.cli.check_formats import FORMATS

    return ("text", *FORMATS)


def trade_names() -> Sequence[str]:
    """Return the trades that there is a small sample of."""
    from cxscore.cli.starter import TRADES

    return TRADES


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


def kpi_arguments(metavar: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the ids of KPIs, *metavar* in the help; the path of a kpis.yaml may stand among them."""
    return click.argument("kpis", type=KpiOrPath(), nargs=-1, metavar=metavar)


def definition_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the path of the definition to a command whose arguments name something else."""
    return click.option(
        "--definition",
        type=click.Path(path_type=Path),
        default=Path("kpis.yaml"),
        show_default=True,
        metavar="KPIS_YAML",
        help="The definition that is meant: a file, or the folder of a kpis.yaml.",
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


def tallies_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option about what was measured before."""
    return click.option(
        "--tallies",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="Keep what was measured here, totals only, and go by it while nothing changes.",
    )(command)


def data_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options about how data are read and seen, and hand them on as ``data``."""

    @functools.wraps(command)
    def wrapped(
        *,
        allow_path: tuple[Path, ...],
        bad_rows: str | None,
        as_of: date | None,
        unverified: bool,
        **rest: Any,  # noqa: ANN401 (click's own)
    ) -> None:
        command(data=DataAsked(allow_path, bad_rows, as_of, unverified), **rest)

    found: Callable[..., None] = wrapped
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
        found = option(found)
    return found
