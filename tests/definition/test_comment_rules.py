"""What is wrong with comments before any row is read; the other cases are folders of faults."""

import pytest

import cxscore
from cxscore.problems import Problems
from tests import said


def test_comments_are_not_counted_in_tables(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = said.page(
        {
            "connections": {"warehouse": {"url_from": "CX_WAREHOUSE"}},
            "datasets": {
                "answers": {"connection": "warehouse", "table": "cx.answers", "date": "day"}
            },
        }
    )
    with pytest.raises(Problems) as caught:
        cxscore.read(page)
    (problem,) = caught.value.found
    assert problem.code == "CX721"
    assert "'answers', a table: comments are counted in files alone" in problem.text


def test_a_theme_needs_no_dataset_and_closes_with_what_it_counts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    kpi = {"name": "W", "owner": "ada", "measure": {"comments": "a"}, "polarity": "neutral"}
    words = {"words": {"a": ["wait*"], "b": ["kind"]}}
    definition = cxscore.read(said.page({"kpis": {"w": kpi}}, themes=words))
    assert definition.kpis[0].dataset == "answers"
    said.write(tmp_path, said.many("2026-01-10", 10))
    scorecard = cxscore.build(definition, as_of="2026-02-05")
    told = scorecard.kpis[0].defined["measure"]["comments"]
    assert (told["theme"], told["themes"]["words"]) == ("a", ["wait*"])
