"""The head and the foot of the paper in words."""

from cxscore.model.definition import Purpose
from cxscore.rendering.said import Masthead
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import capital, counted
from cxscore.rendering.words.paper import Paper

PURPOSE = {
    Purpose.DECISION: "For decision",
    Purpose.DISCUSSION: "For discussion",
    Purpose.ASSURANCE: "For assurance",
    Purpose.NOTING: "For noting",
}


def masthead(paper: Paper) -> Masthead:
    """Return what stands at the head and the foot of every page."""
    scorecard, numbers = paper.scorecard, paper.numbers
    heading, period = scorecard.heading, scorecard.period
    name = periods.name(period)
    sponsor = paper.owners.get(heading.sponsor) if heading.sponsor else None
    item = f"item {heading.agenda_item}" if heading.agenda_item else ""
    document = f"{heading.title}, {name}"
    kpis = counted(len(scorecard.kpis), "customer-experience KPI")
    ended = min(period.end, scorecard.as_of)
    return Masthead(
        title=heading.title,
        document_title=document,
        eyebrow=", ".join(part for part in (heading.organisation, heading.board, item) if part),
        period=capital(periods.full_name(period)),
        meeting=f"Board meeting {numbers.day(heading.meeting)}" if heading.meeting else "",
        purpose=PURPOSE[heading.purpose] if heading.purpose else "",
        sponsor=sponsor.name if sponsor else heading.sponsor or "",
        sponsor_role=sponsor.role if sponsor else "",
        classification=heading.classification,
        running=" · ".join(part for part in (heading.organisation, document) if part),
        footer=f"Data to {numbers.day(ended)}, as of {numbers.day(scorecard.as_of)}",
        description=f"Board scorecard of {kpis} to {name}",
    )
