"""Every measure, against values that were worked out by hand from small tables."""

import json
from statistics import fmean

import pytest

from cxscore.model.measured import Parts
from cxscore.problems import Problems
from tests.measure.measured import measure, page, parts, rows, said

MARCH = ("2026-03-01", "2026-03-31")
AS_OF = "2026-06-15"


def march(folder, measured_as, header, *lines, **options):
    """The parts of one KPI in March; every line is of a day in it."""
    text = rows(f"day,{header}", *(f"2026-03-{at + 1:02},{line}" for at, line in enumerate(lines)))
    return parts(measure(folder, page(measured_as, **options), AS_OF, d=text))[MARCH]


SCORES = ("10", "9", "8", "7", "6", "0", "", " 9 ")
ORDERS = ("3,40", "1,20", ",10", "5,")

PLAIN = {
    "nps of answers": ("{nps: s}", "s", SCORES, Parts(7, 1, 7, None, 3, 2, left_out=1)),
    "nps of counts": (
        "{nps: {promoters: p, passives: q, detractors: x}}",
        "p,q,x",
        ("5,2,3", "1,1,1", "4,,2"),
        Parts(13, 2, 13, None, 6, 4, left_out=1),
    ),
    "top box on a scale": (
        "{top_box: {column: s, at_least: 4, scale: [1, 5]}}",
        "s",
        ("5", "4", "3.5", "1", ""),
        Parts(4, 2, 4, left_out=1),
    ),
    "low box on a scale": (
        "{low_box: {column: s, at_most: 2, scale: [1, 7]}}",
        "s",
        ("1", "2", "2.5", "7", ""),
        Parts(4, 2, 4, left_out=1),
    ),
    "low box of weights": (
        "{low_box: {column: s, at_most: 0}}",
        "s",
        ("-1", "0", "1"),
        Parts(3, 2, 3),
    ),
    "top box in words": (
        "{top_box: {column: s, good: [Likely, Very likely], of: [Likely, Very likely, No]}}",
        "s",
        ("Likely", " Very likely ", "No", "No", ""),
        Parts(4, 2, 4, left_out=1),
    ),
    "top box in codes": (
        "{top_box: {column: s, good: ['1', '2']}}",
        "s",
        ("1", "2", "3", "9", ""),
        Parts(4, 2, 4, left_out=1),
    ),
    "share of rows": (
        "{share: {that: 's >= 4'}}",
        "s",
        ("5", "4", "3", "", "1"),
        Parts(4, 2, 4, unknown=1, events=True),
    ),
    "share that a column says": (
        "{share: {that: s}}",
        "s",
        ("1", "0", "0.5", ""),
        Parts(3, 1.5, 3, left_out=1, amounts=True),
    ),
    "share of some rows": (
        "{share: {that: 's >= 4', of: \"t = 'app'\"}}",
        "s,t",
        ("5,app", "1,app", "5,web", ",app", "3,"),
        Parts(2, 1, 2, unknown=2, events=True),
    ),
    "share of amounts": (
        "{share: {that: a, of: b}}",
        "a,b",
        ("3,10", "7,10", ",10", "1,"),
        Parts(20, 10, 20, left_out=2, events=True),
    ),
    "mean": ("{mean: v}", "v", ("1.5", "2.5", "", "5"), Parts(3, 9, 3, squares=33.5, left_out=1)),
    "weighted mean": (
        "{mean: {column: v, weight: w}}",
        "v,w",
        ("10,1", "20,3", "30,", ",5"),
        Parts(4, 70, 4, left_out=2),
    ),
    "mean of sums and counts": (
        "{mean: {sum: v, count: w}}",
        "v,w",
        ("10,2", "20,3", "30,"),
        Parts(5, 30, 5, left_out=1),
    ),
    "ratio": (
        "{ratio: {numerator: a, denominator: b, per: 1000}}",
        "a,b",
        ORDERS,
        Parts(60, 4, 60, left_out=2, events=True),
    ),
    "ratio of expressions": (
        "{ratio: {numerator: 'a * 2 + 1', denominator: 'b - 10'}}",
        "a,b",
        ORDERS,
        Parts(40, 10, 40, left_out=2, amounts=True),
    ),
    "ratio of rows to a sum": (
        "{ratio: {numerator: {count: rows, where: 'a > 1'}, denominator: {sum: b}}}",
        "a,b",
        ORDERS,
        Parts(70, 2, 70, left_out=1, unknown=1, events=True),
    ),
    "sum": ("{sum: v}", "v", ("0.1", "0.2", "", "0.3"), Parts(3, 0.6, left_out=1)),
    "sum of an expression": ("{sum: 'v * 2'}", "v", ("1", "2"), Parts(2, 6)),
    "count of rows": ("{count: rows}", "v", ("1", "", "x"), Parts(3, 3)),
    "count of cells": ("{count: v}", "v", ("1", "", "x"), Parts(2, 2)),
    "distinct": ("{distinct: v}", "v", ("a", "b", " a", "", "A"), Parts(4, value=3, left_out=1)),
    "median": ("{median: v}", "v", ("1", "9", "2", ""), Parts(3, value=2, left_out=1)),
    "value": ("{value: v}", "v", ("97.5",), Parts(1, value=97.5)),
}


@pytest.mark.parametrize(("how", "header", "lines", "expected"), PLAIN.values(), ids=PLAIN)
def test_what_a_measure_counts(tmp_path, how, header, lines, expected):
    assert march(tmp_path, how, header, *lines) == expected


SURVEY = "date: day\nsurvey_weight: w\nfrequency: f"
ANSWERS = ((10, 0.5, 2), (9, 2.0, 1), (8, 1.0, 1), (0, 1.5, 3))


@pytest.mark.parametrize("at", ["nps", "top_box", "share", "mean"])
def test_weights_and_frequencies(tmp_path, at):
    how = {
        "nps": "{nps: s}",
        "top_box": "{top_box: {column: s, at_least: 9}}",
        "share": "{share: {that: 's >= 9'}}",
        "mean": "{mean: s}",
    }[at]
    lines = [f"{s},{w},{f}" for s, w, f in ANSWERS]
    found = march(tmp_path, how, "s,w,f", *lines, "10,,1", dataset=SURVEY)
    assert found.n == sum(f for _, _, f in ANSWERS)
    assert found.denominator == sum(w * f for _, w, f in ANSWERS)
    assert found.weight_squares == sum(w * w * f for _, w, f in ANSWERS)
    assert found.left_out == 1
    good = sum(w * f for s, w, f in ANSWERS if s >= 9)
    bad = sum(w * f for s, w, f in ANSWERS if s <= 6)
    whole = sum(s * w * f for s, w, f in ANSWERS)
    assert found.numerator == {"nps": good - bad, "mean": whole}.get(at, good)


def test_counts_and_sums_stand_for_as_many_answers_as_rows_do(tmp_path):
    options = {"dataset": "date: day\nfrequency: f"}
    assert march(tmp_path / "a", "{count: rows}", "v,f", "5,2", "7,3", **options).numerator == 5
    assert march(tmp_path / "b", "{sum: v}", "v,f", "5,2", "7,3", **options).numerator == 31
    assert march(tmp_path / "b", "{sum: v}", "v,f", "5,2", "7,3", **options).n == 5


REPEATED = {
    "median": ("{median: v}", ("1,1", "5,9"), 10, 5),
    "75th percentile": ("{percentile: {of: v, p: 75}}", ("1,3", "5,1", "9,2"), 6, 8),
    "of an expression": ("{median: v * 2}", ("1,3", "5,1", "9,2"), 6, 6),
    "rows for nobody": ("{median: v}", ("1,0", "5,2", "9,1"), 3, 5),
    "blank": ("{median: v}", ("1,1", ",7", "9,1"), 2, 5),
    "distinct": ("{distinct: v}", ("1,3", "5,1", "1,2"), 3, 2),
}


@pytest.mark.parametrize(("how", "lines", "n", "value"), REPEATED.values(), ids=REPEATED)
def test_percentiles_of_rows_that_stand_for_several(tmp_path, how, lines, n, value):
    found = march(tmp_path, how, "v,f", *lines, dataset="date: day\nfrequency: f")
    assert (found.n, found.value) == (n, value)


USES = {
    "nps": "{nps: v}",
    "mean": "{mean: v}",
    "weight": "{mean: {column: u, weight: v}}",
    "value": "{value: v}",
    "sum": "{sum: v}",
    "median": "{median: v}",
    "percentile": "{percentile: {of: v * 2, p: 90}}",
    "share": "{share: {that: v > 5}}",
    "base of a share": "{share: {that: u > 5, of: v > 5}}",
    "ratio": "{ratio: {numerator: v, denominator: u}}",
    "side of a ratio": "{ratio: {numerator: {count: rows, where: v > 5}, denominator: {sum: u}}}",
    "count": "{count: v}",
    "distinct": "{distinct: v}",
    "where": ("{count: rows}", "where: v > 4"),
    "where and measure": ("{mean: v}", "where: v > 4"),
    "by": ("{count: rows}", "by: [v]"),
}
OFF_THE_SCALE = "CX205: v is '11', not a number from 0 to 10"
SCALED = "date: day\ncolumns: {v: {type: number, scale: [0, 10]}}"


@pytest.mark.parametrize("use", USES)
def test_answers_off_the_scale_whatever_uses_them(tmp_path, use):
    how, kpi = USES[use] if isinstance(USES[use], tuple) else (USES[use], "")
    text = rows("day,v,u", "2026-03-01,9,1", "2026-03-02,11,1")
    found = said(tmp_path, page(how, SCALED, kpi), d=text)
    expected = (
        OFF_THE_SCALE.replace("a number", "a whole number") if use == "nps" else OFF_THE_SCALE
    )
    assert [line.partition(";")[0] for line in found] == [expected]


@pytest.mark.parametrize(
    ("dataset", "kpi"),
    [
        (f"{SCALED}\nwhere: v <> 11", ""),
        (SCALED, "where: v <> 11"),
        (SCALED, "where: u = 1"),
    ],
)
def test_rows_that_do_not_count_may_be_off_the_scale(tmp_path, dataset, kpi):
    text = rows("day,v,u", "2026-03-01,9,1", "2026-03-02,11,2")
    assert parts(measure(tmp_path, page("{sum: v}", dataset, kpi), AS_OF, d=text))[MARCH].n == 1


@pytest.mark.parametrize("how", ["{mean: {column: v, weight: w}}", "{mean: {sum: v, count: w}}"])
def test_weights_and_counts_of_a_mean_are_not_negative(tmp_path, how):
    text = rows("day,v,w,t", "2026-03-01,1,-2,a", "2026-03-02,3,4,b")
    assert said(tmp_path / "a", page(how), d=text) == [
        "CX205: w is '-2', not a number of 0 or more"
    ]
    assert said(tmp_path / "b", page(how, kpi="where: t = 'b'"), d=text) == []


@pytest.mark.parametrize(
    "how", ["{mean: {column: v, weight: c}}", "{mean: {sum: v, count: c}}", "{mean: v}"]
)
def test_rows_without_a_weight_are_in_no_total(tmp_path, how):
    lines = ["4,2,1,2", "5,3,,1", "6,1,2,", "7,1,0.5,1"]
    found = march(tmp_path, how, "v,c,w,f", *lines, dataset=SURVEY)
    sums = {"column": (5, 4.5, 19.5), "sum: ": (5, 4.5, 11.5)}
    expected = next((of for key, of in sums.items() if key in how), (3, 2.5, 11.5))
    assert (found.n, found.denominator, found.numerator, found.left_out) == (*expected, 2)


@pytest.mark.parametrize(
    ("how", "key"),
    [
        ('{mean: "v > 1"}', "mean.column"),
        ("{mean: (b)}", "mean.column"),
        ("{median: b}", "median"),
        ('{percentile: {of: "v > 1", p: 90}}', "percentile.of"),
    ],
)
def test_no_mean_is_taken_of_yes_and_no(tmp_path, how, key):
    dataset = "date: day\ncolumns: {b: {type: boolean}}"
    of = "v > 1" if "v > 1" in how else "(b)" if "(b)" in how else "b"
    text = rows("day,v,b", "2026-03-01,1,yes", "2026-03-02,2,no")
    assert said(tmp_path, page(how, dataset), d=text) == [
        f"CX135: kpis.k.measure.{key} is true or false, not a number; "
        f"for how often it is true, write {{share: {{that: {of}}}}}"
    ]


def test_ratio_of_two_datasets(tmp_path):
    text = """
        datasets:
          orders: {file: orders.csv, date: day}
          complaints: {file: complaints.csv, date: opened}
        kpis:
          k:
            name: K
            owner: amara
            dataset: complaints
            polarity: lower_is_better
            where: "kind = 'late'"
            measure:
              ratio:
                numerator: {dataset: complaints, count: rows}
                denominator: {dataset: orders, sum: orders, where: "shop <> 'test'"}
                per: 1000
    """
    files = {
        "orders": rows(
            "day,orders,shop",
            "2026-01-31,100,a",
            "2026-02-28,50,a",
            "2026-02-28,7,test",
            "2026-03-31,80,b",
            "2026-04-30,9,a",
        ),
        "complaints": rows("opened,kind", "2026-01-05,late", "2026-01-09,rude", "2026-03-02,late"),
    }
    found = parts(measure(tmp_path, text, AS_OF, **files))
    counted = {start[:7]: (p.numerator, p.denominator) for (start, _), p in found.items()}
    # February has no complaint and counts as none; of April nobody knows.
    assert counted == {"2026-01": (1, 100), "2026-02": (0, 50), "2026-03": (1, 80)}


def test_count_is_zero_only_between_the_first_row_and_the_last(tmp_path):
    text = rows("day,kind", "2026-01-05,a", "2026-03-09,b")
    found = parts(measure(tmp_path, page("{count: rows}"), AS_OF, d=text))
    assert {start[:7]: p.numerator for (start, _), p in found.items()} == {
        "2026-01": 1,
        "2026-02": 0,
        "2026-03": 1,
    }
    only_a = page("{count: rows}", kpi="where: \"kind = 'a'\"")
    found = parts(measure(tmp_path, only_a, AS_OF, d=text))
    assert [p.numerator for p in found.values()] == [1, 0, 0]


def test_percentiles_are_type_7(tmp_path, root):
    known = json.loads((root / "tests/vectors/statistics.json").read_text())["quantiles"]
    for p, expected in zip(known["p"], known["type7"], strict=True):
        how = f"{{percentile: {{of: v, p: {100 * p:g}}}}}"
        assert march(tmp_path, how, "v", *known["x"]).value == pytest.approx(expected, rel=1e-12)


CASES = {
    "in time": ("2026-03-02,2026-03-12", (1, 1)),
    "a day late": ("2026-03-02,2026-03-13", (1, 0)),
    "open and late": ("2026-03-02,", (1, 0)),
    "never opened": (",2026-03-02", (0, 0)),
    "closed before it was opened": ("2026-03-05,2026-03-02", (0, 0)),
    "due on the day itself": ("2026-06-05,", (0, 0)),
    "due the day before": ("2026-06-04,", (1, 0)),
    "not due, though closed": ("2026-06-10,2026-06-11", (0, 0)),
}


@pytest.mark.parametrize(("line", "expected"), CASES.values(), ids=CASES)
def test_within_days_of_those_due(tmp_path, line, expected):
    how = "{within: {from: opened, to: closed, days: 10}}"
    # One case more, of the same month, that is due and was in time.
    month = line[5:7] if line[0] != "," else "03"
    line, other = f"2026-{month}-02,{line}", f"2026-{month}-02,2026-02-02,2026-02-03"
    found = measure(tmp_path, page(how), AS_OF, d=rows("day,opened,closed", line, other))
    (one,) = parts(found).values()
    assert (one.denominator - 1, one.numerator - 1) == expected


@pytest.mark.parametrize(
    ("limit", "closed", "met"),
    [
        ("hours: 4", "2026-03-06 13:00", True),
        ("hours: 4", "2026-03-06 13:00:01", False),
        ("days: 2", "2026-03-06", True),  # no time of day: not before it was opened
        ("workdays: 2", "2026-03-10 23:00", True),
        ("workdays: 2", "2026-03-11 00:00", False),
        ("workdays: 0.5", "2026-03-08 10:00", True),
    ],
)
def test_within_hours_and_workdays(tmp_path, limit, closed, met):
    # Opened on a Friday.
    how = f"{{within: {{from: opened, to: closed, {limit}}}}}"
    found = march(tmp_path, how, "opened,closed", f"2026-03-06 09:00,{closed}")
    assert (found.denominator, found.numerator) == (1, int(met))


GIVEN = rows(
    "day,region,channel,v",
    "2026-03-31,,,50",
    "2026-03-31,North,,40",
    "2026-03-31,South,,60",
    "2026-03-31,,app,45",
    "2026-03-31,North,app,35",
)


def test_rows_with_blank_segments_are_the_totals_of_given_values(tmp_path):
    text = page("{value: v}", kpi="by: [region, channel, [region, channel]]")
    found = measure(tmp_path, text, AS_OF, d=GIVEN)
    assert {(f.by, f.segment): f.parts.value for f in found.facts} == {
        ((), ()): 50,
        (("region",), ("North",)): 40,
        (("region",), ("South",)): 60,
        (("channel",), ("app",)): 45,
        (("region", "channel"), ("North", "app")): 35,
    }


BY = rows(
    "day,region,channel,v",
    "2026-03-01,North,app,1",
    "2026-03-02, North ,web,2",
    "2026-03-03,,app,4",
    "2026-03-04,n/a,web,8",
    "2026-03-05,Nth,app,16",
    "2026-03-06,South,APP,32",
)


def test_segments_and_crossings(tmp_path):
    dataset = "date: day\nmissing: ['', N/A]\ncolumns: {region: {rename: {Nth: North}}}"
    text = page("{sum: v}", dataset, "by: [region, [region, channel]]")
    found = measure(tmp_path, text, AS_OF, d=BY)
    assert {f.segment: f.parts.numerator for f in found.facts} == {
        (): 63,
        (None,): 12,
        ("North",): 19,
        ("South",): 32,
        (None, "app"): 4,
        (None, "web"): 8,
        ("North", "app"): 17,
        ("North", "web"): 2,
        ("South", "APP"): 32,
    }


def test_many_new_names_and_a_number_as_a_segment(tmp_path):
    renames = ", ".join(f"'{at}': 'Shop {at % 2}'" for at in range(30))
    dataset = f"date: day\ncolumns: {{shop: {{rename: {{{renames}}}}}}}"
    text = rows("day,shop,v", *(f"2026-03-{at + 1:02},{at},{at}" for at in range(31)))
    found = measure(tmp_path, page("{sum: v}", dataset, "by: [shop, v]"), AS_OF, d=text)
    by_shop = {f.segment[0]: f.parts.numerator for f in found.facts if f.by == ("shop",)}
    assert by_shop == {"30": 30, "Shop 0": 210, "Shop 1": 225}
    by_value = {f.segment[0]: f.parts.numerator for f in found.facts if f.by == ("v",)}
    assert by_value == {str(at): at for at in range(31)}


def test_where_of_dataset_and_kpi(tmp_path):
    dataset = "date: day\nwhere: \"channel <> 'test'\""
    lines = ("1,app,a", "2,test,a", "4,app,b", "8,app,", "16,,a")
    options = {"dataset": dataset, "kpi": "where: \"kind = 'a'\""}
    found = march(tmp_path, "{sum: v}", "v,channel,kind", *lines, **options)
    # A blank that is compared with a word is no loss: it is simply not that word.
    assert (found.numerator, found.unknown) == (1, 0)
    not_b = {"dataset": dataset, "kpi": "where: \"kind <> 'b'\""}
    assert march(tmp_path / "b", "{sum: v}", "v,channel,kind", *lines, **not_b).unknown == 1


def test_date_of_its_own_and_a_coarser_period(tmp_path):
    text = rows(
        "day,closed,v", "2026-01-05,2026-02-05,1", "2026-01-06,2026-04-01,2", "2026-02-07,,4"
    )
    own = page("{sum: v}", kpi="date: closed\nperiod: quarter")
    found = parts(measure(tmp_path, own, "2026-07-15", "2026-06", d=text))
    assert {key: p.numerator for key, p in found.items()} == {
        ("2026-01-01", "2026-03-31"): 1,
        ("2026-04-01", "2026-06-30"): 2,
    }


@pytest.mark.parametrize("marker", ["N/A", "n/a", " N/a ", "\t", "99", ""])
def test_markers_of_missing_answers_whatever_the_case(tmp_path, marker):
    dataset = "date: day\nmissing: ['', 'N/A ']\ncolumns: {v: {type: number, missing: ['99']}}"
    found = march(tmp_path, "{mean: v}", "v", "1", marker, "3", dataset=dataset)
    assert (found.n, found.numerator, found.left_out) == (2, 4, 1)


def test_times_holds_before_the_scale(tmp_path):
    dataset = "date: day\ncolumns: {v: {times: 100, scale: [0, 100]}}"
    found = march(tmp_path, "{mean: v}", "v", "0.29", "1", dataset=dataset)
    assert found.numerator == pytest.approx(129, rel=1e-12)
    with pytest.raises(Problems) as error:
        march(tmp_path, "{mean: v}", "v", "0.29", "1.01", dataset=dataset)
    assert [problem.code for problem in error.value.found] == ["CX205"]


def test_sums_of_pence_and_of_millions_keep_their_digits(tmp_path):
    values = [0.01, 1e12, 0.02, 123456789.123456]
    found = march(tmp_path, "{mean: v}", "v", *(repr(value) for value in values))
    assert found.numerator == pytest.approx(sum(values), rel=1e-15)
    assert found.squares == pytest.approx(sum(v * v for v in values), rel=1e-15)


def test_columns_that_differ_in_case_alone(tmp_path):
    found = march(tmp_path, "{ratio: {numerator: v, denominator: V}}", "v,V", "1,10", "2,20")
    assert (found.numerator, found.denominator) == (3, 30)


def test_names_of_ours_and_of_sql_may_be_columns(tmp_path):
    found = march(tmp_path, '{sum: \'"$keep" + "select"\'}', "$keep,select", "1,10", "2,20")
    assert found.numerator == 33


@pytest.mark.parametrize("name", ["$day", "$DAY", "$when", "$start", "raw of $day", "cast of x"])
@pytest.mark.parametrize("how", ["sum", "median", "distinct", "value"])
def test_names_of_ours_may_stand_beside_a_date(tmp_path, name, how):
    text = rows(f"date,{name},x", "2026-03-01,4,7")
    column = f"'\"{name}\"'" if how in ("sum", "median") else name
    page_text = page(f"{{{how}: {column}}}", f"date: date\nunique: ['{name}', x]")
    found = parts(measure(tmp_path, page_text, AS_OF, d=text))[MARCH]
    assert (found.n, found.value or found.numerator) == (1, 1 if how == "distinct" else 4)


@pytest.mark.parametrize(
    "name",
    ["rows", "DAYS", "t1", "block", "start", "end", "first", "$block", "raw of v", "file", "$day"],
)
def test_segments_may_have_any_name(tmp_path, name):
    text = rows(f"date,{name},v", "2026-03-01,a,1", "2026-03-02,b,2")
    for how in ("sum", "median", "distinct"):
        found = measure(
            tmp_path, page(f"{{{how}: v}}", "date: date", f"by: ['{name}']"), AS_OF, d=text
        )
        assert {fact.segment for fact in found.facts} == {(), ("a",), ("b",)}


def test_the_mean_of_hospitals_is_not_the_mean(tmp_path):
    lines = ["9,10", "1,100"]
    found = march(tmp_path, "{ratio: {numerator: a, denominator: b}}", "a,b", *lines)
    assert found.numerator / found.denominator == pytest.approx(10 / 110)
    assert found.numerator / found.denominator != pytest.approx(fmean([0.9, 0.01]))
