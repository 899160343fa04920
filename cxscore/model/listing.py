"""Which rows of a long log are listed; of the others it is told how many there are."""

from datetime import date

from cxscore.model.log import LogRow

MOST = 50
"""Rows of a kind that are listed: those under way first, then the latest; others are counted."""


def recency(row: LogRow) -> tuple[bool, date]:
    """Return what comes before what where there is no room for all: what is live, then the new."""
    return row.under_way, row.opened or (row.due[-1] if row.due else date.min)
