"""A company that listens: a definition without files, and rows for it."""

from pathlib import Path
from typing import Any

SOURCES: list[dict[str, Any]] = [
    {
        "id": "relation",
        "name": "Relationship survey",
        "kind": "survey",
        "dataset": "answers",
        "moment": {"column": "touchpoint", "map": {"Till": "checkout", "Desk": "call"}},
    },
    {"id": "desk", "kind": "contacts", "dataset": "contacts", "moment": "call"},
    {"id": "panel", "name": "Panel", "kind": "research"},
]


def page(more: dict[str, Any] | None = None, **listening: Any) -> dict[str, Any]:
    """Return a kpis.yaml as a mapping, its ``listening`` changed; None takes a key away."""
    keys: dict[str, Any] = {
        "minimum_base": 3,
        "exposure": {"dataset": "contacts", "by": "channel"},
        "sources": SOURCES,
    } | listening
    return {
        "version": 1,
        "scorecard": {"title": "Whom we hear"},
        "owners": {
            "ada": {"name": "Ada Field", "team": "Insight"},
            "bo": {"name": "Bo Lund", "team": "Desk"},
        },
        "journey": [
            {
                "id": "buy",
                "name": "Buy",
                "moments": [
                    {"id": "checkout", "name": "Checking out"},
                    {"id": "paying", "name": "Paying"},
                ],
            },
            {"id": "help", "name": "Help", "moments": [{"id": "call", "name": "The call"}]},
        ],
        "datasets": {
            "answers": {"file": "answers.csv", "date": "day"},
            "contacts": {"file": "contacts.csv", "date": "day"},
        },
        "listening": {key: value for key, value in keys.items() if value is not None},
        "kpis": {
            "nps": {
                "name": "Net promoter score",
                "owner": "ada",
                "dataset": "answers",
                "measure": {"nps": "score"},
                "polarity": "higher_is_better",
                "journey": "checkout",
            },
            "handled": {
                "name": "Contacts",
                "owner": "ada",
                "steward": "bo",
                "dataset": "contacts",
                "measure": {"count": "rows"},
                "polarity": "neutral",
            },
        },
    } | (more or {})


def write(
    folder: Path, answers: str, contacts: str = "2026-06-20,Phone\n", talks: str = ""
) -> None:
    """Write the rows of the two datasets and of the register into *folder*."""
    (folder / "answers.csv").write_text(f"day,score,touchpoint,channel\n{answers}")
    (folder / "contacts.csv").write_text(f"day,channel\n{contacts}")
    (folder / "talks.csv").write_text(f"source,moment,channel,on,people,learned\n{talks}")
