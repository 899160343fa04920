"""Cases open at the end of a period, counted as a person would with a list of cases."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.measure.measured import measure, page, parts, rows, said

MEASURE = "{open_at_end: {opened: opened, closed: closed}}"
DATASET = "date: opened"


def open_by_end(measured, **where):
    return {span[1]: round(found.numerator) for span, found in parts(measured, **where).items()}


def test_counts_cases_until_the_day_they_close(tmp_path):
    text = rows(
        "opened,closed,topic",
        "2026-03-31,2026-04-01,parcel",
        "2026-04-30,,parcel",
        "2026-05-01,2026-05-31,refund",
        "2026-05-20 10:00,2026-06-01 09:00,refund",
    )
    found = measure(tmp_path, page(MEASURE, DATASET, "by: topic"), period="2026-06", d=text)
    assert open_by_end(found) == {
        "2026-03-31": 1,
        "2026-04-30": 1,
        "2026-05-31": 2,
        "2026-06-30": 1,
    }
    refund = open_by_end(found, by=("topic",), segment=("refund",))
    # A segment starts with its first opening, and has its zeros from then on.
    assert refund == {"2026-05-31": 1, "2026-06-30": 0}
    assert parts(found)["2026-05-01", "2026-05-31"].n == 2


def test_two_cuts_by_the_same_columns_count_each_case_once(tmp_path):
    text = rows("opened,closed,topic,way", "2026-05-01,,parcel,web", "2026-06-01,,refund,web")
    by = "by: [[topic, way], [way, topic]]"
    found = measure(tmp_path, page(MEASURE, DATASET, by), period="2026-06", d=text)
    for cut, segment in (
        (("topic", "way"), ("parcel", "web")),
        (("way", "topic"), ("web", "parcel")),
    ):
        assert open_by_end(found, by=cut, segment=segment)["2026-06-30"] == 1


def test_goes_on_to_the_period_reported_without_rows(tmp_path):
    text = rows("opened,closed", "2026-02-03,", "2026-03-03,2026-03-04")
    found = measure(tmp_path, page(MEASURE, DATASET), period="2026-06", d=text)
    assert open_by_end(found)["2026-06-30"] == 1
    assert max(open_by_end(found)) == "2026-06-30"


def test_period_under_way_is_seen_from_as_of(tmp_path):
    text = rows("opened,closed", "2026-06-30,2026-07-05", "2026-07-02,2026-07-09", "2026-07-08,")
    found = measure(tmp_path, page(MEASURE, DATASET), as_of="2026-07-06", d=text)
    assert open_by_end(found) == {"2026-06-30": 1, "2026-07-31": 1}


def test_moments_with_offsets_fall_on_the_days_of_the_calendar(tmp_path):
    """Half past eleven at night in UTC is the next day in London, while summer time holds."""
    text = rows("opened,closed", "2026-05-31T23:30:00Z,2026-06-30T23:30:00Z")
    how = page(MEASURE, DATASET, top="calendar: {timezone: Europe/London}")
    found = measure(tmp_path, how, as_of="2026-08-06", period="2026-07", d=text)
    assert open_by_end(found) == {"2026-06-30": 1, "2026-07-31": 0}


def test_leaves_out_what_cannot_be_placed(tmp_path):
    text = rows(
        "day,opened,closed,place,times",
        "2026-06-01,,2026-06-02,in,1",
        "2026-06-01,2026-06-03,2026-06-02,in,1",
        "2026-06-01,2026-06-03 10:00,2026-06-03,in,1",
        "2026-06-01,2026-06-04,,in,3",
        "2026-06-01,2026-06-04,,out,1",
        "2026-06-01,2026-06-04,,in,",
    )
    kpi = "where: place = 'in'"
    text_of_page = page(MEASURE, "date: day\nfrequency: times", kpi)
    found = measure(tmp_path, text_of_page, d=text)
    assert open_by_end(found) == {"2026-06-30": 3}
    assert parts(found)["2026-06-01", "2026-06-30"].left_out == 3
    assert said(tmp_path, text_of_page, d=text) == [
        "CX243: kpis.k: 1 row lacks times and is left out",
        "CX243: kpis.k: 2 rows lack opened or were closed before they were opened, "
        "and are left out",
    ]


def test_no_case_is_no_fact(tmp_path):
    text = rows("day,opened,closed", "2026-06-01,,2026-06-02")
    found = measure(tmp_path, page(MEASURE), d=text)
    assert not found.facts


@pytest.mark.parametrize("period", ["week", "{file: periods.csv}"])
def test_weeks_and_listed_periods(tmp_path, period):
    listed = rows(
        "period,start,end,year,number",
        "P1,2026-05-25,2026-05-31,2026,1",
        "P2,2026-06-01,2026-06-07,2026,2",
        "P3,2026-06-08,2026-06-14,2026,3",
    )
    text = rows("opened,closed", "2026-05-30,2026-06-08", "2026-06-07,", "2026-06-10,2026-06-11")
    top = f"calendar: {{period: {period}}}"
    wanted = "P3" if "file" in period else "2026-W24"
    found = measure(
        tmp_path, page(MEASURE, DATASET, top=top), "2026-06-15", wanted, d=text, periods=listed
    )
    assert open_by_end(found) == {"2026-05-31": 1, "2026-06-07": 2, "2026-06-14": 1}


def test_openings_before_a_listed_calendar_count(tmp_path):
    listed = rows("period,start,end,year,number", "P1,2026-06-01,2026-06-07,2026,1")
    text = rows("opened,closed", "2026-05-30,", "2026-06-02,2026-06-03")
    top = "calendar: {period: {file: periods.csv}}"
    found = measure(tmp_path, page(MEASURE, DATASET, top=top), d=text, periods=listed)
    assert open_by_end(found) == {"2026-06-07": 1}


DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(DAYS, st.none() | DAYS, st.sampled_from("ab")), min_size=1, max_size=30))
def test_agrees_with_counting_one_by_one(tmp_path, cases):
    text = rows("opened,closed,topic", *(f"{o},{c or ''},{t}" for o, c, t in cases))
    found = measure(tmp_path, page(MEASURE, DATASET, "by: topic"), period="2026-06", d=text)
    sane = [case for case in cases if case[1] is None or case[1] >= case[0]]
    for topic, segment in ((None, ()), ("a", ("a",)), ("b", ("b",))):
        mine = [case for case in sane if topic in (None, case[2])]
        counted = open_by_end(found, by=("topic",) if topic else (), segment=segment)
        for end, number in counted.items():
            day = date.fromisoformat(end)
            assert number == sum(o <= day and (c is None or c > day) for o, c, _ in mine)
        if mine:
            assert max(counted) == "2026-06-30"
