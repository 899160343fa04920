"""What commands that measure share: their options as the pipeline wants them, and their errors."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxscore.cli.console import Console
from cxscore.cli.process import PROBLEMS
from cxscore.problems import Problem, Severity, has_errors

if TYPE_CHECKING:
    from cxscore.model.dataset import BadRows
    from cxscore.model.definition import Definition


@dataclass(frozen=True, slots=True)
class DataAsked:
    """What the options say of how data are read and seen."""

    allow: tuple[Path, ...]
    bad_rows: str | None
    """``skip`` or ``error``; None where it was not given."""
    as_of: date | None
    unverified: bool

    @property
    def keywords(self) -> Mapping[str, Any]:
        """The same by the names that :func:`cxscore.pipeline.gather_all` has for it."""
        return {
            "allow": self.allow,
            "bad_rows": _bad_rows_asked(self.bad_rows),
            "as_of": self.as_of,
            "unverified": self.unverified,
        }


def _bad_rows_asked(choice: str | None) -> "BadRows | None":
    """Return what ``--bad-rows`` means; None where it was not given."""
    if choice is None:
        return None
    from cxscore.model.dataset import BadRows

    return BadRows(up_to=1.0 if choice == "skip" else 0.0)


def flat(lists: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Return the words of all the occurrences of an option."""
    return tuple(word for words in lists for word in words)


def sound_definition(
    definition: "Definition | None", problems: Sequence[Problem], console: Console
) -> "Definition":
    """Return the *definition* of what was gathered without an error; errors end the command.

    Warnings are for ``check`` and ``build``: a terminal has room for the answer alone.
    """
    if has_errors(problems):
        console.problems(p for p in problems if p.severity is Severity.ERROR)
        sys.exit(PROBLEMS)
    assert definition is not None
    return definition
