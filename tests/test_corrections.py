"""What was meant by numbers, days and truths that are written otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.corrections import date_format, day_hint, plain_number, plain_truth


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("40%", "40"),
        (">= 40 %", "40"),
        ("1,000", "1000"),
        ("1,000,000.5", "1000000.5"),
        ("1.000.000", "1000000"),
        ("1.049,50", "1049.50"),
        ("4,5", "4.5"),
        ("10_000", "10000"),
        ("1'250", "1250"),
        ("1\u202f250", "1250"),
        ("−12", "-12"),
        ("-12.5 points", "-12.5"),
        ("40-50", None),
        ("40 or 50", None),
        ("forty", None),
        ("1,2,3", None),
        ("", None),
        ("9" * 16, None),
    ],
)
def test_numbers(text, number):
    assert plain_number(text) == number


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_come_back_however_they_are_grouped(number):
    for written in (f"{number}", f"{number:,}", f"{number:_} %", f"at least {number}"):
        assert plain_number(written) == str(number)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("3/7/2026", "write 2026-07-03 for 3 July, or 2026-03-07 for 7 March"),
        ("7/7/2026", "write it as 2026-07-07"),
        ("23/7/2026", "write it as 2026-07-23"),
        ("7-23-2026", "write it as 2026-07-23"),
        ("03.07.2026", "write it as 2026-07-03"),
        ("3.7.2026 10:00", "write it as 2026-07-03"),
        ("2026-7-6", "write it as 2026-07-06"),
        ("2026/07/06", "write it as 2026-07-06"),
        ("2026-07-06 00:00:00", "write it as 2026-07-06"),
        ("20260706", "write it as 2026-07-06"),
        ("2026-23-07", "write it as 2026-07-23"),
        ("6 July 2026", "write it as 2026-07-06"),
        ("July 6th, 2026", "write it as 2026-07-06"),
        ("06-Jul-2026", "write it as 2026-07-06"),
        ("2026-12", "write days as in 2026-07-23"),
        ("2026-02-30", "write days as in 2026-07-23"),
        ("31.02.2026", "write days as in 2026-07-23"),
        ("soon", "write days as in 2026-07-23"),
    ],
)
def test_days(text, hint):
    assert day_hint(text) == hint


def test_a_day_that_cannot_be_told_is_hinted_at_otherwise():
    assert day_hint("soon", otherwise="") == ""


@given(st.dates())
def test_days_in_iso_order_come_back(day):
    assert day_hint(f"{day.year:04}/{day.month}/{day.day}") == f"write it as {day}"


@pytest.mark.parametrize(
    ("value", "truth"),
    [("yes", "true"), ("On", "true"), (1, "true"), ("NO", "false"), (0, "false"), ("maybe", None)],
)
def test_truths(value, truth):
    assert plain_truth(value) == truth


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("dd/mm/yyyy", "%d/%m/%Y"),
        ("YYYY-MM-DD", "%Y-%m-%d"),
        ("d.m.yy", "%d.%m.%y"),
        ("dd-MMM-yyyy", "%d-%b-%Y"),
        ("dd/mm/yyyy hh:mm:ss", "%d/%m/%Y %H:%M:%S"),
        ("month", None),
        ("x", None),
    ],
)
def test_date_formats(text, written):
    assert date_format(text) == written
