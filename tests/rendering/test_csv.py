"""kpis.csv: a row each period of each KPI and segment, read back with the right types."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from cxscore.model.kpi import TargetStep
from cxscore.model.measures import Share
from cxscore.rendering import render
from cxscore.rendering.csv_format import COLUMNS
from tests import closed
from tests.rendering.builders import make_kpi, make_scorecard, sample, wave
from tests.score import made


def rows_of(scorecard):
    text = render(scorecard, "csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_shown_period_of_the_whole():
    card = sample()
    rows = [row for row in rows_of(card) if not row["by"]]
    assert len(rows) == sum(len(scored.series) for scored in card.kpis)
    for scored in card.kpis:
        mine = [row for row in rows if row["kpi"] == scored.kpi.id]
        assert [row["period"] for row in mine] == [p.period.id for p in scored.series]
        assert [row["status"] for row in mine] == [p.status.value for p in scored.series]
        values = [float(row["value"]) if row["value"] else None for row in mine]
        assert values == [p.value for p in scored.series]


def test_segments_over_time():
    parts = {
        ("North",): [made.share_parts(4, 10), made.share_parts(6, 10)],
        ("South",): [None, made.share_parts(9, 12)],
    }
    one = made.kpi(Share("s"), by=(("region",),), name="=SUM(A1)", target=(TargetStep(value=70.0),))
    whole = made.monthly("2026-06", [made.share_parts(4, 10), made.share_parts(15, 22)])
    facts = [*whole]
    for segment, spans in parts.items():
        facts += made.monthly("2026-06", spans, by=("region",), segment=segment)
    rows = [row for row in rows_of(made.scorecard(made.definition(one), facts)) if row["by"]]
    told = {
        (row["segment"], row["period"]): (row["value"], row["n"], row["numerator"], row["status"])
        for row in rows
        if row["period"] >= "2026-05"
    }
    assert told == {
        ("North", "2026-05"): ("40", "10", "4", ""),
        ("North", "2026-06"): ("60", "10", "6", "off_target"),
        ("South", "2026-05"): ("", "", "", ""),
        ("South", "2026-06"): ("75", "12", "9", "on_target"),
    }
    assert {row["name"] for row in rows} == {"'=SUM(A1)"}


def test_pandas_reads_it_back_with_the_right_types():
    content = render(sample(), "csv")
    table = pd.read_csv(io.BytesIO(content))
    assert tuple(table.columns) == COLUMNS
    assert table["complete"].dtype == bool
    numbers = ["value", "n", "numerator", "denominator", "target", "low", "high", "mean", "lower"]
    assert all(table[name].dtype.kind in "fi" for name in numbers)
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("+1 for us", "'+1 for us"),
        ("@team", "'@team"),
        ("−5 days", "'−5 days"),
        ('Calls, "all"', 'Calls, "all"'),
        ("two\nlines", "two\nlines"),
        ("Zürich 🙂", "Zürich 🙂"),
    ],
)
def test_no_text_is_a_formula_and_none_is_lost(name, written):
    scored = make_kpi("k", wave(50, 0, 3), name=name)
    assert {row["name"] for row in rows_of(make_scorecard([scored]))} == {written}


def test_numbers_are_not_rounded_and_never_text():
    scored = make_kpi("k", [-1.25, 1e20, 1 / 3])
    values = [row["value"] for row in rows_of(make_scorecard([scored])) if not row["by"]]
    assert values[:3] == ["-1.25", "1e+20", repr(1 / 3)]


def test_interval_and_variation_stand_at_the_period_reported():
    (scored, *_) = [one for one in sample().kpis if one.interval]
    rows = [row for row in rows_of(replace(sample(), kpis=(scored,))) if not row["by"]]
    with_interval = [row["period"] for row in rows if row["low"]]
    assert with_interval == [row["period"] for row in rows if row["variation"]]
    assert with_interval == [scored.period.id]


def test_what_was_closed_stands_beside_what_is_so_now(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    closed.close("2026-05", "2026-06-06")
    closed.add("complaints.csv", "2026-04-30")
    assert closed.run("build", "-q", "-f", "csv", "--as-of", "2026-07-06").exit_code == 0
    rows = pd.read_csv("scorecard/kpis.csv")
    told = rows[rows["closed_value"].notna()]
    assert told["period"].max() == "2026-05"
    moved = told[told["value"] != told["closed_value"]]
    assert set(moved["period"]) == {"2026-04"}
    (whole,) = moved[moved["by"].isna()].to_dict("records")
    assert whole["value"] > whole["closed_value"]


def test_without_a_close_nothing_was():
    assert {row["closed_value"] for row in rows_of(sample())} == {""}
