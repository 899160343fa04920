"""What measuring hands on: sufficient statistics by KPI, segment and span of days."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.model.comment_totals import CommentTotals
from cxscore.model.hassle_totals import HassleTotals
from cxscore.model.ledger_totals import LedgerMeasured
from cxscore.model.loop_totals import LoopTotals
from cxscore.model.stake_totals import StakeTotals
from cxscore.model.voice_totals import VoiceTotals
from cxscore.problems import Problem


@frozen
class Parts:
    """The statistics that a value, its base and its interval come from.

    They are unscaled: a share of 97 % has numerator 97 and denominator 100,
    and 100 (or ``per``) is applied once, when scoring. All of them add up
    when periods or segments are pooled, except ``value``, which stands
    alone (percentiles, distinct counts, given values).
    """

    n: int
    """The unweighted base: answers of a survey, the denominator of a ratio, rows."""
    numerator: float | None = None
    """Σ of what is counted: promoters − detractors, good answers, Σvx, the sum itself."""
    denominator: float | None = None
    """Σ of what it is divided by (weights, where there are any); None for sums and counts."""
    value: float | None = None
    promoters: float | None = None
    """For nps: with weights, where there are any; like ``detractors``."""
    detractors: float | None = None
    squares: float | None = None
    """For mean: Σ v·x² (each answer's square, weighted)."""
    weight_squares: float | None = None
    """Σ w² where rows carry a survey weight."""
    left_out: int = 0
    """Rows that lacked a part and were left out of both sides."""
    unknown: int = 0
    """Rows left out because a comparison met a blank."""
    rank_low: float | None = None
    """For percentiles: the answers between which the true one lies, at the KPI's level.

    Known over the span at hand, whose value has an interval.
    """
    rank_high: float | None = None
    population: float | None = None
    """How many customers there were to ask, where a column says so."""
    events: bool = False
    """For ratio and share: whether the numerator counts events: rows, or whole numbers of them."""
    amounts: bool = False
    """For ratio and share: whether they are of amounts, which are no sample of anything."""


Segment = tuple[str | None, ...]
"""The values of the columns of a ``by``, in its order; () is the total, None a blank."""


@frozen
class Fact:
    """The statistics of one KPI in one segment over one span of days."""

    kpi: str
    by: tuple[str, ...]
    segment: Segment
    start: date
    end: date
    parts: Parts


@frozen
class Crossed:
    """Sums over answers, of each variable and of each pair: what a regression needs.

    The first variable is what the KPI measures of a row, the others those of
    its drivers that can be used, in the definition's order. Each runs from 0
    at its lowest to 1 at its highest.
    """

    weight: float
    """Σ w: the rows, with weights where there are any, as a part of the heaviest."""
    sums: tuple[float, ...]
    """Σ w·x for each variable."""
    products: tuple[tuple[float, ...], ...]
    """Σ w·x·y: the full, symmetric table."""


@frozen
class Driven:
    """What was measured of a KPI's drivers, on rows that lack none of the variables."""

    start: date
    end: date
    n: int
    """Rows, each as often as its frequency says."""
    left_out: int
    """Rows of the span that lack one of the variables."""
    buckets: tuple[Crossed, ...]
    """The rows dealt out evenly, to be drawn from again and again (bootstrap)."""
    best: tuple[float | None, ...] = ()
    """Of each driver that can be used, the share of answers in its top box, from 0 to 1."""
    faults: Mapping[str, str] = field(default_factory=dict)
    """Drivers that cannot be used, and why: ``not_a_number``, ``no_value``."""
    effective: float | None = None
    """How many answers of equal weight the weighted ones are worth: (Σw)² / Σw²."""


@frozen
class Ended:
    """A file or a segment whose rows stop before those of others do."""

    name: str
    """As it is printed: a path, or ``region North``."""
    last: date
    due: date
    """The day by which its next rows were due."""


@frozen
class Coverage:
    """The days that the rows behind a KPI speak of."""

    dataset: str
    first: date
    last: date
    days: int
    """How many different days have rows."""
    due_before: date | None = None
    """The day on which rows were due before the first; None where nobody can tell."""
    due_after: date | None = None
    """The day by which rows were due after the last, likewise."""
    ended: tuple[Ended, ...] = ()
    missed: tuple[tuple[date, date], ...] = ()
    """Months between others, by their first and last day, in which rows were due and are not."""

    def cuts(self, period: Period) -> bool:
        """Return whether rows of *period* are lacking: it is partial.

        Its dataset starts or stops within it, further from the edge than
        its rhythm explains; or a file or a segment of it stops so; or whole
        months within it have no rows.
        """
        return (
            self.starts_within(period)
            or stops_within(self, period)
            or any(stops_within(each, period) for each in self.ended)
            or any(lacks(period, *each) for each in self.missed)
        )

    def starts_within(self, period: Period) -> bool:
        """Return whether rows were due in *period* before the first that there are."""
        due = self.due_before
        return due is not None and self.first in period and due >= period.start

    @property
    def nearly_daily(self) -> bool:
        """Whether nine days in ten have rows, over two weeks at least."""
        length = (self.last - self.first).days + 1
        return length >= 14 and self.days >= 0.9 * length


def lacks(period: Period, first: date, last: date) -> bool:
    """Return whether *period* is longer than the days missed from *first* to *last*, and has them.

    A period that is missed altogether is a gap, and a part of one is no whole month.
    """
    within = period.start <= first and last <= period.end
    return within and (period.start, period.end) != (first, last)


def stops_within(each: Ended | Coverage, period: Period) -> bool:
    """Return whether rows were due in *period* after the last that there are."""
    due = each.due if isinstance(each, Ended) else each.due_after
    return due is not None and each.last in period and due <= period.end


@frozen
class Source:
    """A file that was read, and what came of it."""

    dataset: str
    path: str
    sha256: str
    rows: int
    rows_used: int
    rows_skipped: int
    first: date | None
    last: date | None
    rows_left_out: int = 0
    """Rows that are the file's own totals, as ``footer`` and ``totals`` say."""
    rows_repeated: int = 0
    """Rows that share their key with another, of which one is used (``on_duplicate``)."""

    @property
    def rows_elsewhere(self) -> int:
        """Rows that ``where`` leaves out."""
        used = self.rows_used + self.rows_skipped + self.rows_left_out + self.rows_repeated
        return self.rows - used


@frozen
class Estimate:
    """How an engine estimated what it was not asked for exactly."""

    engine: str
    method: str
    """``HyperLogLog``, ``t-digest``."""
    error: str
    """``standard error about 2.3%``: what is known of it."""


@frozen
class Measured:
    """All that is known of the data.

    ``facts`` holds, for every KPI, each of its periods up to the reported
    one that has rows (a count of rows also has its zeros between the
    dataset's first and last row), and for holistic KPIs the
    longer spans that comparisons and windows need. A period without a fact
    is a gap.
    """

    reported: Period
    facts: tuple[Fact, ...]
    coverage: Mapping[str, tuple[Coverage, ...]]
    """By KPI: one for each dataset behind it; none where it has no rows."""
    targets: Mapping[str, Mapping[date, float]] = field(default_factory=dict)
    """By KPI whose target is a column: the target by the period's first day."""
    sources: tuple[Source, ...] = ()
    skipped: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By dataset: rows skipped as bad, by a segment's wording (``region: North``)."""
    problems: tuple[Problem, ...] = ()
    driven: Mapping[str, Driven] = field(default_factory=dict)
    """By KPI that names drivers."""
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    """By KPI that is not exact: how it was estimated."""
    loops: Mapping[str, LoopTotals] = field(default_factory=dict)
    """By dataset that has a closed loop."""
    ledger: LedgerMeasured | None = None
    """The customers, where the definition says who is one."""
    comments: CommentTotals | None = None
    """What customers said, counted by theme."""
    hassles: HassleTotals | None = None
    """What let customers down, by the cell that tells its cause."""
    stakes: Mapping[str, StakeTotals] = field(default_factory=dict)
    """By the id of a value at stake."""
    voices: tuple[VoiceTotals, ...] = ()
    """How many customers were heard, by dataset and way of counting."""
    asides: tuple[Problem, ...] = ()
    """Warnings about tallies, which stand on no page: they are about no number."""
    recalled_from: str = ""
    """The tally that all of this was taken from; empty where it was measured."""
