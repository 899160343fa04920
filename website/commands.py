"""The reference of the commands: what click knows of each, as a page."""

from collections.abc import Iterator

import click

from cxscore.cli import main
from website.schema_words import table_row

HEAD = """# Commands and options

Made from the program itself (`cxscore COMMAND --help`). What a command does, and how options work
together, is told in [the command line](../docs/cli.md). Each option can be given by an environment
variable as well; the command line wins.

"""


def commands_page() -> str:
    """Return the page of all commands, as Markdown."""
    parts = [HEAD]
    for name in main.commands:
        parts += _command(name, main.commands[name])
    return "\n".join(parts)


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=name, auto_envvar_prefix=f"CXSCORE_{name.upper()}")
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"(command-{name})=\n## cxscore {name}\n"
    yield f"{_text(command.help or '')}\n"
    yield f"```text\ncxscore {name} {usage}\n```\n"
    rows = [row for option in command.get_params(context) for row in _row(option, context)]
    if rows:
        yield "| option | meaning | default | variable |\n|---|---|---|---|"
        yield "\n".join(rows) + "\n"


def _row(option: click.Parameter, context: click.Context) -> Iterator[str]:
    record = option.get_help_record(context)
    if not isinstance(option, click.Option) or record is None or "--help" in option.opts:
        return
    extra = option.get_help_extra(context)
    variable = option.envvar or f"{context.auto_envvar_prefix}_{(option.name or '').upper()}"
    cells = [_code(record[0]), _text(option.help or ""), extra.get("default", ""), f"`{variable}`"]
    yield table_row(cells)


def _code(text: str) -> str:
    return f"`{text}`"


def _text(words: str) -> str:
    """Return what the terminal says as Markdown, in which nothing of it means anything."""
    for sign in "*_<[":
        words = words.replace(sign, f"\\{sign}")
    return "\n".join(line.strip() for line in words.strip().splitlines())
