"""The customer's path: where KPIs miss, for whom, and where everything is as it should be."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from cxscore.model.choices import Kind, Polarity
from cxscore.model.definition import Definition
from cxscore.model.findings import Interval
from cxscore.model.journey import SILO, Cell, End, HiddenHotSpot, MomentScore, Uneven
from cxscore.model.outline import places_on, silo_of
from cxscore.model.scorecard import ScoredKpi, SegmentScore
from cxscore.model.verdicts import Capability, Status, Variation
from cxscore.score.methods.intervals import interval_of
from cxscore.score.methods.significance import change_of
from cxscore.score.values.readings import Reading, Readings

WEIGHTY = 0.1
"""The part of the base that a segment has to hold before it is a hot spot of its own."""
_WORST_STATUS = (
    Status.OFF_TARGET,
    Status.AT_RISK,
    Status.ON_TARGET,
    Status.NO_TARGET,
    Status.NO_DATA,
)
_WORST_VARIATION = (Variation.WORSENING, Variation.STEADY)
_JUDGED = _WORST_STATUS[:3]


def moments_of(
    definition: Definition, kpis: Sequence[ScoredKpi], readings: Readings
) -> tuple[MomentScore, ...]:
    """Return the moments of the path in order, each after the stage it belongs to.

    A stage stands among them where KPIs name the stage itself, or where it
    has no moments.
    """
    at: dict[str, list[ScoredKpi]] = {}
    for scored in kpis:
        if scored.kpi.journey is not None:
            at.setdefault(scored.kpi.journey, []).append(scored)
    owners = {owner.id: owner for owner in definition.owners}
    teams = {
        scored.kpi.id: tuple(
            dict.fromkeys(
                silo_of(person, owners) for person in (scored.kpi.owner, *scored.kpi.contributors)
            )
        )
        for scored in kpis
    }
    found = []
    for place in places_on(definition.journey, at):
        here = at.get(place.id, [])
        hidden = () if _misses(here) else tuple(_hidden(here))
        found.append(
            MomentScore(
                id=place.id,
                name=place.name,
                stage=place.stage,
                importance=place.importance,
                kpis=tuple(scored.kpi.id for scored in here),
                hot=tuple(scored.kpi.id for scored in here if is_hot(scored)),
                hidden=hidden,
                signature=not hidden and _is_signature(here, readings),
                uneven=_uneven(here, readings),
                cells=(*_whole(here), *_cut(here, definition.heading.lenses, teams)),
            )
        )
    return tuple(found)


def is_hot(scored: ScoredKpi) -> bool:
    """Return whether a KPI is off target and will not come back by itself."""
    lasting = (
        scored.signal.variation is Variation.WORSENING
        or scored.signal.capability is Capability.MISSES
    )
    return scored.status is Status.OFF_TARGET and lasting


def _misses(kpis: Iterable[ScoredKpi]) -> bool:
    return any(scored.status is Status.OFF_TARGET for scored in kpis)


def _hidden(kpis: Iterable[ScoredKpi]) -> Iterator[HiddenHotSpot]:
    """Yield the segments off target that differ from the rest and are no small part of it."""
    for scored in kpis:
        for each in scored.segments:
            share = each.share_of_base
            if (
                len(each.by) == 1
                and each.status is Status.OFF_TARGET
                and each.differs
                and share is not None
                and share >= WEIGHTY
            ):
                yield HiddenHotSpot(scored.kpi.id, each.by[0], each.segment[0], share)


# -- where it shines


def _is_signature(kpis: Sequence[ScoredKpi], readings: Readings) -> bool:
    judged = [scored for scored in kpis if scored.status in _JUDGED]
    return (
        bool(judged)
        and all(scored.status is Status.ON_TARGET for scored in judged)
        and not any(scored.signal.variation is Variation.WORSENING for scored in kpis)
        and not any(scored.base_too_small for scored in kpis)
        and any(scored.kpi.kind is Kind.OUTCOME for scored in judged)
        and any(_thrives(scored) for scored in judged)
        and all(_leads(scored, readings) for scored in kpis)
    )


def _thrives(scored: ScoredKpi) -> bool:
    signal = scored.signal
    return signal.variation is Variation.IMPROVING or signal.capability is Capability.HITS


def _leads(scored: ScoredKpi, readings: Readings) -> bool:
    """Return whether the trailing year lies beyond the benchmark; True where there is none."""
    kpi = scored.kpi
    if kpi.benchmark is None or not kpi.benchmark.is_yardstick or kpi.polarity not in _WAYS:
        return True
    interval = trailing_interval(scored, readings)
    if interval is None:
        return False
    if kpi.polarity is Polarity.HIGHER_IS_BETTER:
        return interval.low > kpi.benchmark.value
    return interval.high < kpi.benchmark.value


_WAYS = (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER)


def trailing_interval(scored: ScoredKpi, readings: Readings) -> Interval | None:
    """Return where the value over the trailing year would lie; None where nobody can tell."""
    kpi = scored.kpi
    if scored.period is None:
        return None
    year = readings.calendar(kpi).trailing_year(scored.period)
    counted = [period for period in year if readings.ignored(kpi, period) is None]
    reading = readings.over(kpi, counted) if counted else None
    if not isinstance(reading, Reading) or reading.parts is None:
        return None
    return interval_of(kpi, reading.parts)


# -- for whom


def _uneven(kpis: Iterable[ScoredKpi], readings: Readings) -> tuple[Uneven, ...]:
    """Return the KPIs whose ends differ by more than chance, the furthest apart first."""
    found = [
        (_size(scored, uneven), uneven)
        for scored in kpis
        for by in scored.kpi.by
        if len(by) == 1 and (uneven := _ends(scored, by[0], readings)) is not None
    ]
    return tuple(uneven for _, uneven in sorted(found, key=lambda each: -each[0]))


def _size(scored: ScoredKpi, uneven: Uneven) -> float:
    """Return how far the ends are apart, so that KPIs of different units can be put in order."""
    if scored.unit in ("percent", "points") or not scored.value:
        return uneven.gap
    return 100 * uneven.gap / abs(scored.value)


def _ends(scored: ScoredKpi, by: str, readings: Readings) -> Uneven | None:
    """Return the highest and the lowest segment where they differ; None where they do not.

    The two were picked as the furthest apart, so the test is corrected for the number of pairs
    (Bonferroni), as that of a KPI which is such a gap.
    """
    kpi, period = scored.kpi, scored.period
    known = {
        each.segment: each
        for each in scored.segments
        if each.by == (by,)
        and each.value is not None
        and not (each.base_too_small or each.suppressed)
        and each.segment != (None,)
    }
    if len(known) < 2 or period is None:
        return None
    in_order = sorted(known.values(), key=lambda each: each.value or 0.0)
    lowest, highest = in_order[0], in_order[-1]
    high, low = (readings.at(kpi, period, (by,), each.segment).parts for each in (highest, lowest))
    if high is None or low is None:
        return None
    pairs = len(known) * (len(known) - 1) / 2
    change = change_of(kpi, high, low, 1 - (1 - kpi.level) / pairs)
    if change.p_value is None or change.p_value * pairs >= 1 - kpi.level:
        return None
    top, bottom = _end(highest), _end(lowest)
    gap, p_value = top.value - bottom.value, change.p_value * pairs
    return Uneven(kpi.id, by, top, bottom, gap, p_value, change.low, change.high)


def _end(score: SegmentScore) -> End:
    assert score.value is not None
    return End(score.segment[0], score.value, score.n)


# -- the map


def _whole(kpis: Iterable[ScoredKpi]) -> Iterator[Cell]:
    for scored in kpis:
        yield _cell_of(scored, None, None)


def _cell_of(scored: ScoredKpi, lens: str | None, segment: str | None) -> Cell:
    return Cell(
        lens,
        segment,
        scored.kpi.id,
        scored.status,
        scored.value,
        scored.n,
        scored.signal.variation,
        scored.base_too_small,
    )


def _cut(
    kpis: Sequence[ScoredKpi], lenses: Iterable[str], teams: Mapping[str, Collection[str]]
) -> Iterator[Cell]:
    """Yield the worst KPI of each value of each lens, and of each team."""
    for lens in lenses:
        cells: dict[str | None, list[Cell]] = {}
        for scored in kpis:
            for each in scored.segments:
                if each.by == (lens,) and not each.suppressed and each.value is not None:
                    cell = _cell_of_segment(scored, lens, each)
                    cells.setdefault(cell.segment, []).append(cell)
        yield from (min(found, key=_worst_first) for found in cells.values())
    if lenses:
        by_team: dict[str, list[Cell]] = {}
        for scored in kpis:
            for team in teams[scored.kpi.id]:
                by_team.setdefault(team, []).append(_cell_of(scored, SILO, team))
        yield from (min(found, key=_worst_first) for found in by_team.values())


def _cell_of_segment(scored: ScoredKpi, lens: str, each: SegmentScore) -> Cell:
    return Cell(
        lens,
        each.segment[0],
        scored.kpi.id,
        each.status,
        each.value,
        each.n,
        small=each.base_too_small,
    )


def _worst_first(cell: Cell) -> tuple[bool, int, int]:
    """Return what cells are sorted by: those that can be judged, then status, then variation."""
    variation = cell.variation
    rank = _WORST_VARIATION.index(variation) if variation in _WORST_VARIATION else 2
    return cell.small, _WORST_STATUS.index(cell.status), rank
