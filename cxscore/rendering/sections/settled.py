"""What of the registers paper has: what is open, and what was settled since the last meeting."""

from datetime import date

from cxscore.model.scorecard import Scorecard, ScoredRow


def last_meeting(scorecard: Scorecard) -> date:
    """Return the day of the last close; without one the last before the period that is reported."""
    since = scorecard.since_close
    return scorecard.period.start if since is None else since.closed_on


def is_live(scored: ScoredRow, scorecard: Scorecard) -> bool:
    """Return whether a row of the log is open, or has been closed since the last meeting."""
    closed = scored.row.closed
    return scored.row.under_way or (closed is not None and closed >= last_meeting(scorecard))
