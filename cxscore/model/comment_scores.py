"""What customers say, judged: shares of respondents, and which themes rise or fall."""

from enum import StrEnum

from cxscore.frozen import frozen
from cxscore.model.comment_totals import Verbatim


class Direction(StrEnum):
    """Which way a theme moved, beyond chance."""

    RISER = "riser"
    FALLER = "faller"


@frozen
class MixMoved:
    """What a share would be if the mix of a column had not moved."""

    by: str
    share: float
    """In per cent."""


@frozen
class ThemeChange:
    """The share of a theme against that of another period; shares and changes in points."""

    period: str
    """The id of the period compared with."""
    base_share: float
    change: float
    low: float
    high: float
    """Newcombe's interval of the change."""
    p_value: float | None
    """Of the difference; None where the theme was too rare in both to be tested."""
    q_value: float | None
    """Corrected for how many themes were tested."""
    direction: Direction | None
    mix: MixMoved | None = None


@frozen
class ThemePoint:
    """A theme in one period."""

    period: str
    count: int
    base: int
    share: float | None
    """In per cent; None where the base is too small, or nobody said anything."""


@frozen
class ScoredTheme:
    """A theme in the period reported."""

    id: str
    count: int
    share: float | None
    """Of the respondents who said something, in per cent; None where these are too few."""
    low: float | None
    high: float | None
    """Wilson's interval of the share."""
    previous: ThemeChange | None
    year_ago: ThemeChange | None
    is_new: bool
    negative_share: float | None
    """Of those with the theme, who complained, in per cent; None where no column says so."""
    series: tuple[ThemePoint, ...]
    verbatims: tuple[Verbatim, ...] = ()
    rare: bool = False
    """Not met in the year that ends with the period reported."""


@frozen
class ScoredComments:
    """The comments of customers in the period reported; themes from the most to the least met."""

    dataset: str
    period: str
    rows: int
    said: int
    respondents: int
    base: int
    base_too_small: bool
    minimum_base: int
    no_theme: int
    no_theme_share: float | None
    no_theme_interval: tuple[float, float] | None
    themes: tuple[ScoredTheme, ...]
    tested: int
    """Themes tested against the previous period; against a year ago ``tested_year_ago``."""
    tested_year_ago: int
    per_person: bool
    """Whether rows of one person count once."""
    unnamed: int
    may_print: int | None
    mixed: tuple[str, ...] = ()
    """The columns whose mix is looked at."""
    partial: tuple[str, ...] = ()
    """Of the periods that would be compared, those that are not whole, the latest first."""
