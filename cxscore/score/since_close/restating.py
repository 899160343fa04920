"""Closed numbers that are other ones now, and what made them so."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isclose

from cxscore.model.definition_parts import Part, datasets_of, digests_of
from cxscore.model.since_close import Cause, Restated, SourceChange
from cxscore.model.told import NumberId, Told, ToldKpi, ToldNumber, ToldSource

RELATIVE = 1e-9
"""Numbers that differ by less are the same: a sum in another order comes to as much."""
_EXACT = Context(prec=400)


def restated(
    before: Told, after: Told, both: Mapping[str, tuple[ToldKpi, ToldKpi]]
) -> Iterator[Restated]:
    """Yield the numbers of *before*, of KPIs in *both*, that *after* has otherwise or no more.

    In the order of *after*'s KPIs, the whole before its segments.
    """
    moved: dict[str, list[tuple[NumberId, ToldNumber]]] = {id_: [] for id_ in both}
    gone = ToldNumber(told_in=after.period)
    is_earlier = after.as_of < before.as_of
    wanted = {id_: _wanted(*both[id_], after.history) for id_ in both}
    for number, told in before.numbers.items():
        id_, by, segment, period = number
        if period not in wanted.get(id_, ()) or told.value is None or not told.complete:
            continue
        if by and (by, segment) not in both[id_][1].segments and by not in _cuts(both[id_][1]):
            continue  # it is cut by these columns no more, as its definition says
        now = after.numbers.get(number, gone)
        if by and now.value is None and both[id_][1].defined.get("suppress"):
            continue  # withheld now, which is not to be told by what it was
        # Seen from an earlier day, a period may not have ended, or may lack rows.
        if not _same(told, now) and (now.complete or not is_earlier):
            moved[id_].append((number, now))
    causes = _Causes(before, after)
    for id_, numbers in moved.items():
        if not numbers:
            continue
        because, sources = causes.of(*both[id_])
        order = {period: at for at, period in enumerate(both[id_][1].periods)}
        for number, now in sorted(numbers, key=lambda each: _place(each[0], order)):
            then = before.numbers[number]
            path = before.paths.get(number, ())
            yield Restated(
                kpi=id_,
                period=number[3],
                by=number[1],
                segment=number[2],
                before=then,
                after=now,
                path=path or (then,),
                because=because,
                source=sources,
                shown=_shows(then, now, both[id_][1].decimals),
            )


def _place(number: NumberId, order: Mapping[str, int]) -> tuple[bool, int]:
    """Return what numbers of a KPI are sorted by: the whole first, then by period."""
    return bool(number[1]), order.get(number[3], -1)


def _cuts(kpi: ToldKpi) -> frozenset[tuple[str, ...]]:
    return frozenset(by for by, _ in kpi.segments)


def _wanted(then: ToldKpi, now: ToldKpi, history: int) -> frozenset[str]:
    """Return the periods whose numbers *now* is to have: those it shows, and what it has lost.

    What ended before the periods that a pack shows has left it; but a series
    that has room for more and begins later than it did has lost what was told.
    """
    shared = [at for at, period in enumerate(then.periods) if period in now.periods]
    if not now.periods:
        return frozenset()
    if not shared:
        return frozenset() if len(now.periods) >= history else frozenset(then.periods)
    first = shared[0] if len(now.periods) >= history else 0
    return frozenset(now.periods).union(then.periods[first : shared[-1] + 1])


def _same(then: ToldNumber, now: ToldNumber) -> bool:
    pairs = [(then.value, now.value), (then.n, now.n)]
    # Of a segment only the value and its base are kept.
    if then.numerator is not None or then.denominator is not None:
        pairs += [(then.numerator, now.numerator), (then.denominator, now.denominator)]
    return all(_level(one, other) for one, other in pairs)


def _level(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=RELATIVE, abs_tol=0.0)


def _shows(then: ToldNumber, now: ToldNumber, decimals: int) -> bool:
    """Return whether a reader can tell the two apart: by the value, the status or the point."""
    if then.value is None or now.value is None:
        return then.value is not now.value
    if _printed(then.value, decimals) != _printed(now.value, decimals):
        return True
    return any(
        one is not None and other is not None and one is not other
        for one, other in ((then.status, now.status), (then.point, now.point))
    )


def _printed(value: float, decimals: int) -> Decimal:
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)


class _Causes:
    """What changed beneath the numbers: sources, what is counted, the program."""

    def __init__(self, before: Told, after: Told) -> None:
        self.other_program = before.version != after.version
        self.changes = tuple(_source_changes(before.sources, after.sources))

    def of(self, then: ToldKpi, now: ToldKpi) -> tuple[Cause, tuple[SourceChange, ...]]:
        """Return why numbers of a KPI are other ones, and which of its sources changed."""
        datasets = datasets_of(now.defined) | datasets_of(then.defined)
        sources = tuple(each for each in self.changes if each.dataset in datasets)
        defined = [digests_of(kpi.defined)[Part.NUMBER] for kpi in (then, now)]
        by_definition = defined[0] != defined[1]
        if sources and by_definition:
            return Cause.BOTH, sources
        if sources:
            return Cause.DATA, sources
        if by_definition:
            return Cause.DEFINITION, ()
        return (Cause.PROGRAM if self.other_program else Cause.UNKNOWN), ()


def _source_changes(
    before: tuple[ToldSource, ...], after: tuple[ToldSource, ...]
) -> Iterator[SourceChange]:
    """Yield the sources that changed; a new file of a dataset that only adds to it is one, too."""
    then = {(each.dataset, each.path): each for each in before}
    now = {(each.dataset, each.path): each for each in after}
    for key in dict.fromkeys((*then, *now)):
        old, new = then.get(key), now.get(key)
        if old is None or new is None or _differ(old, new):
            yield SourceChange(
                *key, None if old is None else old.rows, None if new is None else new.rows
            )


def _differ(old: ToldSource, new: ToldSource) -> bool:
    """Return whether there are other rows; which of them are used, the definition says."""
    return (old.sha256, old.rows) != (new.sha256, new.rows)
