"""What customers say in their own words: a table of themes, and what some of them wrote."""

from collections.abc import Sequence

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.comment_scores import ScoredTheme
from cxscore.rendering.charts import Mark, Spark, draw_sparkline
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.words.themes import CommentsSaid, ThemeSaid

SPARK_PERIODS = 13
"""How many periods the sparkline of a theme shows."""
MOST_ROWS, PRINTED = 20, 5
"""Themes that are listed, and on paper: the most named and what moved; the others are counted."""
QUOTED = 3
"""Comments on paper, one a theme."""


@frozen
class ThemeRow:
    """A theme, and how often it was named over time."""

    said: ThemeSaid
    width: str
    """Its share of the largest, in per cent: the bar."""
    spark: Markup
    printed: bool = True
    """Whether paper has it: it is among the most named, new, or moved beyond chance."""


@frozen
class Comments:
    """What customers say; ``said`` is None where nothing is kept of it."""

    said: CommentsSaid | None
    themes: tuple[ThemeRow, ...] = ()
    quoted: tuple[ThemeSaid, ...] = ()
    """Themes of which comments are printed."""
    unlisted: int = 0
    """Themes that are only in scorecard.json."""
    heard: tuple[ThemeSaid, ...] = ()
    """Themes of which paper has a comment: what is new or moved, then the most named."""
    unprinted: int = 0
    """Themes that are not on paper, among them those that nobody named, besides ``unlisted``."""
    has_complaints: bool = False


def view(facts: Facts) -> Comments:
    """Return the themes, the most named first."""
    comments, said = facts.scorecard.comments, facts.said.comments
    if comments is None or said is None:
        return Comments(None)
    scored = {theme.id: theme for theme in comments.themes}
    most = max((theme.count for theme in comments.themes), default=0)
    listed = _first(said.themes, MOST_ROWS)
    printed = _first(said.themes, PRINTED)
    quoted = sorted((theme for theme in printed if theme.quotes), key=_is_ordinary)
    heard = quoted[:QUOTED]
    return Comments(
        said,
        tuple(
            ThemeRow(
                theme,
                f"{100 * scored[theme.id].count / most:.0f}" if most else "0",
                Markup(_spark(scored[theme.id])),  # noqa: S704 (drawn and escaped by the chart module)
                theme in printed,
            )
            for theme in listed
        ),
        tuple(theme for theme in listed if theme.quotes),
        len(said.themes) - len(listed),
        has_complaints=any(theme.negative for theme in listed),
        heard=tuple(theme for theme in printed if theme in heard),
        unprinted=len(scored) - (len(said.themes) - len(listed)) - len(printed),
    )


def is_empty(comments: Comments) -> bool:
    """Return whether nothing is kept of what customers say."""
    return comments.said is None


def _first(themes: Sequence[ThemeSaid], most: int) -> list[ThemeSaid]:
    """Return so many that are named most, and of the others what is new or moved."""
    return [theme for at, theme in enumerate(themes) if at < most or not _is_ordinary(theme)]


def _is_ordinary(theme: ThemeSaid) -> bool:
    """Return whether a theme is not new, and has not moved beyond chance."""
    return not (theme.note or theme.previous.way or theme.year_ago.way)


def _spark(theme: ScoredTheme) -> str:
    points = theme.series[-SPARK_PERIODS:]
    marks = tuple(Mark(point.share) for point in points)
    return draw_sparkline(Spark(f"{theme.id} over {len(points)} periods", marks), 84, 13)
