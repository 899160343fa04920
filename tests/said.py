"""A company whose customers comment: a definition without files, and rows for it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

HEADER = "day,person,said,waiting,kind,mood,touchpoint,branch,consent"
LONG = "They kept me waiting for an hour, and nobody told me why it took so long"
"""What may be printed: from 40 to 300 characters."""


def page(more: dict[str, Any] | None = None, **comments: Any) -> dict[str, Any]:
    """Return a kpis.yaml as a mapping, its ``comments`` changed; None takes a key away."""
    keys: dict[str, Any] = {
        "dataset": "answers",
        "text": "said",
        "respondent": "person",
        "themes": {"columns": ["waiting", "kind"]},
        "minimum_base": 5,
    } | comments
    return {
        "version": 1,
        "scorecard": {"title": "What they say"},
        "owners": {"ada": {"name": "Ada Field"}},
        "journey": [
            {"id": "help", "name": "Help", "moments": [{"id": "call", "name": "The call"}]}
        ],
        "datasets": {"answers": {"file": "answers.csv", "date": "day"}},
        "comments": {key: value for key, value in keys.items() if value is not None},
        "kpis": {
            "rows": {
                "name": "Answers",
                "owner": "ada",
                "dataset": "answers",
                "measure": {"count": "rows"},
                "polarity": "neutral",
            }
        },
    } | (more or {})


def row(
    day: str,
    person: str,
    said: str = LONG,
    waiting: str = "",
    kind: str = "",
    mood: str = "",
    touchpoint: str = "",
    branch: str = "North",
    consent: str = "",
) -> str:
    """Return a line of the file."""
    text = said.replace('"', '""')
    cells = (day, person, f'"{text}"', waiting, kind, mood, touchpoint, branch, consent)
    return ",".join(cells)


def write(folder: Path, rows: Iterable[str], header: str = HEADER) -> None:
    """Write answers.csv into *folder*."""
    text = "\n".join([header, *rows]) + "\n"
    (folder / "answers.csv").write_text(text, encoding="utf-8", newline="")


def many(
    day: str, base: int, *, waiting: int = 0, kind: int = 0, branch: str = "North"
) -> list[str]:
    """Return rows of so many people on one *day*, of whom the first so many have a theme."""
    return [
        row(
            day,
            f"{branch}{day}p{n}",
            waiting="1" if n < waiting else "0",
            kind="true" if n >= base - kind else "",
            branch=branch,
        )
        for n in range(base)
    ]


def theme(scorecard: Any, name: str) -> Any:
    """Return a theme of *scorecard* by its name."""
    found: Sequence[Any] = [each for each in scorecard.comments.themes if each.id == name]
    return found[0]
