"""Themes of customers' comments: their shares, and which of them rise, fall or are new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.model.comment_scores import (
    Direction,
    MixMoved,
    ScoredComments,
    ScoredTheme,
    ThemeChange,
    ThemePoint,
)
from cxscore.model.comment_totals import CommentCounts
from cxscore.model.customer_comments import CustomerComments
from cxscore.model.definition import Definition
from cxscore.model.measured import Measured
from cxscore.score.statistics.many import benjamini_hochberg
from cxscore.score.statistics.mix_and_rate import Part, mix_and_rate
from cxscore.score.statistics.proportions import newcombe, p_of_counts, wilson

LEVEL = 0.95
FEWEST_TESTED = 5
"""Respondents with a theme, in both periods together, from which on it is tested."""
FEWEST_NEW = 3
"""Respondents with a theme from which on it may be new."""
MIX_MOVED = 0.5
"""Points by which a mix has to move a share to be worth saying."""


def scored_comments(definition: Definition, measured: Measured) -> ScoredComments | None:
    """Return what customers say in the period reported; None where nothing is kept of it.

    Where nobody said anything there are themes of which nobody spoke.
    """
    comments, totals = definition.comments, measured.comments
    if comments is None or totals is None:
        return None
    whole = {each.start: each for each in totals.counts if each.by is None}
    reported, calendar = measured.reported, definition.calendar
    stage = _Stage(comments, definition, whole, totals.counts, reported, totals.partial)
    now = whole.get(reported.start) or stage.nothing
    before, ago = calendar.shift(reported, -1), calendar.year_ago(reported)
    names = stage.names(now)
    previous = stage.changes(names, now, before)
    year_ago = stage.changes(names, now, ago)
    themes = [
        replace(
            stage.theme(name, now),
            previous=previous.get(name),
            year_ago=year_ago.get(name),
            verbatims=tuple(each for each in totals.verbatims if each.theme == name),
        )
        for name in names
    ]
    none = stage.share(now.no_theme, now)
    return ScoredComments(
        dataset=comments.dataset,
        period=reported.id,
        rows=now.rows,
        said=now.said,
        respondents=now.respondents,
        base=now.base,
        base_too_small=not stage.is_enough(now),
        minimum_base=comments.minimum_base,
        no_theme=now.no_theme,
        no_theme_share=none.value if none else None,
        no_theme_interval=(none.low, none.high) if none else None,
        themes=tuple(sorted(themes, key=lambda each: -each.count)),
        tested=_tested(previous),
        tested_year_ago=_tested(year_ago),
        per_person=comments.respondent is not None,
        unnamed=totals.unnamed,
        may_print=totals.may_print,
        mixed=comments.by,
        partial=tuple(dict.fromkeys(stage.not_whole(reported, before, ago))),
    )


def _tested(changes: Mapping[str, ThemeChange]) -> int:
    return sum(change.p_value is not None for change in changes.values())


@frozen
class _Share:
    """A share and its interval, in per cent."""

    value: float
    low: float
    high: float


@frozen
class _Stage:
    """The comments of all periods."""

    comments: CustomerComments
    definition: Definition
    whole: Mapping[date, CommentCounts]
    """By the first day of a period."""
    counts: Sequence[CommentCounts]
    reported: Period
    partial: frozenset[date]
    """First days of the periods that are not whole."""

    @property
    def nothing(self) -> CommentCounts:
        """What was said in a period without rows."""
        return CommentCounts(self.reported.start, self.reported.end, 0, 0, 0, 0, 0)

    def is_enough(self, counts: CommentCounts) -> bool:
        """Return whether so many said something that shares can be told."""
        return counts.base >= max(1, self.comments.minimum_base)

    def names(self, now: CommentCounts) -> tuple[str, ...]:
        """Return the themes: as kpis.yaml has them, else those met in the year up to now."""
        if self.comments.themes.names is not None:
            return self.comments.themes.names
        year = [self.whole[p.start] for p in self._year() if p.start in self.whole]
        return tuple(sorted({name for each in (now, *year) for name in each.themes}))

    def _year(self) -> tuple[Period, ...]:
        """Return the periods of the year before the one reported; none where the calendar ends."""
        calendar = self.definition.calendar
        ago, before = calendar.year_ago(self.reported), calendar.shift(self.reported, -1)
        return tuple(calendar.between(ago, before)) if ago and before else ()

    def share(self, count: int, counts: CommentCounts) -> _Share | None:
        """Return the share of *count* of those who said something; None where they are too few."""
        if not self.is_enough(counts):
            return None
        low, high = wilson(count / counts.base, counts.base, LEVEL)
        return _Share(100.0 * count / counts.base, 100.0 * low, 100.0 * high)

    def theme(self, name: str, now: CommentCounts) -> ScoredTheme:
        """Return a theme in the period reported, without what it is compared with."""
        count = now.themes.get(name, 0)
        share = self.share(count, now)
        told = self.comments.sentiment is not None and count > 0 and share is not None
        year = [self.whole[p.start] for p in self._year() if p.start in self.whole]
        return ScoredTheme(
            id=name,
            count=count,
            share=share.value if share else None,
            low=share.low if share else None,
            high=share.high if share else None,
            previous=None,
            year_ago=None,
            is_new=self._is_new(name, count),
            negative_share=100.0 * now.negative.get(name, 0) / count if told else None,
            series=tuple(self._series(name)),
            rare=not count and not any(each.themes.get(name) for each in year),
        )

    def _is_new(self, name: str, count: int) -> bool:
        """Return whether nobody spoke of *name* in the year before, and some do now.

        Comments have to reach back that far: else all would be new at first.
        """
        year = self._year()
        if count < FEWEST_NEW or not year or not self._reaches(year[0]):
            return False
        before = (self.whole.get(period.start) for period in year)
        return not any(each.themes.get(name) for each in before if each is not None)

    def _reaches(self, period: Period) -> bool:
        return any(each.start <= period.start and each.base for each in self.whole.values())

    def _series(self, name: str) -> Iterator[ThemePoint]:
        for period in self.definition.calendar.up_to(
            self.reported, self.definition.heading.history
        ):
            counts = self.whole.get(period.start)
            if counts is None and self._reaches(period):
                yield ThemePoint(period.id, 0, 0, None)
            elif counts is not None:
                count = counts.themes.get(name, 0)
                share = self.share(count, counts)
                yield ThemePoint(period.id, count, counts.base, share.value if share else None)

    # -- against another period

    def not_whole(self, *periods: Period | None) -> Iterator[str]:
        """Yield the ids of those of *periods* in which people said something, but not all did."""
        for period in periods:
            if period is not None and period.start in self.partial and period.start in self.whole:
                yield period.id

    def changes(
        self, names: Sequence[str], now: CommentCounts, other: Period | None
    ) -> dict[str, ThemeChange]:
        """Return how each of *names* changed since *other*.

        There is nothing where either has too few, or is not whole.
        """
        before = None if other is None else self.whole.get(other.start)
        if any(self.not_whole(self.reported, other)):
            return {}
        if other is None or before is None or not (self.is_enough(now) and self.is_enough(before)):
            return {}
        found = {name: self._change(name, now, before, other.id) for name in names}
        tested = [name for name, change in found.items() if change.p_value is not None]
        q_values = benjamini_hochberg([found[name].p_value or 0.0 for name in tested])
        for name, q_value in zip(tested, q_values, strict=True):
            found[name] = self._judged(name, found[name], q_value, (before, now))
        return found

    def _change(
        self, name: str, now: CommentCounts, before: CommentCounts, period: str
    ) -> ThemeChange:
        count, base_count = now.themes.get(name, 0), before.themes.get(name, 0)
        share, base_share = count / now.base, base_count / before.base
        ends = newcombe(
            share,
            wilson(share, now.base, LEVEL),
            base_share,
            wilson(base_share, before.base, LEVEL),
        )
        tested = count + base_count >= FEWEST_TESTED
        return ThemeChange(
            period=period,
            base_share=100.0 * base_share,
            change=100.0 * (share - base_share),
            low=100.0 * ends[0],
            high=100.0 * ends[1],
            p_value=p_of_counts((count, now.base), (base_count, before.base)) if tested else None,
            q_value=None,
            direction=None,
        )

    def _judged(
        self,
        name: str,
        change: ThemeChange,
        q_value: float,
        compared: tuple[CommentCounts, CommentCounts],
    ) -> ThemeChange:
        direction = None
        if q_value < 1.0 - LEVEL:
            direction = Direction.RISER if change.change > 0 else Direction.FALLER
        return replace(change, q_value=q_value, direction=direction, mix=self._mix(name, *compared))

    def _mix(self, name: str, before: CommentCounts, now: CommentCounts) -> MixMoved | None:
        """Return what the share would be with the mix of *before*; None where that is no other.

        Of several columns it is the one whose mix moved the share the most.
        """
        found = []
        for column in self.comments.by:
            mix = self._moved_by(column, name, before, now)
            if mix is not None and abs(mix) >= MIX_MOVED:
                share = 100.0 * now.themes.get(name, 0) / now.base
                found.append((abs(mix), MixMoved(column, share - mix)))
        return max(found, key=lambda each: each[0])[1] if found else None

    def _moved_by(
        self, column: str, name: str, before: CommentCounts, now: CommentCounts
    ) -> float | None:
        """Return the points by which the mix of *column* moved the share of *name*."""
        segments: dict[str | None, dict[date, CommentCounts]] = {}
        for each in self.counts:
            if each.by == column and each.start in (before.start, now.start) and each.base:
                segments.setdefault(each.segment, {})[each.start] = each
        parts = []
        for found in segments.values():
            old, new = found.get(before.start), found.get(now.start)
            parts.append(
                Part(
                    old.base if old else 0,
                    100.0 * old.themes.get(name, 0) / old.base if old else None,
                    new.base if new else 0,
                    100.0 * new.themes.get(name, 0) / new.base if new else None,
                )
            )
        split = mix_and_rate(parts)
        return None if split is None else split.mix
