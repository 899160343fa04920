"""Whether promises are kept, how often, and who owns what is missing."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.agreements import (
    Agreement,
    AgreementState,
    Edge,
    EdgeState,
    Keeping,
    Threshold,
)
from cxscore.model.choices import Polarity
from cxscore.model.kpi import TargetStep
from cxscore.model.outline import Owner
from cxscore.model.registers import Written
from tests.score import made

PEOPLE = (
    Owner("amara", "Amara Osei", team="Customer"),
    Owner("jonas", "Jonas Lindqvist", team="Operations"),
    Owner("marek", "Marek Nowak", team="Operations"),
)


def kpi(name, target=None, owner="amara", **more):
    steps = (TargetStep(value=target),) if target is not None else None
    return made.kpi(id=name, name=name.upper(), owner=owner, target=steps, **more)


def card(kpis, agreements, as_of=date(2026, 7, 6)):
    """*kpis* are pairs of a KPI and its values up to June 2026."""
    defined = made.definition(*(one for one, _ in kpis), owners=PEOPLE)
    found = [fact for one, values in kpis for fact in made.values("2026-06", values, one.id)]
    written = Written(agreements=tuple(agreements))
    return made.scorecard(defined, found, written=written, as_of=as_of)


def promise(id_="p1", value=95.0, kpi="on_time", **more):
    threshold = Threshold(value, at_least=True) if kpi else None
    return Agreement(id_, "jonas", "amara", "On time", kpi=kpi, threshold=threshold, **more)


def test_the_value_of_the_period_is_held_against_the_threshold():
    values = [94.0] * 4 + [96.0] * 9 + [94.0, 94.5]
    (found,) = card([(kpi("on_time"), values)], [promise()]).agreements
    assert found.keeping is Keeping.BROKEN
    assert (found.period, found.value) == ("2026-06", 94.5)
    assert found.kept_of_12 == (9, 12), "of the last twelve, of which the first was kept"
    assert found.streak == 2


def test_a_streak_is_as_long_as_it_was_measured_whatever_is_shown():
    one = kpi("on_time", target=97.0, by=(("region",),))
    values = [94.0] + [96.0] * 41
    facts = made.values("2026-06", values, "on_time")
    for name in ("North", "South"):
        parts = [made.value_parts(value) for value in values]
        facts += made.facts(made.MONTHS, "2026-06", parts, "on_time", ("region",), (name,))
    defined = made.definition(one, owners=PEOPLE, history=24)
    written = Written(agreements=(promise(), promise("p2", segment=("region", "North"))))
    card = made.scorecard(defined, facts, written=written)
    assert [each.streak for each in card.agreements] == [41, 41]
    assert card.agreements[0].round_met == date(2026, 1, 31)
    assert card.accountability.celebrate == ()
    assert len(card.kpis[0].series) == 24
    assert card.kpis[0].periods_off_target == 42


def test_a_round_is_thanked_for_in_the_period_in_which_it_is_full():
    values = [94.0] + [96.0] * 36
    found = card([(kpi("on_time"), values)], [promise()])
    assert [each.periods for each in found.accountability.celebrate] == [36]


def test_only_the_days_of_the_promise_count():
    values = [94.0] * 4 + [96.0] * 3
    (found,) = card([(kpi("on_time"), values)], [promise(due=date(2026, 5, 31))]).agreements
    assert (found.keeping, found.kept_of_12) == (Keeping.KEPT, (2, 2))
    (ahead,) = card([(kpi("on_time"), values)], [promise(due=date(2026, 8, 1))]).agreements
    assert (ahead.keeping, ahead.kept_of_12) == (Keeping.NOT_YET_DUE, None)


def test_a_period_without_a_value_says_nothing():
    (found,) = card([(kpi("on_time"), [96.0, None])], [promise()]).agreements
    assert (found.keeping, found.value, found.kept_of_12) == (Keeping.NOT_MEASURED, None, (1, 1))


@pytest.mark.parametrize(
    ("due", "closed", "expected"),
    [
        ("2026-06-30", "2026-06-30", Keeping.KEPT),
        ("2026-06-30", "2026-07-01", Keeping.BROKEN),
        ("2026-07-05", None, Keeping.BROKEN),
        ("2026-07-06", None, Keeping.NOT_YET_DUE),
        (None, "2026-06-30", Keeping.KEPT),
        (None, None, Keeping.NOT_MEASURED),
    ],
)
def test_without_a_measure_days_decide(due, closed, expected):
    days = {"due": due, "closed": closed}
    given = {key: day and date.fromisoformat(day) for key, day in days.items()}
    (found,) = card([(kpi("on_time"), [96.0])], [promise(kpi=None, **given)]).agreements
    assert found.keeping is expected


def test_a_segment_is_measured_alone():
    one = kpi("on_time", by=(("region",),))
    facts = made.values("2026-06", [96.0, 96.0], "on_time") + made.facts(
        made.MONTHS,
        "2026-06",
        [made.value_parts(90.0), made.value_parts(91.0)],
        "on_time",
        ("region",),
        ("North",),
    )
    written = Written(agreements=(promise(segment=("region", "North")),))
    defined = made.definition(one, owners=PEOPLE)
    (found,) = made.scorecard(defined, facts, written=written).agreements
    assert (found.value, found.kept_of_12, found.streak) == (91.0, (0, 2), 2)


def test_a_promise_that_has_ended_counts_for_nothing():
    over = promise(due=date(2025, 1, 1), closed=date(2025, 12, 31), serves="nps")
    kpis = [(kpi("on_time"), [94.0] * 18), (kpi("nps", 40.0), [45.0] * 18)]
    scorecard = card(kpis, [over, replace(over, id="p2", closed=date(2026, 6, 30))])
    ended, running = scorecard.agreements
    assert (ended.keeping, ended.value, ended.streak, ended.slack) == (
        Keeping.ENDED,
        None,
        0,
        False,
    )
    assert (running.keeping, running.streak, running.slack) == (Keeping.BROKEN, 18, True)
    assert [edge.agreements for edge in scorecard.accountability.edges] == [("p2",)]
    promised = {owner.owner.id: owner.promises_broken for owner in scorecard.owners}
    assert promised["jonas"] == 1


def test_a_promise_that_has_ended_leaves_a_gap_to_others():
    over = [promise(f"p{at}", closed=date(2026, 5, 31)) for at in (2, 3)]
    assert not any(each.gap_nobody_owns for each in behind(*over).values())


def behind(*more, nps=30.0):
    kpis = [(kpi("on_time", serves="nps"), [96.0] * 3), (kpi("nps", 40.0), [nps] * 3)]
    return {each.agreement.id: each for each in card(kpis, [promise("p1"), *more]).agreements}


def test_nobody_owns_the_gap_where_all_promises_behind_it_are_kept():
    found = behind(promise("p2", 90.0))
    assert all(each.gap_nobody_owns and each.serves == "nps" for each in found.values())
    assert not behind(promise("p2", 90.0), nps=41.0)["p1"].gap_nobody_owns, "on target"
    assert not behind()["p1"].gap_nobody_owns, "one promise"
    assert not behind(promise("p2", 97.0))["p1"].gap_nobody_owns, "one is broken"
    contested = promise("p2", 90.0, state=AgreementState.CONTESTED)
    assert not behind(contested)["p1"].gap_nobody_owns, "one is not agreed"
    late = promise("p3", kpi=None, serves="nps", due=date(2026, 6, 1))
    assert not behind(promise("p2", 90.0), late)["p1"].gap_nobody_owns, "one is late"


def test_slack_is_three_broken_periods_that_nobody_feels():
    assert behind(promise("p2", 97.0), nps=41.0)["p2"].slack
    assert not behind(promise("p2", 97.0), nps=30.0)["p2"].slack
    kpis = [(kpi("on_time", serves="nps"), [98.0, 96.0, 96.0]), (kpi("nps", 40.0), [41.0] * 3)]
    (found,) = card(kpis, [promise(value=97.0)]).agreements
    assert (found.streak, found.slack) == (2, False)


def test_owners_count_what_they_promise_and_receive():
    refused = promise("p2", 97.0, state=AgreementState.REFUSED)
    found = card([(kpi("on_time"), [96.0])], [promise(), promise("p3", 97.0), refused]).owners
    amara, jonas, _ = found
    assert (jonas.promises_given, jonas.promises_broken, jonas.promises_received) == (2, 1, 0)
    assert (amara.promises_given, amara.promises_received) == (0, 2)


def edges(promises, on_time=90.0, **more):
    one = kpi("on_time", 95.0, contributors={"jonas": "drives", "marek": "packs"})
    agreements = [promise("p1", **more)][:promises]
    return card([(one, [on_time])], agreements).accountability.edges


def test_edges_lead_from_who_gives_to_who_needs_it():
    silent = Edge("marek", "amara", "on_time", (), EdgeState.SILENT)
    assert edges(1) == (Edge("jonas", "amara", "on_time", ("p1",), EdgeState.BROKEN), silent)
    contested = edges(1, value=80.0, state=AgreementState.CONTESTED)
    assert [edge.state for edge in contested] == [EdgeState.CONTESTED, EdgeState.SILENT]
    refused = edges(1, value=80.0, state=AgreementState.REFUSED)
    assert [edge.state for edge in refused] == [EdgeState.SILENT] * 2, "it is promised by nobody"
    assert [edge.state for edge in edges(0, 96.0)] == [EdgeState.UNPROMISED] * 2


def test_the_matrix_has_teams_once_and_tells_what_crosses_them():
    kpis = [
        (kpi("a", contributors={"jonas": "x", "marek": "y"}), [1.0]),
        (kpi("b", owner="marek", contributors={"jonas": "x"}), [1.0]),
        (kpi("c", owner="jonas", serves="a"), [1.0]),
        (kpi("d"), [1.0]),
    ]
    found = card(kpis, []).accountability
    assert [row.silos for row in found.matrix] == [
        ("Customer", "Operations"),
        ("Operations",),
        ("Operations",),
        ("Customer",),
    ]
    assert found.matrix[0].contributors == ("jonas", "marek")
    assert found.crossing == (2, 4), "a by its contributors, c by what it serves"


def test_a_promise_measured_by_a_kpi_that_is_not_shown_is_left_out():
    kpis = [kpi("on_time"), kpi("nps")]
    written = Written(agreements=(promise("p1"), promise("p2", kpi="nps"), promise("p3", kpi=None)))
    defined = made.definition(*kpis, owners=PEOPLE)
    found = made.scorecard(
        defined, made.values("2026-06", [96.0], "nps"), written=written, chosen=frozenset({"nps"})
    )
    assert [each.agreement.id for each in found.agreements] == ["p2", "p3"]


def test_at_most_is_kept_below():
    lower = replace(promise(), threshold=Threshold(4.0, at_least=False))
    one = kpi("on_time", polarity=Polarity.LOWER_IS_BETTER)
    (found,) = card([(one, [3.9])], [lower]).agreements
    assert found.keeping is Keeping.KEPT
