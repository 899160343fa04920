"""The benchmarks that stand with a KPI itself, in the form of rows of the register."""

from collections.abc import Iterator

from cxscore.model.benchmarks import Origin, Quoted
from cxscore.model.choices import BenchmarkKind, StandardKind
from cxscore.model.kpi import COMPARABLE, Kpi
from cxscore.score.values.readings import Readings


def own_benchmarks(kpi: Kpi, readings: Readings) -> Iterator[Quoted]:
    """Yield the ``benchmark`` of *kpi*, and its ``standard`` where that is a regulator's."""
    quoted, standard = kpi.benchmark, kpi.standard
    if quoted is not None:
        column, _, value = (part.strip() for part in (quoted.segment or "").partition("="))
        yield Quoted(
            kpi.id,
            quoted.who or quoted.source,
            quoted.value,
            quoted.kind,
            quoted.n,
            quoted.date or "",
            None if quoted.date is None else readings.days_of(kpi, quoted.date),
            quoted.source,
            "" if quoted.comparable == COMPARABLE else quoted.comparable,
            (column, value) if quoted.segment else None,
            Origin.BENCHMARK,
        )
    if standard is not None and standard.kind is StandardKind.REGULATOR:
        yield Quoted(
            kpi.id,
            standard.source,
            standard.value,
            BenchmarkKind.REGULATOR,
            source=standard.source,
            origin=Origin.STANDARD,
        )
