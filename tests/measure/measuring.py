"""From a kpis.yaml and its files to what is measured, for the tests."""

from datetime import date
from pathlib import Path

from cxscore.definition import examine
from cxscore.measure import measure_kpis
from cxscore.model.dataset import BadRows
from cxscore.problems import Problems, has_errors

HEAD = """\
version: 1
scorecard: {title: Customer experience}
owners:
  amara: {name: Amara Osei}
"""

NPS = """\
kpis:
  nps:
    name: Net promoter score
    owner: amara
    dataset: surveys
    measure: {nps: score}
    polarity: higher_is_better
"""


def write(folder: Path, dataset: str, files: dict[str, str | bytes], kpis: str = NPS, head=HEAD):
    """Write kpis.yaml, its ``surveys`` being *dataset* (indented by 4), and *files*."""
    lines = "".join(f"    {line}\n" for line in dataset.strip().splitlines())
    text = f"{head}datasets:\n  surveys:\n{lines}{kpis}"
    (folder / "kpis.yaml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)


def measured(folder: Path, as_of: date = date(2026, 7, 6), bad_rows: BadRows | None = None):
    """What is measured of the kpis.yaml in *folder*."""
    examined = examine(folder / "kpis.yaml")
    assert examined.definition is not None
    assert not has_errors(examined.problems), [str(p) for p in examined.problems]
    return measure_kpis(examined.definition, as_of, bad_rows=bad_rows)


def said(folder: Path, bad_rows: BadRows | None = None) -> list[str]:
    """The problems of the kpis.yaml in *folder*, paths without their folder."""
    try:
        found = measured(folder, bad_rows=bad_rows).problems
    except Problems as problems:
        found = problems.found
    return [str(problem).replace(f"{folder}/", "") for problem in found]


def totals(folder: Path, kpi: str = "nps", **options) -> dict[str, tuple[int, float | None]]:
    """Base and numerator of *kpi* by the first day of the period."""
    facts = [f for f in measured(folder, **options).facts if f.kpi == kpi and not f.by]
    return {f.start.isoformat(): (f.parts.n, f.parts.numerator) for f in facts}
