"""What each form of each key means."""

from datetime import date

import pytest

from cxscore.calendar import Grain
from cxscore.model.choices import OverTime
from cxscore.model.column_type import ColumnType
from cxscore.model.dataset import BadRows, Column, DataFile, Fill, Reading, Wide
from cxscore.model.dates import DateColumn, DateFixed, DateParts
from cxscore.model.kpi import Benchmark, Break, Ignored, TargetColumn, TargetStep
from cxscore.model.measures import (
    Count,
    Distinct,
    Formula,
    LowBox,
    Mean,
    Nps,
    OpenAtEnd,
    Percentile,
    Ratio,
    RatioPart,
    Share,
    Sum,
    TopBox,
    Value,
    Within,
)
from cxscore.model.outline import Group, Moment, Stage
from cxscore.model.registers import Registers
from tests.definition.pages import PAGE, examined, kpi_of, lines, page

MEASURE = "{nps: score}"
DATE = "    date: answered\n"


def test_twelve_lines_build():
    short = PAGE.replace("  jonas: {name: Jonas Lindqvist}\n", "")
    short = short.replace(
        "surveys:\n    file: surveys.csv\n    date: answered", "surveys: {file: s.csv, date: d}"
    )
    found = examined(short)
    assert lines(found) == []
    assert found.definition.heading.as_of == date(2026, 7, 6)
    assert found.definition.datasets["surveys"].date == DateColumn("d")
    assert found.definition.calendar.grain is Grain.MONTH
    assert found.definition.origin.path == "kpis.yaml"
    assert len(found.definition.origin.sha256) == 64


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("{nps: score}", Nps("score")),
        ("{nps: {promoters: a, passives: b, detractors: c}}", Nps(None, "a", "b", "c")),
        ("{top_box: {column: c, at_least: 4, scale: [1, 5]}}", TopBox("c", 4, (1, 5))),
        ("{low_box: {column: c, at_most: 2, scale: [1, 7]}}", LowBox("c", 2, (1, 7))),
        (
            "{top_box: {column: c, good: [Likely, 5], of: [Likely, 5, No]}}",
            TopBox("c", good=("Likely", "5"), of=("Likely", "5", "No")),
        ),
        ("{share: {that: a > 1, of: b}}", Share("a > 1", "b")),
        ("{share: {that: a > 1}}", Share("a > 1")),
        ("{mean: a}", Mean("a")),
        ("{mean: {column: a, weight: w}}", Mean("a", "w")),
        ("{mean: {sum: a, count: b}}", Mean(sum="a", count="b")),
        ("{ratio: {numerator: a, denominator: b}}", Ratio(RatioPart(sum="a"), RatioPart(sum="b"))),
        (
            "{ratio: {numerator: {dataset: surveys, count: rows, where: a > 1},"
            " denominator: {dataset: surveys, sum: b}, per: 1000}}",
            Ratio(RatioPart("surveys", None, True, "a > 1"), RatioPart("surveys", "b"), 1000),
        ),
        ("{sum: a + b}", Sum("a + b")),
        ("{count: rows}", Count("rows")),
        ("{count: a}", Count("a")),
        ("{distinct: a}", Distinct("a")),
        ("{median: a}", Percentile("a", 50)),
        ("{percentile: {of: a, p: 90}}", Percentile("a", 90)),
        ("{within: {from: a, to: b, days: 10}}", Within("a", "b", days=10)),
        ("{within: {from: a, to: b, workdays: 2}}", Within("a", "b", workdays=2)),
        ("{open_at_end: {opened: a, closed: b}}", OpenAtEnd("a", "b")),
        ("{value: a}", Value("a")),
    ],
)
def test_measures(text, measure):
    if measure == Count("rows"):
        measure = Count()
    assert kpi_of(old=MEASURE, new=text).measure == measure


def test_a_formula_needs_no_dataset():
    top = "  half: {name: Half, owner: amara, measure: {formula: nps / 2}, polarity: neutral}\n"
    assert examined(page(top=top)).definition.kpis[1].measure == Formula("nps / 2")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("40", (TargetStep(value=40),)),
        ("{value: 40, reason: Plan}", (TargetStep(value=40, reason="Plan"),)),
        (
            "[{value: 40}, {from: 2026-04, value: 42}]",
            (TargetStep(value=40), TargetStep("2026-04", 42)),
        ),
        ("[{from: 2025, value: 40}]", (TargetStep("2025", 40),)),
        ("[{from: 2025-04-15, value: 40}]", (TargetStep("2025-04-15", 40),)),
        ("{column: plan}", TargetColumn("plan")),
    ],
)
def test_targets(text, target):
    assert kpi_of(f"target: {text}").target == target


def test_ranges():
    kpi = kpi_of("target: {low: 30, high: 50}", old="higher_is_better", new="in_range")
    assert kpi.target == (TargetStep(low=30, high=50),)
    kpi = kpi_of("target: {high: 50}", old="higher_is_better", new="in_range")
    assert kpi.target == (TargetStep(high=50),)


def test_everything_else_about_a_kpi():
    kpi = kpi_of(
        "date: {column: closed_on, format: '%d/%m/%Y'}",
        "contributors: {jonas: keeps deliveries on time}",
        "by: [region, channel, [region, channel]]",
        "period: quarter",
        "window: 3",
        "over_time: pool",
        "target: 4",
        "at_risk_within: 3",
        "breaks: [{from: 2026-01, reason: New courier, comparable: false}]",
        "ignore: [{period: 2025-12, reason: Strike}]",
        "benchmark: {value: 38, source: A survey, date: 2026-07}",
        "decimals: 1",
        "minimum_base: 30",
    )
    assert kpi.date == DateColumn("closed_on", "%d/%m/%Y")
    assert kpi.contributors == {"jonas": "keeps deliveries on time"}
    assert kpi.by == (("region",), ("channel",), ("region", "channel"))
    assert (kpi.period, kpi.window, kpi.over_time) == (Grain.QUARTER, 3, OverTime.POOL)
    assert kpi.breaks == (Break("2026-01", "New courier", comparable=False),)
    assert kpi.ignore == (Ignored("2025-12", "Strike"),)
    assert kpi.benchmark == Benchmark(38, "A survey", "2026-07")
    assert (kpi.decimals, kpi.minimum_base, kpi.at_risk_within) == (1, 30, 3)


def test_one_column_may_stand_alone():
    assert kpi_of("by: region").by == (("region",),)


def dataset(*keys, old="    file: surveys.csv\n", new=""):
    new = (new or old) + "".join(f"    {key}\n" for key in keys)
    found = examined(page(old=old, new=new))
    assert lines(found) == []
    return found.definition.datasets["surveys"]


@pytest.mark.parametrize(
    ("text", "date_spec"),
    [
        ("answered", DateColumn("answered")),
        ("{column: a, format: '%d/%m/%Y'}", DateColumn("a", "%d/%m/%Y")),
        ("{year: y, month: m}", DateParts("y", "m")),
        ("{year: y, month: m, day: d}", DateParts("y", "m", "d")),
        ("{year: 2017, month: m}", DateParts(2017, "m")),
        ("{year: y, month: 3, day: 31}", DateParts("y", 3, 31)),
        ("{fixed: 2025-03-31}", DateFixed(date(2025, 3, 31))),
    ],
)
def test_dates(text, date_spec):
    found = examined(page(old="date: answered", new=f"date: {text}"))
    assert found.definition.datasets["surveys"].date == date_spec


@pytest.mark.parametrize(
    ("text", "up_to"),
    [("error", 0), ("skip", 1), ("{skip_up_to: 1%}", 0.01), ("{skip_up_to: 0.5 %}", 0.005)],
)
def test_bad_rows(text, up_to):
    assert dataset(f"bad_rows: {text}").bad_rows == BadRows(up_to)


@pytest.mark.parametrize(
    ("text", "columns", "everything"),
    [("id", ("id",), False), ("[id, day]", ("id", "day"), False), ("all_columns", (), True)],
)
def test_unique(text, columns, everything):
    found = dataset(f"unique: {text}")
    assert (found.unique, found.unique_all_columns) == (columns, everything)


def test_reading_options_stand_beside_the_file():
    found = dataset(
        "delimiter: ';'",
        "header: 3",
        "encoding: latin-1",
        "decimal: ','",
        "thousands: '.'",
        "wide: {label: A, months: '%b-%y', rows: {opening: Opening customers}}",
        "missing: ['', N/A, 99]",
        "arrives_within_days: 5",
        "survey_weight: w",
        "frequency: n",
    )
    wide = Wide("A", "%b-%y", {"opening": "Opening customers"})
    assert found.reading == Reading(";", (3,), "latin-1", ",", ".", None, wide)
    assert found.missing == ("", "N/A", "99")
    assert (found.survey_weight, found.frequency, found.arrives_within_days) == ("w", "n", 5)


@pytest.mark.parametrize("file", ["book.xlsx", "Book.XLSM", "exports/*"])
def test_sheet_stands_beside_a_workbook(file):
    found = dataset("sheet: Data", old="    file: surveys.csv\n", new=f"    file: {file}\n")
    assert found.reading == Reading(sheet=("Data",))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("header: {lines: [1, 2]}", Reading(header=(1, 2))),
        ("header: {lines: 2}", Reading(header=(2,))),
        ("skip_after_header: 2", Reading(skip_after_header=2)),
        ("footer: Total", Reading(footer=("Total",))),
        ("footer: [Total, 2026]", Reading(footer=("Total", "2026"))),
    ],
)
def test_what_stands_around_the_rows(text, reading):
    assert dataset(text).reading == reading


@pytest.mark.parametrize(
    ("text", "sheets"), [("[Jan, Feb]", ("Jan", "Feb")), ("'*'", ("*",)), ("'2026'", ("2026",))]
)
def test_sheets(text, sheets):
    new = "    file: book.xlsx\n"
    found = dataset(f"sheet: {text}", old="    file: surveys.csv\n", new=new)
    assert found.reading == Reading(sheet=sheets)


def test_totals_are_told_by_the_words_of_a_column():
    found = dataset("totals: {region: [All, YTD], channel: Every}")
    assert found.totals == {"region": ("All", "YTD"), "channel": ("Every",)}


def test_a_column_can_be_named_by_its_place_and_filled():
    found = dataset("columns: {q5: {from: 14}, region: {fill: down}}")
    assert found.columns["q5"] == Column(14)
    assert found.columns["region"] == Column(fill=Fill.DOWN)


def test_columns():
    found = dataset(
        "columns:",
        "  score: {from: Q1, type: number, scale: [0, 10], missing: ['11'], times: 100}",
        "  day: {type: date, format: '%d.%m.%y'}",
        "  region: {rename: {Nth: North, 2: South}}",
    )
    assert found.columns["score"] == Column("Q1", ColumnType.NUMBER, (0, 10), ("11",), times=100)
    assert found.columns["day"].format == "%d.%m.%y"
    assert found.columns["region"].rename == {"Nth": "North", "2": "South"}


def test_files_may_differ():
    files = (
        "files: [a.csv, {file: b.csv, delimiter: ';', date: day, columns: {score: {from: 'Q1  '}}}]"
    )
    found = examined(page(old="file: surveys.csv", new=files)).definition.datasets["surveys"]
    assert found.files[0] == DataFile("a.csv")
    columns = {"score": Column("Q1  ")}
    assert found.files[1] == DataFile("b.csv", columns, DateColumn("day"), Reading(";"))


def test_one_file_may_have_rows_of_its_own():
    files = "files: [a.csv, {file: b.csv, where: v > 1, date: {year: 2017, month: m}, footer: All}]"
    found = examined(page(old="file: surveys.csv", new=files)).definition.datasets["surveys"]
    date, reading = DateParts(2017, "m"), Reading(footer=("All",))
    assert found.files[1] == DataFile("b.csv", date=date, reading=reading, where="v > 1")


def test_one_file_may_stand_under_files():
    found = examined(page(old="file: surveys.csv", new="files: a.csv"))
    assert found.definition.datasets["surveys"].files == (DataFile("a.csv"),)


def test_the_rest_of_the_page():
    found = examined(
        page(
            top="""\
calendar: {period: week, timezone: Europe/London}
currency: GBP
journey: [{id: buy, name: Buy, moments: [{id: checkout, name: Checking out}]}]
groups: [{id: loyalty, name: Loyalty}]
registers: {actions: a.csv, commentary: c.csv}
"""
        )
    )
    definition = found.definition
    assert lines(found) == []
    assert (definition.calendar.grain, definition.timezone) == (Grain.WEEK, "Europe/London")
    assert definition.currency == "GBP"
    assert definition.journey == (Stage("buy", "Buy", (Moment("checkout", "Checking out"),)),)
    assert definition.groups == (Group("loyalty", "Loyalty"),)
    assert definition.registers == Registers(actions="a.csv", commentary="c.csv")


@pytest.mark.parametrize(("text", "month"), [("april", 4), ("April", 4), ("10", 10)])
def test_fiscal_years(text, month):
    found = examined(page(top=f"calendar: {{fiscal_year_starts: {text}}}\n"))
    assert found.definition.calendar.first_month == month
