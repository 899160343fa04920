"""What a chain of closes told, in calendars and orders that are not the plain ones."""

import json
from pathlib import Path

import pytest

from tests import closed
from tests.closed import add, build, change, close, run, since


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)


def test_a_kpi_coarser_than_the_calendar_is_closed_with_its_own_period():
    change("kpis.yaml", "    by: [region]\n", "    by: [region]\n    period: quarter\n")
    close("2026-05", "2026-06-05")
    happy = json.loads(Path("history/2026-05.json").read_text("utf-8"))["kpis"][0]
    assert happy["period"] == happy["series"][-1][0] == "2026-Q1"
    add("surveys.csv", "2026-02-01,North,web,1")
    rows = [row for row in since()["restated"] if row["kpi"] == "happy"]
    assert [(row["period"], row["segment"]) for row in rows] == [
        ("2026-Q1", None),
        ("2026-Q1", "North"),
    ]


def test_weeks_are_closed_as_months_are():
    change("kpis.yaml", "owners:", "calendar: {period: week}\nowners:")
    build("2026-W23", "2026-06-09")
    assert run("close", "2026-W23").exit_code == 0
    found = since("2026-W24", "2026-06-16")
    assert (found["period"], found["restated"]) == ("2026-W23", [])
    assert "2026-W23" in run("close", "--list").stdout


def test_an_earlier_period_closed_again_tells_its_numbers_and_no_statuses():
    close("2026-05", "2026-06-05")
    close("2026-06", "2026-07-06")
    add("complaints.csv", "2026-05-30")
    close("2026-05", "2026-07-08", "--again", "A complaint came late")
    found = since(as_of="2026-07-09")
    assert (found["period"], found["restated"]) == ("2026-06", [])  # May was told as it is now
    add("complaints.csv", "2026-05-29")
    (row,) = since(as_of="2026-07-09")["restated"]
    assert row["period"] == "2026-05"
    assert row["after"]["numerator"] == row["before"]["numerator"] + 1


def test_a_meeting_stands_in_the_close():
    change("kpis.yaml", "history: 12", "history: 12, meeting: 2026-07-23")
    close("2026-06", "2026-07-06")
    found = json.loads(Path("history/2026-06.json").read_text("utf-8"))
    assert (found["meeting"], found["history"]) == ("2026-07-23", 12)


def test_only_verdicts_that_are_verdicts_settle():
    from cxscore.history.close_text import Before, close_text

    pack = build("2026-06", "2026-07-06")
    row = pack["registers"]["log"][0]
    for verdict, check_on, before, settled in (
        ("worked", "2026-07-06", {}, "2026-06"),
        ("worked", "2026-07-07", {}, None),
        ("cannot_tell", "2026-07-06", {}, None),
        ("worked", "2026-07-06", {"A1": {"verdict": "worked", "settled": "2026-03"}}, "2026-03"),
        ("no_effect_seen", None, {"A1": {"verdict": "worked", "settled": "2026-03"}}, "2026-03"),
    ):
        row |= {"effect": {"verdict": verdict}, "check_on": check_on}
        text = close_text(pack, {}, Before(settled=before))
        (effect,) = json.loads(text)["effects"]
        assert effect["settled"] == settled
        if before:
            assert effect["verdict"] == "worked"  # what was settled stays what it was


def test_a_close_is_told_as_it_was_whatever_was_closed_in_between():
    close("2026-05", "2026-06-05")
    close("2026-06", "2026-07-06")
    add("complaints.csv", "2026-05-30")
    close("2026-05", "2026-07-08", "--again", "A complaint came late")
    for name in ("2026-05", "history/2026-05.2.json"):
        found = json.loads(run("diff", name, "2026-06", "--format", "json").stdout)
        assert found["period"] == "2026-05"
        (row,) = found["restated"]
        assert (row["period"], row["before"]["in"], row["after"]["in"]) == (
            "2026-05",
            "2026-05",
            "2026-05",
        )


def test_history_counts_periods_however_often_they_were_closed():
    change("kpis.yaml", "history: 12", "history: 3")
    for month, day in (("2026-04", "05-05"), ("2026-05", "06-05"), ("2026-06", "07-06")):
        close(month, f"2026-{day}")
    for again in ("One", "Another"):
        close("2026-06", "2026-07-06", "--again", again)
    add("surveys.csv", "2026-04-02,North,web,1")
    found = since("2026-06", "2026-07-07")["restated"]
    april = [row for row in found if (row["kpi"], row["period"]) == ("happy", "2026-04")]
    assert [row["segment"] for row in april] == [None, "North"]


def _close_three():
    for month, day in (("2026-03", "04-05"), ("2026-04", "05-05"), ("2026-05", "06-05")):
        close(month, f"2026-{day}")


def test_an_earlier_paper_is_compared_with_no_later_close():
    _close_three()
    assert build("2026-02", "2026-03-05")["since_last_close"] is None
    assert since("2026-03", "2026-04-05")["period"] == "2026-03"
    assert since("2026-04", "2026-07-06")["period"] == "2026-04"
    result = run("build", "-f", "json", "--period", "2026-02", "--as-of", "2026-03-05")
    assert "CX605" not in result.stderr
    said = run("check", "--as-of", "2026-03-05").stderr  # of no period that was asked for
    assert "history/2026-05.json: warning: CX605: 2026-05 was closed as of 2026-06-05" in said


def test_what_had_not_ended_on_an_earlier_day_is_not_restated():
    _close_three()
    change("surveys.csv", "2026-05-01,North,web,4", "2026-05-01,North,web,1")
    found = since("2026-05", "2026-05-20")
    assert (found["period"], found["restated"]) == ("2026-05", [])
    assert {row["period"] for row in since("2026-05", "2026-06-05")["restated"]} == {"2026-05"}


def test_a_close_after_later_ones_tells_an_earlier_paper_nothing_of_these():
    """What later papers told in between stands in it, for the papers that come after these."""
    close("2026-03", "2026-04-05")
    add("complaints.csv", "2026-02-20")
    add("complaints.csv", "2026-03-20")
    close("2026-04", "2026-05-05")  # tells February and March once more
    change("complaints.csv", "2026-03-20\n", "")
    close("2026-03", "2026-05-06", "--again", "One was counted twice")
    add("complaints.csv", "2026-02-21")
    add("complaints.csv", "2026-03-21")
    assert _numerators(since("2026-03", "2026-05-07")) == {
        "2026-02": [("2026-03", 4), ("2026-03", 5), ("2026-03", 6)],
        "2026-03": [("2026-03", 5), ("2026-03", 6)],
    }
    assert _numerators(since("2026-04", "2026-05-07")) == {
        "2026-02": [("2026-03", 4), ("2026-04", 5), ("2026-04", 6)],
        "2026-03": [("2026-03", 5), ("2026-04", 6), ("2026-03", 5), ("2026-04", 6)],
    }


def test_a_close_of_an_earlier_period_keeps_what_was_told_of_later_ones():
    close("2026-03", "2026-04-05")
    close("2026-04", "2026-05-05")
    change("surveys.csv", "2026-04-01,North,web,1", "2026-04-01,North,web,5")
    close("2026-05", "2026-06-05")  # tells April once more, its segment North as well
    close("2026-03", "2026-06-06", "--again", "The board asked for it")
    assert since("2026-05", "2026-06-07")["restated"] == []


def test_a_value_told_again_is_not_given_the_status_of_the_one_before():
    close("2026-04", "2026-05-05")
    change("surveys.csv", "2026-04-01,North,web,1", "2026-04-01,North,web,5")
    close("2026-05", "2026-06-05")
    change("surveys.csv", "2026-04-01,North,web,5", "2026-04-01,North,web,2")
    whole, north = (row for row in since()["restated"] if row["period"] == "2026-04")
    assert (north["segment"], north["before"]["in"]) == ("North", "2026-05")
    assert north["before"]["status"] is None  # the close of May has no statuses of April's segments
    assert whole["before"]["status"] == "off_target"


def _numerators(found):
    """Return by period what was told of a KPI that counts rows, and what it is now."""
    return {
        row["period"]: [(each["in"], each["numerator"]) for each in (*row["told"], row["after"])]
        for row in found["restated"]
    }
