"""From totals to facts: zeros, gaps, and the two sides of a ratio."""

from decimal import Decimal

import pytest

from cxscore.measure.facts import parts_of
from cxscore.measure.queries.parts import Part
from tests.measure.measured import measure, page, parts, rows

RATIO = "{ratio: {numerator: {dataset: d, count: rows}, denominator: {dataset: e, sum: n}}}"


def ratio(folder, **files):
    text = page(RATIO).replace("    dataset: d\n", "")
    text = text.replace("kpis:", "  e: {file: e.csv, date: day}\nkpis:")
    return parts(measure(folder, text, **files))


def test_numerator_without_rows_is_zero_between_its_first_and_last(tmp_path):
    orders = rows("day,n", *(f"2026-0{month}-01,{100 * month}" for month in range(1, 7)))
    found = ratio(tmp_path, d=rows("day", "2026-02-01", "2026-05-01"), e=orders)
    assert {start: part.numerator for (start, _), part in found.items()} == {
        "2026-02-01": 1,
        "2026-03-01": 0,
        "2026-04-01": 0,
        "2026-05-01": 1,
    }
    # Before and after nobody knows whether there were none, or none were told.
    assert found["2026-03-01", "2026-03-31"].n == 300


def test_denominator_without_rows_is_a_gap(tmp_path):
    complaints = rows("day", "2026-04-01", "2026-05-01", "2026-06-01")
    found = ratio(tmp_path, d=complaints, e=rows("day,n", "2026-04-01,100", "2026-06-01,0"))
    assert list(found) == [("2026-04-01", "2026-04-30")]


def test_counts_of_segments_have_their_zeros_too(tmp_path):
    text = rows("day,region", "2026-04-01,North", "2026-06-01,South", "2026-06-02,")
    found = measure(tmp_path, page("{count: rows}", kpi="by: region"), d=text)
    for region, counted in (("North", [1, 0, 0]), ("South", [0, 0, 1]), (None, [0, 0, 1])):
        segment = parts(found, by=("region",), segment=(region,))
        assert [part.numerator for part in segment.values()] == counted


def test_given_values_of_a_crossing(tmp_path):
    text = rows(
        "day,region,channel,v",
        "2026-06-01,,,1",
        "2026-06-01,North,,2",
        "2026-06-01,,App,3",
        "2026-06-01,North,App,4",
    )
    kpi = "by: [region, [region, channel]]"
    found = measure(tmp_path, page("{value: v}", kpi=kpi), d=text)
    assert {fact.segment: fact.parts.value for fact in found.facts} == {
        (): 1,
        ("North",): 2,
        ("North", "App"): 4,
    }


@pytest.mark.parametrize("rest", ["0.5", "0.499999999999999", "0.500000000000001"])
def test_a_base_next_to_a_half_is_the_same_whatever_its_last_digit(rest):
    """Another engine adds doubles up in another order, and the base is not another for that."""
    row = {Part.BASE: 13_730, Part.BASE.rest: Decimal(rest), Part.DENOMINATOR: 1}
    assert parts_of(row).n == 13_730
    assert parts_of({**row, Part.BASE.rest: Decimal("0.50001")}).n == 13_731
