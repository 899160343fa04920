"""Each definition that a page shows, and each part of one, is built."""

import json
from collections.abc import Iterator
from contextlib import chdir
from copy import deepcopy
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pytest

from cxscore.definition import examine
from cxscore.measure.statements import Statements
from cxscore.model.definition import Definition
from cxscore.pipeline import gather_all, render, score, statements
from cxscore.problems import Problems, has_errors
from tests.docs.completing import Keys, completed, keys_of, noun_of
from tests.docs.fences import fences
from tests.docs.folder import folder_of
from tests.docs.forms import PAGE, forms, part_of

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
    ("datasets", "surveys", "settled_after"): "nothing is kept; tests/measure/engines/test_settled",
}
"""Keys of examples that change nothing that is seen here, each with the reason."""


def built(whole: Keys, page: Path, folder: Path) -> None:
    """Build *whole* beside the files that *page* shows.

    Nothing is wrong with it nor remarkable, and every KPI has a number. Of tables, which are
    nowhere here, it is written what they would be asked (tests/measure/engines asks them).
    """
    with chdir(folder_of(page, whole, folder)):
        if "connections" in whole:
            asked = asked_of_tables(Path("kpis.yaml"))
            assert all(len(each.tables) == len(whole["datasets"]) for each in asked), asked
            return
        gathered, day = gather_all(Path("kpis.yaml"))
        assert not gathered.problems, "\n".join(map(str, gathered.problems))
        written = json.loads(render(score(gathered, day), "json"))
    assert written["kpis"]
    assert [kpi["id"] for kpi in written["kpis"] if kpi["value"] is None] == []


def asked_of_tables(path: Path) -> list[Statements]:
    """Return what is asked of tables, in each dialect."""
    try:
        return [statements(path, dialect) for dialect in DIALECTS]
    except Problems as problems:
        raise AssertionError("\n".join(map(str, problems.found))) from None


@pytest.mark.parametrize("fence", SHOWN)
def test_it_is_built(fence, tmp_path):
    built(completed(keys_of(fence.text), noun_of(fence)), fence.page, tmp_path)


@pytest.mark.parametrize("form", forms())
def test_a_form_in_a_table_is_built(form, tmp_path):
    built(completed(*part_of(form)), PAGE, tmp_path)


@pytest.mark.parametrize(
    ("shown", "spoiled", "code"),
    [
        ("accent: ", "acent: ", "CX101"),
        ("columns: {recommend: {from: Q1}}", "columns: {recommend: {from: Q2}}", "CX2"),
        ("within: {workdays: 2}", "within: {weeks: 2}", "CX1"),
        ("scale: [0, 10]}}", "scale: [0, 8]}}", "CX2"),
        ("measure: {ledger: churn}", "measure: {ledger: churned}", "CX1"),
        ("to: ended}", "to: ending}", "CX2"),
        ("kpi: fcr", "kpi: fsr", "CX1"),
        ("decider: daniel", "decider: danielle", "CX1"),
        ("settled_after: 45 days", "settled_after: 45 dogs", "CX1"),
    ],
)
def test_a_spoiled_one_is_noticed(shown, spoiled, code, tmp_path):
    """A key that is renamed, a column that is not there, a unit that is none, and so on."""
    fence = next(fence for fence in fences("yaml") if shown in fence.text)
    keys = keys_of(fence.text.replace(shown, spoiled, 1))
    with pytest.raises(AssertionError, match=code):
        built(completed(keys, noun_of(fence)), fence.page, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("fence", SHOWN)
def test_each_key_of_it_shows(fence, tmp_path):
    """Without it something is wrong or the paper is another one; but where it says the default."""
    shown, noun = keys_of(fence.text), noun_of(fence)
    whole = Told(completed(shown, noun), fence.page, tmp_path / "whole")
    for path in leaves(shown):
        if path in SILENT:
            continue
        less = Told(completed(without(shown, path), noun), fence.page, tmp_path / "less")
        if less.definition in (None, whole.definition):
            continue
        if less.seen == whole.seen:
            assert "scorecard" in shown, path
            assert less.drawn != whole.drawn, path


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


class Told:
    """What comes of a kpis.yaml, worked out as far as somebody asks."""

    def __init__(self, whole: Keys, page: Path, folder: Path) -> None:
        self.of_tables = "connections" in whole
        self.folder = folder_of(page, whole, folder)

    @cached_property
    def definition(self) -> Definition | None:
        """What is defined; None where something is wrong with it."""
        with chdir(self.folder):
            examined = examine(Path("kpis.yaml"))
        if examined.definition is None or has_errors(examined.problems):
            return None
        return replace(examined.definition, origin=None)

    @cached_property
    def seen(self) -> object:
        """What is seen of it: problems, a paper, or what tables are asked."""
        with chdir(self.folder):
            if self.of_tables:
                return asked_of_tables(Path("kpis.yaml"))
            gathered, day = gather_all(Path("kpis.yaml"))
            problems = [problem.text for problem in gathered.problems]
            if has_errors(gathered.problems):
                return problems
            self.scorecard = score(gathered, day)
        seen = json.loads(render(self.scorecard, "json")) | {"problems": problems}
        for kpi in seen["kpis"]:
            kpi["definition"] = None  # it repeats what is written
        return seen | {"built_from": None}

    @cached_property
    def drawn(self) -> bytes:
        """The page of it."""
        assert self.seen
        return render(self.scorecard, "html")
