"""Facts into words, once, for every format."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxscore.model.scorecard import Scorecard
from cxscore.problems import distinct_lines
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words import method
from cxscore.rendering.words.headline import headline
from cxscore.rendering.words.kpi import KpiSaid, kpi_said
from cxscore.rendering.words.maintenance import maintenance
from cxscore.rendering.words.masthead import Masthead, masthead
from cxscore.rendering.words.messages import Key, needs_to_know
from cxscore.rendering.words.method import Note, SourceSaid
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.warnings import warning_said


@dataclass(frozen=True, slots=True)
class Said:
    """All that is said; lists are in the order of the page."""

    numbers: Numbers
    """Writes numbers and dates as the paper does: for axes."""
    masthead: Masthead
    headline: str
    needs_to_know: tuple[Key, ...]
    method_claim: str
    kpis: Mapping[str, KpiSaid]
    """By id, in kpis.yaml's order."""
    method: tuple[Note, ...]
    sources: tuple[SourceSaid, ...]
    problems: tuple[str, ...] = field(default=())
    """The warnings of the whole paper, with their places."""
    maintenance: tuple[str, ...] = ()
    """All that is for the person who maintains the report: the warnings, and what is not told."""


def say(scorecard: Scorecard) -> Said:
    """Return everything that any page says about *scorecard*."""
    paper = Paper.of(scorecard)
    return Said(
        numbers=paper.numbers,
        masthead=masthead(paper),
        headline=headline(paper),
        needs_to_know=needs_to_know(paper),
        method_claim=method.method_claim(scorecard),
        kpis={scored.kpi.id: kpi_said(scored, paper) for scored in scorecard.kpis},
        method=method.notes(paper),
        sources=method.sources(paper),
        maintenance=maintenance(paper),
        problems=tuple(map(warning_said, distinct_lines(scorecard.problems))),
    )
