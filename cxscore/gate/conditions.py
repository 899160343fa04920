"""The conditions of the gate: a line each in the table at the end, and what finds its breaches.

To add one, add its line. Only where what is said of a breach is of a new kind has
`Evidence` one more, and `rendering/words/gate.py` its sentence.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from cxscore.frozen import frozen
from cxscore.model.agreements import Keeping
from cxscore.model.commentary import CommentNeed
from cxscore.model.dues import DueKind
from cxscore.model.edges import Edges
from cxscore.model.gate import Evidence
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.model.since_close import SinceClose
from cxscore.model.verdicts import SHORT_OF_TARGET, Capability, Status, Variation


@frozen
class Breach:
    """Something for which a condition holds: a KPI, or a row of the registers."""

    kpis: tuple[str, ...] = ()
    """Ids of the KPIs that it is about, the one that it is told of first."""
    row: str | None = None
    """The id of a row of the registers; None where it is about a KPI itself."""
    owner: str | None = None
    value: float | None = None
    target: Edges | None = None


@frozen
class Condition:
    """Something that a pack may be held to."""

    name: str
    evidence: Evidence
    find: Callable[[Scorecard], Iterator[Breach]]
    """Finds what breaches it, in the order of kpis.yaml or of the registers."""
    accepted_with: str = ""
    """A graver condition: whoever accepts that of a KPI accepts this as well."""
    needs: str = ""
    """The key of kpis.yaml that it is about, where it is about that and no KPI."""


Find = Callable[[Scorecard], Iterator[Breach]]


def _which(holds: Callable[[ScoredKpi], bool]) -> Find:
    """Return what finds the KPIs for which *holds* says so."""

    def find(scorecard: Scorecard) -> Iterator[Breach]:
        for each in scorecard.kpis:
            if holds(each):
                kpi, target = each.kpi, each.target
                edges = None if target is None else target.edges
                yield Breach((kpi.id,), None, kpi.owner, each.value, edges)

    return find


def _judged(holds: Callable[[ScoredKpi], bool]) -> Find:
    """Return the same of KPIs by their values; one that is estimated is not held to anything."""
    return _which(lambda scored: scored.estimate is None and holds(scored))


def _told_otherwise(named: Callable[[SinceClose], Iterable[str]]) -> Find:
    """Return what finds the KPIs that are *named* as not being what the last close told."""

    def find(scorecard: Scorecard) -> Iterator[Breach]:
        ids = set(named(scorecard.since_close)) if scorecard.since_close else set()
        yield from _which(lambda scored: scored.kpi.id in ids)(scorecard)

    return find


def _newly(
    holds: Callable[[Status | None, Variation | None], bool],
) -> Find:
    """Return what finds the KPIs for which something *holds* and did not when it was told last.

    That is in the last close; where nothing was closed, in the paper before this one. Of a KPI
    that was not told of, nothing held.
    """

    def find(scorecard: Scorecard) -> Iterator[Breach]:
        since = scorecard.since_close

        def began(scored: ScoredKpi) -> bool:
            before = scored.status_before, scored.variation_before
            if since is not None:
                told = since.told.get(scored.kpi.id)
                before = (None, None) if told is None else (told.status, told.variation)
            return holds(scored.status, scored.signal.variation) and not holds(*before)

        yield from _judged(began)(scorecard)

    return find


def _is_off_target(scored: ScoredKpi) -> bool:
    return scored.status is Status.OFF_TARGET


def _owes_comment(scored: ScoredKpi) -> bool:
    return scored.comment_state.need is CommentNeed.OVERDUE


def _overdue_actions(scorecard: Scorecard) -> Iterator[Breach]:
    for scored in scorecard.actions:
        if scored.overdue:
            yield Breach(scored.row.kpis, scored.row.id, scored.row.owner)


def _checks_due(scorecard: Scorecard) -> Iterator[Breach]:
    late = {due.id for due in scorecard.dues if due.kind is DueKind.CHECK and due.late}
    for scored in scorecard.actions:
        if scored.row.id in late:
            yield Breach(scored.row.kpis, scored.row.id, scored.row.owner)


def _broken_promises(scorecard: Scorecard) -> Iterator[Breach]:
    for scored in scorecard.agreements:
        promise, threshold = scored.agreement, scored.agreement.threshold
        if scored.keeping is Keeping.BROKEN:
            about = dict.fromkeys(kpi for kpi in (promise.kpi, scored.serves) if kpi is not None)
            edge = None if threshold is None else (threshold.value, None, None)
            yield Breach(tuple(about), promise.id, promise.giver, scored.value, edge)


def _gaps_nobody_owns(scorecard: Scorecard) -> Iterator[Breach]:
    ids = {each.serves for each in scorecard.agreements if each.gap_nobody_owns}
    yield from _judged(lambda scored: scored.kpi.id in ids)(scorecard)


def _ledger_gaps(scorecard: Scorecard) -> Iterator[Breach]:
    """Yield one breach where the ledger of customers does not add up; it is about no KPI."""
    periods = scorecard.ledger.periods if scorecard.ledger else ()
    if not all(each.balanced for each in periods):
        yield Breach()


def _unheard(scorecard: Scorecard) -> Iterator[Breach]:
    """Yield one breach where there are moments at which nobody listens; it is about no KPI."""
    if scorecard.listening is not None and scorecard.listening.unheard:
        yield Breach()


_TABLE = (
    Condition("off-target", Evidence.VALUE, _judged(_is_off_target)),
    Condition(
        "at-risk",
        Evidence.VALUE,
        _judged(lambda scored: scored.status in SHORT_OF_TARGET),
        accepted_with="off-target",
    ),
    Condition(
        "newly-off-target",
        Evidence.VALUE,
        _newly(lambda status, _: status is Status.OFF_TARGET),
        accepted_with="off-target",
    ),
    Condition(
        "worsening",
        Evidence.DIRECTION,
        _judged(lambda scored: scored.signal.variation is Variation.WORSENING),
    ),
    Condition(
        "newly-worsening",
        Evidence.DIRECTION,
        _newly(lambda _, variation: variation is Variation.WORSENING),
        accepted_with="worsening",
    ),
    Condition(
        "misses-target",
        Evidence.LIMITS,
        _judged(lambda scored: scored.signal.capability is Capability.MISSES),
    ),
    Condition(
        "off-target-without-action",
        Evidence.VALUE,
        _judged(lambda scored: _is_off_target(scored) and not scored.acted_on),
        accepted_with="off-target",
    ),
    Condition(
        "off-target-without-commentary",
        Evidence.COMMENT,
        _judged(lambda scored: _is_off_target(scored) and _owes_comment(scored)),
        accepted_with="commentary-overdue",
    ),
    Condition("commentary-overdue", Evidence.COMMENT, _which(_owes_comment)),
    Condition("overdue-action", Evidence.DUE, _overdue_actions),
    Condition("check-due", Evidence.CHECK, _checks_due),
    Condition("promise-broken", Evidence.PROMISE, _broken_promises),
    Condition("gap-nobody-owns", Evidence.GAP, _gaps_nobody_owns),
    Condition("stale-data", Evidence.STALE, _which(lambda scored: scored.stale)),
    Condition("no-data", Evidence.NO_DATA, _which(lambda scored: scored.status is Status.NO_DATA)),
    Condition("small-base", Evidence.SMALL_BASE, _which(lambda scored: scored.base_too_small)),
    Condition(
        "restated",
        Evidence.RESTATED,
        _told_otherwise(lambda since: (each.kpi for each in since.shown)),
    ),
    Condition(
        "definition-changed",
        Evidence.DEFINITION,
        _told_otherwise(lambda since: (each.kpi for each in since.definition_changed)),
    ),
    Condition(
        "target-changed",
        Evidence.TARGET,
        _told_otherwise(lambda since: (each.kpi for each in since.target_changed)),
    ),
    Condition("ledger-gap", Evidence.LEDGER, _ledger_gaps, needs="customers"),
    Condition("listening-gap", Evidence.LISTENING, _unheard, needs="listening"),
)
CONDITIONS: Mapping[str, Condition] = {each.name: each for each in _TABLE}
"""The conditions by their names."""
