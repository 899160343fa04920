"""How often each theme of customers' comments was met, as it was counted."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from cxscore.frozen import frozen


@frozen
class Verbatim:
    """What one customer said, whole and masked."""

    theme: str
    text: str
    moment: str | None = None
    """The id of the moment that it is about, where that is known."""


@frozen
class CommentCounts:
    """The comments of one period, whole or in one segment; all but rows are of people."""

    start: date
    end: date
    rows: int
    said: int
    """Rows that say something."""
    respondents: int
    base: int
    """Respondents who said something."""
    no_theme: int
    """Of the base, those in whose comments no theme was met."""
    themes: Mapping[str, int] = field(default_factory=dict)
    """Respondents by theme; themes that nobody met may be missing."""
    negative: Mapping[str, int] = field(default_factory=dict)
    """Of these, the ones who complained, where a column says so."""
    by: str | None = None
    """The column of the segment; None for the whole. ``segment`` is its value, None a blank."""
    segment: str | None = None


@frozen
class CommentTotals:
    """The comments of one dataset, period by period, oldest first, then the segments."""

    counts: tuple[CommentCounts, ...]
    verbatims: tuple[Verbatim, ...] = ()
    """Of the period reported, in the order in which the rule takes them."""
    unnamed: int = 0
    """Rows of the period reported without a respondent, each of which counts as one."""
    may_print: int | None = None
    """Rows of the period reported that may be printed; None where nobody says which may."""
    partial: frozenset[date] = frozenset()
    """First days of the periods that are not whole: they have not ended, or lack rows."""


@frozen
class SampledComment:
    """A comment to hold a theme's words against, masked."""

    text: str
    word: str
    """The word by which the theme was found; empty where a column says it, or none was."""


@frozen
class CommentSample:
    """Comments with a theme, and comments without any, in the order of their digests."""

    theme: str
    met: tuple[SampledComment, ...]
    without: tuple[SampledComment, ...]
    may_print: int | None
    """Comments that may be shown; None where nobody says which may: then none is."""
