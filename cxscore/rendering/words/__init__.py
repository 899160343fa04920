"""Facts into words, once, for every format."""

from cxscore.model.scorecard import Scorecard
from cxscore.problems import distinct_lines
from cxscore.rendering.said import Said
from cxscore.rendering.words import method, registers, summary
from cxscore.rendering.words.grammar import counted
from cxscore.rendering.words.kpi import kpi_said
from cxscore.rendering.words.maintenance import maintenance
from cxscore.rendering.words.masthead import masthead
from cxscore.rendering.words.messages import needs_to_know
from cxscore.rendering.words.paper import Paper


def say(scorecard: Scorecard) -> Said:
    """Return everything that any page says about *scorecard*."""
    paper = Paper.of(scorecard)
    return Said(
        numbers=paper.numbers,
        masthead=masthead(paper),
        headline=summary.headline(paper),
        mix_caption=summary.mix_caption(scorecard),
        needs_to_know=needs_to_know(paper),
        changes=summary.changes(paper),
        grid_title=_grid_title(scorecard),
        scorecard_claim=summary.scorecard_claim(scorecard),
        detail_claim=summary.detail_claim(scorecard),
        owners_claim=summary.owners_claim(scorecard),
        actions_claim=summary.actions_claim(scorecard),
        method_claim=method.method_claim(scorecard),
        kpis={scored.kpi.id: kpi_said(scored, paper) for scored in scorecard.kpis},
        owners=tuple(
            registers.owner_said(score, scorecard, paper.person) for score in scorecard.owners
        ),
        actions=tuple(
            registers.action_said(action, paper.numbers, paper.person, paper.names)
            for action in registers.in_page_order(scorecard.actions)
        ),
        method=method.notes(paper),
        sources=method.sources(paper),
        maintenance=maintenance(paper),
        problems=tuple(map(registers.problem_said, distinct_lines(scorecard.problems))),
    )


def _grid_title(scorecard: Scorecard) -> str:
    if len(scorecard.kpis) == 1:
        return "Where the KPI stands: is it really changing, and will it hit target?"
    them = counted(len(scorecard.kpis), "KPI")
    return f"Where the {them} stand: are they really changing, and will they hit target?"
