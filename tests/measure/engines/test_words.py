"""Each word of our own, run on each engine: edge values give the same everywhere."""

from datetime import date
from decimal import Decimal

import pytest
from sqlglot import exp

from cxscore.measure.engines.warehouse.dialects import (
    case,
    column,
    named,
    nested,
    number,
    picked,
    text,
)
from cxscore.measure.engines.warehouse.unverified_dialects import EVERY

NULL = exp.Null()


def neg(value):
    return exp.Neg(this=number(value))


def n(value):
    return number(value) if value >= 0 else neg(-value)


def answer(engine, *values):
    """What *values* are, in one row."""
    rows = named(number(1), "one")
    wanted = [named(value, f"v{at}") for at, value in enumerate(values)]
    select = picked(
        wanted, nested(picked([rows], nested(picked([rows.copy()], ONE_ROW.copy()), "r")), "s")
    )
    return engine.fetch(EVERY[engine.dialect]().sql(select)).rows[0]


ONE_ROW = exp.Subquery(
    this=exp.Select(expressions=[exp.alias_(number(0), "zero")]),
    alias=exp.TableAlias(this=exp.to_identifier("z")),
)


@pytest.fixture
def words(engine):
    return EVERY[engine.dialect]()


def doubles(words, *values):
    return [words.double(NULL if value is None else n(value)) for value in values]


@pytest.mark.parametrize(
    ("places", "pairs"),
    [
        (0, {2.5: 3, 3.5: 4, -2.5: -3, 0.4: 0, -0.4: 0, 1e14: 1e14, None: None}),
        (1, {0.25: 0.3, -0.25: -0.3, 7.04: 7.0}),
        (2, {0.125: 0.13, 1.005: 1.0, -1.125: -1.13}),
        (-1, {25: 30, 24.9: 20, -25: -30}),
    ],
)
def test_halves_are_rounded_away_from_zero(engine, words, places, pairs):
    found = answer(engine, *(words.rounded(x, places) for x in doubles(words, *pairs)))
    assert [None if v is None else pytest.approx(v, abs=1e-12) for v in pairs.values()] == list(
        found
    )


def test_whole_is_towards_zero(engine, words):
    values = (2.9, -2.9, 0.0, -0.5, 999_999_999_999_999.0, None)
    found = answer(engine, *(words.whole(x) for x in doubles(words, *values)))
    assert [None if v is None else float(v) for v in found] == [2, -2, 0, 0, 999999999999999, None]


def test_decimals_keep_their_digits(engine, words):
    thirds = words.decimal(words.double(n(0.1)), 18)
    whole = words.decimal(words.double(n(123_456_789_012_345.0)), 0)
    found = answer(engine, thirds, whole, words.decimal(NULL, 18))
    assert abs(Decimal(found[0]) - Decimal("0.1")) < Decimal("1e-15")
    assert Decimal(found[1]) == 123_456_789_012_345
    assert found[2] is None


def test_what_is_no_number_is_blank(engine, words):
    texts = {
        "8.5": 8.5,
        " 7 ": 7,
        "-1e3": -1000,
        ".5": 0.5,
        "5.": 5,
        "1_000": None,
        "nan": None,
        "Infinity": None,
        "0x10": None,
        "": None,
        "eight": None,
        "8,5": None,
        "--5": None,
    }
    found = answer(engine, *(words.finite(words.number_in(text(each))) for each in texts))
    assert list(found) == list(texts.values())


def test_beyond_what_can_be_meant_is_blank(engine, words):
    values = (1e15, 1e16, -1e15, -1e16, None)
    found = answer(engine, *(words.finite(x) for x in doubles(words, *values)))
    assert list(found) == [1e15, None, -1e15, None, None]


@pytest.mark.parametrize(
    "day", ["1899-12-31", "1900-01-01", "1969-12-29", "2024-02-29", "2200-12-31"]
)
def test_days_months_and_weeks(engine, words, day):
    known = date.fromisoformat(day)
    here = words.a_day(known)
    found = answer(
        engine,
        here,
        words.block(here, "day"),
        words.block(here, "week"),
        words.block(here, "month"),
        words.day_number(here),
        words.day_bits(here, "month"),
        words.day_bits(here, "week"),
        words.day_bits(here, "day"),
    )
    monday = date.fromordinal(known.toordinal() - known.weekday())
    assert found[:4] == (known, known, monday, known.replace(day=1))
    assert found[4] == known.toordinal() - date(1970, 1, 1).toordinal()
    assert found[5:] == (1 << (known.day - 1), 1 << known.weekday(), 1)


def test_no_day_has_no_block(engine, words):
    here = case((exp.false(), words.a_day(date(2026, 1, 1))))
    found = answer(engine, *(words.block(here, u) for u in ("day", "week", "month")))
    assert found == (None, None, None)
    assert answer(engine, *(words.day_bits(here, u) for u in ("day", "week", "month"))) == found


def test_a_moment_has_its_day_to_the_last_microsecond(engine, words):
    moments = ["1900-01-01T00:00:00", "2026-03-01T23:59:59.999999", "9998-12-31"]
    usual = moments if engine.dialect != "clickhouse" else moments[:2]
    found = answer(engine, *(words.day(words.a_moment(each)) for each in usual))
    assert found == tuple(date.fromisoformat(each[:10]) for each in usual)


def test_seconds_have_fractions_and_run_over_years(engine, words):
    pairs = [
        ("2026-03-01T10:00:00", "2026-03-01T10:00:00.5", 0.5),
        ("2026-03-01T10:00:00", "2026-03-01T13:30:00", 12_600),
        ("2026-03-02", "2026-03-01", -86_400),
        ("1950-01-01", "2050-01-01", 36_525 * 86_400),
    ]
    found = answer(
        engine, *(words.seconds(words.a_moment(one), words.a_moment(two)) for one, two, _ in pairs)
    )
    assert list(found) == [seconds for *_, seconds in pairs]


def test_elapsed_time_across_a_change_of_the_clocks(engine, words):
    spring = ("2026-03-28T12:00:00", "2026-03-29T12:00:00")
    autumn = ("2026-10-24T12:00:00", "2026-10-25T12:00:00")
    found = answer(
        engine,
        *(
            words.seconds(*(words.instant(words.a_moment(m), "Europe/London") for m in pair))
            for pair in (spring, autumn)
        ),
    )
    assert list(found) == [23 * 3600, 25 * 3600]


def test_texts_are_compared_letter_by_letter(engine, words):
    def same(one, other):
        return exp.EQ(this=words.same_text(text(one)), expression=text(other))

    pairs = [("App", "app"), ("app", "app "), ("é", "e"), ("straße", "strasse"), ("ab", "ab")]
    found = answer(engine, *(same(*pair) for pair in pairs))
    assert [bool(each) for each in found] == [False, False, False, False, True]
    less = exp.LT(this=words.same_text(text("Z")), expression=text("a"))
    assert bool(answer(engine, less)[0])


def test_letters_of_every_script_have_their_case(engine, words):
    assert answer(
        engine, words.lower(text("ŁÓDŹ Straße ΑΒΓ Ж")), words.upper(text("łódź αβγ ж"))
    ) == (
        "łódź straße αβγ ж",
        "ŁÓDŹ ΑΒΓ Ж",
    )


def test_spaces_around_a_text_are_taken_away(engine, words):
    texts = {"  a b\t": "a b", "\u00a0North\u00a0": "North", "à ": "à", "": "", " ": ""}
    found = answer(engine, *(words.trimmed(text(each)) for each in texts))
    assert list(found) == list(texts.values())


@pytest.mark.parametrize(
    ("pattern", "value", "like"),
    [
        ("a%", "abc", True),
        ("a%", "Abc", False),
        ("a_c", "abc", True),
        ("%\\%%", "50\\%", True),
        ("%\\%%", "50%", False),
        ("a%", "a\nb", True),
        ("a.c", "abc", False),
        ("it's", "it's", True),
    ],
)
def test_like(engine, words, pattern, value, like):
    assert bool(answer(engine, words.like(text(value), text(pattern)))[0]) is like


def test_a_word_among_answers(engine, words):
    from cxscore.measure.engines.duckdb.rows import among

    cells = {"price, speed": True, "prices": False, "Price": False, "speed;price": True, "": False}
    found = answer(engine, *(words.matches(text(each), among("price")) for each in cells))
    assert [bool(each) for each in found] == list(cells.values())
    odd = "a+b (c) \\ d's"
    assert bool(answer(engine, words.matches(text(f"x, {odd};y"), among(odd)))[0])


def test_rows_of_constants_are_a_relation(engine, words):
    days = [date(2026, 1, 1), date(2026, 2, 1)]
    relation = words.rows_of(["a", "b"], [[words.a_day(d), words.a_day(d)] for d in days], "spans")
    select = picked([column("b"), column("a")], relation).order_by(column("a"))
    assert [tuple(row) for row in engine.fetch(words.sql(select)).rows] == [(d, d) for d in days]
