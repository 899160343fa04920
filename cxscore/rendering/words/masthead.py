"""The head and the foot of the paper in words."""

from cxscore.frozen import frozen
from cxscore.model.outline import Purpose
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import be, capital, counted, listed
from cxscore.rendering.words.paper import Paper

PURPOSE = {
    Purpose.DECISION: "For decision",
    Purpose.DISCUSSION: "For discussion",
    Purpose.ASSURANCE: "For assurance",
    Purpose.NOTING: "For noting",
}


@frozen
class Masthead:
    """What stands at the head and the foot of the paper."""

    title: str
    document_title: str
    """``Customer experience scorecard, June 2026``"""
    eyebrow: str
    """``Northwind Home, Board of Directors, item 7``; empty where nothing is known."""
    period: str
    meeting: str
    """``Board meeting 23 July 2026``; empty where unknown."""
    purpose: str
    """``For assurance``; empty where unknown."""
    sponsor: str
    sponsor_role: str
    classification: str
    running: str
    """``Customer experience scorecard, June 2026``: the first page names the organisation."""
    footer: str
    """``Data to 30 June 2026, as of 6 July 2026``"""
    data_to: str
    """``Data to 30 June 2026``: what stands at the foot of every page but the first."""
    draft: str
    """``Draft: 5 comments are due by 8 July``; empty where none may still come."""
    description: str
    """For the metadata: ``Board scorecard of 20 customer-experience KPIs to June 2026``."""


def masthead(paper: Paper) -> Masthead:
    """Return what stands at the head and the foot of every page."""
    scorecard, numbers = paper.scorecard, paper.numbers
    heading, period = scorecard.heading, scorecard.period
    name = periods.name(period)
    sponsor = paper.owners.get(heading.sponsor) if heading.sponsor else None
    item = f"item {heading.agenda_item}" if heading.agenda_item else ""
    people = listed([paper.person(each) for each in scorecard.people])
    document = ", ".join(filter(None, (heading.title, name, people)))
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
        running=document,
        data_to=f"Data to {numbers.day(ended)}",
        footer=f"Data to {numbers.day(ended)}, as of {numbers.day(scorecard.as_of)}",
        draft=_draft(paper),
        description=f"Board scorecard of {kpis} to {name}",
    )


def _draft(paper: Paper) -> str:
    """Return ``Draft: 5 comments are due by 8 July``; empty where none may still come."""
    draft = paper.scorecard.draft
    if draft is None:
        return ""
    number = len(draft.missing)
    return f"Draft: {counted(number, 'comment')} {be(number)} due by {paper.day(draft.due)}"
