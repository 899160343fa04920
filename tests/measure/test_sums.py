"""Sums keep their digits, whatever the order of the rows and however small or large they are."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measure.measured import measure, page, parts, rows

AS_OF = "2026-07-06"
JUNE = ("2026-06-01", "2026-06-30")


def june(folder, measured_as, header, lines, **options):
    """The parts of one KPI in June."""
    text = rows(f"day,{header}", *(f"2026-06-03,{line}" for line in lines))
    return parts(measure(folder, page(measured_as, **options), AS_OF, d=text))[JUNE]


SUMS = {
    "thirds": ("1/3", 1),
    "sevenths below zero": ("-1/7", Fraction(-3, 7)),
    "very small": ("1.25e-12", Fraction("3.75e-12")),
    "very large": ("987654321098765", 2962962963296295),
    "pence": ("0.1", Fraction("0.3")),
}


@pytest.mark.parametrize(("cell", "expected"), SUMS.values(), ids=SUMS)
def test_three_of_a_kind(tmp_path, cell, expected):
    value, _, divisor = cell.partition("/")
    lines = [f"{value},{divisor or 1}"] * 3
    found = june(tmp_path, "{sum: v / d}", "v,d", lines).numerator
    assert found == pytest.approx(float(expected), rel=3e-16)


def test_what_is_large_does_not_swallow_what_is_small(tmp_path):
    lines = ["999999999999999", "0.0000001", "-999999999999999", "-1e-12"]
    assert june(tmp_path, "{sum: v}", "v", lines).numerator == 0.000000099999


@given(st.lists(st.floats(-1e9, 1e9).filter(lambda x: abs(x) > 1e-9), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None)
def test_mean_is_that_of_the_numbers_themselves(tmp_path_factory, numbers):
    found = june(tmp_path_factory.mktemp("sums"), "{mean: v}", "v", map(repr, numbers))
    # What is written counts, to the last digit, and not the double nearest to it.
    whole = sum(Fraction(repr(number)) for number in numbers)
    assert found.numerator == pytest.approx(float(whole), rel=1e-15, abs=1e-24)
    squares = sum(Fraction(x * x) for x in numbers)
    assert found.squares == pytest.approx(float(squares), rel=1e-15, abs=1e-24)


@pytest.mark.parametrize("at", ["weights", "frequencies", "a weight of its own"])
def test_weighted_thirds(tmp_path, at):
    options, how = {}, "{mean: 'v'}"
    if at == "a weight of its own":
        how = "{mean: {column: v, weight: w}}"
    else:
        options = {
            "dataset": f"date: day\n{'survey_weight' if at == 'weights' else 'frequency'}: w"
        }
    lines = ["0.1,3", "0.2,3", "0.7,6"]
    found = june(tmp_path, how, "v,w", lines, **options)
    assert (found.numerator, found.denominator) == (5.1, 12)


def test_two_datasets_of_a_ratio(tmp_path):
    text = page(
        "{ratio: {numerator: {dataset: d, sum: v / 3}, denominator: {dataset: e, sum: v / 7}}}"
    )
    text = text.replace("    dataset: d\n", "")
    text = text.replace("kpis:", "  e: {file: e.csv, date: day}\nkpis:")
    days = rows("day,v", *["2026-06-03,1"] * 3)
    found = parts(measure(tmp_path, text, AS_OF, d=days, e=days))[JUNE]
    assert found.numerator == 1
    assert found.denominator == pytest.approx(3 / 7, rel=3e-16)
