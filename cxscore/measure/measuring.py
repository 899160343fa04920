"""From a definition to what is measured: open, ask, scan, roll up, say what is wrong."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.measure.case_counts import hassles_counted, loop_counted
from cxscore.measure.checks.bad_rows import judge_rows
from cxscore.measure.checks.breaks import breaks_outside
from cxscore.measure.checks.divisors import divided_by_nothing
from cxscore.measure.checks.doubts import doubts_of, doubts_of_rows, doubts_of_segments
from cxscore.measure.checks.given_values import GivenValues
from cxscore.measure.checks.kpi_totals import Totals
from cxscore.measure.checks.ledger import ledger_problems
from cxscore.measure.checks.losses import lost_by_kpi
from cxscore.measure.checks.populations import populations_of
from cxscore.measure.checks.targets import targets_of
from cxscore.measure.checks.unmet import baselines_unmet, segments_unmet
from cxscore.measure.coverage import Spread, spread_of
from cxscore.measure.customer_comments import comment_rows, count_comments, themes_unmet
from cxscore.measure.database import open_database, open_workspace
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.engines.duckdb.tally import rows_in
from cxscore.measure.engines.scanning import answers_of, scan_all
from cxscore.measure.engines.ways import (
    comments_of,
    cross_products,
    estimates_of,
    holistic,
    last_end,
    ledger_of,
    open_cases,
)
from cxscore.measure.facts import KpiResult, facts_of
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.frames import Frames, with_frames
from cxscore.measure.horizon import Horizon, any_period, reported_period
from cxscore.measure.ledger_book import customer_ledger, measured_ledger
from cxscore.measure.looking import coverage_looked_at, rows_looked_at
from cxscore.measure.opening import open_all, tables_of, while_they_last
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.plan import all_problems, ask_all
from cxscore.measure.queries.query import CommentQuery, KpiQuery
from cxscore.measure.results import Results
from cxscore.measure.sources import sources_of
from cxscore.measure.spreads import Spreads
from cxscore.measure.stake_counts import counted_stakes
from cxscore.measure.voices import voices_of
from cxscore.model.comment_totals import CommentTotals
from cxscore.model.customers import LEDGER
from cxscore.model.dataset import BadRows
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.model.ledger_totals import LedgerMeasured
from cxscore.model.loop_totals import LoopTotals
from cxscore.model.measured import Coverage, Driven, Estimate, Fact, Measured
from cxscore.model.statistic import Statistic
from cxscore.model.tallies import Tallies
from cxscore.problems import Problem, Problems, Severity, has_errors, in_order

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


FAR_OFF = timedelta(days=3653)


def measure(  # noqa: PLR0913, PLR0917 (what is asked, and what it is asked with)
    definition: Definition,
    as_of: date,
    period: Period | None,
    bad_rows: BadRows | None,
    places: int,
    frames: Frames,
    tallies: Tallies | None,
    stack: ExitStack,
    connecting: "Future[DuckDBPyConnection]",
) -> Measured:
    """Return what is measured; see :func:`cxscore.measure.measure_kpis`.

    What is opened for it is left open, on the *stack*.
    """
    workspace = stack.enter_context(open_workspace())
    paths_of: Mapping[str, Path] = {}
    if frames:
        handed_over = stack.enter_context(open_workspace())
        definition, paths_of = with_frames(definition, frames, handed_over)
    tables = tables_of(definition, workspace, stack, as_of, tallies)
    opened, problems = open_all(definition, workspace, paths_of, tables)
    asked = ask_all(definition, opened, as_of, places)
    problems += all_problems(asked)
    files = [each for found in opened.values() for each in found if isinstance(each, OpenFile)]
    paths = [path for file in files for path in file.paths]
    paths += [table.exchange for table in tables.by_dataset.values()] if tables else []
    connection = stack.enter_context(open_database(paths, workspace, connecting))
    stack.enter_context(while_they_last(files))
    seen = scan_all(
        connection,
        asked,
        tables.by_dataset if tables else {},
        lambda cursor, one: (
            judge_rows(cursor, one, bad_rows),
            [spread_of(one.rows, tally, as_of) for tally in one.tallies],
        ),
    )
    scanned = {id_: one for id_, (one, _) in seen.items()}
    verdicts = {id_: verdict for id_, (_, (verdict, _)) in seen.items()}
    problems += [problem for verdict in verdicts.values() for problem in verdict.problems]
    spreads = {id_: found for id_, (_, (_, found)) in seen.items()}
    comments = {id_: one.comments for id_, one in asked.items() if one.comments is not None}
    measuring = Measuring(
        definition, as_of, connection, scanned, Spreads(spreads), problems, comments
    )
    measured = measuring.measured(period)
    changed = tuple(tables.changed(scanned)) if tables else ()
    measured = replace(measured, problems=measured.problems + changed)
    if has_errors(measured.problems):
        raise Problems(in_order(measured.problems, definition.origin.path))
    skipped = {id_: verdict.skipped for id_, verdict in verdicts.items() if verdict.skipped}
    asides = tuple(tables.keep_settled()) if tables else ()
    return replace(measured, skipped=skipped, asides=asides)


@frozen
class _Rest:
    """What the rows of one dataset answer when the results of KPIs are known."""

    doubts: Sequence[Problem] = ()
    driven: Mapping[str, Driven] = field(default_factory=dict)
    """What was measured of drivers, by KPI."""
    comments: CommentTotals | None = None
    """What customers said."""


_Ask = Callable[["DuckDBPyConnection"], _Rest]
_COMMENTS = "$comments"
"""Stands for what customers said among the ids of datasets, as none of them can."""
_Answers = tuple[dict[str, list[KpiResult]], Callable[[], dict[str, _Rest]]]


@dataclass(slots=True)
class _Looked:
    """What the results of all KPIs say."""

    facts: list[Fact] = field(default_factory=list)
    targets: dict[str, Mapping[date, float]] = field(default_factory=dict)
    totals: list[tuple[Totals, Sequence[Fact]]] = field(default_factory=list)
    """Of each KPI whose data are sound, and its facts."""


@dataclass(slots=True)
class Measuring:
    """All datasets scanned, and what is wrong so far."""

    definition: Definition
    as_of: date
    connection: "DuckDBPyConnection"
    scanned: Mapping[str, Scanned]
    spreads: Spreads
    problems: list[Problem]
    comments: Mapping[str, CommentQuery]
    """What is asked of customers' comments, by the one dataset that has them."""
    comment_rows: dict[str, Rows] = field(default_factory=dict)
    """The rows that they are counted in: those of files, or what is brought of a table."""

    def measured(self, period: Period | None) -> Measured:
        """Return what is measured up to *period*, with everything that is wrong."""
        at_fault = self._at_fault()
        sound = frozenset(self.scanned) - at_fault
        self.problems += rows_looked_at(self.spreads, self.definition.calendar, sound)
        horizon = Horizon(self.definition, period or self._reported(), self.as_of)
        self._bring_comments(horizon, sound)
        unmet = self._themes_unmet()
        with self._answers(horizon, sound) as (answers, wait_for_rest):
            found = self._by_kpi(answers)
            results = {id_: each for id_, each in found.items() if id_ not in unmet}
            looked = self._look_at(results, horizon, at_fault)
            loops = self._loops(sound, results, horizon)
            ledger = self._ledger(sound, results, horizon)
            hassles, causeless = hassles_counted(self.definition, sound, results, horizon)
            stakes, same_rows = counted_stakes(self.definition, results, horizon.reported)
            of_segments = doubts_of_segments([totals for totals, _ in looked.totals])
            rest = wait_for_rest()
        self.problems += coverage_looked_at(self.connection, self.spreads, sound, horizon)
        self.problems += [problem for each in rest.values() for problem in each.doubts]
        for totals, facts in looked.totals:
            self.problems += doubts_of(totals, facts, self.problems)
        driven = {kpi: one for each in rest.values() for kpi, one in each.driven.items()}
        covered = {totals.kpi.id: _coverage(totals.results) for totals, _ in looked.totals}
        self.problems += [*causeless, *same_rows, *of_segments]
        self.problems += breaks_outside(self.definition, covered)
        estimates = self._estimates(results)
        of_sound = [fact for fact in looked.facts if fact.kpi in covered]
        self.problems += segments_unmet(self.definition, of_sound)
        self.problems += baselines_unmet(self.definition, of_sound)
        return Measured(
            reported=horizon.reported,
            facts=tuple(looked.facts),
            coverage={kpi: _coverage(found) for kpi, found in results.items()},
            targets=looked.targets,
            sources=sources_of(self.scanned.values()),
            problems=tuple(in_order(self.problems, self.definition.origin.path)),
            driven={kpi: one for kpi, one in driven.items() if kpi in covered},
            estimates=estimates,
            comments=rest[_COMMENTS].comments if _COMMENTS in rest else None,
            loops=loops,
            ledger=ledger,
            hassles=hassles,
            stakes=stakes,
            voices=voices_of(results, self.spreads.of, horizon),
        )

    def _look_at(
        self,
        results: Mapping[str, Sequence[KpiResult]],
        horizon: Horizon,
        at_fault: frozenset[str],
    ) -> "_Looked":
        """Return the facts of all KPIs and the totals of the sound ones; note what is wrong."""
        looked = _Looked()
        for kpi in self.definition.kpis:
            found = results.get(kpi.id, [])
            if not found:
                continue
            facts = facts_of(kpi, found, horizon)
            looked.facts += facts
            if not kpi.datasets & at_fault:
                if targets := self._look_at_results(kpi, found, horizon):
                    looked.targets[kpi.id] = targets
                looked.totals.append((Totals(kpi, found, horizon), facts))
        return looked

    def _bring_comments(self, horizon: Horizon, sound: Collection[str]) -> None:
        """Find the rows that comments are counted in; note what is wrong with them."""
        for id_, comment_query in self.comments.items():
            if id_ in sound and self.spreads[id_]:
                own = self.spreads.by_own_date(id_)
                bring = partial(comments_of, self.connection)
                rows, problems = comment_rows(bring, comment_query, self.spreads[id_], own, horizon)
                self.problems += problems
                if rows is not None:
                    self.comment_rows[id_] = rows

    def _themes_unmet(self) -> Collection[str]:
        """Note the KPIs of themes that no row has; return their ids."""
        found: dict[str, Problem] = {}
        for id_, rows in self.comment_rows.items():
            found |= themes_unmet(self.connection, rows, self.comments[id_], self.definition)
        self.problems += found.values()
        return found

    def _comments(self, horizon: Horizon) -> "Mapping[str, _Ask]":
        """Return the way to count what customers said, by a name of its own; none without them."""
        for id_, rows in self.comment_rows.items():
            spread = self.spreads.by_own_date(id_)
            return {_COMMENTS: partial(_said, rows, self.comments[id_], spread, horizon)}
        return {}

    def _loops(
        self,
        sound: Collection[str],
        results: Mapping[str, Sequence[KpiResult]],
        horizon: Horizon,
    ) -> dict[str, LoopTotals]:
        """Return the cases that were opened in the period reported, by dataset."""
        found: dict[str, LoopTotals] = {}
        for id_ in self.definition.datasets:
            if id_ in sound:
                totals, lost = loop_counted(
                    self.definition, self.spreads, id_, results, horizon.reported
                )
                self.problems += lost
                if totals is not None:
                    found[id_] = totals
        return found

    def _ledger(
        self,
        sound: Collection[str],
        results: Mapping[str, Sequence[KpiResult]],
        horizon: Horizon,
    ) -> LedgerMeasured | None:
        """Return the customer ledger, and note what is wrong with it; None where there is none."""
        customers, found = self.definition.customers, results.get(LEDGER, [])
        if customers is None or customers.dataset not in sound or not found:
            return None
        counts = found[0].ledger
        assert counts is not None, "the ledger itself is asked for all there is of it"
        ledger, places = measured_ledger(counts, horizon), found[0].kpi_query.schema.places
        self.problems += ledger_problems(self.definition, counts, ledger, places, horizon.reported)
        return ledger

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
        days = {day for spread in self.spreads.all() for day in spread.days}
        days |= set(self._ends())
        found = reported_period(self.definition.calendar, days, self.as_of)
        return found or any_period(self.definition.calendar, self.as_of)

    def _ends(self) -> Iterator[date]:
        """Yield the last day on which a customer was lost, by spells."""
        for spread in self.spreads.all():
            for query in spread.tally.kpi_queries:
                if query.kpi.id == LEDGER and query.customers:
                    day = last_end(self.connection, spread.rows, query.customers, self.as_of)
                    if day is not None:
                        yield day

    def _answers(
        self, horizon: Horizon, sound: Collection[str]
    ) -> AbstractContextManager[_Answers]:
        """Yield what the rows of each dataset answer; and the way to wait for what else they do.

        That are doubts and drivers of the *sound* ones, and comments: facts can be made meanwhile.
        """

        def results(cursor: "DuckDBPyConnection", one: Scanned) -> list[KpiResult]:
            id_ = one.rows.schema.id
            said = self.comment_rows.get(id_)
            return [each for s in self.spreads[id_] for each in _results(cursor, horizon, s, said)]

        def rest(cursor: "DuckDBPyConnection", one: Scanned) -> _Rest:
            id_ = one.rows.schema.id
            if id_ not in sound:
                return _Rest()
            driven = {
                kpi_query.kpi.id: found
                for spread in self.spreads[id_]
                for kpi_query in spread.tally.kpi_queries
                if (found := self._driven(cursor, spread, kpi_query, horizon)) is not None
            }
            return _Rest(doubts_of_rows(cursor, one), driven)

        more = self._comments(horizon)
        return answers_of(self.connection, self.scanned, results, rest, more)

    def _driven(
        self, cursor: "DuckDBPyConnection", spread: Spread, kpi_query: KpiQuery, horizon: Horizon
    ) -> Driven | None:
        """Return what was measured of the drivers of a KPI, over the year to the period at hand."""
        calendar = self.definition.period_length(kpi_query.kpi)
        period = horizon.latest(calendar)
        if period is None or kpi_query.drivers is None:
            return None
        year = calendar.trailing_year(period) or calendar.year_to_date(period)
        span = (year[0].start, year[-1].end)
        faulty = any(group.faults for group in spread.every)
        return cross_products(cursor, spread.rows, kpi_query, span, faulty=faulty).driven()

    @staticmethod
    def _by_kpi(answers: Mapping[str, Sequence[KpiResult]]) -> dict[str, list[KpiResult]]:
        """Return the results of all queries, by KPI."""
        found: dict[str, list[KpiResult]] = {}
        for each in (result for results in answers.values() for result in results):
            found.setdefault(each.kpi_query.kpi.id, []).append(each)
        return found

    def _estimates(self, results: Mapping[str, Sequence[KpiResult]]) -> dict[str, Estimate]:
        """Return how KPIs were estimated; note those that could not be, and are exact."""
        found: dict[str, Estimate] = {}
        for kpi_query in (each.kpi_query for every in results.values() for each in every):
            kpi = kpi_query.kpi
            if not (kpi.approximate and kpi.is_holistic):
                continue
            able = estimates_of(self.scanned[kpi_query.schema.id].rows)
            if kpi_query.may_be_estimated and kpi.statistic in able:
                found[kpi.id] = able[kpi.statistic]
                continue
            why = (
                "each row counts as often as it says" if able else "this engine makes no estimates"
            )
            text = f"kpis.{kpi.id}.approximate has no effect: {why}, and it is exact"
            where = ("kpis", kpi.id, "approximate")
            self.problems.append(
                self.definition.origin.problem(where, "CX117", text, severity=Severity.WARNING)
            )
        return found

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
        asked = [(each, self.spreads.of(each.kpi_query)) for each in found]
        self.problems += [*problems, *lost_by_kpi(kpi, asked, spans)]
        return targets


def _results(
    cursor: "DuckDBPyConnection", horizon: Horizon, spread: Spread, comments: Rows | None
) -> list[KpiResult]:
    """Return the results of the queries of one tally, in their order."""
    again = holistic(cursor, spread.tally, rows_in(spread.groups), comments)
    cases = partial(open_cases, cursor, spread.rows, horizon)
    faulty = any(group.faults for group in spread.every)
    way = partial(ledger_of, cursor, spread.rows, faulty=faulty)
    ends = partial(_last_end_of_all, cursor, spread, horizon.as_of)
    ledger = cache(partial(customer_ledger, way, ends, spread, horizon))
    return Results(horizon, spread, again, cases, ledger).all()


def _said(
    rows: Rows,
    comment_query: CommentQuery,
    spread: Spread,
    horizon: Horizon,
    cursor: "DuckDBPyConnection",
) -> _Rest:
    """Return what customers said; where it cannot be told, why."""
    found, problems = count_comments(cursor, rows, comment_query, spread, horizon)
    return _Rest(problems, comments=found)


def _last_end_of_all(
    cursor: "DuckDBPyConnection", spread: Spread, as_of: date, customers: CustomerRows
) -> date | None:
    """Return the last day on which a spell ends, in ten years from *as_of* at the latest.

    What lies beyond stands for never.
    """
    return last_end(cursor, spread.rows, customers, as_of + FAR_OFF)


def _coverage(results: Iterable[KpiResult]) -> tuple[Coverage, ...]:
    return tuple(dict.fromkeys(each.coverage for each in results))
