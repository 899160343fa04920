"""Closed numbers that move: which are listed, why they moved, and what was told of them."""

import json
from pathlib import Path

import pytest

from tests import closed
from tests.closed import add, change, close, since


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    close("2026-05", "2026-06-05")


def wholes(found, kpi="complaints_rate"):
    return [each for each in found["restated"] if each["kpi"] == kpi and each["by"] is None]


def test_nothing_moved():
    found = since()
    assert (found["period"], found["closed_on"]) == ("2026-05", "2026-06-05")
    assert found["restated"] == []
    assert (found["restated_hidden"], found["gone"], found["new"]) == (0, [], [])


def test_a_row_that_came_late_is_data_with_its_source():
    add("complaints.csv", "2026-04-30")
    (row,) = since()["restated"]
    assert (row["kpi"], row["period"], row["because"]) == ("complaints_rate", "2026-04", "data")
    assert (row["before"]["numerator"], row["after"]["numerator"]) == (6, 7)
    assert (row["before"]["n"], row["after"]["n"]) == (40, 40)
    assert (row["before"]["value"], row["after"]["value"]) == (15, 17.5)
    assert row["shown"] is True
    (source,) = row["source"]
    assert source["path"] == "complaints.csv"
    assert source["rows_after"] == source["rows_before"] + 1
    assert row["first_told"] == {"period": "2026-04", "value": 15, "in": "2026-05"}


def test_lines_that_change_places_restate_nothing():
    lines = Path("surveys.csv").read_text("utf-8").splitlines()
    lines[1], lines[2] = lines[2], lines[1]
    Path("surveys.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    found = since()
    assert found["restated"] == []
    assert found["sentence"] == "Nothing is otherwise than it was told."


def test_a_segment_moves_where_the_whole_does_not():
    """One answer of the North for one of the South, and the other way round, in the month."""
    lines = Path("surveys.csv").read_text("utf-8").splitlines()
    may = [at for at, line in enumerate(lines) if line.startswith("2026-05")]
    north = next(at for at in may if ",North,web,5" in lines[at])
    south = next(at for at in may if ",South,web,1" in lines[at])
    lines[north] = lines[north].replace("North", "South")
    lines[south] = lines[south].replace("South", "North")
    Path("surveys.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    rows = since()["restated"]
    assert [(r["kpi"], r["by"], r["segment"], r["period"]) for r in rows] == [
        ("happy", "region", "North", "2026-05"),
        ("happy", "region", "South", "2026-05"),
    ]
    assert rows[0]["before"]["value"] != rows[0]["after"]["value"]


def test_segments_of_earlier_months_are_held_by_the_close_of_their_own():
    close("2026-06", "2026-07-06")
    change("surveys.csv", "2026-05-01,North,web", "2026-05-01,South,web")
    segments = [row for row in since(as_of="2026-07-10")["restated"] if row["by"]]
    assert {(row["period"], row["segment"]) for row in segments} == {
        ("2026-05", "North"),
        ("2026-05", "South"),
    }
    assert {row["before"]["in"] for row in segments} == {"2026-05"}


def test_what_is_gone_is_restated_to_nothing():
    lines = Path("surveys.csv").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("2026-03")]
    Path("surveys.csv").write_text("\n".join([*kept, ""]), encoding="utf-8")
    (row,) = wholes(since(), "happy")
    assert (row["period"], row["after"]["value"], row["shown"]) == ("2026-03", None, True)


def test_what_is_gone_at_the_beginning_is_not_taken_for_what_left_the_paper():
    lines = Path("surveys.csv").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("2025")]
    Path("surveys.csv").write_text("\n".join([*kept, ""]), encoding="utf-8")
    gone = [row["period"] for row in wholes(since(), "happy")]
    assert gone == [f"2025-{month:02}" for month in range(6, 13)]


def test_what_leaves_the_paper_is_not_missed():
    close("2026-06", "2026-07-06")
    found = since(as_of="2026-07-07")
    assert found["restated"] == []


def test_a_digit_that_nobody_sees_is_counted():
    change(
        "kpis.yaml", "at_least: 4, scale: [1, 5]}}", "at_least: 4, scale: [1, 5]}}\n    decimals: 0"
    )
    close("2026-05", "2026-06-06", "--again", "Fewer decimals")
    # One answer more of forty: 0.4 points, which no whole per cent shows.
    for _ in range(2):
        add("surveys.csv", "2026-05-28,North,web,5")
        add("surveys.csv", "2026-05-28,North,web,1")
    found = since()
    rows = wholes(found, "happy")
    assert [row["shown"] for row in rows] in ([False], [True])
    assert found["restated_hidden"] == sum(not row["shown"] for row in found["restated"])


@pytest.mark.parametrize(
    ("before", "after", "because"),
    [
        ("at_least: 4", "at_least: 5", "definition"),
        ("channel <> 'test'", "score > 1", "definition"),
    ],
)
def test_another_definition_is_the_cause(before, after, because):
    # The rows of June are not there yet: with new rows it would be both.
    change("kpis.yaml", before, after)
    rows = wholes(since("2026-05", "2026-06-08"), "happy")
    assert {row["because"] for row in rows} == {because}


def test_both():
    change("kpis.yaml", "at_least: 4", "at_least: 5")
    add("surveys.csv", "2026-04-30,North,web,5")
    assert {row["because"] for row in wholes(since(), "happy")} == {"both"}


def _reseal(change_):
    """Write the close as a program would that told something else."""
    from cxscore.history.close_text import _digest

    path = Path("history/2026-05.json")
    lines = change_(path.read_text("utf-8")).splitlines(keepends=True)
    unsealed = "".join(lines[:-2])
    text = f'{unsealed}"sha256": "{_digest(unsealed.encode())}"\n}}\n'
    path.write_text(text, encoding="utf-8")


def _other_value(text):
    point = '["2026-04",15.0,40,6.0,'
    assert point in text
    return text.replace(point, '["2026-04",15.5,40,6.2,')


def test_a_program_that_changed_is_a_warning_of_its_own():
    _reseal(
        lambda text: _other_value(text).replace('"cxscore_version": "', '"cxscore_version": "0.0.')
    )
    result = closed.run("build", "-f", "json", "--period", "2026-06", "--as-of", "2026-07-06")
    assert result.exit_code == 0
    document = json.loads(Path("scorecard/scorecard.json").read_text("utf-8"))
    (row,) = wholes(document["since_last_close"])
    assert row["because"] == "program"
    (warning,) = [each for each in document["problems"] if each["code"] == "CX602"]
    assert warning["text"].startswith("1 closed number moved with the program alone: cxscore 0.0.")
    check = closed.run("check", "--as-of", "2026-07-06")
    assert "CX602" in check.stderr


def test_what_nothing_explains_is_said_so():
    _reseal(_other_value)
    (row,) = wholes(since())
    assert (row["because"], row["source"]) == ("unknown", [])


def test_a_number_restated_again_keeps_what_was_told_first():
    add("complaints.csv", "2026-04-30")
    close("2026-06", "2026-07-06")
    add("complaints.csv", "2026-04-29")
    found = since(as_of="2026-07-07")
    (row,) = wholes(found)
    assert [told["value"] for told in row["told"]] == [15, 17.5]
    assert [told["in"] for told in row["told"]] == ["2026-05", "2026-06"]
    assert row["first_told"] == {"period": "2026-04", "value": 15, "in": "2026-05"}
    assert row["after"]["value"] == 20
    assert "April 2026 15.00 → 17.50 → 20.00\u00a0per 100 (complaints.csv" in found["sentence"]


def test_a_path_is_kept_while_nothing_else_moves():
    add("complaints.csv", "2026-04-30")
    close("2026-06", "2026-07-06")
    close("2026-06", "2026-07-07", "--again", "For the record")
    add("complaints.csv", "2026-04-29")
    (row,) = wholes(since(as_of="2026-07-08"))
    assert [told["value"] for told in row["told"]] == [15, 17.5]


def test_a_kpi_that_was_left_out_for_a_month_is_compared_with_its_last_close():
    text = Path("kpis.yaml").read_text("utf-8")
    start, end = text.index("  complaints_rate:"), text.index("registers:")
    Path("kpis.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    assert since()["gone"] == ["complaints_rate"]
    close("2026-06", "2026-07-06")
    Path("kpis.yaml").write_text(text, encoding="utf-8")
    add("complaints.csv", "2026-04-30")
    found = since(as_of="2026-07-07")
    assert found["new"] == []
    assert [row["period"] for row in wholes(found)] == ["2026-04"]


def test_a_longer_history_is_held_against_earlier_closes():
    close("2026-06", "2026-07-06")
    change("kpis.yaml", "history: 12", "history: 18")
    add("complaints.csv", "2025-06-28")  # shown by the close of May, and no more by that of June
    found = since(as_of="2026-07-07")
    assert [row["period"] for row in wholes(found)] == ["2025-06"]


def test_only_what_is_shown_is_compared_with():
    found = closed.build("2026-06", "2026-07-06", "--kpi", "happy")
    assert found["narrowed"] is True
    assert found["since_last_close"]["gone"] == []


def test_a_base_that_is_another_one_counts_though_the_value_stays():
    lines = Path("surveys.csv").read_text("utf-8").splitlines()
    again = [line for line in lines if line.startswith("2026-04")]
    Path("surveys.csv").write_text("\n".join([*lines, *again, ""]), encoding="utf-8")
    rows = [row for row in since()["restated"] if row["kpi"] == "happy"]
    assert [(row["before"]["n"], row["after"]["n"]) for row in rows] == [(40, 80)]
    assert rows[0]["before"]["value"] == rows[0]["after"]["value"]
    assert rows[0]["shown"] is False


def test_a_segments_base_counts_though_its_value_stays():
    lines = Path("surveys.csv").read_text("utf-8").splitlines()
    again = [line for line in lines if line.startswith("2026-05")]
    Path("surveys.csv").write_text("\n".join([*lines, *again, ""]), encoding="utf-8")
    rows = [row for row in since()["restated"] if row["by"]]
    assert [(row["segment"], row["before"]["n"], row["after"]["n"]) for row in rows] == [
        ("North", 20, 40),
        ("South", 20, 40),
    ]
    assert all(row["before"]["value"] == row["after"]["value"] for row in rows)


def test_what_was_told_in_two_closes_was_told_first_in_the_first():
    close("2026-06", "2026-07-06")
    add("complaints.csv", "2026-04-30")
    (row,) = wholes(since(as_of="2026-07-07"))
    assert row["first_told"]["in"] == "2026-05"
    add("complaints.csv", "2026-06-29")
    in_june = wholes(since(as_of="2026-07-07"))[-1]
    assert (in_june["period"], in_june["first_told"]["in"]) == ("2026-06", "2026-06")


def test_of_two_closes_of_a_period_the_later_counts():
    """Both packs were built before either was closed: neither knows of the other."""
    closed.build("2026-06", "2026-07-06", "-o", "first")
    change("surveys.csv", "2026-06-01,North,web", "2026-06-01,South,web")
    closed.build("2026-06", "2026-07-07", "-o", "second")
    assert closed.run("close", "2026-06", "--pack", "first").exit_code == 0
    again = closed.run("close", "2026-06", "--pack", "second", "--again", "One answer moved")
    assert again.exit_code == 0
    assert since(as_of="2026-07-08")["restated"] == []
