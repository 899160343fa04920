"""The target that each segment is held to: its own, the rest's, or that of the whole."""

from collections.abc import Mapping
from dataclasses import field
from functools import partial

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.model.findings import Target
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Segment
from cxscore.score.values.readings import By, Readings
from cxscore.score.values.status import Targets


@frozen
class SegmentTargets:
    """The targets that hold for the segments of one KPI."""

    kpi: Kpi
    named: Mapping[str, Targets] = field(default_factory=dict)
    rest: Targets | None = None

    @classmethod
    def of(cls, kpi: Kpi, readings: Readings) -> "SegmentTargets":
        """Return the targets of the segments of *kpi*, as kpis.yaml dates them."""
        written, days_of = kpi.targets_by_segment, partial(readings.days_of, kpi)
        if written is None:
            return cls(kpi)
        named = {name: Targets.dated(steps, days_of) for name, steps in written.named.items()}
        rest = None if written.rest is None else Targets.dated(written.rest, days_of)
        return cls(kpi, named, rest)

    def in_force(
        self, by: By, segment: Segment, period: Period, whole: Target | None
    ) -> Target | None:
        """Return what *segment* is held to in *period*; *whole* is the target of the whole.

        A crossing goes by the column that has targets. A rate without one
        of its own is held to that of the whole, an amount is not; nor is a
        part of a segment to the amount that the segment is to have.
        """
        amount, written = self.kpi.statistic.is_amount, self.kpi.targets_by_segment
        if written is not None and written.by in by and not (amount and len(by) > 1):
            own = self.named.get(segment[by.index(written.by)] or "", self.rest)
            if own is not None:
                return own.in_force(period)
        return None if amount else whole
