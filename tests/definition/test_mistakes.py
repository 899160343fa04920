"""What people type by mistake: one line each, and it says what to type."""

import pytest

from cxscore.paths import Refused, resolve
from tests.definition.pages import PAGE, examined, lines, page

MEASURE = "{nps: score}"
DATE = "    date: answered\n"
POLARITY = "polarity: higher_is_better"
OWNERS = "  amara: {name: Amara Osei}\n  jonas: {name: Jonas Lindqvist}\n"


def said(text):
    """Return what is said of *text*, its one problem, without the place's file."""
    (line,) = lines(examined(text))
    return line.removeprefix("kpis.yaml:")


@pytest.mark.parametrize(
    ("kpi", "code", "hint"),
    [
        ("target: 40%", "CX140", "kpis.nps.target is '40%', not a target; write 40"),
        ('target: ">= 40"', "CX140", "write 40"),
        ('target: "40"', "CX140", "write 40, without quotes"),
        ("target: 1,000", "CX140", "write 1000"),
        ("target: 10_000", "CX140", "write 10000"),
        ("target: 4,5", "CX140", "write 4.5"),
        ("target: €40", "CX140", "write 40"),
        ("target: 40-50", "CX140", "{low: …, high: …}"),
        ("target: {2026: 40}", "CX140", "write a list: [{from: 2026, value: 40}]"),
        (
            "target: {2025: 40, 2026: 45.5}",
            "CX140",
            "[{from: 2025, value: 40}, {from: 2026, value: 45.5}]",
        ),
        ("target: [40, 50]", "CX110", "write {from: 2026-01, value: 40}, or one number alone"),
        ("target: [{month: 2026-04, value: 3}]", "CX101", "did you mean 'from'?"),
        ("target: .nan", "CX110", "kpis.nps.target is .nan, not a finite number"),
        ("target: -.inf", "CX110", "kpis.nps.target is -.inf, not a finite number"),
        ("target: 1e400", "CX112", "the number 1e400 is larger than any"),
        ("decimals: 0x" + "f" * 5000, "CX112", "a number of 5 002 digits stands here"),
        ("decimals: .inf", "CX110", "kpis.nps.decimals is .inf, not a whole number"),
        ("decimals: 1.0", "CX110", "write 1"),
        ('minimum_base: "30"', "CX110", "write 30, without quotes"),
        ("minimum_base: 1'000", "CX110", "write 1000"),
        ("at_risk_within: 2,5", "CX110", "write 2.5"),
        ("at_risk_within: 3%", "CX110", "write 3"),
        ("level: 95%", "CX110", "as level: 0.95"),
        ("window: 3 months", "CX110", "write 3"),
        ("window: 1000000000000000", "CX112", "it must be at most 1000"),
        ("population: 20,780", "CX110", "write 20780"),
        ('population: "20780"', "CX110", "write 20780"),
        ("population: 20780.5", "CX110", "is 20780.5, not how many customers there are"),
        ("screen: yes", "CX110", "write true, without quotes"),
        ("seasonal: no", "CX110", "write false, without quotes"),
        ("per_day: 1", "CX110", "write true, without quotes"),
        ("unit: '%'", "CX111", "write percent"),
        ("unit: pct", "CX111", "write percent"),
        ("unit: %", "CX102", "text cannot start with '%'; put it in quotes"),
        ("period: quarterly", "CX111", "did you mean 'quarter'?"),
        ("over_time: average", "CX111", "did you mean 'pool'?"),
        ("breaks: 2026-04", "CX110", "write a list: breaks: [{from: 2026-04, reason: …}]"),
        ("breaks: [2026-04]", "CX110", "write {from: 2026-04, reason: …}"),
        ("breaks: {from: 2026-04, reason: x}", "CX110", "breaks: [{from: …, reason: …}]"),
        ("ignore: [2026-04]", "CX110", "write {period: 2026-04, reason: …}"),
        ("ignore: [{from: 2026-04, reason: x}]", "CX101", "did you mean 'period'?"),
        ("benchmark: 38", "CX110", "write {value: 38, source: …}"),
        ("contributors: [jonas]", "CX110", "write whom, and for what: {jonas: …}"),
        ("drivers: wifi", "CX110", "write a list: drivers: [wifi]"),
        ("by: {region: channel}", "CX110", "write a list of columns, as by: [region]"),
        ("where: [a = 1, b = 2]", "CX110", "write one condition: a = 1 and b = 2"),
        ("where: {region: North}", "CX110", "write a condition, as region = '…'"),
        ("where: 'North' = region", "CX102", "put the whole in quotes: \"'North' = region\""),
        ('where: "First reply" > 5', "CX102", "put the whole in quotes: '\"First reply\" > 5'"),
        ("where: > 40", "CX102", 'put a value that starts with it in quotes: "> 40"'),
        ("description: #1 of all", "CX110", 'put it in quotes, as description: "#1 of all"'),
        ("description: a: b", "CX102", "put text that holds ': ' in quotes: description: \"a: b\""),
        ("description: *important*", "CX102", "text cannot start with '*'; put it in quotes"),
        ("description: !important", "CX106", "put text that starts with '!' in quotes"),
        ("description: &x", "CX110", "kpis.nps.description is empty"),
        ("description: - a", "CX102", "put text that starts with '-' in quotes"),
        ("description: 'don't know'", "CX102", 'write it as "don\'t know"'),
        ("by: [region, channel", "CX102", "the list that opens here is not closed"),
        ("group:loyalty", "CX102", "write group: loyalty"),
        ("\u00a0description: x", "CX102", "U+00A0 stands here where a space belongs; delete it"),
        ("description:\u00a0x", "CX102", "U+00A0 stands here where a space belongs; delete it"),
        ("\tgroup: loyalty", "CX102", "a tab indents this line; YAML is indented with spaces"),
        ("filter: a = 1", "CX101", "did you mean 'where'?"),
    ],
)
def test_in_a_kpi(kpi, code, hint):
    line = said(page(kpi))
    assert f": error: {code}: " in line
    assert hint in line
    assert line.startswith("17:")


@pytest.mark.parametrize(
    ("measure", "hint"),
    [
        ("{ratio: a / b}", "write {ratio: {numerator: a, denominator: b}}"),
        ("{ratio: [a, b]}", "write {ratio: {numerator: …, denominator: …}}"),
        ("{ratio: {num: a, denominator: b}}", "did you mean 'numerator'?"),
        ("{share: score >= 9}", "write {share: {that: score >= 9}}"),
        ("{low_box: effort}", "write {low_box: {column: effort, at_most: 2}}"),
        ("{ces: effort}", "did you mean 'low_box'?"),
        ("{top_box: score}", "write {top_box: {column: score, at_least: 4}}"),
        ("{within: 5 days}", "write {within: {from: …, to: …, days: 5}}"),
        ("{percentile: 90}", "write {percentile: {of: …, p: 90}}"),
        ("{percentile: minutes}", "write {percentile: {of: minutes, p: 90}}"),
        ("nps", "kpis.nps.measure is only a name; write {nps: …}"),
        ("NPS(score)", "write {nps: score}"),
        ("count()", "write {count: rows}"),
        ("score", "kpis.nps.measure is 'score', not a measure; write {name: …} with one of"),
        ("{csat: score}", "did you mean 'top_box'?"),
        ("{count: true}", "write {count: rows}, or one column"),
        ("{nps:score}", "'nps:score' lacks a space behind the colon; write nps: score"),
        ("{nps: score}}", "the '}' here closes nothing; remove it"),
        ("{nps: score", "the braces that open here are not closed"),
        ("{ratio: {numerator: a, denominator: b, per: 1e308}}", "it must be at most 1e+12"),
    ],
)
def test_in_a_measure(measure, hint):
    line = said(page(old=MEASURE, new=measure))
    assert line.startswith("15:")
    assert hint in line


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        (POLARITY, "polarity: up", "did you mean 'higher_is_better'?"),
        (POLARITY, "polarity: higher", "did you mean 'higher_is_better'?"),
        (POLARITY, "polarity: lower is better", "did you mean 'lower_is_better'?"),
        ("owner: amara", "owner: Amara Osei", "did you mean 'amara'?"),
        ("owner: amara", "owner: “amara”", "did you mean 'amara'?"),
        (
            "owner: amara",
            "owner: [amara, jonas]",
            "exactly one person answers for it: owner: amara; the others are contributors: "
            "{jonas: …}",
        ),
        ("name: Net promoter score", "name: #1 NPS", 'put it in quotes, as name: "#1 NPS"'),
        ("name: Net promoter score", "name: 2026", "put it in quotes"),
        ("{name: Amara Osei}", "Amara Osei", "write amara: {name: Amara Osei}"),
        (OWNERS, "  - amara\n  - jonas\n", "as owners: {ana: {name: Ana Diaz}}"),
        ("  nps:\n    name", "  - id: nps\n    name", "'nps:' in the place of '- id: nps'"),
        ("  nps:", "  net promoter score:", "an id is a letter, then letters, digits"),
        ("    dataset: surveys\n", "    datset: surveys\n", "did you mean 'dataset'?"),
        ("    owner: amara", "     owner: amara", "begin it under the first letter of the key"),
        ("    file: surveys.csv", "    fiel: surveys.csv", "did you mean 'file'?"),
        ("    file: surveys.csv", "    path: surveys.csv", "did you mean 'file'?"),
        (DATE, "    dat: answered\n", "did you mean 'date'?"),
        (DATE, "    date: [y, m]\n", "write {year: …, month: …}, each with its column"),
        (DATE, "    date: {column: d, format: dd/mm/yyyy}\n", "write it like %d/%m/%Y"),
        (DATE, "    date: {column: d, format: YYYY-MM-DD}\n", "write it like %Y-%m-%d"),
        (DATE, f"{DATE}    delimiter: semicolon\n", 'write delimiter: ";"'),
        (DATE, f"{DATE}    decimal: comma\n", "write decimal: ','"),
        (DATE, f"{DATE}    header: true\n", "as header: 3"),
        (DATE, f"{DATE}    bad_rows: {{skip_up_to: 0.01}}\n", "is 0.01, not a percentage; write"),
        (DATE, f"{DATE}    arrives_within_days: 99999999999\n", "it must be at most 3660"),
        (DATE, f"{DATE}    columns: {{a: Region}}\n", "write a: {from: Region}"),
        (DATE, f"{DATE}    columns: [region]\n", "write each under its name, as region: {from: …}"),
        (DATE, f"{DATE}    columns: {{a: {{type: integer}}}}\n", "did you mean 'number'?"),
        (DATE, f"{DATE}    columns: {{a: {{type: string}}}}\n", "did you mean 'text'?"),
        (DATE, f"{DATE}    columns: {{a: {{scale: 0-10}}}}\n", "lowest and highest: [0, 10]"),
        (DATE, f'{DATE}    columns: {{a: {{scale: ["0", "10"]}}}}\n', "write 0, without quotes"),
        (DATE, f"{DATE}    columns: {{a: {{rename: Nth -> North}}}}\n", "write {Nth: North}, old"),
        (DATE, f"{DATE}    columns: {{a: {{rename: [Nth]}}}}\n", "old to new, as {Nth: North}"),
        (DATE, f"{DATE}    survey_weight: 2\n", "name the column that holds it"),
        ("as_of: 2026-07-06", "as_of: 06.07.2026", "write it as 2026-07-06"),
        ("as_of: 2026-07-06", "as_of: 7/23/2026", "write it as 2026-07-23"),
        (
            "as_of: 2026-07-06",
            "as_of: 6/7/2026",
            "write 2026-07-06 for 6 July, or 2026-06-07 for 7 June",
        ),
        ("as_of: 2026-07-06", "as_of: 20260706", "is 20260706, not a day; write it as 2026-07-06"),
        ("as_of: 2026-07-06", "as_of: 2026-23-07", "does not exist; write it as 2026-07-23"),
        ("version: 1\n", "version: v1\n", "write 1"),
        ("version: 1\n", 'version: "1"\n', "write 1, without quotes"),
        ("version: 1\n", "version:1\n", "write version: 1"),
        ("version: 1\n", f"version: 0x{'1' * 5000}\n", "a number of 5 002 digits"),
        ("version: 1\n", "version: 1\ncalendar: month\n", "write calendar: {period: month}"),
        ("version: 1\n", "version: 1\ncalendar: {period: monthly}\n", "did you mean 'month'?"),
        ("version: 1\n", "version: 1\ncalendar: {timezone: London}\n", "mean 'Europe/London'?"),
        ("version: 1\n", "version: 1\ncalendar: {timezone: GMT+1}\n", "name one as Europe/London"),
        ("version: 1\n", "version: 1\ncurrency: €\n", "currency is '€'; write EUR"),
        ("version: 1\n", "version: 1\ncurrency: gbp\n", "write GBP"),
        ("version: 1\n", "version: 1\ngroups: [Good, Bad]\n", "write {id: good, name: Good}"),
        ("version: 1\n", "version: 1\ngroups: {a: b}\n", "groups: [{id: a, name: …}]"),
        ("version: 1\n", "version: 1\njourney: [After sales]\n", "{id: after_sales, name: After s"),
        ("version: 1\n", "version: 1\nregisters: a.csv\n", "write registers: {actions: a.csv}"),
        ("datasets:\n", "dataset:\n", "did you mean 'datasets'?"),
        ("kpis:\n", "KPIs:\n", "did you mean 'kpis'?"),
        (
            "scorecard: {title: Customer experience, as_of: 2026-07-06}",
            "title: Customer experience",
            "write it as scorecard: {title: …}",
        ),
        (
            "scorecard: {title: Customer experience, as_of: 2026-07-06}",
            "scorecard: Customer experience",
            "write scorecard: {title: Customer experience}",
        ),
    ],
)
def test_elsewhere(old, new, hint):
    assert hint in said(page(old=old, new=new))


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (r"data\s.csv", "write / between folders: data/s.csv"),
        ("~/s.csv", "'~' stands for nothing here; write the path from the folder of kpis.yaml"),
        ("${DATA}/s.csv", "'${DATA}' stands for nothing here"),
        ("$HOME/s.csv", "'$HOME' stands for nothing here"),
        ("%USERPROFILE%/s.csv", "'%USERPROFILE%' stands for nothing here"),
        ("a.csv, b.csv", "several files are a list: files: [a.csv, b.csv]"),
        ("“surveys.csv”", "leave the quotes and spaces around it out: surveys.csv"),
        ("Surveys.CSV", "did you mean 'surveys.csv'?"),
        ("surveys.xlsx", "did you mean 'surveys.csv'?"),
        ("Data/S.csv", "did you mean 'data/s.csv'?"),
        ("elsewhere/s.csv", "there is no folder 'elsewhere'"),
    ],
)
def test_paths(path, hint, folder):
    (folder / "data").mkdir()
    (folder / "data" / "s.csv").write_text("a,b\n")
    (folder / "surveys.csv").write_text("a,b\n")
    with pytest.raises(Refused) as refused:
        resolve(path, folder)
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (r'"data\s.csv"', r"'\s' means nothing; in a path, write '/': data/s.csv"),
        (r'"C:\Users\ana\s.csv"', r"'\U' means nothing; in a path, write '/': C:/Users/ana/s.csv"),
    ],
)
def test_backslashes_in_double_quotes(path, hint):
    line = said(page(old="surveys.csv", new=path))
    assert ": error: CX102: a backslash in double quotes is no plain sign" in line
    assert hint in line


@pytest.mark.parametrize(
    "text",
    [
        PAGE[: PAGE.index("kpis:")] + "kpis: []\n",
        PAGE[: PAGE.index("kpis:")] + "kpis: {}\n",
        PAGE[: PAGE.index("kpis:")] + "kpis:\n",
        PAGE[: PAGE.index("kpis:")],
        "",
        "---\n",
        "# nothing yet\n",
        "hello",
        b"PK\x03\x04\x00\x00",
        PAGE.replace("Amara", "Amára").encode("latin-1"),
    ],
)
def test_what_is_not_there_is_one_line(text):
    assert len(lines(examined(text))) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_any_unicode_is_read(encoding):
    assert lines(examined(PAGE.encode(encoding))) == []


def test_merged_parts_are_checked_where_they_are_written():
    text = PAGE.replace("  nps:\n", "  nps: &nps\n").replace("owner: amara", "owner: anna")
    merging = "  other:\n    <<: *nps\n    name: Another\n    polarity: neutral\n"
    found = examined(text + merging)
    assert {problem.subject for problem in found.problems} == {("kpis", "nps"), ("kpis", "other")}
    assert {str(problem).split(": ", 1)[0] for problem in found.problems} == {"kpis.yaml:13:12"}


def test_what_is_merged_can_be_overridden():
    text = PAGE.replace("  nps:\n", "  nps: &nps\n")
    found = examined(text + "  other:\n    <<: *nps\n    name: Another\n    polarity: neutral\n")
    assert lines(found) == []
    first, second = found.definition.kpis
    assert (first.name, second.name) == ("Net promoter score", "Another")
    assert (second.owner, second.polarity.value) == ("amara", "neutral")
