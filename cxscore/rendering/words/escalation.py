"""Where a KPI that has been off target for long has come to, and how far the KPIs have come."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from cxscore.model.escalation import BOARD, Escalation
from cxscore.model.scorecard import OwnerScore, Scorecard, ScoredKpi
from cxscore.model.substance import Rung
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import counted, listed, named, sentence
from cxscore.rendering.words.paper import Paper

SILENT_AFTER = timedelta(days=90)
"""Without a sign for longer than this, somebody with a KPI short of its target is asked."""


def escalation_said(scored: ScoredKpi, paper: Paper) -> str:
    """Return to whom a KPI has come and what holds it there; empty where it has come to nobody."""
    found = scored.escalation
    if found is None:
        return ""
    lasting = counted(found.count, periods.noun(scored.grain))
    told = "; ".join(filter(None, (f"off target for {lasting}", held_said(found))))
    return sentence(f"For {whose_said(found, paper)}: {told}")


def escalated_said(kpis: Sequence[ScoredKpi], paper: Paper) -> Iterator[str]:
    """Yield ``For the board: First contact resolution (A04 holds it)`` of the KPIs of an owner."""
    tables: dict[str, list[str]] = {}
    for scored in kpis:
        if scored.escalation is not None:
            held = held_said(scored.escalation)
            name = f"{scored.kpi.name} ({held})" if held else scored.kpi.name
            tables.setdefault(whose_said(scored.escalation, paper), []).append(name)
    for whose, names in tables.items():
        yield f"For {whose}: {named(names, 3)}"


def whose_said(found: Escalation, paper: Paper) -> str:
    """Return whose table a KPI has come to: ``the board``, or a name."""
    return "the board" if found.to == BOARD else paper.person(found.to)


def held_said(found: Escalation) -> str:
    """Return which actions hold a KPI where it is: ``A04 holds it``; empty where none does."""
    hold = "holds" if len(found.held_by) == 1 else "hold"
    return f"{listed(found.held_by)} {hold} it" if found.held_by else ""


def substance_said(scorecard: Scorecard) -> str:
    """Return ``Of 23 KPIs 22 are measured, 20 owned, 14 acted on, 5 proven.``.

    Empty where nothing is written besides kpis.yaml, for then nothing can be more than measured.
    """
    counts = scorecard.accountability.substance
    written = scorecard.log or scorecard.commentary
    if not counts or not written or len(scorecard.kpis) < 2:
        return ""
    words = {Rung.OWNED: "owned", Rung.ACTED_ON: "acted on", Rung.PROVEN: "proven"}
    number = counts.get(Rung.MEASURED, 0)
    told = [f"{number} {'is' if number == 1 else 'are'} measured"]
    told += [f"{counts.get(rung, 0)} {word}" for rung, word in words.items()]
    return sentence(f"Of {counted(len(scorecard.kpis), 'KPI')} {', '.join(told)}")


def silent_owners(scorecard: Scorecard) -> Iterator[tuple[str, str, str]]:
    """Yield who has not been heard of for long: the id, a text and a hint.

    Nobody is where nothing is written at all.
    """
    if not (scorecard.log or scorecard.commentary):
        return
    for score in scorecard.owners:
        if score.at_risk + score.off_target and _is_silent(score, scorecard):
            days = f"since {score.last_sign}" if score.last_sign else "at all"
            short = counted(score.at_risk + score.off_target, "KPI")
            text = f"owner '{score.owner.id}' has {short} short of target, and no sign {days}"
            yield score.owner.id, text, "ask for a comment, or for an action"


def _is_silent(score: OwnerScore, scorecard: Scorecard) -> bool:
    return score.last_sign is None or score.last_sign + SILENT_AFTER < scorecard.as_of
