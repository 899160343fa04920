"""What the gate says of a pack: what it objects to, and what somebody accepts."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from cxscore.gate.asking import Asked
from cxscore.gate.conditions import CONDITIONS, Breach, Condition
from cxscore.model.accepted import Accepted
from cxscore.model.gate import AcceptedBreach, Gate, Objection
from cxscore.model.scorecard import Scorecard


def judge(scorecard: Scorecard, asked: Sequence[Asked], *, holds: bool = False) -> Gate:
    """Return what the gate says of *scorecard*.

    Args:
        scorecard: it may show some of the KPIs alone: of the others nothing is asked then.
        asked: none for no gate.
        holds: whether a pack that is objected to is not to go out.
    """
    in_force = {
        scored.kpi.id: [each for each in scored.kpi.accepted if each.holds_on(scorecard.as_of)]
        for scored in scorecard.kpis
    }
    objections = dict.fromkeys(
        _objection(each.condition, breach, each.kpis)
        for each in asked
        for breach in each.condition.find(scorecard)
        if _is_meant(breach, each) and not _is_accepted(breach, each.condition, in_force)
    )
    every = tuple(_accepted(scorecard, asked, in_force))
    return Gate(tuple(each.text for each in asked), tuple(objections), every, holds)


def _is_meant(breach: Breach, asked: Asked) -> bool:
    return asked.kpis is None or not asked.kpis.isdisjoint(breach.kpis)


def _is_accepted(
    breach: Breach, condition: Condition, in_force: Mapping[str, Sequence[Accepted]]
) -> bool:
    """Return whether somebody accepts *breach* of one of its KPIs, or a graver one."""
    names = (condition.name, condition.accepted_with)
    return any(each.what in names for kpi in breach.kpis for each in in_force.get(kpi, ()))


def _accepted(
    scorecard: Scorecard, asked: Iterable[Asked], in_force: Mapping[str, Sequence[Accepted]]
) -> Iterator[AcceptedBreach]:
    """Yield what is accepted and holds, or keeps something that is *asked* from being objected to.

    What is accepted of a KPI that does not breach it is nothing to tell.
    """
    for kpi, every in in_force.items():
        for accepted in every:
            milder = (a.condition for a in asked if a.condition.accepted_with == accepted.what)
            found = (
                _objection(condition, breach, (kpi,))
                for condition in (CONDITIONS[accepted.what], *milder)
                for breach in condition.find(scorecard)
                if kpi in breach.kpis
            )
            first = next(found, None)
            if first is not None:
                yield AcceptedBreach(kpi, accepted, first)


def _objection(condition: Condition, breach: Breach, kpis: Collection[str] | None) -> Objection:
    """Return what is objected to in *breach*, told of the first of *kpis* that it is about."""
    kpi = next((kpi for kpi in breach.kpis if kpis is None or kpi in kpis), None)
    return Objection(
        condition.name,
        condition.evidence,
        kpi,
        breach.row,
        breach.owner,
        breach.value,
        breach.target,
    )
