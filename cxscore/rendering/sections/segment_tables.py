"""The tables of segments: one for each way of cutting a KPI, intervals on one scale."""

from collections.abc import Collection, Sequence

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.scorecard import SegmentScore
from cxscore.model.verdicts import Status
from cxscore.rendering.charts.scale import Scale, scale_to
from cxscore.rendering.sections.verdicts import STATUS_CSS, Judgement, judgement
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.segments import FunnelSaid, SegmentsSaid


@frozen
class Bar:
    """An interval on the scale of its table, in per cent of the width; ``at`` is within it."""

    low: float
    width: float
    at: float


@frozen
class SegmentRow:
    """One segment: its words, its verdict."""

    name: str
    value: str
    base: str
    share: str
    interval: str
    status: Judgement
    faint: bool
    bar: Bar | None
    """None where there is no interval."""
    differs: str = ""
    """``lower than all the others together``, where that is more than chance explains."""
    small: bool = False
    """Its base is too small to be judged."""
    told: bool = True
    """Paper has it: it differs from the rest by more than chance, or pulls a total the most."""


@frozen
class FunnelFigure:
    """A funnel plot, drawn, with its words and figures."""

    said: FunnelSaid
    chart: Markup


@frozen
class SegmentTable:
    """One ``by`` of a KPI."""

    title: str
    sentence: str
    rows: tuple[SegmentRow, ...]
    notes: tuple[str, ...] = ()
    """What contributes most, how many are withheld."""
    differing: str = ""
    """Which segments differ from the rest; paper has a sign at each instead."""
    funnel: FunnelFigure | None = None
    few: str = ""
    """``2 more, 1 off target, 9 too small``: the rows that paper leaves out; empty where it
    has all, or none."""
    printed_notes: tuple[str, ...] = ()
    """The notes that paper has: what an earlier cut says of the same customers is not repeated."""

    @property
    def printed(self) -> tuple[SegmentRow, ...]:
        """The rows that paper has."""
        return tuple(row for row in self.rows if row.told)


@frozen
class KpiSegments:
    """A KPI with its segments."""

    anchor: str
    kpi: KpiSaid
    status: Judgement
    tables: tuple[SegmentTable, ...]
    has_bars: bool
    """Whether there are intervals to draw."""
    has_base: bool = True
    """Whether any segment has a base: the rows of a sum are nobody's answers."""
    has_status: bool = True
    """Whether any segment is judged, or withheld."""
    continued: bool = False
    """It has begun in the column before."""


def table_of(
    said: SegmentsSaid,
    scored: Sequence[SegmentScore],
    scale: Scale | None,
    funnel: FunnelFigure | None,
    told: Collection[int],
    *,
    again: bool,
) -> SegmentTable:
    """Return the table of one cut, of which paper has the rows at the places *told*.

    What pulls the total most is not told *again* there.
    """
    left = [scored[row.place] for row in said.rows if row.place not in told]
    pulls = "" if again else said.pulls
    return SegmentTable(
        said.title,
        said.sentence,
        tuple(
            SegmentRow(
                row.name,
                row.value,
                row.base,
                row.share,
                row.interval,
                judgement(STATUS_CSS[scored[row.place].status], row.status),
                row.small,
                _bar(scored[row.place], scale),
                row.differs,
                scored[row.place].base_too_small,
                row.place in told,
            )
            for row in said.rows
        ),
        said.notes,
        said.differing,
        funnel,
        _few(left) if told else "",
        tuple(filter(None, (said.own_targets, pulls))),
    )


def _few(left: Sequence[SegmentScore]) -> str:
    """Return how many segments are left out."""
    judged = [score for score in left if not score.base_too_small and not score.suppressed]
    off = sum(score.status is Status.OFF_TARGET for score in judged)
    gone = sum(score.suppressed for score in left)
    small = sum(score.base_too_small and not score.suppressed for score in left)
    told = (
        (len(judged), f"{len(judged)} more"),
        (off, "off target" if off == len(judged) else f"{off} off target"),
        (small, f"{small} too small"),
        (gone, f"{gone} withheld"),
    )
    return ", ".join(text for number, text in told if number)


def scale_of(scored: Sequence[SegmentScore]) -> Scale | None:
    """Return the scale, in per cent of the width, that shows all the intervals."""
    intervals = [segment.interval for segment in scored if segment.interval is not None]
    ends = [end for interval in intervals for end in (interval.low, interval.high)]
    return scale_to(ends, 0, 100) if ends else None


def _bar(segment: SegmentScore, scale: Scale | None) -> Bar | None:
    if scale is None or segment.interval is None or segment.value is None:
        return None
    low, high = scale.at(segment.interval.low), scale.at(segment.interval.high)
    at = (scale.at(segment.value) - low) / (high - low) if high > low else 0.0
    return Bar(round(low, 1), round(high - low, 1), round(100 * at, 1))
