"""The periods of KPIs by their ids, by name, and the one in which several began to change."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from cxscore.calendar import Period
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.words import periods


def name_of(scored: ScoredKpi, id: str | None) -> str:  # noqa: A002 (the noun's own word)
    """Return the name of the period with that id, the id itself where it is not known."""
    found = period_of(scored, id)
    return periods.name(found) if found else id or ""


def period_of(scored: ScoredKpi, id: str | None) -> Period | None:  # noqa: A002
    """Return the KPI's period with that id."""
    if id is None:
        return None
    known = {point.period.id: point.period for point in scored.series}
    if id in known or not known:
        return known.get(id)
    return periods.like(scored.series[-1].period, id)


def since_in_common(kpis: Sequence[ScoredKpi]) -> tuple[str, int]:
    """Return the period in which most of *kpis* began to change, and how many of them did.

    Months and quarters that begin on one day count as one. Empty where no
    more than half of them, or fewer than two, share a start.
    """
    starts: dict[date, list[str]] = {}
    for scored in kpis:
        found = period_of(scored, scored.signal.since)
        if found is not None:
            starts.setdefault(found.start, []).append(periods.name(found))
    if not starts:
        return "", 0
    names = max(starts.values(), key=len)
    if len(kpis) > 1 and len(names) * 2 <= len(kpis):
        return "", 0
    return Counter(names).most_common(1)[0][0], len(names)
