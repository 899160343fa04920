"""Tables as people have them: what cannot be right is told at its place; nothing is guessed."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from cxscore.definition import examine
from cxscore.measure import measure_kpis
from cxscore.problems import Problems
from tests.servers import load

HEAD = """\
version: 1
scorecard: {{title: T}}
{top}
owners:
  amara: {{name: Amara}}
connections:
  warehouse: {{{connection}}}
datasets:
  d:
    connection: warehouse
    {source}
    {dataset}
kpis:
  k: {{name: K, owner: amara, dataset: d, polarity: neutral, measure: {measure}{kpi}}}
"""


@pytest.fixture
def ask(server, tmp_path, monkeypatch):
    """Ask a table of *columns* and *rows* for a measure; the problems, as texts, or the facts."""
    monkeypatch.setenv(server.variable, server.url)

    def asked(columns, rows, measure, kpi="", dataset="date: day", top="", query=None, table=None):
        name = load(server, "d", columns, rows)
        key = "spark" if server.connection.spark else "url_from"
        source = f"table: {table or name}"
        if query is not None:
            (tmp_path / "d.sql").write_text(query.format(table=name), encoding="utf-8")
            source = "query: d.sql"
        text = HEAD.format(
            top=top,
            connection=f"{key}: {server.variable}",
            source=source,
            dataset=dataset,
            measure=measure,
            kpi=f", {kpi}" if kpi else "",
        )
        (tmp_path / "kpis.yaml").write_text(text, encoding="utf-8")
        examined = examine(tmp_path / "kpis.yaml")
        assert not examined.problems, [str(p) for p in examined.problems]
        try:
            measured = measure_kpis(examined.definition, date(2026, 7, 6))
        except Problems as error:
            return [f"{p.code}: {p.message}" for p in error.found if p.code != "CX292"], None
        said = [f"{p.code}: {p.message}" for p in measured.problems if p.code != "CX292"]
        return said, measured

    return asked


DAYS = [date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1)]


def values(measured, by=(), segment=()):
    """The numerators by the first day of the period."""
    return {
        f.start.isoformat(): f.parts.numerator
        for f in measured.facts
        if f.by == by and f.segment == segment
    }


def test_a_query_is_a_table(ask):
    rows = [[day, at] for at, day in enumerate(DAYS, start=1)]
    said, measured = ask(
        {"day": "date", "n": "integer"},
        rows,
        "{sum: twice}",
        query="-- doubled\nSELECT day, n * 2 AS twice FROM {table} WHERE n > 1;",
    )
    assert said == []
    assert values(measured) == {"2026-05-01": 4, "2026-06-01": 6}


def test_there_is_no_such_table(ask, server):
    wrong = f"{server.schema}.dd" if server.schema else "dd"
    said, _ = ask({"day": "date", "n": "integer"}, [], "{sum: n}", table=wrong)
    assert [line[:5] for line in said] == ["CX291"]
    assert f"did you mean '{server.schema}.d'" in said[0]


def test_there_is_no_such_column(ask, server):
    said, _ = ask({"day": "date", "minutes": "integer"}, [], "{sum: minute}")
    assert len(said) == 1
    assert said == [
        "CX132: kpis.k.measure.sum uses minute, which is not a column of 'd'; "
        "did you mean 'minutes'?"
    ]


def test_a_text_is_no_number_unless_said(ask):
    columns, rows = {"day": "date", "n": "text"}, [[DAYS[0], "5"], [DAYS[1], " 7.5 "]]
    said, _ = ask(columns, rows, "{sum: n}")
    assert said == [
        "CX135: kpis.k.measure.sum is text, not a number or a condition; cast it in a query, or "
        "say n: {type: number} under columns"
    ]
    typed = "{date: day, columns: {n: {type: number}}}"
    said, measured = ask(columns, rows, "{sum: n}", dataset=inner(typed))
    assert said == []
    assert values(measured) == {"2026-05-01": 12.5}


def inner(mapping):
    """The keys of a mapping, as lines of a dataset."""
    return mapping[1:-1].replace(", columns", "\n    columns")


def test_bad_values_are_told_by_what_they_hold(ask):
    columns = {"id": "integer", "day": "date", "n": "text", "score": "integer"}
    rows = [[at, DAYS[0], "x" if at < 3 else "4", 11 if at == 7 else 5] for at in range(10)]
    keys = "date: day\n    unique: id\n    columns: {n: {type: number}, score: {scale: [0, 10]}}"
    said, _ = ask(columns, rows, "{ratio: {numerator: n, denominator: score}}", dataset=keys)
    assert said == [
        "CX201: n is 'x', not a number, in 3 rows, as that with id 0",
        "CX205: score is '11', not a number from 0 to 10, in 1 row, as that with id 7",
    ]


def test_bad_rows_can_be_skipped(ask):
    rows = [[DAYS[0], "x" if at == 3 else "4"] for at in range(10)]
    keys = "date: day\n    bad_rows: {skip_up_to: 10%}\n    columns: {n: {type: number}}"
    said, measured = ask({"day": "date", "n": "text"}, rows, "{sum: n}", dataset=keys)
    assert said == ["CX241: 1 of 10 rows is skipped because of bad cells: 1 in n"]
    assert values(measured) == {"2026-05-01": 36}


def test_rows_that_share_a_key_are_told(ask):
    columns = {"id": "integer", "day": "date", "n": "integer"}
    rows = [[1, DAYS[0], 4], [2, DAYS[0], 4], [1, DAYS[1], 4], [None, DAYS[1], 1]]
    said, _ = ask(columns, rows, "{sum: n}", dataset="date: day\n    unique: id")
    assert said == [
        "CX221: 2 rows have id 1, which is to be unique; keep one of them, in a query, or take "
        "the key out of 'unique'",
        "CX223: 1 row has no id, and cannot be compared with others",
    ]


def test_a_given_value_is_one_for_each_period(ask):
    columns = {"day": "date", "region": "text", "n": "double"}
    rows = [[DAYS[0], None, 7.5], [DAYS[0], "North", 7.0], [DAYS[1], "North", 7.25]]
    said, _ = ask(columns, rows, "{value: n}", kpi="by: [region]")
    assert said == ["CX226: North in 2026-05 has 2 values of n; keep one of them"]


def test_moments_with_a_zone_need_to_know_whose_day_it_is(ask, server):
    at = datetime.fromisoformat("2026-05-31T23:30:00+00:00")
    columns, rows = {"at": "timestamptz", "n": "integer"}, [[at, 4]]
    said, measured = ask(columns, rows, "{sum: n}", dataset="date: at")
    assert [line[:5] for line in said] == ["CX293"]
    assert said[0].endswith("set calendar.timezone, which says when a day begins")
    top = "calendar: {timezone: Europe/London}"
    said, measured = ask(columns, rows, "{sum: n}", dataset="date: at", top=top)
    assert said == []
    assert values(measured) == {"2026-06-01": 4}


def test_a_number_is_no_date(ask):
    said, _ = ask({"day": "integer", "n": "integer"}, [[20260501, 4]], "{sum: n}")
    assert [line[:5] for line in said] == ["CX293"]
    assert said[0].endswith("which is not read as a date; cast it in a query")


def test_numbers_that_are_none_are_told(ask):
    rows = [[DAYS[0], float("nan")], [DAYS[0], float("inf")], [DAYS[0], 1e16], [DAYS[0], 2.5]]
    said, _ = ask({"day": "date", "n": "double"}, rows, "{sum: n}")
    assert len(said) == 3
    assert {line[:5] for line in said} == {"CX201"}


def test_columns_may_have_any_name(ask):
    columns = {
        "Day of": "date",
        "a b": "integer",
        "rows": "text",
        "t1": "text",
    }
    rows = [[DAYS[0], 3, "x", "u"], [DAYS[0], 4, "y", "u"]]
    said, measured = ask(
        columns, rows, "{sum: '\"a b\"'}", kpi="by: [rows, t1, [rows, t1]]", dataset="date: Day of"
    )
    assert said == []
    assert values(measured) == {"2026-05-01": 7}
    assert values(measured, ("rows", "t1"), ("y", "u")) == {"2026-05-01": 4}


ENUMS = {
    "postgres": "ALTER TABLE {0} ALTER region TYPE {1}.area USING region::{1}.area",
    "clickhouse": "ALTER TABLE {0} MODIFY COLUMN region Nullable(Enum8('North' = 1, 'South' = 2))",
}


def test_an_enumeration_is_a_text(ask, server, monkeypatch):
    from cxscore.measure import measuring

    if server.dialect not in ENUMS:
        pytest.skip("Spark has no enumerations")
    if server.dialect == "postgres":
        server.run(f"DROP TABLE IF EXISTS {server.schema}.d")
        server.run(f"DROP TYPE IF EXISTS {server.schema}.area")
        server.run(f"CREATE TYPE {server.schema}.area AS ENUM ('North', 'South')")
    open_all = measuring.open_all

    def opening(*arguments):
        server.run(ENUMS[server.dialect].format(f"{server.schema}.d", server.schema))
        return open_all(*arguments)

    monkeypatch.setattr(measuring, "open_all", opening)
    rows = [[DAYS[0], "North", 4], [DAYS[0], "South", 5], [DAYS[0], None, 6]]
    columns = {"day": "date", "region": "text", "n": "integer"}
    said, measured = ask(
        columns, rows, "{sum: n}", kpi="by: [region], where: \"region in ('North', 'South')\""
    )
    assert said == []
    assert values(measured, ("region",), ("South",)) == {"2026-05-01": 5}


def test_what_takes_too_long_is_told_with_its_dataset(ask, server, monkeypatch):
    from cxscore.measure import tables
    from cxscore.measure.engines.engine import TooLong

    connect = tables.connect

    def connecting(*arguments, **options):
        engine = connect(*arguments, **options)

        def fetch(select):
            raise TooLong("warehouse: a statement took longer than 1 s")

        monkeypatch.setattr(engine, "fetch", fetch)
        return engine

    monkeypatch.setattr(tables, "connect", connecting)
    with pytest.raises(TooLong, match=r"^datasets\.d: warehouse: a statement took longer than 1"):
        ask({"day": "date", "n": "integer"}, [[DAYS[0], 4]], "{sum: n}")


def test_a_day_that_no_row_can_be_of_is_told(ask, server):
    if server.dialect == "clickhouse":
        pytest.skip("its days begin in 1900")
    said, _ = ask({"day": "date", "n": "integer"}, [[date(1850, 1, 1), 4]], "{sum: n}")
    assert [line[:5] for line in said] == ["CX202"]


def test_an_empty_table(ask):
    said, _ = ask({"day": "date", "n": "integer"}, [], "{sum: n}")
    assert said == ["CX236: there are no rows"]


def test_more_totals_than_may_come_over(ask, monkeypatch):
    from cxscore.measure.engines import clickhouse, spark_engine, sqlalchemy_engine, totals

    for module in (clickhouse, spark_engine, sqlalchemy_engine, totals):
        monkeypatch.setattr(module, "MOST_GROUPS", 5)
    rows = [[DAYS[0], f"C{at}", "x"] for at in range(10)]
    said, _ = ask(
        {"day": "date", "who": "text", "region": "text"},
        rows,
        "{count: rows}",
        kpi="by: [who, region]",
    )
    assert said == [
        "CX295: datasets.d: more than 200 000 totals, by 10 of who, 1 of region; cut KPIs by "
        "fewer columns, or by columns with fewer values"
    ]


def test_rows_that_came_meanwhile_are_noticed(ask, server, monkeypatch):
    from cxscore.measure import measuring

    columns = {"day": "date", "n": "integer"}
    scan_all = measuring.scan_all

    def scanning(*asked):
        found = scan_all(*asked)
        server.fill(f"{server.schema}.d", columns, [[DAYS[0], 9]])
        return found

    monkeypatch.setattr(measuring, "scan_all", scanning)
    said, _ = ask(columns, [[DAYS[0], 4]], "{sum: n}")
    if server.dialect != "clickhouse":
        # One snapshot for all; and Spark lists the files of a table once in a session.
        assert said == []
    else:
        assert [line[:5] for line in said] == ["CX294"]
        assert "1 row at first, 2 at the end: it was written to" in said[0]


def test_frames_stand_in_for_a_table(server, tmp_path, monkeypatch):
    """Rows in memory need no connection, and no variable."""
    monkeypatch.delenv(server.variable, raising=False)
    import pandas as pd

    text = HEAD.format(
        top="",
        connection="url_from: CX_NOWHERE",
        source="table: d",
        dataset="date: day",
        measure="{sum: n}",
        kpi="",
    )
    (tmp_path / "kpis.yaml").write_text(text, encoding="utf-8")
    definition = examine(tmp_path / "kpis.yaml").definition
    frame = pd.DataFrame({"day": pd.to_datetime(DAYS), "n": [1, 2, 3]})
    measured = measure_kpis(definition, date(2026, 7, 6), frames={"d": frame})
    assert values(measured) == {"2026-05-01": 3, "2026-06-01": 3}


def test_a_role_that_may_write_is_told_once(server, tmp_path, monkeypatch):
    if server.dialect != "postgres":
        pytest.skip("only PostgreSQL has roles here")
    monkeypatch.setenv(server.variable, server.owner_url)
    table = load(server, "d", {"day": "date", "n": "integer"}, [[DAYS[0], 4]])
    text = HEAD.format(
        top="",
        connection=f"url_from: {server.variable}",
        source=f"table: {table}",
        dataset="date: day",
        measure="{sum: n}",
        kpi="",
    )
    (tmp_path / "kpis.yaml").write_text(text, encoding="utf-8")
    definition = examine(tmp_path / "kpis.yaml").definition
    two = {"d": definition.datasets["d"], "e": replace(definition.datasets["d"], id="e")}
    measured = measure_kpis(replace(definition, datasets=two), date(2026, 7, 6))
    assert [p.code for p in measured.problems] == ["CX292"]


MANY = [
    [date(2026, 5 + at % 2, 1 + at % 28), at * 7919 % 1_500, at * 31 % 997 / 10, "NS"[at % 3 == 0]]
    for at in range(6_000)
]


@pytest.mark.parametrize(
    ("measure", "of"), [("{distinct: customer}", 1), ("{median: minutes}", 2)], ids=["seen", "time"]
)
def test_an_estimate_where_it_is_asked_for_and_the_engine_makes_one(ask, server, measure, of):
    columns = {"day": "date", "customer": "integer", "minutes": "double", "region": "text"}
    said, found = ask(columns, MANY, measure, "approximate: true, by: [region]")
    _, exact = ask(columns, MANY, measure, "by: [region]")
    assert exact.estimates == {}
    estimated = {(f.start, f.end, f.segment): f.parts.value for f in found.facts}
    counted = {(f.start, f.end, f.segment): f.parts.value for f in exact.facts}
    assert len(counted) >= 12
    assert estimated == pytest.approx(counted, rel=0.1)
    if server.dialect == "postgres":
        assert estimated == counted
        assert found.estimates == {}
        assert said == [
            "CX117: kpis.k.approximate has no effect: this engine makes no estimates, "
            "and it is exact"
        ]
    else:
        assert said == []
        assert found.estimates["k"].method
        assert of == 1 or estimated != counted
