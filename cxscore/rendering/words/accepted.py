"""What of a KPI is accepted for a time, and by whom: on its panel, and counted for all."""

from cxscore.model.gate import AcceptedBreach
from cxscore.rendering.words.grammar import capital, named, sentence
from cxscore.rendering.words.paper import Paper

MOST_COUNTED, MOST_NAMED = 2, 2
"""Days and people that are told apart, of more the first day is said; names of KPIs of each."""


def accepted_said(found: AcceptedBreach, paper: Paper) -> str:
    """Return ``Off target: accepted until 31 December 2026 by Helen Byrne. New bank.``."""
    what = capital(found.breach.condition.replace("-", " "))
    return f"{what}: accepted {_until(found, paper)}. {sentence(found.accepted.reason)}"


def accepted_on(kpi: str, paper: Paper) -> tuple[str, ...]:
    """Return a sentence for each breach of *kpi* that is accepted."""
    found = paper.scorecard.gate.accepted
    return tuple(accepted_said(each, paper) for each in found if each.kpi == kpi)


def accepted_counted(paper: Paper) -> str:
    """Return ``1 accepted until 31 December 2026 by Helen Byrne: Refunds paid in 3 days.``.

    It is empty where nothing is accepted.
    """
    found = paper.scorecard.gate.accepted
    names: dict[str, list[str]] = {}
    for each in found:
        names.setdefault(_until(each, paper), []).append(paper.names[each.kpi])
    if len(names) > MOST_COUNTED:
        first = min(each.accepted.until for each in found)
        return f"{len(found)} accepted, the first until {paper.numbers.day(first)}."
    return " ".join(
        sentence(f"{len(kpis)} accepted {until}: {named(list(dict.fromkeys(kpis)), MOST_NAMED)}")
        for until, kpis in names.items()
    )


def _until(found: AcceptedBreach, paper: Paper) -> str:
    accepted = found.accepted
    return f"until {paper.numbers.day(accepted.until)} by {paper.person(accepted.by)}"
