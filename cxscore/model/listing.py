"""Which rows of a long log are listed; of the others it is told how many there are."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.model.log import LogKind, LogRow, LogStatus

if TYPE_CHECKING:
    from cxscore.model.scorecard import ScoredRow

MOST = 50
"""Rows of a kind that are listed: those under way first, then the latest; others are counted."""

Counts = Mapping[LogKind, Mapping[LogStatus, int]]


@frozen
class Listing:
    """The rows of a log that are listed, where some kind has more than :data:`MOST`."""

    rows: "tuple[ScoredRow, ...]"
    """In the order of the log."""
    ids: frozenset[str]
    """Theirs, and those of other people's actions on the KPIs of a pack of one's own."""
    actions: "Mapping[str, tuple[ScoredRow, ...]]"
    """The actions on each KPI that are listed, by its id."""
    left_out: Counts = field(default_factory=dict)
    """How many rows are not listed, by kind and by where they stand; none where it is none."""
    on_kpis: Mapping[str, int] = field(default_factory=dict)
    """How many actions on a KPI are not listed, where some are not."""


def recency(row: LogRow) -> tuple[bool, date]:
    """Return what comes before what where there is no room for all: what is live, then the new."""
    return row.under_way, row.opened or (row.due[-1] if row.due else date.min)
