"""Files that nobody here wrote, read as they are, against numbers that are known."""

import csv
from datetime import date

import pytest

import cxscore
from cxscore.model.verdicts import Status
from cxscore.problems import Problems
from cxscore.score.charts.limits import process_limits


@pytest.fixture
def page(real_data, root, tmp_path):
    """Open one of the definitions under tests/real, beside the files."""

    def read(name):
        (tmp_path / "data").symlink_to(real_data / "data")
        text = (root / "tests" / "real" / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / "kpis.yaml").write_text(text, encoding="utf-8")
        return cxscore.read(tmp_path / "kpis.yaml", allow=[real_data / "data"])

    return read


@pytest.fixture
def calls(page):
    return cxscore.build(page("vancouver"), period="2024-09")


def kpi(scorecard, id_):
    return next(each for each in scorecard.kpis if each.kpi.id == id_)


def test_abandonment(calls):
    found = kpi(calls, "abandonment")
    assert (found.numerator, found.denominator) == (1566, 26441)
    assert found.value == pytest.approx(100 * 1566 / 26441, rel=1e-12)
    assert round(found.value, 4) == 5.9226


def test_speed_of_answer_is_weighted_by_the_calls_handled(calls):
    found = kpi(calls, "speed_of_answer")
    assert round(found.value, 4) == 60.5167
    days = [p.value for p in found.series]
    assert len(days) == 24


def test_service_level_is_weighted_by_the_calls_offered(calls, real_data):
    path = real_data / "data" / "vancouver-311-contact-centre.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        days = [d for d in csv.DictReader(stream, delimiter=";") if d["Date"][:7] == "2024-09"]
    offered = sum(float(day["CallsOffered"]) for day in days)
    answered = sum(float(day["ServiceLevel"]) * float(day["CallsOffered"]) for day in days)
    found = kpi(calls, "service_level")
    assert found.value == pytest.approx(100 * answered / offered, rel=1e-9)
    assert found.value != pytest.approx(
        100 * sum(float(day["ServiceLevel"]) for day in days) / len(days), rel=1e-3
    )


def test_limits_and_run_of_the_last_two_years(calls):
    points = [point.value for point in kpi(calls, "abandonment").series]
    limits = process_limits([points], screen=False)
    found = (limits.mean, limits.lower, limits.upper)
    assert found == pytest.approx((5.508414, 2.161432, 8.855396), abs=5e-7)
    below = [value < limits.mean for value in points]
    longest = max(len(run) for run in "".join("b" if b else "a" for b in below).split("a"))
    assert longest == 9


def test_missing_days_and_the_first_month_are_announced(page):
    found = [(p.code, p.text) for p in cxscore.build(page("vancouver")).problems]
    assert found == [
        ("CX231", "2 days are missing: 2010-03-07, 2013-03-08"),
        (
            "CX233",
            "it starts on 2009-06-15: 2009-06 is partial and left out of limits and comparisons",
        ),
    ]


def test_within_4_hours_and_by_type(page):
    scorecard = cxscore.build(page("nhs"), period="2019-03")
    found = kpi(scorecard, "within_4_hours")
    assert round(found.value, 4) == 86.6043
    assert found.status is Status.OFF_TARGET
    by_type = {segment.segment: segment.value for segment in found.segments}
    assert round(by_type["1",], 4) == 79.4863
    assert found.gap == pytest.approx(found.value - 95, rel=1e-12)


def test_blanks_in_a_column_of_numbers_are_left_out_and_counted(page):
    scorecard = cxscore.build(page("telco"))
    assert kpi(scorecard, "churn").n == 7043
    assert kpi(scorecard, "churn").numerator == 1869
    assert kpi(scorecard, "charges").n == 7032
    assert kpi(scorecard, "charges").series[-1].left_out == 11


def test_two_ways_to_write_a_date_are_refused(page):
    with pytest.raises(Problems) as error:
        cxscore.build(page("comments"))
    assert {problem.code for problem in error.value.found} == {"CX202"}


def test_as_of_is_the_pages_own(page):
    assert page("nhs").heading.as_of == date(2019, 4, 15)
