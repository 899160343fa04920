"""Reliability and innovation: what is open, done and worked at each moment of the path."""

from cxscore.frozen import frozen
from cxscore.model.aim import Aim
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.verdicts import HOT, Judgement
from cxscore.rendering.words.portfolio import PortfolioRow, PortfolioSaid

MOST_PLACES = 12
"""Places that are listed: hot spots first, then those where most is done."""


@frozen
class PlaceRow:
    """One place of the path, or all of it."""

    said: PortfolioRow
    verdict: Judgement | None
    """That it is a hot spot; None where it is none."""
    printed: bool = True
    """Whether paper has the row: all of it, hot spots, and where something is new."""


@frozen
class AimHead:
    """The head of the columns of one aim."""

    name: str
    """``Reliability`` or ``Innovation``."""
    priced: bool
    """Whether any cost is known."""


@frozen
class Portfolio:
    """Reliability and innovation; ``said`` is None where nobody says which is which."""

    said: PortfolioSaid | None
    aims: tuple[AimHead, ...] = ()
    """Reliability, then innovation."""
    rows: tuple[PlaceRow, ...] = ()
    unlisted: int = 0
    """Places that are only in scorecard.json."""
    unprinted: int = 0
    """Places of ``rows`` that are not on paper."""


def view(facts: Facts) -> Portfolio:
    """Return all of it, then its places in the order of the path."""
    found, said = facts.scorecard.portfolio, facts.said.portfolio
    if found is None or said is None:
        return Portfolio(None)
    whole, *places = said.rows
    listed = sorted(range(len(places)), key=lambda at: (not places[at].hot, -places[at].count))
    shown = [places[at] for at in sorted(listed[:MOST_PLACES])]
    rows = (
        PlaceRow(whole, None),
        *(PlaceRow(row, HOT if row.hot else None, row.hot or row.innovation.any) for row in shown),
    )
    aims = tuple(AimHead(aim.value.title(), found.by_aim[aim].priced > 0) for aim in Aim)
    unprinted = sum(not row.printed for row in rows)
    return Portfolio(said, aims, rows, len(places) - len(shown), unprinted)


def is_empty(portfolio: Portfolio) -> bool:
    """Return whether nobody says what is for reliability and what for innovation."""
    return portfolio.said is None
