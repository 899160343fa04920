"""Numbers and dates: how locales write them, and that rounding contradicts nothing."""

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.number_formats import NUMBER_FORMATS
from cxscore.rendering.numbers import (
    EQUAL_WITHIN,
    MINUS,
    Numbers,
    Quantity,
    fewest_decimals,
    keeps_order,
    rounded_to,
    telling_apart,
    written_decimals,
)

GB = Numbers.of("en_GB", "GBP")
NUMBER = st.floats(-1e6, 1e6, allow_nan=False)


def plain(text):
    """Return *text* with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("number", "decimals", "signed", "text"),
    [
        pytest.param(1204, 0, False, "1,204", id="thousands"),
        pytest.param(204, 0, False, "204", id="no thousands"),
        pytest.param(1234567.891, 2, False, "1,234,567.89", id="millions"),
        pytest.param(-3, 0, False, "−3", id="a real minus"),
        pytest.param(3, 0, True, "+3", id="signed"),
        pytest.param(0, 1, True, "0.0", id="zero has no sign"),
        pytest.param(-0.04, 1, False, "0.0", id="no negative zero"),
        pytest.param(2.675, 2, False, "2.68", id="halves as readers round them"),
        pytest.param(-2.5, 0, False, "−3", id="halves away from zero"),
        pytest.param(1e-7, 2, False, "0.00", id="tiny"),
        pytest.param(1e16, 0, False, "10,000,000,000,000,000", id="huge"),
        pytest.param(1e24, 9, False, "1,000,000,000,000,000,000,000,000.000000000", id="vast"),
    ],
)
def test_numbers_are_written_as_in_britain(number, decimals, signed, text):
    assert GB.plain(number, decimals, signed=signed) == text


@pytest.mark.parametrize(
    ("locale", "number", "percent", "amount", "day"),
    [
        ("en_GB", "12,345.5", "83.2%", "£1,204.50", "6 July 2026"),
        ("en_US", "12,345.5", "83.2%", "£1,204.50", "July 6, 2026"),
        ("de_DE", "12.345,5", "83,2 %", "1.204,50 £", "6 July 2026"),
        ("fr_FR", "12 345,5", "83,2 %", "1 204,50 £", "6 July 2026"),
        ("hi_IN", "12,345.5", "83.2%", "£1,204.50", "6 July 2026"),
        ("de_CH", "12’345.5", "83.2%", "£ 1’204.50", "6 July 2026"),
        ("nl_NL", "12.345,5", "83,2%", "£ 1.204,50", "6 July 2026"),
        ("es_ES", "12.345,5", "83,2 %", "1204,50 £", "6 July 2026"),
        ("sv_SE", "12 345,5", "83,2 %", "1 204,50 £", "2026-07-06"),
    ],
)
def test_locales(locale, number, percent, amount, day):
    numbers = Numbers.of(locale, "GBP")
    assert plain(numbers.plain(12345.5, 1)) == number
    assert plain(numbers.percent(83.2, 1)) == percent
    assert plain(numbers.amount(1204.5, 2)) == amount
    assert plain(numbers.day(date(2026, 7, 6))) == day


NOT_AS_IN_CLDR = {
    "de_CH": "apostrophes at every length, as the Federal Chancellery has them",
    "fr_CH": "the same",
    "it_CH": "the same",
    "en_ZA": "with a point, as what is written in English there is",
}
CLDR = sorted({*NUMBER_FORMATS} - {*NOT_AS_IN_CLDR})


@pytest.mark.parametrize("locale", CLDR)
@pytest.mark.parametrize(
    "number", [0.5, 123, 12345, 1234567.8, 98765432.1, -123456789012.3], ids=str
)
def test_digits_are_grouped_as_in_cldr(locale, number):
    """Numbers of four digits are left out: Babel does not know which locales group from five on."""
    whole, _, _ = Locale.parse(locale).decimal_formats[None].pattern.partition(".")
    pattern = f"{whole}.0"
    written = Numbers.of(locale, None).plain(number, 1).replace(MINUS, "-")
    assert plain(written) == plain(format_decimal(number, pattern, locale))


AMOUNTS = [("hi_IN", "INR"), ("en_IN", "INR"), ("en_US", "USD"), ("de_DE", "EUR"), ("fr_FR", "EUR")]


@pytest.mark.parametrize(("locale", "currency"), AMOUNTS)
def test_amounts_are_written_as_in_cldr(locale, currency):
    written = Numbers.of(locale, currency).amount(1234567.8, 2)
    assert plain(written) == plain(format_currency(1234567.8, currency, locale=locale))


@pytest.mark.parametrize(
    ("currency", "text"),
    [("GBP", "−£3"), ("EUR", "−€3"), ("USD", "−$3"), ("CHF", "−CHF 3"), (None, "−3")],
)
def test_currencies(currency, text):
    assert plain(Numbers.of("en_GB", currency).amount(-3)) == text


def test_an_unknown_locale_is_written_as_in_britain():
    assert Numbers.of("tlh_QO", None).plain(1234.5, 1) == "1,234.5"


@pytest.mark.parametrize(
    ("unit", "value", "brief", "step", "change", "bare"),
    [
        ("percent", "5.2%", "5.2%", "5.2 points", "+5.2 points", "+5.2"),
        ("points", "5.2 points", "5.2", "5.2 points", "+5.2 points", "+5.2"),
        ("days", "5.2 days", "5.2 d", "5.2 days", "+5.2 days", "+5.2"),
        ("hours", "5.2 hours", "5.2 h", "5.2 hours", "+5.2 hours", "+5.2"),
        ("minutes", "5.2 minutes", "5.2 min", "5.2 minutes", "+5.2 minutes", "+5.2"),
        ("seconds", "5.2 s", "5.2 s", "5.2 s", "+5.2 s", "+5.2"),
        ("currency", "£5.2", "£5.2", "£5.2", "+£5.2", "+£5.2"),
        ("count", "5.2", "5.2", "5.2", "+5.2", "+5.2"),
        ("", "5.2", "5.2", "5.2", "+5.2", "+5.2"),
        ("stars", "5.2 stars", "5.2", "5.2 stars", "+5.2 stars", "+5.2"),
    ],
)
def test_units(unit, value, brief, step, change, bare):
    quantity = Quantity(GB, unit)
    said = (
        quantity.value(5.2, 1),
        quantity.brief(5.2, 1),
        quantity.step(-5.2, 1),
        quantity.change(5.2, 1),
        quantity.bare(5.2, 1),
    )
    assert tuple(map(plain, said)) == (value, brief, step, change, bare)


@pytest.mark.parametrize(
    ("some", "of", "text"),
    [
        (0, 200, "0%"),
        (1, 400, "under 1%"),
        (1, 200, "1%"),
        (100, 200, "50%"),
        (198, 200, "99%"),
        (199, 200, "over 99%"),
        (399, 400, "over 99%"),
        (200, 200, "100%"),
    ],
)
def test_not_all_is_never_100_per_cent(some, of, text):
    assert Numbers().part(some / of) == text
    tight = text.replace("under ", "<").replace("over ", ">")
    assert Numbers().part(some / of, brief=True) == tight


def test_a_net_promoter_score_has_its_sign_and_no_unit():
    quantity = Quantity(GB, "points", is_nps=True)
    assert (quantity.value(45, 0), quantity.value(-4, 0), quantity.value(0, 0)) == (
        "+45",
        "−4",
        "0",
    )
    assert plain(quantity.change(3, 0)) == "+3 points"
    assert quantity.brief(45, 0) == quantity.without_noun(45, 0) == "+45"


@pytest.mark.parametrize(
    ("unit", "text"), [("days", "1 day"), ("points", "1 point"), ("stars", "1 stars")]
)
def test_one_day_is_no_days(unit, text):
    assert plain(Quantity(GB, unit).value(1, 0)) == text
    assert plain(Quantity(GB, unit).value(1, 1)).endswith(unit)


def test_a_unit_just_named_is_not_repeated():
    assert Quantity(GB, "days").without_noun(5, 1) == "5.0"
    assert Quantity(GB, "percent").without_noun(5, 1) == "5.0%"


@pytest.mark.parametrize(
    ("number", "decimals"), [(90, 0), (42.5, 1), (0.125, 3), (1200.0, 0), (1e-7, 7)]
)
def test_decimals_as_written(number, decimals):
    assert written_decimals(number) == decimals


def test_the_name_of_the_rule():
    assert telling_apart(1, [(89.96, 90.0)]) == 2
    assert telling_apart(1, [(89.9, 90.0)]) == 1
    assert telling_apart(1, [(90.0, 90.0 + 1e-10)]) == 1
    assert fewest_decimals(3, lambda _: False) == 12


@given(NUMBER, NUMBER, st.integers(0, 4))
def test_told_apart_numbers_stay_in_order_and_their_difference_is_not_nothing(one, other, start):
    decimals = telling_apart(start, [(one, other)])
    left, right = rounded_to(one, decimals), rounded_to(other, decimals)
    assert decimals >= start
    if one - other > EQUAL_WITHIN:
        assert left > right and rounded_to(one - other, decimals) > 0
    if other - one > EQUAL_WITHIN:
        assert left < right and rounded_to(one - other, decimals) < 0


@given(NUMBER, NUMBER, st.integers(0, 6), st.integers(0, 6))
def test_the_short_cut_of_keeping_order_changes_nothing(one, other, decimals, more):
    left, right = rounded_to(one, decimals), rounded_to(other, more)
    same = abs(one - other) <= EQUAL_WITHIN
    truth = left == right if same else left != right and (left < right) == (one < other)
    assert keeps_order(one, other, decimals, more) == truth


@given(NUMBER, st.integers(0, 6), st.sampled_from(sorted(NUMBER_FORMATS)))
def test_what_is_written_can_be_read_back(number, decimals, locale):
    form = NUMBER_FORMATS[locale]
    text = Numbers.of(locale, None).plain(number, decimals, signed=True)
    digits = text.replace(form.group, "").replace(form.decimal, ".").replace(MINUS, "-")
    assert Decimal(digits) == rounded_to(number, decimals)
    assert text[0] == "+" or rounded_to(number, decimals) <= 0
