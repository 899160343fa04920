"""What to type for signs and functions that expressions do not know."""

import pytest

from cxscore.measure.queries.expression_hints import hint_for, hint_for_name, unquoted_day

COLUMNS = ["region", "score", "First reply time (min)", "closed"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a = 1 && b = 2", "'and' is written out: a = 1 and b = 2"),
        ("a = 1 || b = 2", "'or' is written out: a = 1 or b = 2"),
        ("a ≥ 1", "write >="),
        ("a => 1", "write >="),
        ("a =< 1", "write <="),
        ("a ≠ 1", "write <>"),
        ("a =! 1", "write <>"),
        ("a × b", "write * between what is multiplied"),
        ("a ÷ b", "write / between what is divided"),
        ("a − b", "write - , the sign on the keyboard"),
        ("a ^ 2", "there are no powers; write a * a"),
        ("a > 5%", "leave the % out"),
        ("a > 1,000", "a number is written without a mark for thousands: 1000"),
        ("a > 1,5", "the decimal mark is a dot: 1.5"),
        ("round(a; 2)", "parts are parted by commas: round(a, 2)"),
        ("= a + b", "leave the = at the beginning out"),
        ("region is blank", "write is null, or is not null"),
        ("region is not empty", "write is null, or is not null"),
        ("region = North East and a = 1", "text stands in single quotes: 'North East'"),
        ("First reply time (min) / 60", "'\"First reply time (min)\"'"),
        ("`First reply time (min)` > 5", "'\"First reply time (min)\"'"),
        ("first reply time", "'\"First reply time (min)\"'"),
        ("[region] = 1", 'a column whose name has spaces or signs is written "…"'),
        ("(a = 1", "a ( is never closed"),
        ("a = 1)", "a ) closes nothing"),
        ("region = 'North", "the ' is never closed"),
        ("IF(region = 'N', a, b)", "write case when region = 'North' then a else b end"),
        ("COUNTIF(score, 9)", "write share: {that: score >= 9}"),
        ("SUMIF(score, 9)", "write sum: case when"),
        ("sum(a)", "the expression is of one row"),
        ("AND(a = 1, b = 2)", "write a = 1 and b = 2, without a function"),
        ("isblank(region)", "write region is null"),
        ("IFERROR(a / b, 0)", "write coalesce(a, 0)"),
        ("left(region, 2) = 'No'", "write region like 'North%'"),
        ("contains(region, 'o')", "write region like '%North%'"),
        ("datediff('day', a, b)", "write days(opened, closed), hours or workdays"),
        ("closed < today()", "compare with a day: '2026-04-03'"),
        ("floor(a)", "write round(a, 0)"),
    ],
)
def test_hints(text, hint):
    assert hint in hint_for(text, COLUMNS)


@pytest.mark.parametrize(
    "text",
    [
        "region = 'a && b'",
        "region = 'sum(a) ≥ 5%'",
        "region like '%North%' and score > 5",
        '"First reply time (min)" > 5',
        "case when score > 5 then 1 else 0 end",
        "score between 1 and 5",
        "region in ('1,000', 'x; y')",
        "round(score, 2) + abs(score)",
    ],
)
def test_what_may_be_said_needs_no_hint(text):
    assert hint_for(text, COLUMNS) == ""


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("North", "region = North", "text stands in single quotes: 'North'"),
        ("North", 'region = "North"', "text stands in single quotes: 'North'"),
        ("North", "region <> North and score > 1", "text stands in single quotes: 'North'"),
        ("South", "region in (North, South)", "text stands in single quotes: 'South'"),
        ("“North”", "region = “North”", "text stands in single quotes: 'North'"),
        ("scoree", "region = scoree", "did you mean 'score'? text stands in single quotes"),
        ("regoin", "regoin = 'North'", ""),
        ("scoree", "round(scoree, 2)", ""),
        ("Nor", "region = North", ""),
    ],
)
def test_text_that_is_taken_for_a_column(name, text, hint):
    found = hint_for_name(name, text, COLUMNS)
    assert found.startswith(hint)
    assert bool(found) == bool(hint)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("closed >= 2026-01-01", "2026-01-01"),
        ("closed >= '2026-01-01'", None),
        ("score - 2026 - 1", None),
        ('"2026-01-01" > 5', None),
    ],
)
def test_days_without_quotes_are_seen(text, day):
    assert unquoted_day(text) == day
