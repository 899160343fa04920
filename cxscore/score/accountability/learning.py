"""What follows from the log: decisions asked, work that is shared, what failures teach."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from cxscore.model.accountability import Accountability
from cxscore.model.agreements import ScoredAgreement
from cxscore.model.definition import Definition
from cxscore.model.log import UNDER_WAY, CauseTag, LogKind, LogRow
from cxscore.model.outline import Owner, silo_of
from cxscore.model.scorecard import ScoredKpi, ScoredRow
from cxscore.model.sorted_log import SortedLog
from cxscore.model.told import Told
from cxscore.score.accountability.celebrations import celebrations_of
from cxscore.score.accountability.failures import cleared_of, failures_of
from cxscore.score.accountability.network import crossing, edges_between, matrix_of
from cxscore.score.accountability.substance import reached_by

A_YEAR = timedelta(days=366)
"""How far back a failure may lie that another repeats."""


def accountability_of(
    log: Sequence[ScoredRow],
    definition: Definition,
    as_of: date,
    told: Told | None = None,
    kpis: Sequence[ScoredKpi] = (),
    agreements: Sequence[ScoredAgreement] = (),
    begun: date | None = None,
) -> Accountability:
    """Return what follows from *log*, *kpis* and *agreements*, as seen on *as_of*.

    *told* is the last close, *begun* the first day of the period that is reported.
    """
    owners = {owner.id: owner for owner in definition.owners}
    log = SortedLog.of(log)
    rows = {kind: [scored.row for scored in of_kind] for kind, of_kind in log.of_kind.items()}
    decisions = rows[LogKind.DECISION]
    return Accountability(
        decisions_asked=tuple(_asked(decisions, definition.heading.meeting)),
        matters_arising=() if told is None else tuple(_arising(decisions, told)),
        carried_together=_carried_together(rows[LogKind.ACTION], owners),
        failures=failures_of(rows[LogKind.FAILURE], as_of),
        cleared=cleared_of(log, as_of),
        edges=edges_between(agreements, kpis),
        matrix=matrix_of(kpis, owners),
        crossing=crossing(kpis, owners),
        substance=reached_by(kpis),
        escalations=tuple(kpi.escalation for kpi in kpis if kpi.escalation is not None),
        celebrate=celebrations_of(kpis, log, agreements, told, as_of, begun or as_of),
    )


def _asked(decisions: Sequence[LogRow], coming: date | None) -> list[str]:
    """Return the decisions that are open and due by the *coming* meeting; all where none is set."""
    return [
        row.id
        for row in decisions
        if row.under_way and row.due and (coming is None or row.due[-1] <= coming)
    ]


def _arising(decisions: Sequence[LogRow], told: Told) -> list[str]:
    """Return the decisions that were open when a period was closed last.

    Of one that the close does not list its days say so.
    """
    return [
        row.id
        for row in decisions
        if (
            told.rows[row.id].status in UNDER_WAY
            if row.id in told.rows
            else LogKind.DECISION in told.left_out and _was_open(row, told.as_of)
        )
    ]


def _was_open(row: LogRow, day: date) -> bool:
    begun = row.opened is not None and row.opened <= day
    return begun and (row.under_way if row.closed is None else row.closed > day)


def _carried_together(actions: Sequence[LogRow], owners: Mapping[str, Owner]) -> tuple[int, int]:
    """Return how many actions people of different teams carry, and how many there are."""
    carried = Counter((row.owner, row.carried_with) for row in actions if row.carried_with)
    shared = sum(
        number
        for (owner, others), number in carried.items()
        if len({silo_of(id_, owners) for id_ in (owner, *others)}) > 1
    )
    return shared, len(actions)


def repeats(rows: Sequence[LogRow]) -> dict[str, tuple[str, bool]]:
    """Return the failures that repeat another: its id, and whether a change had been made by then.

    The other is the latest of the year before with the same cause, at the same KPI, stage or
    moment.
    """
    dated = [
        (row.opened, row.cause.tag, row)
        for row in rows
        if row.kind is LogKind.FAILURE and row.opened and row.cause and row.cause.tag
    ]
    latest: dict[tuple[CauseTag, str], LogRow] = {}
    found: dict[str, tuple[str, bool]] = {}
    for day, alike in groupby(sorted(dated, key=lambda each: each[0]), key=lambda each: each[0]):
        of_the_day = [(tag, row, (*row.kpis, *row.about)) for _, tag, row in alike]
        for tag, row, places in of_the_day:
            before = [latest[tag, place] for place in places if (tag, place) in latest]
            before = [other for other in before if other.opened and other.opened + A_YEAR >= day]
            if before:
                other = max(before, key=lambda each: each.opened or day)
                found[row.id] = other.id, other.closed is not None and other.closed < day
        latest |= {(tag, place): row for tag, row, places in of_the_day for place in places}
    return found
