"""What may be closed, what becomes of it, and everything that is refused by name."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests import closed
from tests.closed import build, change, close, run


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    return tmp_path


def closes():
    return sorted(path.name for path in Path("history").glob("*"))


def test_it_freezes_the_pack_that_was_issued_and_measures_nothing_anew():
    told = build("2026-06", "2026-07-06")
    Path("surveys.csv").unlink()  # what arrives, or goes, after the meeting is not what was told
    result = run("close", "2026-06")
    assert (result.exit_code, result.stdout) == (0, "history/2026-06.json\n")
    found = json.loads(Path("history/2026-06.json").read_text(encoding="utf-8"))
    assert (found["format"], found["period"], found["as_of"]) == (1, "2026-06", "2026-07-06")
    assert found["cxscore_version"] == told["cxscore_version"]
    assert found["definition"]["sha256"] == told["built_from"]["sha256"]
    (happy, _) = found["kpis"]
    point = told["kpis"][0]["series"][-1]
    assert happy["series"][-1] == [
        *(point[key] for key in ("period", "value", "n", "numerator", "denominator", "target")),
        *(point["status"], point["point"], "2026-06"),
    ]
    assert [each[:2] for each in happy["segments"]] == [["region", "North"], ["region", "South"]]
    assert found["files"]["scorecard.html"] == told["pack"]["scorecard.html"]["sha256"]
    page = sha256(Path("scorecard/scorecard.json").read_bytes()).hexdigest()
    assert found["files"]["scorecard.json"] == page


def test_the_same_pack_gives_the_same_bytes_a_kpi_a_line():
    close("2026-06", "2026-07-06")
    first = Path("history/2026-06.json").read_bytes()
    Path("history/2026-06.json").unlink()
    close("2026-06", "2026-07-06")
    assert Path("history/2026-06.json").read_bytes() == first
    lines = first.decode().splitlines()
    assert sum(line.startswith('{"id":"happy","unit"') for line in lines) == 1
    seal = json.loads(first)["sha256"]
    unsealed = "".join(f"{line}\n" for line in (*lines[:-2], lines[-1]))
    assert seal == sha256(unsealed.encode()).hexdigest()


def test_each_close_names_the_one_before():
    close("2026-05", "2026-06-05")
    close("2026-06", "2026-07-06")
    first, second = (
        json.loads(Path(f"history/{name}.json").read_text("utf-8"))
        for name in ("2026-05", "2026-06")
    )
    assert first["previous"] is None
    assert second["previous"] == {"file": "2026-05.json", "sha256": first["sha256"]}


def test_a_period_is_closed_again_with_a_reason_and_the_first_stays():
    close("2026-06", "2026-07-06")
    first = Path("history/2026-06.json").read_bytes()
    close("2026-06", "2026-07-08", "--again", "A corrected paper went out")
    close("2026-06", "2026-07-09", "--again", "And another")
    assert closes() == ["2026-06.2.json", "2026-06.3.json", "2026-06.json"]
    assert Path("history/2026-06.json").read_bytes() == first
    last = json.loads(Path("history/2026-06.3.json").read_text("utf-8"))
    assert last["again"] == "And another"
    assert last["previous"]["file"] == "2026-06.2.json"
    listed = run("close", "--list").stdout.splitlines()
    assert [line.split()[0] for line in listed] == ["2026-06"] * 3
    assert listed[1].endswith("history/2026-06.2.json  again: A corrected paper went out")


def test_nothing_closed_is_listed_as_nothing():
    result = run("close", "--list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing was closed yet" in result.stderr


def test_closes_lie_where_kpis_yaml_says():
    change("kpis.yaml", "registers:", "closes: board/minutes\nregisters:")
    close("2026-06", "2026-07-06")
    assert [path.name for path in Path("board/minutes").iterdir()] == ["2026-06.json"]
    assert not Path("history").exists()


def test_closes_elsewhere_need_to_be_allowed(here):
    change("kpis.yaml", "registers:", "closes: ../minutes\nregisters:")
    build_ = run("build", "-f", "json", "--period", "2026-06", "--as-of", "2026-07-06")
    assert build_.exit_code == 1
    assert "CX144: '../minutes' lies outside the folder of kpis.yaml" in build_.stderr
    allowed = ("--allow-path", str(here.parent))
    build("2026-06", "2026-07-06", *allowed)
    assert run("close", "2026-06", *allowed).exit_code == 0
    assert (here.parent / "minutes" / "2026-06.json").is_file()


def test_a_pack_of_another_kpis_yaml_is_closed_as_it_was_and_said():
    build("2026-06", "2026-07-06")
    change("kpis.yaml", "target: 60", "target: 70")
    result = run("close", "2026-06")
    assert result.exit_code == 0
    assert "kpis.yaml is not as it was when this pack was built" in result.stderr
    kpi = json.loads(Path("history/2026-06.json").read_text("utf-8"))["kpis"][0]
    assert kpi["series"][-1][5] == 60


def _edit(path, **keys):
    document = json.loads(Path(path).read_text("utf-8"))
    Path(path).write_text(json.dumps(document | keys), encoding="utf-8")


def no_pack():
    return "2026-06", (), "there is no scorecard/scorecard.json; run: cxscore build -f json"


def not_json():
    Path("scorecard").mkdir()
    Path("scorecard/scorecard.json").write_text("{", encoding="utf-8")
    return "2026-06", (), "scorecard/scorecard.json is not JSON"


def of_others():
    Path("scorecard").mkdir()
    Path("scorecard/scorecard.json").write_text("{}", encoding="utf-8")
    return "2026-06", (), "scorecard/scorecard.json is no scorecard of cxscore's"


def of_an_earlier_version():
    build("2026-06", "2026-07-06")
    document = json.loads(Path("scorecard/scorecard.json").read_text("utf-8"))
    del document["narrowed"]
    Path("scorecard/scorecard.json").write_text(json.dumps(document), encoding="utf-8")
    return "2026-06", (), "does not say enough to be kept; run: cxscore build -f json"


def of_another_period():
    build("2026-05", "2026-07-06")
    return "2026-06", (), "the pack is of 2026-05, not of 2026-06"


def of_no_period():
    build("2026-06", "2026-07-06")
    return "2026-13", (), "'2026-13' is not a period of this calendar"


def of_a_period_under_way():
    build("2026-06", "2026-06-20")
    return "2026-06", (), "2026-06 had not ended when its pack was built, on 2026-06-20"


def narrowed():
    build("2026-06", "2026-07-06", "--kpi", "happy")
    return "2026-06", (), "the pack was narrowed by --kpi, --group or --owner"


def of_another_organisation():
    build("2026-06", "2026-07-06")
    change("kpis.yaml", "Field & Sons", "Meadow Ltd")
    return "2026-06", (), "the pack is of 'Field & Sons', and kpis.yaml of 'Meadow Ltd'"


def of_two_builds():
    build("2026-06", "2026-07-06")
    with Path("scorecard/scorecard.html").open("a", encoding="utf-8") as page:
        page.write("<!-- mended by hand -->")
    return "2026-06", (), "scorecard.html is not the one that scorecard.json was written with"


def closed_already():
    close("2026-06", "2026-07-06")
    return "2026-06", (), 'to close it once more, say why: --again "reason"'


def again_for_the_first_time():
    build("2026-06", "2026-07-06")
    return "2026-06", ("--again", "Why not"), "--again: 2026-06 is not closed yet"


def again_without_a_reason():
    close("2026-06", "2026-07-06")
    return "2026-06", ("--again", " "), "--again: say why the period is closed once more"


def of_a_day_before_the_last_close():
    close("2026-05", "2026-07-06")
    build("2026-06", "2026-07-05")
    return "2026-06", (), "the pack was built for 2026-07-05, and 2026-05 was closed with one of"


def of_a_period_before_the_last_close():
    close("2026-06", "2026-07-06")
    build("2026-05", "2026-07-07")
    return "2026-05", (), "2026-06 is closed already, and 2026-05 comes before it"


@pytest.mark.parametrize(
    "refused",
    [
        *(no_pack, not_json, of_others, of_an_earlier_version, of_another_period, of_no_period),
        *(of_a_period_under_way, narrowed, of_another_organisation, of_two_builds),
        *(closed_already, again_for_the_first_time, again_without_a_reason),
        *(of_a_day_before_the_last_close, of_a_period_before_the_last_close),
    ],
)
def test_refused_by_name_and_nothing_is_written(refused):
    period, more, said = refused()
    before = closes()
    result = run("close", period, *more)
    assert result.exit_code == 2
    assert said in result.stderr
    assert closes() == before


def test_a_period_has_to_be_named():
    result = run("close")
    assert result.exit_code == 2
    assert "name the period to close" in result.stderr


def test_a_first_close_does_not_come_before_the_latest_period():
    close("2026-04", "2026-05-05")
    close("2026-06", "2026-07-06")
    close("2026-04", "2026-07-06", "--again", "A row came late")
    build("2026-05", "2026-07-07")
    result = run("close", "2026-05")
    assert result.exit_code == 2
    assert "2026-06 is closed already, and 2026-05 comes before it" in result.stderr
    assert len(closes()) == 3


def test_of_two_at_once_one_is_refused_and_nothing_is_lost(here):
    from cxscore.cli.memory import write
    from cxscore.closed_packs import close as closing_of
    from cxscore.wrong_usage import WrongUsage

    build("2026-06", "2026-07-06")
    one, other = (closing_of(here / "kpis.yaml", "2026-06", here / "scorecard") for _ in range(2))
    write(one)
    kept = Path("history/2026-06.json").read_bytes()
    with pytest.raises(WrongUsage, match=r"another close was written to .*history meanwhile"):
        write(other)
    assert closes() == ["2026-06.json"]
    assert Path("history/2026-06.json").read_bytes() == kept


def test_what_has_the_keys_of_a_pack_and_is_none():
    from cxscore.history.closing import NEEDED

    pack = dict.fromkeys(("cxscore_version", *NEEDED), "x")
    Path("scorecard").mkdir(exist_ok=True)
    Path("scorecard/scorecard.json").write_text(json.dumps(pack), "utf-8")
    result = run("close", "2026-06")
    assert result.exit_code == 2
    assert "is no scorecard of cxscore's" in result.stderr
