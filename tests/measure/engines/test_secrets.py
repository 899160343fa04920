"""Of an address nothing is repeated, whoever complains and however its password is written."""

import string
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.measure.engines.connecting import connect
from cxscore.measure.engines.engine import EngineFailed
from cxscore.measure.engines.secrets import Secrets, place_of
from cxscore.model.connections import Connection
from cxscore.problems import MissingLibrary
from cxscore.wrong_usage import WrongUsage

SPECIAL = "@:/?#[]%&=+;,'\"\\ $!*()~^`{}|<>é\u00a0€"
passwords = st.text(string.ascii_letters + string.digits + SPECIAL, min_size=6, max_size=24).filter(
    lambda text: len(text.strip()) > 5
)


def readable(password):
    """The parts of a password that somebody could recognise."""
    return [part for part in "".join(c if c.isalnum() else " " for c in password).split() if part]


def test_every_part_is_struck_out_however_it_is_written():
    url = "postgresql://ann%40example.org:p%40ss%27w%2Frd@db.example.org:6543/cx%20data?sslkey=/k/f"
    struck = Secrets(url).struck
    for said in (
        url,
        "ann%40example.org",
        "ann@example.org",
        "p%40ss%27w%2Frd",
        "p@ss'w/rd",
        repr("p@ss'w/rd"),
        "'p@ss''w/rd'",
        "ss'w/rd@db.example.org:6543",
        'database "cx data"',
        "DB.EXAMPLE.ORG",
        "/k/f",
        "port 6543 failed",
        "10.0.0.17",
        "(::1)",
    ):
        text = struck(f"it says {said} there")
        for part in ("ann", "p@ss", "w/rd", "ss'w", "example", "6543", "cx data", "/k/f", "10.0"):
            assert part not in text.lower(), (said, text)
        assert "***" in text


def test_what_is_no_part_of_it_is_left():
    struck = Secrets("postgresql://a:b-secret@host:5432/db").struck
    says = 'relation "a_table" does not exist, and "database" neither; 54321'
    assert struck(says) == says


def test_a_line_and_no_more_of_an_engines_inside():
    struck = Secrets("chdb://").struck
    assert struck("Code: 60.\n  No table. (UNKNOWN), Stack trace:\n0. somewhere") == (
        "Code: 60. No table. (UNKNOWN)"
    )
    assert len(struck("x" * 1000)) < 450


def connected(variable, url, password):
    """What is said where *url* leads nowhere."""
    spark = url.startswith("sc://")
    connection = Connection(
        url_from=None if spark else variable, spark=variable if spark else None, timeout=1.0
    )
    try:
        connect("warehouse", connection, {variable: url})
    except (EngineFailed, WrongUsage, MissingLibrary) as failed:
        assert failed.__cause__ is failed.__context__ is None
        return f"{failed} {failed!r} {failed.args}"
    raise AssertionError(password)


@given(passwords)
def test_no_password_is_shown_as_it_should_be_written(password):
    pytest.importorskip("psycopg")
    url = f"postgresql://u_{'x' * 6}:{quote(password, safe='')}@127.0.0.1:1/dbname_x"
    said = connected("CX_URL", url, password)
    assert password not in said
    assert quote(password, safe="") not in said
    assert "dbname_x" not in said
    assert "127.0.0.1" not in said


@given(passwords)
def test_no_password_is_shown_that_is_written_as_it_is(password):
    pytest.importorskip("psycopg")
    said = connected("CX_URL", f"postgresql://someuser:{password}@/?host=/nowhere/at-all", password)
    assert password not in said
    for part in readable(password):
        assert len(part) < 4 or part not in said, said
    assert "someuser" not in said
    assert "nowhere" not in said


@given(st.text(string.printable, max_size=30))
def test_no_library_quotes_what_stands_where_an_address_should(text):
    # What would be a right address of an engine is tried elsewhere.
    if text.strip().lower().startswith("chdb://"):
        return
    said = connected("CX_URL", f"hunter22{text}", text)
    assert "hunter22" not in said
    assert "CX_URL" in said


@pytest.mark.parametrize(
    "other",
    [
        "postgresql://amara:pw@db.example/other?sslmode=on",
        "postgresql://amara:pw@two.example/cx?sslmode=on",
        "postgresql://ben:pw@db.example/cx?sslmode=on",
        "postgresql://amara:pw@db.example/cx?sslmode=on&host=/tmp",
        "trino://amara:pw@db.example/cx?sslmode=on",
    ],
)
def test_places_differ_by_all_but_the_password(other):
    here = place_of("postgresql://amara:pw@db.example/cx?sslmode=on")
    assert place_of("PostgreSQL://amara:other@db.example/cx?sslmode=on&access_token=x") == here
    assert place_of(other) != here
    for part in ("pw", "other", "access"):
        assert part not in here


@pytest.mark.parametrize("address", ["", "amara:pw@db", "postgresql://amara:p@w@db/cx"])
def test_a_place_that_cannot_be_told_from_a_password_is_none(address):
    assert place_of(address) is None
