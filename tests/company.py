"""The smallest company that has a scorecard: twelve lines of kpis.yaml and a file of answers."""

from pathlib import Path

KPIS = """\
version: 1
scorecard: {title: Small scorecard, as_of: 2026-04-10}
owners:
  ada: {name: Ada Field}
datasets:
  surveys: {file: surveys.csv, date: day}
kpis:
  nps:
    name: Net promoter score
    owner: ada
    dataset: surveys
    measure: {nps: score}
    polarity: higher_is_better
"""

ROWS = "day,score\n" + "".join(
    f"2026-{month:02}-{day:02},{(month * 7 + day * 3) % 11}\n"
    for month in (1, 2, 3)
    for day in range(1, 29, 3)
)


def write(folder: Path, kpis: str = KPIS, **files: str) -> Path:
    """Write kpis.yaml and surveys.csv (or *files*, by stem) into *folder*; return kpis.yaml."""
    (folder / "kpis.yaml").write_text(kpis, encoding="utf-8")
    for stem, text in ({"surveys": ROWS} | files).items():
        (folder / f"{stem}.csv").write_text(text, encoding="utf-8")
    return folder / "kpis.yaml"
