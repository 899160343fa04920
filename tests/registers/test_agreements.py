"""What people promise one another, as they write it."""

from datetime import date

import pytest

from cxscore.definition import examine
from cxscore.model.agreements import Agreement, AgreementState, Threshold
from cxscore.model.aim import Aim
from cxscore.registers import read_registers
from tests.definition.pages import page


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def of(text, *kpi, polarity="higher_is_better"):
        (tmp_path / "agreements.csv").write_text(text)
        top = "registers: {agreements: agreements.csv}\n"
        (tmp_path / "kpis.yaml").write_text(
            page(*kpi, top=top).replace("higher_is_better", polarity)
        )
        examined = examine(tmp_path / "kpis.yaml")
        assert examined.problems == ()
        return read_registers(examined.definition)

    return of


HEAD = "id,giver,receiver,promise,kpi,threshold"


def test_a_row_with_everything(read):
    head = f"kind,{HEAD},segment,serves,due,closed,review,state,colour"
    row = (
        "Innovation,p1,amara,jonas,Fast answers,nps,>= 40,region=North,nps,2026-01-01,2026-12-31,"
        "2026-07-23,Contested,red"
    )
    found = read(f"{head}\n{row}\n", "by: [region]")
    assert found.problems == ()
    assert found.agreements == (
        Agreement(
            "p1",
            "amara",
            "jonas",
            "Fast answers",
            Aim.INNOVATION,
            AgreementState.CONTESTED,
            "nps",
            Threshold(40.0, at_least=True),
            ("region", "North"),
            "nps",
            date(2026, 1, 1),
            date(2026, 12, 31),
            date(2026, 7, 23),
            {"colour": "red"},
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40", Threshold(40.0, at_least=True)),
        (">= 40.5", Threshold(40.5, at_least=True)),
        ("≤4 %", Threshold(4.0, at_least=False)),
        ("<= −3", Threshold(-3.0, at_least=False)),
    ],
)
def test_a_threshold_is_the_better_way_round_unless_it_says(read, text, expected):
    (found,) = read(f"{HEAD}\np1,amara,jonas,Fast answers,nps,{text}\n").agreements
    assert found.threshold == expected


def test_lower_is_better_turns_a_threshold_round(read):
    text = f"{HEAD}\np1,amara,jonas,Fast answers,nps,4\n"
    (found,) = read(text, polarity="lower_is_better").agreements
    assert found.threshold == Threshold(4.0, at_least=False)


@pytest.mark.parametrize(
    ("side", "kept"), [(True, [False, True, True]), (False, [True, True, False])]
)
def test_a_threshold_itself_keeps_the_promise(side, kept):
    assert [Threshold(4.0, side).holds(value) for value in (3.9, 4.0, 4.1)] == kept
