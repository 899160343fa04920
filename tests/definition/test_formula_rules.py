"""Formulas over KPIs whose periods are other than their own."""

import pytest

from tests.definition.pages import examined, lines, page

PART = (
    "  {id}: {{name: P, owner: amara, dataset: surveys, polarity: neutral, "
    "measure: {measure}{more}}}\n"
)
FORMULA = "  {id}: {{name: F, owner: amara, polarity: neutral, measure: {{formula: {of}}}{more}}}\n"
NEEDS = "kpis.f.measure.formula needs"
GIVEN = "{value: v}"


def found(parts, formula="", top="", of="a + 1"):
    """The lines about a formula ``f`` over *parts*, pairs of a measure and further keys."""
    texts = [
        PART.format(id=id_, measure=measure, more=more and f", {more}")
        for id_, (measure, more) in zip("ab", parts, strict=False)
    ]
    texts.append(FORMULA.format(id="f", of=of, more=formula and f", {formula}"))
    return examined(page(top="".join([*texts, top])))


@pytest.mark.parametrize("period", ["quarter", "year"])
@pytest.mark.parametrize(
    "part",
    [
        ("{mean: v}", ""),
        ("{sum: v}", ""),
        ("{median: v}", ""),
        ("{distinct: v}", ""),
        ("{open_at_end: {opened: o, closed: c}}", ""),
        (GIVEN, "over_time: last"),
        (GIVEN, "period: quarter, over_time: sum"),
    ],
)
def test_shorter_periods_are_put_together(part, period):
    examined_page = found([part], f"period: {period}")
    assert lines(examined_page) == []
    assert examined_page.definition.kpis[-1].id == "f"


def test_periods_of_one_length_fit_whatever_the_measure():
    assert lines(found([(GIVEN, "period: year"), (GIVEN, "period: year")], "period: year")) == []
    assert lines(found([(GIVEN, ""), (GIVEN, "over_time: none")], of="a / b")) == []


@pytest.mark.parametrize(
    ("parts", "formula", "says"),
    [
        (
            [("{mean: v}", "period: quarter")],
            "",
            f"{NEEDS} a by the month, which has one value a quarter; add kpis.f.period: quarter",
        ),
        (
            [("{mean: v}", "period: quarter"), ("{mean: v}", "period: year")],
            "",
            f"{NEEDS} b by the month, which has one value a year; add kpis.f.period: year",
        ),
        (
            [("{mean: v}", "period: year")],
            "period: quarter",
            f"{NEEDS} a by the quarter, which has one value a year; make kpis.f.period: year",
        ),
        (
            [(GIVEN, "")],
            "period: quarter",
            f"{NEEDS} a by the quarter, and its values by the month cannot be put together; "
            "say how with kpis.a.over_time, as sum or last",
        ),
        (
            [("{mean: v}", "over_time: none")],
            "period: year",
            f"{NEEDS} a by the year, and its values by the month cannot be put together; "
            "change kpis.a.over_time",
        ),
    ],
    ids=["quarters in months", "the longest", "years in quarters", "given values", "told not to"],
)
def test_a_formula_that_never_has_a_value(parts, formula, says):
    of = "a + b" if len(parts) == 2 else "a + 1"
    examined_page = found(parts, formula, of=of)
    assert [line.partition(" error: ")[2] for line in lines(examined_page)] == [f"CX149: {says}"]
    assert lines(examined_page)[0].startswith(f"kpis.yaml:{len(parts) + 17}:68: ")
    assert "f" not in {kpi.id for kpi in examined_page.definition.kpis}


def test_a_formula_of_months_in_one_of_quarters():
    inner = FORMULA.format(id="g", of="nps", more="")
    outer = found([], "period: quarter", inner, of="g * 2")
    assert lines(outer)[0].endswith(
        f"{NEEDS} g by the quarter, and its values by the month cannot be put together; "
        "add kpis.g.period: quarter"
    )
    inner = FORMULA.format(id="g", of="nps", more=", period: quarter")
    assert lines(found([], "period: quarter", inner, of="g * 2")) == []


def test_weeks_do_not_make_months():
    weeks = "calendar: {period: week}\n"
    line = lines(found([("{mean: v}", "")], "period: month", weeks))[0]
    hint = "weeks do not make months; add kpis.a.period: month"
    assert line.endswith(f"{NEEDS} a by the month, and {hint}")
    assert lines(found([("{mean: v}", "period: month")], "period: month", weeks)) == []


@pytest.mark.parametrize(
    ("part", "formula", "top", "code"),
    [
        ("period: fortnight", "", "", "CX111"),
        ("period: quarter", "period: month", "calendar: {period: quarter}\n", "CX142"),
        ("period: quarter", "", "calendar: {period: fortnight}\n", "CX111"),
    ],
)
def test_a_fault_in_a_period_is_all_that_is_said(part, formula, top, code):
    (line,) = lines(found([("{mean: v}", part)], formula, top))
    assert code in line


def test_years_of_listed_periods():
    text = page(
        top=PART.format(id="a", measure="{mean: v}", more="")
        + PART.format(id="b", measure=GIVEN, more="")
        + FORMULA.format(id="f", of="a + b", more=", period: year")
        + "calendar: {period: {file: p.csv}}\n"
    )
    listed = "P1,2026-01-01,2026-06-30,2026,1\nP2,2026-07-01,2026-12-31,2026,2\n"
    (line,) = lines(examined(text, p=f"period,start,end,year,number\n{listed}"))
    assert f"{NEEDS} b by the year, and its values by the period of the calendar cannot" in line
