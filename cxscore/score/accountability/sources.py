"""Which data came too late: datasets that do not reach the period they should have by now."""

from collections.abc import Iterable, Mapping
from datetime import date

from cxscore.calendar import Calendar
from cxscore.model.arrival import expected_period, has_arrived
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Coverage, Measured, Source
from cxscore.model.scorecard import ScoredSource


def stale_datasets(definition: Definition, measured: Measured, as_of: date) -> frozenset[str]:
    """Return the datasets whose latest rows should have arrived by *as_of* and have not.

    Expected is the latest period, of the finest length that a KPI takes
    from the dataset, that ended more than ``arrives_within_days`` ago.
    Nearly daily data must reach that period's last day, other data its first.
    """
    daily = {
        cover.dataset
        for covers in measured.coverage.values()
        for cover in covers
        if cover.nearly_daily
    }
    last = _last_days(measured.sources)
    stale = set()
    for name, dataset in definition.datasets.items():
        if dataset.arrives_within_days is None or name not in last:
            continue
        calendars = _calendars(definition, name)
        expected = expected_period(calendars, dataset.arrives_within_days, as_of)
        if expected is None:
            continue
        reached = last[name]
        if reached is None or not has_arrived(expected, reached, nearly_daily=name in daily):
            stale.add(name)
    return frozenset(stale)


def scored_sources(sources: Iterable[Source], stale: frozenset[str]) -> tuple[ScoredSource, ...]:
    """Return *sources*, the newest files of each of the *stale* datasets marked."""
    sources = tuple(sources)
    last = _last_days(sources)
    return tuple(
        ScoredSource(source, source.dataset in stale and source.last == last[source.dataset])
        for source in sources
    )


def datasets_of(kpi: Kpi, coverage: Iterable[Coverage]) -> frozenset[str]:
    """Return the datasets behind *kpi*: those it names and those its rows came from."""
    return kpi.datasets.union(cover.dataset for cover in coverage)


def _last_days(sources: Iterable[Source]) -> Mapping[str, date | None]:
    last: dict[str, date | None] = {}
    for source in sources:
        known = last.get(source.dataset)
        days = [day for day in (known, source.last) if day is not None]
        last[source.dataset] = max(days, default=None)
    return last


def _calendars(definition: Definition, dataset: str) -> list[Calendar]:
    used = [
        definition.period_length(kpi) for kpi in definition.kpis if dataset in datasets_of(kpi, ())
    ]
    return used or [definition.calendar]
