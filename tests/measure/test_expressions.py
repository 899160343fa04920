"""Expressions: what is allowed, what it means in the engine, and how the rest is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.measure.queries.expressions import LONGEST, Refused, read_expression
from cxscore.model.column_type import ColumnType

NUMBER, TEXT, DATE, TRUTH = (
    ColumnType.NUMBER,
    ColumnType.TEXT,
    ColumnType.DATE,
    ColumnType.BOOLEAN,
)
TYPES = {
    "score": NUMBER,
    "amount": NUMBER,
    "region": TEXT,
    "opened": DATE,
    "closed": ColumnType.DATETIME,
    "paid": TRUTH,
    "Q 1": None,
    "x": None,
    "y": None,
}


def read(text, met=None):
    def typed(name):
        if name not in TYPES:
            raise Refused(f"uses {name}, which is not a column")
        return TYPES[name]

    return read_expression(text, typed, lambda *pair: met.append(pair) if met is not None else None)


@pytest.mark.parametrize(
    ("text", "type_", "sql"),
    [
        ("score > 2", TRUTH, '"score" > 2'),
        ("score <> 2 and not paid", TRUTH, '"score" <> 2 AND NOT ("paid")'),
        ("paid = true or region is null", TRUTH, '"paid" = TRUE OR "region" IS NULL'),
        ("region is not null", TRUTH, 'NOT ("region" IS NULL)'),
        ("region in ('a', 'b')", TRUTH, "\"region\" IN ('a', 'b')"),
        ("score not between 1 and 3", TRUTH, 'NOT ("score" BETWEEN 1 AND 3)'),
        ("region like 'N%'", TRUTH, "\"region\" LIKE 'N%'"),
        ("-score + 2 * amount", NUMBER, '-("score") + 2 * "amount"'),
        ("score / amount", NUMBER, '"score" / NULLIF("amount", 0)'),
        ("lower(trim(region))", TEXT, 'LOWER(TRIM("region"))'),
        ("upper(region) = 'N'", TRUTH, "UPPER(\"region\") = 'N'"),
        ("abs(round(score, -1))", NUMBER, 'ABS(ROUND("score", -1))'),
        ("round(score, 15)", NUMBER, 'ROUND("score", 15)'),
        ("coalesce(score, 0)", NUMBER, 'COALESCE("score", 0)'),
        ("nullif(region, 'x')", TEXT, "NULLIF(\"region\", 'x')"),
        ("days(opened, closed)", NUMBER, 'DAYS("opened", "closed")'),
        ("workdays(opened, '2026-04-03')", NUMBER, "WORKDAYS(\"opened\", '2026-04-03')"),
        ("closed >= '2026-04-03'", TRUTH, "\"closed\" >= '2026-04-03'"),
        ("case when score > 2 then 'a' end", TEXT, "CASE WHEN \"score\" > 2 THEN 'a' END"),
        (
            "case region when 'a' then 1 else 0 end",
            NUMBER,
            "CASE WHEN \"region\" = 'a' THEN 1 ELSE 0 END",
        ),
        ("case when paid then null else 1 end", NUMBER, 'CASE WHEN "paid" THEN NULL ELSE 1 END'),
        ('"Q 1" is null', TRUTH, '"Q 1" IS NULL'),
        ("x", None, '"x"'),
        ("(x)", None, '("x")'),
        ("region = 'it''s'", TRUTH, "\"region\" = 'it''s'"),
    ],
)
def test_what_is_allowed(text, type_, sql):
    scalar = read(text)
    assert scalar.type is type_
    assert scalar.tree.sql("duckdb") == sql


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sqrt(score)", "uses sqrt(), which is not allowed"),
        ("nosuch(score)", "uses nosuch(), which is not allowed"),
        ("now() > opened", "uses now(), which is not allowed"),
        ("count(*)", "uses count(), which is not allowed"),
        ("if(paid, 1, 2)", "uses if(), which is not allowed"),
        ("(select 1) > 2", "uses a query, which is not allowed"),
        ("score in (select 1)", "uses a query after in, which is not allowed"),
        ("exists(select 1)", "uses exists(), which is not allowed"),
        ("score::int", "uses a cast, which is not allowed"),
        ("try_cast(score as int)", "uses try_cast(), which is not allowed"),
        ("score % 2", "uses %, which is not allowed"),
        ("region || 'x'", "uses ||, which is not allowed"),
        ("region ilike 'n'", "uses ilike, which is not allowed"),
        ("region like 'x' escape '!'", "uses escape, which is not allowed"),
        ("row_number() over ()", "uses a window, which is not allowed"),
        ("a.b = 1", "uses the dotted name a.b, which is not allowed"),
        ("score = ?", "uses a placeholder, which is not allowed"),
        ("score = @p", "uses a parameter, which is not allowed"),
        ("[1, 2]", "uses a list in brackets, which is not allowed"),
        ("score as s", "uses a name given with 'as', which is not allowed"),
        ("interval '1' day", "uses interval, which is not allowed"),
        ("paid is true", "uses is true, which is not allowed"),
        ("score between symmetric 1 and 2", "uses between symmetric, which is not allowed"),
        ("trim(both 'x' from region)", "uses trim with more than the text, which is not allowed"),
        ("*", "uses *, which is not allowed"),
        ("score > 2; drop table t", "is not one expression"),
        ("", "is not one expression"),
        ("score >", "is not complete"),
        ("x'41'", "cannot be read at '41'"),
        ("round(score, amount)", "rounds to something that is not a whole number of decimals"),
        ("round(score, 1.5)", "rounds to something that is not a whole number of decimals"),
        ("round(score, '2')", "rounds to something that is not a whole number of decimals"),
        ("round(score, 16)", "rounds to more decimals than a number has"),
        ("days(opened)", "days() takes two dates"),
        ("nowhere = 1", "uses nowhere, which is not a column"),
        ("score = 'x'", "'x' is text, but stands beside a number"),
        ("paid = 'yes'", "'yes' is text, but stands beside true or false"),
        ("closed > 5", "5 is a number, but stands beside a date"),
        ("closed > '2026-13-01'", "'2026-13-01' is not a date"),
        ("score > 1 > 0", "0 is a number, but stands beside true or false"),
        ("not score", "score is a number where true or false is needed"),
        ("lower(score)", "score is a number where text is needed"),
        ("region + 1", "region is text where a number is needed"),
        ("days(score, closed)", "score is a number where a date is needed"),
        ("1" + " + 1" * LONGEST, f"the expression is longer than {LONGEST} characters"),
    ],
)  # fmt: skip
def test_everything_else_is_refused_by_name(text, why):
    with pytest.raises(Refused) as refused:
        read(text)
    assert refused.value.text == why


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("score <> 9   -- tests\nand region = 'N'", "--"),
        ("score <> 9 /* tests */ and region = 'N'", "/*"),
        ("score <> 9 */ 2", "*/"),
        ("score <> 9 # tests", "#"),
        ("region = 'it''s' -- tests", "--"),
        ("score --2", "--"),
    ],
)
def test_a_comment_is_refused_for_what_stands_behind_it(text, sign):
    with pytest.raises(Refused) as refused:
        read(text)
    said = f"has a comment in it ({sign}), behind which the rest would not count"
    assert refused.value.text == said


@pytest.mark.parametrize(
    "text", ["region = '--'", "region = '/* # */'", "region = 'it''s -- so'", "\"Q 1\" = '#1'"]
)
def test_signs_of_comments_within_quotes_are_text(text):
    assert read(text).type is TRUTH


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("x > 1", [("x", NUMBER)]),
        ("x = 'a'", [("x", TEXT)]),
        ("x + y > 1", [("x", NUMBER), ("y", NUMBER)]),
        ("x and y = 'a'", [("x", TRUTH), ("y", TEXT)]),
        ("x like 'a%'", [("x", TEXT)]),
        ("hours(x, y) < 4", [("x", DATE), ("y", DATE)]),
        ("coalesce(x, y) > 1", [("x", NUMBER), ("y", NUMBER)]),
        ("nullif(x, y) = 'a'", [("x", TEXT), ("y", TEXT)]),
        ("case when paid then x else y end = 1", [("x", NUMBER), ("y", NUMBER)]),
        ("(x) > 1", [("x", NUMBER)]),
        ("x > opened", [("x", DATE)]),
        ("x in (1, 2)", [("x", NUMBER)]),
        ("x is null", []),
        ("x = y", []),
    ],
)
def test_a_column_is_what_it_meets(text, met):
    found = []
    read(text, found)
    assert found == met


def test_columns_come_once_in_order():
    assert read("score > 1 or amount > 1 and score < 3").columns == ("score", "amount")


@pytest.mark.parametrize("depth", [400, 900])
def test_depth_is_no_way_to_break_it(depth):
    text = "(" * depth + "score" + ")" * depth
    try:
        assert read(text).columns == ("score",)
    except Refused as refused:
        assert refused.text in ("is not complete", "is nested too deeply")


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("score amount region()'\"<>=+-*/,;.0123456789%|"), max_size=40)
)
def test_nothing_but_a_refusal_ever_comes_out(text):
    try:
        scalar = read(text)
    except Refused:
        return
    assert set(scalar.columns) <= set(TYPES)
