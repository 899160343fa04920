"""A small company that closes its months: files that a test may change between two packs."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from cxscore.cli import main

KPIS = """\
version: 1
scorecard: {title: Small scorecard, organisation: Field & Sons, history: 12}
owners:
  ada: {name: Ada Field}
  ben: {name: Ben Moor}
datasets:
  surveys: {file: surveys.csv, date: day, where: channel <> 'test'}
  complaints: {file: complaints.csv, date: opened}
kpis:
  happy:
    name: Pleased customers
    owner: ada
    dataset: surveys
    measure: {top_box: {column: score, at_least: 4, scale: [1, 5]}}
    by: [region]
    polarity: higher_is_better
    target: 60
    at_risk_within: 5
  complaints_rate:
    name: Complaints
    owner: ben
    measure:
      ratio:
        numerator: {dataset: complaints, count: rows}
        denominator: {dataset: surveys, count: rows}
        per: 100
    unit: per 100
    decimals: 2
    polarity: lower_is_better
registers:
  actions: actions.csv
  decisions: decisions.csv
"""
MONTHS = tuple(f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13))[:18]
"""January 2025 to June 2026."""
REGIONS = ("North", "South")
ACTIONS = """\
id,kpi,title,owner,opened,due
A1,happy,Call back the unhappy,ada,2026-01-12,2026-08-31
A2,happy,Shorter letters,ben,2026-02-02,2026-07-31
"""
DECISIONS = """\
id,title,owner,kpi,opened,due,closed
D1,Pay for call-backs,ben,happy,2026-05-04,2026-06-20,
"""


def surveys(months: tuple[str, ...] = MONTHS) -> str:
    """Return 40 answers a month, of two regions."""
    rows = [
        f"{month}-{1 + 3 * (at % 10):02},{REGIONS[at % 2]},web,{1 + (at * 7 + number * 3) % 5}"
        for number, month in enumerate(months)
        for at in range(40)
    ]
    return "\n".join(["day,region,channel,score", *rows, ""])


def complaints(months: tuple[str, ...] = MONTHS) -> str:
    """Return three to six complaints a month."""
    rows = [
        f"{month}-{5 + 3 * at:02}"
        for number, month in enumerate(months)
        for at in range(3 + number % 4)
    ]
    return "\n".join(["opened", *rows, ""])


def lay_out(folder: Path, until: str = "2026-06") -> None:
    """Write the company into *folder*, with rows up to the month *until*."""
    months = tuple(month for month in MONTHS if month <= until)
    texts = {
        "kpis.yaml": KPIS,
        "surveys.csv": surveys(months),
        "complaints.csv": complaints(months),
        "actions.csv": ACTIONS,
        "decisions.csv": DECISIONS,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def change(path: str, before: str, after: str) -> None:
    """Put *after* for *before*, which must be there, in a file of the working directory."""
    text = Path(path).read_text(encoding="utf-8")
    assert before in text
    Path(path).write_text(text.replace(before, after, 1), encoding="utf-8")


def add(path: str, row: str) -> None:
    """Add a row at the end of a file of the working directory."""
    with Path(path).open("a", encoding="utf-8") as stream:
        stream.write(f"{row}\n")


def run(*arguments: str) -> Result:
    """Run a command of the program."""
    return CliRunner().invoke(main, list(arguments))


def build(period: str, as_of: str, *more: str) -> dict:
    """Build the pack of *period*; return its document."""
    result = run("build", "-q", "-f", "json,html", "--period", period, "--as-of", as_of, *more)
    assert result.exit_code == 0, result.output
    folder = more[more.index("-o") + 1] if "-o" in more else "scorecard"
    return json.loads(Path(folder, "scorecard.json").read_text(encoding="utf-8"))


def since(period: str = "2026-06", as_of: str = "2026-07-06") -> dict:
    """Build the pack of *period*; return what it says is not as it was told."""
    found = build(period, as_of)["since_last_close"]
    assert found is not None
    return found


def close(period: str, as_of: str, *more: str) -> None:
    """Build and close a period."""
    build(period, as_of)
    result = run("close", period, *more)
    assert result.exit_code == 0, result.output
