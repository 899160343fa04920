"""The stage itself: a definition, what was measured and what was written make a Scorecard."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain

from cxscore.model.accountability import Accountability
from cxscore.model.agreements import ScoredAgreement
from cxscore.model.definition import Definition
from cxscore.model.dues import Dues
from cxscore.model.log import LogKind
from cxscore.model.measured import Measured
from cxscore.model.registers import WHOLE, Comment, Written
from cxscore.model.scorecard import Listing, Scorecard, ScoredKpi, ScoredRow
from cxscore.model.since_close import SinceClose
from cxscore.model.sorted_log import SortedLog
from cxscore.model.told import Told
from cxscore.resources import version
from cxscore.score.accountability.agreements import past_of, scored_agreements
from cxscore.score.accountability.commentary import draft_of
from cxscore.score.accountability.dues import dues_of
from cxscore.score.accountability.hassles import scored_hassles
from cxscore.score.accountability.learning import accountability_of
from cxscore.score.accountability.limits import beyond_limits
from cxscore.score.accountability.lints import lints_of
from cxscore.score.accountability.listing import listing_of
from cxscore.score.accountability.log import RowScoring, comment_on, log_on
from cxscore.score.accountability.loops import actions_by_cause, by_cause, scored_loops
from cxscore.score.accountability.owners import owner_scores
from cxscore.score.accountability.personal import (
    agreements_for,
    comments_for,
    rows_for,
    titles_named,
)
from cxscore.score.accountability.portfolio import portfolio_of
from cxscore.score.accountability.sources import scored_sources
from cxscore.score.accountability.summary import summary_of
from cxscore.score.journey import moments_of
from cxscore.score.kpi_scoring import KpiScoring
from cxscore.score.methods.ledger import ledger_of
from cxscore.score.methods.listening import scored_listening
from cxscore.score.methods.responses import scored_asked
from cxscore.score.methods.stakes import stakes_of
from cxscore.score.methods.themes import scored_comments
from cxscore.score.methods.valued import valued_by_customers
from cxscore.score.since_close.comparing import compare
from cxscore.score.since_close.told_now import told_now
from cxscore.score.values.formula_parts import with_parts
from cxscore.uncollected import without_collection


@without_collection()
def score_kpis(
    definition: Definition,
    measured: Measured,
    written: Written,
    as_of: date,
    chosen: frozenset[str] | None = None,
    told: Told | None = None,
    people: frozenset[str] = frozenset(),
) -> Scorecard:
    """Return the scorecard of *definition* for the period that was measured.

    *as_of* decides what is complete, overdue and stale. *chosen* are the ids
    of the KPIs to show, all where None; formulas still see the others. *told*
    is what the board was told before. *people* are ids of owners: of the
    registers only what concerns them is shown then.
    """
    written = replace(written, log=log_on(written.log, as_of))
    stage = _Stage(definition, measured, written, as_of, chosen, told, everybody=not people)
    kpis = stage.shown()
    log = stage.rows(kpis, people)
    promises = stage.promises(people)
    heard = stage.heard(kpis, people)
    sponsor = definition.heading.sponsor
    owners = owner_scores(definition.owners, kpis, log, promises, heard, as_of, sponsor)
    reported = measured.reported
    since = None if told is None else stage.since(told, kpis)
    complete = reported.end <= as_of
    narrowed = bool(people) or not all(stage.shows(kpi.id) for kpi in definition.kpis)
    # Of a moment that is shown in part nobody can tell that all is well there.
    moments = () if narrowed else moments_of(definition, kpis, stage.scoring.readings)
    listening = None if narrowed else scored_listening(definition, measured, written)
    actions = actions_by_cause(log)
    accountability = replace(
        accountability_of(log, definition, as_of, told, kpis, promises, reported.start),
        loops=scored_loops(definition, measured),
        causes=by_cause(log, actions),
    )
    log, kpis, listing = stage.listed(log, kpis, accountability)
    lints = lints_of(kpis, log, promises, definition.journey, since, listening)
    # Where no file is for comments, none is due; one that is empty yet waits for the first.
    commented = kpis if definition.registers.commentary else ()
    return Scorecard(
        heading=definition.heading,
        currency=definition.currency,
        period=reported,
        complete=complete,
        as_of=as_of,
        since_close=since,
        narrowed=narrowed,
        built_from=definition.origin.sha256,
        summary=summary_of(kpis, stage.scoring.before),
        kpis=kpis,
        owners=owners,
        people=tuple(owner.id for owner in definition.owners if owner.id in people),
        also=tuple(stage.found(kpi) for kpi in stage.unshown(log, promises)),
        dues=Dues(partial(dues_of, log, promises, commented, as_of)),
        draft=draft_of(commented),
        titles=titles_named(log, written.log),
        comments=None if narrowed else scored_comments(definition, measured),
        groups=definition.groups,
        journey=definition.journey,
        moments=moments,
        log=log,
        agreements=promises,
        listing=listing,
        accountability=replace(accountability, lints=lints),
        commentary=heard,
        word=comment_on(stage.scoring.comments_on[WHOLE], (reported.id,)),
        sources=scored_sources(measured.sources, stage.scoring.stale),
        skipped=measured.skipped,
        events=tuple(e for e in written.events if e.kpi is None or stage.shows(e.kpi)),
        problems=stage.scoring.problems,
        ledger=None if narrowed else ledger_of(definition, measured.ledger, reported),
        hassles=None if narrowed else scored_hassles(definition, measured, log, actions),
        portfolio=None
        if narrowed
        else portfolio_of(definition, log, promises, kpis, moments, lints),
        valued=valued_by_customers(kpis, definition.journey),
        value_at_stake=() if narrowed else stakes_of(definition, measured),
        listening=listening,
        heard=() if narrowed else written.listening,
        asked=scored_asked(definition, measured, written, complete=complete),
    )


class _Stage:
    """What the parts of one scorecard share."""

    def __init__(
        self,
        definition: Definition,
        measured: Measured,
        written: Written,
        as_of: date,
        chosen: frozenset[str] | None,
        told: Told | None,
        *,
        everybody: bool,
    ) -> None:
        self.as_of = as_of
        self.definition = definition
        self.measured = measured
        self.written = written
        self.chosen = chosen
        self._kpis = {kpi.id: kpi for kpi in definition.kpis}
        self._scored: dict[str, ScoredKpi] = {}
        every = written.log
        if everybody and chosen is not None:
            every = tuple(
                row for row in every if not row.kpis or any(self.shows(kpi) for kpi in row.kpis)
            )
        self.log = every
        self.judged = RowScoring(written.log, as_of, {} if told is None else told.rows).scored
        actions = [row for row in self.log if row.kind is LogKind.ACTION]
        self.scoring = KpiScoring(definition, measured, written, as_of, told, actions, self.judged)

    def shown(self) -> tuple[ScoredKpi, ...]:
        """Return the KPIs that are on the scorecard, those of their formulas with them."""
        kpis = [self.found(kpi) for kpi in self._kpis if self.shows(kpi)]
        return tuple(with_parts(kpi, self.found, self.small_parts(kpi)) for kpi in kpis)

    def rows(self, kpis: Sequence[ScoredKpi], people: frozenset[str]) -> SortedLog[ScoredRow]:
        """Return the log, actions as *kpis* have judged them; of *people*, where any are named."""
        judged: dict[int, ScoredRow] = {}
        for kpi in kpis:
            for scored in kpi.actions:
                # What came of an action is told of its first KPI.
                if scored.row.kpis[0] == kpi.kpi.id:
                    judged[id(scored.row)] = scored
                else:
                    judged.setdefault(id(scored.row), scored)
        rows = [
            found if (found := judged.get(id(row))) else self.judged(row, None, row.check_on)
            for row in self.log
        ]
        log = SortedLog(rows_for(people, rows) if people else rows)
        return log.told(beyond_limits(log.live[LogKind.DECISION], self.definition))

    def listed(
        self, log: SortedLog[ScoredRow], kpis: tuple[ScoredKpi, ...], found: Accountability
    ) -> tuple[SortedLog[ScoredRow], tuple[ScoredKpi, ...], Listing | None]:
        """Return *log* and *kpis*, and which rows are listed; these with what went on meanwhile."""
        listing = listing_of(log, kpis, found)
        every: Sequence[ScoredRow] = log
        on_kpis = [kpi.actions for kpi in kpis]
        if listing is not None:
            every, on_kpis = listing.rows, list(listing.actions.values())
        shown = {id(scored): scored for scored in chain(every, *on_kpis)}
        told = self.scoring.with_sharing(shown.values())

        def whole(rows: Sequence[ScoredRow]) -> tuple[ScoredRow, ...]:
            return tuple([told.get(id(scored), scored) for scored in rows])

        if told:
            kpis = tuple(replace(kpi, actions=whole(kpi.actions)) for kpi in kpis)
        if listing is not None:
            actions = {kpi: whole(rows) for kpi, rows in listing.actions.items()}
            listing = replace(listing, rows=whole(listing.rows), actions=actions)
        return log.told(told), kpis, listing

    def promises(self, people: frozenset[str]) -> tuple[ScoredAgreement, ...]:
        """Return the agreements on what is shown, or those of *people*, as they stand."""
        every = self.written.agreements
        agreements = (
            agreements_for(people, every)
            if people
            else [each for each in every if each.kpi is None or self.shows(each.kpi)]
        )
        past = partial(past_of, self.scoring.readings, self.scoring.hidden)
        return scored_agreements(agreements, self.found, self.as_of, past)

    def heard(self, kpis: Sequence[ScoredKpi], people: frozenset[str]) -> tuple[Comment, ...]:
        """Return the comments on what is shown, or those that concern *people*."""
        every = self.written.commentary
        if people:
            return comments_for(people, {each.kpi.id for each in kpis}, every)
        return tuple(each for each in every if each.kpi == WHOLE or self.shows(each.kpi))

    def since(self, told: Told, kpis: Sequence[ScoredKpi]) -> SinceClose:
        """Return what of *kpis*, and of the log, is not as it was *told*."""
        definition, measured = self.definition, self.measured
        now = told_now(
            kpis,
            [row for row in self.log if row.id in told.rows],
            measured.sources,
            period=measured.reported,
            as_of=self.as_of,
            definition=definition,
            version=version(),
        )
        return compare(told, now, narrowed=self.chosen is not None)

    def shows(self, kpi: str) -> bool:
        """Return whether the KPI with this id is on the scorecard."""
        return self.chosen is None or kpi in self.chosen

    def unshown(
        self, log: Sequence[ScoredRow], promises: Sequence[ScoredAgreement]
    ) -> tuple[str, ...]:
        """Return the KPIs that rows and promises name and that are not shown, in order."""
        if self.chosen is None:
            return ()
        named = {kpi for scored in log for kpi in scored.row.kpis}
        named |= {kpi for each in promises for kpi in (each.agreement.kpi, each.serves) if kpi}
        return tuple(kpi for kpi in self._kpis if kpi in named and not self.shows(kpi))

    def found(self, kpi: str) -> ScoredKpi:
        """Return the KPI with this id, scored; each but once."""
        if kpi not in self._scored:
            self._scored[kpi] = self.scoring.scored(self._kpis[kpi])
        return self._scored[kpi]

    def small_parts(self, scored: ScoredKpi) -> frozenset[str]:
        """Return the ids of the KPIs in its formula whose base is too small in its period."""
        if scored.period is None:
            return frozenset()
        return self.scoring.readings.at(scored.kpi, scored.period).small
