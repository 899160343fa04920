"""The gate from Python: asked with a keyword, and answered without raising anything."""

import json

import pytest

import cxscore
from cxscore.model.dues import DueKind
from tests import closed


@pytest.fixture
def definition(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    closed.change("kpis.yaml", "version: 1\n", "version: 1\nfail_on: [happy:off-target]\n")
    closed.change("kpis.yaml", "target: 60", "target: 70")
    return cxscore.read("kpis.yaml")


def asked(definition, fail_on):
    return cxscore.build(definition, as_of="2026-07-06", fail_on=fail_on).gate


@pytest.mark.parametrize(
    ("fail_on", "conditions", "kpis"),
    [
        (None, ("happy:off-target",), ["happy"]),
        ("at-risk", ("at-risk",), ["happy"]),
        (["no-data", "small-base"], ("no-data", "small-base"), []),
        ("none", (), []),
        ([], (), []),
    ],
)
def test_it_is_that_of_the_definition_unless_another_is_asked_for(
    definition, fail_on, conditions, kpis
):
    gate = asked(definition, fail_on)
    assert gate.conditions == conditions
    assert [each.kpi for each in gate.objections] == kpis
    assert gate.passed is not bool(kpis)
    assert not gate.held


def test_what_nobody_knows_is_refused_before_anything_is_measured(definition):
    with pytest.raises(cxscore.WrongUsage, match="fail_on: there is no condition 'of-target'"):
        asked(definition, "of-target")


def test_every_format_has_the_same_gate(definition):
    card = cxscore.build(definition, as_of="2026-07-06")
    (found,) = json.loads(cxscore.render(card, "json"))["gate"]["objections"]
    assert found["sentence"] in cxscore.render(card, "junit").decode()


def test_keys_from_python_have_a_gate_too(tmp_path, monkeypatch):
    import yaml

    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    keys = yaml.safe_load((tmp_path / "kpis.yaml").read_text("utf-8"))
    keys["fail_on"] = ["off-target", "hapy:off-target"]
    with pytest.raises(
        cxscore.Problems, match=r"CX190: fail_on\[1\]: there is no KPI and no group"
    ):
        cxscore.read(keys)


def test_comments_that_may_still_come_make_a_draft(definition, tmp_path):
    closed.change("kpis.yaml", "  decisions: decisions.csv", "  commentary: commentary.csv")
    head = "kpi,period,author,written,what\n"
    row = "happy,2026-05,ada,2026-06-03,As ever\n"
    (tmp_path / "commentary.csv").write_text(head + row, encoding="utf-8")
    card = cxscore.build(cxscore.read("kpis.yaml"), as_of="2026-07-06")
    document = json.loads(cxscore.render(card, "json"))
    assert document["draft"] == {"missing": ["happy"], "due": "2026-07-10"}
    late = cxscore.build(cxscore.read("kpis.yaml"), as_of="2026-07-11")
    assert late.draft is None
    (tmp_path / "commentary.csv").write_text(head, encoding="utf-8")
    first = cxscore.build(cxscore.read("kpis.yaml"), as_of="2026-07-06")
    assert first.draft is not None, "nobody has written yet, and in that file they will"
    assert [due.kpi for due in first.dues if due.kind is DueKind.COMMENT] == ["happy"]
    assert b"DTSTART;VALUE=DATE:20260710" in cxscore.render(first, "ics")


def test_without_a_file_of_comments_none_is_waited_for(definition):
    card = cxscore.build(definition, as_of="2026-07-06")
    assert card.draft is None
    assert not [due for due in card.dues if due.kind is DueKind.COMMENT]
