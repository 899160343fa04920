"""Totals as they are asked for, and as SQL."""

from datetime import date

import pytest
from sqlglot import exp

from cxscore.measure.database import open_workspace
from cxscore.measure.engines.duckdb.aggregates import Aggregates
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.files.open import open_files
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.plan import ask_all
from cxscore.measure.queries.query import Digits, Rollup, Total
from tests.measure.measured import define, page, rows

ROWS = rows("day,v,w,f,t", "2026-06-01,1.5,1,2,a", "2026-06-02,,1,1,b")


def asked(folder, how, dataset="date: day", kpi=""):
    """What one KPI asks of its dataset."""
    definition = define(folder, page(how, dataset, kpi), d=ROWS)
    with open_workspace() as workspace:
        files, problems = open_files(definition, definition.datasets["d"], workspace)
        assert problems == []
        return ask_all(definition, {"d": files}, date(2026, 7, 6))["d"]


def column(name):
    return exp.column(exp.to_identifier(name, quoted=True))


COUNTED, V = column("t"), column("v")
TOTALS = {
    "rows": (Total(COUNTED), 'SUM(CASE WHEN "t" THEN 1 ELSE 0 END)'),
    "rows of two kinds": (
        Total(COUNTED, besides=column("f")),
        'SUM(CASE WHEN "t" THEN 1 ELSE 0 END) + SUM(CASE WHEN "f" THEN 1 ELSE 0 END)',
    ),
    "amounts": (
        Total(COUNTED, V),
        'SUM(CASE WHEN "t" THEN CAST(TRUNC(("v")) AS DECIMAL(38, 0)) ELSE 0 END)',
    ),
    "lowest": (Total(COUNTED, V, Rollup.MIN), 'MIN(CASE WHEN "t" THEN "v" END)'),
    "highest": (Total(COUNTED, V, Rollup.MAX), 'MAX(CASE WHEN "t" THEN "v" END)'),
}


@pytest.mark.parametrize(("total", "sql"), TOTALS.values(), ids=TOTALS)
def test_total_in_sql(tmp_path, total, sql):
    one = asked(tmp_path, "{mean: v}", kpi="where: w > 0 and t <> 'x' and f > 0")
    found = Rows(one.schema, one.where, [])
    assert Aggregates(found).whole(total).sql == sql
    alike = sql.replace("SUM(", "SUM((").replace("0 END)", '0 END) * "$times")')
    assert Aggregates(found, alike=True).whole(total).sql == alike


DIGITS = {
    "as written": ("{sum: v}", Digits.AS_WRITTEN, '("v") - TRUNC(("v")) + "lost of v"'),
    "computed": ("{sum: v * 2}", Digits.COMPUTED, '(("v" * 2)) - TRUNC((("v" * 2)))'),
}


@pytest.mark.parametrize(("how", "digits", "rest"), DIGITS.values(), ids=DIGITS)
def test_digits_behind_the_point_are_added_up_apart(tmp_path, how, digits, rest):
    one = asked(tmp_path, how)
    (kpi_query,) = one.kpi_queries
    assert kpi_query.totals[Part.NUMERATOR].digits is digits
    found = Aggregates(Rows(one.schema, one.where, [])).of(kpi_query)
    assert f"CAST({rest} AS DECIMAL(38, 27))" in found["numerator_rest"].sql


def test_whole_numbers_have_no_rest(tmp_path):
    one = asked(tmp_path, "{count: rows}", "date: day\nfrequency: f")
    (kpi_query,) = one.kpi_queries
    assert kpi_query.totals[Part.NUMERATOR].digits is Digits.WHOLE
    names = Aggregates(Rows(one.schema, one.where, [])).of(kpi_query)
    assert list(names) == ["n", "numerator", "left_out", "unweighted"]


def test_what_must_not_be_blank_is_part_of_the_total(tmp_path):
    weighted = "date: day\nsurvey_weight: w\nfrequency: f"
    one = asked(tmp_path, "{mean: {column: v, weight: w}}", weighted, "where: t is not null")
    totals = one.kpi_queries[0].totals
    assert [tree.name for tree in totals[Part.LEFT_OUT].needs] == ["v", "w", "w", "f"]
    assert {tree.name for tree in totals[Part.UNWEIGHTED].needs} == {"w", "f"}
