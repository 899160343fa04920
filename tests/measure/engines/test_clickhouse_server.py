"""A ClickHouse server, as far as one can be had: its HTTP interface before the ClickHouse within
this process. What a real one would do otherwise is not seen here, so it stays unverified."""

import threading
from base64 import b64decode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from cxscore.measure.engines.connecting import connect
from cxscore.measure.engines.engine import EngineFailed, TooLong, TooMany, TooMuch, Unknown
from cxscore.model.connections import Connection
from cxscore.wrong_usage import WrongUsage

CONNECTION = Connection(url_from="CX_URL", spark=None)
NO_SETTINGS = {"query", "database", "query_id", "session_id", "role", "wait_end_of_query"}
NO_SETTINGS |= {"client_protocol_version", "cancel_http_readonly_queries_on_client_close"}


class StandIn(BaseHTTPRequestHandler):
    """Answers what is asked over HTTP, by ClickHouse in this process."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, dict[str, str]]]

    def do_POST(self):
        from chdb.state.sqlitelike import connect as opened

        parameters = {key: value[0] for key, value in parse_qs(urlsplit(self.path).query).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        statement = parameters.get("query", "") + body
        settings = {key: value for key, value in parameters.items() if key not in NO_SETTINGS}
        self.asked.append((statement, settings))
        login = self.headers.get("Authorization", "").removeprefix("Basic ")
        if b64decode(login) != b"reader:right":
            self.answer(403, b"Code: 516. DB::Exception: reader: Authentication failed")
            return
        connection = opened(":memory:")
        try:
            for key, value in settings.items():
                if not key.startswith(("enable_http", "http_", "default_format", "compress")):
                    literal = value.replace("\\", "\\\\")
                    connection.query(f"SET {key} = '{literal}'")
            self.answer(200, connection.query(statement, "TabSeparated").bytes())
        except Exception as failed:  # noqa: BLE001 (chdb's own)
            self.answer(500, str(failed).encode())
        finally:
            connection.close()

    do_GET = do_POST  # noqa: N815 (the library's own)

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status != 200:
            self.send_header("X-ClickHouse-Exception-Code", body[6:9].decode().strip("."))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def stand_in(chdb):
    StandIn.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), StandIn) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def open_(port, timeout=60.0, password="right", **options):
    url = f"clickhousedb://reader:{password}@127.0.0.1:{port}/default"
    return connect(
        "warehouse",
        Connection(url_from="CX_URL", spark=None, timeout=timeout),
        {"CX_URL": url},
        **{"unverified": True, **options},
    )


@pytest.fixture
def engine(stand_in):
    engine = open_(stand_in)
    yield engine
    engine.close()


def test_it_is_refused_until_a_test_has_run_a_real_one(stand_in):
    with pytest.raises(WrongUsage, match="not verified"):
        open_(stand_in, unverified=False)


def test_it_answers(engine):
    fetched = engine.fetch("SELECT toInt64(9007199254740993) AS n, 'a\\tb' AS region, NULL AS m")
    assert (fetched.names, fetched.rows) == (
        ("n", "region", "m"),
        [(9_007_199_254_740_993, "a\tb", None)],
    )


def test_every_statement_carries_what_keeps_it_from_writing(engine):
    engine.fetch("SELECT 1 AS a")
    _, settings = StandIn.asked[-1]
    assert settings["readonly"] == "1"
    assert settings["max_execution_time"] == "60.0"
    assert settings["session_timezone"] == "UTC"


def test_failures(engine):
    with pytest.raises(Unknown, match="nowhere"):
        engine.describe("nowhere")
    with pytest.raises(TooMany):
        engine.fetch("SELECT number AS n FROM numbers(200001)")
    with pytest.raises(EngineFailed):
        engine.fetch("INSERT INTO nowhere VALUES (1)")


def test_rows_are_brought_in_parts(engine, monkeypatch):
    from cxscore.measure.engines import clickhouse_server

    monkeypatch.setattr(clickhouse_server, "AT_ONCE", 1000)
    lots = []
    engine.bring(
        "SELECT number AS n, concat('a\\n', toString(number)) AS t FROM numbers(5000)", lots.append
    )
    rows = [row for lot in lots for row in lot]
    assert len(lots) > 5
    assert rows == [(n, f"a\n{n}") for n in range(5000)]
    _, settings = StandIn.asked[-1]
    assert (settings["readonly"], settings["max_result_rows"]) == ("1", "5000001")
    with pytest.raises(Unknown, match="nowhere") as failed:
        engine.bring("SELECT * FROM nowhere", lots.append)
    assert failed.value.__context__ is None

    def take(lot):
        raise TooMuch("enough")

    with pytest.raises(TooMuch, match=r"^enough$"):
        engine.bring("SELECT number AS n FROM numbers(5000)", take)
    assert engine.fetch("SELECT 5 AS a").rows == [(5,)]


def test_a_timeout(stand_in):
    engine = open_(stand_in, timeout=1.0)
    with pytest.raises(TooLong):
        engine.fetch("SELECT sum(sipHash64(number)) AS a FROM numbers(1000000000000)")
    engine.close()


def test_it_is_stopped(engine):
    timer = threading.Timer(1.0, engine.interrupt)
    timer.start()
    with pytest.raises(EngineFailed, match=r"was stopped$"):
        engine.fetch("SELECT sum(sipHash64(number)) AS a FROM numbers(1000000000000)")
    timer.join()


def test_rights_are_asked(engine):
    assert engine.may_write() is True  # the process may do everything


def test_a_server_that_is_not_there_or_will_not_have_us(stand_in):
    for port, password in ((1, "right"), (stand_in, "wrong-secret")):
        with pytest.raises(EngineFailed, match=r"^warehouse: ") as failed:
            open_(port, password=password)
        for part in ("127.0.0.1", "secret", "reader", str(stand_in)):
            assert part not in str(failed.value)
        assert failed.value.__context__ is None


def test_what_cannot_be_read():
    for url in ("clickhouse://u:secret@host:port/db", "clickhouse://:secret@/db"):
        with pytest.raises(WrongUsage, match="CX_URL holds no URL that can be read") as wrong:
            connect("warehouse", CONNECTION, {"CX_URL": url}, unverified=True)
        assert "secret" not in str(wrong.value)
