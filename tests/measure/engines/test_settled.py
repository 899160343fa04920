"""Periods that ended long ago: asked once, kept, and added to what is asked anew."""

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from cxscore.definition import examine
from cxscore.measure import measure_kpis
from cxscore.measure.engines.warehouse.rows import TableRows
from cxscore.model.tallies import Tallies
from cxscore.problems import Problems
from tests.measure.engines.test_same_numbers import (
    COLUMNS,
    alike,
    drawn,
    numbers,
    of_table,
)
from tests.measure.engines.test_same_numbers import page as page_of_contacts
from tests.measure.measured import define
from tests.servers import load

PAGE = """\
version: 1
scorecard: {{title: T}}
owners: {{amara: {{name: Amara}}}}
connections: {{warehouse: {{{key}: {variable}}}}}
datasets:
  d:
    connection: warehouse
    table: {table}
    date: day
    settled_after: {days} days
kpis:
{kpis}"""
KPIS = {
    "rows": "{count: rows}",
    "mean": "{mean: x}, by: region",
    "half": "{median: n}, by: region",
    "ids": "{distinct: n}",
    "ended": "{count: rows}, date: done",
}
TABLE = {"day": "date", "n": "integer", "x": "double", "region": "text", "done": "date"}
JULY = date(2026, 7, 6)
ROWS = [
    [date(2026, month, day), month + day, day / 4, ("N", "S")[day % 2], date(2026, month + 1, day)]
    for month in range(1, 7)
    for day in (1, 8, 15, 22, 28)
]
OLD = [date(2026, 2, 3), 999, 7.0, "N", date(2026, 6, 9)]
NEW = [date(2026, 6, 29), 888, 8.0, "S", date(2026, 6, 30)]


@pytest.fixture
def asked(monkeypatch):
    """The SELECTs that go out."""
    found, real = [], TableRows.ask

    def ask(self, select):
        found.append(self.words.sql(select))
        return real(self, select)

    monkeypatch.setattr(TableRows, "ask", ask)
    return found


class Building:
    """A table with five rows a month, measured with a folder for what is kept."""

    def __init__(self, server, home):
        self.server, self.home = server, home
        self.table = load(server, "d", TABLE, ROWS)
        self.days, self.kpis, self.as_of, self.today = 45, KPIS, JULY, None

    def __call__(self, *, kept=True, rescan=False):
        key = "spark" if self.server.connection.spark else "url_from"
        text = PAGE.format(
            key=key,
            variable=self.server.variable,
            table=self.table,
            days=self.days,
            kpis="".join(
                f"  {id_}: {{name: K, owner: amara, dataset: d, polarity: neutral, "
                f"measure: {measure}}}\n"
                for id_, measure in self.kpis.items()
            ),
        )
        (self.home / "kpis.yaml").write_text(text, encoding="utf-8")
        examined = examine(self.home / "kpis.yaml")
        assert not examined.problems, [str(p) for p in examined.problems]
        tallies = Tallies(self.home / "tallies", rescan, self.today) if kept else None
        return measure_kpis(examined.definition, self.as_of, tallies=tallies)

    def add(self, *rows):
        self.server.fill(self.table, TABLE, rows)

    def file(self):
        (found,) = (self.home / "tallies").glob("settled-d-*.json")
        return found


@pytest.fixture(params=["postgres", "chdb"])
def server(request):
    """Spark takes ten times as long for the same SELECTs: one test asks it."""
    found = request.getfixturevalue(request.param)
    yield found
    found.close()


@pytest.fixture
def build(server, tmp_path, monkeypatch):
    monkeypatch.setenv(server.variable, server.url)
    return Building(server, tmp_path)


def counted(measured, kpi="rows"):
    return {
        fact.start.month: fact.parts.numerator
        for fact in measured.facts
        if fact.kpi == kpi and not fact.by
    }


def values(measured, kpi):
    return {
        (fact.start, fact.end, fact.segment): fact.parts.value
        for fact in measured.facts
        if fact.kpi == kpi
    }


@pytest.mark.parametrize("server", ["postgres", "chdb", "spark"], indirect=True)
def test_what_is_settled_is_not_asked_again(build, asked):
    first, plain = build(), build(kept=False)
    assert numbers(first) == numbers(plain)
    assert first.asides == ()
    build.add(OLD, NEW)
    asked.clear()
    second = build()
    assert counted(second) == {**dict.fromkeys(range(1, 6), 5), 6: 6}
    before, now = values(first, "half"), values(second, "half")
    span = (date(2026, 2, 1), date(2026, 2, 28), ())
    assert now[span] == before[span]
    assert values(second, "ids")[span] == 5
    assert values(second, "ids")[date(2026, 6, 1), date(2026, 6, 30), ()] == 6
    totals = [sql for sql in asked if "$faults" in sql and "$block" in sql and "$of" not in sql]
    assert len(totals) == 2
    assert "2026-05-01" in totals[0]
    # By another date all rows are asked: an old one may have ended lately.
    assert "2026-05-01" not in totals[1]
    assert counted(second, "ended")[6] == counted(first, "ended")[6] + 2
    again = build(rescan=True)
    assert counted(again)[2] == 6
    assert values(again, "ids")[span] == 6
    assert numbers(build()) == numbers(again) == numbers(build(kept=False))


def test_a_month_later_that_month_is_asked_for_the_last_time(build, asked):
    build()
    build.as_of = date(2026, 8, 6)
    build.add(OLD, [date(2026, 7, 9), 1, 1.0, "N", None])
    asked.clear()
    second = build()
    assert counted(second) == {**dict.fromkeys(range(1, 7), 5), 7: 1}
    (may, since) = [
        sql for sql in asked if "$faults" in sql and "2026-06-01" in sql and "$of" not in sql
    ]
    assert "2026-05-01" in may
    assert "2026-05-01" not in since
    asked.clear()
    assert numbers(build()) == numbers(second)
    assert not [sql for sql in asked if "2026-05-01" in sql and "$of" not in sql]
    # An earlier day goes by what is known since.
    build.as_of = JULY
    assert counted(build()) == {**dict.fromkeys(range(1, 7), 5), 7: 1}


def test_rows_of_odd_days_are_counted_once(build):
    odd = [[None, 1, 1.0, "N", None], [date(1850, 1, 1), 2, 2.0, "S", None]]
    build.add(*odd)
    for _ in range(2):
        with pytest.raises(Problems) as failed:
            build()
        said = [str(p) for p in failed.value.found if p.code == "CX202"]
        with pytest.raises(Problems) as plain:
            build(kept=False)
        assert said == [str(p) for p in plain.value.found if p.code == "CX202"]
    assert not (build.home / "tallies").exists()  # of data with errors nothing is kept


def test_another_question_is_asked_of_all(build):
    build()
    build.kpis = {**KPIS, "mean": "{mean: n}"}
    build.add(OLD)
    changed = build()
    assert counted(changed)[2] == 6
    # Others, too: a row counts where no column that any KPI uses is at fault.
    span = (date(2026, 2, 1), date(2026, 2, 28), ())
    assert values(changed, "ids")[span] == 6


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text[:-9], "it was cut short or changed"),
        (lambda text: text.replace('"N",5', '"N",6').replace('"N",2', '"N",3'), "cut short"),
        (lambda text: "{}", "it was not written by this program"),
    ],
)
def test_what_is_damaged_is_not_used_and_said(build, change, says):
    before = build()
    text = build.file().read_text("utf-8")
    assert change(text) != text
    build.file().write_text(change(text), "utf-8")
    for whole in (build.home / "tallies").glob("kpis-*.json"):  # where a table has a version
        whole.unlink()
    after = build()
    assert [(p.code, says in p.text) for p in after.asides] == [("CX173", True)]
    assert numbers(after) == numbers(before)
    assert build().asides == ()


def test_totals_alone_are_kept_and_no_address(build):
    build()
    text = build.file().read_text("utf-8")
    assert {"question", "seal", "answer"} == set(json.loads(text)["answers"][0])
    # In a digest any number may stand.
    said = re.sub(r"[0-9a-f]{8,}", "", text)
    for part in (build.server.url, "reader", "secret", "999"):
        assert part not in said


def test_days_to_come_are_not_settled_whatever_day_the_paper_is_for(build):
    build.as_of, build.today = date(2027, 6, 1), JULY
    build()
    build.add(NEW, OLD)
    assert counted(build()) == {**dict.fromkeys(range(1, 6), 5), 6: 6}


def test_another_place_has_answers_of_its_own(build, monkeypatch):
    build()
    build.add(OLD)
    if build.server.dialect != "postgres":
        pytest.skip("of the others there is but one address here")
    monkeypatch.setenv(build.server.variable, build.server.owner_url)
    assert counted(build())[2] == 6


def test_a_settled_row_that_comes_all_the_same_is_no_error(build):
    build()
    build.add(OLD)
    assert not [p for p in build().problems if p.code == "CX294"]


def test_tables_that_have_a_version_are_not_asked_at_all(build, asked):
    build.days = 3000
    first = build()
    asked.clear()
    second = build()
    if build.server.dialect != "clickhouse":
        assert second.recalled_from == ""
        assert asked
        return
    assert second.recalled_from
    assert not asked
    assert numbers(second) == numbers(first)
    build.add(OLD)
    third = build()
    assert third.recalled_from == ""
    assert counted(third)[2] == 6


@pytest.mark.slow
@pytest.mark.parametrize(
    ("server", "period"), [("postgres", "week"), ("chdb", "month")], indirect=["server"]
)
def test_of_every_measure(server, tmp_path, monkeypatch, period, asked):
    """Each engine by each length of periods is the business of test_same_numbers."""
    rows = drawn(2000)
    (tmp_path / "contacts.csv").write_text(",".join(COLUMNS) + "\n", "utf-8")
    (tmp_path / "free.csv").write_text("date,name\n2025-12-25,Christmas\n", "utf-8")
    definition = define(tmp_path, page_of_contacts(period, False))
    table = load(server, "contacts", COLUMNS, rows)
    there = of_table(definition, server, table, monkeypatch)
    dataset = replace(there.datasets["contacts"], settled_after=10)
    there = replace(there, datasets={"contacts": dataset})
    tallies = Tallies(tmp_path / "tallies")
    plainly = cache(lambda as_of: numbers(measure_kpis(there, as_of)))
    # The last period is settled when it is reported again: its median has an interval.
    for as_of in (date(2025, 9, 20), date(2026, 2, 20), date(2026, 9, 20), date(2026, 9, 20)):
        known, plain = numbers(measure_kpis(there, as_of, tallies=tallies)), plainly(as_of)
        assert known.keys() == plain.keys()
        different = {k: (n, known[k]) for k, n in plain.items() if not alike(n, known[k])}
        assert not different
