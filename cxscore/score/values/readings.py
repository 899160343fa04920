"""What was measured, read as values: by KPI and period, over a window, and over a year."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import fsum

from cxscore.calendar import Calendar, Period
from cxscore.frozen import frozen
from cxscore.model.choices import OverTime
from cxscore.model.definition import Definition
from cxscore.model.formula import evaluate, names_used
from cxscore.model.kpi import Break, Ignored, Kpi
from cxscore.model.measured import Coverage, Measured, Parts, Segment
from cxscore.model.statistic import Statistic
from cxscore.model.verdicts import Withheld
from cxscore.score.values.periods import is_complete
from cxscore.score.values.status import too_small
from cxscore.score.values.value import Bounds, pooled, possible, value_of

By = tuple[str, ...]
Span = tuple[date, date]


@frozen
class Reading:
    """A KPI over a period or a longer span; ``value`` is None for a gap."""

    value: float | None = None
    parts: Parts | None = None
    """None for formulas and gaps."""
    complete: bool = True
    given: bool = False
    """Whether somebody else worked the value out, on a base that nobody told."""
    small: frozenset[str] = frozenset()
    """The KPIs of a formula whose base is too small here, by id."""

    @property
    def n(self) -> int | None:
        """The unweighted base; None where nothing was counted."""
        return self.parts.n if self.parts and not self.given else None


GAP = Reading()


def is_small(kpi: Kpi, reading: Reading) -> bool:
    """Return whether *reading* stands on too few answers to be judged, or a part of it does."""
    return bool(reading.small) or too_small(kpi, reading.n)


class Readings:
    """The measured statistics, found by KPI, segment and span, and made into values.

    Every period is read once and kept: formulas and comparisons come back
    to the same ones.
    """

    def __init__(self, definition: Definition, measured: Measured, as_of: date) -> None:
        self.as_of = as_of
        self._definition = definition
        self._kpis: Mapping[str, Kpi] = {kpi.id: kpi for kpi in definition.kpis}
        self._calendars = {kpi.id: definition.period_length(kpi) for kpi in definition.kpis}
        self._coverage = measured.coverage
        self._facts: dict[tuple[str, By], dict[Segment, dict[Span, Parts]]] = {}
        for fact in measured.facts:
            segments = self._facts.setdefault((fact.kpi, fact.by), {})
            segments.setdefault(fact.segment, {})[fact.start, fact.end] = fact.parts
        self._formula_parts: dict[str, list[Kpi]] = {}
        self._covered: dict[str, tuple[Coverage, ...]] = {}
        self._read: dict[tuple[str, By, Segment, Span], Reading] = {}
        self._windows: dict[tuple[str, Span], tuple[Period, ...]] = {}
        self._ended: dict[tuple[str, Span], bool] = {}
        self.withheld: dict[tuple[str, str], Mapping[By, frozenset[Segment]]] = {}
        """By KPI and period what must not be shown, once suppression.py has found that."""

    def is_rolling(self, kpi: Kpi) -> bool:
        """Return whether neighbours of *kpi* share their rows: its own, or those in its formula."""
        if kpi.window > 1 or kpi.formula is None:
            return kpi.window > 1
        return any(self.is_rolling(part) for part in self._parts_of(kpi))

    def calendar(self, kpi: Kpi) -> Calendar:
        """Return the calendar that *kpi* is measured by."""
        return self._calendars[kpi.id]

    def days_of(self, kpi: Kpi, text: str) -> Span | None:
        """Return the first and last day that *text*, a period or day of kpis.yaml, means."""
        return self._definition.days_of(kpi, text)

    def scale(self, kpi: Kpi) -> Bounds:
        """Return the scale of what *kpi* is made of, one column, where that is told."""
        dataset, name = self._definition.datasets.get(kpi.dataset or ""), kpi.measure.scaled
        found = None if dataset is None or name is None else dataset.scale(name)
        return found or (None, None)

    def bounds(self, kpi: Kpi, periods: Sequence[Period]) -> Bounds:
        """Return between which values *kpi* can lie at all, as far as *periods* tell."""
        known = [parts for p in periods if (parts := self.at(kpi, p).parts) is not None]
        return possible(kpi, pooled(known) if known else None, self.scale(kpi))

    def break_days(self, kpi: Kpi, comparable: bool | None = None) -> list[date]:
        """Return the days from which *kpi*'s limits start again, in order of time.

        With *comparable* only the breaks that say so.
        """
        wanted = [b for b in kpi.breaks if comparable is None or b.comparable is comparable]
        spans = [self.days_of(kpi, each.start) for each in wanted]
        return sorted(span[0] for span in spans if span is not None)

    def breaks_in(self, kpi: Kpi, period: Period) -> tuple[Break, ...]:
        """Return the breaks of *kpi* that fall into *period*, as they are written."""
        spans = ((each, self.days_of(kpi, each.start)) for each in kpi.breaks)
        return tuple(each for each, span in spans if span is not None and span[0] in period)

    def baseline(self, kpi: Kpi) -> tuple[Period, ...]:
        """Return the whole periods of the stretch that *kpi*'s limits come from; none for none."""
        return self._definition.baseline_of(kpi)

    def ignored(self, kpi: Kpi, period: Period) -> Ignored | None:
        """Return the first of what *kpi* ignores that has days in *period*; None without any."""
        for each in kpi.ignore:
            span = self.days_of(kpi, each.period)
            if span is not None and span[0] <= period.end and span[1] >= period.start:
                return each
        return None

    def segments(self, kpi: Kpi, by: By) -> Mapping[Segment, Mapping[Span, Parts]]:
        """Return the segments of *kpi* by the columns *by*, with the spans that each has."""
        return self._facts.get((kpi.id, by), {})

    def first_day(self, kpi: Kpi) -> date | None:
        """Return the first day of the earliest period that has rows; None without any."""
        if kpi.formula is not None:
            days = [self.first_day(part) for part in self._parts_of(kpi)]
            known = [day for day in days if day is not None]
            return max(known) if known and len(known) == len(days) else None
        calendar = self.calendar(kpi)
        spans = set(self.segments(kpi, ()).get((), {}))
        if kpi.gap_between is not None:
            spans.update(*self.segments(kpi, (kpi.gap_between,)).values())
        for start, end in sorted(spans):
            period = calendar.period_of(start)
            # Spans of several periods, asked anew, may start before the first rows.
            if period is not None and (period.start, period.end) == (start, end):
                return start
        return None

    def coverage(self, kpi: Kpi) -> tuple[Coverage, ...]:
        """Return the days that the rows behind *kpi* speak of, formulas' parts included."""
        own = tuple(self._coverage.get(kpi.id, ()))
        if kpi.formula is None:
            return own
        return own + tuple(c for part in self._parts_of(kpi) for c in self.coverage(part))

    def at(self, kpi: Kpi, period: Period, by: By = (), segment: Segment = ()) -> Reading:
        """Return *kpi* in *period*, or over the window that ends with it."""
        key = (kpi.id, by, segment, (period.start, period.end))
        if key not in self._read:
            self._read[key] = self._window(kpi, period, by, segment)
        return self._read[key]

    def over(
        self, kpi: Kpi, periods: Sequence[Period], by: By = (), segment: Segment = ()
    ) -> Reading | Withheld:
        """Return *kpi* over *periods* together, in order, or why that cannot be said.

        Statistics are pooled and divided last; ``over_time`` may say otherwise.
        Nothing is pooled over a period without a value.
        """
        if len(periods) == 1:
            return self._single(kpi, periods[0], by, segment)
        if kpi.gap_between is not None and not by:
            return self._gap(kpi, periods) or Withheld.NO_DATA
        if kpi.makes_a_year is OverTime.NONE:
            return Withheld.NOT_POOLABLE
        singles = [self._single(kpi, period, by, segment) for period in periods]
        values = [single.value for single in singles if single.value is not None]
        if not values:
            return Withheld.NO_DATA
        if len(values) < len(periods):
            return Withheld.MISSING_PERIODS
        whole = self._together(kpi, periods, singles, values, (by, segment))
        if isinstance(whole, Withheld):
            return whole
        return replace(whole, complete=all(single.complete for single in singles))

    def _window(self, kpi: Kpi, period: Period, by: By, segment: Segment) -> Reading:
        if kpi.window <= 1:
            return self._single(kpi, period, by, segment)
        periods = self._window_of(kpi, period)
        if len(periods) < kpi.window:
            return Reading(complete=self._complete(kpi, period))
        whole = self.over(kpi, periods, by, segment)
        if isinstance(whole, Withheld):
            return Reading(complete=self._complete(kpi, period))
        return whole

    def _window_of(self, kpi: Kpi, period: Period) -> tuple[Period, ...]:
        """Return the periods of *kpi*'s window that ends with *period*: one for all segments."""
        key = (kpi.id, (period.start, period.end))
        if key not in self._windows:
            self._windows[key] = self.calendar(kpi).up_to(period, kpi.window)
        return self._windows[key]

    def _single(self, kpi: Kpi, period: Period, by: By, segment: Segment) -> Reading:
        complete = self._complete(kpi, period)
        if kpi.gap_between is not None and not by:
            return self._gap(kpi, [period]) or Reading(complete=complete)
        if kpi.formula is not None:
            return replace(self._formula(kpi, [period]), complete=complete)
        spans = self.segments(kpi, by).get(segment, {})
        parts = spans.get((period.start, period.end))
        value = None if parts is None else value_of(kpi, parts, period.days)
        return Reading(value, parts, complete, kpi.statistic is Statistic.GIVEN)

    def _together(
        self,
        kpi: Kpi,
        periods: Sequence[Period],
        singles: Sequence[Reading],
        values: Sequence[float],
        where: tuple[By, Segment],
    ) -> Reading | Withheld:
        days = sum(period.days for period in periods)
        known = [single.parts for single in singles if single.parts is not None]
        match kpi.makes_a_year:
            case OverTime.LAST:
                return singles[-1]
            case OverTime.SUM if not kpi.statistic.flows:
                # A sum of shares has a base, but no sampling error that a test knows.
                base = Parts(sum(part.n for part in known)) if known else None
                small = frozenset[str]().union(*(single.small for single in singles))
                return Reading(fsum(values), base, small=small)
            case OverTime.FIRST_DENOMINATOR:
                if not known:
                    return Withheld.NOT_POOLABLE
                both = replace(pooled(known), n=known[0].n, denominator=known[0].denominator)
                value = value_of(kpi, both, days)
                return Withheld.NOT_POOLABLE if value is None else Reading(value, both)
        if kpi.formula is not None:
            found = self._formula(kpi, periods)
            return Withheld.NOT_POOLABLE if found.value is None else found
        if kpi.is_holistic:
            by, segment = where
            spans = self.segments(kpi, by).get(segment, {})
            whole = spans.get((periods[0].start, periods[-1].end))
            value = None if whole is None else value_of(kpi, whole, days)
            return Withheld.NOT_POOLABLE if value is None else Reading(value, whole)
        if kpi.statistic is Statistic.GIVEN:
            return Withheld.NOT_POOLABLE
        whole = pooled(known)
        return Reading(value_of(kpi, whole, days), whole)

    def between(self, kpi: Kpi, periods: Sequence[Period]) -> tuple[dict[Segment, Reading], int]:
        """Return the segments that a gap of *kpi* is between, and how many are too small for it.

        A blank is no segment that could be treated better or worse.
        """
        assert kpi.gap_between is not None
        by = (kpi.gap_between,)
        found: dict[Segment, Reading] = {}
        small = 0
        for segment in sorted(each for each in self.segments(kpi, by) if each != (None,)):
            reading = self.over(kpi, periods, by, segment)
            if isinstance(reading, Withheld) or reading.value is None:
                continue
            if is_small(kpi, reading):
                small += 1
            else:
                found[segment] = reading
        return found, small

    def _gap(self, kpi: Kpi, periods: Sequence[Period]) -> Reading | None:
        """Return how far the highest and the lowest segment are apart; None for fewer than two.

        Its base is that of the smaller of the two.
        """
        found, _ = self.between(kpi, periods)
        if len(found) < 2:
            return None
        lowest, *_, highest = sorted(found.values(), key=lambda reading: reading.value or 0.0)
        assert highest.value is not None and lowest.value is not None
        bases = [reading.n for reading in (lowest, highest) if reading.n is not None]
        return Reading(
            highest.value - lowest.value,
            Parts(min(bases)) if bases else None,
            all(self._complete(kpi, period) for period in periods),
        )

    def _formula(self, kpi: Kpi, periods: Sequence[Period]) -> Reading:
        """Return the formula's value, each KPI in it taken over the same days."""
        assert kpi.formula is not None
        values: dict[str, float] = {}
        small: set[str] = set()
        for part in self._parts_of(kpi):
            found = self._over_days(part, periods[0].start, periods[-1].end)
            if found.value is None:
                return GAP
            values[part.id] = found.value
            if is_small(part, found):
                small.add(part.id)
        return Reading(evaluate(kpi.formula, values), small=frozenset(small))

    def _over_days(self, kpi: Kpi, start: date, end: date) -> Reading:
        """Return *kpi* over the days from *start* to *end*, where its periods fill them."""
        calendar = self.calendar(kpi)
        first, last = calendar.period_of(start), calendar.period_of(end)
        if first is None or last is None or (first.start, last.end) != (start, end):
            return GAP
        if first == last:
            return self.at(kpi, first)
        whole = self.over(kpi, list(calendar.between(first, last)))
        return GAP if isinstance(whole, Withheld) else whole

    def _parts_of(self, kpi: Kpi) -> list[Kpi]:
        if kpi.id not in self._formula_parts:
            assert kpi.formula is not None
            names = sorted(names_used(kpi.formula))
            self._formula_parts[kpi.id] = [self._kpis[name] for name in names]
        return self._formula_parts[kpi.id]

    def _complete(self, kpi: Kpi, period: Period) -> bool:
        """Return whether *period* of *kpi* is complete: one answer for all segments."""
        key = (kpi.id, (period.start, period.end))
        if key not in self._ended:
            if kpi.id not in self._covered:
                self._covered[kpi.id] = self.coverage(kpi)
            self._ended[key] = is_complete(period, self.as_of, self._covered[kpi.id])
        return self._ended[key]
