"""What is said of a cell that cannot be read."""

import pytest

from cxscore.measure.checks.cell_messages import Expected, formats_of, number_hint, part_at_fault
from cxscore.measure.places import shown
from cxscore.measure.queries.constraints import Check
from cxscore.model.column_type import ColumnType, Written
from cxscore.model.dataset import Column, Reading

WHOLE = Check("x", 0.0, 10.0, whole=True)


def expected(kind=ColumnType.NUMBER, check=None, timezone=None, **column):
    return Expected("x", kind, Column(**column), Reading(), timezone, "datasets.d.date", check)


@pytest.mark.parametrize(
    ("wanted", "cell", "code", "text", "hint"),
    [
        pytest.param(expected(), "many", "CX201", "not a number", "", id="no-number"),
        pytest.param(expected(), "1e16", "CX201", "a number too large to be meant", "", id="large"),
        pytest.param(expected(), "1,5", "CX201", "not a number", 'set decimal: ","', id="comma"),
        pytest.param(
            expected(),
            " N/A ",
            "CX201",
            "not a number",
            "add it to 'missing' if it stands for no answer",
            id="sentinel",
        ),
        pytest.param(
            expected(check=WHOLE),
            "eleven",
            "CX205",
            "not a whole number from 0 to 10",
            "",
            id="scale",
        ),
        pytest.param(
            expected(check=Check("x", low=0.0), times=100.0),
            "-1",
            "CX205",
            "times 100 not a number of 0 or more",
            "",
            id="times",
        ),
        pytest.param(expected(check=Check("x")), "x", "CX205", "not a number", "", id="any-number"),
        pytest.param(
            expected(check=Check("x", words=("Yes", "Not yet"))),
            "Not jet",
            "CX205",
            "not one of Yes, Not yet",
            "did you mean 'Not yet'?",
            id="words",
        ),
        pytest.param(
            expected(ColumnType.BOOLEAN),
            "maybe",
            "CX204",
            "neither true nor false",
            "write yes or no, true or false, or 1 or 0",
            id="boolean",
        ),
        pytest.param(
            expected(ColumnType.DATE, format="%d.%m.%Y"),
            "1.2.",
            "CX202",
            "not a date written as %d.%m.%Y",
            "",
            id="format",
        ),
        pytest.param(
            expected(ColumnType.DATE),
            "31/12/2026",
            "CX202",
            "not a date written like 2026-12-31",
            'set format: "%d/%m/%Y" in datasets.d.date',
            id="another-format",
        ),
        pytest.param(
            expected(ColumnType.DATE),
            "soon",
            "CX202",
            "not a date written like 2026-12-31",
            "",
            id="no-date",
        ),
        pytest.param(
            expected(ColumnType.DATE),
            "2026-12-31 10:00",
            "CX202",
            "not a day alone",
            "set type: datetime for x",
            id="time",
        ),
        pytest.param(
            expected(ColumnType.DATETIME),
            "2026-12-31T10:00:00+01:00",
            "CX202",
            "a time with an offset",
            "set calendar.timezone, for example Europe/London",
            id="offset",
        ),
        pytest.param(
            expected(ColumnType.DATETIME, timezone="Europe/London"),
            "2026-12-31T25:00:00Z",
            "CX202",
            "not a date written like 2026-12-31",
            "",
            id="no-such-hour",
        ),
        pytest.param(
            expected(ColumnType.DATE),
            "2026-02-30",
            "CX202",
            "a day that does not exist",
            "",
            id="no",
        ),
        pytest.param(
            expected(ColumnType.DATE), "1026-02-03", "CX202", "a day before 1900", "", id="early"
        ),
        pytest.param(
            expected(ColumnType.DATE),
            "9999-12-31",
            "CX202",
            "a day after 9998",
            "leave the cell empty where there is no such day",
            id="late",
        ),
        pytest.param(
            expected(ColumnType.DATE, format="%d.%m.%Y"),
            "31.12.9999",
            "CX202",
            "a day after 9998",
            "leave the cell empty where there is no such day",
            id="late-in-a-format",
        ),
    ],
)
def test_what_is_said(wanted, cell, code, text, hint):
    assert wanted.code == code
    assert wanted.said(cell) == (f"x is '{cell.strip()}', {text}", hint)


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("46174", "set format: excel in datasets.d.date"),
        ("46174.5", "set format: excel in datasets.d.date"),
        ("1782777600", "set format: unix in datasets.d.date"),
        ("2026-06", 'set format: "%Y-%m" in datasets.d.date'),
        ("2026-W23", "a week is no day: write the one that it begins on, 2026-06-01"),
        ("2026W23", "a week is no day: write the one that it begins on, 2026-06-01"),
        ("2026-W60", ""),
        ("4617", ""),
        ("99999", ""),
    ],
)
def test_what_would_make_it_a_day(cell, hint):
    said = f"x is '{cell}', not a date written like 2026-12-31"
    assert expected(ColumnType.DATE).said(cell) == (said, hint)


def test_a_dress_that_is_named_is_not_advised_again():
    assert expected(written=Written.MONEY).said("(12.5.0)")[1] == ""
    assert expected(written=Written.PLAIN).said("(12.5.0)")[1].startswith("set written: money")


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "hint"),
    [
        ("12%", ".", "", "set written: percent for its column"),
        ("93,6 %", ",", "", "set written: percent for its column"),
        ("£1,200", ".", "", "set written: money for its column"),
        ("12 €", ".", "", "set written: money for its column"),
        ("(1250)", ".", "", "set written: money for its column"),
        ("(£12.50)", ".", "", "set written: money for its column"),
        ("0:03:44", ".", "", "set written: duration for its column"),
        ("1'250", ".", "", 'set thousands: "\'"'),
        ("1'250", ".", "'", ""),
        ("<5", ".", "", 'say which number it counts as, as rename: {"<5": 5}'),
        (">= 10.5", ".", "", 'say which number it counts as, as rename: {">= 10.5": 10.5}'),
        (
            "10 - Extremely likely",
            ".",
            "",
            'take the number, as rename: {"10 - Extremely likely": 10}',
        ),
        ("0 (not at all)", ".", "", 'take the number, as rename: {"0 (not at all)": 0}'),
        ("1,234", ".", "", 'set thousands: ","'),
        ("1,234,567", ".", "", 'set thousands: ","'),
        ("1,234.5", ".", "", 'set thousands: ","'),
        ("0,25", ".", ",", 'set decimal: ","'),
        ("1.234,5", ".", "", 'set decimal: "," and thousands: "."'),
        ("1 234", ".", "", 'set thousands: " "'),
        ("1 234", ".", " ", ""),
        ("1.234.567", ".", "", 'set decimal: "," and thousands: "."'),
        ("1.601", ",", "", 'set thousands: "."'),
        ("1.601", ",", ".", ""),
        ("-1.601,5", ",", "", 'set thousands: "."'),
        ("0,250", ".", ",", 'set decimal: ","'),
        ("1.5", ",", "", ""),
        ("twelve", ".", "", ""),
    ],
)
def test_what_would_make_it_a_number(text, decimal, thousands, hint):
    assert number_hint(text, decimal, thousands) == hint


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_one_comma_before_three_figures_is_told_both_ways_where_commas_part_no_cells(delimiter):
    told = number_hint("-1,204", ".", "", delimiter)
    assert told == 'set thousands: "," if it is 1204, decimal: "," if it is 1.204'
    assert number_hint("-1,204", ".", "", ",") == 'set thousands: ","'
    assert number_hint("1,204,000", ".", "", delimiter) == 'set thousands: ","'


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("04/05/2026", ["%d/%m/%Y", "%m/%d/%Y"]),
        ("13/05/2026", ["%d/%m/%Y"]),
        ("05/13/2026", ["%m/%d/%Y"]),
        ("4 May 2026", ["%d %b %Y", "%d %B %Y"]),
        ("14 June 2026", ["%d %B %Y"]),
        ("2026-06", ["%Y-%m"]),
        ("06/23/2026 10:15 AM", ["%m/%d/%Y %I:%M %p"]),
        ("06/07/2026 10:15:00 pm", ["%d/%m/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M:%S %p"]),
        ("2026-05-04", []),
    ],
)
def test_formats_that_read_a_date(text, formats):
    assert formats_of(text) == formats


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("two\nlines", "two\\nlines"),
        ("7\u200b", "7\\u200b"),
        ("caf\udce9", "caf\ufffd"),
        ("x" * 41, "x" * 39 + "…"),
    ],
)
def test_cells_are_printed_on_one_line(text, printed):
    assert shown(text) == printed


@pytest.mark.parametrize(
    ("cells", "at"),
    [
        (["2026", "13"], 1),
        (["2026", "Juni"], 1),
        (["26", "13"], 0),
        (["2026.0", "June", "31"], 2),
        (["2026", "6.0", ""], 2),
        (["", "6"], 0),
    ],
)
def test_which_part_of_a_date_is_to_mend(cells, at):
    assert part_at_fault(cells) == at
