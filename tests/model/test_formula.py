"""Formulas: arithmetic over KPIs and nothing else."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.formula import FormulaError, evaluate, names_used

VALUES = {"a": 6.0, "b": 2.0, "c": 0.0, "first-contact": 4.0}


@pytest.mark.parametrize(
    ("text", "names", "value"),
    [
        ("a / b * 1000", ("a", "b"), 3000.0),
        ("(a + b) - -b", ("a", "b"), 10.0),
        ("+a", ("a",), 6.0),
        ("a - a", ("a",), 0.0),
        ("'first-contact' / 2", ("first-contact",), 2.0),
        ("max(a, b, 7)", ("a", "b"), 7.0),
        ("min(a, b) + abs(-a)", ("a", "b"), 8.0),
        ("a /\n  b", ("a", "b"), 3.0),
        ("a / c", ("a", "c"), None),
        ("a * 1e300 * 1e300", ("a",), None),
        ("1e300 * 1e300 - 1e300 * 1e300", (), None),
    ],
)
def test_values(text, names, value):
    assert names_used(text) == names
    assert evaluate(text, VALUES) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no arithmetic"),
        ("a +", "no arithmetic"),
        ("a; b", "no arithmetic"),
        ("import os", "no arithmetic"),
        ("a\0b", "no arithmetic"),
        ("a ** 2", "'**' is not allowed"),
        ("a % 2", "'%' is not allowed"),
        ("a // 2", "'//' is not allowed"),
        ("a > b", "a comparison is not allowed"),
        ("a and b", "and/or is not allowed"),
        ("a if b else c", "if/else is not allowed"),
        ("a.real", "a name with a dot is not allowed"),
        ("a[0]", "a name with brackets is not allowed"),
        ("lambda: a", "lambda is not allowed"),
        ("not a", "'not a' is not allowed"),
        ("True", "'True' is not allowed"),
        ("1j", "'1j' is not allowed"),
        ("[a]", "'[a]' is not allowed"),
        ("open('x')", "there is no function open()"),
        ("abs(a, b)", "abs() takes one number"),
        ("abs()", "'abs()' is not allowed"),
        ("max(a, key=b)", "is not allowed"),
        ("a.b(c)", "is not allowed"),
        ("1e999", "beyond all numbers"),
        ("9" * 400, "beyond all numbers"),
        ("a + " * 300 + "a", "more than 1000 characters"),
        ("(" * 60 + "a" + ")" * 60, "brackets within brackets"),
    ],
)
def test_refuses_by_name(text, words):
    with pytest.raises(FormulaError) as refused:
        names_used(text)
    assert words in str(refused.value)


def test_a_kpi_without_a_value_is_the_callers_to_see():
    with pytest.raises(KeyError):
        evaluate("a + z", VALUES)


numbers = st.floats(-1e6, 1e6)


@given(numbers, numbers)
def test_agrees_with_python(a, b):
    got = evaluate("a * 2 - b / 4", {"a": a, "b": b})
    assert got is not None
    assert math.isclose(got, a * 2 - b / 4)
