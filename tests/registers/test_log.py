"""The log: four kinds of rows, of several files, and what they say of one another."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from cxscore.definition import examine
from cxscore.model.log import (
    KIND_OF,
    Aim,
    Cause,
    CauseTag,
    FoundBy,
    LogKind,
    LogRow,
    LogStatus,
)
from cxscore.registers import read_registers
from cxscore.registers.log_cells import LogLines
from cxscore.registers.rows import Reader
from tests.definition.pages import page

JOURNEY = "journey: [{id: buy, name: Buy, moments: [{id: pay, name: Paying}]}]\n"
LOG = "id,kind,title,owner,kpi,about,with,opened,due,closed,status"


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read registers of the files named, ``log=...``; those of *log* may be several."""
    monkeypatch.chdir(tmp_path)

    def of(*kpi, **registers):
        keys = []
        for name, written in registers.items():
            texts = written if isinstance(written, list) else [written]
            paths = [f"{name}{at or ''}.csv" for at in range(len(texts))]
            for path, text in zip(paths, texts, strict=True):
                (tmp_path / path).write_text(text)
            keys.append(f"{name}: {paths[0] if len(paths) == 1 else paths}".replace("'", ""))
        top = f"{JOURNEY}registers: {{{', '.join(keys)}}}\n"
        (tmp_path / "kpis.yaml").write_text(page(*kpi, top=top))
        examined = examine(tmp_path / "kpis.yaml")
        assert examined.problems == ()
        return read_registers(examined.definition)

    return of


def lines(found):
    return [str(problem) for problem in found.problems]


def statuses(found):
    return {row.id: row.status.value for row in found.log}


def test_a_row_of_each_kind(read):
    header = (
        "id,kind,title,owner,kpi,about,with,opened,due,closed,cause,expected,segment,aim,cost,"
        "given_up,found_by,customers,learning,change,outcome,colour"
    )
    rows = [
        "a1,action,Call back,amara,nps,pay;f1,jonas,2026-02-01,2026-03-01>2026-05-01,,"
        "process: Long waits,+4,region=North,reliability,5000,,,,,,,red",
        "d1,Decision,Which courier,jonas,,,,,2026-08-01,,,,,,,The second hub,,,,,,",
        "b1,blocker,No contract,jonas,,a1,,2026-02-03,,,,,,,,,,,,,,",
        "f1,failure,Boxes lost,amara,nps,buy,,2026-01-05,,2026-01-20,Nobody looked,,,,,,customer,"
        "420,Scan twice,A second scan,Found,",
    ]
    found = read("by: [region]", log="\n".join([header, *rows, ""]))
    assert lines(found) == []
    assert found.log == (
        LogRow(
            "a1",
            LogKind.ACTION,
            "Call back",
            "amara",
            LogStatus.BLOCKED,
            ("nps",),
            ("pay", "f1"),
            ("jonas",),
            date(2026, 2, 1),
            (date(2026, 3, 1), date(2026, 5, 1)),
            cause=Cause("Long waits", CauseTag.PROCESS),
            expected_effect="+4",
            segment=("region", "North"),
            aim=Aim.RELIABILITY,
            cost="5000",
            more={"colour": "red"},
        ),
        LogRow(
            "d1",
            LogKind.DECISION,
            "Which courier",
            "jonas",
            LogStatus.OPEN,
            due=(date(2026, 8, 1),),
            given_up="The second hub",
            more={"colour": ""},
        ),
        LogRow(
            "b1",
            LogKind.BLOCKER,
            "No contract",
            "jonas",
            LogStatus.OPEN,
            about=("a1",),
            opened=date(2026, 2, 3),
            more={"colour": ""},
        ),
        LogRow(
            "f1",
            LogKind.FAILURE,
            "Boxes lost",
            "amara",
            LogStatus.DONE,
            ("nps",),
            ("buy",),
            opened=date(2026, 1, 5),
            closed=date(2026, 1, 20),
            cause=Cause("Nobody looked"),
            found_by=FoundBy.CUSTOMER,
            customers=420,
            learning="Scan twice",
            change="A second scan",
            outcome="Found",
            more={"colour": ""},
        ),
    )
    assert [row.id for row in found.actions] == ["a1"]


SHORT = {
    "actions": "id,title,kpi,owner,opened,due,closed,expected\na1,T,nps,amara,,,,\n",
    "decisions": "id,title,owner,due,closed,outcome\nd1,T,amara,,,\n",
    "blockers": "id,title,about,owner,opened,closed\nb1,T,buy,amara,,\n",
    "service_failures": "id,title,kpi,owner,opened,found_by,customers,cause,learning,closed\n"
    "f1,T,nps,amara,2026-01-05,staff,,,,\n",
}
"""Each kind with the cells that people really fill in."""


@pytest.mark.parametrize(("name", "text"), SHORT.items())
def test_a_short_form_has_its_kind_already(read, name, text):
    found = read(**{name: text})
    assert lines(found) == []
    assert [row.kind for row in found.log] == [KIND_OF[name]]


def test_all_files_are_one_log(read):
    log = [f"{LOG}\nx1,action,T,amara,nps,,,,,,\n", f"{LOG}\nx2,blocker,T,amara,,x1,,,,,\n"]
    found = read(log=log, actions=SHORT["actions"], blockers=SHORT["blockers"])
    assert lines(found) == []
    assert statuses(found) == {"x1": "blocked", "x2": "open", "a1": "open", "b1": "open"}


def test_an_id_stands_once_in_all_files(read):
    log = [f"{LOG}\na1,decision,T,amara,,,,,,,\n", f"{LOG}\na1,decision,T,amara,,,,,,,\n"]
    found = read(log=log, actions=SHORT["actions"])
    assert lines(found) == [
        "log1.csv:2:1: error: CX307: row 'a1' stands here a second time; "
        "the first is on line 2 of log.csv",
        "actions.csv:2:1: error: CX307: action 'a1' stands here a second time; "
        "the first is on line 2 of log.csv",
    ]


@pytest.mark.parametrize(
    ("blocker", "status"),
    [
        (",,,", "blocked"),
        (",,2026-05-02,", "open"),
        (",,,cancelled", "open"),
        (",,,deferred", "open"),
    ],
)
def test_an_action_is_blocked_while_a_blocker_about_it_is_open(read, blocker, status):
    rows = f"a1,action,T,amara,nps,,,,,,\nb1,blocker,T,amara,,a1,,2026-05-01{blocker}\n"
    found = read(log=f"{LOG}\n{rows}")
    assert lines(found) == []
    assert statuses(found)["a1"] == status


def test_what_is_typed_stands_over_what_would_follow(read):
    rows = [
        "a1,action,T,amara,nps,,,2026-05-01,,2026-05-02,refused",
        "a2,action,T,amara,nps,,,,,,open",
        "a3,action,T,amara,nps,,,,,2026-05-02,",
        "b1,blocker,T,amara,,a2;a3,,,,,",
    ]
    found = read(log="\n".join([LOG, *rows, ""]))
    assert statuses(found) == {"a1": "refused", "a2": "open", "a3": "done", "b1": "open"}


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("x,act,T,amara,nps,,,,,,", "2:3: error: CX305: kind is 'act'; did you mean 'action'?"),
        ("x,,T,amara,nps,,,,,,", "2:3: error: CX309: kind is blank"),
        ("x,action,T,amara,,,,,,,", "2:18: error: CX309: kpi is blank, and so is about"),
        ("x,blocker,T,amara,,,,,,,", "2:19: error: CX309: kpi is blank, and so is about"),
        ("x,failure,T,amara,nps,,,,,,", "2:25: error: CX309: opened is blank"),
        ("x,action,T,amara,nps;npss,,,,,,", "2:18: error: CX302: there is no KPI 'npss'"),
        ("x,action,T,amara,nps,,ana,,,,", "2:23: error: CX303: there is no owner 'ana'"),
        (
            "x,action,T,amara,nps,paying,,,,,",
            "2:22: error: CX314: there is no row, stage or moment 'paying'",
        ),
        ("x,action,T,amara,nps,x,,,,,", "2:22: error: CX314: 'x' is about itself"),
        (
            "x,action,T,amara,nps,,,2026-05-02,2026-05-01,,",
            "2:35: error: CX310: due on 2026-05-01, before it was opened on 2026-05-02",
        ),
        (
            "x,decision,T,amara,,,,2026-05-02,,2026-05-01,",
            "2:35: error: CX310: closed on 2026-05-01, before it was opened on 2026-05-02",
        ),
        ("x,decision,T,amara,,,,,,,later", "2:26: error: CX305: status is 'later'; it must be one"),
    ],
)
def test_a_faulty_row(read, row, line):
    found = read(log=f"{LOG}\n{row}\n")
    assert found.log == ()
    (said,) = lines(found)
    assert said.startswith(f"log.csv:{line}")


@pytest.mark.parametrize(
    ("column", "cell", "line"),
    [
        ("segment", "North", "CX313: segment is 'North', not a column and its value; write it as"),
        (
            "segment",
            "regio=North",
            "CX313: 'nps' has no segments by 'regio'; did you mean 'reg",
        ),
        ("segment", "region=", "CX313: segment is 'region=', not a column and its value"),
        ("customers", "some", "CX306: customers is 'some', not a whole number"),
        ("customers", "-3", "CX306: customers is '-3', not a whole number"),
        ("customers", "4.5", "CX306: customers is '4.5', not a whole number"),
        ("found_by", "us", "CX305: found_by is 'us'; it must be one of: staff, customer"),
        ("aim", "growth", "CX305: aim is 'growth'; it must be one of: reliability, innovation"),
    ],
)
def test_a_faulty_cell(read, column, cell, line):
    found = read("by: [region]", actions=f"id,title,owner,kpi,{column}\na,T,amara,nps,{cell}\n")
    (said,) = lines(found)
    assert said.startswith(f"actions.csv:2:15: error: {line}")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("partner: Fleetline closes at six", Cause("Fleetline closes at six", CauseTag.PARTNER)),
        ("Technology : old scanners", Cause("old scanners", CauseTag.TECHNOLOGY)),
        ("Nobody knows", Cause("Nobody knows")),
        ("Two reasons: rain and snow", Cause("Two reasons: rain and snow")),
    ],
)
def test_where_a_cause_lies_stands_before_its_colon(read, text, cause):
    found = read(actions=f"id,title,owner,kpi,cause\na,T,amara,nps,{text}\n")
    assert lines(found) == []
    assert found.actions[0].cause == cause


def test_a_word_that_is_none_is_kept_and_said(read):
    found = read(actions="id,title,owner,kpi,cause\na,T,amara,nps,proces: Late\n")
    (line,) = lines(found)
    assert line == (
        "actions.csv:2:15: warning: CX312: 'proces' is not where a cause lies; "
        "did you mean 'process'?"
    )
    assert found.actions[0].cause == Cause("proces: Late")


def test_rows_that_are_about_one_another_in_a_circle(read):
    rows = [
        "x,action,T,amara,nps,z,,,,,",
        "y,decision,T,amara,,x,,,,,",
        "z,action,T,amara,nps,y,,,,,",
        "w,action,T,amara,nps,x,,,,,",
    ]
    found = read(log="\n".join([LOG, *rows, ""]))
    (line,) = lines(found)
    assert line == (
        "log.csv:2:22: error: CX314: 'x' is about itself, by way of y, z; take one of them out"
    )
    assert [row.id for row in found.log] == ["w"]


def test_a_missing_file_of_several_has_its_own_place(read, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(f"{LOG}\n")
    text = page(top="registers:\n  log:\n    - a.csv\n    - b.csv\n")
    (tmp_path / "kpis.yaml").write_text(text)
    found = read_registers(examine(tmp_path / "kpis.yaml").definition)
    assert [(p.line, p.column) for p in found.problems] == [(text.count("\n"), 7)]


def sheet(path, rows, name="Actions", before=()):
    """Write a workbook with the sheets *before*, empty, and one of *rows*."""
    book = Workbook()
    book.remove(book.active)
    for empty in before:
        book.create_sheet(empty)
    page = book.create_sheet(name)
    for row in rows:
        page.append(row)
    book.save(path)


@pytest.fixture
def from_workbook(tmp_path, monkeypatch):
    """Read the actions of a workbook."""
    monkeypatch.chdir(tmp_path)

    def of(rows, name="actions.xlsx", **more):
        if rows is not None:
            sheet(tmp_path / name, rows, **more)
        (tmp_path / "kpis.yaml").write_text(page(top=f"registers: {{actions: {name}}}\n"))
        return read_registers(examine(tmp_path / "kpis.yaml").definition)

    return of


def test_a_workbook_as_people_keep_it(from_workbook):
    rows = [
        [],
        ["id", "title", "kpi", "owner", "opened", "due", "progress", "customers", None],
        [
            7,
            "Call back",
            "nps",
            "amara",
            datetime.fromisoformat("2026-02-01"),
            date(2026, 9, 1),
            55,
            420.0,
            None,
        ],
        [None, None, None],
        ["=1+1", "Formulas are not worked out", "nps", "jonas", None, "2026-03-01>2026-05-01"],
    ]
    found = from_workbook(rows, before=["Cover"])
    assert lines(found) == ["actions.xlsx:5:1: error: CX309: id is blank"]
    (action,) = found.actions
    assert (action.id, action.opened, action.due) == ("7", date(2026, 2, 1), (date(2026, 9, 1),))
    assert (action.progress, action.customers, action.more) == (55.0, 420, {})


def test_faults_have_the_row_and_the_column_of_the_sheet(from_workbook):
    rows = [
        ["id", "title", "kpi", "owner", "due"],
        ["a1", "T", "nps", "ana", "soon"],
        ["a2", "T", "nps", "amara", None, "beyond"],
    ]
    assert lines(from_workbook(rows)) == [
        "actions.xlsx:3:6: error: CX300: this cell stands under no name of the header",
        "actions.xlsx:2:4: error: CX303: there is no owner 'ana'; there are: amara, jonas",
        "actions.xlsx:2:5: error: CX304: due is 'soon', not a day; write days as in 2026-07-23",
    ]


@pytest.mark.parametrize("rows", [[], [[None], ["", " "]]])
def test_an_empty_sheet(from_workbook, rows):
    assert lines(from_workbook(rows)) == ["actions.xlsx: error: CX300: the sheet is empty"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half a workbook", b"id,title\n"])
def test_a_damaged_workbook(from_workbook, tmp_path, content):
    (tmp_path / "actions.xlsx").write_bytes(content)
    (line,) = lines(from_workbook(None))
    assert line.startswith("actions.xlsx: error: CX300: it is")


def test_a_long_chain_of_rows_is_no_circle(read):
    rows = [f"r{at},decision,T,amara,,{f'r{at - 1}' if at else ''},,,,," for at in range(10_000)]
    found = read(log="\n".join([LOG, *rows, ""]))
    assert lines(found) == []
    assert len(found.log) == 10_000


MANY = "id,kind,title,owner,kpi,about,with,opened,due,closed,status,cause,segment,progress,colour"


def many_rows(faults=()):
    """Return a log of rows that have a handful of days and people; *faults* replace rows."""
    kinds = ("action", "decision", "blocker", "failure")
    rows = {
        at: f"r{at},{kinds[at % 4]},Row {at},{('amara', 'jonas')[at % 2]},nps,,,"
        f"2026-01-0{1 + at % 3},2026-02-0{1 + at % 3},,,people: Rota,,{at % 5}0,red"
        for at in range(60)
    }
    return "\n".join([MANY, *(rows | dict(faults)).values(), ""])


def test_what_a_cell_means_is_asked_once_for_each_text(read, monkeypatch):
    asked = []
    day, owner = Reader.day, Reader.owner
    monkeypatch.setattr(
        Reader, "day", lambda own, row, name: asked.append((name, row[name])) or day(own, row, name)
    )
    monkeypatch.setattr(
        Reader, "owner", lambda own, row: asked.append(("owner", row["owner"])) or owner(own, row)
    )
    found = read(log=many_rows())
    assert len(found.log) == 60
    assert sorted(asked) == [
        ("check_on", ""), ("closed", ""),
        *(("opened", f"2026-01-0{day}") for day in (1, 2, 3)),
        ("owner", "amara"), ("owner", "jonas"),
    ]  # fmt: skip


FAULTS = {
    7: "r7,action,Row 7,nobody,nps,,,2026-01-01,2026-02-30,,opne,people: Rota,,10,red",
    8: "r8,action,,jonas,nps;none,,amara;no,2026-1-1,,,,peple: Rota,region=,200,red",
    9: "r3,Action,Row 9,jonas,,,,2026-01-03,2026-01-02,,,Rota,region=North,10%,blue",
    10: "r10,,Row 10,amara,nps,,,,,,,,,,",
    11: "r11,failure,Row 11,amara,nps,,,,,,,,,,",
    12: "r12,blocker,Row 12,amara,,,,2026-01-01,,2025-01-01,,,,,",
    13: "r13,decision,Row 13,amara,,r1;r99,,,,2026-01-09,open,,,,",
    14: "Total,,,,,,,,,,,,,60,",
    15: "r15,action,Row 15,amara,nps,,,,,,done,elsewhere: Rota,,,",
    16: "r16,action,Row 16,amara,nps,r16,,,,,cancelled,,,,",
    17: "r17,action,,amara,nps,,,,,,,,,,",
    18: ",action,Row 18,amara,nps,,,,,,,,,,",
    19: "r19,action,Row 19,,nps,,,,,,,,,,",
    20: "r20,,Row 20,amara,nps,,,2026-01-01,,,,,,,",
}


def test_a_log_read_by_its_lines_is_what_it_is_cell_by_cell(read, monkeypatch):
    text = many_rows(FAULTS)
    by_lines = read("by: [region]", log=text)
    monkeypatch.setattr(LogLines, "__iter__", lambda own: ([None] for _ in own.reader.table.lines))
    alone = read("by: [region]", log=text)
    assert by_lines.log == alone.log
    assert [row.place for row in by_lines.log] == [row.place for row in alone.log]
    assert [row.more for row in by_lines.log] == [row.more for row in alone.log]
    assert lines(by_lines) == lines(alone)
    assert len(by_lines.log) == 60 - len(FAULTS) + 1
    assert {each.split(":")[1] for each in lines(by_lines)} == {str(at + 2) for at in FAULTS}
