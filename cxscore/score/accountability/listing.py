"""What of a long log is listed: the latest rows of a kind, and those that a page speaks of."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from heapq import nlargest

from cxscore.model.accountability import Accountability
from cxscore.model.listing import MOST, Listing, recency
from cxscore.model.log import LogKind, LogStatus
from cxscore.model.scorecard import ScoredKpi, ScoredRow


def listing_of(
    log: Sequence[ScoredRow], kpis: Sequence[ScoredKpi], found: Accountability
) -> Listing | None:
    """Return which rows of *log* are listed; None where all are.

    Of each kind they are the latest, those under way before all others, as many as a page has
    room for; of actions those of each KPI as well, and the latest that are closed. Besides
    these the first decisions that *found* asks or looks back on, and what is celebrated.
    """
    of_kind: dict[LogKind, list[ScoredRow]] = defaultdict(list)
    for scored in log:
        of_kind[scored.row.kind].append(scored)
    if all(len(rows) <= MOST for rows in (*of_kind.values(), *(kpi.actions for kpi in kpis))):
        return None
    ids = {
        *(scored.row.id for rows in of_kind.values() for scored in latest(rows)),
        *(scored.row.id for kpi in kpis for scored in latest(kpi.actions)),
        *(scored.row.id for scored in latest_judged(of_kind[LogKind.ACTION])),
        *_named(found),
    }
    rows = tuple(scored for scored in log if scored.row.id in ids)
    every, told = (Counter(map(_state, each)) for each in (log, rows))
    left_out: dict[LogKind, dict[LogStatus, int]] = {}
    for kind in LogKind:
        counts = {status: every[kind, status] - told[kind, status] for status in LogStatus}
        if any(counts.values()):
            left_out[kind] = {status: number for status, number in counts.items() if number}
    actions = {kpi.kpi.id: tuple(a for a in kpi.actions if a.row.id in ids) for kpi in kpis}
    others = {kpi.kpi.id: len(kpi.actions) - len(actions[kpi.kpi.id]) for kpi in kpis}
    on_kpis = {id_: number for id_, number in others.items() if number}
    return Listing(rows, frozenset(ids), actions, left_out, on_kpis)


def latest(rows: Sequence[ScoredRow]) -> Sequence[ScoredRow]:
    """Return the *rows* that a list has room for: those under way, then the latest opened."""
    return rows if len(rows) <= MOST else nlargest(MOST, rows, key=_recency)


def latest_judged(actions: Sequence[ScoredRow]) -> Sequence[ScoredRow]:
    """Return the *actions* closed last of which there is a verdict, as many as a list has."""
    judged = [each for each in actions if each.effect and each.effect.outcome]
    return nlargest(MOST, judged, key=_closed)


def _named(found: Accountability) -> Iterator[str]:
    """Yield the rows that the first page and the list of decisions speak of."""
    yield from found.decisions_asked[:MOST]
    yield from found.matters_arising[:MOST]
    yield from (each.row for each in found.celebrate if each.row)


def _recency(scored: ScoredRow) -> tuple[bool, date]:
    return recency(scored.row)


def _closed(scored: ScoredRow) -> date:
    return scored.row.closed or date.min


def _state(scored: ScoredRow) -> tuple[LogKind, LogStatus]:
    return scored.row.kind, scored.row.status
