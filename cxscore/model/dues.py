"""What is still to come from whom, and by which day."""

from datetime import date

from cxscore.frozen import Alternative, frozen


class DueKind(Alternative):
    """What is due."""

    ACTION = "action"
    """To be done."""
    DECISION = "decision"
    """To be made."""
    BLOCKER = "blocker"
    """To be cleared."""
    FAILURE = "failure"
    """To be looked into."""
    CHECK = "check"
    """To be said of an action: what came of it."""
    PROMISE = "promise"
    """To be kept."""
    REVIEW = "review"
    """Of a promise: to be talked about again."""
    COMMENT = "comment"
    """To be written on a KPI."""


OF_ROWS = (
    *(DueKind.ACTION, DueKind.DECISION, DueKind.BLOCKER, DueKind.FAILURE),
    DueKind.CHECK,
)
"""What is due of rows of the log."""


@frozen
class Due:
    """Something that is open, with whoever has to see to it."""

    kind: DueKind
    id: str
    """Of the row, or of the KPI that a comment is due on."""
    people: tuple[str, ...]
    """Ids of owners, the one who answers for it first."""
    day: date | None = None
    """None where nobody says by when."""
    title: str = ""
    kpi: str | None = None
    late: bool = False
    """Whether the day has passed."""
