"""`--owner`: a pack of somebody's own, in every format, and what is due from whom."""

import json
from datetime import date
from pathlib import Path

import icalendar
import pytest

from tests import closed
from tests.closed import build, change, run

AGREEMENTS = """\
id,giver,receiver,promise,kpi,threshold,serves,due,review,state
P1,ben,ada,Answers by noon,happy,50,complaints_rate,,2026-09-01,agreed
P2,ada,ben,New form,,,happy,2026-08-14,,agreed
P3,cat,ada,"Vans; on time\\, daily",,,,2026-07-20,,agreed
P4,ben,cat,Never meant,,,,2026-07-21,,refused
"""
BLOCKERS = "id,title,about,owner,opened,due\nB1,No licence,A1,ben,2026-05-01,2026-07-10\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    change("kpis.yaml", "{name: Ben Moor}", "{name: 'Ben \"B\" Moor', email: ben@example.com}")
    change("kpis.yaml", "  ben:", "  cat: {name: Cat Hay, team: Vans, supplier: true}\n  ben:")
    change("kpis.yaml", "history: 12", "history: 12, sponsor: ben")
    change("kpis.yaml", "  actions:", "  agreements: agreements.csv\n  blockers: b.csv\n  actions:")
    Path("agreements.csv").write_text(AGREEMENTS, encoding="utf-8")
    Path("b.csv").write_text(BLOCKERS, encoding="utf-8")
    return tmp_path


def own(owner, *more):
    return build("2026-06", "2026-07-06", "--owner", owner, *more)


def due_ics(*more):
    as_of = ("--period", "2026-06", "--as-of", "2026-07-06")
    result = run("build", "-q", "-f", "ics", "-o", "due.ics", *as_of, *more)
    assert result.exit_code == 0, result.output
    return Path("due.ics").read_bytes()


def test_the_registers_hold_what_concerns_them():
    found = own("ben")
    registers = found["registers"]
    assert found["people"] == ["ben"] and found["narrowed"] is True
    assert [kpi["id"] for kpi in found["kpis"]] == ["complaints_rate"]
    # A2 is an action of theirs on a KPI that is not.
    assert [row["id"] for row in registers["log"]] == ["A2", "D1", "B1"]
    assert [row["id"] for row in registers["agreements"]] == ["P1", "P2", "P4"]


def test_the_row_of_the_owner_counts_what_they_gave_and_what_they_have_to_do():
    (row,) = own("ben")["owners"]
    assert row["id"] == "ben"
    counted = ("promises_given", "promises_received", "blockers_to_clear", "actions_open")
    assert [row[key] for key in counted] == [1, 1, 1, 1]
    assert row["last_sign"] == "2026-05-04"


def test_what_is_due_comes_in_the_order_of_days():
    dues = [(due["kind"], due["id"], due["day"], due["late"]) for due in own("ben")["dues"]]
    assert dues == [
        ("decision", "D1", "2026-06-20", True),
        ("blocker", "B1", "2026-07-10", False),
        ("action", "A2", "2026-07-31", False),
        ("promise", "P2", "2026-08-14", False),
        ("review", "P1", "2026-09-01", False),
    ]


def test_the_page_says_what_is_due_and_names_kpis_that_are_not_theirs():
    own("ben")
    page = Path("scorecard/scorecard.html").read_text(encoding="utf-8")
    assert "answers for 1 KPI; 4 things are due, 1 of them overdue." in page
    assert "Overdue" in page and "by 16 days" in page
    assert "Pleased customers" in page, "the KPI of an action of theirs is called by its name"
    assert "No licence" in page and "Call back the unhappy" in page
    assert "Vans; on time" not in page, "what others promise one another is theirs"


def test_somebody_without_a_kpi_has_a_pack_of_what_they_promise():
    found = own("cat")
    assert found["kpis"] == [] and [due["id"] for due in found["dues"]] == ["P3"]
    assert found["summary"]["headline"] == "Cat Hay owns no KPI."
    page = Path("scorecard/scorecard.html").read_text(encoding="utf-8")
    assert 'id="personal"' in page and 'id="scorecard"' not in page and 'id="owners"' not in page


def test_it_is_printed_as_well():
    pytest.importorskip("weasyprint")
    for owner in ("ben", "cat"):
        result = run("build", "-q", "-f", "pdf", "-o", "p.pdf", "--owner", owner)
        assert result.exit_code == 0, result.output
        assert Path("p.pdf").read_bytes().startswith(b"%PDF")


def test_everybodys_pack_has_no_page_of_what_is_due():
    found = build("2026-06", "2026-07-06")
    assert found["people"] == [] and len(found["owners"]) == 3
    assert 'id="personal"' not in Path("scorecard/scorecard.html").read_text(encoding="utf-8")


def test_a_kpi_that_is_not_theirs_leaves_nothing_to_show():
    result = run("build", "--owner", "ben", "--kpi", "happy")
    assert (result.exit_code, "no KPI is left" in result.stderr) == (2, True)


def test_such_a_pack_is_not_closed():
    own("ben")
    assert run("close", "2026-06").exit_code == 2


class TestCalendar:
    def test_another_program_reads_each_day(self):
        calendar = icalendar.Calendar.from_ical(due_ics())
        events = {str(each["uid"]): each for each in calendar.walk("VEVENT")}
        action = events["A2-action@field-sons"]
        assert action.decoded("dtstart") == date(2026, 7, 31)
        assert action.decoded("dtend") == date(2026, 8, 1)
        assert str(action["summary"]) == "Action to be done: Shorter letters"
        assert action["attendee"] == "mailto:ben@example.com"
        assert action["attendee"].params["cn"] == "Ben 'B' Moor"
        assert "attendee" not in events["P3-promise@field-sons"], "no address is known"
        assert set(events) == {
            *("A1-action@field-sons", "A2-action@field-sons", "D1-decision@field-sons"),
            *("B1-blocker@field-sons", "P2-promise@field-sons", "P3-promise@field-sons"),
            "P1-review@field-sons",
        }

    def test_what_parts_values_is_part_of_the_text(self):
        calendar = icalendar.Calendar.from_ical(due_ics("--owner", "cat"))
        (event,) = calendar.walk("VEVENT")
        assert str(event["summary"]) == "Promise to be kept: Vans; on time\\, daily"

    def test_lines_end_as_they_must_and_are_short(self):
        change("actions.csv", "Shorter letters", "Kürzere Briefe " * 12)
        lines = due_ics().split(b"\r\n")
        assert lines[-1] == b"" and not any(b"\n" in line or b"\r" in line for line in lines)
        assert max(map(len, lines)) <= 75
        calendar = icalendar.Calendar.from_ical(b"\r\n".join(lines))
        assert any("Kürzere Briefe " * 12 in f"{each['summary']} " for each in calendar.events)

    def test_the_same_pack_gives_the_same_bytes(self):
        assert due_ics() == due_ics()
        assert b"DTSTAMP:20260706T000000Z" in due_ics()

    def test_where_nothing_is_due_it_is_a_calendar_all_the_same(self):
        change("agreements.csv", "2026-07-20", "")
        content = due_ics("--owner", "cat")
        calendar = icalendar.Calendar.from_ical(content)
        assert not calendar.walk("VEVENT")
        (part,) = calendar.subcomponents
        assert (part.name, str(part["tzid"])) == ("VTIMEZONE", "UTC")
        assert b"VTIMEZONE" not in due_ics(), "events are whole days, of no time zone"

    def test_a_comment_is_due_anew_in_every_period(self):
        Path("c.csv").write_text("kpi,period,what\nhappy,2026-05,Fine\n", encoding="utf-8")
        change("kpis.yaml", "  agreements:", "  commentary: c.csv\n  agreements:")
        change("kpis.yaml", "target: 60", "target: 99")
        assert b"UID:happy-comment-2026-06@field-sons" in due_ics()

    def test_addresses_stand_in_no_other_format(self):
        result = run("build", "-q", "-f", "html,csv", "--as-of", "2026-07-06")
        assert result.exit_code == 0, result.output
        for path in Path("scorecard").iterdir():
            assert b"ben@example.com" not in path.read_bytes()


def test_the_sample_says_what_is_due_from_its_owners(tmp_path):
    root = Path(__file__).parents[1]
    result = run(
        "build", str(root / "kpis.yaml"), "-q", "-f", "json", "-o", "s.json", "--owner=jonas"
    )
    assert result.exit_code == 0, result.output
    found = json.loads(Path("s.json").read_text(encoding="utf-8"))
    assert {row["owner"] for row in found["registers"]["log"]} == {"jonas"}
    assert {person for due in found["dues"] for person in due["people"]} == {"jonas"}
