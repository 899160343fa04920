"""The scorecard: all KPIs by group, in one table."""

from collections.abc import Iterator, Sequence

from cxscore.frozen import frozen
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.sections.facts import FEW_ROWS, SPARK_PERIODS, Facts
from cxscore.rendering.sections.scores import Score, ScoreGroup
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import capital
from cxscore.rendering.words.standing import claim

FIRST_PAGE, PAGE = 29.0, 32.0
"""How many lines of the table the first page of paper holds, and each of the others."""
NAME_WIDTH = 158.0
"""What a name has before it wraps, in points."""
WRAPS, OWNER_WIDTH = 16, 64.0
"""An owner's name of so many letters may wrap, and what it has before it does."""
LEAST_ROWS = 3
"""Rows of a group that may stand alone on a page."""


@frozen
class Stretch:
    """The rows of a group that stand on one page of paper."""

    name: str
    """With "(continued)" where the group has begun on the page before."""
    rows: tuple[Score, ...]
    new_page: bool


@frozen
class Scorecard:
    """All KPIs in one table."""

    claim: str
    groups: tuple[ScoreGroup, ...]
    periods: int
    """How many periods a sparkline shows."""
    period_noun: str
    """``months``"""
    value_heading: str
    previous_heading: str
    stretches: tuple[Stretch, ...] = ()
    """``groups`` again, divided as pages of paper divide them."""
    short: bool = False
    """Few enough rows to share a page of paper with other sections."""
    crossed: bool = False
    """Whether a KPI is beyond a regulator's line, which is said beside its status."""
    others: int = 0
    """KPIs that are not listed, as a mail has no room for all."""


def is_empty(table: Scorecard) -> bool:
    """Return whether there is no KPI, as in the pack of somebody without one."""
    return not table.groups


def view(facts: Facts) -> Scorecard:
    """Return the table with its headings."""
    rows = facts.rows
    reported = facts.scorecard.period
    previous = {
        row.kpi.previous_period for row in rows if facts.by_id[row.kpi.id].period == reported
    }
    previous.discard("")
    stretches = tuple(stretches_of(facts.groups))
    return Scorecard(
        claim=claim(facts.scorecard),
        groups=tuple(facts.groups),
        periods=SPARK_PERIODS,
        period_noun="periods",
        value_heading=capital(periods.name(reported)),
        previous_heading=capital(previous.pop()) if len(previous) == 1 else "Previous",
        stretches=stretches,
        crossed=any(row.kpi.breach.short for row in rows),
        short=len(rows) <= FEW_ROWS and not any(stretch.new_page for stretch in stretches),
    )


def stretches_of(groups: Sequence[ScoreGroup]) -> Iterator[Stretch]:
    """Yield *groups*, those that do not fit the rest of a page in two or more parts.

    A part has three rows at least, where its group has; its name is repeated.
    """
    room = FIRST_PAGE
    for group in groups:
        rows, name, new_page = group.rows, group.name, False
        while rows:
            fits = _fitting(rows, room - bool(name))
            if fits < len(rows):
                fits = min(fits, max(len(rows) - LEAST_ROWS, 0))
            if fits < min(LEAST_ROWS, len(rows)) and room < PAGE:
                room, new_page = PAGE, True
                continue
            taken = rows[: max(fits, 1)]
            yield Stretch(name, taken, new_page)
            room -= bool(name) + sum(map(_lines, taken))
            rows, name = rows[len(taken) :], f"{group.name} (continued)" if group.name else ""
            new_page = bool(rows)
            room = PAGE if rows else room


def _fitting(rows: Sequence[Score], room: float) -> int:
    """Return how many of *rows*, from the first, *room* lines hold."""
    for number, row in enumerate(rows):
        room -= _lines(row)
        if room < 0:
            return number
    return len(rows)


def _lines(row: Score) -> float:
    wide = text_width(f"{row.kpi.name} {row.kpi.period_note}".rstrip(), 8) / NAME_WIDTH
    if len(row.kpi.owner) >= WRAPS:
        wide = max(wide, text_width(row.kpi.owner, 8) / OWNER_WIDTH)
    return 1.0 + 0.75 * int(wide)
