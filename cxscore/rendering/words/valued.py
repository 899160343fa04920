"""What customers value, in words: what goes with their answers beside what they say matters."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.model.valued import ValuedDriver
from cxscore.rendering.numbers import NONE, Numbers, written_decimals
from cxscore.rendering.words.grammar import capital, listed, sentences
from cxscore.rendering.words.paper import Paper

MOST_NAMED = 3
"""Disagreements that are told; the others are counted."""


@frozen
class ValuedRow:
    """One driver of one KPI."""

    kpi: str
    """The id of the KPI."""
    column: str
    """As in the definition."""
    name: str
    """``reply time``"""
    importance: float
    """Its part of the explained differences, from 0 to 1; ``share`` is that in words."""
    share: str
    range: str
    """``25% to 37%``"""
    performance: str
    moment: str
    """Where customers rate it; empty where no moment names it."""
    stated: str
    """``4.8``; a dash where nobody stated it."""
    direction: str
    """More of it ``raises it`` or ``lowers it``; a dash where that is not clear."""
    first: bool
    """It is to be looked at first: much goes with it, and few of its answers are the best."""


@frozen
class ValuedSaid:
    """The drivers that exist, as one table."""

    level: str
    """``95%``"""
    rows: tuple[ValuedRow, ...]
    """KPI by KPI, the most important of each first."""
    disagreements: str
    """What customers say matters and what goes with their answers, where these differ by two ranks
    or more, in sentences; empty where they do not."""
    sentence: str
    """Those to look at first, and the disagreements."""
    is_stated: bool
    """Whether importance is stated for any."""
    source: str
    """Who stated it; empty where nobody says."""


def valued_said(paper: Paper) -> ValuedSaid | None:
    """Return what is said of what customers value; None where no driver is known."""
    found = paper.scorecard.valued
    if found is None:
        return None
    numbers, names = paper.numbers, _places(paper)
    apart = [_disagreement(each, paper) for each in found.drivers if each.disagrees]
    rest = len(apart) - MOST_NAMED
    more = [f"{rest} more {'differs' if rest == 1 else 'differ'} as much"] if rest > 0 else []
    is_stated = any(each.stated is not None for each in found.drivers)
    return ValuedSaid(
        numbers.level(found.level),
        tuple(_row(each, numbers, names) for each in found.drivers),
        sentences(*apart[:MOST_NAMED], *more),
        sentences(_first(found.drivers, paper), *apart[:MOST_NAMED], *more),
        is_stated,
        (paper.scorecard.heading.importance_from or "") if is_stated else "",
    )


def _places(paper: Paper) -> dict[str, str]:
    """Return the names of stages and moments by their ids."""
    return {place.id: place.name for stage in paper.scorecard.journey for place in stage.places}


def _row(each: ValuedDriver, numbers: Numbers, names: dict[str, str]) -> ValuedRow:
    performance, stated = each.performance, each.stated
    ends = [numbers.part(end, brief=True) for end in (each.low, each.high)]
    return ValuedRow(
        kpi=each.kpi,
        column=each.column,
        name=each.column.replace("_", " "),
        importance=each.share,
        share=numbers.part(each.share, brief=True),
        range=" to ".join(dict.fromkeys(ends)),
        performance=NONE if performance is None else numbers.part(performance / 100, brief=True),
        moment=names.get(each.moment or "", ""),
        stated=NONE if stated is None else numbers.plain(stated, max(1, written_decimals(stated))),
        direction={1: "raises it", -1: "lowers it"}.get(each.direction, NONE),
        first=each.look_first,
    )


def _first(drivers: Sequence[ValuedDriver], paper: Paper) -> str:
    """Return which are to be looked at first; that none is where none is."""
    found = [each for each in drivers if each.look_first]
    if not found:
        return "No driver both matters much and scores below average"
    said = listed([f"{_name(each)} for {paper.names[each.kpi]}" for each in found])
    return f"To look at first: {said}"


def _disagreement(each: ValuedDriver, paper: Paper) -> str:
    """Return ``Customers say delivery matters most; …``, with both ranks."""
    return (
        f"{capital(_name(each))} comes {_nth(each.stated_rank or 0)} by what customers say, and "
        f"{_nth(each.derived_rank or 0)} by what goes with {paper.names[each.kpi]}"
    )


def _nth(rank: int) -> str:
    words = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    return words[rank] if rank < len(words) else f"number {rank}"


def _name(each: ValuedDriver) -> str:
    return each.column.replace("_", " ")
