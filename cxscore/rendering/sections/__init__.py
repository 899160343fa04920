"""The sections of the paper, a module each and in their order, and the page that they make.

Templates read the ``page`` and nothing else; docs/templates.md lists it block
by block. What it holds keeps its name and meaning until ``PAGE_VERSION`` rises.
"""

from collections.abc import Callable, Sequence
from dataclasses import field
from operator import not_
from typing import Any

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.scorecard import Scorecard
from cxscore.rendering.brand import house_of
from cxscore.rendering.charts.house import drawn_for
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections import (
    actions,
    comments,
    drivers,
    effects,
    hassles,
    journey,
    ledger,
    listening,
    log,
    method,
    others,
    owners,
    panels,
    personal,
    portfolio,
    promises,
    segments,
    stakes,
    summary,
    table,
)
from cxscore.rendering.sections.actions import Actions
from cxscore.rendering.sections.comments import Comments
from cxscore.rendering.sections.drivers import KpiDrivers, Valued
from cxscore.rendering.sections.effects import Effects
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.hassles import Hassles
from cxscore.rendering.sections.journey import Journey
from cxscore.rendering.sections.ledger import CustomerLedger
from cxscore.rendering.sections.listening import ListeningChapter
from cxscore.rendering.sections.log import Log
from cxscore.rendering.sections.logo import Logo, logo_of
from cxscore.rendering.sections.method import Method
from cxscore.rendering.sections.others import Others
from cxscore.rendering.sections.owners import Accountability
from cxscore.rendering.sections.panels import Panel
from cxscore.rendering.sections.personal import Personal
from cxscore.rendering.sections.portfolio import Portfolio
from cxscore.rendering.sections.promises import Promises
from cxscore.rendering.sections.segment_columns import ON_PAPER, lowest_of, pages_of
from cxscore.rendering.sections.segment_tables import KpiSegments
from cxscore.rendering.sections.segments_printed import printed_of, unsaid_of
from cxscore.rendering.sections.stakes import Stakes
from cxscore.rendering.sections.summary import Summary
from cxscore.rendering.words import Said
from cxscore.rendering.words.masthead import Masthead
from cxscore.rendering.words.series import Marked

PAGE_VERSION = 1
"""Rises when a name that templates use is changed or removed; additions leave it."""


@frozen
class Section:
    """A part of the paper, for the contents and the navigation."""

    anchor: str
    name: str
    template: str
    """The file that sets it."""


@frozen
class Page:
    """The paper."""

    version: int
    masthead: Masthead
    organisation: str
    lang: str
    """Words are English; the region is that of the numbers."""
    paper: str
    """``A4`` or ``letter``."""
    for_paper: bool
    """Set for the PDF: what only a screen can open is left out."""
    as_of: str
    """ISO date."""
    program: str
    """``cxscore 0.1.0``"""
    css: Markup
    fonts: Markup
    """``@font-face`` rules with the fonts in them."""
    sections: tuple[Section, ...]
    """Those that there is something to say in."""
    summary: Summary
    personal: Personal
    scorecard: table.Scorecard
    journey: Journey
    panels: tuple[Panel, ...]
    segments: tuple[KpiSegments, ...]
    accountability: Accountability
    effects: Effects
    actions: Actions
    promises: Promises
    log: Log
    method: Method
    comments: Comments
    hassles: Hassles
    portfolio: Portfolio
    segment_pages: tuple[tuple[tuple[KpiSegments, ...], ...], ...] = ()
    """``segments`` again, in columns as pages of paper would have them."""
    segments_printed: tuple[tuple[tuple[KpiSegments, ...], ...], ...] = ()
    """Those that stand out, in the columns of pages of paper."""
    segments_unsaid: str = ""
    """Where no segment does; empty where one does everywhere."""
    segments_unsaid_in: int = 0
    """The column of the last page that has room for it, from 0."""
    drivers: tuple[KpiDrivers, ...] = ()
    """The KPIs that name drivers."""
    panel_rows: tuple[tuple[Panel, ...], ...] = ()
    """``panels`` again, as paper has them: a row each, then those that call for nothing, a few a
    row."""
    quiet_title: str = ""
    """What stands above the latter; empty where there are none."""
    segments_claim: str = ""
    """The conclusion of the segments: which of them pull the totals down."""
    events: tuple[Marked, ...] = ()
    """What stands on the charts of all KPIs, in order of time."""
    logo: Logo | None = None
    """At the top right of the first page."""
    ledger: CustomerLedger | None = None
    """Customers as an asset; None where nobody says who is one."""
    others: Others = field(default_factory=Others)
    """Competition and regulation."""
    valued: Valued | None = None
    """What customers value, as one table; None where no driver is known."""
    value_at_stake: Stakes | None = None
    """What goes with customers lost; None where kpis.yaml names none."""
    listening: ListeningChapter | None = None
    """Who is heard, and who is not; None where nobody says where customers are listened to."""


def _never(_: object) -> bool:
    return False


@frozen
class Part:
    """A section that papers have, and what makes it."""

    field: str
    """Its name on the page."""
    section: Section
    view: Callable[[Facts], Any]
    """Makes that field of the page."""
    is_empty: Callable[[Any], bool] = _never
    """Whether there is nothing to say in it: then it is left out."""


SECTIONS: Sequence[Part] = (
    Part("summary", Section("summary", "Summary", "summary.html"), summary.view),
    Part(
        "personal",
        Section("personal", "What is due", "personal.html"),
        personal.view,
        personal.is_empty,
    ),
    Part("scorecard", Section("scorecard", "Scorecard", "table.html"), table.view, table.is_empty),
    Part("ledger", Section("customers", "Customers", "ledger.html"), ledger.view, ledger.is_empty),
    Part(
        "comments",
        Section("comments", "What customers say", "comments.html"),
        comments.view,
        comments.is_empty,
    ),
    Part(
        "journey",
        Section("journey", "The journey", "journey.html"),
        journey.view,
        journey.is_empty,
    ),
    Part("drivers", Section("drivers", "What customers value", "drivers.html"), drivers.view, not_),
    Part(
        "listening",
        Section("listening", "Listening", "listening.html"),
        listening.view,
        listening.is_empty,
    ),
    Part(
        "others",
        Section("others", "Against others and the law", "others.html"),
        others.view,
        others.is_empty,
    ),
    Part(
        "hassles",
        Section("hassles", "What lets customers down", "hassles.html"),
        hassles.view,
        hassles.is_empty,
    ),
    Part(
        "value_at_stake",
        Section("value", "Value at stake", "stakes.html"),
        stakes.view,
        stakes.is_empty,
    ),
    Part(
        "portfolio",
        Section("portfolio", "Reliability and innovation", "portfolio.html"),
        portfolio.view,
        portfolio.is_empty,
    ),
    Part("panels", Section("detail", "KPI detail", "kpis.html"), panels.view, not_),
    Part("segments", Section("segments", "Segments", "segments.html"), segments.view, not_),
    Part(
        "accountability",
        Section("owners", "Accountability", "owners.html"),
        owners.view,
        owners.is_empty,
    ),
    Part("effects", Section("effects", "Did it work?", "effects.html"), effects.view, not_),
    Part("actions", Section("actions", "Actions", "actions.html"), actions.view, actions.is_empty),
    Part(
        "promises",
        Section("promises", "Promises", "promises.html"),
        promises.view,
        promises.is_empty,
    ),
    Part("log", Section("log", "Decisions and learning", "log.html"), log.view, log.is_empty),
    Part("method", Section("method", "Method", "method.html"), method.view),
)
"""The sections in their order: of the page's fields, of its contents and of its templates."""


def page_of(pack: Pack) -> Page:
    """Return the page of *pack*, charts drawn."""
    return lay_out_page(pack.scorecard, pack.said)


def lay_out_page(scorecard: Scorecard, said: Said) -> Page:
    """Return the page of *scorecard*, charts drawn; what it is set with is left blank."""
    heading = scorecard.heading
    with drawn_for(house_of(heading)):
        facts = Facts(scorecard, said)
        first, *others = SECTIONS
        views = {part.field: part.view(facts) for part in others}
        listed = sum(not part.is_empty(views[part.field]) for part in others)
        # The first page lists the others, and has room for what it says beside them.
        views[first.field] = summary.view(facts, listed)
    printed = pages_of(printed_of(views["segments"]), ON_PAPER)
    return Page(
        version=PAGE_VERSION,
        masthead=said.masthead,
        organisation=heading.organisation,
        lang=_language(heading.number_format),
        paper={"a4": "A4"}.get(heading.paper.value, heading.paper.value),
        for_paper=False,
        as_of=scorecard.as_of.isoformat(),
        program="",
        css=Markup(),
        fonts=Markup(),
        sections=tuple(part.section for part in SECTIONS if not part.is_empty(views[part.field])),
        segment_pages=pages_of(views["segments"]),
        segments_printed=printed,
        segments_unsaid=unsaid_of(views["segments"]),
        segments_unsaid_in=lowest_of(printed, ON_PAPER),
        panel_rows=panels.in_rows(views["panels"]),
        quiet_title=panels.quiet_title(views["panels"]),
        segments_claim=segments.claim(facts),
        events=panels.shared_events(views["panels"]),
        logo=logo_of(heading),
        valued=drivers.valued_of(facts),
        **views,
    )


def _language(number_format: str) -> str:
    return number_format.replace("_", "-") if number_format.startswith("en") else "en"
