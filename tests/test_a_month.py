"""A month from end to end, by the commands that people type: the sample's May 2026, and its June.

Each step is a day. What is read of it is what people read: the gate's lines, the Markdown, the
page, the mails that a server receives. Numbers are counted anew, by hand, from the files.
"""

import csv
import json
import os
import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests import mailbox
from tests.recipe import RECIPES, ROOT, install
from tests.samples import as_it_stood

GATE = "newly-off-target, off-target-without-action, off-target-without-commentary, restated"
EMAILS = {
    "Amara Osei": "amara.osei@example.com",
    "Marek Nowak": "marek.nowak@example.com",
    "Daniel Achebe": "daniel.achebe@example.com",
}
BOARD = "board@example.com"
COMMENTS = """\
fcr,2026-05,jonas,2026-06-11,71.8% were solved the first time.,Agents cannot see a parcel.,Tracking by August.
refunds,2026-05,helen,2026-06-11,84.9% were paid in three days.,One clerk types them in.,The bank mends it.
complaints_closed,2026-05,daniel,2026-06-12,83.7% were closed in five days.,Proof takes six.,Small ones go without.
delivery_gap,FY2026-Q4,marek,2026-06-12,12.9 points lie between regions.,No evening round.,We ask for the hub.
"""  # noqa: E501 (rows of a file)
LATE = ("C209001,2026-05-30,2026-06-04,North,Late delivery,0.00",
        "C209002,2026-05-31,2026-06-05,North,Late delivery,0.00")  # fmt: skip
"""Complaints of May that were entered after the board had met."""


class Company:
    """Northwind Home, in a folder of its own, on one day after the other."""

    def __init__(self, folder: Path, box: mailbox.Received) -> None:
        self.folder = folder / "northwind"
        self.box = box
        self.today = date(2026, 6, 3)
        scripts = install(folder / "bin")
        kept = {name: text for name, text in os.environ.items() if not name.startswith("CXSCORE")}
        self.environment = kept | {
            "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(box.port),
            "MAIL_FROM": "scorecard@example.com",
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "user.name",
            "GIT_CONFIG_VALUE_0": "Ada Field",
            "GIT_CONFIG_KEY_1": "user.email",
            "GIT_CONFIG_VALUE_1": "ada@example.com",
        }

    def types(self, line: str, ends: int = 0) -> subprocess.CompletedProcess:
        """Run what somebody types today; hold how it ends."""
        noon = datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)
        done = subprocess.run(
            ["sh", "-euc", line],
            cwd=self.folder if self.folder.exists() else self.folder.parent,
            env=self.environment | {"SOURCE_DATE_EPOCH": str(int(noon.timestamp()))},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        done.stdout = done.stdout.replace("\xa0", " ")
        assert done.returncode == ends, f"{line}\n{done.stdout}\n{done.stderr}"
        return done

    def objections(self, line: str) -> list[str]:
        """Run a build that the gate says no to; return its lines."""
        said = self.types(line, ends=3).stderr.splitlines()
        return [each.removeprefix("gate: ") for each in said if each.startswith("gate: ")]

    def changes(self, file: str, before: str, after: str) -> None:
        """Write *after* for *before*, which stands there once."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, (file, before)
        path.write_text(text.replace(before, after), encoding="utf-8")

    def adds(self, file: str, *rows: str) -> None:
        with (self.folder / file).open("a", encoding="utf-8") as stream:
            stream.writelines(f"{row}\n" for row in rows)

    def text(self, file: str) -> str:
        """Return a file as it reads: spaces that keep words together are spaces."""
        return (self.folder / file).read_text(encoding="utf-8").replace("\xa0", " ")

    def document(self, pack: str = "scorecard") -> dict:
        return json.loads(self.text(f"{pack}/scorecard.json"))

    def complaints_per_1000(self, month: str) -> float:
        """Return the month's complaints by its orders, counted from the files."""
        opened = [row["opened_on"][:7] for row in self.rows("complaints.csv")]
        orders = [
            int(row["orders"])
            for row in self.rows("orders.csv")
            if f"{row['year']}-{int(row['month']):02}" == month
        ]
        return opened.count(month) / sum(orders) * 1000

    def rows(self, file: str) -> list[dict[str, str]]:
        return list(csv.DictReader(self.text(f"samples/{file}").splitlines()))

    def letters(self) -> dict:
        """Return what has come since the last look, by recipient, as text and attachments."""
        letters = {to: letter for (to,), letter in self.box.letters().items()}
        self.box.envelopes.clear()
        return letters


def kpi(document: dict, id_: str) -> dict:
    return next(each for each in document["kpis"] if each["id"] == id_)


def words(letter) -> str:
    """Return what a mail's page reads as."""
    page = letter.get_body(("html",)).get_content()
    plain = re.sub(r"<[^>]+>", "", re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL))
    return " ".join(plain.replace("&nbsp;", " ").replace("\xa0", " ").split())


@pytest.fixture
def company(tmp_path):
    with mailbox.opened() as box:
        yield Company(tmp_path, box)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("git"), reason="git is not here")
def test_a_month(company):
    the_files_of_may_are_there(company)
    the_first_pack_is_a_draft(company)
    whoever_owes_a_comment_is_named_and_the_draft_is_held(company)
    comments_come_and_a_breach_is_accepted(company)
    the_board_and_each_owner_get_their_mail(company)
    after_the_meeting_the_month_is_closed(company)
    in_july_data_of_may_are_corrected_and_a_day_is_moved(company)
    the_paper_of_june_says_what_moved(company)
    so_does_diff(company)
    owners_read_what_of_theirs_is_another_number(company)
    the_second_close_follows_the_first(company)


def the_files_of_may_are_there(company):
    """A copy of the sample, as it stood on the third of June; April has been closed."""
    company.types("cxscore init northwind")
    (company.folder / "samples/history/2026-05.json").unlink()
    as_it_stood.leave(company.folder / "samples", company.today)
    company.changes("kpis.yaml", "  as_of: 2026-07-06 ", "  # ")
    for name, address in EMAILS.items():
        if name != "Amara Osei":
            company.changes("kpis.yaml", f"{{name: {name},", f"{{name: {name}, email: {address},")
    line = next(each for each in company.text("kpis.yaml").splitlines() if "# fail_on:" in each)
    company.changes("kpis.yaml", line, f"fail_on: [{GATE}]")
    company.types("git init -q . && git add . && git commit -qm 'The scorecard'")
    assert "no errors" in company.types("cxscore check").stdout


def the_first_pack_is_a_draft(company):
    """Comments may come until the tenth, and are not objected to; a missing action is."""
    said = company.objections("cxscore build -f html,md,json")
    assert "refunds off-target-without-action: 84.5% against 90.0% (Helen Byrne)" in said
    assert not [each for each in said if "May 2026" in each], "no comment on May is late yet"
    document = company.document()
    waiting = document["draft"]["missing"]
    assert document["period"]["id"] == "2026-05" and document["as_of"] == "2026-06-03"
    assert {"fcr", "refunds", "complaints_closed"} <= set(waiting)
    draft = f"Draft: {len(waiting)} comments are due by 10 June"
    assert draft in company.text("scorecard/scorecard.md")
    assert draft in company.text("scorecard/scorecard.html")
    assert "Board meeting 25 June 2026" in company.text("scorecard/scorecard.md")
    counted = company.complaints_per_1000("2026-05")
    assert kpi(document, "complaints_rate")["value"] == pytest.approx(counted, rel=1e-12)
    assert f"{counted:.2f} per 1,000" in company.text("scorecard/scorecard.md")


def whoever_owes_a_comment_is_named_and_the_draft_is_held(company):
    company.today = date(2026, 6, 11)
    before = company.text("scorecard/scorecard.json")
    said = company.objections("cxscore build -q -f html,md,json --hold")
    late = [each for each in said if "off-target-without-commentary" in each]
    assert [each.split()[0] for each in late] == [
        *("fcr", "delivery_gap", "refunds", "complaints_closed")
    ]
    assert late[0].endswith("no comment on May 2026; it was due by 10 June 2026 (Jonas Lindqvist)")
    assert company.text("scorecard/scorecard.json") == before


def comments_come_and_a_breach_is_accepted(company):
    """Then the gate says yes, and the paper says what was accepted and what people wrote."""
    company.today = date(2026, 6, 12)
    company.adds("samples/commentary.csv", *COMMENTS.splitlines())
    company.changes(
        "kpis.yaml",
        "    name: Refunds paid in 3 working days\n",
        "    name: Refunds paid in 3 working days\n    accepted: [{what: off-target, until: "
        "2026-12-31, reason: New bank interface in January, by: helen}]\n",
    )
    built = company.types("cxscore build -f html,md,mail,json --by-owner -o pack")
    assert "gate:" not in built.stderr
    document, page = company.document("pack"), company.text("pack/scorecard.html")
    assert document["gate"]["passed"]
    accepted = [each["kpi"] for each in document["gate"]["accepted"]]
    assert "refunds" in accepted
    assert "Refunds paid in 3 working days" in company.text("pack/scorecard.md").split("##")[0]
    for row in csv.reader(COMMENTS.splitlines()):
        assert row[4] in page and row[6] in page
    assert document["draft"] is None
    assert "Draft:" not in company.text("pack/scorecard.md")


def the_board_and_each_owner_get_their_mail(company):
    company.types(f"python3 {RECIPES / 'send.py'} pack {BOARD}")
    letters = company.letters()
    assert set(letters) == {BOARD, *EMAILS.values()}
    assert letters[BOARD]["Subject"] == "Customer experience scorecard, 2026-05"
    assert letters["marek.nowak@example.com"]["Subject"].endswith("2026-05: Marek Nowak")
    assert "What the board needs to know" in words(letters[BOARD])
    marek = words(letters["marek.nowak@example.com"])
    assert "On-time delivery" in marek and "Net promoter score" not in marek


def after_the_meeting_the_month_is_closed(company):
    company.today = date(2026, 6, 26)
    company.types("git add samples kpis.yaml && git commit -qm 'May 2026, as it went out'")
    company.types(f"{RECIPES / 'close.sh'} 2026-05 pack")
    assert company.types("git log -1 --format=%s --name-only").stdout.split("\n\n") == [
        *("Close 2026-05", "samples/history/2026-05.json\n")
    ]
    refused = company.types("cxscore close 2026-05 --pack pack", ends=2).stderr
    assert "2026-05" in refused and "--again" in refused


def in_july_data_of_may_are_corrected_and_a_day_is_moved(company):
    """June's rows come, two complaints of May with them; and a due day is typed over."""
    company.today = date(2026, 7, 6)
    came = shutil.ignore_patterns("history", "commentary.csv")
    samples = company.folder / "samples"
    shutil.copytree(ROOT / "samples", samples, dirs_exist_ok=True, ignore=came)
    as_it_stood.leave(samples, company.today)
    company.adds("samples/complaints.csv", *LATE)
    (row,) = (each for each in company.text("samples/actions.csv").splitlines() if "A09" in each)
    company.changes("samples/actions.csv", row, row.replace("2026-07-17", "2026-08-28"))


def the_paper_of_june_says_what_moved(company):
    closed = json.loads(company.text("samples/history/2026-05.json"))
    (told,) = (each for each in closed["kpis"] if each["id"] == "complaints_rate")
    before, after = told["series"][-1][1], company.complaints_per_1000("2026-05")
    assert after - before == pytest.approx(2 / _orders(told) * 1000, rel=1e-9)
    said = company.objections("cxscore build -f html,md,mail,json --by-owner")
    moved = f"May 2026 was told as {before:.2f} per 1,000; it is {after:.2f} per 1,000 now"
    assert f"complaints_rate restated: {moved} (Daniel Achebe)" in said
    assert "on_time newly-off-target: 92.58% against 95.0% (Marek Nowak)" in said
    assert not [each for each in said if each.startswith("refunds")], "it is accepted"
    document = company.document()
    since = document["since_last_close"]
    assert (document["period"]["id"], since["period"]) == ("2026-06", "2026-05")
    (row,) = (
        each for each in since["restated"] if (each["kpi"], each["by"]) == ("complaints_rate", None)
    )
    assert (row["period"], row["because"], row["shown"]) == ("2026-05", "data", True)
    assert (row["before"]["value"], row["after"]["value"]) == pytest.approx((before, after))
    assert row["after"]["numerator"] - row["before"]["numerator"] == 2
    assert kpi(document, "complaints_rate")["restated"]
    page = company.text("scorecard/scorecard.html")
    markdown = company.text("scorecard/scorecard.md")
    assert "Since the last meeting (May 2026)" in page
    assert f"{before:.2f} → {after:.2f} per 1,000" in page
    assert "## Restated since the last meeting (May 2026)" in markdown
    assert f"May 2026 {before:.2f} → {after:.2f} per 1,000" in markdown


def so_does_diff(company):
    lines = company.types("cxscore diff 2026-05").stdout.splitlines()
    assert any(each.startswith("Restated: Complaints per 1,000 orders, May 2026") for each in lines)
    assert "On-time delivery was at risk and is off target." in lines
    assert (
        "“Settle late deliveries under £50 without proof” was due on 17 July 2026 and is due on "
        "28 August 2026."
    ) in lines
    came = [each for each in company.rows("complaints.csv") if each["opened_on"] > "2026-06-03"]
    assert any(f"(complaints.csv has {len(came) + len(LATE)} rows more)" in each for each in lines)
    markdown = company.types("cxscore diff 2026-05 --format md --exit-code", ends=3).stdout
    assert markdown.splitlines()[2:] == [f"- {each}" for each in lines]


def owners_read_what_of_theirs_is_another_number(company):
    company.types(f"python3 {RECIPES / 'send.py'} scorecard {BOARD}")
    letters = company.letters()
    assert set(letters) == {BOARD, *EMAILS.values()}
    daniel = words(letters["daniel.achebe@example.com"])
    assert "Complaints per 1,000 orders" in daniel and "On-time delivery" not in daniel
    assert "June 2026" in daniel
    assert letters["daniel.achebe@example.com"]["Subject"].endswith("2026-06: Daniel Achebe")
    restated = re.compile(r"Since the last meeting \(May 2026\)[^.]*\..*?restated", re.IGNORECASE)
    assert restated.search(daniel), daniel
    assert restated.search(words(letters[BOARD]))


def the_second_close_follows_the_first(company):
    company.types("cxscore close -q 2026-06")
    listed = company.types("cxscore close --list").stdout.splitlines()
    assert [each.split()[0] for each in listed] == ["2026-04", "2026-05", "2026-06"]
    assert "no errors" in company.types("cxscore check").stdout
    company.changes(
        "samples/history/2026-05.json", '"meeting": "2026-06-25"', '"meeting": "2026-06-24"'
    )
    said = company.types("cxscore build", ends=1).stderr
    assert "CX601" in said


def _orders(told: dict) -> float:
    """Return the orders that a closed number of complaints was divided by."""
    return told["series"][-1][4]
