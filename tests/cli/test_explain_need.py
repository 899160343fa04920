"""What it would take, of a net promoter score: steps, of which one answer may take two."""

import json

import pytest
from click.testing import CliRunner

from cxscore.cli import main
from tests import company


@pytest.mark.parametrize(
    ("answers", "target", "polarity", "told"),
    [
        pytest.param(
            [3] * 17, 20, "higher_is_better",
            "120 points more; that is 21 steps in 17 answers, each a detractor become passive, or "
            "a passive a promoter.",
            id="more than answers",
        ),
        pytest.param(
            [9, 8], 100, "higher_is_better",
            "50 points more; that is 1 step in 2 answers, each a detractor become passive, or a "
            "passive a promoter.",
            id="one",
        ),
        pytest.param(
            [9], 0, "lower_is_better",
            "100 points less; that is 1 step in 1 answer, each a promoter become passive, or a "
            "passive a detractor.",
            id="worse",
        ),
    ],
)  # fmt: skip
def test_steps_are_told(tmp_path, answers, target, polarity, told):
    text = company.KPIS.replace("higher_is_better", f"{polarity}\n    target: {target}")
    rows = "day,score\n" + "".join(
        f"2026-03-{at + 1:02},{cell}\n" for at, cell in enumerate(answers)
    )
    path = company.write(tmp_path, text, surveys=rows)
    asked = ["explain", "nps", "--definition", str(path), "--format", "json"]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)["what_it_takes"]
    assert found["sentence"].replace("\u00a0", " ").endswith(told)
    assert str(found["of"]) == str(len(answers))
