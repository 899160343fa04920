"""How a KPI stands against what others reach, and against what regulators ask for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cxscore.calendar import months_before
from cxscore.frozen import frozen
from cxscore.model.benchmarks import Quoted, ScoredBenchmark, Side, Unplaced, Unranked
from cxscore.model.choices import BenchmarkKind, Polarity
from cxscore.model.measured import Parts
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.statistic import Statistic
from cxscore.score.methods.intervals import is_share_of_counts
from cxscore.score.methods.own_benchmarks import own_benchmarks
from cxscore.score.methods.ranks import rank_of
from cxscore.score.methods.significance import change_of
from cxscore.score.statistics.rounding import boundary_within
from cxscore.score.values.readings import Readings

OLD = 18
"""Months after which a benchmark is old."""
SPAN = 12
"""Months before or after a period within which a benchmark is of the same time."""
YEAR = 12
"""The latest periods of which it is counted in how many a line was crossed."""
_WAYS = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1}


def with_benchmarks(
    plain: ScoredKpi, written: Sequence[Quoted], readings: Readings, organisation: str
) -> ScoredKpi:
    """Return *plain* with the benchmarks that are *written* for it, and its rank among them.

    *organisation* is our own name: a row of ours in a table of everybody's is
    not another's. What is dated after the day of the paper was not known then.
    """
    known = [
        each
        for each in (*own_benchmarks(plain.kpi, readings), *written)
        if each.span is None or each.span[0] <= readings.as_of
    ]
    if not known:
        return plain
    against = _Against(plain, readings, organisation.strip().casefold(), known)
    found = tuple(against.scored(each) for each in known)
    why = against.why_no_rank(found)
    return replace(
        plain,
        benchmarks=found,
        rank=None if why is not None or plain.period is None else rank_of(found, plain.period.id),
        unplaced=why,
    )


@frozen
class _Ours:
    """Our own number, and what it comes from; both None where it is not judged."""

    value: float | None = None
    parts: Parts | None = None


class _Against:
    """One KPI against everything that is quoted for it."""

    def __init__(
        self, plain: ScoredKpi, readings: Readings, name: str, known: Sequence[Quoted]
    ) -> None:
        self.plain, self.readings, self.name = plain, readings, name
        self.way = _WAYS.get(plain.kpi.polarity)
        # The base is others' too; only ours is of our own customers.
        self.kpi = replace(plain.kpi, population=None)
        self.latest = _latest(known, date.max)
        end = date.min if plain.period is None else plain.period.end
        self.in_force = _latest((each for each in known if each.is_line), end)
        self.nearest = self._nearest(known, end)
        whole = plain.value is not None and plain.complete and not plain.base_too_small
        self.whole = self._of_whole() if whole else _Ours()

    def scored(self, quoted: Quoted) -> ScoredBenchmark:
        """Return how we stand against *quoted*."""
        ours = self.whole if quoted.segment is None else self._of_segment(*quoted.segment)
        old = quoted.span is not None and quoted.span[1] < months_before(self.readings.as_of, OLD)
        in_force = quoted.is_line and self.in_force[_group(quoted)] is quoted
        return ScoredBenchmark(
            quoted,
            self._unranked(quoted),
            ours.value,
            None if quoted.is_line else _side(quoted.value, ours.value, self.way),
            None if quoted.is_line else self._beyond_chance(quoted, ours),
            old and self.latest[_group(quoted)] is quoted,
            in_force,
            self._is_breach(quoted, ours.value) if in_force else None,
            self._breaches(quoted) if in_force and quoted.segment is None else None,
        )

    def why_no_rank(self, found: Iterable[ScoredBenchmark]) -> Unplaced | None:
        """Return why there is no rank; None where there is one."""
        plain = self.plain
        if not any(each.unranked is None for each in found):
            return Unplaced.NOBODY
        if self.way is None:
            return Unplaced.NO_DIRECTION
        if plain.value is None:
            return Unplaced.NO_VALUE
        if plain.base_too_small:
            return Unplaced.SMALL_BASE
        return None if plain.complete else Unplaced.NOT_COMPLETE

    def _of_whole(self) -> _Ours:
        assert self.plain.period is not None
        exact = self.plain.estimate is None
        parts = self.readings.at(self.plain.kpi, self.plain.period).parts if exact else None
        return _Ours(self.plain.value, parts)

    def _of_segment(self, column: str, value: str) -> _Ours:
        """Return the number of one of our segments, where it may be told and is judged."""
        plain = self.plain
        for each in plain.segments if plain.complete else ():
            if (each.by, each.segment) == ((column,), (value,)):
                if each.suppressed or each.base_too_small or plain.period is None:
                    break
                reading = self.readings.at(plain.kpi, plain.period, each.by, each.segment)
                return _Ours(each.value, reading.parts)
        return _Ours()

    def _nearest(self, known: Iterable[Quoted], end: date) -> Mapping[str, Quoted]:
        """Return of each organisation the benchmark that is nearest to the period's *end*."""
        found: dict[str, Quoted] = {}
        for quoted in known:
            who = quoted.who.casefold()
            if quoted.span is None or not self._could_be_ranked(quoted):
                continue
            apart = abs((quoted.span[1] - end).days)
            before = found[who].span if who in found else None
            if before is None or apart < abs((before[1] - end).days):
                found[who] = quoted
        return found

    def _could_be_ranked(self, quoted: Quoted) -> bool:
        return quoted.is_peer and not quoted.obstacle and quoted.segment is None

    def _unranked(self, quoted: Quoted) -> Unranked | None:
        """Return why *quoted* has no part in the rank, the first reason that there is."""
        if not quoted.is_peer:
            return Unranked.KIND
        if quoted.who.strip().casefold() == self.name:
            return Unranked.OURSELVES
        if quoted.obstacle:
            return Unranked.NOT_COMPARABLE
        if quoted.segment is not None:
            return Unranked.SEGMENT
        if not self._is_of_the_time(quoted):
            return Unranked.OTHER_TIME
        return None if self.nearest[quoted.who.casefold()] is quoted else Unranked.NEARER

    def _is_of_the_time(self, quoted: Quoted) -> bool:
        if quoted.span is None or self.plain.period is None:
            return False
        first, last = sorted((quoted.span[1], self.plain.period.end))
        return months_before(last, SPAN) <= first

    def _beyond_chance(self, quoted: Quoted, ours: _Ours) -> bool | None:
        """Return whether the two differ by more than chance; None where nobody can tell.

        Of another's net promoter score only the score is known: it is taken to vary as much as
        one of its size can, which is without any passives.
        """
        if quoted.n is None or ours.parts is None or not self._is_of_counts(quoted, ours.parts):
            return None
        n, share = quoted.n, quoted.value / 100
        theirs = Parts(
            n,
            numerator=share * n,
            denominator=n,
            promoters=(1 + share) / 2 * n,
            detractors=(1 - share) / 2 * n,
            events=True,
        )
        change = change_of(self.kpi, ours.parts, theirs)
        if change.low is None or change.high is None:
            return None
        return change.low > 0 or change.high < 0

    def _is_of_counts(self, quoted: Quoted, parts: Parts) -> bool:
        """Return whether value and base tell all of a number: of a mean they tell no spread."""
        if self.kpi.gap_between is not None:
            return False
        if self.kpi.statistic is Statistic.RATIO:
            return is_share_of_counts(self.kpi, parts) and 0 <= quoted.value <= 100
        return self.kpi.statistic.edges is not None

    def _is_breach(self, quoted: Quoted, ours: float | None) -> bool | None:
        """Return whether *ours* is beyond a line; None where neither side of it is better."""
        if ours is None or self.way is None:
            return None
        short: float = self.way * (quoted.value - ours)
        return short > boundary_within(max(abs(quoted.value), abs(ours)))

    def _breaches(self, quoted: Quoted) -> tuple[int, int] | None:
        """Return in how many of the last twelve periods with a value the line was crossed."""
        period = self.plain.period
        judged = [
            self._is_breach(quoted, point.value)
            for point in self.plain.series
            if period is not None
            and point.period.start <= period.start
            and point.complete
            and point.value is not None
            and not point.base_too_small
        ][-YEAR:]
        known = [each for each in judged if each is not None]
        return (sum(known), len(known)) if known else None


Group = tuple[str, BenchmarkKind, tuple[str, str] | None]


def _group(quoted: Quoted) -> Group:
    """Return what is quoted again and again: somebody's number of the same part of the KPI."""
    return quoted.who.casefold(), quoted.kind, quoted.segment


def _latest(known: Iterable[Quoted], day: date) -> Mapping[Group, Quoted]:
    """Return the latest of each group that had begun by *day*; the first where none had."""
    found: dict[Group, Quoted] = {}
    for quoted in sorted(known, key=lambda each: each.span or (date.min, date.min)):
        if quoted.span is None or quoted.span[0] <= day or _group(quoted) not in found:
            found[_group(quoted)] = quoted
    return found


def _side(theirs: float, ours: float | None, way: int | None) -> Side | None:
    """Return where *theirs* stands, seen from *ours*; None where that is not judged."""
    if ours is None or way is None:
        return None
    if abs(theirs - ours) <= boundary_within(max(abs(theirs), abs(ours))):
        return Side.SAME
    return Side.BETTER if way * (theirs - ours) > 0 else Side.WORSE
