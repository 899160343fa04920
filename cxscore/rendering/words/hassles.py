"""What lets customers down in words: which of the seven causes, and what is done about it."""

from collections.abc import Iterator

from cxscore.frozen import frozen
from cxscore.model.hassle_scores import ScoredCause, ScoredHassles, Standing, Way
from cxscore.model.log import CauseTag
from cxscore.rendering.numbers import NONE
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import capital, counted, listed, named, sentence, sentences
from cxscore.rendering.words.paper import Paper

MOST_CELLS = 3
"""Cells of a cause that are named; the rest are counted."""
_MANY = {CauseTag.PARTNER: "partners", CauseTag.CHANNEL: "channels"}
"""Causes that a sentence speaks of in the plural."""
_WAYS = {Way.MORE: "more", Way.FEWER: "fewer"}


@frozen
class HassleRow:
    """A cause in words and numbers."""

    name: str
    of: str
    """What it is made of: ``Late delivery 621, 2 service failures``."""
    customers: str
    """Empty where cases alone count."""
    cases: str
    share: str
    interval: str
    """``31% to 75%``"""
    cumulative: str
    before: str
    """Cases of the year before; a dash where the years are not compared."""
    way: str
    """``more`` or ``fewer`` than then, beyond chance; else empty."""
    actions: str
    """``2 worked, 1 open``, ``none``"""


@frozen
class HasslesSaid:
    """All that is said of what lets customers down."""

    claim: str
    """The conclusion, without a full stop."""
    sentence: str
    rows: tuple[HassleRow, ...]
    """The causes that there are, the largest first, and what is not known last."""
    in_customers: bool
    compared: bool
    notes: tuple[str, ...]
    """What else is to be known, a sentence each."""
    lead: str = ""
    """What of the sentence paper has: nothing that a row of the table says."""
    printed: tuple[str, ...] = ()
    """What of the notes paper has."""


def hassles_said(paper: Paper) -> HasslesSaid | None:
    """Return what is said of what lets customers down; None where nothing is kept of it."""
    hassles = paper.scorecard.hassles
    return None if hassles is None else _Telling(hassles, paper).said()


def causes_met(hassles: ScoredHassles) -> tuple[ScoredCause, ...]:
    """Return the causes of which there were cases, in the year or in the one before."""
    return tuple(
        each for each in hassles.causes if each.cases or (each.change and each.change.before)
    )


class _Telling:
    """The cases of a year, with what writes their numbers."""

    def __init__(self, hassles: ScoredHassles, paper: Paper) -> None:
        self.hassles, self.paper, self.numbers = hassles, paper, paper.numbers
        self.in_customers = hassles.customers is not None
        self.met = causes_met(hassles)
        self.known = [each for each in self.met if each.cause is not None]

    def said(self) -> HasslesSaid:
        """Return all the words."""
        return HasslesSaid(
            claim=self._claim(),
            sentence=sentences(self._counts(), *self._moved(), self._idle()),
            rows=tuple(self._row(each) for each in self.met),
            in_customers=self.in_customers,
            compared=any(each.change is not None for each in self.met),
            notes=tuple(map(sentence, (*self._counted_how(), *self._compared_how()))),
            lead=sentences(self._counts(), self._idle()),
            printed=tuple(map(sentence, self._counted_how())),
        )

    # -- sentences

    def _claim(self) -> str:
        """Return what matters most: how much is not known, else the largest cause and its way."""
        if self.hassles.too_much_unknown or not self.known:
            lost = self.numbers.percent(self.hassles.unknown_share)
            return f"Of {lost} of the {self._unit()} nobody knows the cause"
        first = self.known[0]
        share = self.numbers.percent(first.share)
        claim = f"{capital(_plural(first))} let down the most customers, {share} of all"
        if not self.in_customers:
            claim = f"{capital(_plural(first))} brought about the most cases, {share} of all"
        if first.change and first.change.way:
            claim += f", in {_WAYS[first.change.way]} cases than the year before"
        return claim

    def _unit(self) -> str:
        return "customers let down" if self.in_customers else "cases"

    def _counts(self) -> str:
        """Return how many cases there were, and how many customers they let down."""
        plain, found = self.numbers.plain, self.hassles
        rows = found.cases - found.failures
        both = [f"{self._counted(rows, 'case')} in {found.dataset}"] if rows else []
        if found.failures:
            both.append(self._counted(found.failures, "service failure"))
        hit = f" let down {plain(found.base)} customers" if self.in_customers else " were counted"
        return f"{capital(self._year())} {listed(both)}{hit}"

    def _idle(self) -> str:
        """Return about which causes nothing is done; empty where there is none."""
        idle = [
            _plural(each)
            for each in self.known
            if each.cases and each.actions.standing is Standing.NONE
        ]
        if not idle:
            return ""
        return f"About {listed(idle)} nothing is under way, and nothing is known to have worked"

    def _counted(self, number: int, noun: str) -> str:
        """Return ``1,661 cases``, as the paper writes numbers."""
        return f"{self.numbers.plain(number)} {noun}{'' if number == 1 else 's'}"

    def _year(self) -> str:
        """Return ``from July 2025 to June 2026``, or ids where the calendar is a file."""
        period = self.paper.scorecard.period
        first = periods.like(period, self.hassles.first)
        if first == period:
            return f"in {periods.name(period)}"
        begin = self.hassles.first if first is None else periods.name(first)
        return f"from {begin} to {periods.name(period)}"

    def _moved(self) -> Iterator[str]:
        for each in self.known:
            change = each.change
            if change is not None and change.way is not None:
                verb = "rose" if change.way is Way.MORE else "fell"
                then, now = self.numbers.plain(change.before), self.numbers.plain(each.cases)
                yield f"Cases by {_plural(each)} {verb} from {then} the year before to {now}"

    def _counted_how(self) -> Iterator[str]:
        """Yield what one failure adds, what is counted as one, and what cannot be compared."""
        found, plain = self.hassles, self.numbers.plain
        if found.heaviest is not None:
            title = self.paper.titles.get(found.heaviest.row, found.heaviest.row)
            hit, share = plain(found.heaviest.customers), self.numbers.percent(found.heaviest.share)
            yield f"One failure hit {hit} customers, {share} of all: “{title}”"
        if found.untold:
            yield f"A case that does not say how many counts as one: {plain(found.untold)} of them"
        if found.partial and not found.tested:
            lacking = named(found.partial, 3)
            yield f"Not held against the year before, as rows are lacking in {lacking}"

    def _compared_how(self) -> Iterator[str]:
        """Yield what was tested, and which causes nothing lies with."""
        found = self.hassles
        if found.tested:
            tested = counted(found.tested, "cause")
            yield f"Cases are held against those of the year before, of {tested}"
        absent = [_plural(each) for each in found.causes if each not in self.met and each.cause]
        if absent and not found.unknown_share:
            yield f"No case lies with {listed(absent, 'or')}"

    # -- rows

    def _row(self, cause: ScoredCause) -> HassleRow:
        plain, percent, known = self.numbers.plain, self.numbers.percent, cause.cause is not None
        change = cause.change
        return HassleRow(
            name=capital(cause.cause.value) if cause.cause else "Not known",
            of=", ".join(self._of(cause)),
            customers="" if cause.customers is None else plain(cause.customers),
            cases=plain(cause.cases),
            share=percent(cause.share),
            interval=f"{percent(cause.low)} to {percent(cause.high)}",
            cumulative=percent(cause.cumulative) if known else NONE,
            before=NONE if change is None else plain(change.before),
            way=_WAYS[change.way] if change and change.way else "",
            actions=_actions(cause) if known else NONE,
        )

    def _of(self, cause: ScoredCause) -> Iterator[str]:
        """Yield what the column says of the cases of a cause, then its service failures."""
        for cell, number in cause.cells[:MOST_CELLS]:
            yield f"{'blank' if cell is None else cell} {self.numbers.plain(number)}"
        rest = sum(number for _, number in cause.cells[MOST_CELLS:])
        if rest:
            yield f"others {self.numbers.plain(rest)}"
        if cause.failures:
            yield counted(cause.failures, "service failure")


def _plural(cause: ScoredCause) -> str:
    """Return a cause as a sentence speaks of it."""
    assert cause.cause is not None, "of what is not known nothing is said by name"
    return _MANY.get(cause.cause, cause.cause.value)


def _actions(cause: ScoredCause) -> str:
    worked, under_way = len(cause.actions.worked), len(cause.actions.open)
    parts = [f"{worked} worked"] if worked else []
    parts += [f"{under_way} open"] if under_way else []
    return ", ".join(parts) or "none"
