"""What the nouns know of themselves."""

import json
from datetime import date
from pathlib import Path

import pytest

from cxscore.calendar import Calendar, Grain
from cxscore.model.choices import OverTime
from cxscore.model.dataset import Column, DataFile, Dataset
from cxscore.model.definition import Origin
from cxscore.model.edges import edges_in, written_edges
from cxscore.model.log import LogKind, LogRow, LogStatus
from cxscore.model.measured import Coverage
from cxscore.model.measures import (
    NAMES,
    Count,
    Distinct,
    Formula,
    Mean,
    Nps,
    OpenAtEnd,
    Percentile,
    Share,
    Sum,
    Value,
)
from cxscore.model.outline import Owner, silo_of
from cxscore.problems import Problem, Severity
from tests.score import made


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Value("v"), OverTime.NONE),
        (Formula("a / b"), OverTime.NONE),
        (Sum("s"), OverTime.SUM),
        (Count(), OverTime.SUM),
        (OpenAtEnd("o", "c"), OverTime.LAST),
        (Nps("s"), OverTime.POOL),
        (Share("s"), OverTime.POOL),
        (Mean("s"), OverTime.POOL),
        (Percentile("s", 50.0), OverTime.POOL),
    ],
    ids=lambda value: type(value).__name__,
)
def test_how_periods_make_a_year(measure, expected):
    assert made.kpi(measure).makes_a_year is expected
    assert made.kpi(measure, over_time=OverTime.LAST).makes_a_year is OverTime.LAST


def test_percentiles_and_distinct_counts_are_holistic():
    measures = (Percentile("s", 50.0), Distinct("s"), Nps("s"), Count())
    holistic = {type(measure) for measure in measures if made.kpi(measure).is_holistic}
    assert holistic == {Percentile, Distinct}


def test_every_measure_has_a_name():
    assert NAMES["median"] is NAMES["percentile"] is Percentile
    assert len(set(NAMES.values())) == len(NAMES) - 1


@pytest.mark.parametrize(
    ("days", "length", "expected"),
    [(14, 14, True), (13, 14, True), (12, 14, False), (13, 13, False), (90, 100, True)],
)
def test_nine_days_in_ten_are_nearly_daily(days, length, expected):
    last = date.fromordinal(date(2026, 1, 1).toordinal() + length - 1)
    assert Coverage("d", date(2026, 1, 1), last, days).nearly_daily is expected


PLACES = {(): (1, 1), ("kpis",): (10, 1), ("kpis", "nps"): (11, 3), ("kpis", "nps", 0): (12, 5)}
ORIGIN = Origin("kpis.yaml", Path(), "abc", PLACES)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ((), (1, 1)),
        (("kpis", "nps"), (11, 3)),
        (("kpis", "nps", "owner"), (11, 3)),
        (("kpis", "nps", 0, "x", "y"), (12, 5)),
        (("owners", "amara"), (1, 1)),
    ],
)
def test_a_part_that_is_not_written_has_the_place_of_the_one_above(where, expected):
    assert ORIGIN.place(where) == expected


def test_without_any_place_it_is_the_files_first():
    assert Origin("kpis.yaml", Path(), "abc").place(("kpis",)) == (1, 1)


def test_a_problem_at_its_place():
    found = ORIGIN.problem(("kpis", "nps"), "CX104", "no 'owner'", "add one", Severity.WARNING)
    assert found == Problem(
        "kpis.yaml",
        11,
        3,
        "CX104",
        "no 'owner'",
        Severity.WARNING,
        "add one",
        subject=("kpis", "nps"),
    )


def test_a_kpi_may_be_measured_by_longer_periods():
    one = made.kpi(period=Grain.QUARTER)
    defined = made.definition(one, calendar=Calendar(Grain.MONTH, 4))
    assert defined.period_length(one) == Calendar(Grain.QUARTER, 4)
    assert defined.period_length(made.kpi()) is defined.calendar


NARROW, WIDE, UNTOLD = Column(scale=(1, 5)), Column(scale=(0, 10)), Column()


@pytest.mark.parametrize(
    ("dataset", "files", "scale"),
    [
        (None, [None], None),
        (NARROW, [None, WIDE], (1, 5)),
        (UNTOLD, [NARROW, WIDE], (0, 10)),
        (None, [NARROW, None], None),
        (None, [NARROW, UNTOLD], None),
    ],
    ids=["untold", "of the dataset", "of each file", "not of every file", "without one"],
)
def test_the_scale_of_a_column_holds_in_all_files(dataset, files, scale):
    found = [DataFile("f.csv", {} if column is None else {"score": column}) for column in files]
    columns = {} if dataset is None else {"score": dataset}
    assert Dataset("d", tuple(found), columns).scale("score") == scale


@pytest.mark.parametrize(
    ("id_", "silo"), [("amara", "Customer"), ("ben", "Ben"), ("nobody", "nobody")]
)
def test_who_has_no_team_is_a_silo_alone(id_, silo):
    owners = {
        each.id: each for each in (Owner("amara", "Amara", team="Customer"), Owner("ben", "Ben"))
    }
    assert silo_of(id_, owners) == silo


@pytest.mark.parametrize("edges", [None, (90.0, None, None), (None, 1.0, 2.0), (None, None, 0.0)])
def test_edges_are_read_as_they_were_written(edges):
    assert edges_in(json.loads(json.dumps(written_edges(edges)))) == edges


@pytest.mark.parametrize("status", LogStatus)
def test_what_is_open_or_blocked_is_under_way(status):
    row = LogRow("a", LogKind.ACTION, "A", "ann", status)
    assert row.under_way is (status in (LogStatus.OPEN, LogStatus.BLOCKED))
