"""The three functions for Python users, and the stages in their order."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

import cxscore
from cxscore.asked_times import day_of
from cxscore.wrong_usage import WrongUsage
from tests import company


@pytest.fixture
def path(tmp_path):
    return company.write(tmp_path)


def test_read_build_render(path):
    definition = cxscore.read(path)
    scorecard = cxscore.build(definition)
    assert scorecard.period.id == "2026-03"
    page = cxscore.render(scorecard, "html")
    assert page.startswith(b"<!doctype html>")
    assert json.loads(cxscore.render(scorecard, "json"))["kpis"][0]["id"] == "nps"
    assert cxscore.render(scorecard) == page


def test_period_and_day_can_be_given(path):
    scorecard = cxscore.build(cxscore.read(path), period="2026-02", as_of=date(2026, 3, 3))
    assert (scorecard.period.id, scorecard.as_of) == ("2026-02", date(2026, 3, 3))


@pytest.mark.parametrize(("as_of", "there"), [("2026-04-23", True), ("2026-04-24", False)])
def test_a_meeting_that_has_been_held_is_not_announced(tmp_path, as_of, there):
    kpis = company.KPIS.replace("as_of: 2026-04-10", "meeting: 2026-04-23")
    definition = cxscore.read(company.write(tmp_path, kpis))
    scorecard = cxscore.build(definition, as_of=as_of)
    codes = [problem.code for problem in scorecard.problems]
    assert ("CX505" in codes) is not there
    assert (b"Board meeting" in cxscore.render(scorecard, "html")) is there


def test_every_fault_of_the_definition_is_raised_at_once(tmp_path):
    path = company.write(tmp_path, company.KPIS.replace("owner: ada", "owner: adda\n    nme: x"))
    with pytest.raises(cxscore.Problems) as caught:
        cxscore.read(path)
    assert {problem.code for problem in caught.value.found} == {"CX101", "CX120"}


def test_every_fault_of_the_data_is_raised_at_once(tmp_path):
    rows = company.ROWS.replace("2026-01-04,8", "2026-01-04,eleven").replace("2026-01-07,6", "x,6")
    path = company.write(tmp_path, surveys=rows)
    with pytest.raises(cxscore.Problems) as caught:
        cxscore.build(cxscore.read(path))
    assert [(problem.line, problem.column) for problem in caught.value.found] == [(3, 12), (4, 1)]


def test_a_period_that_the_calendar_has_not(path):
    with pytest.raises(WrongUsage, match="written like 2026-10"):
        cxscore.build(cxscore.read(path), period="June")


def test_a_period_that_the_data_have_not(path):
    with pytest.raises(cxscore.Problems, match="no rows yet; the data run from 2026-01-01 to"):
        cxscore.build(cxscore.read(path), period="2031-01")


def test_there_is_no_such_format(path):
    with pytest.raises(ValueError, match="docx"):
        cxscore.render(cxscore.build(cxscore.read(path)), "docx")


def test_the_clock_is_asked_only_where_nothing_else_says_the_day(path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert abs((day_of(None) - datetime.now(UTC).date()).days) <= 1
    assert day_of(cxscore.read(path)) == date(2026, 4, 10)


KEYS = {
    "version": 1,
    "scorecard": {"title": "Small scorecard", "as_of": date(2026, 4, 10)},
    "owners": {"ada": {"name": "Ada Field"}},
    "datasets": {"surveys": {"file": Path("surveys.csv"), "date": "day"}},
    "kpis": {
        "nps": {
            "name": "Net promoter score",
            "owner": "ada",
            "dataset": "surveys",
            "measure": {"nps": "score"},
            "polarity": "higher_is_better",
        }
    },
}


class TestKeysFromPython:
    """A definition may be given as a mapping; faults then name the key."""

    @pytest.fixture(autouse=True)
    def here(self, path, monkeypatch):
        monkeypatch.chdir(path.parent)

    def test_it_is_what_the_file_with_the_same_keys_is(self, path):
        ours, files = cxscore.build(cxscore.read(KEYS)), cxscore.build(cxscore.read(path))
        assert ours.kpis == files.kpis
        assert ours.period == files.period

    def test_text_stays_text(self):
        keys = KEYS | {"owners": {"ada": {"name": "Ada Field", "team": "010", "role": "yes"}}}
        (owner,) = cxscore.read(keys).owners
        assert (owner.team, owner.role) == ("010", "yes")

    @pytest.mark.parametrize(
        ("key", "value", "says"),
        [
            ("polarty", "neutral", "the definition: error: CX101: kpis.nps.polarty: 'polarty'"),
            ("owner", "adda", "the definition: error: CX120: kpis.nps.owner: "),
            ("by", ["regoin"], None),
            ("decimals", 99, "the definition: error: CX112: kpis.nps.decimals: "),
        ],
    )
    def test_a_fault_names_its_key(self, key, value, says):
        keys = KEYS | {"kpis": {"nps": KEYS["kpis"]["nps"] | {key: value}}}
        with pytest.raises(cxscore.Problems) as caught:
            cxscore.build(cxscore.read(keys))
        if says is None:
            (problem,) = caught.value.found
            assert "surveys.csv:1" in str(problem)
            assert "kpis.nps.by" in str(problem)
        else:
            assert says in str(caught.value)
        assert ":0" not in str(caught.value)

    @pytest.mark.parametrize("value", [datetime(2026, 4, 10, tzinfo=UTC), object(), b"x"])
    def test_what_no_file_could_hold(self, value):
        with pytest.raises(TypeError, match="a definition holds"):
            cxscore.read(KEYS | {"scorecard": {"title": value}})


class TestWhatPythonAsksFor:
    """It is refused where the command line refuses it."""

    @pytest.fixture
    def definition(self, path):
        return cxscore.read(path)

    @pytest.mark.parametrize("kpis", [["nope"], "nope", ["nps", "nsp"], []])
    def test_kpis_that_are_not_there(self, definition, kpis):
        with pytest.raises(cxscore.WrongUsage, match="kpis: "):
            cxscore.build(definition, kpis=kpis)

    def test_one_id_as_text_is_one_kpi(self, definition):
        (kpi,) = cxscore.build(definition, kpis="nps").kpis
        assert kpi.kpi.id == "nps"

    def test_templates_that_are_not_there(self, definition):
        with pytest.raises(cxscore.WrongUsage, match="there is no folder 'nope'"):
            cxscore.render(cxscore.build(definition), templates="nope")

    def test_a_folder_means_the_definition_in_it(self, path):
        assert cxscore.read(path.parent) == cxscore.read(path)

    class Span:
        """Like a pandas period."""

        def __init__(self, first: str, last: str) -> None:
            self.start_time = datetime.fromisoformat(first)
            self.end_time = datetime.fromisoformat(last)

    @pytest.mark.parametrize(
        "period",
        [
            "2026-02",
            date(2026, 2, 14),
            datetime(2026, 2, 1, 13, tzinfo=UTC),
            Span("2026-02-01", "2026-02-28T23:59:59"),
        ],
        ids=["text", "date", "datetime", "span"],
    )
    def test_periods(self, definition, period):
        assert cxscore.build(definition, period=period).period.id == "2026-02"

    @pytest.mark.parametrize("period", [Span("2026-01-01", "2026-03-31"), 202602, "2026-2"])
    def test_no_periods(self, definition, period):
        with pytest.raises(cxscore.WrongUsage, match="written like 2026-10"):
            cxscore.build(definition, period=period)

    @pytest.mark.parametrize(
        "day",
        ["2026-03-03", datetime(2026, 3, 3, 9, tzinfo=UTC), Span("2026-03-03", "2026-03-03T23:59")],
        ids=["text", "datetime", "span"],
    )
    def test_days(self, definition, day):
        assert cxscore.build(definition, as_of=day).as_of == date(2026, 3, 3)

    @pytest.mark.parametrize("day", ["3 March", "2026-03", 20260303])
    def test_no_days(self, definition, day):
        with pytest.raises(cxscore.WrongUsage, match="write it like 2026-07-06"):
            cxscore.build(definition, as_of=day)


def test_a_file_that_is_not_there_is_said_as_on_the_command_line(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    with pytest.raises(cxscore.WrongUsage, match=r"there is no kpi\.yaml; kpis\.yaml is here"):
        cxscore.read("kpi.yaml")
    with pytest.raises(cxscore.WrongUsage, match=r"there is no nope/kpis\.yaml"):
        cxscore.read("nope/kpis.yaml")


def test_pandas_own(path):
    pandas = pytest.importorskip("pandas")
    definition = cxscore.read(path)
    scorecard = cxscore.build(
        definition, period=pandas.Period("2026-02"), as_of=pandas.Timestamp("2026-03-03")
    )
    assert (scorecard.period.id, scorecard.as_of) == ("2026-02", date(2026, 3, 3))


def test_public_names():
    names = "Definition MissingLibrary Problem Problems Scorecard WrongUsage __version__"
    assert sorted(cxscore.__all__) == [*names.split(), "build", "read", "render"]
    assert all(getattr(cxscore, name) for name in cxscore.__all__)
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = cxscore.nothing_like_it


def test_json_says_the_digests_of_what_goes_with_it(path):
    scorecard = cxscore.build(cxscore.read(path))
    page = cxscore.render(scorecard)
    written = cxscore.render(scorecard, "json", pack={"scorecard.html": page})
    assert json.loads(written)["pack"] == {"scorecard.html": {"sha256": sha256(page).hexdigest()}}
    assert json.loads(cxscore.render(scorecard, "json"))["pack"] == {}
