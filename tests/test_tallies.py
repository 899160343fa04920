"""Builds that go by what was measured before: the same bytes, without the engine."""

import json
import random
import shutil
import subprocess
import sys
import warnings
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import cxscore
from cxscore import measure
from cxscore.cli import main
from cxscore.wrong_usage import WrongUsage
from tests import company

ODD = """\
version: 1
scorecard: {title: Odd, as_of: 2026-04-10}
calendar: {timezone: Europe/Berlin}
owners: {ada: {name: Ada Field}}
datasets:
  answers:
    file: answers.csv
    date: at
    bad_rows: {skip_up_to: 20%}
    columns:
      score: {type: number, scale: [0, 10]}
      food: {type: number, scale: [1, 5]}
      wifi: {type: number, scale: [1, 5]}
      weight: {type: number}
      panel: {type: number}
    survey_weight: weight
  plans:
    file: plans.csv
    date: month
    decimal: ","
    delimiter: ";"
kpis:
  nps:
    name: Recommendation
    owner: ada
    polarity: higher_is_better
    dataset: answers
    measure: {nps: score}
    by: [region, [region, shop]]
    drivers: [food, wifi]
    target: 20
    population: {column: panel}
  mean: {name: M, owner: ada, polarity: neutral, dataset: answers, measure: {mean: food}}
  half: {name: H, owner: ada, polarity: neutral, dataset: answers, measure: {median: minutes}}
  slow:
    name: Slow
    owner: ada
    polarity: lower_is_better
    dataset: answers
    by: region
    measure: {percentile: {of: minutes, p: 90}}
  people: {name: P, owner: ada, polarity: neutral, dataset: answers, measure: {distinct: customer}}
  plan:
    name: Given
    owner: ada
    polarity: higher_is_better
    dataset: plans
    by: region
    measure: {value: done}
    target: {column: plan}
"""


def odd(folder):
    """A company of everything that totals may hold: blanks, weights, skipped rows, drivers."""
    chance = random.Random(7)
    rows = ["at,score,food,wifi,weight,panel,minutes,customer,region,shop"]
    for number in range(900):
        day = date(2025, 1, 1) + timedelta(days=number // 2)
        score = "eleven" if number % 97 == 0 else chance.choice([*range(11), ""])
        row = [
            f"{day}T23:30:00+00:00",
            score,
            chance.randint(1, 5),
            chance.choice(["", *range(1, 6)]),
            chance.choice([0.1, 0.7, 1.3, 2]),
            5000,
            chance.randint(1, 9000) / 7,
            f"c{chance.randint(1, 99)}",
            chance.choice(["North", "Süd", ""]),
            chance.choice(["a", "b", ""]),
        ]
        rows.append(",".join(map(str, row)))
    plans = ["month;done;plan;region"]
    for month in range(1, 13):
        day = f"2025-{month:02}-01"
        plans += [f"{day};{month},375;80,5;{region}" for region in ("", "North", "Süd")]
    (folder / "kpis.yaml").write_text(ODD, encoding="utf-8")
    (folder / "answers.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "plans.csv").write_text("\n".join(plans), encoding="utf-8")


def sample(folder):
    root = Path(__file__).parent.parent
    shutil.copy(root / "kpis.yaml", folder)
    shutil.copytree(root / "samples", folder / "samples")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def small(here):
    company.write(here)
    return here


def refused(*_):
    pytest.fail("data are measured that need not be")


def build(*options, env=None):
    return CliRunner(env=env).invoke(main, ["build", "--no-progress", *map(str, options)])


def files(folder):
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@pytest.mark.parametrize("made", [sample, odd], ids=["sample", "odd"])
def test_with_a_tally_or_without_the_bytes_are_the_same(here, made, monkeypatch):
    made(here)
    options = ("-f", "html,json,csv")
    said = [build(*options, "-o", "plain")]
    assert said[0].exit_code == 0, said[0].output
    said += [build(*options, "-o", name, "--tallies", "kept") for name in ("first", "second")]
    assert said[0].stderr == said[1].stderr == said[2].stderr
    assert files("plain") == files("first") == files("second")
    # The second time it was used.
    monkeypatch.setattr(measure, "_measure", refused)
    again = build(*options, "-o", "third", "--tallies", "kept", "-v")
    assert "Nothing was measured: kept/kpis-latest-" in again.stderr
    assert files("third") == files("plain")


@pytest.mark.parametrize("name", ["rows.xlsx", "rows.parquet", "rows.csv.gz"])
def test_files_of_every_kind(here, monkeypatch, name):
    import pandas as pd

    rows = pd.DataFrame({"day": ["2026-03-01", "2026-03-02"], "score": [9, 3]})
    company.write(here, company.KPIS.replace("surveys.csv", name))
    if name.endswith("xlsx"):
        rows.to_excel(name, index=False)
    elif name.endswith("parquet"):
        rows.to_parquet(name)
    else:
        rows.to_csv(name, index=False)
    assert build("-o", "first", "--tallies", "kept").exit_code == 0
    monkeypatch.setattr(measure, "_measure", refused)
    assert build("-o", "second", "--tallies", "kept").exit_code == 0
    assert files("first") == files("second")


def test_the_odd_company_is_odd(here):
    odd(here)
    measured = measure.measure_kpis(cxscore.read(here), date(2026, 4, 10))
    assert measured.skipped["answers"]
    assert measured.driven["nps"].effective
    assert measured.targets["plan"]
    assert len(measured.problems) > 1
    facts = [fact for fact in measured.facts if None in fact.segment]
    assert facts
    parts = [fact.parts for fact in measured.facts]
    for name in ("weight_squares", "squares", "value", "rank_low", "population"):
        assert any(getattr(each, name) is not None for each in parts), name


def test_the_choice_of_kpis_templates_and_formats_is_free(small, monkeypatch):
    build("--tallies", "kept")
    monkeypatch.setattr(measure, "_measure", refused)
    assert build("--tallies", "kept", "-f", "csv", "--kpi", "nps").exit_code == 0


def test_registers_are_read_at_every_build(small, monkeypatch):
    registers = "registers: {commentary: commentary.csv}\n"
    company.write(
        small, company.KPIS + registers, commentary="kpi,period,author,written,what,why,next\n"
    )
    build("--tallies", "kept")
    text = "kpi,period,author,written,what,why,next\nnps,2026-03,ada,2026-04-02,A word of mine,,\n"
    (small / "commentary.csv").write_text(text)
    monkeypatch.setattr(measure, "_measure", refused)
    result = build("--tallies", "kept")
    assert result.exit_code == 0, result.output
    assert b"A word of mine" in (small / "scorecard" / "scorecard.html").read_bytes()


def test_a_damaged_one_is_said_and_stands_on_no_page(small):
    build("-f", "html,json", "-o", "plain")
    build("-f", "html,json", "-o", "first", "--tallies", "kept")
    (tally,) = (small / "kept").iterdir()
    tally.write_bytes(tally.read_bytes()[:-9])
    result = build("-f", "html,json", "-o", "second", "--tallies", "kept")
    assert result.exit_code == 0
    assert f"kept/{tally.name}: warning: CX173: this tally is not used: it was cut" in result.stderr
    assert files("second") == files("plain")


def test_one_that_cannot_be_kept_is_said_and_the_scorecard_is_written(small):
    (small / "kept").mkdir()
    build("--tallies", "kept")
    (tally,) = (small / "kept").iterdir()
    tally.unlink()
    tally.mkdir()
    result = build("--tallies", "kept")
    assert result.exit_code == 0
    assert f"kept/{tally.name}: warning: CX174: what was measured cannot be kept" in result.stderr
    assert (small / "scorecard" / "scorecard.html").is_file()


def test_the_environment_names_the_folder(small):
    assert build(env={"CXSCORE_BUILD_TALLIES": "kept"}).exit_code == 0
    assert len(list((small / "kept").iterdir())) == 1


def test_an_empty_name_in_the_environment_is_none(small):
    assert build(env={"CXSCORE_BUILD_TALLIES": ""}).exit_code == 0
    assert not list(small.glob("*.json"))


def test_rescan_measures_anew(small, monkeypatch):
    build("--tallies", "kept")
    assert "Nothing was measured" not in build("--tallies", "kept", "--rescan", "-v").stderr
    monkeypatch.setattr(measure, "_measure", refused)
    assert "Nothing was measured" in build("--tallies", "kept", "-v").stderr


def test_show_goes_by_what_a_build_has_measured(small, monkeypatch):
    shown = CliRunner().invoke(main, ["show"]).stdout
    assert CliRunner().invoke(main, ["build", "-q", "--tallies", "kept"]).exit_code == 0
    monkeypatch.setattr(measure, "_measure", refused)
    again = CliRunner().invoke(main, ["show", "--tallies", "kept"])
    assert (again.exit_code, again.stdout) == (0, shown)


def test_rescan_alone_is_wrong_usage(small):
    result = build("--rescan")
    assert result.exit_code == 2
    assert "--rescan goes with --tallies" in result.stderr


def test_a_file_is_no_folder(small):
    assert build("--tallies", "surveys.csv").exit_code == 2


def test_what_is_wrong_with_the_period_is_said_as_ever(small):
    for _ in range(2):
        result = build("--tallies", "kept", "--period", "2031-01")
        assert (result.exit_code, "CX170" in result.stderr) == (1, True)


def test_neither_the_engine_nor_its_words_are_imported(small):
    build("--tallies", "kept", "-f", "json")
    code = (
        "import sys\nfrom cxscore.cli import main\n"
        "try: main(['build', '-q', '-f', 'json', '--tallies', 'kept'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "sys.exit(', '.join({'duckdb', 'sqlglot'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


class TestFromPython:
    def test_the_same_scorecard(self, small, monkeypatch):
        definition = cxscore.read(small)
        pages = [cxscore.render(cxscore.build(definition), "json")]
        pages.append(cxscore.render(cxscore.build(definition, tallies="kept"), "json"))
        monkeypatch.setattr(measure, "_measure", refused)
        pages.append(cxscore.render(cxscore.build(definition, tallies=Path("kept")), "json"))
        assert len(set(pages)) == 1

    def test_rescan(self, small):
        definition = cxscore.read(small)
        cxscore.build(definition, tallies="kept")
        (tally,) = (small / "kept").iterdir()
        before = tally.stat().st_ino
        cxscore.build(definition, tallies="kept", rescan=True)
        assert tally.stat().st_ino != before
        with pytest.raises(WrongUsage, match="rescan goes with tallies"):
            cxscore.build(definition, rescan=True)

    def test_a_damaged_one_is_a_warning(self, small):
        definition = cxscore.read(small)
        whole = cxscore.build(definition, tallies="kept")
        (tally,) = (small / "kept").iterdir()
        tally.write_text("{}")
        with pytest.warns(UserWarning, match="CX173") as caught:
            again = cxscore.build(definition, tallies="kept")
        assert caught[0].filename == __file__
        assert again.problems == whole.problems

    def test_with_frames_nothing_is_kept_and_none_is_used(self, small):
        import pandas as pd

        definition = cxscore.read(small)
        rows = pd.DataFrame({"day": pd.to_datetime(["2026-03-01"]), "score": [9]})
        cxscore.build(definition, frames={"surveys": rows}, tallies="kept")
        assert not (small / "kept").exists()
        cxscore.build(definition, tallies="kept")
        found = cxscore.build(definition, frames={"surveys": rows}, tallies="kept")
        assert found.kpis[0].n == 1

    def test_keys_instead_of_a_file(self, small, monkeypatch):
        import yaml

        definition = cxscore.read(yaml.safe_load(company.KPIS))
        cxscore.build(definition, tallies="kept")
        monkeypatch.setattr(measure, "_measure", refused)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert cxscore.build(definition, tallies="kept").kpis[0].n
        assert json.loads(next((small / "kept").iterdir()).read_bytes())["cxscore_tally"] == 1
