"""What each cell is read as, and what is refused rather than guessed."""

# ruff: noqa: DTZ001 (the moments in the files have no zone: they are in the calendar's)

from datetime import datetime

import duckdb
import pytest

from cxscore.measure.engines.duckdb.casts import Cell, day_of_parts, failed, text_of
from cxscore.measure.queries.constraints import Check
from cxscore.model.column_type import ColumnType
from cxscore.model.dataset import Column, Reading

NUMBER, DATE, DATETIME = ColumnType.NUMBER, ColumnType.DATE, ColumnType.DATETIME
LONDON = "Europe/London"


@pytest.fixture(scope="module")
def database():
    connection = duckdb.connect()
    yield connection
    connection.close()


def value(database, text, type_, column=None, reading=None, missing=("",), timezone=None):
    cell = Cell("raw", type_, column or Column(), reading or Reading(), missing, timezone)
    first = cell.first
    steps = (
        f"{first or 'NULL'} AS first",
        f"{cell.bare('first', everywhere=False, digits=False)} AS bare",
        f"{cell.text('bare')} AS text",
        f"{cell.cast('text', 'first') or 'first'} AS cast_",
        f"{cell.value('cast_', 'text')} AS value",
    )
    query = "SELECT ?::VARCHAR AS raw"
    for step in steps:
        query = f"SELECT *, {step} FROM ({query})"
    return database.execute(f"SELECT value FROM ({query})", [text]).fetchone()[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", 7),
        ("21289.0", 21289),
        (" 7 ", 7),
        ("\t7\t", 7),
        ("\u00a07", 7),
        ("-3", -3),
        ("+5", 5),
        (".5", 0.5),
        ("5.", 5),
        ("1e3", 1000),
        ("0.80083857442348", 0.80083857442348),
        ("", None),
        ("N/A", None),
        ("+-5", None),
        ("1_000", None),
        ("nan", None),
        ("inf", None),
        ("Infinity", None),
        ("1,5", None),
        ("1 000", None),
        ("0x10", None),
        ("12-", None),
        ("5%", None),
        ("1e16", None),
        ("-1e16", None),
    ],
)
def test_numbers_are_as_written_or_refused(database, text, expected):
    assert value(database, text, NUMBER, missing=("", "n/a")) == expected


@pytest.mark.parametrize(
    ("decimal", "thousands", "text", "expected"),
    [
        (",", ".", "1.234,5", 1234.5),
        (",", ".", "1234,5", 1234.5),
        (",", ".", "-1.234.567,25", -1234567.25),
        (",", ".", "1.23,5", None),
        (",", ".", "1.5", None),
        (",", None, "1,5", 1.5),
        (",", None, "1.5", None),
        (None, ",", "1,234", 1234),
        (None, ",", "12,34", None),
        (None, "'", "1'234.5", 1234.5),
        (None, " ", "1 234", 1234),
        (None, " ", "1\u00a0234", 1234),
        (None, " ", "1\u202f234.5", 1234.5),
        (None, " ", "12 34", None),
    ],
)
def test_decimal_and_thousands_marks_stand_where_they_belong(
    database, decimal, thousands, text, expected
):
    reading = Reading(decimal=decimal, thousands=thousands)
    assert value(database, text, NUMBER, reading=reading) == expected


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        (Column(missing=("11",)), "11", None),
        (Column(missing=("11",)), "-12", -12),
        (Column(missing=("11",)), "12", 12),
        (Column(times=100), "0.25", 25),
        (Column(rename={"9 - good": "9"}), "9 - good", 9),
    ],
)
def test_markers_factors_and_new_names_hold_for_numbers(database, column, text, expected):
    assert value(database, text, NUMBER, column) == expected


@pytest.mark.parametrize(
    ("text", "day", "moment"),
    [
        ("2026-02-06", True, datetime(2026, 2, 6)),
        (" 2026-02-06 ", True, datetime(2026, 2, 6)),
        ("2026-02-06T10:00", False, datetime(2026, 2, 6, 10)),
        ("2026-02-06 10:00:00.5", False, datetime(2026, 2, 6, 10, 0, 0, 500_000)),
        ("2026-2-6", False, None),
        ("2026/02/06", False, None),
        ("26-02-06", False, None),
        ("2026-02-30", False, None),
        ("06/02/2026", False, None),
        ("0026-02-06", False, None),
        (" 026-01-01", False, None),
        ("1899-12-31", False, None),
        ("9999-12-31", False, None),
        ("2026-07-06T23:30:00Z", False, None),
    ],
)
def test_dates_are_iso_8601_or_refused(database, text, day, moment):
    assert value(database, text, DATETIME) == moment
    assert value(database, text, DATE) == (moment if day else None)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-07-06T23:30:00Z", datetime(2026, 7, 7, 0, 30)),
        ("2026-07-06T23:30:00+02:00", datetime(2026, 7, 6, 22, 30)),
        ("2026-01-06T23:30+0200", datetime(2026, 1, 6, 21, 30)),
        ("2026-07-06T23:30:00", datetime(2026, 7, 6, 23, 30)),
    ],
)
def test_offsets_are_turned_into_the_calendars_own_time(database, text, moment):
    assert value(database, text, DATETIME, timezone=LONDON) == moment


@pytest.mark.parametrize(
    ("format_", "text", "moment"),
    [
        ("%d/%m/%Y", "06/02/2026", datetime(2026, 2, 6)),
        ("%d/%m/%Y", "06/02/26", None),
        ("%d.%m.%y", "06.02.26", datetime(2026, 2, 6)),
        ("%Y%m%d", "20260206", datetime(2026, 2, 6)),
        ("%b %Y", "Feb 2026", datetime(2026, 2, 1)),
        ("%m/%d/%Y", "13/02/2026", None),
        ("%Y-%m-%dT%H:%M:%S%z", "2026-07-06T23:30:00+0000", datetime(2026, 7, 7, 0, 30)),
    ],
)
def test_dates_follow_their_format_and_no_other(database, format_, text, moment):
    assert value(database, text, DATETIME, Column(format=format_), timezone=LONDON) == moment


@pytest.mark.parametrize(
    ("year", "month", "day", "moment"),
    [
        ("2026", "2", None, datetime(2026, 2, 1)),
        ("2026", "02", "06", datetime(2026, 2, 6)),
        ("2026.0", "2.0", None, datetime(2026, 2, 1)),
        ("2026", "February", "6", datetime(2026, 2, 6)),
        ("2026", "Feb", "6", datetime(2026, 2, 6)),
        ("26", "2", None, None),
        ("2026", "13", None, None),
        ("2026", "2", "30", None),
    ],
)
def test_dates_in_parts(database, year, month, day, moment):
    sql = day_of_parts("y", "m", None if day is None else "d")
    parts = "SELECT ?::VARCHAR AS y, ?::VARCHAR AS m, ?::VARCHAR AS d"
    row = database.execute(f"SELECT {sql} FROM ({parts})", [year, month, day]).fetchone()
    assert row[0] == moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [(word, True) for word in ("TRUE", "yes", " y ", "T", "1", "1.0")]
    + [(word, False) for word in ("false", "No", "n", "F", "0", "0.0")]
    + [(word, None) for word in ("", "2", "1.5", "maybe", "on")],
)
def test_true_and_false(database, text, expected):
    assert value(database, text, ColumnType.BOOLEAN) is expected


@pytest.mark.parametrize("many", [False, True], ids=["few names", "many names"])
def test_text_is_trimmed_blanked_and_renamed(database, many):
    rename = {"Nth": "North"} | ({f"old {n}": f"new {n}" for n in range(30)} if many else {})
    sql = text_of("raw", Column(rename=rename, missing=("Nobody's",)), ("", "N/A"))
    texts = [" Nth ", "\tSouth\u00a0", "n/a", "NOBODY'S", "", None, "it's"]
    found = [
        database.execute(f"SELECT {sql} FROM (SELECT ?::VARCHAR AS raw)", [t]).fetchone()[0]
        for t in texts
    ]
    assert found == ["North", "South", None, None, None, None, "it's"]


@pytest.mark.parametrize(
    ("check", "said", "passes", "fails"),
    [
        (Check("c", 0, 10, whole=True), "a whole number from 0 to 10", [0, 10], [-1, 10.5, 11]),
        (Check("c", 1, 5), "a number from 1 to 5", [1, 2.5, 5], [0.5, 6]),
        (Check("c", low=0), "a number of 0 or more", [0, 1e9], [-0.1]),
        (Check("c", low=0, whole=True), "a whole number of 0 or more", [3], [2.5]),
    ],
)
def test_checks_of_numbers(database, check, said, passes, fails):
    assert check.said == said
    found = [
        database.execute(
            f"SELECT {failed(check, 'v')} FROM (SELECT ?::DOUBLE AS v)", [v]
        ).fetchone()
        for v in [*passes, *fails, None]
    ]
    assert [row[0] for row in found] == [False] * len(passes) + [True] * (len(fails) + 1)


def test_checks_of_words(database):
    check = Check("c", words=("Likely", "It's no"))
    assert check.said == "one of Likely, It's no"
    asked = f"SELECT {failed(check, 'v')} FROM (SELECT UNNEST(['Likely', 'It''s no', 'x']) AS v)"
    assert database.execute(asked).fetchall() == [(False,), (False,), (True,)]
