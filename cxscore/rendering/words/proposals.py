"""Breaks that are proposed: a change that has lasted, and the event near it if there is one."""

from collections.abc import Iterator

from cxscore.model.findings import BreakProposal
from cxscore.model.number_formats import NO_BREAK
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.rendering.numbers import telling_apart
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.shown import Shown


def proposals_said(scorecard: Scorecard) -> Iterator[tuple[str, str, str]]:
    """Yield the id of each KPI with a step, what happened, and what to think about."""
    paper = Paper.of(scorecard)
    for scored in scorecard.kpis:
        if scored.proposal is not None:
            yield scored.kpi.id, *_said(scored, scored.proposal, Shown.of(scored, paper.numbers))


def step_said(scored: ScoredKpi) -> str:
    """Return ``Net promoter score from 2025-09``; empty where there is no step."""
    return f"{scored.kpi.name} from {scored.proposal.period}" if scored.proposal else ""


def _means(found: BreakProposal, shown: Shown) -> tuple[str, str]:
    """Return the means before and after the step, with the decimals that tell them apart."""
    decimals = telling_apart(shown.decimals, [(found.before, found.after)])
    return shown.quantity.value(found.before, decimals), shown.quantity.value(found.after, decimals)


def _said(scored: ScoredKpi, found: BreakProposal, shown: Shown) -> tuple[str, str]:
    before, after = _means(found, shown)
    higher = "higher" if found.after > found.before else "lower"
    says = (
        f"kpis.{scored.kpi.id} is {higher} since {found.period} ({after} on average, "
        f"{before} before)"
    )
    advice = f"consider a break from {found.period}, with its reason"
    if found.event is not None:
        says += f", near '{found.event.title}' on {found.event.date}"
        advice = f"consider a break from {found.period}: {found.event.title}"
    # It is read on a terminal as well.
    return says.replace(NO_BREAK, " "), advice
