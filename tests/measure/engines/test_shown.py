"""What the pages show of connections is asked of the engines that tests start."""

import json
from contextlib import chdir
from pathlib import Path

import pytest

from cxscore.pipeline import gather_all
from tests.docs.completing import completed, keys_of, noun_of
from tests.docs.fences import fences
from tests.docs.folder import folder_of
from tests.docs.rows import COLUMNS, days
from tests.servers import load

SHOWN = [
    pytest.param(fence, id=fence.id)
    for fence in fences("yaml")
    if "connections" in keys_of(fence.text)
]
KINDS = {
    "answered_on": "date",
    "recommend": "integer",
    "respondent_id": "integer",
    "minutes": "double",
}


@pytest.mark.parametrize("fence", SHOWN)
def test_a_definition_is_built(fence, server, tmp_path, monkeypatch):
    rows = [[COLUMNS[name](number, day) for name in KINDS] for number, day in enumerate(days(2))]
    table = load(server, "surveys", KINDS, rows)
    key = "spark" if server.dialect == "spark" else "url_from"
    whole = completed(keys_of(fence.text), noun_of(fence))
    here = {name: each[key] for name, each in whole["connections"].items() if key in each}
    if not here:
        pytest.skip("the example has no connection that leads there")
    for variable in here.values():
        monkeypatch.setenv(variable, server.url)
    whole["connections"] = {name: whole["connections"][name] for name in here}
    gone = [name for name, each in whole["datasets"].items() if each.get("connection") not in here]
    whole["datasets"] = {name: each for name, each in whole["datasets"].items() if name not in gone}
    whole["kpis"] = {
        name: each for name, each in whole["kpis"].items() if each.get("dataset") not in gone
    }
    folder = folder_of(fence.page, whole, tmp_path)
    for path in (folder / "kpis.yaml", *folder.glob("*.sql")):
        path.write_text(path.read_text("utf-8").replace("cx.surveys", table), encoding="utf-8")
    with chdir(folder):
        gathered, _ = gather_all(Path("kpis.yaml"))
    assert not gathered.problems, "\n".join(map(str, gathered.problems))
    assert gathered.measured
    assert json.loads((folder / "kpis.yaml").read_text("utf-8"))["kpis"]
