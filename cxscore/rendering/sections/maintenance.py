"""What is said to the person who maintains the report, and not among what directors read."""

from collections.abc import Iterator

from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Withheld
from cxscore.problems import distinct_lines
from cxscore.rendering.words import charts, periods
from cxscore.rendering.words.effect_advice import ON_ACTIONS, advice_lines
from cxscore.rendering.words.grammar import listed, named, sentence
from cxscore.rendering.words.lints import TOLD_TOGETHER, lint_lines
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.proposals import step_said
from cxscore.rendering.words.unsaid import unsaid_line
from cxscore.rendering.words.warnings import warning_said

MOST_NAMED = 6
"""KPIs that are named of those of which the same is said."""
PROPOSED = "CX151"
"""The code of a break that is proposed."""


def maintenance_of(paper: Paper) -> tuple[str, ...]:
    """Return the warnings of the paper, then what of each KPI could not be told, and why."""
    scorecard = paper.scorecard
    proposed = [each for each in scorecard.problems if each.code == PROPOSED]
    together = TOLD_TOGETHER | {PROPOSED, *ON_ACTIONS}
    rest = [each for each in scorecard.problems if each.code not in together]
    warnings = [warning_said(problem) for problem in distinct_lines(rest)]
    if proposed:
        warnings.insert(0, _proposals(paper))
    told: dict[str, list[str]] = {}
    for scored in scorecard.kpis:
        for text in filter(None, (*_of(scored), _not_poolable(scored))):
            told.setdefault(text, []).append(scored.kpi.name)
    return (
        *warnings,
        *map(sentence, lint_lines(paper)),
        *map(sentence, advice_lines(paper)),
        *(sentence(f"{named(names, MOST_NAMED)}: {text}") for text, names in told.items()),
    )


def _proposals(paper: Paper) -> str:
    """Return all breaks that are proposed in one text; check says each with its line."""
    steps = listed([step_said(scored) for scored in paper.scorecard.kpis if scored.proposal])
    return f"Lasting changes, where a break may be due with its reason: {steps}"


def _of(scored: ScoredKpi) -> Iterator[str]:
    for text in (charts.fallback(scored), unsaid_line(scored)):
        # Each follows the KPI's name and a colon.
        yield text[:1].lower() + text[1:]


def _not_poolable(scored: ScoredKpi) -> str:
    found = scored.comparisons
    spans = (found.fiscal_ytd, found.trailing_year)
    if not any(span.withheld_because is Withheld.NOT_POOLABLE for span in spans):
        return ""
    every = periods.noun(scored.grain)
    return f"years are not compared: over_time would say how {every}s add up to one"
