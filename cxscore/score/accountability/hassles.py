"""What lets customers down: cases and service failures of a year, by the seven causes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.model.definition import Definition
from cxscore.model.hassle_scores import (
    CauseActions,
    CauseChange,
    Heaviest,
    ScoredCause,
    ScoredHassles,
    Way,
)
from cxscore.model.hassle_totals import HassleCount, HassleTotals
from cxscore.model.hassles import Hassles
from cxscore.model.log import UNDER_WAY, CauseTag, LogKind, LogRow
from cxscore.model.measured import Measured
from cxscore.model.scorecard import ScoredRow
from cxscore.model.sorted_log import SortedLog
from cxscore.score.accountability.loops import WORKED, Actions
from cxscore.score.statistics.many import benjamini_hochberg
from cxscore.score.statistics.poisson import p_of_two
from cxscore.score.statistics.proportions import wilson

LEVEL = 0.95
FEWEST_TESTED = 5
"""Cases of a cause, in both years together, from which on it is tested."""
HEAVY = 0.1
"""The part of all that one failure has to hold to be worth naming."""


def scored_hassles(
    definition: Definition,
    measured: Measured,
    log: Sequence[ScoredRow],
    actions: Actions,
) -> ScoredHassles | None:
    """Return the cases of the year up to the period reported, by cause, as *actions* are.

    None where nobody says where they stand, and where there is none in the year.
    """
    hassles, totals = definition.hassles, measured.hassles
    if hassles is None or totals is None:
        return None
    calendar, reported = definition.calendar, measured.reported
    year = calendar.trailing_year(reported) or (reported,)
    failures = [each.row for each in SortedLog.of(log).of_kind[LogKind.FAILURE]]
    tally = _Tally(hassles, totals, failures, year, calendar.a_year_before(year))
    return tally.scored(_actions(actions)) if tally.base else None


def _actions(actions: Actions) -> Mapping[CauseTag | None, CauseActions]:
    opened: dict[CauseTag | None, list[str]] = defaultdict(list)
    worked: dict[CauseTag | None, list[str]] = defaultdict(list)
    for tag, scored in actions:
        if scored.row.status in UNDER_WAY:
            opened[tag].append(scored.row.id)
        elif scored.effect is not None and scored.effect.outcome in WORKED:
            worked[tag].append(scored.row.id)
    return {
        tag: CauseActions(worked=tuple(worked[tag]), open=tuple(opened[tag]))
        for tag in (*CauseTag, None)
    }


@frozen
class _Part:
    """Cases of one cause in one year, or of all."""

    cases: int = 0
    failures: int = 0
    told: float = 0.0
    """Customers, as far as the cases tell."""
    untold: int = 0
    squares: float = 0.0
    """Σ of the square of what each case counts."""

    def __add__(self, other: "_Part") -> "_Part":
        return _Part(
            self.cases + other.cases,
            self.failures + other.failures,
            self.told + other.told,
            self.untold + other.untold,
            self.squares + other.squares,
        )

    def weight(self, *, in_customers: bool) -> float:
        """Return what they count: customers, a case that does not tell as one; else cases."""
        return self.told + self.untold if in_customers else self.cases


class _Tally:
    """The cases of two years, from rows of the dataset and from service failures."""

    def __init__(
        self,
        hassles: Hassles,
        totals: HassleTotals,
        failures: Sequence[LogRow],
        year: Sequence[Period],
        before: Sequence[Period],
    ) -> None:
        self.hassles, self.totals, self.year, self.before = hassles, totals, year, before
        self.in_customers = hassles.customers is not None
        self.failures = failures
        self.parts = self._parts(year)
        self.parts_before = self._parts(before)
        self.whole = sum(self.parts.values(), _Part())
        if not self.whole.weight(in_customers=self.in_customers):
            # Nobody was let down, by what the cases say: there is no share but of the cases.
            self.in_customers = False
        self.base = self.whole.weight(in_customers=self.in_customers)

    def scored(self, actions: Mapping[CauseTag | None, CauseActions]) -> ScoredHassles:
        """Return all causes, the largest first and what is not known last."""
        whole, effective = self.whole, self._effective()
        changes = self._changes()
        order = list(CauseTag)
        ranked = sorted(order, key=lambda tag: (-self._weight(tag), order.index(tag)))
        unknown = [None] if self.parts.get(None, _Part()).cases else []
        causes, so_far = [], 0.0
        for tag in (*ranked, *unknown):
            so_far += self._weight(tag)
            share = self._weight(tag) / self.base
            low, high = wilson(min(share, 1.0), effective, LEVEL)
            part = self.parts.get(tag, _Part())
            causes.append(
                ScoredCause(
                    cause=tag,
                    cases=part.cases,
                    failures=part.failures,
                    customers=part.told if self.in_customers else None,
                    untold=part.untold if self.in_customers else 0,
                    share=100.0 * share,
                    low=100.0 * low,
                    high=100.0 * high,
                    cumulative=100.0 * so_far / self.base,
                    cells=tuple(self._cells(tag)),
                    change=changes.get(tag) if tag else None,
                    actions=actions.get(tag, CauseActions()),
                )
            )
        return ScoredHassles(
            dataset=self.hassles.dataset,
            first=self.year[0].id,
            last=self.year[-1].id,
            before=(self.before[0].id, self.before[-1].id) if self.before else None,
            cases=whole.cases,
            failures=whole.failures,
            customers=whole.told if self.in_customers else None,
            untold=whole.untold if self.in_customers else 0,
            base=self.base,
            effective=effective,
            unknown_share=100.0 * self._weight(None) / self.base,
            causes=tuple(causes),
            tested=sum(change.p_value is not None for change in changes.values()),
            partial=tuple(self._partial()),
            heaviest=self._heaviest(),
        )

    def _weight(self, tag: CauseTag | None) -> float:
        return self.parts.get(tag, _Part()).weight(in_customers=self.in_customers)

    def _effective(self) -> float:
        """Return how many equal cases the base is worth: (Σw)² / Σw² (Kish, 1965)."""
        if not self.in_customers or not self.whole.squares:
            return float(self.whole.cases)
        return self.base**2 / self.whole.squares

    # -- cases by cause

    def _parts(self, year: Sequence[Period]) -> dict[CauseTag | None, _Part]:
        found: dict[CauseTag | None, _Part] = {}
        starts = {period.start for period in year}
        for count in self.totals.counts:
            if count.start in starts:
                tag = self.hassles.cause.cause_of(count.cell)
                found[tag] = found.get(tag, _Part()) + _of_rows(count)
        for row in self._within(year):
            tag = row.cause.tag if row.cause else None
            found[tag] = found.get(tag, _Part()) + _of_failure(row)
        return found

    def _within(self, year: Sequence[Period]) -> Iterator[LogRow]:
        """Yield the failures of a year."""
        for row in self.failures:
            if year and row.opened and year[0].start <= row.opened <= year[-1].end:
                yield row

    def _cells(self, tag: CauseTag | None) -> list[tuple[str | None, int]]:
        """Return what the rows of a cause say, and how often, the most frequent first."""
        starts = {period.start for period in self.year}
        found = Counter[str | None]()
        for count in self.totals.counts:
            if count.start in starts and self.hassles.cause.cause_of(count.cell) is tag:
                found[count.cell] += count.cases
        return found.most_common()

    def _heaviest(self) -> Heaviest | None:
        """Return the failure that hit the most, where shares hang on it."""
        told = [row for row in self._within(self.year) if row.customers and self.in_customers]
        most = max(told, key=lambda row: row.customers or 0, default=None)
        if most is None or (most.customers or 0) < HEAVY * self.base:
            return None
        hit = most.customers or 0
        return Heaviest(most.id, hit, 100.0 * hit / self.base)

    # -- against the year before

    def _partial(self) -> Iterator[str]:
        for period in (*self.before, *self.year):
            if period.start in self.totals.partial:
                yield period.id

    def _changes(self) -> dict[CauseTag, CauseChange]:
        """Return how the cases of each cause changed; nothing where a year is not whole.

        Cases are what happens or does not; the customers of one come all at once. Given both
        years together, each case falls into either by their lengths.
        """
        if not self.before or any(self._partial()):
            return {}
        found: dict[CauseTag, CauseChange] = {}
        days = float(_days(self.year)), float(_days(self.before))
        for tag in CauseTag:
            now, ago = (parts.get(tag, _Part()).cases for parts in (self.parts, self.parts_before))
            enough = now + ago >= FEWEST_TESTED
            p_value = p_of_two((now, days[0]), (ago, days[1])) if enough else None
            found[tag] = CauseChange(ago, p_value, None)
        tested = [tag for tag, change in found.items() if change.p_value is not None]
        q_values = benjamini_hochberg([found[tag].p_value or 0.0 for tag in tested])
        for tag, q_value in zip(tested, q_values, strict=True):
            now, ago = self.parts.get(tag, _Part()).cases, found[tag].before
            more = now / days[0] > ago / days[1]
            way = (Way.MORE if more else Way.FEWER) if q_value < 1.0 - LEVEL else None
            found[tag] = replace(found[tag], q_value=q_value, way=way)
        return found


def _days(year: Sequence[Period]) -> int:
    return sum(period.days for period in year)


def _of_rows(count: HassleCount) -> _Part:
    told = count.customers or 0.0
    return _Part(count.cases, 0, told, count.untold, count.squares + count.untold)


def _of_failure(row: LogRow) -> _Part:
    if row.customers is None:
        return _Part(1, 1, 0.0, 1, 1.0)
    return _Part(1, 1, float(row.customers), 0, float(row.customers) ** 2)
