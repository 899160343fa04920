"""What tables are asked, in every dialect: without an engine, an address or a driver."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

import cxscore
from cxscore.cli.report import visible_sql
from cxscore.cli.sql_text import sql_text
from cxscore.measure.engines.connecting import FAMILIES
from cxscore.measure.engines.connecting import UNVERIFIED as UNVERIFIED_ENGINES
from cxscore.measure.engines.warehouse.dialects import DIALECTS, ONE, column, picked
from cxscore.measure.engines.warehouse.dialects import text as literal
from cxscore.measure.engines.warehouse.unverified_dialects import EVERY, UNVERIFIED
from cxscore.measure.statements import (
    AskedOfTable,
    Statement,
    Statements,
    dialect_names,
    write_statements,
)
from cxscore.problems import Problems
from tests import company
from tests.measure.measured import HEAD, define

ROOT = Path(__file__).parents[2]

AS_OF = date(2026, 7, 6)
PAGE = """\
calendar: {period: PERIOD, timezone: Europe/London, holidays: free.csv}
connections:
  warehouse: {url_from: CX_WAREHOUSE_URL}
datasets:
  contacts:
    connection: warehouse
    table: cx.contacts
    date: day
    where: "channel <> 'test' or channel is null"
    missing: ["", n/a]
    frequency: often
    columns:
      recommend: {scale: [0, 10]}
      region: {rename: {Wales: Cymru}, missing: ["?"]}
      effort: {missing: [7], from: customer_effort}
      solved: {type: boolean}
      amount: {times: 0.01}
      opened: {type: datetime}
      closed: {type: datetime}
  calls:
    connection: warehouse
    table: cx.calls
    date: opened
    unique: [id, leg]
    columns:
      opened: {type: datetime}
kpis:
  nps: {measure: {nps: recommend}, by: [region], dataset: contacts}
  effort: {measure: {mean: effort}, dataset: contacts}
  top: {measure: {top_box: {column: price, at_least: 4}}, dataset: contacts}
  easy: {measure: {low_box: {column: speed, at_most: 2}}, dataset: contacts}
  solved: {measure: {share: {that: solved}}, dataset: contacts}
  quick: {measure: {share: {that: "minutes < 5.5"}}, where: "region = 'North'", dataset: contacts}
  dear: {measure: {share: {that: "round(amount, 1) >= 60.5"}}, dataset: contacts}
  like: {measure: {share: {that: "lower(product) like 'p0%'"}}, dataset: contacts}
  late: {measure: {share: {that: "hours(opened, closed) > 24"}}, dataset: contacts}
  told: {measure: {share: {that: "has(reasons, 'price')"}}, dataset: contacts}
  new: {measure: {share: {that: "opened >= '2025-03-01'"}}, dataset: contacts}
  each: {measure: {ratio: {numerator: amount, denominator: size}}, dataset: contacts}
  money: {measure: {sum: amount}, dataset: contacts}
  rows: {measure: {count: rows}, dataset: contacts}
  two_days: {measure: {within: {from: opened, to: closed, workdays: 2}}, dataset: contacts}
  ended: {measure: {count: rows}, date: closed, dataset: contacts}
  wait: {measure: {median: minutes}, by: [queue], window: 2, dataset: calls}
  most: {measure: {percentile: {of: minutes, p: 90}}, dataset: calls}
  people: {measure: {distinct: customer}, dataset: calls}
  open: {measure: {open_at_end: {opened: opened, closed: closed}}, by: [queue], dataset: calls}
  calls: {measure: {nps: recommend}, drivers: [price, speed], dataset: calls}
"""


def page(period="month"):
    """The definition by *period*; by weeks only of what adds up, of one of its tables."""
    text = PAGE.replace("PERIOD", period).replace(
        ": {measure", ": {name: K, owner: amara, polarity: neutral, measure"
    )
    left_out = () if period == "month" else ("dataset: contacts", "minutes", "customer")
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not any(word in line for word in left_out))


def write(folder, dialect, text):
    """What the definition of *text* asks, in *dialect*."""
    (folder / "free.csv").write_text("date,name\n2026-05-04,May\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        head = HEAD.replace("history: 36", "history: 2")
        patch.setattr("tests.measure.measured.HEAD", head)
        return write_statements(define(folder, text), dialect, AS_OF)


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """The statements of the definition, by dialect and period; each is written but once."""
    known = {}

    def once(dialect, period="month"):
        if (dialect, period) not in known:
            folder = tmp_path_factory.mktemp("statements")
            known[dialect, period] = write(folder, dialect, page(period))
        return known[dialect, period]

    return once


def every(found):
    return [each for table in found.tables for each in table.statements]


@pytest.mark.parametrize("period", ["month", "week"])
@pytest.mark.parametrize("dialect", EVERY)
def test_of_every_measure_in_every_dialect(written, golden, dialect, period):
    found = written(dialect, period)
    text = visible_sql(sql_text(found))
    golden(f"statements/{dialect}-{period}.sql", text)
    for each in every(found):
        tree = parsed(each.sql, dialect)
        assert isinstance(tree, exp.Select)
        assert tables(tree) == ["calls" if "calls" in each.sql else "contacts"]
        if period == "week":  # the others take long
            again = parsed(tree.sql(dialect), dialect)
            assert tables(again) == tables(tree)
            assert again.named_selects == tree.named_selects
    assert ("A build refuses it without --unverified." in " ".join(text.split())) == (
        dialect in UNVERIFIED
    )


@cache
def parsed(sql, dialect):
    """The one statement that *sql* is, read as *dialect*."""
    (tree,) = sqlglot.parse(sql, read=dialect)
    return tree


def tables(tree):
    return sorted({table.name for table in tree.find_all(exp.Table)})


@pytest.mark.parametrize("dialect", EVERY)
def test_no_function_that_the_dialect_is_not_known_to_have(written, dialect):
    for each in every(written(dialect)):
        bare = re.sub(r"""'(?:[^'\\]|\\.|'')*'|"[^"]*"|`[^`]*`""", "", each.sql)
        called = {name.upper() for name in re.findall(r"(\w+)\(", bare)}
        assert called - EVERYWHERE <= FUNCTIONS[dialect]


EVERYWHERE = {
    *("ABS", "CAST", "CEIL", "COALESCE", "COUNT", "DECIMAL", "FLOOR", "LOWER", "MAX", "MIN"),
    *("NULLIF", "SUM"),
}
FUNCTIONS = {
    "postgres": {"BIT_OR", "BTRIM", "EXTRACT", "LEAST", "TRUNC"},
    "duckdb": {"BIT_OR", "EPOCH", "EXTRACT", "LEAST", "REGEXP_MATCHES", "TRIM", "TRUNC"},
    "clickhouse": {
        *("ADDDAYS", "BITSHIFTLEFT", "DATEDIFF", "GROUPBITOR", "LEAST", "LOWERUTF8", "MATCH"),
        *("NULLABLE", "REPLACEREGEXPALL", "TODATE32", "TODATETIME64", "TODAYOFMONTH", "TOSTRING"),
        *("TODAYOFWEEK", "TOUNIXTIMESTAMP64MICRO", "TRUNC"),
    },
    "spark": {
        *("BIT_OR", "BTRIM", "DATEDIFF", "DATE_SUB", "DAYOFMONTH", "FROM_UTC_TIMESTAMP", "LEAST"),
        *("SHIFTLEFT", "TIMESTAMPDIFF", "TO_UTC_TIMESTAMP", "WEEKDAY"),
    },
    "snowflake": {
        *("BITOR_AGG", "BITSHIFTLEFT", "COLLATE", "CONVERT_TIMEZONE", "DATEADD", "DATEDIFF"),
        *("DATE_FROM_PARTS", "DATE_PART", "DAYOFWEEKISO", "LEAST_IGNORE_NULLS", "REGEXP_INSTR"),
        *("TIMESTAMP_NTZ_FROM_PARTS", "TIMESTAMP_TZ_FROM_PARTS", "TRIM", "TRUNC"),
    },
    "bigquery": {
        *("BIT_OR", "COLLATE", "DATETIME", "DATETIME_DIFF", "DATE_FROM_UNIX_DATE", "EXTRACT"),
        *("LEAST", "MOD", "REGEXP_CONTAINS", "ROUND", "STRUCT", "TIMESTAMP", "TRIM", "TRUNC"),
        *("UNIX_DATE", "UNNEST"),
    },
    "redshift": {
        *("BIT_OR", "BTRIM", "CHR", "COLLATE", "CONVERT_TIMEZONE", "DATEADD", "DATEDIFF"),
        *("EXTRACT", "LEAST", "MOD", "TRUNC", "VARCHAR"),
    },
    "databricks": {
        *("BIT_OR", "BTRIM", "DATEDIFF", "DATE_SUB", "DAYOFMONTH", "FROM_UTC_TIMESTAMP", "LEAST"),
        *("REGEXP_LIKE", "SHIFTLEFT", "TIMESTAMPDIFF", "TO_UTC_TIMESTAMP", "WEEKDAY"),
    },
    "trino": {
        *("AT_TIMEZONE", "BITWISE_LEFT_SHIFT", "BITWISE_OR_AGG", "DATE_ADD", "DATE_DIFF"),
        *("DAY_OF_MONTH", "DAY_OF_WEEK", "LEAST", "REGEXP_LIKE", "REGEXP_REPLACE", "ROUND"),
        *("TIMESTAMP", "TO_UNIXTIME", "TRUNCATE", "WITH_TIMEZONE"),
    },
}
"""Functions that stand in the manual of each, besides those of all."""


@pytest.mark.parametrize("dialect", EVERY)
def test_the_same_is_asked_in_every_dialect(written, dialect):
    ours, theirs = written("postgres"), written(dialect)
    assert [each.purpose for each in every(ours)] == [each.purpose for each in every(theirs)]
    for one, other in zip(every(ours), every(theirs), strict=True):
        names = parsed(one.sql, "postgres").named_selects
        if dialect == "bigquery":  # which has few signs for the names of a result
            within = ["$key 0", "$key 1", "$often"]
            names = [re.sub(r"\W", "_", name) for name in (within if names == ["*"] else names)]
        assert parsed(other.sql, dialect).named_selects == names


def test_each_word_in_every_dialect(golden):
    day, moment, name = column("day"), column("moment"), column("name")
    lines = []
    for dialect, build in EVERY.items():
        words = build()
        said = {
            "a number of a text": words.number_in(name),
            "a text, compared by letters": words.same_text(name),
            "without spaces": words.trimmed(name),
            "small letters": words.lower(name),
            "a text with a pattern": words.matches(name, r"(^|;)\s*it's\s*(;|$)"),
            "a text like another": words.like(name, literal("a\\%")),
            "rounded": words.rounded(column("x"), 1),
            "without what is behind the point": words.whole(column("x")),
            "a decimal": words.decimal(column("x"), 18),
            "a day": words.a_day(date(2024, 2, 29)),
            "a moment": words.a_moment("9998-12-31T23:59:59.999999"),
            "what clocks show": words.local(moment, "Europe/London"),
            "in UTC": words.instant(moment, "Europe/London"),
            "the edge of days": words.edge(date(2024, 3, 1), zoned=False, zone=None),
            "the edge of days there": words.edge(date(2024, 3, 1), zoned=True, zone="Asia/Tokyo"),
            "days since 1970": words.day_number(day),
            "seconds": words.seconds(column("opened"), column("closed")),
            **{f"the {unit}": words.block(day, unit) for unit in ("day", "week", "month")},
            **{f"its bit of a {unit}": words.day_bits(day, unit) for unit in ("week", "month")},
            "all bits": words.any_bit(column("bit")),
            "rows": picked([exp.Star()], words.rows_of(("a", "b"), [[ONE, ONE], [ONE, ONE]], "r")),
        }
        lines += ["", f"# {dialect}", *(f"{word}: {words.sql(t)}" for word, t in said.items())]
    golden("statements/words.txt", visible_sql("\n".join(lines[1:]) + "\n"))


def test_what_is_asked_and_what_is_assumed(written):
    found = written("postgres")
    purposes = [f"{table.dataset}: {s.purpose}" for table in found.tables for s in table.statements]
    assert purposes == [
        "contacts: totals by day, of nps, effort, top, easy, solved, quick, dear, like, late,"
        " told, new, each, money, rows, two_days",
        "contacts: totals by closed, of ended",
        "calls: totals by opened, of wait, most, people, open, calls",
        "calls: rows without id and leg",
        "calls: rows that share their id and leg",
        "calls: percentile of wait",
        "calls: percentile of wait, by queue",
        "calls: percentile of most",
        "calls: different values of people",
        "calls: cases of open that come and go, by queue",
        "calls: kinds of rows for the drivers of calls: price, speed",
    ]
    contacts, calls = found.tables
    assert contacts.assumed["day"] == "a date"
    assert contacts.assumed["effort"] == contacts.assumed["often"] == "a number"
    assert contacts.assumed["opened"] == "a timestamp with a time zone"
    assert not {"solved", "recommend", "amount"} & contacts.assumed.keys()
    assert calls.assumed["customer"] == calls.assumed["queue"] == "a text"


def test_what_is_asked_anew_is_of_the_periods_that_history_shows(written):
    (median,) = (s for s in every(written("postgres")) if s.purpose == "percentile of wait")
    days = set(re.findall(r"CAST\('(\d{4}-\d\d-\d\d)' AS DATE\)", median.sql))
    assert {"2026-05-01", "2026-05-31", "2026-06-30", "2026-07-01", "2026-07-31"} <= days
    # A range on the column as it stands, so that partitions are left out.
    assert re.search(r'"opened" >= CAST\(\'202\d-\d\d-01\' AS TIMESTAMP\) AT TIME ZONE', median.sql)


def test_a_query_stands_within_where_its_words_are_read(tmp_path):
    (tmp_path / "calls.sql").write_text("SELECT * FROM cx.raw_calls WHERE leg = 1", "utf-8")
    text = page().replace("table: cx.calls", "query: calls.sql")
    for dialect, within in (("postgres", True), ("snowflake", False)):
        found = write(tmp_path, dialect, text)
        calls = found.tables[1]
        assert calls.reads_query is within
        assert all(("raw_calls" in each.sql) is within for each in calls.statements)
        assert ('"calls.sql" stands for the SELECT in that file' in sql_text(found)) is not within


def test_what_is_wrong_is_said(tmp_path):
    with pytest.raises(Problems, match="CX135"):
        write(tmp_path, "trino", page().replace("{type: boolean}", "{type: text}"))
    text = page().replace("table: cx.calls", "query: calls.sql")
    (tmp_path / "calls.sql").write_text("DELETE FROM calls", encoding="utf-8")
    with pytest.raises(Problems, match="DELETE"):
        write(tmp_path, "postgres", text)


def test_a_comment_is_one_line_whatever_a_name_holds():
    statement = Statement("totals by day\nDROP TABLE calls", "SELECT 1")
    table = AskedOfTable("d", "calls", {"x\u2028DROP": "a\rtext"}, True, (statement,))
    text = sql_text(Statements("postgres", True, (), (table,)))
    lines = [line for line in text.splitlines() if "DROP" in line]
    assert len(lines) == 2
    assert all(line.startswith("-- ") for line in lines)


def test_dialects_are_those_that_are_run_and_those_that_are_not():
    assert dialect_names() == (*DIALECTS, "duckdb", *UNVERIFIED)
    assert set(DIALECTS) == {"postgres", "clickhouse", "spark"}
    assert not UNVERIFIED.keys() & FAMILIES.keys()
    assert UNVERIFIED.keys() <= UNVERIFIED_ENGINES.keys()


class TestOfFiles:
    """Datasets of files: the words of DuckDB give the numbers that a build gives."""

    @pytest.fixture
    def company_here(self, tmp_path):
        kpis = company.KPIS.replace(
            "polarity: higher_is_better",
            "polarity: higher_is_better\n    by: [shop]\n    where: \"shop <> 'Test'\"",
        ).replace("date: day}", 'date: day, missing: [n/a], where: "shop is not null"}')
        head, *rows = company.ROWS.splitlines()
        shops = ("North", " South", "Test", "", "n/a")
        lines = [f"{row},{shops[at % 5]}" for at, row in enumerate(rows)]
        return company.write(tmp_path, kpis, surveys="\n".join([f"{head},shop", *lines]) + "\n")

    def test_they_are_run_and_agree(self, company_here):
        definition = cxscore.read(company_here)
        (table,) = write_statements(definition, "duckdb", AS_OF, ["nps"]).tables
        assert table.in_files
        (totals,) = table.statements
        with duckdb.connect() as connection:
            path = company_here.with_name("surveys.csv")
            connection.execute(f"CREATE TABLE surveys AS FROM read_csv('{path}')")
            found = connection.execute(totals.sql)
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        (scored,) = cxscore.build(definition).kpis
        assert scored.n
        for point in scored.series:
            own = [r for r in rows if r["$keep"] and r["$block"] == point.period.start]
            assert sum(row["t1"] for row in own) == point.n
            assert sum(row["t2"] - row["t3"] for row in own) == point.numerator
        assert {row["shop"] for row in rows if row["$keep"]} == {"North", "South", "Test"}

    def test_of_the_sample_all_datasets_are_written(self):
        definition = cxscore.read(ROOT / "kpis.yaml")
        found = write_statements(definition, "duckdb", AS_OF)
        assert {table.dataset for table in found.tables} == set(definition.datasets)
        for each in every(found):
            assert isinstance(parsed(each.sql, "duckdb"), exp.Select)

    def test_a_formula_asks_for_what_it_is_made_of(self):
        definition = cxscore.read(ROOT / "kpis.yaml")
        found = write_statements(definition, "duckdb", AS_OF, ["perfect_order"])
        assert [each.kpis for each in every(found)] == [("on_time",), ("order_accuracy",)]

    def test_percentiles_are_run_and_agree(self):
        definition = cxscore.read(ROOT / "kpis.yaml")
        (table,) = write_statements(definition, "duckdb", AS_OF, ["handling"]).tables
        (whole,) = [each for each in table.statements if each.purpose == "percentile of handling"]
        with duckdb.connect() as connection:
            path = ROOT / "samples" / "contacts.csv.gz"
            connection.execute(f"CREATE TABLE contacts AS FROM read_csv('{path}')")
            found = {tuple(row[:2]): row[2] for row in connection.execute(whole.sql).fetchall()}
        (scored,) = cxscore.build(definition, kpis="handling").kpis
        for point in scored.series:
            assert found[point.period.start, point.period.end] == pytest.approx(point.value)
