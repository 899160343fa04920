"""Actions and commentary, row by row, with the line of every fault."""

from dataclasses import fields
from datetime import date

import pytest

from cxscore.definition import examine
from cxscore.model.log import LogStatus
from cxscore.model.registers import Comment, Registers, Written
from cxscore.problems import has_errors
from cxscore.registers import REGISTERS, read_registers
from cxscore.registers.log import KINDS
from tests.definition.pages import page
from tests.log_rows import an_action

ACTIONS = "id,kpi,title,owner,status"
FULL = f"{ACTIONS},cause,opened,due,progress,closed,expected_effect,check_on,outcome,Effort"
COMMENTS = "kpi,period,author,written,what,why,next"


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def read(actions=None, commentary=None, suffix="csv", top=""):
        keys = []
        for name, content in (("actions", actions), ("commentary", commentary)):
            if content is not None:
                raw = content if isinstance(content, bytes) else content.encode()
                (tmp_path / f"{name}.{suffix}").write_bytes(raw)
                keys.append(f"{name}: {name}.{suffix}")
        top += f"registers: {{{', '.join(keys)}}}\n" if keys else ""
        (tmp_path / "kpis.yaml").write_text(page(top=top))
        examined = examine(tmp_path / "kpis.yaml")
        assert examined.problems == ()
        return read_registers(examined.definition)

    return read


def lines(found):
    return [str(problem) for problem in found.problems]


def test_none_are_no_fault(written):
    found = written()
    assert (found.actions, found.commentary, found.problems) == ((), (), ())


def test_an_action(written):
    row = "a1,nps,Call back,amara,Blocked,Long waits,2026-02-01,2026-03-01>2026-05-01,55%,,"
    row += "+2 points,2026-06-01,,40 hours"
    found = written(f"{FULL}\n{row}\n")
    assert lines(found) == []
    assert found.actions == (
        an_action(
            "a1",
            "nps",
            "Call back",
            "amara",
            LogStatus.BLOCKED,
            cause="Long waits",
            opened=date(2026, 2, 1),
            due=(date(2026, 3, 1), date(2026, 5, 1)),
            progress=55.0,
            expected_effect="+2 points",
            check_on=date(2026, 6, 1),
            more={"Effort": "40 hours"},
        ),
    )


def test_a_header_alone_is_an_empty_register(written):
    found = written(f"{ACTIONS}\n", f"{COMMENTS}\n")
    assert (found.actions, found.commentary, found.problems) == ((), (), ())


def test_a_comment(written):
    row = 'nps,2026-05,amara,2026-06-02,"Up,\nagain",Faster answers,Keep going,red'
    found = written(None, f"{COMMENTS},colour\n{row}\n")
    assert lines(found) == []
    more = {"colour": "red"}
    day = date(2026, 6, 2)
    words = ("Up,\nagain", "Faster answers", "Keep going")
    assert found.commentary == (Comment("nps", "2026-05", "amara", day, *words, more),)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (
            "a1,npss,T,amara,open,,,,",
            "2:4: error: CX302: there is no KPI 'npss'; did you mean 'nps'?",
        ),
        (
            "a1,nps,T,amra,open,,,,",
            "2:10: error: CX303: there is no owner 'amra'; did you mean 'ama",
        ),
        ("a1,nps,T,amara,opne,,,,", "2:16: error: CX305: status is 'opne'; did you mean 'open'?"),
        (
            "a1,nps,T,amara,begun,,,,",
            "2:16: error: CX305: status is 'begun'; it must be one of: open",
        ),
        ("a1,,T,amara,open,,,,", "2:4: error: CX309: kpi is blank"),
        (",nps,T,amara,open,,,,", "2:1: error: CX309: id is blank"),
        (
            "a1,nps,T,amara,open,1 May,,,",
            "2:21: error: CX304: opened is '1 May', not a day; write days as",
        ),
        ("a1,nps,T,amara,open,,2026-02-30,,", "2:22: error: CX304: due is '2026-02-30', not a day"),
        (
            "a1,nps,T,amara,open,,2026-02-01>,,",
            "2:22: error: CX304: due is '2026-02-01>', which lacks a day before or after '>'",
        ),
        (
            "a1,nps,T,amara,open,,,101,",
            "2:23: error: CX306: progress is '101', not a percentage from",
        ),
        ("a1,nps,T,amara,open,,,half,", "2:23: error: CX306: progress is 'half', not a percentage"),
        (
            "a1,nps,T,amara,done,2026-02-02,,,2026-02-01",
            "2:34: error: CX310: closed on 2026-02-01, be",
        ),
        (
            "a1,nps,T,amara,open",
            "2:1: error: CX300: this row has 5 cells, the header 9; put text that",
        ),
    ],
)
def test_a_faulty_action(written, row, line):
    found = written(f"{ACTIONS},opened,due,progress,closed\n{row}\n")
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(f"actions.csv:{line}")
    assert found.actions == ()


def test_an_action_may_be_closed_on_the_day_it_was_opened(written):
    row = "a1,nps,T,amara,done,2026-02-02,,,2026-02-02"
    found = written(f"{ACTIONS},opened,due,progress,closed\n{row}\n")
    assert lines(found) == []
    assert found.actions[0].closed == found.actions[0].opened == date(2026, 2, 2)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a1,nps,T,amara,done,", "warning: CX311: action 'a1' is done, and 'closed' is blank"),
        (
            "a1,nps,T,amara,blocked,2026-02-01",
            "CX311: action 'a1' is blocked, and closed on 2026-02-01",
        ),
    ],
)
def test_a_status_that_dates_contradict(written, row, words):
    found = written(f"{ACTIONS},closed\n{row}\n")
    assert words in lines(found)[0]
    assert len(found.actions) == 1


def test_ids_stand_once(written):
    found = written(f"{ACTIONS}\na1,nps,T,amara,open\na1,nps,U,amara,open\n")
    says = "CX307: action 'a1' stands here a second time; the first is on line 2"
    assert lines(found) == [f"actions.csv:3:1: error: {says}"]
    assert len(found.actions) == 1


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("npss,2026-05,,,x,,", "2:1: error: CX302: there is no KPI 'npss'; did you mean 'nps'?"),
        (
            "Net promoter score,2026-05,,,x,,",
            "2:1: error: CX302: there is no KPI 'Net promoter score'; did",
        ),
        (",2026-05,,,x,,", "2:1: error: CX309: kpi is blank"),
        ("nps,,,,x,,", "2:5: error: CX309: period is blank"),
        (
            "nps,2026-5,,,x,,",
            "2:5: error: CX308: '2026-5' is not a period of nps; write it like 2026-04",
        ),
        ("nps,2026-Q2,,,x,,", "2:5: error: CX308: '2026-Q2' is not a period of nps; write it like"),
        (
            "nps,2026-05,,May,x,,",
            "2:14: error: CX304: written is 'May', not a day; write days as in",
        ),
        ("nps,2026-05,,,,,", "2:15: error: CX309: the comment says nothing"),
    ],
)
def test_a_faulty_comment(written, row, line):
    found = written(None, f"{COMMENTS}\n{row}\n")
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(f"commentary.csv:{line}")
    assert found.commentary == ()


def test_a_period_has_one_comment(written):
    found = written(None, f"{COMMENTS}\nnps,2026-05,,,x,,\nnps,2026-06,,,x,,\nnps,2026-05,,,y,,\n")
    says = "commentary.csv:4:1: error: CX307: nps has a comment on 2026-05 already; it is on line 2"
    assert lines(found) == [says]


def test_periods_of_a_listed_calendar(written, tmp_path):
    (tmp_path / "periods.csv").write_text(
        "period,start,end,year,number\nP1,2026-01-01,2026-01-28,2026,1\n"
    )
    found = written(None, f"{COMMENTS}\nnps,P2,,,x,,\n", top="calendar: {period: periods.csv}\n")
    assert lines(found)[0].endswith("'P2' is not a period of nps; write it like P1")


@pytest.mark.parametrize(
    ("actions", "commentary", "expected"),
    [
        ("id,kpi,title,ower,status\n", None, ["there is no column 'owner'; did you mean 'ower'?"]),
        (
            "id,kpi\n",
            None,
            [f"there is no column '{name}'" for name in ("owner", "title")],
        ),
        (None, "kpi,period,author\n", ["there is no column 'what', 'why' or 'next'"]),
        (None, "kpi,what\n", ["there is no column 'period'"]),
        ("", None, ["the file is empty"]),
        (b"id\n\xff\n", None, ["byte 0xFF is not UTF-8; save the file as UTF-8"]),
    ],
)
def test_columns_that_are_needed(written, actions, commentary, expected):
    found = written(actions, commentary)
    assert sorted(problem.message for problem in found.problems) == expected


def test_a_yaml_list_is_read_as_well(written):
    found = written(
        """\
- {id: a1, kpi: nps, title: T, owner: amara, status: open, due: [2026-03-01, 2026-05-01]}
- id: 2
  kpi: nps
  title: U
  owner: amara
  status: done
  closed: 2026-05-01
  progress: 55
  cause:
""",
        suffix="yaml",
    )
    assert lines(found) == []
    assert found.actions[0].due == (date(2026, 3, 1), date(2026, 5, 1))
    assert (found.actions[1].id, found.actions[1].progress, found.actions[1].cause) == (
        "2",
        55.0,
        None,
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "- {id: a1, kpi: x, title: T, owner: amara, status: open}",
            "1:17: error: CX302: there is no KPI",
        ),
        (
            "- {id: a1, title: T, owner: amara, status: open}\n- {kpi: nps}",
            "1:1: error: CX309: kpi is blank",
        ),
        ("- text\n", "1:3: error: CX300: this row has no keys"),
        ("a: b\n", "1:1: error: CX300: a register is a list of rows, each with its keys"),
        ("- [", "2:1: error: CX102: "),
        (
            "- {id: a1, id: a2, kpi: nps, title: T, owner: amara, status: open}",
            "1:12: error: CX103: 'id'",
        ),
    ],
)
def test_a_faulty_yaml_list(written, text, line):
    found = written(text, suffix="yaml")
    assert lines(found)[0].startswith(f"actions.yaml:{line}")
    assert has_errors(found.problems)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("none.csv", "17:22: error: CX145: there is no file 'none.csv'"),
        (
            "/etc/hosts",
            "17:22: error: CX144: '/etc/hosts' lies outside the folder of kpis.yaml; to read",
        ),
        ("'*.yaml'", "17:22: error: CX300: '*.yaml' means 2 files; name one"),
    ],
)
def test_a_register_that_is_not_there(tmp_path, monkeypatch, path, line):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.yaml").write_text("x")
    (tmp_path / "kpis.yaml").write_text(page(top=f"registers: {{actions: {path}}}\n"))
    found = read_registers(examine(tmp_path / "kpis.yaml").definition)
    assert lines(found)[0].startswith(f"kpis.yaml:{line}")


def test_a_kpi_with_a_fault_of_its_own_is_known_all_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    top = "  broken: {name: B}\nregisters: {actions: a.csv, commentary: c.csv}\n"
    (tmp_path / "kpis.yaml").write_text(page(top=top))
    (tmp_path / "a.csv").write_text(f"{ACTIONS}\na1,broken,T,amara,open\n")
    (tmp_path / "c.csv").write_text("kpi,period,what\nbroken,soon,x\n")
    found = read_registers(examine(tmp_path / "kpis.yaml").definition)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        (
            "a1,nps,Call back,amara,In progress",
            "CX305: status is 'In progress'; did you mean 'open'?",
        ),
        ("a1,nps,Call back,amara,Completed", "did you mean 'done'?"),
        ("a1,nps,Call back,amara,On hold", "did you mean 'blocked'?"),
        ("a1,nps,Call back,amara,Canceled", "did you mean 'cancelled'?"),
        ("a1,nps,Call back,Amara Osei,open", "CX303: there is no owner 'Amara Osei'; did you mean"),
        (
            "a1,Net promoter score,Call,amara,open",
            "CX302: there is no KPI 'Net promoter score'; did",
        ),
        (
            "Total,,,,",
            "CX309: this row reads 'Total', and most of its cells are blank; leave totals",
        ),
        (
            ",,,,Summe",
            "CX309: this row reads 'Summe', and most of its cells are blank; leave totals",
        ),
    ],
)
def test_what_people_type_is_one_line_with_what_is_meant(written, cells, hint):
    found = written(f"{ACTIONS}\n{cells}\n")
    (line,) = lines(found)
    assert hint in line
    assert found.actions == ()


@pytest.mark.parametrize(
    ("opened", "hint"),
    [
        ("3/7/2026", "write 2026-07-03 for 3 July, or 2026-03-07 for 7 March"),
        ("23/7/2026", "write it as 2026-07-23"),
        ("2026-07-06 00:00:00", "write it as 2026-07-06"),
        ("tomorrow", "write days as in 2026-07-23"),
        ("2026-02-30", "write days as in 2026-07-23"),
    ],
)
def test_days_are_hinted_at_as_they_may_be_meant(written, opened, hint):
    (line,) = lines(written(f"{ACTIONS},opened\na1,nps,Call back,amara,open,{opened}\n"))
    assert line == f"actions.csv:2:29: error: CX304: opened is '{opened}', not a day; {hint}"


def test_totals_are_those_of_blank_rows_alone(written):
    found = written(f"{ACTIONS}\ntotal,nps,Call back,amara,open\n")
    assert lines(found) == []
    assert found.actions[0].id == "total"


def test_a_due_date_moves_by_any_arrow(written):
    due = "2026-03-01 -> 2026-05-01 → 2026-06-01"
    found = written(f"{ACTIONS},due\na1,nps,Call back,amara,open,{due}\n")
    assert found.actions[0].due == (date(2026, 3, 1), date(2026, 5, 1), date(2026, 6, 1))


@pytest.mark.parametrize("progress", ["50,5", "at 50.5 %"])
def test_progress_is_hinted_at(written, progress):
    (line,) = lines(
        written(f"{ACTIONS};progress\n".replace(",", ";") + f"a;nps;T;amara;open;{progress}\n")
    )
    assert line.endswith("not a percentage from 0 to 100; write 50.5")


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nid;kpi;title;owner;status\na1;nps;Call back;amara;open\n",
        "\ufeffid,kpi,title,owner,status\na1,nps,Call back,amara,open\n,,,,\n\n",
        "id\tkpi\ttitle\towner\tstatus\na1\tnps\tCall back\tamara\topen\n",
    ],
)
def test_what_spreadsheets_add_is_no_fault(written, text):
    found = written(text)
    assert lines(found) == []
    assert [action.title for action in found.actions] == ["Call back"]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            "ID,KPI,Title,Owner,Status",
            [
                "CX301: this line has none of the columns id, kpi, title, owner; "
                "rename those that are meant: ID, KPI, Title, Owner"
            ],
        ),
        (
            "Actions of 2026,a,b,c,d",
            [
                "CX301: this line has none of the columns id, kpi, title, owner; "
                "they have to stand on the first line, with no title above them"
            ],
        ),
        (
            "id,kpi,action,responsible,status",
            [
                "CX301: there is no column 'owner'; did you mean 'responsible'?",
                "CX301: there is no column 'title'; did you mean 'action'?",
            ],
        ),
        ("id,kpi,title,owner,status,,", ["CX300: 2 columns have no name"]),
    ],
)
def test_headers(written, header, said):
    found = written(f"{header}\na1,nps,Call back,amara,open{',' * (header.count(',') - 4)}\n")
    assert sorted(line.split("error: ")[1] for line in lines(found)) == said


def test_every_key_of_registers_has_its_reader_and_its_place():
    keys = {each.name for each in fields(Registers)}
    assert keys == {*KINDS, *REGISTERS}
    assert {"log", *REGISTERS} == {each.name for each in fields(Written)} - {"problems", "invited"}


def test_the_sponsors_word_is_on_a_period_of_the_scorecard(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = "kpi,period,what\nscorecard,2026-06,We ask for the hub\nscorecard,2026-Q2,No month\n"
    (tmp_path / "said.csv").write_text(rows)
    (tmp_path / "kpis.yaml").write_text(page(top="registers: {commentary: said.csv}\n"))
    found = read_registers(examine(tmp_path / "kpis.yaml").definition)
    assert [(comment.kpi, comment.period) for comment in found.commentary] == [
        ("scorecard", "2026-06")
    ]
    assert [str(problem) for problem in found.problems] == [
        "said.csv:3:11: error: CX308: '2026-Q2' is not a period of scorecard; write it like 2026-04"
    ]


def test_what_nobody_signed_is_the_owners_or_the_sponsors(written):
    found = written(
        None, f"{COMMENTS}\nnps,2026-05,,,Up,,\nnps,2026-04,Jo,,Up,,\nscorecard,2026-05,,,Up,,\n"
    )
    assert [comment.author for comment in found.commentary] == ["amara", "Jo", ""]
