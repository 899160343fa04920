"""Whether owners have said what there is to say about a period."""

from datetime import date
from enum import Enum

from cxscore.frozen import frozen


class CommentNeed(Enum):
    """Whether the board may expect a comment, and has one."""

    WRITTEN = "written"
    NOT_NEEDED = "not_needed"
    DUE_BY = "due_by"
    """Missing, and it may still come in time."""
    OVERDUE = "overdue"
    """Missing, and the day by which it was due has passed."""


class CommentRemark(Enum):
    """What a reader should know of a comment, or of one that is missing."""

    UNDATED = "undated"
    CARRIED_OVER = "carried_over"
    """There is nothing on this period, and something on an earlier one."""
    BEFORE_DATA = "before_data"
    """It was written before the period had ended."""
    COPIED = "copied"
    """Its words are those of an earlier period's."""
    OTHER_NUMBER = "other_number"
    """It names the value of the period before, and not this one's."""


@frozen
class Draft:
    """Comments that are called for, have not been written, and are not overdue yet."""

    missing: tuple[str, ...]
    """The ids of the KPIs."""
    due: date
    """The day by which the last of them is due."""


@frozen
class CommentState:
    """Where the comment on a KPI's period stands."""

    need: CommentNeed = CommentNeed.NOT_NEEDED
    due: date | None = None
    """The day by which a comment on the period is due; None where there is no period."""
    remarks: tuple[CommentRemark, ...] = ()
    earlier: str | None = None
    """The earlier period whose comment is carried over or copied."""

    @property
    def is_missing(self) -> bool:
        """Whether one is called for and not there."""
        return self.need in (CommentNeed.DUE_BY, CommentNeed.OVERDUE)
