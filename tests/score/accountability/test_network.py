"""Who depends on whom: promises and contributions between people and between their teams."""

from dataclasses import replace

import pytest

from cxscore.model.agreements import (
    Agreement,
    AgreementState,
    EdgeState,
    Keeping,
    ScoredAgreement,
    Threshold,
)
from cxscore.model.kpi import TargetStep
from cxscore.model.outline import Owner
from cxscore.score.accountability.network import crossing, edges_between, matrix_of
from tests.score import made

OWNERS = {
    "amara": Owner("amara", "Amara", team="Customer"),
    "ana": Owner("ana", "Ana", team="Customer"),
    "jonas": Owner("jonas", "Jonas", team="Operations"),
    "sole": Owner("sole", "Sole"),
}


def kpi(id_="k", owner="amara", contributors=(), serves=None, value=9.0):
    """Return a scored KPI with a target of 10."""
    one = made.kpi(
        id=id_,
        owner=owner,
        contributors=dict.fromkeys(contributors, ""),
        target=(TargetStep(value=10.0),),
        serves=serves,
    )
    return made.scored(one, made.values("2026-06", [value], id_))


def promise(keeping=Keeping.KEPT, giver="jonas", state=AgreementState.AGREED, id_="p", **more):
    told = Agreement(id_, giver, "amara", "It", kpi="k", threshold=Threshold(5.0, at_least=True))
    return ScoredAgreement(replace(told, state=state), keeping, **more)


BROKEN, KEPT = promise(Keeping.BROKEN), promise()
CONTESTED = promise(state=AgreementState.CONTESTED, id_="c")


@pytest.mark.parametrize(
    ("promises", "value", "state"),
    [
        ([KEPT], 9.0, EdgeState.KEPT),
        ([KEPT, BROKEN], 9.0, EdgeState.BROKEN),
        ([CONTESTED, BROKEN], 9.0, EdgeState.BROKEN),
        ([CONTESTED, KEPT], 9.0, EdgeState.CONTESTED),
        ([promise(Keeping.NOT_YET_DUE)], 9.0, EdgeState.OPEN),
        ([promise(Keeping.NOT_MEASURED)], 9.0, EdgeState.OPEN),
        ([], 9.0, EdgeState.SILENT),
        ([], 10.0, EdgeState.UNPROMISED),
        # One that is refused or has ended stands for nothing: who contributes is silent.
        ([promise(state=AgreementState.REFUSED)], 9.0, EdgeState.SILENT),
        ([promise(Keeping.ENDED)], 9.0, EdgeState.SILENT),
    ],
)
def test_the_state_of_an_edge(promises, value, state):
    (edge,) = edges_between(promises, [kpi(contributors=["jonas"], value=value)])
    assert (edge.giver, edge.receiver, edge.kpi, edge.state) == ("jonas", "amara", "k", state)


def test_a_promise_is_for_the_kpi_that_it_serves():
    edges = edges_between([promise(serves="goal")], [kpi(), kpi("goal")])
    assert [(edge.kpi, edge.agreements) for edge in edges] == [("goal", ("p",))]


def test_who_has_promised_something_for_either_kpi_is_not_silent_about_it():
    kpis = [kpi(contributors=["jonas"]), kpi("goal", contributors=["jonas", "ana"])]
    edges = edges_between([promise(serves="goal")], kpis)
    assert [(edge.giver, edge.kpi, edge.state) for edge in edges] == [
        ("jonas", "goal", EdgeState.KEPT),
        ("ana", "goal", EdgeState.SILENT),
    ]


def test_nobody_depends_on_themselves():
    assert edges_between([], [kpi(contributors=["amara"])]) == ()


@pytest.mark.parametrize(
    ("contributors", "people", "silos"),
    [
        ([], (), ("Customer",)),
        (["amara"], (), ("Customer",)),
        (["ana"], ("ana",), ("Customer",)),
        (["jonas", "ana"], ("jonas", "ana"), ("Customer", "Operations")),
        (["sole"], ("sole",), ("Customer", "Sole")),
        (["unknown"], ("unknown",), ("Customer", "unknown")),
    ],
)
def test_people_and_silos_of_a_kpi(contributors, people, silos):
    (row,) = matrix_of([kpi(contributors=contributors)], OWNERS)
    assert (row.owner, row.contributors, row.silos) == ("amara", people, silos)


@pytest.mark.parametrize(
    ("kpis", "found"),
    [
        ([], (0, 0)),
        ([kpi()], (0, 1)),
        ([kpi(contributors=["ana"])], (0, 1)),
        ([kpi(contributors=["jonas"])], (1, 1)),
        ([kpi(serves="goal"), kpi("goal", owner="jonas")], (1, 2)),
        ([kpi(serves="goal"), kpi("goal", owner="ana")], (0, 2)),
        ([kpi(serves="not shown")], (0, 1)),
    ],
    ids=str,
)
def test_kpis_that_need_two_teams(kpis, found):
    assert crossing(kpis, OWNERS) == found
