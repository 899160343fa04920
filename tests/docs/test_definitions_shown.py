"""Each definition that a page shows, and each part of one, is built."""

import json
from collections.abc import Iterator
from contextlib import chdir
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from cxscore.pipeline import gather_all, render, score, statements
from cxscore.problems import Problems, has_errors
from tests.docs.completing import Keys, completed, keys_of, noun_of
from tests.docs.fences import fences
from tests.docs.folder import folder_of

SHOWN = [pytest.param(fence, id=fence.id) for fence in fences("yaml")]
DIALECTS = ("postgres", "clickhouse", "spark")
SILENT = {
    ("calendar", "timezone"): "no cell has an offset; tests/test_calendar.py",
    ("owners", "jonas", "deputy"): "nobody's table is asked for; tests/score/accountability",
    ("datasets", "surveys", "columns", "recommend", "scale"): "no answer lies outside of it",
    ("datasets", "surveys", "files", 1, "delimiter"): "the header tells it as well",
    ("datasets", "answers", "header"): "the first line is the header anyhow",
    ("target", "North", 0, "from"): "no period before that day is judged by it",
    ("target", "North", 1, "reason"): "a segment's panel has no room for it",
    ("comments", "sentiment", "positive"): "nothing is counted by it",
    ("connections", "warehouse", "timeout"): "no statement takes that long",
}
"""Keys of examples that change nothing that is seen here, each with the reason."""


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


@pytest.mark.slow
@pytest.mark.parametrize("fence", SHOWN)
def test_each_key_of_it_shows(fence, tmp_path):
    """Without a key something is wrong, or another paper comes of it; but where it says the default."""
    shown, noun = keys_of(fence.text), noun_of(fence)
    drawn = "scorecard" in shown
    definition, seen = told(completed(shown, noun), fence.page, tmp_path, drawn=drawn)
    for path in leaves(shown):
        whole = completed(without(shown, path), noun)
        less = told(whole, fence.page, tmp_path, drawn=drawn)
        if path not in SILENT and less[0] != definition:
            assert less[1] != seen, path


def leaves(value: object, at: tuple = ()) -> Iterator[tuple]:
    """Yield the way to each key of *value* that has no keys below it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in pairs:
        nested = isinstance(each, dict | list)
        below = [*leaves(each, (*at, key))] if nested else []
        if isinstance(key, str) or nested:
            yield from below or ([(*at, key)] if isinstance(key, str) else [])


def without(shown: Keys, path: tuple) -> Keys:
    """Return *shown* without the key at *path*."""
    left = deepcopy(shown)
    above = left
    for key in path[:-1]:
        above = above[key]
    del above[path[-1]]
    return left


def told(whole: Keys, page: Path, folder: Path, *, drawn: bool) -> tuple[object, object]:
    """Return what *whole* defines, and what is seen of it: problems, a paper, or statements."""
    with chdir(folder_of(page, whole, folder)):
        if "connections" in whole:
            return None, asked_of_tables(Path("kpis.yaml"))
        gathered, day = gather_all(Path("kpis.yaml"))
        problems = [problem.text for problem in gathered.problems]
        if gathered.definition is None or has_errors(gathered.problems):
            return None, problems
        scorecard = score(gathered, day)
        seen = json.loads(render(scorecard, "json")) | {"built_from": None, "problems": problems}
        for kpi in seen["kpis"]:
            kpi["definition"] = None  # it repeats what is written
        seen["page"] = render(scorecard, "html") if drawn else b""
        return replace(gathered.definition, origin=None), seen


def asked_of_tables(path: Path) -> object:
    """Return what is asked of tables, in each dialect, or what is wrong."""
    try:
        return [statements(path, dialect) for dialect in DIALECTS]
    except Problems as problems:
        return [problem.text for problem in problems.found]
