"""The files that registers begin with, and what the documentation says of them."""

from pathlib import Path

import pytest

from cxscore.definition import examine
from cxscore.registers import read_registers
from cxscore.registers.starters import STARTERS

ROOT = Path(__file__).parents[1]
PAGE = """\
version: 1
scorecard: {title: T}
owners: {ada: {name: Ada}}
datasets: {d: {file: d.csv, date: day}}
kpis: {k: {name: K, owner: ada, dataset: d, measure: {count: rows}, polarity: lower_is_better}}
registers:
"""
ROWS = {
    "actions": "A1,Call back,k,ada,2026-01-12,2026-09-30,,-1",
    "decisions": "D1,Pay for it,ada,2026-07-20,,",
    "blockers": "B1,No telephone,A1,ada,2026-02-01,",
    "service_failures": "F1,Lost,k,ada,2026-03-01,staff,3,people: nobody knew,,",
    "agreements": "P1,reliability,ada,ben,Quick calls,k,<= 3,2026-01-01",
    "commentary": "k,2026-06,ada,2026-07-02,Fine,,",
}


@pytest.mark.parametrize("filled", [False, True], ids=["as-it-is", "filled-in"])
def test_each_is_read_without_a_fault(tmp_path, filled):
    page = PAGE.replace("ada: {name: Ada}", "ada: {name: Ada}, ben: {name: Ben}")
    for name, starter in STARTERS.items():
        page += f"  {name}: {starter.file}\n"
        row = f"{ROWS[name]}\n" if filled else ""
        (tmp_path / starter.file).write_text(starter.text + row, encoding="utf-8")
    (tmp_path / "kpis.yaml").write_text(page, encoding="utf-8")
    definition = examine(tmp_path / "kpis.yaml").definition
    written = read_registers(definition)
    assert written.problems == ()
    assert len(written.log) == (4 if filled else 0)
    assert len(written.agreements) == len(written.commentary) == filled


def test_documentation_shows_the_columns():
    told = (ROOT / "docs" / "kpis-yaml.md").read_text(encoding="utf-8")
    for starter in STARTERS.values():
        assert f"| `{','.join(starter.columns)}` |" in told
