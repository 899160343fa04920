"""The folder of closes: held against its own digests, whoever edits, loses or adds a file."""

import json
from pathlib import Path

import pytest

from cxscore.history.close_text import (
    NewerFormat,
    NotAClose,
    log_in,
    read_body,
    read_head,
    segments_in,
)
from tests import closed
from tests.closed import build, close, run


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    close("2026-05", "2026-06-05")
    return tmp_path


def refused(code):
    """Return what a build says that is refused for *code*, and writes nothing."""
    pack = Path("scorecard/scorecard.json").read_bytes()
    result = run("build", "-f", "json", "--period", "2026-06", "--as-of", "2026-07-06")
    assert result.exit_code == 1
    assert f": error: {code}: " in result.stderr
    assert Path("scorecard/scorecard.json").read_bytes() == pack
    return result.stderr


CLOSE = Path("history/2026-05.json")


def test_one_digit_changed():
    text = CLOSE.read_text("utf-8")
    CLOSE.write_text(text.replace(",40,", ",41,", 1), encoding="utf-8")
    assert "history/2026-05.json" in refused("CX601")


@pytest.mark.parametrize("length", [0, 1, 12, 400, -3, -80])
def test_cut_short(length):
    CLOSE.write_bytes(CLOSE.read_bytes()[:length])
    refused("CX601")


def test_every_line_is_sealed():
    lines = CLOSE.read_bytes().splitlines(keepends=True)
    for at in range(1, len(lines) - 1):
        text = b"".join([*lines[:at], *lines[at + 1 :]])
        with pytest.raises(NotAClose):
            read_head(text)


def test_windows_line_ends_are_read_as_the_same_bytes():
    told = closed.since()
    CLOSE.write_bytes(CLOSE.read_bytes().replace(b"\n", b"\r\n"))
    assert closed.since() == told
    assert run("close", "2026-06").exit_code == 0


def test_a_newer_format_is_never_guessed():
    text = CLOSE.read_bytes().replace(b'"format": 1,', b'"format": 2,')
    with pytest.raises(NewerFormat, match="of format 2, and this cxscore reads 1"):
        read_head(text)
    CLOSE.write_bytes(text)
    refused("CX604")


@pytest.mark.parametrize("text", [b"", b"{}", b"[1]\n", b'{\n"format": "1",\n', b"\xff\n" * 20])
def test_what_is_no_close(text):
    with pytest.raises(NotAClose):
        read_head(text)


def test_parts_are_read_without_the_rest():
    text = CLOSE.read_bytes()
    body = read_body(text)
    assert list(segments_in(text)) == [
        (kpi["id"], kpi["period"], kpi["segments"]) for kpi in body["kpis"]
    ]
    assert log_in(text) == body["log"] != []


def test_a_close_that_is_gone_breaks_the_chain():
    close("2026-06", "2026-07-06")
    CLOSE.unlink()
    assert "the close before it, 2026-05.json, is not there" in refused("CX601")


def test_a_close_put_in_the_place_of_another_breaks_it():
    close("2026-06", "2026-07-06")
    june = Path("history/2026-06.json").read_bytes()
    Path("history/2026-06.json").unlink()
    CLOSE.unlink()
    close("2026-05", "2026-06-08")  # the same period, of another day
    Path("history/2026-06.json").write_bytes(june)
    assert "is not the one that it was written after" in refused("CX601")


def test_two_closes_that_follow_one():
    close("2026-06", "2026-07-06")
    close("2026-06", "2026-07-07", "--again", "One branch")
    one = Path("history/2026-06.2.json").read_bytes()
    Path("history/2026-06.2.json").unlink()
    close("2026-06", "2026-07-08", "--again", "Another branch")
    Path("history/2026-06.3.json").write_bytes(one)
    assert "both follow 2026-06.json" in refused("CX601")


def test_another_organisations_close():
    closed.change("kpis.yaml", "Field & Sons", "Meadow Ltd")
    assert "of 'Field & Sons', and kpis.yaml is of 'Meadow Ltd'" in refused("CX603")


def test_where_no_organisation_is_named_the_paper_counts():
    CLOSE.unlink()
    closed.change("kpis.yaml", "organisation: Field & Sons, ", "")
    close("2026-05", "2026-06-05")
    closed.since()
    closed.change("kpis.yaml", "Small scorecard", "Another scorecard")
    assert "of 'Small scorecard', and kpis.yaml is of 'Another" in refused("CX603")


def test_a_day_before_the_last_close_is_said_by_build():
    result = run("build", "-f", "json", "--period", "2026-05", "--as-of", "2026-06-04")
    assert result.exit_code == 0
    assert "CX605: 2026-05 was closed as of 2026-06-05, and this is seen from" in result.stderr


def reseal(path, before, after):
    """Put *after* for *before* in a close, and seal it anew."""
    from cxscore.history.close_text import _digest

    text = path.read_text("utf-8").replace(before, after, 1)
    unsealed = "".join(text.splitlines(keepends=True)[:-2])
    path.write_text(f'{unsealed}"sha256": "{_digest(unsealed.encode())}"\n}}\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [('"told": []', '"tales": []'), ('"off_target"', '"off_course"'), ('"happy"', "7")],
)
def test_a_sound_digest_over_what_is_no_close(before, after):
    reseal(CLOSE, before, after)
    said = refused("CX601")
    assert "history/2026-05.json: error: CX601: this file has a sound digest and is no" in said


def test_of_a_chain_the_file_that_is_no_close_is_named():
    from cxscore.history.close_text import read_head

    first = read_head(CLOSE.read_bytes()).sha256
    close("2026-06", "2026-07-06")
    reseal(CLOSE, '"segments":[[', '"segments":7,"rest":[[')
    reseal(Path("history/2026-06.json"), first, read_head(CLOSE.read_bytes()).sha256)
    said = refused("CX601")
    assert "history/2026-05.json: error: CX601: this file has a sound digest and is no" in said


@pytest.mark.parametrize("there", ["a file", "a link to nothing", "a file above"])
def test_what_is_no_folder_where_closes_lie(here, there):
    for path in Path("history").iterdir():
        path.unlink()
    Path("history").rmdir()
    if there == "a link to nothing":
        Path("history").symlink_to("nowhere")
    else:
        Path("history").write_text("How we came to be", encoding="utf-8")
    if there == "a file above":
        closed.change("kpis.yaml", "registers:", "closes: history/of/ours\nregisters:")
    says = "history: error: CX601: closes lie in a folder of this name, and this is none; move it"
    assert says in refused("CX601")
    for command in (("close", "2026-05"), ("close", "--list"), ("diff", "2026-05")):
        result = run(*command)
        assert (result.exit_code, says in result.stderr) == (1, True), result.output


def test_other_files_of_a_folder_called_history_are_none_of_ours():
    Path("history/notes.json").write_text("[]", encoding="utf-8")
    Path("history/README.md").write_text("# Ours", encoding="utf-8")
    closed.since()


def test_in_a_folder_that_is_named_every_json_is_a_close():
    Path("history").rename("minutes")
    closed.change("kpis.yaml", "registers:", "closes: minutes\nregisters:")
    closed.since()
    Path("minutes/notes.json").write_text("[]", encoding="utf-8")
    assert "minutes/notes.json" in refused("CX601")


def test_check_says_the_same():
    CLOSE.write_bytes(b"{}")
    result = run("check", "--as-of", "2026-07-06")
    assert result.exit_code == 1
    assert "CX601" in result.stderr


def test_nobody_needs_a_close():
    CLOSE.unlink()
    found = build("2026-06", "2026-07-06")
    assert found["since_last_close"] is None
    assert {json.dumps(kpi["restated"]) for kpi in found["kpis"]} == {"null"}


PERIODS = """period,start,end,year,number
P2026.4,2026-04-01,2026-04-30,2026,4
P2026.5,2026-05-01,2026-05-31,2026,5
P2026.6,2026-06-01,2026-06-30,2026,6
"""


def test_periods_with_dots_in_their_names_are_closed_once_and_stay_closed():
    CLOSE.unlink()
    Path("periods.csv").write_text(PERIODS, "utf-8")
    closed.change("kpis.yaml", "owners:", "calendar: {period: periods.csv}\nowners:")
    close("P2026.5", "2026-06-05")
    assert "P2026.5" in run("close", "--list").stdout
    assert "is closed already" in run("close", "P2026.5").stderr
    close("P2026.5", "2026-06-06", "--again", "A row came late")
    assert sorted(path.name for path in Path("history").iterdir()) == [
        "P2026.5.2.json",
        "P2026.5.json",
    ]
    close("P2026.6", "2026-07-06")
    assert closed.since("P2026.6", "2026-07-07")["period"] == "P2026.6"


def test_a_period_that_left_the_list_stays_closed():
    CLOSE.unlink()
    Path("periods.csv").write_text(PERIODS, "utf-8")
    closed.change("kpis.yaml", "owners:", "calendar: {period: periods.csv}\nowners:")
    close("P2026.5", "2026-06-05")
    Path("periods.csv").write_text(PERIODS.replace("P2026.", "Month "), "utf-8")
    assert "P2026.5" in run("close", "--list").stdout
    close("Month 6", "2026-07-06")
    assert len(run("close", "--list").stdout.splitlines()) == 2


def test_what_else_lies_in_a_folder_of_that_name_is_no_close():
    Path("history/notes.json").write_text("{}", "utf-8")
    Path("history/empty.json").write_bytes(b"")
    assert len(run("close", "--list").stdout.splitlines()) == 1


@pytest.mark.parametrize("name", ["log", "agreements", "kpis"])
def test_a_kpi_may_be_called_as_a_part_of_a_close(name):
    CLOSE.unlink()
    closed.change("kpis.yaml", "  complaints_rate:", f"  {name}:")
    close("2026-05", "2026-06-05")
    close("2026-06", "2026-07-06")
    assert log_in(CLOSE.read_bytes()) == read_body(CLOSE.read_bytes())["log"] != []
    assert closed.since("2026-06", "2026-07-07")["period"] == "2026-06"
