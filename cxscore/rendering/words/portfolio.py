"""Reliability and innovation in words: what is open, done and worked, and what comes too soon."""

from collections.abc import Iterator, Mapping

from cxscore.frozen import frozen
from cxscore.model.aim import Aim
from cxscore.model.portfolio import Holding, NewAtHotSpot, Portfolio
from cxscore.rendering.numbers import NONE
from cxscore.rendering.words.grammar import counted, listed, named, sentence, sentences
from cxscore.rendering.words.paper import Paper

MOST_NEW = 2
"""New things at hot spots that are told; the rest are counted."""
MOST_STRETCHED = 6


@frozen
class HoldingSaid:
    """Actions and agreements of one aim; a dash where there is none."""

    open: str
    done: str
    worked: str
    cost: str
    any: bool
    """Whether there is one."""


@frozen
class PortfolioRow:
    """One place of the path, or all of it."""

    name: str
    hot: bool
    new_at_hot_spot: bool
    """Whether something new is made there while it is a hot spot."""
    reliability: HoldingSaid
    innovation: HoldingSaid
    count: int
    """How many actions and agreements there are."""


@frozen
class PortfolioSaid:
    """All that is said of reliability and innovation."""

    claim: str
    """The conclusion, without a full stop."""
    sentence: str
    rows: tuple[PortfolioRow, ...]
    """All of it first, then its places in the order of the path."""
    stretch: str
    """Which KPIs ask for nothing any more; empty where none is."""
    notes: tuple[str, ...]


def portfolio_said(paper: Paper) -> PortfolioSaid | None:
    """Return what is said of reliability and innovation; None where nobody says which is which."""
    found = paper.scorecard.portfolio
    return None if found is None else _Telling(found, paper).said()


class _Telling:
    """Reliability and innovation, with the names of places and rows."""

    def __init__(self, found: Portfolio, paper: Paper) -> None:
        self.found, self.paper = found, paper
        stages = paper.scorecard.journey
        self.places = {each.id: each.name for each in stages}
        self.places |= {each.id: each.name for stage in stages for each in stage.moments}

    def said(self) -> PortfolioSaid:
        """Return all the words."""
        found = self.found
        at = {each.moment for each in found.new_at_hot_spots}
        rows = [
            self._row(
                "Not at a moment" if each.moment is None else self.places[each.moment],
                each.by_aim,
                hot=each.hot,
                new=each.moment in at,
            )
            for each in found.moments
        ]
        whole = self._row("All", found.by_aim)
        return PortfolioSaid(
            claim=self._claim(),
            sentence=sentences(*self._sentence()),
            rows=(whole, *rows),
            stretch=self._stretch(),
            notes=tuple(map(sentence, self._notes())),
        )

    def _row(
        self, name: str, by_aim: Mapping[Aim, Holding], *, hot: bool = False, new: bool = False
    ) -> PortfolioRow:
        return PortfolioRow(
            name,
            hot,
            new,
            self._holding(by_aim[Aim.RELIABILITY]),
            self._holding(by_aim[Aim.INNOVATION]),
            sum(holding.count for holding in by_aim.values()),
        )

    def _claim(self) -> str:
        new = self.found.new_at_hot_spots
        if new:
            places = list(dict.fromkeys(self.places[each.moment] for each in new))
            return f"We are building something new where the basics fail: {named(places, MOST_NEW)}"
        reliability, innovation = (self.found.by_aim[aim].count for aim in Aim)
        both = reliability + innovation
        things = counted(both, "action or promise", "actions and promises")
        return f"{reliability} of {things} {'is' if reliability == 1 else 'are'} for reliability"

    def _sentence(self) -> Iterator[str]:
        new = self.found.new_at_hot_spots
        for each in new[:MOST_NEW]:
            yield self._at_hot_spot(each)
        if len(new) > MOST_NEW:
            yield f"{counted(len(new) - MOST_NEW, 'more')} at hot spots"

    def _at_hot_spot(self, each: NewAtHotSpot) -> str:
        off = listed([self.paper.names.get(kpi, kpi) for kpi in each.kpis])
        are = "is" if len(each.kpis) == 1 else "are"
        promises = {a.agreement.id: a.agreement.promise for a in self.paper.scorecard.agreements}
        words = promises.get(each.row) if each.agreement else self.paper.titles.get(each.row)
        what = "is promised" if each.agreement else "is being made"
        place = self.places[each.moment]
        return f"“{words or each.row}” {what} at {place}, where {off} {are} off target"

    def _stretch(self) -> str:
        names = [self.paper.names.get(kpi, kpi) for kpi in self.found.stretch]
        return sentence(named(names, MOST_STRETCHED)) if names else ""

    def _notes(self) -> Iterator[str]:
        plain = self.paper.numbers.plain
        priced = sum(self.found.by_aim[aim].priced for aim in Aim)
        every = sum(self.found.by_aim[aim].count for aim in Aim)
        if priced:
            yield f"Costs as {plain(priced)} of {plain(every)} tell them"
        if self.found.without_aim:
            left = counted(self.found.without_aim, "action")
            yield f"Left out: {left} without an aim"

    def _holding(self, holding: Holding) -> HoldingSaid:
        if not holding.count:
            return HoldingSaid(NONE, NONE, NONE, NONE, any=False)
        plain = self.paper.numbers.plain
        cost = NONE if holding.cost is None else self.paper.numbers.amount(holding.cost)
        numbers = plain(holding.open), plain(holding.done), plain(holding.worked)
        return HoldingSaid(*numbers, cost, any=True)
