"""What is wrong with comments before any row is read; the other cases are folders of faults."""

import cxscore
from tests import said


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
