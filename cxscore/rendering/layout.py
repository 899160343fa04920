"""From facts and words to the page: which blocks there are, and in which order."""

from markupsafe import Markup

from cxscore.model.scorecard import Scorecard
from cxscore.rendering import page
from cxscore.rendering.sections import (
    actions,
    drivers,
    method,
    owners,
    panels,
    segments,
    summary,
    table,
)
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.words import Said


def lay_out_page(scorecard: Scorecard, said: Said) -> page.Page:
    """Return the page of *scorecard*, charts drawn; what it is set with is left blank."""
    facts = Facts(scorecard, said)
    by_segment = segments.view(facts)
    going_with = drivers.view(facts)
    return page.Page(
        version=page.PAGE_VERSION,
        masthead=said.masthead,
        organisation=scorecard.heading.organisation,
        lang=_language(scorecard.heading.number_format),
        paper={"a4": "A4"}.get(scorecard.heading.paper.value, scorecard.heading.paper.value),
        for_paper=False,
        as_of=scorecard.as_of.isoformat(),
        program="",
        css=Markup(),
        fonts=Markup(),
        sections=_sections(bool(by_segment), bool(going_with), bool(scorecard.actions)),
        summary=summary.view(facts),
        scorecard=table.view(facts),
        panels=panels.view(facts),
        segments=by_segment,
        segment_pages=segments.pages_of(by_segment),
        drivers=going_with,
        accountability=owners.view(facts),
        actions=actions.view(facts),
        method=method.view(facts),
    )


def _language(number_format: str) -> str:
    return number_format.replace("_", "-") if number_format.startswith("en") else "en"


def _sections(has_segments: bool, has_drivers: bool, has_actions: bool) -> tuple[page.Section, ...]:
    sections = [
        page.Section("summary", "Summary"),
        page.Section("scorecard", "Scorecard"),
        page.Section("detail", "KPI detail"),
    ]
    if has_segments:
        sections.append(page.Section("segments", "Segments"))
    if has_drivers:
        sections.append(page.Section("drivers", "What goes with it"))
    sections.append(page.Section("owners", "Accountability"))
    if has_actions:
        sections.append(page.Section("actions", "Actions"))
    return (*sections, page.Section("method", "Method"))
