"""What may be asked of a pack, and what nobody can tell."""

import pytest

from cxscore.gate.asking import Misnamed, read_condition, words_asked
from cxscore.gate.conditions import CONDITIONS

KPIS = ("nps", "csat", "fcr", "both")
GROUPS = {"loyalty": ("nps", "csat"), "both": ("fcr",), "empty": ()}


@pytest.mark.parametrize(
    ("text", "name", "kpis"),
    [
        ("off-target", "off-target", None),
        ("nps:off-target", "off-target", {"nps"}),
        ("loyalty:worsening", "worsening", {"nps", "csat"}),
        ("empty:no-data", "no-data", set()),
        (" nps : stale-data ", "stale-data", {"nps"}),
    ],
)
def test_a_condition_is_asked_of_all_of_a_kpi_or_of_a_group(text, name, kpis):
    asked = read_condition(text, KPIS, GROUPS)
    assert (asked.text, asked.condition.name) == (text, name)
    assert asked.kpis == (None if kpis is None else frozenset(kpis))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("offtarget", "there is no condition 'offtarget'; did you mean 'off-target'?"),
        ("off_target", "there is no condition 'off_target'; did you mean 'off-target'?"),
        ("nps:of-target", "there is no condition 'of-target'; did you mean 'off-target'?"),
        ("nsp:off-target", "there is no KPI and no group 'nsp'; did you mean 'nps'?"),
        ("loyalt:off-target", "there is no KPI and no group 'loyalt'; did you mean 'loyalty'?"),
        (":off-target", "there is no KPI and no group ''; name one of them before the colon"),
        (
            "both:off-target",
            "'both' is the id of a KPI and of a group: nobody can tell which is meant; "
            "give one of them another id",
        ),
        ("", f"there is no condition ''; there are: {', '.join(CONDITIONS)}"),
    ],
)
def test_what_cannot_be_told_is_refused_with_the_nearest(text, says):
    with pytest.raises(Misnamed) as refused:
        read_condition(text, KPIS, GROUPS)
    assert str(refused.value) == says


def test_words_stand_once_and_none_stands_alone():
    assert words_asked(["off-target", "no-data", "off-target"]) == ("off-target", "no-data")
    assert words_asked([]) == words_asked(["none"]) == ()
    with pytest.raises(Misnamed, match="'none' switches the gate off"):
        words_asked(["none", "off-target"])


def test_the_conditions_are_those_of_the_documentation(root):
    page = (root / "docs" / "gate.md").read_text(encoding="utf-8")
    table = page[page.index("## Conditions") : page.index("## What is accepted")]
    rows = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    assert rows == list(CONDITIONS)


def test_what_is_accepted_with_something_is_accepted_with_a_condition():
    graver = {each.accepted_with for each in CONDITIONS.values()} - {""}
    assert graver <= CONDITIONS.keys()
