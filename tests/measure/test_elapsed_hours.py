"""Hours are elapsed time: whatever zone cells are written in, and across a change of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measure.measured import measure, page, parts

LONDON = "calendar: {timezone: Europe/London}"
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "UTC", "Pacific/Auckland")
MEASURES = {
    "within": "{within: {from: o, to: c, hours: 24}}",
    "sum": '{sum: "hours(o, c)"}',
    "median": '{median: "hours(o, c)"}',
    "mean": '{mean: "hours(o, c)"}',
}


def whole(folder, measured_as, line, dataset="date: o", top=LONDON):
    folder.mkdir(exist_ok=True)
    found = parts(measure(folder, page(measured_as, dataset, top=top), d=f"o,c\n{line}\n"))
    (only,) = [each for (start, end), each in found.items() if start[:7] == end[:7]]
    return only


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        pytest.param("2026-03-28T12:00:00Z,2026-03-29T12:00:00Z", 24, id="spring"),
        pytest.param("2025-10-25T12:00:00Z,2025-10-26T12:00:00Z", 24, id="autumn"),
        pytest.param("2026-03-28T12:00:00+00:00,2026-03-29T13:00:00+01:00", 24, id="two-zones"),
        pytest.param("2026-03-28 12:00,2026-03-29 13:00", 24, id="by-the-clock-on-the-wall"),
        pytest.param("2026-03-28 12:00,2026-03-29 12:00", 23, id="a-shorter-day"),
        pytest.param("2026-03-28 12:00,2026-03-29T12:00:00Z", 24, id="one-of-each"),
    ],
)
def test_hours_across_a_change_of_the_clocks(tmp_path, line, hours):
    assert whole(tmp_path, MEASURES["sum"], line).numerator == hours
    assert whole(tmp_path, MEASURES["median"], line).value == hours
    assert whole(tmp_path, MEASURES["mean"], line).numerator == hours
    assert whole(tmp_path, MEASURES["within"], line).numerator == (hours <= 24)


def test_a_promise_in_hours_is_due_by_elapsed_time(tmp_path):
    """At midnight of as-of in London the 25 hours since noon UTC of the day before are not up."""
    text = page("{within: {from: o, to: c, hours: 11.5}}", "date: o", top=LONDON)
    folder = tmp_path
    late = parts(measure(folder, text, "2026-07-06", d="o,c\n2026-07-05T11:00:00Z,\n"))
    assert {each.denominator for each in late.values()} <= {1.0}


def test_days_stay_those_of_the_calendar(tmp_path):
    line = "2026-03-28T23:30:00Z,2026-03-29T23:30:00Z"
    assert whole(tmp_path, '{sum: "days(o, c)"}', line).numerator == 2


def test_an_unformatted_offset_needs_a_time_zone_and_so_does_a_formatted_one(tmp_path):
    from cxscore.problems import Problems

    for format_, cell in (
        ("%Y-%m-%d %H:%M%z", "2026-06-01 10:00+0900"),
        ("%Y-%m-%d %H:%M %Z", "2026-06-01 10:00 UTC"),
    ):
        dataset = f'date: {{column: o, format: "{format_}"}}'
        with pytest.raises(Problems) as caught:
            whole(tmp_path, "{count: rows}", f"{cell},", dataset, top="")
        (problem,) = caught.value.found
        assert problem.code == "CX202"
        assert "set calendar.timezone" in str(problem)


def test_a_named_zone_is_read_like_an_offset(tmp_path):
    dataset = 'date: {column: o, format: "%Y-%m-%d %H:%M %Z"}'
    top = "calendar: {timezone: Asia/Tokyo}"
    found = measure(
        tmp_path, page("{count: rows}", dataset, top=top), d="o\n2026-05-31 20:00 UTC\n"
    )
    starts = [fact.start.isoformat() for fact in found.facts if fact.parts.numerator]
    assert starts == ["2026-06-01"]


@given(
    st.integers(0, 535 * 24),
    st.integers(1, 72),
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
)
@settings(max_examples=15, deadline=None)
def test_the_hours_do_not_depend_on_the_zone_they_are_written_in(
    tmp_path_factory, after, hours, one, other
):
    start = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=after)
    end = start + timedelta(hours=hours)
    cells = [
        moment.astimezone(ZoneInfo(zone)).isoformat()
        for moment, zone in ((start, one), (end, other))
    ]
    got = whole(tmp_path_factory.mktemp("zones"), MEASURES["sum"], ",".join(cells))
    assert got.numerator == hours


def test_workdays_leave_out_holidays(tmp_path):
    (tmp_path / "holidays.csv").write_text(
        "date,name\n2026-05-25,Spring bank holiday\n2026-05-30,A Saturday\n", encoding="utf-8"
    )
    top = "calendar: {holidays: holidays.csv}"
    line = "2026-05-22,2026-05-27"
    found = whole(tmp_path, '{sum: "workdays(o, c)"}', line, top=top)
    assert found.numerator == 2
    assert whole(tmp_path, '{sum: "workdays(o, c)"}', line, top="").numerator == 3
    within = "{within: {from: o, to: c, workdays: 2}}"
    assert whole(tmp_path, within, line, top=top).numerator == 1
    assert whole(tmp_path, within, line, top="").numerator == 0
