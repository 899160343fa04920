"""Write what the sample's board was told: ``python -m tests.samples.make_closes [DIR]``.

The program closes the packs of April and May 2026 itself, built from the sample as it was then:
nothing of June in the log, a due date that has moved since, and for May a count of self-service
in which robots were still taken for customers.
"""

import csv
import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import chdir
from datetime import date
from pathlib import Path

from cxscore.cli import main as cxscore

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "samples" / "history"
PACKS = (("2026-04", date(2026, 5, 7)), ("2026-05", date(2026, 6, 8)))
"""Each period, and the day its pack was built for."""
ROBOTS = ("2026-05", "App", 420)
"""Visits of robots that ended without a contact: taken out after the meeting of June."""
MOVED = ("A07", "2026-06-30")
"""An action, and the day on which it was due until nobody wrote that it had been moved."""
Row = dict[str, str]


def make() -> Mapping[str, bytes]:
    """Return the closes by the names of their files."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        there = Path(folder)
        for period, as_of in PACKS:
            _as_it_was(there, period, as_of)
            _run("build", "-q", "-f", "html,json", "--period", period, "--as-of", str(as_of))
            _run("close", "-q", period)
        return {path.name: path.read_bytes() for path in (there / "samples/history").iterdir()}


def _run(*arguments: str) -> None:
    try:
        cxscore.main(list(arguments), standalone_mode=False)
    except SystemExit as ended:
        if ended.code:
            raise


def _as_it_was(there: Path, period: str, as_of: date) -> None:
    """Lay the sample out in *there* as it stood on *as_of*; its closes stay."""
    shutil.copytree(
        ROOT / "samples", there / "samples", dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("history"),
    )  # fmt: skip
    shutil.copy(ROOT / "kpis.yaml", there / "kpis.yaml")

    def visits(row: Row) -> Row | None:
        more = ROBOTS[2] if (row["month"], row["device"]) == ROBOTS[:2] else 0
        row["solved"] = str(int(row["solved"]) + more)
        return row if row["month"] <= period else None

    def known(row: Row) -> Row | None:
        if row["id"] == MOVED[0]:
            row["due"] = MOVED[1]
        return row if row["opened"] <= as_of.isoformat() else None

    _rewrite(there / "samples/self_service.csv", visits)
    for name in ("actions", "decisions", "blockers", "failures"):
        _rewrite(there / f"samples/{name}.csv", known)


def _rewrite(path: Path, change: Callable[[Row], Row | None]) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        table = csv.DictReader(stream)
        rows = [changed for row in table if (changed := change(row)) is not None]
    text = io.StringIO()
    writer = csv.DictWriter(text, table.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def main() -> None:
    """Write the closes into the folder given, or into the sample's own."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    made = make()
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
