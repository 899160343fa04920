"""What of a long log is listed: the latest rows of a kind, and those that a page speaks of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from heapq import nlargest

from cxscore.model.accountability import Accountability
from cxscore.model.listing import MOST, recency
from cxscore.model.log import LogKind, LogStatus
from cxscore.model.scorecard import Listing, ScoredKpi, ScoredRow
from cxscore.model.sorted_log import SortedLog


def listing_of(
    log: Sequence[ScoredRow], kpis: Sequence[ScoredKpi], found: Accountability
) -> Listing | None:
    """Return which rows of *log* are listed; None where all are.

    Of each kind they are the latest, those under way before all others, as many as a page has
    room for; of actions those of each KPI as well, and the latest that are closed. Besides
    these the first decisions that *found* asks or looks back on, and what is celebrated.
    """
    log = SortedLog.of(log)
    lists = [*log.of_kind.values(), *(kpi.actions for kpi in kpis)]
    if all(len(rows) <= MOST for rows in lists):
        return None
    actions_of_all = log.of_kind[LogKind.ACTION]
    judged = [each for each in actions_of_all if each.effect is not None and each.effect.outcome]
    ids = {
        *(
            scored.row.id
            for kind in LogKind
            for scored in _latest(log.of_kind[kind], log.live[kind])
        ),
        *(scored.row.id for kpi in kpis for scored in _latest(kpi.actions, kpi.open_actions)),
        *(scored.row.id for scored in nlargest(MOST, judged, key=_closed)),
        *_named(found),
    }
    rows = tuple(
        [log[place] for place in sorted(log.places[id_] for id_ in ids & log.places.keys())]
    )
    left_out: dict[LogKind, dict[LogStatus, int]] = {}
    for kind in LogKind:
        counts = Counter(log.statuses[kind])
        counts.subtract(scored.row.status for scored in rows if scored.row.kind is kind)
        if counts.total():
            left_out[kind] = {status: counts[status] for status in LogStatus if counts[status]}
    actions = {kpi.kpi.id: tuple(a for a in kpi.actions if a.row.id in ids) for kpi in kpis}
    others = {kpi.kpi.id: len(kpi.actions) - len(actions[kpi.kpi.id]) for kpi in kpis}
    on_kpis = {id_: number for id_, number in others.items() if number}
    return Listing(rows, frozenset(ids), actions, left_out, on_kpis)


def _latest(rows: Sequence[ScoredRow], live: Sequence[ScoredRow]) -> Sequence[ScoredRow]:
    """Return the *rows* that a list has room for: those that are *live*, then the latest opened."""
    if len(rows) <= MOST:
        return rows
    if len(live) < MOST:
        return nlargest(MOST, rows, key=_recency)
    return nlargest(MOST, live, key=_opened)


def _named(found: Accountability) -> Iterator[str]:
    """Yield the rows that the first page and the list of decisions speak of."""
    yield from found.decisions_asked[:MOST]
    yield from found.matters_arising[:MOST]
    yield from (each.row for each in found.celebrate if each.row)


def _recency(scored: ScoredRow) -> tuple[bool, date]:
    return recency(scored.row)


def _opened(scored: ScoredRow) -> date:
    return scored.row.opened or recency(scored.row)[1]


def _closed(scored: ScoredRow) -> date:
    return scored.row.closed or date.min
