"""Environment variables that look like options and are none."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from cxscore.nearest import nearest

PREFIX = "CXSCORE_"
LEFT_ALONE = ("CXSCORE_TEST_",)
"""What the program's own tests go by."""


def unknown_variables(context: click.Context, environment: Mapping[str, str]) -> Iterator[str]:
    """Yield that a variable is no option of any command, and which one may be meant.

    A connection's address may have a name that begins so: what stands in the kpis.yaml
    here is known.
    """
    named = [name for name in sorted(environment) if name.startswith(PREFIX)]
    known = set(option_variables(context.find_root().command))
    unknown = [n for n in named if n not in known and not n.startswith(LEFT_ALONE)]
    if not unknown:
        return
    written = _text_here()
    for name in unknown:
        if name not in written:
            near = nearest(name.removeprefix(PREFIX), [k.removeprefix(PREFIX) for k in known])
            hint = f"did you mean '{PREFIX}{near}'?" if near else "see: cxscore COMMAND --help"
            yield f"the environment variable {name} is no option of any command; {hint}"


def option_variables(program: click.Command) -> Iterator[str]:
    """Yield the names of the variables that give options, of all commands."""
    for command in getattr(program, "commands", {}).values():
        for option in command.params:
            if isinstance(option, click.Option):
                yield f"{PREFIX}{command.name}_{option.name}".upper()
                given = option.envvar or ()
                yield from (given,) if isinstance(given, str) else given


def _text_here() -> str:
    try:
        return Path("kpis.yaml").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
