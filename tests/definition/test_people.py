"""Who answers for KPIs: owners and their file, suppliers, meetings, what a KPI is for."""

from datetime import date

import pytest
from openpyxl import Workbook

from cxscore.definition.outdated import without_outdated
from cxscore.model.choices import Assurance, StandardKind
from cxscore.model.kpi import Standard, Verified
from cxscore.model.outline import Heading, Owner
from tests.definition.pages import PAGE, examined, lines

OWNERS = "owners:\n  amara: {name: Amara Osei}\n  jonas: {name: Jonas Lindqvist}\n"
PEOPLE = "id,name,role,team,email,deputy,supplier,until\nyork,York,Manager,Stores,,jonas,,\n"


def test_owners_of_a_file_come_after_those_of_the_page():
    text = PAGE.replace("owners:", "owners_file: people.csv\nowners:").replace(
        "owner: amara", "owner: york"
    )
    found = examined(text, people=PEOPLE + "fleet,Fleetline,,,,,yes,2026-08-31\n")
    assert lines(found) == []
    assert found.definition.owners[2:] == (
        Owner("york", "York", "Manager", "Stores", deputy="jonas"),
        Owner("fleet", "Fleetline", supplier=True, until=date(2026, 8, 31)),
    )


def test_owners_may_all_stand_in_a_workbook():
    book = Workbook()
    for row in (["id", "name"], ["amara", "Amara Osei"]):
        book.active.append(row)
    book.save("people.xlsx")
    found = examined(PAGE.replace(OWNERS, "owners_file: people.xlsx\n"))
    assert lines(found) == []
    assert [owner.id for owner in found.definition.owners] == ["amara"]


def test_without_owners_and_their_file_owners_are_missed():
    found = examined(PAGE.replace(OWNERS, ""))
    assert any("CX104" in line and "'owners'" in line for line in lines(found))


def test_a_damaged_file_is_one_fault():
    found = examined(PAGE.replace(OWNERS, "owners_file: people.csv\n"), people="")
    assert [line for line in lines(found) if "CX163" in line] == [
        "people.csv: error: CX163: the file is empty"
    ]


def test_what_a_kpi_is_held_to():
    keys = (
        "standard: {value: 95, source: NHS Constitution, kind: regulator}\n"
        "    verified: {by: Internal audit, on: 2026-03-31, level: none}\n"
        "    since: 2025-04-01\n"
    )
    found = examined(f"{PAGE}    {keys}")
    assert lines(found) == []
    (kpi,) = found.definition.kpis
    assert kpi.standard == Standard(95.0, "NHS Constitution", StandardKind.REGULATOR)
    assert kpi.verified == Verified("Internal audit", date(2026, 3, 31), Assurance.NONE)
    assert kpi.since == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-05-28", "2026-05-28"), ("2026-05-29", "2026-07-23"), ("2026-09-25", None)],
)
def test_the_first_meeting_to_come_heads_the_paper(as_of, expected):
    days = (date(2026, 7, 23), date(2026, 9, 24), date(2026, 5, 28))
    found = Heading("Scorecard", meetings=days).meeting_from(date.fromisoformat(as_of))
    assert found == (expected and date.fromisoformat(expected))


def test_an_owner_is_in_post_on_the_last_day():
    text = PAGE.replace("{name: Amara Osei}", "{name: Amara Osei, until: 2026-06-30}")
    definition = examined(text).definition
    for day, codes in ((date(2026, 6, 30), []), (date(2026, 7, 1), ["CX509"])):
        _, problems = without_outdated(definition, day)
        assert [problem.code for problem in problems] == codes
