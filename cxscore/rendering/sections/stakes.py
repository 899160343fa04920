"""The value at stake: what goes with customers lost, the worst first, never added up."""

from cxscore.frozen import frozen
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.scores import Link
from cxscore.rendering.words.stakes import StakeSaid, StakesSaid

SHOWN = 6
"""So many rows of the table, the worst; scorecard.json has them all."""


@frozen
class StakeRow:
    """One value at stake."""

    said: StakeSaid
    kpi: Link | None
    """The KPI that it names, where that is shown."""


@frozen
class Stakes:
    """The chapter."""

    said: StakesSaid
    rows: tuple[StakeRow, ...]
    more: int
    """How many others there are in scorecard.json alone."""


def view(facts: Facts) -> Stakes | None:
    """Return the chapter; None where kpis.yaml names no value at stake."""
    said = facts.said.stakes
    if said is None:
        return None
    return Stakes(
        said,
        tuple(
            StakeRow(each, facts.link(each.kpi) if each.kpi and each.kpi in facts.by_id else None)
            for each in said.shown[:SHOWN]
        ),
        len(said.shown[SHOWN:]),
    )


def is_empty(chapter: Stakes | None) -> bool:
    """Return whether there is no chapter."""
    return chapter is None
