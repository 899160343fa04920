"""Five whole papers, from the smallest to a heavy one, as a web page and on each size of paper."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import cxscore
from cxscore.model.outline import Paper
from tests.once import once
from tests.pango import is_here

ROOT = Path(__file__).parents[2]
AS_OF = "2026-07-06"
LONG = "How far customers would say that what we promised them on the day they ordered was kept"
"""More than 80 letters: names are cut to that many."""

SUBJECTS = ("Parcels", "Calls", "Refunds", "Visits")


def twelve(folder: Path) -> Path:
    """Write the README's first scorecard."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, language in (("kpis.yaml", "yaml"), ("surveys.csv", "csv")):
        (text,) = re.findall(rf"^```{language}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "kpis.yaml"


def bare(folder: Path) -> Path:
    """Write three KPIs without targets, their names of 80 letters, one without any data."""
    kpis = {
        key: {
            "name": f"{start}: {LONG}"[:80],
            "owner": "ada",
            "dataset": "answers",
            "measure": {"mean": "score"},
            "unit": "points",
            "polarity": "higher_is_better",
            "where": f"shop = '{key}'",
        }
        for key, start in (("city", "City"), ("mall", "Mall"), ("web", "Web"))
    }
    rows = [
        f"{year}-{month:02}-{day:02},{key},{(month * 7 + day * 3 + year) % 11}"
        for year, last in ((2025, 12), (2026, 6))
        for month in range(1, last + 1)
        for day in range(1, 29, 3)
        for key in ("city", "mall")
    ]
    datasets = {"answers": {"file": "answers.csv", "date": "day"}}
    owners = {"ada": {"name": "Ada Field"}}
    (folder / "answers.csv").write_text("\n".join(["day,shop,score", *rows]) + "\n")
    return _define(folder, "Three shops", owners, datasets, kpis)


def sample(_: Path) -> Path:
    """Return the sample company's definitions."""
    return ROOT / "kpis.yaml"


@lru_cache(maxsize=1)
def northwind() -> cxscore.Scorecard:
    """Return the scorecard of the sample that comes with the program, built once."""
    return cxscore.build(cxscore.read(ROOT / "kpis.yaml"))


def few(folder: Path) -> Path:
    """Write eight weekly KPIs with targets: a short table below a summary that is full."""
    return _of_weeks(folder, "Eight a week", count=8, owners=4)


def weekly(folder: Path) -> Path:
    """Write 60 weekly KPIs in four groups with twelve owners, many of which change their status."""
    return _of_weeks(folder, "Sixty a week", count=60, owners=12)


def _of_weeks(folder: Path, title: str, *, count: int, owners: int) -> Path:
    """Write *count* weekly KPIs in groups of 15 at most."""
    names = [f"person{number}" for number in range(owners)]
    keys = [f"kpi{number:02}" for number in range(count)]
    kpis: dict[str, Any] = {
        key: {
            "name": f"{SUBJECTS[at % 4]} put right in {at + 1} days",
            "owner": names[at % owners],
            "group": f"group{at // 15}",
            "dataset": "weeks",
            "measure": {"value": key},
            "unit": "percent",
            "polarity": "higher_is_better",
            "target": 80,
            "at_risk_within": 2,
        }
        for at, key in enumerate(keys)
    }
    first = date(2025, 5, 5)
    rows = [
        f"{first + timedelta(7 * week)},"
        + ",".join(f"{_wavering(at, week):.1f}" for at in range(len(keys)))
        for week in range(60)
    ]
    (folder / "weeks.csv").write_text("\n".join([",".join(["day", *keys]), *rows]) + "\n")
    people = {key: {"name": f"{key.capitalize()} Longsurname"} for key in names}
    groups = [{"id": f"group{at}", "name": f"Group {at + 1}"} for at in range((count + 14) // 15)]
    datasets = {"weeks": {"file": "weeks.csv", "date": "day"}}
    return _define(
        folder, title, people, datasets, kpis, calendar={"period": "week"}, groups=groups
    )


def _wavering(at: int, week: int) -> float:
    """Return a value near 80 that no two KPIs have alike; a third of them rise or fall."""
    drift = (0.0, 0.06, -0.06)[at % 3] * max(0, week - 30)
    return 80.5 + 2.0 * math.sin(12.9898 * (at + 1) * (week + 1)) + drift


def _define(folder: Path, title: str, owners: Any, datasets: Any, kpis: Any, **more: Any) -> Path:
    """Write kpis.yaml; YAML reads JSON."""
    heading = {"title": title, "organisation": "Northwind Home"}
    definition = {"version": 1, "scorecard": heading, "owners": owners, "datasets": datasets}
    path = folder / "kpis.yaml"
    path.write_text(json.dumps(definition | {"kpis": kpis} | more, indent=1), encoding="utf-8")
    return path


PAPERS = {"twelve": twelve, "bare": bare, "few": few, "sample": sample, "weekly": weekly}
"""What writes the definitions of each paper into a folder."""


def written(name: str, shared: Path) -> Path:
    """Return the folder with ``page.html`` and, with Pango, ``a4.pdf`` and ``letter.pdf``.

    It is made once for all processes of a run, in *shared*.
    """

    def make(folder: Path) -> None:
        for file, data in _files(name, folder):
            (folder / file).write_bytes(data)

    return once(shared, f"paper-{name}", make)


def _files(name: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    scorecard = cxscore.build(cxscore.read(PAPERS[name](folder)), as_of=AS_OF)
    yield "page.html", cxscore.render(scorecard, "html")
    for paper in Paper if is_here() else ():
        heading = replace(scorecard.heading, paper=paper)
        yield f"{paper.value}.pdf", cxscore.render(replace(scorecard, heading=heading), "pdf")
