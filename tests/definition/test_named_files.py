"""The small files that a definition names, with the line of every fault."""

from datetime import date

import pytest

from cxscore.calendar import Grain
from cxscore.model.kpi import TargetStep
from tests.definition.pages import examined, lines, page

PERIODS = "period,start,end,year,number\n"
FILE = "    file: surveys.csv\n"
RENAME = f"{FILE}    columns: {{region: {{rename: names.csv}}}}\n"


def renamed(content):
    return examined(page(old=FILE, new=RENAME), names=content)


def targeted(content, old="", new=""):
    return examined(page("target: {file: targets.csv}", old=old, new=new), targets=content)


def dated(content):
    return examined(page(top="calendar: {period: {file: periods.csv}}\n"), periods=content)


def test_renames():
    found = renamed("old;new\nNth;North\nSth;South\n")
    assert lines(found) == []
    columns = found.definition.datasets["surveys"].columns
    assert columns["region"].rename == {"Nth": "North", "Sth": "South"}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("old,new\nNth,\n", "names.csv:2:5: error: CX148: 'Nth' has no new name"),
        ("old,new\na,b\na,c\n", "names.csv:3:1: error: CX148: 'a' is renamed a second time"),
        ("old,nwe\na,b\n", "names.csv:1:1: error: CX148: there is no column 'new'; did you mean"),
        (
            "old,new\na\n",
            "names.csv:2:1: error: CX148: this row has 1 cell, the header 2; put text",
        ),
        ("", "names.csv: error: CX148: the file is empty"),
    ],
)
def test_faulty_renames(content, line):
    found = renamed(content)
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(line)
    assert found.definition is None


def test_targets_in_a_file():
    found = targeted("from,value,reason\n2025-04,40,Board plan\n2026-04,42.5,\n")
    assert lines(found) == []
    steps = (TargetStep("2025-04", 40, reason="Board plan"), TargetStep("2026-04", 42.5))
    assert found.definition.kpis[0].target == steps


def test_ranges_in_a_file_and_a_file_for_many_kpis():
    content = "kpi,period,low,high\nother,2025-04,1,2\nnps,2025-04,30,50\nnps,2026-04,,60\n"
    found = targeted(content, "higher_is_better", "in_range\n  other: {}")
    steps = (TargetStep("2025-04", low=30, high=50), TargetStep("2026-04", high=60))
    assert found.definition is None
    assert not [line for line in lines(found) if "targets.csv" in line]
    found = targeted(
        content.replace("other", "nps", 1).replace("2025-04,1,2", "2024-04,1,2"),
        "higher_is_better",
        "in_range",
    )
    assert found.definition.kpis[0].target[1:] == steps


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("fro,value\n2025-04,1\n", "targets.csv:1:1: error: CX147: there is no column 'from'; did"),
        (
            "from,reason\n2025-04,x\n",
            "targets.csv:1:1: error: CX147: there is no column 'value'; its",
        ),
        ("from,value\nsoon,1\n", "targets.csv:2:1: error: CX147: 'soon' is neither a period nor a"),
        ("from,value\n,1\n", "targets.csv:2:1: error: CX147: '' is neither a period nor a day"),
        (
            "from,value\n2025-04,many\n",
            "targets.csv:2:9: error: CX147: value is 'many', not a number",
        ),
        ("from,value\n2025-04,\n", "targets.csv:2:9: error: CX147: there is neither a value nor a"),
        (
            "from,low\n2025-04,\n",
            "targets.csv:2:9: error: CX147: there is neither a value nor a range",
        ),
        ("from,value,low\n2025-04,1,2\n", "targets.csv:2:9: error: CX147: there is a value and a"),
        ("from,low,high\n2025-04,2,1\n", "targets.csv:2:9: error: CX147: low is not below high"),
        (
            "from,value\n2025-04,1\n2025-04,2\n",
            "targets.csv:3:1: error: CX147: 2025-04 does not come",
        ),
        (
            "kpi,from,value\nnsp,2025-04,1\nnps,2025-04,1\n",
            "targets.csv:2:1: error: CX147: there is no",
        ),
        ("from,value\n", "kpis.yaml:17:13: error: CX147: targets.csv has no target for nps"),
    ],
)
def test_faulty_targets(content, line):
    found = targeted(content)
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(line)
    assert found.definition.kpis[0].target is None


def test_periods():
    found = dated(f"{PERIODS}P1,2026-01-01,2026-01-28,2026,1\nP2,2026-01-29,2026-02-25,2026,2\n")
    assert lines(found) == []
    calendar = found.definition.calendar
    assert calendar.grain is Grain.LISTED
    assert [period.id for period in calendar.listed] == ["P1", "P2"]
    assert calendar.period_of(date(2026, 2, 1)).number == 2


def test_ids_of_listed_periods_are_checked():
    text = page("ignore: [{period: P3, reason: x}]", top="calendar: {period: periods.csv}\n")
    found = examined(text, periods=f"{PERIODS}P1,2026-01-01,2026-01-28,2026,1\n")
    assert lines(found)[0].endswith("its periods run from P1 to P1")


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("P1,1 May,2026-01-28,2026,1\n", "2:4: error: CX143: start is '1 May', not a day such as"),
        (
            "P1,2026-01-01,2026-01-28,year,1\n",
            "2:26: error: CX143: year is 'year', not a whole number",
        ),
        (
            "P1,2026-01-01,2026-01-28,2026,0\n",
            "2:31: error: CX143: number is '0', not a whole number",
        ),
        (",2026-01-01,2026-01-28,2026,1\n", "2:1: error: CX143: the period has no id"),
        ("P1,2026-01-28,2026-01-01,2026,1\n", "2:15: error: CX143: P1 ends before it starts"),
        ("", "17:20: error: CX143: periods.csv has no periods"),
    ],
)
def test_faulty_periods(rows, line):
    found = dated(PERIODS + rows)
    assert len(found.problems) == 1
    assert f":{line}" in lines(found)[0]
    assert found.definition is None


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("P1,2026-01-29,2026-02-25,2026,2", "3:1: error: CX143: P1 stands here a second time"),
        ("P2,2026-01-29,2026-02-25,2026,1", "3:31: error: CX143: number 1 of 2026 stands here a"),
        (
            "P2,2026-01-28,2026-02-25,2026,2",
            "3:4: error: CX143: P2 starts on 2026-01-28, before P1",
        ),
        ("P2,2026-01-30,2026-02-25,2026,2", "3:4: error: CX143: 1 day is in no period between P1"),
        ("P2,2026-02-02,2026-02-25,2026,2", "3:4: error: CX143: 4 days are in no period between"),
        (
            "P2,2026-01-29,2026-02-25,2025,2",
            "3:26: error: CX143: P2 counts towards 2025, P1 before",
        ),
    ],
)
def test_periods_follow_each_other(row, line):
    found = dated(f"{PERIODS}P1,2026-01-01,2026-01-28,2026,1\n{row}\n")
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(f"periods.csv:{line}")


def test_a_pattern_that_means_several_files(folder):
    (folder / "a.csv").write_text("old,new\n")
    found = examined(page(old=FILE, new=RENAME.replace("names.csv", "'*.csv'")), b="old,new\n")
    assert lines(found) == ["kpis.yaml:9:32: error: CX148: '*.csv' means 2 files; name one"]


def test_files_outside_are_read_where_that_is_allowed(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "names.csv").write_text("old,new\na,b\n")
    text = page(old=FILE, new=RENAME.replace("names.csv", str(other / "names.csv")))
    assert f"add --allow-path {other}" in lines(examined(text))[0]
    assert lines(examined(text, allowed=[other])) == []
