"""What is due from whom: of the log, of what people promise one another, and of comments."""

from collections.abc import Iterator, Sequence
from datetime import date

from cxscore.model.agreements import AgreementState, ScoredAgreement
from cxscore.model.dues import Due, DueKind
from cxscore.model.log import UNDER_WAY, LogKind, LogRow, LogStatus
from cxscore.model.scorecard import ScoredKpi, ScoredRow

_KINDS = {kind: DueKind(kind.value) for kind in LogKind}
"""What is due of a row that is open."""


def dues_of(
    log: Sequence[ScoredRow],
    agreements: Sequence[ScoredAgreement],
    kpis: Sequence[ScoredKpi],
    as_of: date,
) -> tuple[Due, ...]:
    """Return what is open on *as_of*, the day that comes first first; what has no day comes last.

    What came of an action is due until somebody writes it; where nobody typed a day for that,
    only a day to come counts.
    """
    found = [
        *_of_rows(log, as_of),
        *(due for scored in agreements for due in _of_agreement(scored, as_of)),
        *(due for scored in kpis for due in _of_comment(scored, as_of)),
    ]
    places = {kind: place for place, kind in enumerate(DueKind)}
    return tuple(sorted(found, key=lambda due: (due.day or date.max, places[due.kind], due.id)))


def _of_rows(log: Sequence[ScoredRow], as_of: date) -> Iterator[Due]:
    for scored in log:
        row, check = scored.row, scored.check_on
        if row.closed is None and row.status in UNDER_WAY:
            day = row.due[-1] if row.due else None
            yield _due(_KINDS[row.kind], row, day, late=scored.overdue)
        if check is None or row.outcome or row.kind is not LogKind.ACTION:
            continue
        going = row.status in UNDER_WAY or row.status is LogStatus.DONE
        if going and (row.check_on is not None or check >= as_of):
            yield _due(DueKind.CHECK, row, check, late=check < as_of)


def _due(kind: DueKind, row: LogRow, day: date | None, *, late: bool) -> Due:
    others = [name for name in row.carried_with if name != row.owner] if row.carried_with else ()
    return Due(kind, row.id, (row.owner, *others), day, row.title, row.kpi or None, late)


def _of_agreement(scored: ScoredAgreement, as_of: date) -> Iterator[Due]:
    told = scored.agreement
    if told.state is AgreementState.REFUSED or (told.closed and told.closed <= as_of):
        return
    if told.due is not None and not told.is_measured:
        late = told.due < as_of
        kpi = scored.serves
        yield Due(DueKind.PROMISE, told.id, (told.giver,), told.due, told.promise, kpi, late)
    if told.review is not None:
        people, late = (told.giver, told.receiver), told.review < as_of
        kpi = scored.serves
        yield Due(DueKind.REVIEW, told.id, people, told.review, told.promise, kpi, late)


def _of_comment(scored: ScoredKpi, as_of: date) -> Iterator[Due]:
    state, kpi = scored.comment_state, scored.kpi
    if state.is_missing and state.due is not None:
        late = state.due < as_of
        yield Due(DueKind.COMMENT, kpi.id, (kpi.owner,), state.due, kpi.name, kpi.id, late)
