"""What lets customers down: a row a cause, the largest first."""

from cxscore.frozen import frozen
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.words.hassles import HassleRow, HasslesSaid, causes_met


@frozen
class CauseRow:
    """A cause, and how large it is."""

    said: HassleRow
    width: str
    """Its share of the largest, in per cent: the bar."""


@frozen
class Hassles:
    """What lets customers down; ``said`` is None where nothing is kept of it."""

    said: HasslesSaid | None
    causes: tuple[CauseRow, ...] = ()


def view(facts: Facts) -> Hassles:
    """Return the causes, the largest first and what is not known last."""
    hassles, said = facts.scorecard.hassles, facts.said.hassles
    if hassles is None or said is None:
        return Hassles(None)
    most = max(cause.share for cause in hassles.causes)
    widths = (f"{100 * each.share / most:.0f}" if most else "0" for each in causes_met(hassles))
    return Hassles(said, tuple(map(CauseRow, said.rows, widths)))


def is_empty(hassles: Hassles) -> bool:
    """Return whether nothing is kept of what lets customers down."""
    return hassles.said is None
