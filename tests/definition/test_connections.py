"""Connections and tables: what is read, what is refused, and that nothing secret is repeated."""

from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.definition import examine_keys, json_schema
from cxscore.definition.schema import fitting
from cxscore.documents import read_document
from cxscore.model.connections import Connection
from cxscore.model.dataset import DataFile
from tests.definition.pages import PAGE, examined, lines, page

WAREHOUSE = "connections: {warehouse: {url_from: CX_WAREHOUSE_URL}}\n"
TABLE = "    connection: warehouse\n    table: cx.surveys\n"
FILE = "    file: surveys.csv\n"
SECRET = "s3cr3tZ"


def table(*lines_of_dataset, source=TABLE, top=WAREHOUSE, kpi=()):
    """Return the page with its dataset as a table, and lines added to that."""
    more = "".join(f"    {line}\n" for line in lines_of_dataset)
    return page(*kpi, old=FILE, new=source + more, top=top)


def said(text):
    return [line.removeprefix("kpis.yaml:") for line in lines(examined(text))]


def dataset_of(text):
    found = examined(text)
    assert lines(found) == []
    return found.definition.datasets["surveys"]


class TestConnections:
    @pytest.mark.parametrize(
        ("written", "connection"),
        [
            ("{url_from: CX_URL}", Connection(url_from="CX_URL")),
            ("{spark: CX_SPARK}", Connection(spark="CX_SPARK")),
            ("{url_from: CX_URL, timeout: 60}", Connection(url_from="CX_URL", timeout=60.0)),
            ("{url_from: CX_URL, timeout: 0.5}", Connection(url_from="CX_URL", timeout=0.5)),
            ("{url_from: CX_URL, timeout: 300 s}", Connection(url_from="CX_URL")),
            ("{url_from: CX_URL, timeout: 5min}", Connection(url_from="CX_URL")),
            ("{url_from: CX_URL, timeout: 1.5 hours}", Connection("CX_URL", None, 5400.0)),
            ("{url_from: CX_URL, timeout: 24 h}", Connection("CX_URL", None, 86400.0)),
        ],
    )
    def test_is_read(self, written, connection):
        found = examined(table(top=f"connections: {{warehouse: {written}}}\n"))
        assert lines(found) == []
        assert found.definition.connections == {"warehouse": connection}

    @pytest.mark.parametrize(
        ("written", "code", "hint"),
        [
            ("{}", "CX104", "has no 'url_from'; add it, or 'spark'"),
            ("{timeout: 5 s}", "CX104", "has no 'url_from'"),
            ("{url_from: A, spark: B}", "CX114", "keep one of them"),
            ("{url_from: 12}", "CX110", "is not text"),
            ("{url_from: cx_url}", "CX127", "not the name of an environment variable"),
            ("{url_from: $CX_URL}", "CX127", "leave $, % and brackets around the name out"),
            ("{url_from: '${CX_URL}'}", "CX127", "leave $"),
            ("{url: CX_URL}", "CX101", "did you mean 'url_from'?"),
            ("{password: CX_URL}", "CX127", "everybody can read it"),
            ("{host: db.example.com, user: amara}", "CX127", "everybody can read it"),
            ("{url_from: A, timeout: 0}", "CX112", "more than 0"),
            ("{url_from: A, timeout: -5}", "CX112", "more than 0"),
            ("{url_from: A, timeout: 25 h}", "CX112", "at most 24 h"),
            ("{url_from: A, timeout: .inf}", "CX110", "write it as 300 s"),
            ("{url_from: A, timeout: .nan}", "CX110", "write it as 300 s"),
            ("{url_from: A, timeout: true}", "CX110", "write it as 300 s"),
            ("{url_from: A, timeout: [5]}", "CX110", "write it as 300 s"),
            ("{url_from: A, timeout: 5 furlongs}", "CX110", "write it as 300 s"),
            ("{url_from: A, retries: 5}", "CX101", "its keys are: url_from, spark, timeout"),
            ("CX_URL", "CX127", "write {url_from: CX_WAREHOUSE_URL}"),
            ("[CX_URL]", "CX110", "write warehouse: {url_from: CX_WAREHOUSE_URL}"),
        ],
    )
    def test_is_refused(self, written, code, hint):
        (line, *_) = said(table(top=f"connections: {{warehouse: {written}}}\n"))
        assert code in line
        assert hint in line

    def test_what_is_wrong_with_one_keeps_its_tables_from_being_measured(self):
        more = "  calls: {file: calls.csv, date: day}\n"
        text = table(f"\n{more}".strip("\n"), top="connections: {warehouse: {timeout: 5 s}}\n")
        assert examined(text).definition is None

    def test_nobody_uses_is_a_warning(self):
        assert said(page(top=WAREHOUSE)) == [
            "17:15: warning: CX117: connections.warehouse is used by no dataset; "
            "name it at a dataset, or remove it"
        ]


class TestSecrets:
    URL = f"postgresql://amara:{SECRET}@db.example.com/cx"

    @pytest.mark.parametrize(
        "top",
        [
            f"connections: {URL}",
            f"connections: [{URL}]",
            f"connections: {SECRET}",
            f"connections:\n  warehouse: {URL}",
            f"connections:\n  warehouse: {SECRET}",
            f"connections:\n  warehouse: [{URL}]",
            f"connections:\n  warehouse: {{{URL}}}",
            f"connections:\n  warehouse: !{SECRET}",
            f"connections:\n  {URL}: {{}}",
            f"connections:\n  warehouse: {{url_from: '{URL}'}}",
            f"connections:\n  warehouse: {{url: '{URL}'}}",
            f"connections:\n  warehouse: {{url_from: {URL}: x}}",
            f"connections:\n  warehouse: {{url_from: CX_URL, timeout: {URL}}}",
            f"connections:\n  warehouse: {{url_from: CX_URL, timeout: {SECRET}}}",
            f"connections:\n  warehouse: {{spark: 'sc://host:443/;token={SECRET}'}}",
            f"connections:\n  warehouse: {{url_from: 'https://token:{SECRET}@host/sql'}}",
            f"connections:\n  warehouse: {{url_from: {{password: {SECRET}}}}}",
            f"connections:\n  warehouse: {{PGPASSWORD: {SECRET}, url_from: CX_URL}}",
            f"connections:\n  warehouse: {{password: {SECRET}, url_from: CX_URL",
            f"connections:\n  warehouse:\n    password: %{SECRET}",
            f"connections:\n  warehouse:\n    password: #{SECRET}",
            f"connections:\n  warehouse:\n    password: x #1{SECRET}",
            f"connections:\n  warehouse:\n    password:{SECRET}",
            f"connections:\n  warehouse:\n    password: {SECRET}: x",
            f"connections:\n  warehouse:\n    password: >{SECRET}",
            f'connections:\n  warehouse:\n    url_from: "{SECRET}\\q"',
            f"connections:\n  warehouse: {{url_from: {URL}}}\n  warehouse: {{url: {SECRET}}}",
        ],
    )
    def test_are_not_repeated(self, top):
        found = said(table(top=f"{top}\n"))
        assert any(": error: " in line for line in found)
        assert SECRET not in "\n".join(found)
        assert "amara:" not in "\n".join(found)

    @pytest.mark.parametrize(
        "source",
        [
            f"    connection: {URL}\n    table: surveys\n",
            f"    connection: warehouse\n    table: {URL}\n",
            f"    connection: warehouse\n    query: {URL}\n",
            f"    file: {URL}\n",
        ],
    )
    def test_are_not_repeated_at_a_dataset(self, source):
        found = said(table(source=source))
        assert SECRET not in "\n".join(found)

    def test_are_not_repeated_to_python(self):
        keys = {"connections": {"warehouse": {"url_from": self.URL, "password": SECRET}}}
        found = [str(problem) for problem in examine_keys(keys).problems]
        assert any("CX127" in line for line in found)
        assert SECRET not in "\n".join(found)

    def test_addresses_that_are_no_secret_are_shown(self):
        found = said(page("target: {file: 'https://example.com/targets.csv'}"))
        assert "'https://example.com/targets.csv' is an address" in found[0]

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8))
    def test_whatever_stands_around_them(self, around):
        top = f"connections:\n  warehouse: {{url_from: {around}://u:{SECRET}@h{around}}}\n"
        found = [str(problem) for problem in examined(table(top=top)).problems]
        assert SECRET not in "\n".join(found)


class TestTables:
    def test_go_by_one_file_of_their_name(self):
        dataset = dataset_of(table("settled_after: 45 days"))
        assert (dataset.connection, dataset.table) == ("warehouse", "cx.surveys")
        assert dataset.files == (DataFile(path="cx.surveys"),)
        assert dataset.settled_after == 45
        assert dataset.is_table

    def test_queries_go_by_their_path(self):
        Path("surveys.sql").write_text("SELECT 1", encoding="utf-8")
        dataset = dataset_of(table(source="    connection: warehouse\n    query: surveys.sql\n"))
        assert (dataset.table, dataset.query) == (None, "surveys.sql")
        assert dataset.files == (DataFile(path="surveys.sql"),)
        assert dataset.is_table

    def test_files_are_none(self):
        assert not dataset_of(PAGE).is_table

    @pytest.mark.parametrize("name", ["surveys", "cx.surveys", "main.cx.s_1", "my-lake.cx.t$x"])
    def test_have_names(self, name):
        source = f"    connection: warehouse\n    table: {name}\n"
        assert dataset_of(table(source=source)).table == name

    @pytest.mark.parametrize(
        "name",
        [
            *("'a b'", "a;b", "a.b.c.d", "a..b", ".a", "a.", "'a\"b'", '"a\'b"', "a/b", "a\\b"),
            *("a--b", "'a) x; DROP TABLE b; --'", "'[a]'", "'`a`'", "f(1)", "'a\nb'", "a@b", "'*'"),
        ],
    )
    def test_have_no_other_names(self, name):
        (line,) = said(table(source=f"    connection: warehouse\n    table: {name}\n"))
        assert "CX128: datasets.surveys.table is" in line

    @pytest.mark.parametrize(
        ("written", "days"), [("1 day", 1), ("45 days", 45), ("6 weeks", 42), ("45", 45)]
    )
    def test_settle(self, written, days):
        assert dataset_of(table(f"settled_after: {written}")).settled_after == days

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            *(("0 days", "CX112"), ("-1", "CX112"), ("4000 days", "CX112"), ("soon", "CX110")),
            *(("1.5 days", "CX110"), ("2 months", "CX110"), ("[1]", "CX110"), ("true", "CX110")),
        ],
    )
    def test_settle_within_bounds(self, written, code):
        (line,) = said(table(f"settled_after: {written}"))
        assert f"error: {code}" in line

    @pytest.mark.parametrize(
        ("line", "hint"),
        [
            ("decimal: ','", "cast them in a query"),
            ("delimiter: ;", "remove it"),
            ("thousands: .", "cast them in a query"),
            ("encoding: cp1252", "remove it"),
            ("header: 2", "remove it"),
            ("sheet: Feb", "remove it"),
            ("wide: {label: A, months: '%b', rows: {a: A}}", "below one another in a query"),
            ("skip_after_header: 1", "remove it"),
            ("footer: Total", "leave such rows out with 'where'"),
            ("totals: {region: All}", "leave such rows out with 'where'"),
            ("unique: all_columns", "name the columns of the key"),
            ("columns: {a: {type: date, format: '%d'}}", "cast it in a query"),
            ("columns: {a: {written: money}}", "cast it in a query"),
            ("columns: {a: {fill: down}}", "fill blanks in a query"),
            ("columns: {a: {from: 3}}", "name the column"),
        ],
    )
    def test_refuse_what_is_for_files(self, line, hint):
        (found,) = said(table(line))
        assert f"error: CX129: datasets.surveys.{line.split(':')[0]}" in found
        assert "is for files; a table has types" in found
        assert hint in found

    @pytest.mark.parametrize("date", ["{year: y, month: m}", "{column: a, format: '%d.%m.%Y'}"])
    def test_refuse_other_dates(self, date):
        (found,) = said(table().replace("date: answered", f"date: {date}"))
        assert "error: CX129: datasets.surveys.date" in found

    def test_take_fixed_dates(self):
        assert said(table().replace("date: answered", "date: {fixed: 2026-06-30}")) == []

    def test_refuse_the_format_of_a_kpis_date(self):
        (found,) = said(table(kpi=["date: {column: replied, format: excel}"]))
        assert "error: CX129: kpis.nps.date.format" in found

    def test_keep_no_first_and_no_last_row(self):
        (found,) = said(table("unique: id", "on_duplicate: first"))
        assert "error: CX130" in found
        assert said(table("unique: id", "on_duplicate: error")) == []

    def test_take_the_other_keys(self):
        columns = "columns: {a: {from: A, type: number, scale: [0, 10], missing: [99], times: 2}}"
        keys = ("missing: ['', n/a]", "where: a > 1", "survey_weight: w", "frequency: n")
        more = ("unique: [id, day]", "bad_rows: skip", "arrives_within_days: 3")
        assert said(table(columns, *keys, *more)) == []


class TestSources:
    @pytest.mark.parametrize(
        ("source", "code", "says"),
        [
            ("    table: a\n", "CX104", "has no 'connection'; add one of: warehouse"),
            ("    connection: warehouse\n", "CX104", "has no 'table'"),
            (f"{FILE}    connection: warehouse\n", "CX116", "means nothing beside 'file'"),
            (f"{FILE}    table: a\n    connection: warehouse\n", "CX114", "'file' and 'table'"),
            (f"{TABLE}    files: [a.csv]\n", "CX114", "has both 'table' and 'files'"),
            ("    connection: warehose\n    table: a\n", "CX126", "did you mean 'warehouse'?"),
            ("    connection: warehouse\n    tabel: a\n", "CX101", "did you mean 'table'?"),
            ("    conection: warehouse\n    table: a\n", "CX101", "did you mean 'connection'?"),
            ("    connection: warehouse\n    query: a.sql\n", "CX145", "no file 'a.sql'"),
            ("    connection: warehouse\n    query: ../a.sql\n", "CX144", "--allow-path"),
        ],
    )
    def test_are_one(self, source, code, says):
        found = [line for line in said(table(source=source)) if ": error: " in line]
        assert len(found) == 1
        assert code in found[0]
        assert says in found[0]

    def test_without_connections_there_is_none(self):
        (found,) = said(table(top=""))
        assert "there is no connection 'warehouse'; none is defined" in found

    def test_every_fault_is_said_in_one_pass(self):
        keys = ("decimal: ','", "unique: id", "on_duplicate: last", "header: x", "unknown: 1")
        found = said(table(*keys))
        assert {line.split(": ")[2] for line in found} == {"CX129", "CX130", "CX110", "CX101"}


class TestSchema:
    SOUND = table("settled_after: 45 days")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("", ""),
            ("    table: cx.surveys\n", ""),
            ("    connection: warehouse\n", ""),
            ("table: cx", "query: a.sql\n    table: cx"),
            ("url_from: CX_WAREHOUSE_URL", "timeout: 5"),
            ("url_from: CX_WAREHOUSE_URL", "url_from: A, spark: B"),
            ("url_from: CX_WAREHOUSE_URL", "url_from: postgresql://a"),
        ],
    )
    def test_agrees_with_what_is_read(self, old, new):
        text = self.SOUND.replace(old, new, 1) if old else self.SOUND
        data = read_document(text.encode(), "kpis.yaml").data
        sound = jsonschema.Draft202012Validator(json_schema()).is_valid(data)
        assert sound == (lines(examined(text)) == []) == (not old)

    def test_names_the_keys(self):
        assert set(fitting(("connections", "warehouse"))[1]) == {"url_from", "spark", "timeout"}
        assert {"connection", "table", "query", "settled_after"} <= set(
            fitting(("datasets", "surveys"))[1]
        )
