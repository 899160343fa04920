"""How often an action is said to have worked where nothing was done, and found where it did."""

import csv
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import pi, sin
from pathlib import Path
from random import Random

import cxscore
from benchmarks.backtest import WHERE
from benchmarks.processes import ROOT
from cxscore.calendar import Calendar, Grain, Period
from cxscore.measure import measure_kpis
from cxscore.model.choices import ChartKind, Polarity
from cxscore.model.effects import Outcome
from cxscore.score.accountability.effects import effect_of
from cxscore.score.accountability.observed import Observed, Series, difference
from cxscore.score.accountability.tracked import series_of
from cxscore.score.values.readings import Readings

BEFORE, AFTER = 24, (7, 12)
"""Periods before a date that is drawn, and how many after it the verdicts are read."""
FEWEST = 8
"""Periods before without which no verdict is given, so that none is drawn."""
SERIES, SIGMAS = 300, 2.0
"""How many series are made, and the effect that is put into them."""
CALENDAR = Calendar(Grain.MONTH)
Ward = dict[Period, tuple[float, float]]
"""Of each month who was seen in time, and all."""


@dataclass(slots=True)
class Tally:
    """Verdicts on dates at which nothing was done, or on effects that are there."""

    said: Counter[Outcome | None] = field(default_factory=Counter)

    @property
    def made(self) -> int:
        """How many dates were drawn."""
        return sum(self.said.values())

    @property
    def worked(self) -> float:
        """The share of which it is said that it worked."""
        return self.said[Outcome.WORKED] / self.made if self.made else 0.0


def on_vancouver(after: int) -> Tally | None:
    """Return the verdicts on months of a call centre, so many months after; None without its data.

    Months are drawn that have 24 before them.
    """
    table = _read("vancouver-311-contact-centre.csv", ";")
    if table is None:
        return None
    totals: dict[Period, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in table:
        counts = totals[_month(date.fromisoformat(row["Date"]))]
        counts[0] += float(row["CallsAbandoned"])
        counts[1] += float(row["CallsOffered"])
    shares = {period: 100 * lost / every for period, (lost, every) in totals.items() if every}
    return _drawn([_series(shares, Polarity.LOWER_IS_BETTER)], BEFORE, (after,))


def on_departments() -> Tally | None:
    """Return the verdicts on emergency departments against all others; None without their data."""
    table = _read("nhs-ae-attendances.csv", ",")
    if table is None:
        return None
    wards: dict[str, Ward] = defaultdict(dict)
    for row in table:
        every, late = float(row["attendances"] or 0), float(row["breaches"] or 0)
        if row["type"] == "1" and every:
            month = _month(date.fromisoformat(row["period"]))
            wards[row["org_code"]][month] = every - late, every
    whole: dict[Period, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for ward in wards.values():
        for month, (good, every) in ward.items():
            whole[month][0] += good
            whole[month][1] += every
    complete = [ward for ward in wards.values() if len(ward) == len(whole)]
    return _drawn([_against_the_rest(ward, whole) for ward in complete])


def on_sample() -> Tally:
    """Return the verdicts on every month of every KPI of the sample, which has effects in it."""
    definition = cxscore.read(ROOT / "kpis.yaml")
    as_of = definition.heading.as_of
    assert as_of is not None
    measured = measure_kpis(definition, as_of)
    readings = Readings(definition, measured, as_of)
    charted = [
        kpi
        for kpi in definition.kpis
        if kpi.chart not in (ChartKind.RUN, ChartKind.NONE) and kpi.gap_between is None
    ]
    series = [series_of(kpi, readings, None, measured.reported) for kpi in charted]
    return _drawn([each for each in series if each.charted and each.sign])


def on_made(*, effect: float = 0.0, swing: float = 0.0, drift: float = 0.0) -> Tally:
    """Return the verdicts on series of independent months with a spread of 1, the same each time.

    *effect* is what the action does, *swing* how far a season reaches to either
    side, *drift* by how much a month is better than the one before.
    """
    random, found = Random(20260706), Tally()
    months = [_month(date(2020, 1, 1))]
    while len(months) < BEFORE + 1 + AFTER[-1]:
        following = CALENDAR.shift(months[-1], 1)
        assert following is not None
        months.append(following)
    for _ in range(SERIES):
        phase = random.random()
        values = {
            month: random.gauss(0, 1)
            + swing * sin(2 * pi * (place / 12 + phase))
            + drift * place
            + (effect if place > BEFORE else 0.0)
            for place, month in enumerate(months)
        }
        found.said[_verdict(_series(values, Polarity.HIGHER_IS_BETTER), BEFORE, AFTER[-1])] += 1
    return found


def _read(name: str, delimiter: str) -> Iterator[dict[str, str]] | None:
    """Return the rows of a file of other people's data; None where there is none."""
    found = os.environ.get(WHERE)
    path = Path(found or "", "data", name)
    if not found or not path.is_file():
        return None
    return csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=delimiter)


def _month(day: date) -> Period:
    period = CALENDAR.period_of(day)
    assert period is not None
    return period


def _series(values: dict[Period, float], polarity: Polarity) -> Series:
    """Return *values* as a series without holes."""
    periods = CALENDAR.between(min(values, key=_start), max(values, key=_start))
    return Series([Observed(period, values.get(period)) for period in periods], polarity)


def _start(period: Period) -> date:
    return period.start


def _against_the_rest(ward: Ward, whole: dict[Period, list[float]]) -> Series:
    own = _series({m: 100 * good / every for m, (good, every) in ward.items()},
                  Polarity.HIGHER_IS_BETTER)  # fmt: skip
    rest = _series(
        {
            month: 100 * (whole[month][0] - good) / (whole[month][1] - every)
            for month, (good, every) in ward.items()
        },
        Polarity.HIGHER_IS_BETTER,
    )
    return replace(own, observed=difference(own.observed, rest.observed))


def _drawn(
    every: Sequence[Series], fewest: int = FEWEST, verdicts_after: Sequence[int] = AFTER
) -> Tally:
    """Return the verdicts on an action in each month that has enough before and after it."""
    found = Tally()
    for series in every:
        for place in range(fewest, len(series.observed)):
            for after in verdicts_after:
                if place + after < len(series.observed):
                    found.said[_verdict(series, place, after)] += 1
    return found


def _verdict(series: Series, place: int, after: int) -> Outcome | None:
    """Return what is said of an action in the month at *place*, so many months after it."""
    month = series.observed[place].period
    known = replace(series, observed=series.observed[: place + after + 1])
    return effect_of(known, month.start, month.end).outcome
