"""The ``page``: everything that templates may show, laid out and ready to be set.

Templates read this and nothing else; docs/templates.md lists it block by
block. What is here keeps its name and meaning until ``PAGE_VERSION`` rises.
"""

from dataclasses import dataclass

from markupsafe import Markup

from cxscore.rendering.sections.actions import Actions
from cxscore.rendering.sections.drivers import KpiDrivers
from cxscore.rendering.sections.method import Method
from cxscore.rendering.sections.owners import Accountability
from cxscore.rendering.sections.panels import Panel
from cxscore.rendering.sections.segments import KpiSegments
from cxscore.rendering.sections.summary import Summary
from cxscore.rendering.sections.table import Scorecard
from cxscore.rendering.words.masthead import Masthead

PAGE_VERSION = 1
"""Rises when a name that templates use is changed or removed; additions leave it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the paper, for the contents and the navigation."""

    anchor: str
    name: str


@dataclass(frozen=True, slots=True)
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
    summary: Summary
    scorecard: Scorecard
    panels: tuple[Panel, ...]
    segments: tuple[KpiSegments, ...]
    accountability: Accountability
    actions: Actions
    method: Method
    segment_pages: tuple[tuple[tuple[KpiSegments, ...], ...], ...] = ()
    """``segments`` again, in two columns a page of paper."""
    drivers: tuple[KpiDrivers, ...] = ()
    """The KPIs that name drivers."""
