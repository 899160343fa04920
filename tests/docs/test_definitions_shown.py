"""Each definition that a page shows, and each part of one, is built."""

import json
from contextlib import chdir
from pathlib import Path

import pytest

from cxscore.pipeline import gather_all, render, score, statements
from tests.docs.completing import completed, keys_of, noun_of
from tests.docs.fences import fences
from tests.docs.folder import folder_of

SHOWN = [pytest.param(fence, id=fence.id) for fence in fences("yaml")]
DIALECTS = ("postgres", "clickhouse", "spark")


def built(path: Path) -> dict:
    """Return the scorecard.json of a definition in which nothing is wrong, nor remarkable."""
    gathered, day = gather_all(path)
    assert not gathered.problems, "\n".join(map(str, gathered.problems))
    return json.loads(render(score(gathered, day), "json"))


@pytest.mark.parametrize("fence", SHOWN)
def test_it_is_built(fence, tmp_path):
    whole = completed(keys_of(fence.text), noun_of(fence))
    with chdir(folder_of(fence.page, whole, tmp_path)):
        if "connections" in whole:
            for dialect in DIALECTS:
                asked = statements(Path("kpis.yaml"), dialect)
                assert len(asked.tables) == len(whole["datasets"])
            return
        written = built(Path("kpis.yaml"))
    assert written["kpis"]
    assert [kpi["id"] for kpi in written["kpis"] if kpi["value"] is None] == []
