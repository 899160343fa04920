"""A log of thousands of rows: what is listed, what is counted, and that nothing is lost between."""

import csv
import json
import random
import re
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from cxscore import read
from cxscore.closed_packs import close
from cxscore.model.listing import MOST
from cxscore.pipeline import gather_all, score
from cxscore.rendering import render_in
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections import page_of
from cxscore.rendering.terminal.history import history
from cxscore.rendering.terminal.signs import Signs
from cxscore.rendering.words import say
from cxscore.rendering.words.log import elsewhere
from cxscore.rendering.worksheets.registers import log_sheet
from tests.reader import ROOT

DAY = date(2026, 7, 14)
"""The day of the sample's paper."""
HEAD = (
    *("id", "kind", "title", "owner", "kpi", "opened", "due", "closed", "status", "expected"),
    *("cause", "cost"),
)
KINDS = ("action", "action", "action", "decision", "blocker", "failure")
LOG = "registers:\n  log: log.csv\n"


def rows_of(count, definition):
    """Return so many rows of a log, of all kinds, none dated after the day of the paper."""
    chance = random.Random(7)
    kpis = [kpi.id for kpi in definition.kpis]
    owners = [owner.id for owner in definition.owners]
    for number in range(count):
        opened = DAY - timedelta(chance.randrange(30, 1500))
        closed = opened + timedelta(chance.randrange(5, 300))
        is_closed = closed < DAY and chance.random() < 0.7
        yield {
            "id": f"R{number:05}",
            "kind": chance.choice(KINDS),
            "title": f"Thing number {number}",
            "owner": chance.choice(owners),
            "kpi": ";".join(dict.fromkeys((chance.choice(kpis), chance.choice(kpis)))),
            "opened": opened.isoformat(),
            "due": (opened + timedelta(chance.randrange(10, 400))).isoformat(),
            "closed": closed.isoformat() if is_closed else "",
            "status": "" if is_closed or chance.random() < 0.9 else "cancelled",
            "expected": "+4",
            "cause": chance.choice(("people: haste", "policy: two forms", "")),
            "cost": "",
        }


def made(folder, count):
    """Return the sample's kpis.yaml in *folder*, with a log of so many rows, and these."""
    shutil.copytree(ROOT / "samples", folder / "samples", ignore=shutil.ignore_patterns("history"))
    text = (ROOT / "kpis.yaml").read_text(encoding="utf-8")
    own = ("actions", "decisions", "blockers", "service_failures")
    lines = [
        line
        for line in text.splitlines()
        if not line.startswith(tuple(f"  {name}: samples/" for name in own))
    ]
    path = folder / "kpis.yaml"
    path.write_text("\n".join(lines).replace("registers:\n", LOG) + "\n", encoding="utf-8")
    rows = list(rows_of(count, read(ROOT / "kpis.yaml")))
    with (folder / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEAD)
        writer.writeheader()
        writer.writerows(rows)
    return path, rows


class Built:
    """A scorecard of so many rows, and what its formats have."""

    def __init__(self, folder: Path, count: int) -> None:
        self.path, self.rows = made(folder, count)
        self.scorecard = self.scored()
        pack = Pack(self.scorecard)
        self.json = json.loads(render_in(pack, "json"))
        self.html = render_in(pack, "html").decode()
        self.ics = render_in(pack, "ics").decode()

    def scored(self, **options):
        gathered, _ = gather_all(self.path, as_of=DAY)
        return score(gathered, DAY, **options)

    def status(self, row):
        return row["status"] or ("done" if row["closed"] else "open")

    def is_open(self, row):
        return self.status(row) == "open"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return Built(tmp_path_factory.mktemp("long"), 2000)


def test_rows_that_are_listed_and_those_left_out_are_all_that_the_file_has(built):
    listed = Counter((row["kind"], row["status"]) for row in built.json["registers"]["log"])
    for kind, counts in built.json["registers"]["left_out"]["rows"].items():
        listed.update({(kind, status): number for status, number in counts.items()})
    blocked = {name for row in built.scorecard.log for name in row.blocked_by}
    assert not blocked
    assert listed == Counter((row["kind"], built.status(row)) for row in built.rows)


@pytest.mark.parametrize("kind", ["action", "decision", "blocker", "failure"])
def test_the_latest_of_a_kind_are_listed_those_under_way_first(built, kind):
    own = [row for row in built.rows if row["kind"] == kind]
    latest = sorted(own, key=lambda row: (built.is_open(row), row["opened"]), reverse=True)[:MOST]
    assert {row["id"] for row in latest} <= {row["id"] for row in built.json["registers"]["log"]}


def test_rows_are_listed_under_their_kind_in_the_order_of_the_log(built):
    registers = built.json["registers"]
    ids = [row["id"] for row in registers["log"]]
    assert ids == sorted(ids)
    names = ("actions", "decisions", "blockers", "service_failures")
    assert sorted(row["id"] for name in names for row in registers[name]) == ids


def test_each_kpi_has_its_latest_actions_and_the_number_of_the_others(built):
    left_out = built.json["registers"]["left_out"]["on_kpis"]
    for kpi in built.json["kpis"]:
        own = [r for r in built.rows if r["kind"] == "action" and kpi["id"] in r["kpi"].split(";")]
        latest = sorted(own, key=lambda r: (built.is_open(r), r["opened"]), reverse=True)[:MOST]
        found = [row["id"] for row in kpi["actions"]]
        assert {row["id"] for row in latest} <= set(found)
        assert len(found) + left_out.get(kpi["id"], 0) == len(own)


def test_what_is_counted_counts_every_row(built):
    actions = [row for row in built.rows if row["kind"] == "action"]
    for owner in built.json["owners"]:
        own = [row for row in actions if row["owner"] == owner["id"] and built.is_open(row)]
        assert owner["actions_open"] == len(own)
        late = [row for row in own if row["due"] < DAY.isoformat()]
        assert owner["actions_overdue"] == len(late)
    failures = built.json["accountability"]["failures"]
    assert failures["n"] == sum(row["kind"] == "failure" for row in built.rows)
    outcomes = [row.effect.outcome for row in built.scorecard.log if row.effect]
    closed = [row for row in actions if row["closed"]]
    assert sum(outcome is not None for outcome in outcomes) == len(closed)
    assert f"of {len(closed)} closed actions worked" in built.html


def test_every_verdict_that_is_listed_says_what_else_went_on(built):
    judged = [row for row in built.json["registers"]["actions"] if row["effect"]]
    told = [row for row in judged if row["effect"]["verdict"]]
    assert len(told) >= MOST
    assert all(row["effect"]["shared_with"] for row in told)


def test_the_calendar_has_every_open_date_and_the_json_counts_those_it_leaves_out(built):
    dues = [row for row in built.rows if built.is_open(row)]
    unfolded = built.ics.replace("\r\n ", "")
    assert all(f"DESCRIPTION:{row['id']}: " in unfolded for row in dues)
    told = Counter(due["kind"] for due in built.json["dues"])
    told.update(built.json["registers"]["left_out"]["dues"])
    for kind in ("action", "decision", "blocker", "failure"):
        assert told[kind] == sum(row["kind"] == kind for row in dues)


def test_problems_of_a_code_are_told_up_to_as_many_and_the_others_counted(built):
    told = Counter(problem["code"] for problem in built.json["problems"])
    assert max(told.values()) <= MOST
    told.update(built.json["registers"]["left_out"]["problems"])
    assert told == Counter(problem.code for problem in built.scorecard.problems)


def test_a_pack_of_ones_own_lists_the_latest_of_their_rows(built):
    mine = built.scored(owners=["jonas"])
    own = [row for row in built.rows if row["owner"] == "jonas"]
    assert len(mine.log) == len(own)
    under_way = {row["id"] for row in own if built.is_open(row) and row["kind"] == "blocker"}
    assert under_way <= {row.row.id for row in mine.listed}


def test_a_kpi_in_the_terminal_has_the_actions_that_are_listed_and_the_number_of_the_others(built):
    scored = max(built.scorecard.kpis, key=lambda kpi: len(kpi.actions))
    said = say(built.scorecard)
    lines = "\n".join(map(str, history(scored, said, Signs(), 200)))
    others = built.json["registers"]["left_out"]["on_kpis"][scored.kpi.id]
    assert f"… and {others} more" in lines
    assert len(re.findall(r"R\d{5}: Thing", lines)) == len(scored.actions) - others


def test_each_page_says_where_the_rows_are_that_it_does_not_list(built):
    registers, page = built.json["registers"], Pack(built.scorecard).once(page_of)
    others = sum(len(registers[name]) for name in ("decisions", "blockers", "service_failures"))
    shown = (page.actions, len(registers["actions"]) - MOST), (page.log, others - 3 * MOST)
    for section, kept in shown:
        assert 0 < kept < section.others
        assert section.elsewhere == (
            f"{section.others} more: {kept} in scorecard.json, the others in the log alone."
        )
        assert section.elsewhere in built.html
    mine = Pack(built.scored(owners=["jonas"]))
    told, dues = mine.once(page_of).personal, json.loads(render_in(mine, "json"))["dues"]
    listed = sum("jonas" in due["people"] for due in dues)
    assert told.others >= listed - MOST
    assert told.elsewhere == elsewhere(told.others, listed - MOST)


@pytest.mark.parametrize(
    ("others", "kept", "said"),
    [
        (0, 0, ""),
        (1, 1, "1 more is in scorecard.json."),
        (9, 9, "9 more are in scorecard.json."),
        (1, 0, "1 more is in the log alone; scorecard.json counts it."),
        (9, 0, "9 more are in the log alone; scorecard.json counts them."),
        (9, 8, "9 more: 8 in scorecard.json, the other in the log alone."),
        (9, 2, "9 more: 2 in scorecard.json, the others in the log alone."),
    ],
)
def test_where_rows_are_that_are_not_listed(others, kept, said):
    assert elsewhere(others, kept) == said


def test_sheet_and_markdown_have_what_is_listed_and_count_the_others(built):
    pack = Pack(built.scorecard)
    sheet = log_sheet(pack)
    left_out = built.json["registers"]["left_out"]["rows"]
    others = sum(number for counts in left_out.values() for number in counts.values())
    assert [row[0] for row in sheet.rows] == [row["id"] for row in built.json["registers"]["log"]]
    assert sheet.left_out == f"{others} rows are not listed: the log has them."
    live = sum(built.is_open(row) for row in built.rows if row["kind"] == "action")
    assert f"… and {live - MOST} more actions\n" in render_in(pack, "md").decode()


def test_a_short_log_is_listed_as_a_whole_and_nothing_is_said_to_be_left_out(tmp_path):
    short = Built(tmp_path, 60)
    assert short.scorecard.listing is None
    assert "left_out" not in short.json["registers"]
    assert len(short.json["registers"]["log"]) == 60


def test_a_close_keeps_what_is_listed_and_later_packs_know_that_there_was_more(built, tmp_path):
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "scorecard.json").write_text(json.dumps(built.json), encoding="utf-8")
    closing = close(built.path, "2026-06", pack)
    closing.path.parent.mkdir(exist_ok=True)
    closing.path.write_bytes(closing.text)
    try:
        later = built.scored()
        left_out = json.loads(closing.text)["log_left_out"]
    finally:
        closing.path.unlink()
    counts = built.json["registers"]["left_out"]["rows"]
    assert left_out == {kind: sum(each.values()) for kind, each in counts.items()}
    asked = {row["id"] for row in built.rows if row["kind"] == "decision" and built.is_open(row)}
    assert set(later.accountability.matters_arising) == asked
    # What had worked by the close is no news, whether it is listed there or not.
    assert not [each for each in later.accountability.celebrate if each.occasion.value == "worked"]
