"""`--by-owner`: beside the pack one for each owner, of one measuring, written all at once."""

import json
from pathlib import Path

import pytest

from cxscore import pipeline
from cxscore.cli import output
from tests import closed
from tests.closed import change, run

SAMPLE = Path(__file__).resolve().parents[1] / "kpis.yaml"
AS_OF = ("--period", "2026-06", "--as-of", "2026-07-06")
AGREEMENTS = "id,giver,receiver,promise,due\nP3,cat,ada,Vans on time,2026-07-20\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    change("kpis.yaml", "  ben:", "  cat: {name: Cat Hay}\n  dan: {name: Dan Ray}\n  ben:")
    change("kpis.yaml", "  actions:", "  agreements: agreements.csv\n  actions:")
    Path("agreements.csv").write_text(AGREEMENTS, encoding="utf-8")
    return tmp_path


def by_owner(*more, formats="html,json,csv,ics"):
    result = run("build", "-q", "-f", formats, "--by-owner", *AS_OF, *more)
    assert result.exit_code == 0, result.output
    return files()


def files(folder="scorecard"):
    root = Path(folder)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_all_who_have_something_in_it_have_every_format_and_nobody_else():
    names = ("scorecard.html", "scorecard.json", "kpis.csv", "due.ics")
    homes = ("", "owners/ada/", "owners/ben/", "owners/cat/")
    assert set(by_owner()) == {home + name for home in homes for name in names}


def test_each_is_the_pack_that_owner_makes_to_the_letter():
    found = by_owner(formats="html,json")
    for owner in ("ada", "ben", "cat"):
        run("build", "-q", "-f", "html,json", "-o", "own", "--owner", owner, *AS_OF)
        assert files("own") == {
            name: found[f"owners/{owner}/{name}"] for name in ("scorecard.html", "scorecard.json")
        }
    run("build", "-q", "-f", "html,json", "-o", "all", *AS_OF)
    assert files("all") == {name: found[name] for name in ("scorecard.html", "scorecard.json")}


def test_everybody_of_the_sample_has_one_who_is_promised_something_too():
    result = run("build", str(SAMPLE), "-q", "-f", "html,ics", "--by-owner")
    assert result.exit_code == 0, result.output
    owners = {name.split("/")[1] for name in files() if name.startswith("owners/")}
    assert owners == {"amara", "jonas", "priya", "marek", "helen", "daniel", "fleetline"}
    # A promise that is kept twelve times running is measured by somebody else's KPI.
    page = Path("scorecard/owners/daniel/scorecard.html").read_text(encoding="utf-8")
    assert "has been kept for" in page


def test_data_are_measured_once(monkeypatch):
    from cxscore import measure

    times = []
    once = measure.measure_kpis
    monkeypatch.setattr(
        measure, "measure_kpis", lambda *a, **more: (times.append(1), once(*a, **more))[1]
    )
    by_owner(formats="json")
    assert len(times) == 1


def test_what_an_earlier_run_wrote_for_others_is_gone_and_what_it_did_not_write_stays():
    by_owner()
    notes = Path("scorecard/owners/cat/notes.txt")
    notes.write_text("mine", encoding="utf-8")
    change("agreements.csv", "P3,cat,ada", "P3,ben,ada")
    change("kpis.yaml", "owner: ben", "owner: ada")
    found = by_owner(formats="json")
    assert {name for name in found if name.startswith("owners/cat")} == {"owners/cat/notes.txt"}
    assert "owners/ada/scorecard.html" not in found, "it would be of another build"
    assert "scorecard.html" in found, "the pack's own folder is as it ever was"


def test_a_folder_that_is_empty_then_is_gone():
    by_owner(formats="json")
    Path("agreements.csv").write_text(AGREEMENTS.splitlines()[0] + "\n", encoding="utf-8")
    by_owner(formats="json")
    assert sorted(path.name for path in Path("scorecard/owners").iterdir()) == ["ada", "ben"]


def test_where_one_cannot_be_put_in_place_all_is_as_before(monkeypatch):
    before = by_owner()
    Path("agreements.csv").write_text(AGREEMENTS.splitlines()[0] + "\n", encoding="utf-8")
    replace = output.Path.replace

    def refused(self, to):
        if to.parts[-2:] == ("scorecard", "scorecard.json") and "new" in self.parts:
            raise OSError(28, "No space left on device", str(to))
        return replace(self, to)

    monkeypatch.setattr(output.Path, "replace", refused)
    result = run("build", "-q", "-f", "html,json,csv,ics", "--by-owner", *AS_OF)
    assert (result.exit_code, "No space left" in result.stderr) == (4, True)
    assert files() == before, "cat's folder, too, which would have gone"


def test_with_groups_only_who_owns_one_of_these_kpis_has_a_pack():
    found = by_owner("--kpi", "complaints_rate", formats="json")
    assert set(found) == {"scorecard.json", "owners/ben/scorecard.json"}
    own = json.loads(found["owners/ben/scorecard.json"])
    assert [kpi["id"] for kpi in own["kpis"]] == ["complaints_rate"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--owner", "ben"], "leave --owner out", id="owner"),
        pytest.param(["-o", "-"], "name a folder with -o", id="standard output"),
        pytest.param(["-o", "one.html"], "name a folder with -o", id="one file"),
    ],
)
def test_what_contradicts_it_is_refused_before_anything_is_read(arguments, said, monkeypatch):
    monkeypatch.setattr(pipeline, "gather_all", None)
    result = run("build", "--by-owner", *arguments)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [("Ben", "'Ben' and 'ben' are one folder"), ("nul", "no folder can be called 'nul'")],
)
def test_an_id_that_is_no_folder_everywhere_is_refused(name, said):
    change("kpis.yaml", "  cat: {", f"  {name}: {{name: Benedict}}\n  cat: {{")
    result = run("build", "--by-owner", *AS_OF)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert not Path("scorecard").exists()
