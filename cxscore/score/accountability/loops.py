"""How far loops are closed: with customers, and from what went wrong to what was done about it."""

from collections import Counter
from collections.abc import Sequence

from cxscore.model.accountability import CauseCount
from cxscore.model.closed_loop import ScoredLoop
from cxscore.model.definition import Definition
from cxscore.model.effects import Outcome
from cxscore.model.log import CauseTag, LogKind, LogStatus
from cxscore.model.loop_totals import LoopTotals
from cxscore.model.measured import Measured
from cxscore.model.scorecard import ScoredRow
from cxscore.model.sorted_log import SortedLog
from cxscore.score.statistics.proportions import wilson

LEVEL = 0.95
WORKED = (Outcome.WORKED, Outcome.WORKED_IN_PART)
"""An action that worked, in part or in full."""
Actions = Sequence[tuple[CauseTag | None, ScoredRow]]
"""Actions with where their cause lies; None where nobody says it."""
_UNTOLD = (Outcome.TOO_EARLY, Outcome.CANNOT_TELL)


def scored_loops(definition: Definition, measured: Measured) -> tuple[ScoredLoop, ...]:
    """Return how far the loop of each dataset that has one is closed, in the period reported."""
    return tuple(
        ScoredLoop(id_, dataset.closed_loop, measured.loops[id_], _interval(measured.loops[id_]))
        for id_, dataset in definition.datasets.items()
        if dataset.closed_loop is not None and id_ in measured.loops
    )


def _interval(totals: LoopTotals) -> tuple[float, float] | None:
    if not totals.due:
        return None
    low, high = wilson(totals.in_time / totals.due, totals.due, LEVEL)
    return 100.0 * low, 100.0 * high


def by_cause(log: Sequence[ScoredRow], actions: Actions) -> tuple[CauseCount, ...]:
    """Return failures and *actions* by where their cause lies, and how many of these worked.

    Actions that do not say where their cause lies are counted last, and nothing where none says it.
    """
    failures = Counter(_tags_of_failures(log).values())
    told = Counter(
        [(tag, None if scored.effect is None else scored.effect.outcome) for tag, scored in actions]
    )
    counts = []
    for tag in (*CauseTag, None):
        of_tag = Counter({outcome: told[tag, outcome] for outcome in (*Outcome, None)})
        count = CauseCount(
            tag,
            failures=failures[tag],
            actions=of_tag.total(),
            judged=of_tag.total() - sum(of_tag[outcome] for outcome in (None, *_UNTOLD)),
            worked=sum(of_tag[outcome] for outcome in WORKED),
        )
        counts += [count] if count.failures or count.actions else []
    return tuple(counts) if any(count.tag for count in counts) else ()


def actions_by_cause(log: Sequence[ScoredRow]) -> Actions:
    """Return the actions of *log*, but for those cancelled, with where their cause lies.

    One that does not say it has the cause of the failure it is about.
    """
    actions = SortedLog.of(log).of_kind[LogKind.ACTION]
    tag_of = _tags_of_failures(log)
    found = []
    for scored in actions:
        row = scored.row
        if row.status is not LogStatus.CANCELLED:
            own = row.cause.tag if row.cause else None
            if own is None and row.about:
                own = next((tag_of[id_] for id_ in row.about if tag_of.get(id_)), None)
            found.append((own, scored))
    return found


def _tags_of_failures(log: Sequence[ScoredRow]) -> dict[str, CauseTag | None]:
    failures = [each.row for each in SortedLog.of(log).of_kind[LogKind.FAILURE]]
    return {row.id: row.cause.tag if row.cause else None for row in failures}
