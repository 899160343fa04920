"""Events on charts, and the steps that are proposed near them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.registers import Event, Written
from cxscore.rendering.words.proposals import proposals_said
from tests.score import made

BEFORE = [10.0, 11.0, 9.0, 10.0, 11.0, 9.0, 10.0, 11.0]
AFTER = [15.0, 16.0, 14.0, 15.0, 16.0, 14.0, 15.0]
STEP = [*BEFORE, *AFTER]
"""The second level begins in December 2025."""


def scored(values, *events, **more):
    written = Written(events=tuple(events))
    return made.scored(made.kpi(**more), made.values("2026-06", values), written=written)


def event(day, title="New courier", kpi="k"):
    return Event(date.fromisoformat(day), title, kpi)


def test_events_stand_in_order_of_time():
    one = scored(
        STEP,
        event("2026-02-10", "Second"),
        event("2025-12-31", "First", None),
        event("2026-01-01", "Of another", "other"),
        event("2019-01-01", "Before the chart"),
    )
    assert [(mark.period, mark.event.title) for mark in one.events] == [
        ("2025-12", "First"),
        ("2026-02", "Second"),
    ]


@pytest.mark.parametrize("day", ["2025-11-03", "2025-12-24", "2026-01-31"])
def test_a_lasting_step_near_an_event_is_proposed(day):
    one = scored(STEP, event(day))
    assert (one.proposal.period, one.proposal.event.title) == ("2025-12", "New courier")
    assert (one.proposal.before, one.proposal.after) == (10.125, 15.0)


@pytest.mark.parametrize(
    ("values", "day"),
    [
        pytest.param(STEP[:-1], "2025-12-24", id="six points are no run"),
        pytest.param([*STEP[:-1], 9.0], "2025-12-24", id="it has come back"),
        pytest.param([*STEP, 10.125], "2025-12-24", id="it has come back to the mean before"),
        pytest.param([10.0, 11.0, 9.0, 10.0] * 4, "2025-12-24", id="steady"),
        pytest.param([10.0] * 15, "2025-12-24", id="constant"),
    ],
)
def test_nothing_is_proposed(values, day):
    assert scored(values, event(day)).proposal is None


def test_a_lasting_change_is_proposed_without_an_event_too():
    far, none = scored(STEP, event("2025-09-15")), scored(STEP)
    assert far.proposal == none.proposal
    assert (none.proposal.period, none.proposal.event) == ("2025-12", None)
    assert (none.proposal.before, none.proposal.after) == (10.125, 15.0)
    assert none.signal.limits_left_since == "2025-12"


@pytest.mark.parametrize(
    ("jump", "near"),
    [pytest.param(8.0, None, id="a-climb"), pytest.param(9.0, "New courier", id="a-step")],
)
def test_a_step_fits_better_than_a_line_or_there_is_none(jump, near):
    """Of 0 to 6 and of 7 to 13, lifted by a jump d, two levels leave 2 · 28 = 56.

    The line leaves (7/2 - 24.5²/227.5) d² = 0.862 d²: 55.1 for 8 and 69.8 for 9.
    """
    climbing = [*map(float, range(7)), *(at + jump for at in map(float, range(7, 14)))]
    found = scored(climbing, event("2025-12-24")).proposal
    assert (found.period, found.event and found.event.title) == ("2025-12", near)


def test_limits_that_are_left_are_reason_enough_where_no_step_fits_best():
    climbing = [
        10.0,
        11.0,
        9.0,
        10.0,
        11.0,
        9.0,
        10.0,
        11.0,
        9.0,
        10.0,
        11.0,
        9.0,
        20.0,
        24.0,
        28.0,
    ]
    one = scored(climbing)
    assert one.proposal.period == one.signal.limits_left_since == "2026-04"
    assert (one.proposal.before, one.proposal.after) == (10.0, 24.0)


def test_a_break_that_is_there_is_not_proposed_again():
    from cxscore.model.kpi import Break

    one = scored(STEP, event("2025-12-24"), breaks=(Break("2025-12", "New courier"),))
    assert one.proposal is None


def test_rolling_windows_have_no_steps():
    assert scored(STEP * 2, event("2025-12-24"), window=3).proposal is None


def test_a_proposal_is_said_and_never_applied():
    card = made.scorecard(
        made.definition(made.kpi()),
        made.values("2026-06", STEP),
        written=Written(events=(event("2025-12-24"),)),
    )
    assert list(proposals_said(card)) == [
        (
            "k",
            "kpis.k is higher since 2025-12 (15 on average, 10 before), "
            "near 'New courier' on 2025-12-24",
            "consider a break from 2025-12: New courier",
        )
    ]
    assert len({point.limits for point in card.kpis[0].series}) == 1


def test_a_proposal_without_an_event_asks_for_the_reason():
    card = made.scorecard(made.definition(made.kpi()), made.values("2026-06", STEP))
    assert list(proposals_said(card)) == [
        (
            "k",
            "kpis.k is higher since 2025-12 (15 on average, 10 before)",
            "consider a break from 2025-12, with its reason",
        )
    ]


@given(st.lists(st.integers(-50, 50).map(float), min_size=3, max_size=40))
def test_mirrored_series_have_mirrored_steps(values):
    happened = event("2025-12-24")
    one, other = scored(values, happened), scored([-value for value in values], happened)
    assert (one.proposal is None) == (other.proposal is None)
    if one.proposal is not None and other.proposal is not None:
        assert one.proposal.period == other.proposal.period
        assert one.proposal.after == -other.proposal.after
