"""A company in which every word is an attack: on pages, spreadsheets, calendars, terminals."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

AS_OF = "2026-07-06"
HOST = "https://attack.example"
"""No reader asks it for anything, and nothing leads to it."""
FORMULA = f'=HYPERLINK("{HOST}/f","a")'
SCRIPT = '"><script>hit()</script><img src=x onerror=hit()>'
MARKS = f"[go](javascript:hit()) ![i]({HOST}/i.png) `|` {{{{ 7*7 }}}}"
XML = "]]>&xxe;&lt;"
FOUR_BYTES = "😡𝒳𠮷"
BEL, ESCAPES = "\x07", "\x1b[2J\x1b]0;owned\x07\x9b31m"
"""What a terminal obeys; kpis.yaml cannot hold it, and a cell can."""
CALENDAR = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:EMAIL"
"""Lines of a file of dates."""
BEGINNINGS = (
    FORMULA,
    SCRIPT,
    "@SUM(A1)",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    FOUR_BYTES,
    "<!--",
    MARKS,
)
Row = Sequence[object]


class Attacks:
    """Texts, each with a number of its own, so that it can be found again."""

    def __init__(self) -> None:
        self._numbers = count(100)
        self.made: list[str] = []
        self.comments: list[str] = []
        """Those of customers, of which pages show few."""

    def text(self, more: str = "") -> str:
        """Return the next text, which begins in another way than the one before."""
        number = next(self._numbers)
        begins = BEGINNINGS[number % len(BEGINNINGS)]
        text = f"{begins} no{number} {SCRIPT} {FORMULA} {MARKS} {XML} {FOUR_BYTES}{more}"
        self.made.append(text)
        return text

    def short(self) -> str:
        """Return a text for the name of a column or a value."""
        number = next(self._numbers)
        text = (
            f"{BEGINNINGS[number % len(BEGINNINGS)][:24]} no{number} <b onclick=hit()>{FOUR_BYTES}"
        )
        self.made.append(text)
        return text

    def comment(self) -> str:
        """Return what a customer wrote, short enough to be printed."""
        return f"{self.short()} {SCRIPT} {FORMULA} {ESCAPES} {CALENDAR}"

    def cell(self) -> str:
        """Return a text with what only cells can hold: lines and what terminals obey."""
        return self.text(f" {ESCAPES} {CALENDAR}")


def write(folder: Path) -> Attacks:
    """Write kpis.yaml, files and registers of the company into *folder*.

    Returns:
        the texts that stand in them.
    """
    import yaml

    said = Attacks()
    regions = [said.short() for _ in range(3)]
    columns = {name: said.short() for name in ("region", "topic")}
    theme, words = said.short(), said.short()
    reasons = [said.cell() for _ in range(3)]
    _table(folder / "answers.csv", _answers(said, columns, regions, theme))
    _table(folder / "accounts.csv", _accounts(regions, reasons))
    for name, rows in _registers(said).items():
        _table(folder / f"{name}.csv", rows)
    kpis = _definition(said, columns, theme, words)
    text = yaml.safe_dump(kpis, allow_unicode=True, sort_keys=False)
    (folder / "kpis.yaml").write_text(text, encoding="utf-8")
    return said


def _table(path: Path, rows: Iterator[Row] | Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _months() -> list[date]:
    return [date(2024 + n // 12, n % 12 + 1, 3) for n in range(30)]


def _answers(
    said: Attacks, columns: dict[str, str], regions: list[str], theme: str
) -> Iterator[Row]:
    yield ["day", "person", "score", "why", columns["region"], columns["topic"], theme, "quote"]
    for month in _months():
        for n in range(45):
            late = month >= date(2026, 3, 1)
            score = (n * 7 + month.month) % 11 if not late else (n * 7) % 7
            comment = f"{said.comment() if n < 3 else 'Too bad'} <i>waits</i>, nobody told me {n}"
            region, flag = regions[n % 3], int(n % (3 if late else 9) == 0)
            yield [month, f"p{n}", score, comment, region, f"t{n % 4}", flag, "Y"]


def _accounts(regions: list[str], reasons: list[str]) -> Iterator[Row]:
    yield ["account", "started", "ended", "fee", "reason", "region"]
    for n in range(240):
        started = date(2022 + n % 3, n % 12 + 1, n % 27 + 1)
        gone = n % 4 == 0
        ended = date(2026, n % 6 + 1, n % 25 + 1) if gone else ""
        yield [f"c{n}", started, ended, 10, reasons[n % 3] if gone else "", regions[n % 3]]


def _registers(said: Attacks) -> dict[str, list[Row]]:
    t = said.cell
    rows: dict[str, list[dict[str, object]]] = {
        "actions": [
            {"id": "A1", "kpi": "nps", "title": t(), "cause": f"people: {t()}", "owner": "ada",
             "opened": "2026-04-01", "due": "2026-06-01", "status": "open", "closed": "",
             "expected_effect": t(), "check_on": "", "outcome": "", "note": t()},
            {"id": "A2", "kpi": "nps", "title": t(), "cause": "", "owner": "ada",
             "opened": "2025-01-02", "due": "2025-06-01", "status": "done", "closed": "2025-06-01",
             "expected_effect": "+3 points", "check_on": "2026-01-05", "outcome": t(), "note": ""},
        ],
        "decisions": [
            {"id": "D1", "title": t(), "owner": "ada", "kpi": "nps", "opened": "2026-06-01",
             "due": "2026-07-23", "closed": "", "cost": t(), "given_up": t(), "outcome": ""},
            {"id": "D2", "title": t(), "owner": "ada", "kpi": "nps", "opened": "2026-05-01",
             "due": "2026-06-01", "closed": "2026-06-20", "cost": "", "given_up": "",
             "outcome": t()},
        ],
        "blockers": [
            {"id": "B1", "title": t(), "owner": "ada", "about": "A1", "opened": "2026-05-01",
             "closed": "", "outcome": ""},
        ],
        "failures": [
            {"id": "F1", "title": t(), "owner": "ada", "kpi": "nps", "opened": "2026-05-05",
             "closed": "2026-06-01", "found_by": "staff", "customers": 12,
             "cause": f"partner: {t()}", "learning": t(), "change": t()},
        ],
        "agreements": [
            {"id": "P1", "kind": "reliability", "giver": "cat", "receiver": "ada", "promise": t(),
             "kpi": "nps", "threshold": 20, "due": "2026-08-01"},
        ],
        "commentary": [
            {"kpi": kpi, "period": "2026-06", "author": "ada", "written": "2026-07-03",
             "what": t(), "why": t(), "next": t()} for kpi in ("scorecard", "nps")
        ],
        "events": [{"date": "2026-02-20", "kpi": "nps", "title": t()}],
    }  # fmt: skip
    return {
        name: [[*found[0]], *([*row.values()] for row in found)] for name, found in rows.items()
    }


def _definition(said: Attacks, columns: dict[str, str], theme: str, words: str) -> dict[str, Any]:
    t = said.text
    nps: dict[str, Any] = {
        "name": t(), "description": t(), "owner": "ada", "contributors": {"bob": t(), "cat": t()},
        "group": "g", "journey": "m", "kind": "outcome", "dataset": "answers",
        "measure": {"nps": "score"}, "by": ["region"], "polarity": "higher_is_better",
        "target": [{"from": "2024-01", "value": 20, "reason": t()},
                   {"from": "2026-04", "value": 30, "reason": t()}],
        "minimum_base": 5, "objective": t(), "risk": t(),
        "benchmark": {"value": 5, "source": t(), "date": "2026-05"},
        "standard": {"value": 10, "source": t(), "kind": "regulator"},
        "verified": {"by": t(), "on": "2026-03-31", "level": "assured"},
        "breaks": [{"from": "2025-02", "reason": t()}],
        "ignore": [{"period": "2025-07", "reason": t()}],
        "accepted": [{"what": "off-target", "until": "2026-12-31", "reason": t(), "by": "ada"}],
    }  # fmt: skip
    others: dict[str, Any] = {
        "share": {"measure": {"comments": words}, "polarity": "lower_is_better", "target": 5},
        "left": {"measure": {"ledger": "churn"}, "polarity": "lower_is_better", "target": 1},
        "unit": {"dataset": "answers", "measure": {"sum": "score"}, "unit": said.short(),
                 "polarity": "neutral"},
    }  # fmt: skip
    named = {
        name: {"name": t(), "description": t(), "owner": "bob", "group": "g"} | more
        for name, more in others.items()
    }
    moments = [{"id": "m", "name": t(), "importance": 5}, {"id": "n", "name": t(), "importance": 4}]
    return {
        "version": 1,
        "scorecard": {
            "title": t(), "organisation": t(), "board": t(), "agenda_item": said.short(),
            "purpose": "decision", "sponsor": "ada", "meeting": "2026-07-23", "as_of": AS_OF,
            "classification": t(), "lenses": ["region"], "importance_from": t(),
        },
        "calendar": {"period": "month"},
        "currency": "GBP",
        "owners": {
            "ada": {"name": t(), "role": t(), "team": t(), "email": "ada@example.com"},
            "bob": {"name": t(), "role": t(), "team": t(), "deputy": "ada"},
            "cat": {"name": t(), "team": t(), "supplier": True},
        },
        "journey": [{"id": "s", "name": t(), "moments": moments}],
        "groups": [{"id": "g", "name": t()}],
        "datasets": {
            "answers": {
                "file": "answers.csv", "date": "day", "columns": {
                    "region": {"from": columns["region"]}, "topic": {"from": columns["topic"]},
                    "said": {"from": "why"}, "score": {"type": "number", "scale": [0, 10]},
                },
            },
            "accounts": {"file": "accounts.csv", "columns": {
                "started": {"type": "date"}, "ended": {"type": "date"}}},
        },
        "customers": {
            "dataset": "accounts",
            "spells": {"customer": "account", "from": "started", "to": "ended"},
            "value": "fee", "reason": "reason", "by": ["region"],
        },
        "comments": {
            "dataset": "answers", "text": "said", "respondent": "person", "by": ["region"],
            "themes": {"words": {words: ["script", "hyperlink"], theme: ["nobody"]}},
            "publish": "quote = 'Y'", "minimum_base": 5,
        },
        "kpis": {"nps": nps} | named,
        "registers": {
            "actions": "actions.csv", "decisions": "decisions.csv", "blockers": "blockers.csv",
            "service_failures": "failures.csv", "agreements": "agreements.csv",
            "commentary": "commentary.csv", "events": "events.csv",
        },
    }  # fmt: skip
