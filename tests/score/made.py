"""Definitions and measurements put together by hand, for the tests of the score stage."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from cxscore.calendar import Calendar, Period
from cxscore.model.choices import Polarity
from cxscore.model.dataset import DataFile, Dataset
from cxscore.model.definition import Definition, Origin
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Coverage, Fact, Measured, Parts
from cxscore.model.measures import Measure, Value
from cxscore.model.outline import Heading, Owner
from cxscore.model.registers import Written
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.score import score_kpis

MONTHS = Calendar()
AMARA, JONAS = Owner("amara", "Amara Osei"), Owner("jonas", "Jonas Lindqvist")


def kpi(measure: Measure | None = None, **more) -> Kpi:
    """A KPI called ``k`` of ready values, unless told otherwise."""
    base = Kpi("k", "K", "amara", measure or Value("v"), Polarity.HIGHER_IS_BETTER, dataset="d")
    return replace(base, **more)


def definition(*kpis: Kpi, calendar: Calendar = MONTHS, history: int = 36, **more) -> Definition:
    base = Definition(
        version=1,
        heading=Heading("Scorecard", history=history),
        calendar=calendar,
        owners=(AMARA, JONAS),
        datasets={"d": Dataset("d", (DataFile("d.csv"),))},
        kpis=kpis,
        origin=Origin("kpis.yaml", Path(), "abc"),
    )
    return replace(base, **more)


def value_parts(value: float) -> Parts:
    return Parts(1, value=value)


def nps_parts(promoters: float, passives: float, detractors: float) -> Parts:
    n = promoters + passives + detractors
    return Parts(int(n), promoters - detractors, n, promoters=promoters, detractors=detractors)


def share_parts(good: float, of: float) -> Parts:
    return Parts(int(of), good, of)


def mean_parts(values: Sequence[float]) -> Parts:
    return Parts(len(values), sum(values), len(values), squares=sum(v * v for v in values))


def monthly(last: str, parts: Sequence[Parts | None], **more) -> list[Fact]:
    """Facts of KPI ``k`` for the months up to *last*; None is a month without rows."""
    return facts(MONTHS, last, parts, **more)


def facts(
    calendar: Calendar,
    last: str,
    parts: Sequence[Parts | None],
    name: str = "k",
    by: tuple[str, ...] = (),
    segment: tuple[str | None, ...] = (),
) -> list[Fact]:
    end = calendar.parse(last)
    assert end is not None
    periods = calendar.up_to(end, len(parts))
    return [
        Fact(name, by, segment, period.start, period.end, part)
        for period, part in zip(periods, parts, strict=True)
        if part is not None
    ]


def values(last: str, numbers: Iterable[float | None], name: str = "k") -> list[Fact]:
    """Monthly facts of ready values up to *last*."""
    parts = [None if number is None else value_parts(number) for number in numbers]
    return monthly(last, parts, name=name)


def measured(
    reported: Period,
    found: Iterable[Fact],
    coverage: Mapping[str, tuple[Coverage, ...]] | None = None,
) -> Measured:
    return Measured(reported, tuple(found), coverage or {})


def scorecard(
    defined: Definition,
    found: Iterable[Fact],
    reported: str = "2026-06",
    *,
    as_of: date = date(2026, 7, 6),
    written: Written | None = None,
    coverage: Mapping[str, tuple[Coverage, ...]] | None = None,
    chosen: frozenset[str] | None = None,
    **more,
) -> Scorecard:
    period = defined.calendar.parse(reported)
    assert period is not None
    all_measured = replace(measured(period, found, coverage), **more)
    return score_kpis(defined, all_measured, written or Written(), as_of, chosen)


def scored(one: Kpi, found: Iterable[Fact], reported: str = "2026-06", **more) -> ScoredKpi:
    """The only KPI of a scorecard."""
    return scorecard(definition(one), found, reported, **more).kpis[0]


def daily(first, last):
    """The coverage of daily rows from *first* to *last*: they were due the day before and after."""
    days = (last - first).days + 1
    return Coverage("d", first, last, days, first - timedelta(1), last + timedelta(1))
