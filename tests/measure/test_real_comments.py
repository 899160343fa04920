"""What patients of two trusts wrote, 7 908 rows, against numbers that are known."""

import json

import pytest

import cxscore
from tests.measure.patients import built, header_and_rows


@pytest.fixture(scope="module")
def table(request):
    """The header and the rows of the file."""
    return header_and_rows(request.getfixturevalue("real_data"))


@pytest.fixture(scope="module")
def every(table, tmp_path_factory):
    return built(tmp_path_factory.mktemp("all"), *table)


@pytest.fixture(scope="module")
def of_neas(table, tmp_path_factory):
    """Return how to build a quarter of NEAS, of rows whose date can be read in one way alone."""
    header, rows = table
    trust, date = header.index("Trust"), header.index("Date")
    plain = [r for r in rows if r[trust] == "NEAS" and int(r[date].split("/")[0]) > 12]
    return lambda period: built(tmp_path_factory.mktemp("neas"), header, plain, period)


def of(scorecard):
    return {theme.id: theme for theme in scorecard.comments.themes}


def test_respondents_are_the_base(every):
    found = every.comments
    assert (found.rows, found.said, found.base, found.no_theme) == (7908, 6205, 4129, 135)
    assert len(found.themes) == 48


@pytest.mark.parametrize(
    ("name", "count", "share", "low", "high"),
    [
        ("Staff manner & personal attributes", 1358, 32.889319, 31.472793, 34.337655),
        ("Timeliness of care", 998, 24.170501, 22.889063, 25.499956),
        ("Parking", 1, 0.024219, 0.004275, 0.137067),
    ],
)
def test_shares(every, name, count, share, low, high):
    found = of(every)[name]
    assert found.count == count
    assert (found.share, found.low, found.high) == pytest.approx((share, low, high), abs=5e-7)


def test_a_theme_as_a_kpi_is_the_same(every):
    (kpi,) = every.kpis
    assert (kpi.n, kpi.numerator, round(kpi.value, 6)) == (4129, 1358, 32.889319)


def test_an_interval_without_zero_is_no_faller(of_neas):
    scorecard = of_neas("2022-Q2")
    found = of(scorecard)["Referals & continuity of care"]
    change = found.previous
    assert (scorecard.comments.base, scorecard.comments.tested) == (581, 25)
    assert (found.series[-2].base, found.series[-2].count, found.count) == (503, 18, 8)
    assert (change.change, change.low, change.high) == pytest.approx(
        (-2.2016, -4.3197, -0.3493), abs=5e-5
    )
    assert (round(change.p_value, 6), round(change.q_value, 6)) == (0.018146, 0.453655)
    assert change.p_value == min(
        each.previous.p_value for each in of(scorecard).values() if each.previous.p_value
    )
    assert not any(each.previous.direction for each in of(scorecard).values())


def test_the_quarter_after(of_neas):
    scorecard = of_neas("2022-Q3")
    change = of(scorecard)["Cleanliness, tidiness & infection control"].previous
    assert scorecard.comments.base == 486
    assert (round(change.p_value, 6), round(change.q_value, 6)) == (0.045396, 0.577128)
    assert not any(each.previous.direction for each in of(scorecard).values())


def test_no_more_words_leave_than_are_printed(every, table):
    """Of 6 205 comments, none but those chosen by rule stands in any file."""
    header, rows = table
    answer = header.index("FFT answer")
    printed = [each.text for theme in every.comments.themes for each in theme.verbatims]
    assert 0 < len(printed) <= 2 * 48
    document = json.dumps(json.loads(cxscore.render(every, "json")), ensure_ascii=False)
    page = cxscore.render(every, "html").decode()
    long = {row[answer].strip() for row in rows if 40 <= len(row[answer].strip()) <= 300}
    said = " ".join(printed)
    for text in long:
        if text not in said:
            assert text not in document
            assert text not in page
