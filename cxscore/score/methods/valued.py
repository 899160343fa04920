"""What customers value: drivers as they were found, beside importance as customers stated it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cxscore.frozen import frozen
from cxscore.model.findings import Drivers, DriverShare
from cxscore.model.outline import Moment, Stage
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.valued import ValuedDriver, WhatCustomersValue

APART = 2
"""Ranks by which stated and derived importance have to differ before it is said."""


def valued_by_customers(
    kpis: Sequence[ScoredKpi], journey: Sequence[Stage]
) -> WhatCustomersValue | None:
    """Return the drivers that go with *kpis* beyond chance; None where there are none.

    The moment of a driver, or the stage, is the one that names its column under ``drivers``.
    Nothing is worked out anew.
    """
    moments = {
        column: place for stage in journey for place in stage.places for column in place.drivers
    }
    found = [
        (scored.kpi.id, scored.drivers)
        for scored in kpis
        if scored.drivers is not None and scored.drivers.items and scored.drivers.significant
    ]
    if not found:
        return None
    drivers = (each for kpi, drivers in found for each in _drivers(kpi, drivers, moments))
    return WhatCustomersValue(tuple(drivers), found[0][1].level)


def _drivers(
    kpi: str, drivers: Drivers, moments: Mapping[str, Moment | Stage]
) -> Iterator[ValuedDriver]:
    """Yield the drivers of one KPI, the most important first."""
    ranked = sorted(drivers.items, key=lambda item: -item.share)
    stated = _stated(ranked, moments)
    for rank, item in enumerate(ranked, 1):
        moment = moments.get(item.column)
        plain = ValuedDriver(
            kpi,
            item.column,
            item.share,
            item.low,
            item.high,
            item.performance,
            item.direction,
            item.look_first,
            rank,
            moment=None if moment is None else moment.id,
            stated=None if moment is None else moment.importance,
        )
        both = stated.get(item.column)
        yield (
            plain
            if both is None
            else replace(
                plain,
                stated_rank=both.stated.first,
                derived_rank=both.derived.first,
                disagrees=both.apart >= APART,
            )
        )


@frozen
class _Place:
    """The ranks that something has: several where others are just as important."""

    first: int
    last: int

    @classmethod
    def of(cls, number: float, others: Sequence[float]) -> "_Place":
        """Return the place of *number*, the highest of which is the first, among *others*."""
        above = sum(other > number for other in others)
        return cls(above + 1, above + sum(other == number for other in others))


@frozen
class _Both:
    """The places of a driver by what customers say, and by what goes with their answers."""

    stated: _Place
    derived: _Place

    @property
    def apart(self) -> int:
        """How many ranks lie between them at least."""
        return max(self.stated.first - self.derived.last, self.derived.first - self.stated.last, 0)


def _stated(
    ranked: Sequence[DriverShare], moments: Mapping[str, Moment | Stage]
) -> dict[str, _Both]:
    """Return both places of the drivers whose importance is stated, among these."""
    known = {
        item.column: (moments[item.column].importance or 0.0, item.share)
        for item in ranked
        if item.column in moments and moments[item.column].importance is not None
    }
    stated, derived = ([each[at] for each in known.values()] for at in (0, 1))
    return {
        column: _Both(_Place.of(one, stated), _Place.of(other, derived))
        for column, (one, other) in known.items()
    }
