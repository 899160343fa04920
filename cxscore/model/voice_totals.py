"""How many customers were heard, as it was counted: by period, moment and channel."""

from datetime import date

from cxscore.frozen import frozen


@frozen
class VoiceCount:
    """How many customers rows of one period stand for, whole or in one segment."""

    start: date
    """The first day of the period."""
    by: tuple[str, ...]
    """Columns; () for the whole."""
    segment: tuple[str | None, ...]
    n: int


@frozen
class LastHeard:
    """The last day with rows of one segment, up to the end of the period reported."""

    by: tuple[str, ...]
    segment: tuple[str | None, ...]
    day: date


@frozen
class VoiceTotals:
    """The rows of one dataset, counted in one way, over a year and a period more."""

    dataset: str
    count: str | None
    """The column of how many customers a row stands for; None where rows are counted."""
    counts: tuple[VoiceCount, ...]
    """Oldest first within each set of columns."""
    last: tuple[LastHeard, ...]
