"""From a definition to what is measured: open, ask, scan, roll up, say what is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from errno import ENOENT
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.calendar import Period
from cxscore.measure.checks.arrivals import late_or_early, outside_calendar, without_rows
from cxscore.measure.checks.bad_rows import judge_rows
from cxscore.measure.checks.breaks import breaks_outside
from cxscore.measure.checks.divisors import divided_by_nothing
from cxscore.measure.checks.doubts import doubts_of, doubts_of_rows, doubts_of_segments
from cxscore.measure.checks.gaps import missing_parts
from cxscore.measure.checks.given_values import GivenValues
from cxscore.measure.checks.kpi_totals import Totals
from cxscore.measure.checks.losses import lost_by_dataset, lost_by_kpi
from cxscore.measure.checks.populations import populations_of
from cxscore.measure.checks.targets import targets_of
from cxscore.measure.checks.unmet import baselines_unmet, segments_unmet
from cxscore.measure.coverage import Spread, spread_of
from cxscore.measure.database import open_database, open_workspace
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.engines.scanning import scan_all
from cxscore.measure.engines.ways import cross_products
from cxscore.measure.facts import KpiResult, facts_of
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.frames import Frames, with_frames
from cxscore.measure.files.open import open_files
from cxscore.measure.horizon import Horizon, any_period, reported_period
from cxscore.measure.queries.plan import all_problems, ask_all
from cxscore.measure.queries.query import KpiQuery
from cxscore.measure.queries.source import ColumnSource
from cxscore.measure.results import Results
from cxscore.measure.sources import sources_of
from cxscore.measure.thread_pool import abreast
from cxscore.model.dataset import BadRows
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Coverage, Driven, Measured
from cxscore.model.statistic import Statistic
from cxscore.model.tallies import Tallies
from cxscore.problems import Problem, Problems, Severity, has_errors, in_order

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from cxscore.measure.tables import Tables


def measure(
    definition: Definition,
    as_of: date,
    period: Period | None,
    bad_rows: BadRows | None,
    places: int,
    frames: Frames,
    tallies: Tallies | None = None,
) -> Measured:
    """Return what is measured; see :func:`cxscore.measure.measure_kpis`."""
    with ExitStack() as stack:
        workspace = stack.enter_context(open_workspace())
        paths_of: Mapping[str, Path] = {}
        if frames:
            handed_over = stack.enter_context(open_workspace())
            definition, paths_of = with_frames(definition, frames, handed_over)
        tables = _tables(definition, workspace, stack, as_of, tallies)
        opened, problems = _open_all(definition, workspace, paths_of, tables)
        asked = ask_all(definition, opened, as_of, places)
        problems += all_problems(asked)
        files = [each for found in opened.values() for each in found if isinstance(each, OpenFile)]
        paths = [path for file in files for path in file.paths]
        paths += [table.exchange for table in tables.by_dataset.values()] if tables else []
        connection = stack.enter_context(open_database(paths, workspace))
        stack.enter_context(_while_they_last(files))
        scanned = scan_all(connection, asked, tables.by_dataset if tables else {})
        verdicts = {id_: judge_rows(connection, one, bad_rows) for id_, one in scanned.items()}
        problems += [problem for verdict in verdicts.values() for problem in verdict.problems]
        measuring = Measuring(definition, as_of, connection, scanned, problems)
        measured = measuring.measured(period)
        changed = tuple(tables.changed(scanned)) if tables else ()
        measured = replace(measured, problems=measured.problems + changed)
    if has_errors(measured.problems):
        raise Problems(in_order(measured.problems, definition.origin.path))
    skipped = {id_: verdict.skipped for id_, verdict in verdicts.items() if verdict.skipped}
    asides = tuple(tables.keep_settled()) if tables else ()
    return replace(measured, skipped=skipped, asides=asides)


def _tables(
    definition: Definition,
    workspace: Path,
    stack: ExitStack,
    as_of: date,
    tallies: Tallies | None,
) -> "Tables | None":
    """Return the way to the tables of *definition*; None where it has files alone."""
    if not any(dataset.is_table for dataset in definition.datasets.values()):
        return None
    from cxscore.measure.tables import Tables

    return Tables(definition, workspace, stack, as_of, tallies)


@contextmanager
def _while_they_last(files: Iterable[OpenFile]) -> Iterator[None]:
    """Say which file is gone, or was cut, where the engine fails for that.

    Raises:
        OSError: where a file vanished while it was read.
    """
    import duckdb

    sizes = {file.path: (file.shown, _size(file.path)) for file in files}
    try:
        yield
    except (duckdb.Error, FileNotFoundError) as error:
        for path, (shown, size) in sizes.items():
            if _size(path) != size:
                said = "the file vanished or was changed while it was read"
                raise FileNotFoundError(ENOENT, said, shown) from error
        raise


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.exists() else None


def _open_all(
    definition: Definition, workspace: Path, frames: Mapping[str, Path], tables: "Tables | None"
) -> tuple[dict[str, Sequence[ColumnSource]], list[Problem]]:
    opened: dict[str, Sequence[ColumnSource]] = {}
    problems: list[Problem] = []
    for id_, dataset in definition.datasets.items():
        if tables is not None and dataset.is_table and id_ not in frames:
            opened[id_], found = tables.open(dataset)
        else:
            opened[id_], found = open_files(definition, dataset, workspace, frames.get(id_))
        # A file that cannot be opened is no file of its dataset afterwards.
        problems += [replace(p, subject=p.subject or ("datasets", id_)) for p in found]
    return opened, problems


@dataclass(slots=True)
class Measuring:
    """All datasets scanned, and what is wrong so far."""

    definition: Definition
    as_of: date
    connection: "DuckDBPyConnection"
    scanned: Mapping[str, Scanned]
    problems: list[Problem]
    _spreads: dict[str, list[Spread]] = field(default_factory=dict)

    def measured(self, period: Period | None) -> Measured:
        """Return what is measured up to *period*, with everything that is wrong."""
        self._spreads = {
            id_: [spread_of(one.rows, tally, self.as_of) for tally in one.tallies]
            for id_, one in self.scanned.items()
        }
        at_fault = self._at_fault()
        sound = frozenset(self.scanned) - at_fault
        self._look_for_rows(sound)
        horizon = Horizon(self.definition, period or self._reported(), self.as_of)
        results = self._results(horizon)
        self._look_at_coverage(sound, horizon)
        for id_, one in self.scanned.items():
            self.problems += doubts_of_rows(self.connection, one) if id_ in sound else []
        facts = []
        targets: dict[str, Mapping[date, float]] = {}
        covered: dict[str, tuple[Coverage, ...]] = {}
        crossed: dict[str, Driven] = {}
        sums: list[Totals] = []
        for kpi in self.definition.kpis:
            found = results.get(kpi.id, [])
            if not found:
                continue
            known = facts_of(kpi, found, horizon)
            facts += known
            if not kpi.datasets & at_fault:
                targets[kpi.id] = self._look_at_results(kpi, found, horizon)
                sums.append(Totals(kpi, found, horizon))
                self.problems += doubts_of(sums[-1], known, self.problems)
                covered[kpi.id] = _coverage(found)
                if driven := self._driven(kpi, found, horizon):
                    crossed[kpi.id] = driven
        self.problems += doubts_of_segments(sums)
        self.problems += breaks_outside(self.definition, covered)
        of_sound = [fact for fact in facts if fact.kpi in covered]
        self.problems += segments_unmet(self.definition, of_sound)
        self.problems += baselines_unmet(self.definition, of_sound)
        return Measured(
            reported=horizon.reported,
            facts=tuple(facts),
            coverage={kpi: _coverage(found) for kpi, found in results.items()},
            targets={kpi: found for kpi, found in targets.items() if found},
            sources=sources_of(self.scanned.values()),
            problems=tuple(in_order(self.problems, self.definition.origin.path)),
            driven=crossed,
        )

    def _driven(self, kpi: Kpi, found: Sequence[KpiResult], horizon: Horizon) -> Driven | None:
        """Return what was measured of the drivers of *kpi*, over the year to the period at hand."""
        calendar = self.definition.period_length(kpi)
        period = horizon.latest(calendar)
        asking = next((each for each in found if each.kpi_query.drivers is not None), None)
        if period is None or asking is None:
            return None
        year = calendar.trailing_year(period) or calendar.year_to_date(period)
        span = (year[0].start, year[-1].end)
        spread = self._spread_of(asking.kpi_query)
        faulty = any(group.faults for group in spread.every)
        return cross_products(
            self.connection, spread.rows, asking.kpi_query, span, faulty=faulty
        ).driven()

    def _at_fault(self) -> frozenset[str]:
        """Return the datasets with an error so far: only the others are looked at any further.

        What is amiss with these may come of the errors.
        """
        errors = [p for p in self.problems if p.severity is Severity.ERROR]
        paths, subjects = {p.path for p in errors}, {p.subject for p in errors}
        scanned = {
            id_
            for id_, one in self.scanned.items()
            if has_errors(one.rows.schema.problems)
            or paths & {file.shown for file in one.rows.schema.sources}
        }
        return frozenset(scanned.union(s[1] for s in subjects if s and s[0] == "datasets"))

    def _reported(self) -> Period:
        """Return the period to report where nobody says which."""
        days = {day for spreads in self._spreads.values() for s in spreads for day in s.days}
        found = reported_period(self.definition.calendar, days, self.as_of)
        return found or any_period(self.definition.calendar, self.as_of)

    def _results(self, horizon: Horizon) -> dict[str, list[KpiResult]]:
        """Return the results of all queries, by KPI."""
        # A connection is asked one thing at a time.
        tables = {id_ for id_, one in self.scanned.items() if not one.rows.in_files}
        known = {id_: _results_of(self._spreads[id_], horizon) for id_ in tables}
        work = {
            id_: partial(_results_of, spreads, horizon)
            for id_, spreads in self._spreads.items()
            if id_ not in tables
        }
        every = [spread for spreads in self._spreads.values() for spread in spreads]
        known |= abreast(work, [spread.tally.connection for spread in every])
        known = {id_: known[id_] for id_ in self._spreads}
        found: dict[str, list[KpiResult]] = {}
        for each in (result for results in known.values() for result in results):
            found.setdefault(each.kpi_query.kpi.id, []).append(each)
        return found

    def _spread_of(self, kpi_query: KpiQuery) -> Spread:
        """Return the days of the rows that *kpi_query* asks."""
        every = self._spreads[kpi_query.schema.id]
        return next(spread for spread in every if spread.tally.date == kpi_query.date)

    def _own(self) -> list[Spread]:
        """Return the days that speak for each dataset: by its own date, if a KPI goes by it."""
        return [
            next((spread for spread in found if spread.tally.kpi_queries), found[0])
            for found in self._spreads.values()
            if found
        ]

    # -- what is wrong, or worth saying

    def _look_for_rows(self, sound: frozenset[str]) -> None:
        """Note datasets without rows, and rows outside the calendar; errors if no other counts."""
        calendar = self.definition.calendar
        spreads = self._own()
        placed = any(calendar.period_of(day) for spread in spreads for day in spread.days)
        severity = Severity.WARNING if placed else Severity.ERROR
        for spread in spreads:
            if spread.dataset in sound:
                self.problems += without_rows(spread, severity)
                self.problems += outside_calendar(spread, severity)
                self.problems += lost_by_dataset(spread)

    def _look_at_coverage(self, sound: frozenset[str], horizon: Horizon) -> None:
        for spread in self._own():
            if spread.dataset in sound:
                self.problems += late_or_early(self.connection, spread, horizon)
                self.problems += missing_parts(spread, horizon)

    def _look_at_results(
        self, kpi: Kpi, found: Sequence[KpiResult], horizon: Horizon
    ) -> Mapping[date, float]:
        """Note what is wrong with the results of *kpi*; return the targets that they give."""
        targets, problems = targets_of(kpi, found, horizon)
        problems += populations_of(kpi, found, horizon)
        problems += divided_by_nothing(kpi, found, horizon)
        if kpi.statistic is Statistic.GIVEN:
            for each in found:
                rows = self.scanned[each.dataset].rows
                problems += GivenValues(self.connection, rows).problems(each)
        calendar = self.definition.period_length(kpi)
        spans = {(period.start, period.end) for period in horizon.shown(calendar)}
        asked = [(each, self._spread_of(each.kpi_query)) for each in found]
        self.problems += [*problems, *lost_by_kpi(kpi, asked, spans)]
        return targets


def _results_of(spreads: Iterable[Spread], horizon: Horizon) -> list[KpiResult]:
    """Return the results of one dataset; its cursor is its own, and no other thread asks it."""
    return [each for s in spreads for each in Results(s.tally.connection, horizon, s).all()]


def _coverage(results: Iterable[KpiResult]) -> tuple[Coverage, ...]:
    return tuple(dict.fromkeys(each.coverage for each in results))
