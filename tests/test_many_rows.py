"""Registers of many rows: four times as many take about four times the steps, and no more.

Steps are counted, not seconds: the instructions of the interpreter in the
program's own functions, from what was read to the page and the JSON.
"""

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

import cxscore
from cxscore import pipeline
from cxscore.model.log import LogStatus
from cxscore.registers import read_registers
from cxscore.rendering import json_log, json_text, render_in
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections import page_of
from cxscore.rendering.words import effects
from cxscore.score.accountability import overlaps, tracked
from cxscore.score.accountability.overlaps import Overlaps
from tests.log_rows import an_action

MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
FEW, MANY = 150, 600
LINEAR = 1.1
"""How much steeper than linear counts as linear: room for sorting and searching."""
ROOT = str(cxscore.__path__[0])


def write(folder, register, rows):
    values = "".join(f"{month}-01,{50 + 7 * place % 11}\n" for place, month in enumerate(MONTHS))
    (folder / "v.csv").write_text(f"month,value\n{values}")
    (folder / f"{register}.csv").write_text("\n".join(rows) + "\n")
    (folder / "kpis.yaml").write_text(
        "version: 1\n"
        "scorecard: {title: T, as_of: 2026-01-05, history: 24}\n"
        "owners:\n  ann: {name: Ann}\n  bob: {name: Bob}\n"
        f"registers: {{{register}: {register}.csv}}\n"
        "datasets:\n  v: {file: v.csv, date: month}\n"
        "kpis:\n  a:\n    name: A\n    owner: ann\n    dataset: v\n    unit: points\n"
        "    polarity: higher_is_better\n    measure: {value: value}\n    target: 90\n"
    )


def log(count):
    kinds = ("action", "decision", "blocker", "failure")
    yield "id,kind,title,owner,kpi,about,opened,due,closed,expected,cause,found_by"
    for at in range(count):
        opened = date(2024, 1, 1) + timedelta(days=at * 7 % 690)
        closed = opened + timedelta(days=20) if at % 3 else ""
        about = f"r{at - 1}" if at % 5 == 1 else ""
        cause = "people: Rota" if kinds[at % 4] == "failure" else ""
        yield (
            f"r{at},{kinds[at % 4]},Row {at},ann,a,{about},{opened},"
            f"{opened + timedelta(days=30)},{closed},+2,{cause},"
        )


def agreements(count):
    yield "id,giver,receiver,promise,kpi,threshold,serves,due,closed"
    for at in range(count):
        how = "a,60,a,," if at % 2 else ",,a,2025-06-01,2025-05-01"
        yield f"p{at},ann,bob,Promise {at},{how}"


def commentary(count):
    yield "kpi,period,author,written,what"
    for at in range(count):
        yield f"a,{1900 + at // 12}-{at % 12 + 1:02d},bob,2025-02-01,Word {at}"


def events(count):
    yield "date,title,kpi"
    for at in range(count):
        yield f"{date(2024, 1, 1) + timedelta(days=at * 7 % 690)},Event {at},"


REGISTERS = {each.__name__: each for each in (log, agreements, commentary, events)}


@dataclass
class Steps:
    count: int = 0


@contextmanager
def counted():
    """Count the instructions that the program's own functions take."""
    steps, before = Steps(), sys.gettrace()

    def trace(frame, event, argument):
        if event == "call" and not frame.f_code.co_filename.startswith(ROOT):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps.count += event == "opcode"
        return trace

    sys.settrace(trace)
    try:
        yield steps
    finally:
        sys.settrace(before)


def steps_of(folder, register, count):
    """Return the steps from files to page and JSON with so many rows in *register*."""
    folder.mkdir()
    write(folder, register, REGISTERS[register](count))
    definition = cxscore.read(folder)
    day = pipeline.day_of(definition)
    measured = pipeline.gather(definition, day)
    assert [str(each) for each in measured.problems if each.code != "CX511"] == []
    # What is imported is imported now.
    Pack(pipeline.score(measured, day)).once(page_of)
    with counted() as steps:
        read_registers(definition)
        pack = Pack(pipeline.score(measured, day))
        assert pack.once(page_of) is not None
        render_in(pack, "json")
        render_in(pack, "html")
    return steps.count


@pytest.mark.parametrize("register", REGISTERS)
def test_four_times_the_rows_take_four_times_the_steps(tmp_path, register):
    none, few, many = (steps_of(tmp_path / str(count), register, count) for count in (0, FEW, MANY))
    assert few > none
    ratio = (many - few) / (few - none)
    assert ratio <= LINEAR * (MANY - FEW) / FEW, f"{none}, {few}, {many}: {ratio:.1f} times"


def test_a_row_is_made_and_written_once_for_all_its_places(tmp_path, monkeypatch):
    write(tmp_path, "log", log(40))
    definition = cxscore.read(tmp_path)
    made = []
    monkeypatch.setattr(json_log, "row_digest", lambda row: made.append(row.id) or "0" * 64)
    written = []
    write_mapping = json_text._write_mapping
    monkeypatch.setattr(
        json_text,
        "_write_mapping",
        lambda row, *more: written.append(row) or write_mapping(row, *more),
    )
    document = json.loads(cxscore.render(cxscore.build(definition), "json"))
    assert sorted(made) == sorted(f"r{at}" for at in range(40))
    assert sorted(row["id"] for row in written if "times_moved" in row) == sorted(made)
    actions = document["registers"]["actions"]
    assert document["kpis"][0]["actions"] == actions
    assert [row for row in document["registers"]["log"] if row["kind"] == "action"] == actions
    assert sum(row["effect"] is not None for row in actions) == 10


def test_overlaps_are_told_one_by_one_and_by_halves(monkeypatch):
    """Whichever way they are found, they are the same."""
    day = date(2025, 1, 1)
    rows = [
        an_action(f"r{at}", "a", "T", "ann", LogStatus.DONE, opened=day + timedelta(at * 37 % 400))
        for at in range(300)
    ]
    rows = [
        replace(row, closed=row.opened + timedelta(7 + at * 13 % 90)) for at, row in enumerate(rows)
    ]
    told = {}
    for near in (0, 5, 64, 1000):
        monkeypatch.setattr(overlaps, "NEAR", near)
        found = Overlaps(rows, (), day)
        told[near] = [found.sharing(row, row.opened, row.closed) for row in rows]
    assert told[0] == told[5] == told[64] == told[1000]
    assert {len(ids) for ids in told[64]} >= {overlaps.AT_MOST}
    assert all(row.id not in ids for row, ids in zip(rows, told[64], strict=True))


def scored(folder, monkeypatch, rows):
    """Return the scorecard of a log, and what was worked out of the periods of its KPI."""
    write(folder, "log", rows)
    asked = []
    for name in ("seen_of", "effect_to_come"):
        found = getattr(tracked, name)

        def told(series, opened, day, *more, name=name, found=found):
            asked.append((name, series.ended_before(opened), series.begun_by(day)))
            return found(series, opened, day, *more)

        monkeypatch.setattr(tracked, name, told)
    return cxscore.build(cxscore.read(folder)), asked


def test_what_came_of_actions_between_the_same_periods_is_worked_out_once(tmp_path, monkeypatch):
    rows = [*log(480)]
    # What they promise is held against the same change.
    rows[1:] = [row.replace(",+2,", f",+{at % 7},") for at, row in enumerate(rows[1:])]
    card, asked = scored(tmp_path, monkeypatch, rows)
    assert len(asked) == len(set(asked))
    judged = [each for each in card.actions if each.effect is not None]
    assert len(judged) == 120 > len(asked)
    closed = [each.effect for each in judged if each.effect.outcome is not None]
    assert {effect.expected for effect in closed} == set(map(float, range(7)))


def test_the_latest_50_of_a_kind_are_listed_and_the_others_counted(tmp_path, monkeypatch):
    card, _ = scored(tmp_path, monkeypatch, log(240))
    said = []
    effect_said = effects.effect_said
    monkeypatch.setattr(
        effects, "effect_said", lambda each, *more: said.append(each) or effect_said(each, *more)
    )
    pack = Pack(card)
    page = pack.once(page_of)
    assert (len(page.actions.rows), page.actions.others) == (50, 10)
    lists = (page.log.decisions, page.log.blockers, page.log.failures)
    assert [len(each) for each in lists] == [50, 50, 50]
    assert page.log.others == 30
    closed = [each for each in card.actions if each.row.closed]
    assert len(page.effects.rows) + page.effects.earlier == len(closed) == 40
    assert len(said) == len(page.effects.rows)
    document = json.loads(render_in(pack, "json"))
    registers = document["registers"]
    assert len(registers["blockers"]) == len(registers["service_failures"]) == 50
    left_out = registers["left_out"]
    others = sum(number for counts in left_out["rows"].values() for number in counts.values())
    assert len(registers["log"]) + others == 240
    assert {row.action.id for row in page.actions.rows} <= {row["id"] for row in registers["log"]}
    # What hangs on all rows sees them all.
    assert document["accountability"]["failures"]["n"] == 60
    told = sum(due["kind"] == "action" for due in document["dues"])
    assert told + left_out["dues"].get("action", 0) == 20


def test_overlaps_of_many_actions_are_those_that_began_last(monkeypatch):
    """Where the 20 that began last all last long enough they are taken as they are."""
    day = date(2025, 1, 1)
    rows = [
        an_action(f"r{at}", "a", "T", "ann", LogStatus.DONE, opened=day + timedelta(at % 90))
        for at in range(400)
    ]
    rows = [replace(row, closed=row.opened + timedelta(60 + at % 7)) for at, row in enumerate(rows)]
    found = Overlaps(rows, (), day)
    quick = [found.sharing(row, row.opened, row.closed) for row in rows]
    monkeypatch.setattr(found, "_window", lambda _: (date.min, frozenset(), ()))
    assert quick == [found.sharing(row, row.opened, row.closed) for row in rows]
    assert all(len(ids) == overlaps.AT_MOST for ids in quick)
