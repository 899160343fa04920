"""Two packs against each other: everything in the later one that is not as it was told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from cxscore.model.definition_parts import Part, part_of, under
from cxscore.model.edges import Edges
from cxscore.model.plain import Defined, Plain
from cxscore.model.since_close import (
    DefinitionChange,
    KeyChange,
    Moved,
    SinceClose,
    StatusChange,
    TargetChange,
    ToldDifferently,
)
from cxscore.model.told import NumberId, Told, ToldKpi, ToldNumber
from cxscore.model.verdicts import PointType, Variation
from cxscore.score.since_close.restating import restated

T = TypeVar("T")
_VARIATION: Mapping[PointType | None, Variation] = {
    PointType.COMMON_CAUSE: Variation.STEADY,
    PointType.IMPROVEMENT: Variation.IMPROVING,
    PointType.CONCERN: Variation.WORSENING,
    PointType.HIGH: Variation.UP,
    PointType.LOW: Variation.DOWN,
    None: Variation.NO_SIGNAL_POSSIBLE,
}
"""What a KPI is said to do by the kind of its last point; an ignored one says nothing."""


def compare(before: Told, after: Told, *, narrowed: bool = False) -> SinceClose:
    """Return what of *after* is not as *before* told it.

    Where *after* is *narrowed* to some KPIs, those that it lacks are not gone.
    """
    before = _renamed(before, after)
    known = {**before.left, **before.kpis}
    both = {id_: (known[id_], kpi) for id_, kpi in after.kpis.items() if id_ in known}
    wholes = _wholes(before, after)
    gone = [] if narrowed else [id_ for id_ in before.kpis if id_ not in after.kpis]
    return SinceClose(
        period=before.period,
        closed_on=before.as_of,
        file=before.file,
        version=before.version,
        status_changes=tuple(
            StatusChange(id_, then.status, now.status)
            for id_, (then, now) in both.items()
            if id_ in before.kpis and then.status is not now.status
        ),
        restated=tuple(restated(before, after, both)),
        told_differently=tuple(_told_differently(both, after)),
        definition_changed=tuple(_definitions(both)),
        target_changed=tuple(
            found
            for id_ in both
            if (found := _target(id_, both[id_], wholes.get(id_, []))) is not None
        ),
        gone=tuple((id_, before.kpis[id_]) for id_ in gone),
        new=tuple(id_ for id_ in after.kpis if id_ not in known),
        moved=tuple(_moved(before, after)),
        told=before.kpis,
        numbers=before.numbers,
    )


def _renamed(before: Told, after: Told) -> Told:
    """Return *before* with the KPIs that *after* calls by other ids under these.

    What was told last counts, under whichever id. The later of two packs may
    come first: then it is the one whose KPIs were renamed.
    """
    ids = {was: id_ for was, id_ in after.former.items() if was not in after.kpis}
    ids |= {
        id_: was
        for was, id_ in before.former.items()
        if id_ in before.kpis and id_ not in after.kpis and was in after.kpis
    }
    if not ids:
        return before
    kpis = _under(ids, before.kpis)
    return replace(
        before,
        kpis=kpis,
        left={id_: kpi for id_, kpi in _under(ids, before.left).items() if id_ not in kpis},
        numbers=_numbers_under(ids, before.numbers),
        paths=_numbers_under(ids, before.paths),
    )


def _under(ids: Mapping[str, str], kpis: Mapping[str, ToldKpi]) -> dict[str, ToldKpi]:
    return {
        ids.get(id_, id_): replace(kpi, defined=under(ids, kpi.defined))
        for id_, kpi in kpis.items()
        if id_ not in ids or ids[id_] not in kpis
    }


def _numbers_under(ids: Mapping[str, str], numbers: Mapping[NumberId, T]) -> dict[NumberId, T]:
    """Return *numbers* under the new ids in *ids*; what was told last stands first."""
    found: dict[NumberId, T] = {}
    for number, told in numbers.items():
        found.setdefault((ids.get(number[0], number[0]), *number[1:]), told)
    return found


def _told_differently(
    both: Mapping[str, tuple[ToldKpi, ToldKpi]], after: Told
) -> Iterator[ToldDifferently]:
    """Yield the KPIs of whose closed period the chart now says something else."""
    for id_, (then, _) in both.items():
        now = after.numbers.get((id_, (), (), then.period or ""))
        if now is None or now.value is None or then.variation is Variation.NO_SIGNAL_POSSIBLE:
            continue
        variation = _VARIATION.get(now.point)
        if variation is not None and variation is not then.variation:
            yield ToldDifferently(id_, then.period or "", then.variation, variation)


def _definitions(both: Mapping[str, tuple[ToldKpi, ToldKpi]]) -> Iterator[DefinitionChange]:
    """Yield each part of a definition that is not what it was, with its keys."""
    for id_, (then, now) in both.items():
        changed = tuple(_keys(then.defined, now.defined))
        for part in Part:
            keys = tuple(each for each in changed if part_of(each.key) is part)
            if keys:
                yield DefinitionChange(id_, part, keys)


def _keys(then: Defined, now: Defined) -> Iterator[KeyChange]:
    for key in dict.fromkeys((*then, *now)):
        if then.get(key) != now.get(key):
            yield KeyChange(key, then.get(key), now.get(key))


_Pair = tuple[str, ToldNumber, ToldNumber]
"""A period's id, and the value of the whole then and now."""


def _wholes(before: Told, after: Told) -> Mapping[str, list[_Pair]]:
    """Return by KPI what both packs have of it as a whole."""
    found: dict[str, list[_Pair]] = {}
    for number, told in before.numbers.items():
        if not number[1] and number in after.numbers:
            found.setdefault(number[0], []).append((number[3], told, after.numbers[number]))
    return found


def _target(id_: str, both: tuple[ToldKpi, ToldKpi], pairs: Sequence[_Pair]) -> TargetChange | None:
    """Return what became of a KPI's target: of closed periods, else of those to come."""
    then, now = both
    order = {period: at for at, period in enumerate(now.periods)}
    moved = sorted(
        (each for each in pairs if each[1].target != each[2].target),
        key=lambda each: order.get(each[0], 0),
    )
    written = then.defined.get("target"), now.defined.get("target")
    if moved:
        _, told, is_now = moved[-1]
        return TargetChange(
            id_, moved[0][0], moved[-1][0], told.target, is_now.target, _reason(*written)
        )
    if written[0] == written[1]:
        return None
    return TargetChange(
        id_, None, None, _last_step(written[0]), _last_step(written[1]), _reason(*written)
    )


def _steps(written: Plain) -> list[Mapping[str, Plain]]:
    """Return the steps of a target as it is defined; none where it lies in the data."""
    if isinstance(written, Mapping):
        written = written.get("whole")
    return [step for step in written or () if isinstance(step, Mapping)]


def _last_step(written: Plain) -> Edges | None:
    steps = _steps(written)
    if not steps:
        return None
    step = steps[-1]
    return step.get("value"), step.get("low"), step.get("high")


def _reason(then: Plain, now: Plain) -> str:
    """Return the reason of the latest step that is new; empty where none is given."""
    known = _steps(then)
    new = [step for step in _steps(now) if step not in known]
    return str(new[-1].get("reason", "")) if new else ""


def _moved(before: Told, after: Told) -> Iterator[Moved]:
    """Yield the rows of the log that had a due date and have another one."""
    for id_, row in after.rows.items():
        then = before.rows.get(id_)
        if then is not None and then.due is not None and then.due != row.due:
            yield Moved(id_, row.kind, row.title, then.due, row.due)
