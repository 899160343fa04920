"""What customers value: derived importance beside what they state, and where these disagree."""

from dataclasses import replace

import pytest

from cxscore.model.findings import Drivers, DriverShare
from cxscore.model.outline import Moment, Stage
from cxscore.score.methods.valued import valued_by_customers
from tests.rendering.builders import make_kpi


def scored(id_="csat", p_value=0.001, **shares):
    items = tuple(
        DriverShare(column, share, share - 0.01, share + 0.01, 70.0, 1, column == "a")
        for column, share in shares.items()
    )
    return replace(
        make_kpi(id_, [1.0, 2.0]), drivers=Drivers(0.3, 500, 0, 0.95, items, {}, p_value)
    )


def journey(**stated):
    moments = tuple(
        Moment(f"m_{column}", column, importance, drivers=(column,))
        for column, importance in stated.items()
    )
    return (Stage("way", "Way", moments),)


def ranks(kpi, stages):
    found = valued_by_customers([kpi], stages)
    return {d.column: (d.stated_rank, d.derived_rank, d.disagrees) for d in found.drivers}


def test_the_most_important_comes_first_with_the_moment_that_names_it():
    found = valued_by_customers([scored(b=0.3, a=0.7)], journey(a=4.5))
    assert [(d.column, d.rank, d.moment, d.stated) for d in found.drivers] == [
        ("a", 1, "m_a", 4.5),
        ("b", 2, None, None),
    ]
    first = found.drivers[0]
    assert (first.share, first.performance, first.look_first) == (0.7, 70.0, True)
    assert first.low == pytest.approx(0.69)


def test_a_stage_may_name_one_as_well():
    stages = (Stage("order", "Order", (), 3.4, drivers=("a",)),)
    (found,) = valued_by_customers([scored(a=1.0)], stages).drivers
    assert (found.moment, found.stated) == ("order", 3.4)


def test_two_ranks_apart_disagree():
    found = ranks(scored(a=0.5, b=0.3, c=0.2), journey(a=2.0, b=3.0, c=5.0))
    assert found == {"a": (3, 1, True), "b": (2, 2, False), "c": (1, 3, True)}


def test_one_rank_apart_is_none():
    found = ranks(scored(a=0.5, b=0.3, c=0.2), journey(a=4.0, b=5.0, c=2.0))
    assert not any(disagrees for *_, disagrees in found.values())


def test_ranks_are_among_those_that_are_stated():
    found = ranks(scored(a=0.4, b=0.3, c=0.2, d=0.1), journey(a=2.0, d=3.0))
    assert found == {
        "a": (2, 1, False), "b": (None, None, False), "c": (None, None, False), "d": (1, 2, False),
    }  # fmt: skip


def test_ties_disagree_by_no_more_than_they_must():
    # All three are stated alike: any of their ranks may be the first.
    found = ranks(scored(a=0.5, b=0.3, c=0.2), journey(a=4.0, b=4.0, c=4.0))
    assert not any(disagrees for *_, disagrees in found.values())
    found = ranks(scored(a=0.4, b=0.3, c=0.2, d=0.1), journey(a=2.0, b=4.0, c=4.0, d=5.0))
    assert [column for column, each in found.items() if each[2]] == ["a", "d"]


def test_what_may_be_chance_is_not_among_them():
    assert valued_by_customers([scored(p_value=0.4, a=1.0)], ()) is None
    found = valued_by_customers([scored("x", 0.4, a=1.0), scored("y", 0.01, a=1.0)], ())
    assert [d.kpi for d in found.drivers] == ["y"]


def test_without_drivers_there_is_nothing():
    assert valued_by_customers([make_kpi("a", [1.0, 2.0])], journey(a=3.0)) is None
