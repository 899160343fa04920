"""Scans run beside each other; a fault of one ends them all and is not lost."""

import threading

import duckdb
import pytest

from cxscore.measure.engines import scanning
from cxscore.measure.engines.duckdb import scan as scanner
from tests.measure.measured import measure, page, rows, said

PAGE = "datasets:\n" + "".join(f"  d{at}: {{file: d{at}.csv, date: day}}\n" for at in range(5))
PAGE += "kpis:\n" + "".join(
    f"  k{at}: {{name: K, owner: amara, dataset: d{at}, measure: {{sum: v}}, polarity: neutral}}\n"
    for at in range(5)
)
FILES = {f"d{at}": rows("day,v", f"2026-03-01,{at}") for at in range(5)}


def test_each_dataset_gets_its_own_answers(tmp_path):
    found = measure(tmp_path, PAGE, **FILES)
    assert [(fact.kpi, fact.parts.numerator) for fact in found.facts] == [
        (f"k{at}", at) for at in range(5)
    ]


@pytest.mark.parametrize("fault", [MemoryError, KeyboardInterrupt])
def test_a_fault_of_one_is_told(tmp_path, monkeypatch, fault):
    scan = scanning.scan

    def failing(connection, id_, asked):
        if id_ == "d3":
            raise fault
        return scan(connection, id_, asked)

    monkeypatch.setattr(scanning, "scan", failing)
    with pytest.raises(fault):
        measure(tmp_path, PAGE, **FILES)


def test_a_scan_that_is_interrupted_looks_for_no_fault_in_the_file(tmp_path, monkeypatch):
    def interrupted(*_):
        raise duckdb.InterruptException("INTERRUPT Error: Interrupted!")

    monkeypatch.setattr(scanner, "_scan", interrupted)
    monkeypatch.setattr(scanner, "repair_files", lambda *_: pytest.fail("it is read once more"))
    with pytest.raises(duckdb.InterruptException):
        measure(tmp_path, PAGE, **FILES)


def test_numbers_too_large_beside_a_broken_row(tmp_path):
    lines = ["2026-03-01,999999999999999", "2026-03-02,1,1"]
    text = page("{sum: v * v * v}")
    assert said(tmp_path, text, d=rows("day,v", *lines)) == [
        "CX206: datasets.d: its numbers are too large to be added up; "
        "look for a mistake in the column or the expression",
        "CX213: this row has 3 cells, the header 2; put cells that hold the delimiter in quotes",
    ]


def test_the_rest_of_a_dataset_is_asked_when_its_results_are_known(tmp_path, monkeypatch):
    told, real, others = [], scanning.answers_of, threading.Event()

    def noted(connection, scanned, first, then, besides):
        def one(cursor, each):
            found, id_ = first(cursor, each), each.rows.schema.id
            if id_ == "d4":  # meanwhile the other thread gets as far as the rest of the others
                assert others.wait(10)
            told.append(("first", id_))
            return found

        def other(cursor, each):
            told.append(("then", each.rows.schema.id))
            if told[-1] == ("then", "d3"):
                threading.Timer(0.2, others.set).start()
            return then(cursor, each)

        return real(connection, scanned, one, other, besides)

    monkeypatch.setattr("cxscore.measure.measuring.answers_of", noted)
    found = measure(tmp_path, PAGE, **FILES)
    assert len(found.facts) == 5
    assert sorted(told) == sorted((when, id_) for when in ("first", "then") for id_ in FILES)
    for id_ in FILES:
        assert told.index(("first", id_)) < told.index(("then", id_))


@pytest.mark.parametrize("fault", [MemoryError, KeyboardInterrupt])
def test_a_fault_of_what_is_asked_meanwhile_is_told(tmp_path, monkeypatch, fault):
    def failing(*_):
        raise fault

    monkeypatch.setattr("cxscore.measure.measuring.doubts_of_rows", failing)
    with pytest.raises(fault):
        measure(tmp_path, PAGE, **FILES)
