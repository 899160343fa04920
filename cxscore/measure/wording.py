"""Days, periods and numbers of rows as a problem lists them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from unicodedata import normalize

from cxscore.calendar import DAY
from cxscore.problems import SHOWN_PER_FILE


def days_listed(days: Iterable[date]) -> str:
    """Return *days*, in order of time, neighbours together: ``2026-05-01 to 2026-05-03``."""
    runs = list(_runs(days))
    left = sum(len(run) for run in runs[SHOWN_PER_FILE:])
    return _with_rest([_said(run) for run in runs], left)


def names_listed(names: Sequence[str]) -> str:
    """Return the first few *names*, and how many more there are."""
    return _with_rest(names, len(names[SHOWN_PER_FILE:]))


def plural(count: int, word: str) -> str:
    """Return ``1 row`` or ``1 204 rows``."""
    return f"{grouped(count)} {word}{'' if count == 1 else 's'}"


def grouped(count: int) -> str:
    """Return *count* with a space between thousands."""
    return f"{count:,}".replace(",", " ")


def be(count: int) -> str:
    """Return ``is`` or ``are``."""
    return "is" if count == 1 else "are"


def _with_rest(words: Sequence[str], left: int) -> str:
    said = ", ".join(words[:SHOWN_PER_FILE])
    return f"{said} … and {grouped(left)} more" if left else said


def _runs(days: Iterable[date]) -> Iterator[list[date]]:
    """Yield neighbouring days together."""
    run: list[date] = []
    for day in days:
        if run and day != run[-1] + DAY:
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _said(run: Sequence[date]) -> str:
    return f"{run[0]}" if len(run) == 1 else f"{run[0]} to {run[-1]}"


def folded(name: str) -> str:
    """Return what *name* has in common with the same word in other letters and spaces."""
    return " ".join(normalize("NFC", name).casefold().split())
