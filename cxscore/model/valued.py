"""What customers value: the drivers of KPIs, beside how much moments matter as customers say."""

from cxscore.frozen import frozen


@frozen
class ValuedDriver:
    """A column that goes with a KPI, and the moment that it is about where one is named."""

    kpi: str
    column: str
    share: float
    """Its part of the explained variance, from 0 to 1: importance as derived."""
    low: float
    high: float
    performance: float | None
    """Best answers in per cent; None where no scale says which they are."""
    direction: int
    """1 where more of it goes with higher values of the KPI, -1 with lower ones, 0 unclear."""
    look_first: bool
    rank: int
    """Among the drivers of the KPI, by ``share``: 1 is the most important."""
    moment: str | None = None
    """The id of the moment, or the stage, that names it."""
    stated: float | None = None
    """That moment's importance, from 1 to 5."""
    stated_rank: int | None = None
    """Among the drivers of the KPI whose importance is stated; None of others."""
    derived_rank: int | None = None
    """Its rank by ``share`` among the same."""
    disagrees: bool = False
    """Stated and derived are two ranks apart or more."""


@frozen
class WhatCustomersValue:
    """The drivers that exist, KPI by KPI, the most important of each first."""

    drivers: tuple[ValuedDriver, ...]
    level: float
    """Share of intervals, from ``low`` to ``high``, that hold the true share."""
