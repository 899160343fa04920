"""Service failures and blockers taken together: how many, how long, and two spans of time."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from statistics import median

from cxscore.calendar import months_before
from cxscore.model.accountability import ClearedBlockers, FailureSummary, SpansCompared
from cxscore.model.log import CauseTag, FoundBy, LogKind, LogRow, LogStatus
from cxscore.model.scorecard import ScoredRow
from cxscore.model.sorted_log import SortedLog
from cxscore.score.statistics.poisson import p_of_two
from cxscore.score.statistics.proportions import wilson

LEVEL = 0.95
LATELY = 12
"""Months that are looked back on, and held against as many before."""
SHORTEST = 3
"""Months without which two spans are not held against each other."""


def failures_of(rows: Sequence[LogRow], as_of: date) -> FailureSummary | None:
    """Return the failures among *rows* taken together; None where there are none."""
    failures = [row for row in rows if row.kind is LogKind.FAILURE]
    if not failures:
        return None
    told = [row for row in failures if row.found_by is not None]
    by_staff = sum(row.found_by is FoundBy.STAFF for row in told)
    tags = Counter(row.cause.tag if row.cause else None for row in failures)
    days = [(row.closed - row.opened).days for row in failures if row.closed and row.opened]
    return FailureSummary(
        count=len(failures),
        told=len(told),
        by_staff=by_staff,
        interval=wilson(by_staff / len(told), len(told), LEVEL) if told else None,
        customers=sum(row.customers or 0 for row in failures),
        without_customers=sum(row.customers is None for row in failures),
        days_to_learn=median(days) if days else None,
        by_cause={tag: tags[tag] for tag in (*CauseTag, None) if tags[tag]},
        spans=spans_compared([row.opened for row in failures if row.opened], as_of),
    )


def spans_compared(days: Sequence[date], as_of: date) -> SpansCompared | None:
    """Return how many of *days* lie in the months up to *as_of*, and in as many before.

    A span is twelve months, and shorter where nothing was written down yet two spans ago. Given
    both together, each of them falls into either span with a chance of one half: the conditional
    binomial test (Przyborowski and Wilenski, 1940). None for spans shorter than three months, and
    where there is nothing in either.
    """
    known = [day for day in days if day <= as_of]
    if not known:
        return None
    months = min(LATELY, _months_since(min(known), as_of) // 2)
    if months < SHORTEST:
        return None
    start, earlier = months_before(as_of, months), months_before(as_of, 2 * months)
    count, before = sum(day > start for day in known), sum(earlier < day <= start for day in known)
    p_value = p_of_two((count, 1.0), (before, 1.0))
    if p_value is None:
        return None
    return SpansCompared(months, count, before, p_value, significant=p_value < 1 - LEVEL)


def cleared_of(log: Sequence[ScoredRow], as_of: date) -> ClearedBlockers | None:
    """Return the blockers of *log* that were cleared in the 12 months up to *as_of*; None for none.

    Those of which nobody says since when they stood are left out.
    """
    since = months_before(as_of, LATELY)
    ages = [
        scored.days_open
        for scored in SortedLog.of(log).of_kind[LogKind.BLOCKER]
        if scored.row.status is LogStatus.DONE
        and scored.row.closed is not None
        and since < scored.row.closed <= as_of
        and scored.days_open is not None
    ]
    return ClearedBlockers(len(ages), median(ages)) if ages else None


def _months_since(day: date, as_of: date) -> int:
    """Return how many whole months have passed since *day*."""
    months = 12 * (as_of.year - day.year) + as_of.month - day.month
    return months - (months_before(as_of, months) < day)
