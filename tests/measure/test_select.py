"""Queries in files: what is read, what is refused and where, and that nothing else gets through."""

import re
from pathlib import Path

import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from cxscore.measure.queries.select import (
    LONGEST,
    MOST_NODES,
    query_in,
    read_select,
    written,
)
from cxscore.measure.queries.select_words import DIALECTS, STATEMENTS, WRITING
from cxscore.problems import Problems

FLAGS = re.MULTILINE | re.DOTALL
DOCS = Path(__file__).parent.parent.parent / "docs" / "kpis-yaml.md"

GOOD = {
    "postgres": [
        "SELECT answered_on, recommend FROM cx.surveys",
        "select * from surveys",
        "SELECT s.answered_on FROM main.cx.surveys AS s WHERE s.region <> 'Test'",
        'SELECT "Order value" AS value FROM orders',
        "SELECT CAST(amount AS numeric(10, 2)) AS amount, stars::int FROM orders",
        "SELECT date_trunc('month', answered_on), extract(year from answered_on) FROM surveys",
        "SELECT day + interval '1 day', now() - opened, opened AT TIME ZONE 'Europe/London' FROM t",
        "SELECT to_date(written, 'DD.MM.YYYY') AS day, to_char(day, 'YYYY-MM') FROM t",
        "SELECT lower(trim(region)) || '-' || upper(channel), left(code, 3) FROM t",
        "SELECT regexp_replace(phone, '[^0-9]', '', 'g') FROM t WHERE mail ~* '@example'",
        "SELECT coalesce(a, b, 0), nullif(c, ''), greatest(d, e), round(f, 2) FROM t",
        "SELECT CASE WHEN a > 1 THEN 'x' WHEN a IS NULL THEN NULL ELSE 'y' END AS kind FROM t",
        "SELECT region, sum(a) FILTER (WHERE b) FROM t GROUP BY region HAVING count(*) > 5",
        "SELECT region, year, sum(a) FROM t GROUP BY ROLLUP (region, year)",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes) FROM t",
        "SELECT *, row_number() OVER (PARTITION BY customer ORDER BY day DESC) AS place FROM t",
        "SELECT sum(a) OVER w FROM t WINDOW w AS (ORDER BY day ROWS 1 PRECEDING)",
        "SELECT DISTINCT ON (customer) customer, stars FROM t ORDER BY customer, day DESC",
        "WITH a AS (SELECT * FROM t), b AS MATERIALIZED (SELECT id FROM a) SELECT * FROM b",
        "SELECT a.x FROM a JOIN b USING (id) LEFT JOIN c ON c.id = b.id CROSS JOIN d",
        "SELECT a.x, b.y FROM a JOIN LATERAL (SELECT y FROM c WHERE c.id = a.id) b ON TRUE",
        "SELECT x FROM a WHERE id IN (SELECT id FROM b) AND EXISTS (SELECT 1 FROM c)",
        "SELECT x FROM a UNION ALL SELECT x FROM b EXCEPT SELECT x FROM c ORDER BY 1",
        "(SELECT x FROM a)",
        "SELECT n.name FROM t JOIN (VALUES (1, 'North')) AS n(id, name) ON n.id = t.id",
        "SELECT payload ->> 'stars', payload -> 'a' ->> 'b' FROM t",
        "SELECT relname FROM pg_catalog.pg_class",
        "SELECT call, comment, copy FROM calls",
        "SELECT x FROM t ORDER BY x NULLS LAST LIMIT 10 OFFSET 5",
    ],
    "clickhouse": [
        "SELECT toDate(opened) AS day, countIf(solved) FROM cx.calls GROUP BY day",
        "SELECT quantile(0.9)(minutes), uniqExact(customer), sumIf(a, b > 1) FROM calls",
        "SELECT if(a > 1, 'x', 'y'), multiIf(a = 1, 'x', a = 2, 'y', 'z') FROM t FINAL",
        "SELECT toStartOfMonth(day), dateDiff('day', a, b), formatDateTime(a, '%Y') FROM t",
        "SELECT argMax(stars, day) FROM t GROUP BY customer LIMIT 1 BY customer",
        "SELECT ifNull(a, 0), a::Int32, CAST(b AS Nullable(String)) FROM t",
        "SELECT * EXCEPT (email) FROM t",
    ],
    "spark": [
        "SELECT to_date(written, 'dd.MM.yyyy') AS day FROM lake.cx.surveys",
        "SELECT date_add(day, 1), datediff(closed, opened), date_trunc('month', opened) FROM t",
        "SELECT count_if(a > 1), percentile(a, 0.5), max_by(stars, day) FROM t",
        "SELECT nvl(a, 0), if(a > 1, 'x', 'y'), split(b, ',')[0], c RLIKE '^x' FROM t",
        "SELECT `Order value` FROM t a LEFT ANTI JOIN b ON a.id = b.id",
        "SELECT /*+ BROADCAST(b) */ a.x FROM a JOIN b USING (id)",
        "SELECT date_format(day, 'yyyy-MM'), get_json_object(payload, '$.stars') FROM t",
    ],
}

HOSTILE = [
    # What writes, at the top and below it.
    ("postgres", "DELETE FROM t", "CX161", "'DELETE' begins no SELECT"),
    ("postgres", "INSERT INTO t SELECT * FROM u", "CX161", "'INSERT' begins no SELECT"),
    ("postgres", "UPDATE t SET a = 1", "CX161", "'UPDATE'"),
    ("postgres", "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE", "CX161", "'MERGE'"),
    ("postgres", "CREATE TABLE x AS SELECT 1", "CX161", "'CREATE'"),
    ("postgres", "DROP TABLE t", "CX161", "'DROP'"),
    ("postgres", "ALTER TABLE t ADD a int", "CX161", "'ALTER'"),
    ("postgres", "TRUNCATE t", "CX161", "'TRUNCATE'"),
    ("postgres", "COPY (SELECT 1) TO PROGRAM 'sh'", "CX161", "'COPY'"),
    ("postgres", "COPY t FROM '/etc/passwd'", "CX161", "'COPY'"),
    ("postgres", "CALL f()", "CX161", "'CALL'"),
    ("postgres", "DO $$ BEGIN END $$", "CX161", "'DO'"),
    ("postgres", "EXECUTE p", "CX161", "'EXECUTE'"),
    ("postgres", "EXPLAIN ANALYZE SELECT 1", "CX161", "'EXPLAIN'"),
    ("postgres", "SET ROLE admin", "CX161", "'SET'"),
    ("postgres", "VACUUM t", "CX161", "'VACUUM'"),
    ("postgres", "GRANT ALL ON t TO u", "CX161", "'GRANT'"),
    ("postgres", "LISTEN x", "CX161", "'LISTEN'"),
    ("postgres", "TABLE t", "CX161", "'TABLE'"),
    ("postgres", "VALUES (1)", "CX161", "'VALUES'"),
    ("postgres", "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x", "CX161", "DELETE stands"),
    ("postgres", "WITH x AS (INSERT INTO t VALUES (1) RETURNING *) SELECT 1", "CX161", "INSERT"),
    ("postgres", "WITH x AS (UPDATE t SET a = 1 RETURNING *) SELECT * FROM x", "CX161", "UPDATE"),
    ("postgres", "WITH x AS (SELECT 1) DELETE FROM t", "CX161", "no SELECT"),
    ("postgres", "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", "CX161", "no SELECT"),
    ("postgres", "SELECT * FROM (DELETE FROM t RETURNING *) x", "CX161", "DELETE stands"),
    ("postgres", "SELECT a FROM t WHERE b = (DELETE FROM u RETURNING 1)", "CX161", "DELETE stands"),
    ("postgres", "SELECT a INTO x FROM t", "CX161", "INTO"),
    ("postgres", "SELECT a FROM t UNION SELECT b INTO x FROM u", "CX161", "INTO"),
    ("postgres", "SELECT a FROM t FOR UPDATE", "CX161", "FOR UPDATE"),
    ("postgres", "SELECT a FROM t FOR NO KEY UPDATE SKIP LOCKED", "CX161", ""),
    ("postgres", "SELECT a FROM (SELECT a FROM t FOR SHARE) x", "CX161", "FOR UPDATE"),
    ("postgres", "SELECT 1; SELECT 2", "CX161", "a second statement"),
    ("postgres", "SELECT 1; DROP TABLE t; --", "CX161", "a second statement"),
    ("postgres", "SELECT 1 /* ; */; -- x\n; SELECT 2", "CX161", "a second statement"),
    # Functions that reach further than rows.
    ("postgres", "SELECT pg_sleep(10)", "CX162", "pg_sleep()"),
    ("postgres", "SELECT pg_catalog.pg_sleep(10)", "CX162", "pg_catalog.pg_sleep()"),
    ("postgres", 'SELECT "pg_sleep"(10)', "CX162", "pg_sleep()"),
    ("postgres", 'SELECT "lower"(a) FROM t', "CX162", "lower()"),
    ("postgres", "SELECT PG_READ_FILE('/etc/passwd')", "CX162", "PG_READ_FILE()"),
    ("postgres", "SELECT lo_import('/etc/passwd')", "CX162", "lo_import()"),
    ("postgres", "SELECT * FROM pg_read_file('/etc/passwd')", "CX162", "as a table"),
    (
        "postgres",
        "SELECT * FROM pg_catalog.pg_ls_dir('/')",
        "CX162",
        "pg_catalog.pg_ls_dir() as a table",
    ),
    ("postgres", "SELECT * FROM dblink('host=x', 'SELECT 1') AS t(a int)", "CX162", "dblink()"),
    ("postgres", "SELECT current_setting('x')", "CX162", "current_setting()"),
    ("postgres", "SELECT set_config('x', 'y', false)", "CX162", "set_config()"),
    ("postgres", "SELECT nextval('s')", "CX162", "nextval()"),
    ("postgres", "SELECT a FROM t ORDER BY pg_sleep(1)", "CX162", "pg_sleep()"),
    ("postgres", "SELECT a FROM t GROUP BY a HAVING pg_sleep(1) IS NULL", "CX162", "pg_sleep()"),
    ("postgres", "SELECT a FROM t JOIN u ON pg_sleep(1) IS NULL", "CX162", "pg_sleep()"),
    ("postgres", "SELECT a FROM t LIMIT (SELECT pg_sleep(1)::text::int)", "CX162", "pg_sleep()"),
    ("postgres", "SELECT sum(a) OVER (ORDER BY pg_sleep(1)) FROM t", "CX162", "pg_sleep()"),
    ("postgres", "SELECT CASE WHEN pg_sleep(1) IS NULL THEN 1 END", "CX162", "pg_sleep()"),
    ("postgres", "SELECT query_to_xml('DELETE FROM t', true, true, '')", "CX162", "query_to_xml()"),
    ("postgres", "SELECT random()", "CX162", "rand"),
    ("postgres", "SELECT generate_series(1, 1000000000)", "CX162", "generate"),
    ("postgres", "SELECT repeat('x', 1000000000)", "CX162", "repeat()"),
    ("postgres", "SELECT lpad('x', 1000000000)", "CX162", "filled up"),
    ("postgres", "SELECT 'pg_authid'::regclass", "CX162", "name of the system"),
    ("postgres", "SELECT a::mytype FROM t", "CX162", "the type"),
    ("postgres", "SELECT a OPERATOR(evil.+) b FROM t", "CX162", "OPERATOR"),
    ("postgres", "SELECT a FROM t WHERE current_user = 'x'", "CX162", "CURRENT_USER"),
    ("postgres", "SELECT user FROM t", "CX162", "USER"),
    ("clickhouse", "SELECT * FROM url('http://x', CSV, 'a String')", "CX162", "url() as a table"),
    ("clickhouse", "SELECT * FROM file('/etc/passwd', 'RawBLOB')", "CX162", "file() as a table"),
    ("clickhouse", "SELECT * FROM s3('http://x')", "CX162", "s3() as a table"),
    ("clickhouse", "SELECT * FROM remote('x', db.t)", "CX162", "remote() as a table"),
    ("clickhouse", "SELECT * FROM mysql('h', 'd', 't', 'u', 'p')", "CX162", "mysql()"),
    ("clickhouse", "SELECT * FROM executable('x.sh', 'TSV', 'a String')", "CX162", "executable()"),
    ("clickhouse", "SELECT * FROM numbers(1000000000)", "CX162", "numbers()"),
    ("clickhouse", "SELECT file('/etc/passwd')", "CX162", "file()"),
    ("clickhouse", "SELECT sleep(3), getSetting('x'), hostName()", "CX162", "sleep()"),
    ("clickhouse", "SELECT dictGet('d', 'a', 1)", "CX162", "dictGet()"),
    ("clickhouse", "SELECT a FROM t WHERE b IN url('http://x')", "CX162", "IN without"),
    ("clickhouse", "SELECT a FROM t SETTINGS readonly = 0", "CX162", "SETTINGS"),
    ("clickhouse", "SELECT a FROM t INTO OUTFILE 'x'", "CX161", ""),
    ("clickhouse", "SELECT a FROM t FORMAT CSV", "CX162", "FORMAT"),
    ("clickhouse", "SELECT {x:String}", "CX162", "a placeholder"),
    ("clickhouse", "SYSTEM SHUTDOWN", "CX161", "'SYSTEM'"),
    ("clickhouse", "ATTACH TABLE t", "CX161", "'ATTACH'"),
    ("clickhouse", 'SELECT "a\\" FROM t" FROM t', "CX162", "a sign in it"),
    ("spark", "SELECT java_method('java.lang.System', 'exit', 0)", "CX162", "java_method()"),
    ("spark", "SELECT reflect('java.lang.Runtime', 'getRuntime')", "CX162", "reflect()"),
    ("spark", "SELECT input_file_name() FROM t", "CX162", "input_file_name()"),
    ("spark", "SELECT * FROM csv.`/etc/passwd`", "CX162", "reads a file"),
    ("spark", "SELECT * FROM text.passwd", "CX162", "reads a file"),
    ("spark", "SELECT * FROM `/data/x`", "CX162", "a file or an address"),
    ("spark", "SELECT '${env:AWS_SECRET}'", "CX162", "'${'"),
    ("spark", "SELECT `${env:AWS_SECRET}` FROM t", "CX162", "a sign in it"),
    ("spark", "SELECT ${x}", "CX162", "a parameter"),
    ("spark", "SELECT TRANSFORM (a) USING 'sh' AS (b) FROM t", "CX162", "TRANSFORM"),
    ("spark", "SELECT a, e FROM t LATERAL VIEW explode(b) x AS e", "CX162", "LATERAL"),
    ("spark", "SELECT a FROM t VERSION AS OF 1", "CX162", "VERSION"),
    ("spark", "SELECT * FROM range(1000000000)", "CX162", "range()"),
    (
        "spark",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM t",
        "CX162",
        "another function",
    ),
    ("spark", "SELECT approx_percentile(a, 0.5) FROM t", "CX162", "percentile_approx()"),
    ("spark", "CACHE TABLE t", "CX161", "'CACHE'"),
    ("spark", "ADD JAR 'x.jar'", "CX161", "'ADD JAR'"),
    # What is one thing to the parser and another to the engine.
    ("postgres", 'SELECT "Count"(a) FROM t', "CX162", "count()"),
    ("postgres", "SELECT t.update FROM t", "CX162", "the name update"),
    ("clickhouse", "WITH 5 AS n SELECT n", "CX162", "WITH"),
    ("clickhouse", "SELECT a FROM t ANY LEFT JOIN u USING (a)", "CX162", "ANY"),
    ("clickhouse", "SELECT t.1 FROM t", "CX162", "a part of a tuple"),
    # Parameters, other quotes, recursion, size.
    ("postgres", "SELECT $1", "CX162", "a parameter"),
    ("postgres", "SELECT a FROM t WHERE b = :name", "CX162", "a placeholder"),
    ("postgres", "SELECT a FROM t WHERE b = %s", "CX162", "a placeholder"),
    ("postgres", "SELECT a FROM t WHERE b = ?", "CX162", "a placeholder"),
    ("postgres", "SELECT @x", "CX162", "a parameter"),
    ("postgres", "SELECT $$a$$", "CX162", "other quotes"),
    ("postgres", "SELECT E'a\\'; DROP TABLE t; --'", "CX162", "other quotes"),
    ("postgres", "SELECT U&'\\0061'", "CX162", "other quotes"),
    ("postgres", 'SELECT "a""; DROP TABLE t; --" FROM t', "CX162", "a sign in it"),
    (
        "postgres",
        "WITH RECURSIVE x AS (SELECT 1 UNION SELECT 2 FROM x) SELECT * FROM x",
        "CX162",
        "RECURSIVE",
    ),
    ("postgres", "SELECT a FROM t TABLESAMPLE system (1)", "CX162", "TABLESAMPLE"),
    ("postgres", "SELECT a FROM ONLY t", "CX162", "ONLY"),
    ("postgres", "SELECT " + "(" * 100 + "1" + ")" * 100, "CX161", "brackets deep"),
    ("postgres", "SELECT " + "NOT " * 4000 + "TRUE", "CX161", ""),
    ("postgres", "SELECT " + " + ".join("a" * 3000) + " FROM t", "CX161", "parts"),
    ("postgres", "SELECT " + ", ".join("a" * MOST_NODES) + " FROM t", "CX161", "parts"),
    ("postgres", "SELECT '" + "a" * LONGEST + "'", "CX161", "characters"),
    ("postgres", "SELECT 'a\0b'", "CX161", "invisible"),
    ("postgres", "SELECT 'a", "CX161", "never closed"),
    ("postgres", "SELECT a FROM", "CX161", "cannot be read at 'FROM'"),
    ("postgres", "SELECT a FROM t WHERE", "CX161", "cannot be read"),
    ("postgres", "", "CX160", "no query"),
    ("postgres", " -- only a comment\n;", "CX160", "no query"),
]


def refused(text, dialect="postgres", shown="surveys.sql"):
    """Return what is said of *text*, which has to be refused."""
    with pytest.raises(Problems) as raised:
        read_select(text, dialect, shown)
    return [str(problem) for problem in raised.value.found]


@pytest.mark.parametrize(
    ("dialect", "text"), [(dialect, text) for dialect, texts in GOOD.items() for text in texts]
)
def test_what_is_allowed_is_written_anew(dialect, text):
    query = read_select(f"\ufeff-- a comment\n{text} -- ; another\n;\n", dialect)
    sql = written(query, dialect)
    assert "comment" not in sql.replace("call, comment", "")
    assert written(read_select(sql, dialect), dialect) == sql


@pytest.mark.parametrize(("dialect", "text", "code", "says"), HOSTILE)
def test_what_is_hostile_is_refused(dialect, text, code, says, capfd):
    found = refused(text, dialect)
    assert code in found[0]
    assert any(says.lower() in line.lower() for line in found)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1; SELECT 2",
        "WITH x AS (DELETE FROM t) SELECT * FROM x",
        "SELECT pg_sleep(1)",
        "SELECT * FROM f(1)",
        "WITH RECURSIVE x AS (SELECT 1) SELECT * FROM x",
    ],
)
def test_every_dialect_refuses(dialect, text):
    assert refused(text, dialect)


class TestMessages:
    def test_name_the_line_and_column_of_each_fault(self):
        text = "SELECT a,\n  pg_sleep(1),\n  nextval('s')\nFROM t\nFOR UPDATE"
        assert refused(text) == [
            "surveys.sql:2:3: error: CX162: the query calls pg_sleep(), which is not allowed; "
            "only the usual functions are; make a view with it",
            "surveys.sql:3:3: error: CX162: the query calls nextval(), which is not allowed; "
            "only the usual functions are; make a view with it",
            "surveys.sql:5:1: error: CX161: the query has FOR UPDATE or another lock; "
            "only a SELECT is run; take it out",
        ]

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("SELECT 1;\nSELECT 2", "1:9"),
            ("SELECT a\nINTO x FROM t", "2:1"),
            ("WITH x AS (\n  DELETE FROM t\n) SELECT * FROM x", "2:3"),
            ("SELECT a FROM t\nWHERE b = $1", "2:11"),
            ("SELECT a FROM\n  pg_ls_dir('/')", "2:3"),
            ("SELECT a FROM\n  x.pg_ls_dir('/')", "2:5"),
            ("/* a\n */ DELETE FROM t", "2:5"),
        ],
    )
    def test_place_is_that_of_the_word(self, text, place):
        assert refused(text)[0].startswith(f"surveys.sql:{place}: ")

    def test_another_dialect_is_a_mistake_of_ours(self):
        with pytest.raises(ValueError, match="oracle"):
            read_select("SELECT 1", "oracle")


class TestFiles:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_unicode_is_read(self, encoding):
        query = query_in("SELECT 'Łódź' AS name".encode(encoding), "q.sql", "postgres")
        assert written(query, "postgres") == "SELECT 'Łódź' AS name"

    @pytest.mark.parametrize(
        ("raw", "says"),
        [
            (b"SELECT '\xe9'", "q.sql:1:9: error: CX160: byte 0xE9 is not UTF-8"),
            (b"", "q.sql:1:1: error: CX160: the file holds no query"),
            (b"PK\x03\x04", "q.sql: error: CX160: q.sql is a workbook"),
        ],
    )
    def test_what_is_no_text_is_refused(self, raw, says):
        with pytest.raises(Problems) as raised:
            query_in(raw, "q.sql", "postgres")
        assert str(raised.value.found[0]).startswith(says)


def test_comments_and_hints_do_not_get_through():
    query = read_select("SELECT /*+ x */ /* y */ a -- z\nFROM t # w", "clickhouse")
    assert written(query, "clickhouse") == "SELECT a FROM t"


def test_texts_stay_what_they_are():
    """A backslash ends nothing in one engine and escapes in others; both are kept apart."""
    for dialect, text in (
        ("postgres", r"SELECT 'a\', '%s {x} ${y} -- /* */'"),
        ("clickhouse", r"SELECT 'a\\', 'it\'s', 'a''b'"),
        ("spark", r"SELECT 'a\\', 'it\'s'"),
    ):
        query = read_select(text, dialect)
        (first, *_) = [literal.this for literal in query.find_all(exp.Literal)]
        assert first == "a\\"
        assert written(read_select(written(query, dialect), dialect), dialect) == written(
            query, dialect
        )


def test_the_documentation_shows_a_query_that_is_read():
    (text,) = re.findall(
        r"^```sql[^\n]*\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    for dialect in DIALECTS:
        assert read_select(text, dialect)


ALL_GOOD = [text for texts in GOOD.values() for text in texts]
WORDS = sorted(
    {
        *(word for text in ALL_GOOD for word in re.findall(r"\w+|[^\w\s]", text)),
        *(word for _, text, *_ in HOSTILE[:75] for word in re.findall(r"\w+|[^\w\s]", text)[:30]),
        *("'", '"', "`", "\\", "$$", "--", "/*", "*/", ";", "\n", "\0", "${", "''", "''", "{{"),
        *("DELETE FROM t RETURNING *", "INTO x", "FOR UPDATE", "pg_sleep(1)", "E'", "U&'", "r'"),
    }
)
SPLICED = st.builds(
    lambda one, other, at, to, word: f"{one[:at]} {word} {other[to:]}",
    st.sampled_from(ALL_GOOD),
    st.sampled_from([*ALL_GOOD, *(text for _, text, *_ in HOSTILE if len(text) < 300)]),
    st.integers(0, 90),
    st.integers(0, 90),
    st.sampled_from(WORDS),
)
ANYTHING = st.one_of(
    SPLICED,
    st.lists(st.sampled_from(WORDS), max_size=25).map(lambda words: "SELECT " + " ".join(words)),
    st.text(max_size=60).map(lambda text: f"SELECT '{text}' FROM t"),
    st.text(max_size=60).map(lambda text: f'SELECT "{text}" FROM t'),
    st.text(max_size=60),
)


@settings(max_examples=400, deadline=None)
@given(ANYTHING, st.sampled_from(DIALECTS))
def test_whatever_the_text_nothing_else_gets_through(text, dialect):
    try:
        query = read_select(text, dialect)
    except Problems as refusal:
        assert refusal.found
        return
    sql = written(query, dialect)
    (again,) = sqlglot.parse(sql, read=dialect)
    assert isinstance(again, exp.Select | exp.SetOperation)
    assert not any(type(node) in WRITING for node in again.walk())
    assert written(read_select(sql, dialect), dialect) == sql
    bare = re.sub(r"'(?:[^'\\]|''|\\.)*'|\"[^\"]*\"|`[^`]*`", "", sql)
    assert not set(re.findall(r"\w+", bare.upper())) & STATEMENTS
    assert ";" not in bare
    assert not re.search(r"(?i)\b(?:pg_\w+|lo_import|dblink|sleep|reflect|java_method)\(", bare)
