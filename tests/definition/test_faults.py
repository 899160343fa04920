"""Every fault gets its line, once, in plain words, at the place that helps."""

import pytest

from tests.definition.pages import PAGE, examined, lines, page

OWNER = "    owner: amara\n"
MEASURE = "{nps: score}"
FILE = "    file: surveys.csv\n"
POLARITY = "polarity: higher_is_better"
SECOND = """\
  effort:
    name: Effort
    owner: jonas
    dataset: surveys
    measure: {mean: effort}
    polarity: lower_is_better
"""

KPI_FAULTS = [
    ("decimals: two", "17:15: error: CX110: kpis.nps.decimals is 'two', not a whole number"),
    ("unit: 7", "17:11: error: CX110: kpis.nps.unit is 7, not text; put it in quotes"),
    ("unit: ''", "17:11: error: CX110: kpis.nps.unit is empty"),
    ("per_day: yes", "17:14: error: CX110: kpis.nps.per_day is 'yes', not true or false"),
    ("where: true", "17:12: error: CX110: kpis.nps.where is true, not text; put it in quotes"),
    (
        "contributors: [jonas]",
        "17:19: error: CX110: kpis.nps.contributors is a list, not a mapping",
    ),
    ("benchmark: 7", "17:16: error: CX110: kpis.nps.benchmark is 7, not a mapping of keys"),
    ("breaks: spring", "17:13: error: CX110: kpis.nps.breaks is 'spring', not a list"),
    ("description:", "17:5: error: CX110: kpis.nps.description is empty; give it a value or"),
    ("target: []", "17:13: error: CX110: kpis.nps.target is empty"),
    (
        f"unit: {'x' * 60}\n    decimals: {'y' * 60}",
        f"18:15: error: CX110: kpis.nps.decimals is '{'y' * 40}…'",
    ),
    ("kind: outcom", "17:11: error: CX111: kpis.nps.kind is 'outcom'; did you mean 'outcome'?"),
    (
        "period: fortnight",
        "17:13: error: CX111: kpis.nps.period is 'fortnight'; it must be one of:",
    ),
    ("period: [week]", "17:13: error: CX111: kpis.nps.period is a list; it must be one of:"),
    ("minimum_base: -1", "17:19: error: CX112: kpis.nps.minimum_base is -1; it must be at least 0"),
    ("decimals: 10", "17:15: error: CX112: kpis.nps.decimals is 10; it must be at most 9"),
    ("at_risk_within: .inf", "17:21: error: CX110: kpis.nps.at_risk_within is .inf, not a finite"),
    ("owner_: x", "17:5: error: CX101: 'owner_' is not a key of a KPI; did you mean 'owner'?"),
    ("janitor: jonas", "17:5: error: CX101: 'janitor' is not a key of a KPI"),
    ("id: nps", "17:5: error: CX101: 'id' is not a key of a KPI"),
    ("target: {valu: 3}", "17:14: error: CX101: 'valu' is not a key of a target; did you mean"),
    (
        "date: {colum: x}",
        "17:12: error: CX101: 'colum' is not a key of a date; did you mean 'column'",
    ),
    ("breaks: [{from: 2026-01}]", "17:14: error: CX104: kpis.nps.breaks[0] has no 'reason'"),
    ("unit: currency", "17:11: error: CX104: kpis.nps.unit is currency, and none is named; add a"),
    ("by: [a, [b, c], [b, c]]", "17:21: error: CX108: 'b × c' stands in 'by' a second time"),
    ("ignore: [{period: 2026, reason: a}, {period: '2026', reason: b}]", "17:50: error: CX108: "),
    ("over_time: first_denominator", "17:16: error: CX116: kpis.nps.over_time cannot be"),
    ("at_risk_within: 3", "17:5: warning: CX117: kpis.nps.at_risk_within has no effect without"),
    ("per_day: true", "17:5: warning: CX117: kpis.nps.per_day has no effect; it is for sum and"),
    ("group: loyalty", "17:12: error: CX121: there is no group 'loyalty'; none is defined"),
    ("journey: buy", "17:14: error: CX122: there is no stage or moment 'buy'; none is defined"),
    (
        "contributors: {jons: x}",
        "17:20: error: CX120: there is no owner 'jons'; did you mean 'jonas'?",
    ),
    (
        "contributors: {jonas: x, amara: y}",
        "17:30: warning: CX117: amara owns kpis.nps, and is named as a contributor to it as well",
    ),
    ("target: high", "17:13: error: CX140: kpis.nps.target is 'high', not a target; give a number"),
    ("target: true", "17:13: error: CX140: kpis.nps.target is true, not a target; give a number"),
    ("target: {reason: x}", "17:13: error: CX140: kpis.nps.target has neither a value nor a range"),
    ("target: {value: 1, low: 0}", "17:13: error: CX140: kpis.nps.target has a value and a range;"),
    ("target: {low: 3, high: 3}", "17:19: error: CX140: kpis.nps.target.low is 3, not below high"),
    (
        "target: {low: 3}",
        "17:13: error: CX140: kpis.nps.target is a range, and the KPI is higher_is",
    ),
    ("target: [{value: 1}, {value: 2}]", "17:26: error: CX140: kpis.nps.target[1] has no 'from'"),
    ("target: [{from: 2026-4, value: 2}]", "17:21: error: CX141: '2026-4' is not a period of this"),
    ("breaks: [{from: x, reason: y}]", "17:21: error: CX141: 'x' is not a period of this calendar"),
    (
        "target: [{from: 2026-04, value: 1}, {from: 2026-01, value: 2}]",
        "17:48: error: CX140: 2026-01 does not come after the target before it; put targets in",
    ),
    (
        "benchmark: {value: 3, source: s, date: May}",
        "17:44: error: CX141: 'May' is not a period of",
    ),
    ("target: {file: a.csv}", "17:13: error: CX145: there is no file 'a.csv'"),
    ("target: {file: ../a.csv}", "17:13: error: CX144: '../a.csv' lies outside the folder of kpis"),
    ("target: {file: '*.yaml', value: 3}", "17:14: error: CX101: 'file' is not a key of a target"),
]


@pytest.mark.parametrize(("text", "line"), KPI_FAULTS, ids=[text[:30] for text, _ in KPI_FAULTS])
def test_a_faulty_key_of_a_kpi(text, line):
    found = examined(page(text))
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(f"kpis.yaml:{line}")


MEASURE_FAULTS = [
    ("nps", "15:14: error: CX139: kpis.nps.measure is only a name; write {nps: …}"),
    ("[]", "15:14: error: CX139: kpis.nps.measure is a list, not a measure; write {name: …} with"),
    (
        "{nps: a, mean: b}",
        "15:14: error: CX139: kpis.nps.measure names 2 measures: nps, mean; a KPI",
    ),
    ("{npss: a}", "15:15: error: CX136: there is no measure 'npss'; did you mean 'nps'?"),
    (
        "{average: a}",
        "15:15: error: CX136: there is no measure 'average'; did you mean 'mean'?",
    ),
    ("{nps: 3}", "15:20: error: CX110: kpis.nps.measure.nps is 3, not text; put it in quotes"),
    ("{nps: {}}", "15:15: error: CX137: kpis.nps.measure.nps takes a column, or all of: promoters"),
    (
        "{nps: {promoters: a}}",
        "15:15: error: CX137: kpis.nps.measure.nps takes a column, or all of",
    ),
    ("{nps: {promotors: a}}", "15:21: error: CX101: 'promotors' is not a key of nps; did you mean"),
    ("{share: a > 1}", "15:22: error: CX110: kpis.nps.measure.share is 'a > 1', not a mapping of"),
    ("{share: {of: x}}", "15:15: error: CX104: kpis.nps.measure.share has no 'that'"),
    ("{mean: {sum: a}}", "15:15: error: CX137: kpis.nps.measure.mean takes a column, or both of"),
    ("{mean: {sum: a, count: b, weight: c}}", "15:40: error: CX137: kpis.nps.measure.mean.weight"),
    ("{sum: {of: a}}", "15:25: error: CX110: kpis.nps.measure.sum.of is a mapping, not text"),
    (
        "{percentile: {of: a}}",
        "15:15: error: CX104: kpis.nps.measure.percentile has no 'p'; add it, as p: 90",
    ),
    ("{median: 3}", "15:23: error: CX110: kpis.nps.measure.median is 3, not text; put it in"),
    ("{percentile: {of: a, p: 101}}", "15:38: error: CX112: kpis.nps.measure.percentile.p is 101"),
    (
        "{within: {from: a, to: b}}",
        "15:15: error: CX137: kpis.nps.measure.within takes exactly one",
    ),
    ("{within: {from: a, days: 3}}", "15:15: error: CX104: kpis.nps.measure.within has no 'to'"),
    (
        "{within: {from: a, to: b, days: 0}}",
        "15:46: error: CX112: kpis.nps.measure.within.days is 0",
    ),
    ("{top_box: {column: a}}", "15:15: error: CX137: kpis.nps.measure.top_box takes either"),
    ("{top_box: {column: a, at_least: 9, scale: [1, 5]}}", "15:36: error: CX137: "),
    ("{top_box: {column: a, at_least: 9, scale: [5, 1]}}", "15:56: error: CX112: "),
    ("{top_box: {column: a, at_least: 4, scale: [1, 2, 3]}}", "15:56: error: CX112: "),
    ("{low_box: {column: a}}", "15:15: error: CX104: "),
    ("{low_box: {column: a, at_most: 9, scale: [1, 5]}}", "15:36: error: CX137: "),
    ("{low_box: {column: a, at_most: 2, scale: [5, 1]}}", "15:55: error: CX112: "),
    ("{top_box: {column: a, good: x, scale: [1, 5]}}", "15:45: error: CX137: "),
    ("{top_box: {column: a, at_least: 4, of: [x]}}", "15:49: error: CX137: "),
    ("{top_box: {column: a, good: [x], of: [y]}}", "15:36: error: CX137: "),
    ("{ratio: {numerator: {}, denominator: a}}", "15:23: error: CX137: kpis.nps.measure.ratio.nu"),
    ("{ratio: {numerator: {count: x}, denominator: a}}", "15:42: error: CX137: "),
    (
        "{ratio: {numerator: a, denominator: {dataset: orders, count: rows}}}",
        "15:60: error: CX123: ",
    ),
    ("{value: a}\n    window: 3", "16:5: error: CX116: kpis.nps.window pools periods, which this"),
    ("{value: a}\n    over_time: pool", "16:16: error: CX116: kpis.nps.over_time cannot be 'pool'"),
]


@pytest.mark.parametrize(("text", "line"), MEASURE_FAULTS, ids=[m[:40] for m, _ in MEASURE_FAULTS])
def test_a_faulty_measure(text, line):
    found = examined(page(old=MEASURE, new=text))
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(f"kpis.yaml:{line}")
    assert found.definition is None or "CX116" in lines(found)[0]


COMMON = "common ones are: utf-8, utf-16, latin-1, cp1252, iso-8859-15, mac-roman, ascii"
DATASET_FAULTS = [
    (
        "files: [b.csv]",
        "9:12: error: CX114: datasets.surveys has both 'file' and 'files'; keep one",
    ),
    ("encoding: uft-8", "9:15: error: CX115: there is no encoding 'uft-8'; did you mean 'utf-8'?"),
    *(
        (f"encoding: {name}", f"9:15: error: CX115: there is no encoding '{name}'; {COMMON}")
        for name in ("idna", "undefined", "punycode", "unicode_escape", "rot13", "base64", "zlib")
    ),
    ("delimiter: '::'", "9:16: error: CX112: the delimiter is '::', not one character; "),
    ("decimal: ';'", "9:14: error: CX112: the decimal sign is ';'; it must be '.' or ','"),
    ("thousands: x", "9:16: error: CX112: the thousands separator is 'x'; "),
    ("thousands: .", "9:16: error: CX114: '.' cannot separate thousands and be the decimal sign"),
    ("header: 0", "9:13: error: CX112: datasets.surveys.header is 0; it must be at least 1"),
    (
        "bad_rows: few",
        "9:15: error: CX111: datasets.surveys.bad_rows is 'few'; write error, skip or",
    ),
    ("bad_rows: {skip: 3}", "9:15: error: CX111: datasets.surveys.bad_rows is a mapping; write"),
    (
        "bad_rows: {skip_up_to: 1}",
        "9:28: error: CX111: datasets.surveys.bad_rows is 1, not a percentage",
    ),
    (
        "bad_rows: {skip_up_to: 200%}",
        "9:28: error: CX112: datasets.surveys.bad_rows would skip up to 200%; it must be at most",
    ),
    ("bad_rows: {skip_up_to: 100.5 %}", "9:28: error: CX112: "),
    ("delimiter: '\"'", "9:16: error: CX112: the delimiter is a quote, which encloses cells; "),
    (
        "missing: [true]",
        "9:15: error: CX110: datasets.surveys.missing[0] is true, not text; put it in",
    ),
    (
        "missing: 99, -1",
        "9:5: warning: CX117: datasets.surveys.missing is one text, '99, -1', and not 2; did you "
        'mean [99, -1]? if not, write ["99, -1"]',
    ),
    (
        "columns: {a: {missing: N/A;none;9}}",
        "9:19: warning: CX117: datasets.surveys.columns.a.missing is one text, 'N/A;none;9', and "
        'not 3; did you mean ["N/A", "none", 9]? if not, write ["N/A;none;9"]',
    ),
    (
        "columns: {a: {scale: [3, 1]}}",
        "9:26: error: CX112: datasets.surveys.columns.a.scale runs from",
    ),
    ("columns: {a: {scale: [3]}}", "9:26: error: CX112: datasets.surveys.columns.a.scale has too"),
    (
        "columns: {a: {scale: []}}",
        "9:26: error: CX112: datasets.surveys.columns.a.scale has too few",
    ),
    ("columns: {a: {type: text, scale: [1, 3]}}", "9:31: error: CX116: only numbers have a scale"),
    ("columns: {a: {type: text, times: 3}}", "9:31: error: CX116: only numbers can be multiplied"),
    (
        "columns: {a: {format: '%d'}}",
        "9:19: error: CX116: only dates have a format; add type: date",
    ),
    ("columns: {a: {type: date, format: x}}", "9:39: error: CX115: 'x' is not a date format; "),
    (
        "columns: {a: {type: numbr}}",
        "9:25: error: CX111: datasets.surveys.columns.a.type is 'numbr'",
    ),
    ("columns: {a: {rename: r.csv}}", "9:27: error: CX145: there is no file 'r.csv'"),
    ("wide: {label: a, months: m, rows: {x: y}}", "9:30: error: CX115: 'm' is not a date format"),
    (
        "wide: {label: a, months: '%b', rows: {}}",
        "9:42: error: CX110: datasets.surveys.wide.rows is",
    ),
    ("on_duplicate: first", "9:5: warning: CX117: datasets.surveys.on_duplicate has no effect"),
    ("reading: {}", "9:5: error: CX101: 'reading' is not a key of a dataset"),
    ("header: 0", "9:13: error: CX112: datasets.surveys.header is 0; it must be at least 1"),
    (
        "header: first",
        "9:13: error: CX110: datasets.surveys.header is no line of the file; write the",
    ),
    ("header: {lines: []}", "9:13: error: CX110: datasets.surveys.header is no line of the file"),
    ("header: {line: 1}", "9:13: error: CX110: datasets.surveys.header is no line of the file"),
    (
        "header: {lines: [2, 1]}",
        "9:13: error: CX112: datasets.surveys.header names lines that do not follow one another",
    ),
    ("skip_after_header: -1", "9:24: error: CX112: datasets.surveys.skip_after_header is -1"),
    ("sheet: 2026", "9:12: error: CX110: datasets.surveys.sheet names 2026; put the sheet's name"),
    ("sheet: []", "9:12: error: CX110: datasets.surveys.sheet is empty"),
    ("sheet: [Jan, Jan]", "9:12: error: CX114: datasets.surveys.sheet names 'Jan' twice"),
    ("sheet: [Jan, '*']", "9:12: error: CX114: datasets.surveys.sheet names '*', all sheets"),
    ("footer: []", "9:13: error: CX110: datasets.surveys.footer is empty"),
    ("footer: ['']", "9:14: error: CX110: datasets.surveys.footer[0] is empty"),
    ("totals: {}", "9:13: error: CX110: datasets.surveys.totals is empty"),
    ("totals: [All]", "9:13: error: CX110: datasets.surveys.totals is a list, not a mapping"),
    ("totals: {region: []}", "9:22: error: CX110: datasets.surveys.totals.region is empty"),
    (
        "columns: {a: {fill: up}}",
        "9:25: error: CX111: datasets.surveys.columns.a.fill is 'up'; it must be one of: down",
    ),
    (
        "columns: {a: {from: 0}}",
        "9:25: error: CX112: datasets.surveys.columns.a.from is 0; columns are counted from 1",
    ),
    (
        "columns: {a: {from: 1.5}}",
        "9:25: error: CX110: datasets.surveys.columns.a.from is no column of the file; write a",
    ),
    ("where: a = 1\n    wher: b", "10:5: error: CX101: 'wher' is not a key of a dataset; did you"),
    ("bad_rows: [skip]", "9:15: error: CX111: datasets.surveys.bad_rows is a list; write error"),
]


@pytest.mark.parametrize(
    "missing", ['["99, 98"]', '"99,5"', '"Yes, very often"', '","', "99", '"a, b and c"', '"a,"']
)
def test_what_is_missing_may_be_one_text(missing):
    assert lines(examined(page(old=FILE, new=f"{FILE}    missing: {missing}\n"))) == []


@pytest.mark.parametrize(("text", "line"), DATASET_FAULTS, ids=[m[:40] for m, _ in DATASET_FAULTS])
def test_a_faulty_key_of_a_dataset(text, line):
    found = examined(page(old=FILE, new=f"{FILE}    {text}\n"))
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(f"kpis.yaml:{line}")


PAGE_FAULTS = [
    ("version: 1\n", "", "1:1: error: CX104: kpis.yaml has no 'version'"),
    ("version: 1", "version: 2", "1:10: error: CX112: version is 2; this cxscore reads version 1"),
    ("version: 1", "version: one", "1:10: error: CX110: version is 'one', not a whole number"),
    (
        "scorecard",
        "scorcard",
        "2:1: error: CX101: 'scorcard' is not a key of kpis.yaml; did you mean",
    ),
    (
        "title: ",
        "titel: ",
        "2:13: error: CX101: 'titel' is not a key of the scorecard; did you mean",
    ),
    (
        "title: Customer experience",
        "title: 7",
        "2:20: error: CX110: scorecard.title is 7, not text;",
    ),
    ("2026-07-06", "2026-02-30", "2:48: error: CX113: scorecard.as_of is '2026-02-30', a day that"),
    (
        "2026-07-06",
        "today",
        "2:48: error: CX113: scorecard.as_of is 'today', not a day; write days as",
    ),
    ("2026-07-06", "7", "2:48: error: CX113: scorecard.as_of is 7, not a day; write days as"),
    (
        "2026-07-06",
        "2026-07-06, sponsor: bob",
        "2:69: error: CX120: there is no owner 'bob'; there",
    ),
    ("2026-07-06", "2026-07-06, number_format: x_y", "2:75: error: CX115: "),
    ("{name: Amara Osei}", "{name: A, email: a}", "4:27: error: CX115: owners.amara.email is 'a'"),
    ("{name: Amara Osei}", "{name: A, deputy: b}", "4:28: error: CX120: there is no owner 'b'"),
    ("{name: Amara Osei}", "{role: A}", "4:3: error: CX104: owners.amara has no 'name'"),
    ("{name: Amara Osei}", "Amara", "4:10: error: CX110: owners.amara is 'Amara', not a mapping"),
    (
        "  amara: ",
        "  1amara: {name: X}\n  amara: ",
        "4:3: error: CX107: '1amara' cannot be an id; ",
    ),
    (FILE, "", "7:3: error: CX104: datasets.surveys has no 'file'"),
    (FILE, "    files: []\n", "8:12: error: CX110: datasets.surveys.files is empty"),
    (FILE, "    flie: a.csv\n", "8:5: error: CX101: 'flie' is not a key of a dataset; did you"),
    (FILE, "    fiels: [a.csv]\n", "8:5: error: CX101: 'fiels' is not a key of a dataset; did"),
    (FILE, f"{FILE}    unique: []\n", "9:13: error: CX110: datasets.surveys.unique is empty"),
    (
        FILE,
        f"{FILE}    sheet: Data\n",
        "9:5: warning: CX117: datasets.surveys.sheet has no effect: surveys.csv is no workbook",
    ),
    (
        FILE,
        "    files: [{file: a.xlsx}, {file: b.csv.gz, sheet: x}]\n",
        "8:46: warning: CX117: datasets.surveys.files[1].sheet has no effect: b.csv.gz is no",
    ),
    (FILE, "    file: [a.csv]\n", "8:11: error: CX110: datasets.surveys.file is a list; name"),
    (
        "    date: answered\n",
        "",
        "7:3: error: CX104: datasets.surveys has no 'date'; name the column",
    ),
    (
        "date: answered",
        "date: {year: y}",
        "9:5: error: CX104: datasets.surveys.date has no 'month'",
    ),
    (
        "date: answered",
        "date: {year: 17, month: m}",
        "9:18: error: CX112: datasets.surveys.date.year is 17; it must be from 1900 to 9998",
    ),
    (
        "date: answered",
        "date: {year: y, month: 13}",
        "9:28: error: CX112: datasets.surveys.date.month is 13; it must be from 1 to 12",
    ),
    (
        "date: answered",
        "date: {year: 2025, month: 2, day: 29}",
        "9:11: error: CX113: datasets.surveys.date is a day that does not exist",
    ),
    (
        "date: answered",
        "date: {year: [y], month: m}",
        "9:18: error: CX110: datasets.surveys.date.year is no part of a date; name a column, or",
    ),
    ("date: answered", "date: {fixed: May}", "9:19: error: CX113: datasets.surveys.date.fixed is"),
    ("date: answered", "date: {column: d, format: x}", "9:31: error: CX115: 'x' is not a date"),
    (OWNER, "", "11:3: error: CX104: kpis.nps has no 'owner'; add one of: amara, jonas"),
    (OWNER, "    ownr: amara\n", "13:5: error: CX101: 'ownr' is not a key of a KPI; did you mean"),
    (
        OWNER,
        "    owner: amra\n",
        "13:12: error: CX120: there is no owner 'amra'; did you mean 'ama",
    ),
    (OWNER, "    owner: Amara Osei\n", "13:12: error: CX120: there is no owner 'Amara Osei'; did"),
    (
        "    dataset: surveys\n",
        "",
        "11:3: error: CX104: kpis.nps has no 'dataset'; add one of: sur",
    ),
    ("    dataset: surveys\n", "    dataset:\n", "14:5: error: CX110: kpis.nps.dataset is empty; "),
    (
        "dataset: surveys",
        "dataset: survey",
        "14:14: error: CX123: there is no dataset 'survey'; did",
    ),
    (
        "    measure: {nps: score}\n",
        "",
        "11:3: error: CX104: kpis.nps has no 'measure'; add one of",
    ),
    (
        "higher_is_better",
        "up",
        "16:15: error: CX111: kpis.nps.polarity is 'up'; did you mean 'higher_is_better'?",
    ),
    (
        "  nps:\n",
        "  n.ps:\n",
        "11:3: error: CX107: 'n.ps' cannot be an id; an id is a letter, then",
    ),
]


@pytest.mark.parametrize(("old", "new", "line"), PAGE_FAULTS)
def test_a_faulty_page(old, new, line):
    found = examined(page(old=old, new=new))
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(f"kpis.yaml:{line}")


TOP_FAULTS = [
    (
        "calendar: {period: fortnight}",
        "20: error: CX111: calendar.period is 'fortnight'; it must be",
    ),
    ("calendar: {period: 3}", "20: error: CX111: calendar.period is 3; it must be one of: "),
    ("calendar: {period: {fil: a}}", "20: error: CX111: calendar.period is not {file: …}; name"),
    ("calendar: {period: {file: a.csv}}", "20: error: CX145: there is no file 'a.csv'"),
    (
        "calendar: {fiscal_year_starts: apr}",
        "32: error: CX111: calendar.fiscal_year_starts is 'apr'",
    ),
    (
        "calendar: {fiscal_year_starts: 13}",
        "32: error: CX111: calendar.fiscal_year_starts is 13, not a month",
    ),
    (
        "calendar: {timezone: Europe/Londn}",
        "22: error: CX115: there is no time zone 'Europe/Londn'",
    ),
    (
        "calendar: {timezone: Nowhere}",
        "22: error: CX115: there is no time zone 'Nowhere'; name one",
    ),
    ("calendar: month", "11: error: CX110: calendar is 'month', not a mapping of keys"),
    ("currency: pounds", "11: error: CX115: currency is 'pounds'; write its three letters, as GBP"),
    ("groups: {a: b}", "9: error: CX110: groups is a mapping, not a list"),
    ("groups: [{id: a b, name: A}]", "15: error: CX107: 'a b' cannot be an id; an id is a letter"),
    ("groups: [{id: a, name: A}, {id: a, name: B}]", "33: error: CX108: 'a' stands in groups a"),
    ("journey: [{id: a, name: A, moments: [{id: a, name: B}]}]", "43: error: CX108: 'a' stands in"),
    ("registers: {action: a.csv}", "13: error: CX101: 'action' is not a key of registers; did you"),
    (
        "calendar: {period: week, fiscal_year_starts: may}",
        "26: warning: CX117: calendar.fiscal_year",
    ),
]


@pytest.mark.parametrize(("text", "line"), TOP_FAULTS)
def test_a_faulty_key_at_the_top(text, line):
    found = examined(page(top=f"{text}\n"))
    assert len(found.problems) == 1
    assert lines(found)[0].startswith(f"kpis.yaml:17:{line}")


@pytest.mark.parametrize("part", ["owners", "datasets", "kpis"])
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("{}", "error: CX110: {} is empty"),
        ("[a]", "error: CX110: {} is a list, not a mapping of ids"),
        ("", "error: CX110: {} is empty; give it a value or remove the key"),
    ],
)
def test_a_part_without_ids(part, value, words):
    parts = dict.fromkeys(("owners", "datasets", "kpis"))
    for name in parts:
        start = PAGE.index(f"{name}:\n")
        ends = [PAGE.index(f"{other}:\n") for other in parts if PAGE.index(f"{other}:\n") > start]
        parts[name] = PAGE[start : min(ends, default=len(PAGE))]
    found = examined(PAGE.replace(parts[part], f"{part}: {value}\n"))
    assert len(found.problems) == 1
    assert words.format(part) in lines(found)[0]


def test_a_measure_of_rows_may_name_its_own_datasets():
    rows = "{dataset: surveys, count: rows}"
    ratio = f"{{ratio: {{numerator: {rows}, denominator: {rows}}}}}"
    found = examined(
        page(old="    dataset: surveys\n    measure: {nps: score}", new=f"    measure: {ratio}")
    )
    assert lines(found) == []


def test_formulas_name_kpis():
    top = SECOND.replace("effort:", "first-contact:") + (
        "  a: {name: A, owner: amara, polarity: neutral, measure: {formula: nps / first}}\n"
        "  b: {name: B, owner: amara, polarity: neutral, measure: {formula: nsp + 1}}\n"
        "  c: {name: C, owner: amara, polarity: neutral, measure: {formula: nps ** 2}}\n"
        "  d: {name: D, owner: amara, polarity: neutral, measure: {formula: 1 + 1}}\n"
        "  e: {name: E, owner: amara, polarity: neutral, measure: {formula: b + nps}}\n"
        "  f: {name: F, owner: amara, polarity: neutral, measure: {formula: nps * 2}}\n"
    )
    found = examined(page(top=top))
    assert [line.split(": ", 2)[2] for line in lines(found)] == [
        "CX124: there is no KPI 'first'; put an id with '-' in quotes, as \"first-contact\"",
        "CX124: there is no KPI 'nsp'; did you mean 'nps'?",
        "CX138: the formula cannot be read: '**' is not allowed; there are + - * / ( ) abs min max",
        "CX138: the formula names no KPI",
    ]
    assert [kpi.id for kpi in found.definition.kpis] == ["nps", "first-contact", "f"]


def test_formulas_in_a_circle_are_said_once():
    top = "".join(
        f"  {a}: {{name: A, owner: amara, polarity: neutral, measure: {{formula: {b} + nps}}}}\n"
        for a, b in ("ab", "bc", "ca", "dd", "ea")
    )
    found = examined(page(top=top))
    assert [line.split("circle: ")[1] for line in lines(found)] == ["a → b → c → a", "d → d"]
    assert [kpi.id for kpi in found.definition.kpis] == ["nps"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("dataset", "surveys"),
        ("where", "a > 1"),
        ("by", "region"),
        ("date", "d"),
        ("target", "{column: c}"),
    ],
)
def test_a_formula_has_no_rows(key, value):
    top = "  f: {name: F, owner: amara, polarity: neutral, measure: {formula: nps}, "
    found = examined(page(top=f"{top}{key}: {value}}}\n"))
    assert f"CX116: kpis.f.{key} means nothing for a formula" in "\n".join(lines(found))


@pytest.mark.parametrize(
    ("polarity", "target", "words"),
    [
        ("in_range", "4", "is one value, and the KPI is to stay in a range; give low and high"),
        ("in_range", "{column: plan}", "is one value, and the KPI is to stay in a range"),
        ("neutral", "4", "warning: CX117: kpis.nps.target gives no status: the KPI is neutral"),
        ("neutral", "{column: plan}", "warning: CX117: kpis.nps.target gives no status"),
        ("lower_is_better", "{low: 1, high: 2}", "is a range, and the KPI is lower_is_better"),
    ],
)
def test_targets_fit_their_polarity(polarity, target, words):
    found = examined(page(f"target: {target}", old="higher_is_better", new=polarity))
    assert len(found.problems) == 1
    assert words in lines(found)[0]


@pytest.mark.parametrize(
    ("own", "calendar", "words"),
    [
        (
            "month",
            "quarter",
            "kpis.nps.period is month; the calendar's is quarter; a KPI's must be",
        ),
        ("quarter", "year", "kpis.nps.period is quarter; the calendar's is year"),
        ("month", "periods.csv", "the calendar's is listed; years can be made of listed"),
        ("year", "periods.csv", ""),
        ("month", "month", ""),
        ("quarter", "week", ""),
    ],
)
def test_periods_of_a_kpi_are_no_finer_than_the_calendars(own, calendar, words):
    text = page(f"period: {own}", top=f"calendar: {{period: {calendar}}}\n")
    listed = "period,start,end,year,number\nP1,2026-01-01,2026-01-28,2026,1\n"
    said = "\n".join(lines(examined(text, periods=listed)))
    assert ("CX142" in said) == bool(words)
    assert words in said


def test_the_example_of_a_period_is_of_the_kpis_own():
    text = page(
        "ignore: [{period: soon, reason: x}]",
        "period: quarter",
        top="calendar: {fiscal_year_starts: april}\n",
    )
    assert lines(examined(text))[0].endswith("calendar; write it like FY2027-Q1")


def test_everything_is_said_in_one_pass_and_in_order():
    text = page(
        "polarty: x",
        "decimals: many",
        old=FILE,
        new=f"{FILE}    delimeter: ';'\n    encoding: uft-8\n"
        "    columns: {a: {type: numbr, scale: [3, 1]}}\n",
        top=SECOND.replace("jonas", "jones").replace("mean:", "meen:"),
    )
    found = examined(text)
    codes = [(problem.line, problem.code) for problem in found.problems]
    assert codes == [
        (9, "CX101"),
        (10, "CX115"),
        (11, "CX111"),
        (11, "CX112"),
        (20, "CX101"),
        (21, "CX110"),
        (24, "CX120"),
        (26, "CX136"),
    ]


def test_what_is_sound_survives():
    found = examined(page("group: loyalt", "decimals: many", top=SECOND.replace("mean", "meen")))
    assert len(found.problems) == 3
    assert [kpi.id for kpi in found.definition.kpis] == ["nps"]
    assert found.definition.kpis[0].decimals is None


def test_warnings_travel_with_the_definition():
    found = examined(page("at_risk_within: 3"))
    assert found.definition.warnings == found.problems


@pytest.mark.parametrize("text", ["", "[a]", "just text", "a: [", "version: 1"])
def test_what_is_hopeless_is_none(text):
    found = examined(text)
    assert found.definition is None
    assert found.problems


def test_a_file_that_is_not_there_is_the_callers_to_say(folder):
    from cxscore.definition import examine

    with pytest.raises(FileNotFoundError):
        examine(folder / "kpis.yaml")
