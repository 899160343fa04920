"""Data that should have arrived and has not."""

from datetime import date

import pytest

from cxscore.calendar import Calendar, Grain
from cxscore.model.dataset import DataFile, Dataset
from cxscore.model.measured import Coverage, Source
from cxscore.model.measures import Count, Ratio, RatioPart
from cxscore.score.accountability.sources import datasets_of
from tests.score import made


def source(last, path="d.csv", dataset="d"):
    day = date.fromisoformat(last) if last else None
    return Source(dataset, path, "0", 9, 9, 0, day, day)


def card(*sources, within=5, as_of="2026-07-06", daily=False, one=None, **more):
    arriving = Dataset("d", (DataFile("d.csv"),), arrives_within_days=within)
    defined = made.definition(one or made.kpi(), datasets={"d": arriving}, **more)
    days = 181 if daily else 6
    cover = {"k": (Coverage("d", date(2026, 1, 1), date(2026, 6, 30), days),)}
    return made.scorecard(
        defined,
        made.values("2026-06", [1.0]),
        as_of=date.fromisoformat(as_of),
        coverage=cover,
        sources=sources,
    )


@pytest.mark.parametrize(
    ("last", "as_of", "within", "daily", "stale"),
    [
        ("2026-06-01", "2026-07-06", 5, False, False),
        ("2026-05-31", "2026-07-06", 5, False, True),
        ("2026-05-31", "2026-07-05", 5, False, False),
        ("2026-05-01", "2026-07-05", 5, False, False),
        ("2026-04-30", "2026-07-05", 5, False, True),
        ("2026-06-29", "2026-07-06", 5, True, True),
        ("2026-06-30", "2026-07-06", 5, True, False),
        ("2026-05-31", "2026-07-06", None, False, False),
        ("2026-05-31", "2026-07-01", 0, False, True),
        ("2026-05-31", "2026-06-30", 0, False, False),
        ("2026-06-20", "2026-09-01", 5, False, True),
        (None, "2026-07-06", 5, False, True),
    ],
    ids=[
        "monthly-arrived",
        "monthly-late",
        "last-day-to-arrive",
        "the-month-before-arrived",
        "the-month-before-late",
        "daily-stops-a-day-short",
        "daily-arrived",
        "nothing-promised",
        "promised-at-once",
        "not-yet-ended",
        "long-after",
        "no-rows-at-all",
    ],
)
def test_a_dataset_is_stale_where_it_does_not_reach_the_period_it_should(
    last, as_of, within, daily, stale
):
    found = card(source(last), as_of=as_of, within=within, daily=daily)
    assert [each.stale for each in found.sources] == [stale]
    assert found.kpis[0].stale is stale


def test_only_the_newest_file_of_a_stale_dataset_is_marked():
    found = card(source("2025-12-31", "old.csv"), source("2026-05-31", "new.csv"))
    assert [(each.source.path, each.stale) for each in found.sources] == [
        ("old.csv", False),
        ("new.csv", True),
    ]


def test_a_dataset_that_was_not_read_is_not_stale():
    assert card().sources == ()


def test_a_quarterly_dataset_has_until_its_quarter_has_ended():
    one = made.kpi(period=Grain.QUARTER)
    assert not card(source("2026-02-01"), as_of="2026-07-05", one=one).sources[0].stale
    assert card(source("2026-02-01"), as_of="2026-07-06", one=one).sources[0].stale


def test_a_dataset_that_no_kpi_names_goes_by_the_calendar():
    one = made.kpi(dataset="other")
    assert card(source("2026-05-31"), one=one).sources[0].stale


def test_before_a_listed_calendar_starts_nothing_is_expected():
    listed = Calendar(Grain.LISTED, 1, made.MONTHS.up_to(made.MONTHS.parse("2026-06"), 1))
    assert not card(source("2026-05-31"), as_of="2026-07-01", calendar=listed).sources[0].stale


def test_the_datasets_behind_a_kpi():
    ratio = Ratio(RatioPart("complaints", count_rows=True), RatioPart(sum="orders"))
    assert datasets_of(made.kpi(ratio), ()) == {"d", "complaints"}
    cover = Coverage("found", date(2026, 1, 1), date(2026, 1, 2), 2)
    assert datasets_of(made.kpi(Count(), dataset=None), [cover]) == {"found"}
