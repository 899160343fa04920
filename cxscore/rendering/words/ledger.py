"""The customer ledger in words: how many were won and lost, in numbers first and rates last."""

from collections.abc import Callable, Iterator, Mapping

from cxscore.frozen import frozen
from cxscore.model.ledger import Ledger, LedgerPeriod, LostReason
from cxscore.model.rate import Rate
from cxscore.rendering.numbers import NONE, Numbers
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import capital, counted, listed, sentence, spelled
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.rates import ends_said, rate_said

MOST_REASONS = 5
MOST_ALIKE = 3
"""So many reasons given as often are named."""


@frozen
class BarSaid:
    """What a waterfall shows of one movement, or of an end of it."""

    name: str
    text: str
    """The number above it: ``+1,204``."""
    size: float
    """How far it leads; of an end, where it stands."""
    is_level: bool = False


@frozen
class FallSaid:
    """A waterfall: from the opening to the closing."""

    title: str
    description: str
    """All of it as one sentence, for those who cannot see it."""
    bars: tuple[BarSaid, ...]


@frozen
class ReasonSaid:
    """Why some were lost."""

    name: str
    customers: str
    share: str
    range: str
    """``27% to 32%``; empty where they are not ranked."""
    value: str


@frozen
class LedgerRow:
    """A period or a segment in the table, a dash where nothing is known."""

    name: str
    opening: str
    new: str
    returned: str
    lost: str
    closing: str
    churn: str
    range: str
    """Of the churn: ``25.6% to 27.6%``."""
    grr: str
    nrr: str
    balanced: bool


@frozen
class InOut:
    """Who came and who went in one period, for the drawing."""

    tick: str
    came: int
    went: int


@frozen
class LedgerSaid:
    """The chapter on customers as an asset."""

    claim: str
    """``We won 1,204 customers and lost 1,377: 173 fewer, worth £8,900 less``"""
    sentence: str
    notes: tuple[str, ...]
    """What else is to be known, a sentence each: rates last."""
    falls: tuple[FallSaid, ...]
    """In customers, then in value where that is known."""
    reasons: tuple[ReasonSaid, ...]
    reasons_note: str
    """Which reason is the most frequent, or why none is ranked; empty where none are kept."""
    periods: tuple[LedgerRow, ...]
    """The latest last."""
    segments: Mapping[str, tuple[LedgerRow, ...]]
    """By column."""
    in_out: tuple[InOut, ...]
    in_out_description: str
    valued: bool
    returned: bool
    """Whether anybody has returned in any period that is shown."""
    printed: tuple[str, ...] = ()
    """What of the notes paper has: nothing that the rows of the table say."""
    ranked: bool = False
    """Whether the reasons are ranked, so that the first of them is the one given most."""


def ledger_said(ledger: Ledger, paper: Paper) -> LedgerSaid:
    """Return what is said of the customers."""
    said = _Said(ledger, paper)
    claim = said.claim()
    rows = tuple(said.row(each, said.period_name(each)) for each in ledger.periods)
    return LedgerSaid(
        claim=claim,
        sentence=sentence(claim),
        notes=tuple(map(sentence, said.notes())),
        falls=tuple(said.falls()),
        reasons=tuple(said.reasons()),
        reasons_note=said.reasons_note(),
        periods=rows,
        segments={
            column: tuple(
                said.row(each, each.totals.segment[0] or f"No {column}") for each in segments
            )
            for column, segments in ledger.by.items()
        },
        in_out=tuple(said.in_out()),
        in_out_description=said.in_out_description(),
        valued=any(each.totals.worth is not None for each in ledger.periods),
        returned=any(each.totals.heads.returned for each in ledger.periods),
        printed=tuple(map(sentence, said.notes(rates=False))),
        ranked=bool(ledger.reasons) and ledger.ranks_reasons,
    )


class _Said:
    """What is said of one ledger, with the numbers of its paper."""

    def __init__(self, ledger: Ledger, paper: Paper) -> None:
        self._ledger, self._numbers = ledger, paper.numbers
        self._noun = periods.noun(ledger.at_hand.grain)
        self._name = periods.name(ledger.at_hand)

    def claim(self) -> str:
        """Return whole numbers of customers, and what that comes to in value."""
        latest = self._ledger.latest
        if latest is None and self._ledger.closing is not None:
            there = _of_them(self._ledger.closing, "customer", self._numbers)
            return (
                f"We had {there} at the end of {self._name}; who came and who left cannot be told"
            )
        if latest is None:
            return f"How many customers there were in {self._name} cannot be told"
        heads, plain = latest.totals.heads, self._numbers.plain
        won, gone = heads.new + heads.returned, plain(heads.lost) if heads.lost else "none"
        text = f"We won {_of_them(won, 'customer', self._numbers)} and lost {gone}: "
        text += "as many as before" if not heads.net else f"{_more(heads.net, self._numbers)}"
        worth = latest.totals.worth
        if worth is None:
            return text
        amount = self._numbers.amount(abs(float(worth.net)))
        return f"{text}, worth {amount} {'more' if worth.net >= 0 else 'less'}"

    def notes(self, *, rates: bool = True) -> Iterator[str]:
        """Yield what else is to be known of the period at hand; its *rates* come last."""
        latest = self._ledger.latest
        if latest is None:
            yield from self._untold()
            return
        yield from self._of_people(latest)
        if rates:
            yield from self._rates(latest)
        yield from self._of_year()
        unbalanced = [each for each in self._ledger.periods if not each.balanced]
        if unbalanced:
            names = listed([self.period_name(each) for each in unbalanced[-3:]])
            yield f"The counts do not add up in {counted(len(unbalanced), self._noun)}: {names}"

    def _of_people(self, latest: LedgerPeriod) -> Iterator[str]:
        """Yield whether the period is whole, who is in neither of its ends, and who is new."""
        numbers = self._numbers
        totals = latest.totals
        heads = totals.heads
        if not totals.complete:
            yield f"The rows do not go to the end of {self._name}, so its numbers are not final"
        if totals.came_and_went:
            number = _of_them(totals.came_and_went, "customer", numbers)
            noun = self._noun
            yield f"{number} came and went within the {noun}, and are in neither of its ends"
        if heads.new and totals.recommended is not None:
            share = numbers.part(totals.recommended / heads.new)
            yield (
                f"{numbers.plain(totals.recommended)} of the {numbers.plain(heads.new)} new "
                f"customers came recommended ({share})"
            )
        if self._ledger.since is not None:
            yield f"New means: not seen since {self._ledger.since}"

    def _rates(self, latest: LedgerPeriod) -> Iterator[str]:
        """Yield what part of the customers left, and of the value."""
        heads, numbers = latest.totals.heads, self._numbers
        if latest.churn is not None:
            yield (
                f"Of the {_of_them(heads.opening, 'customer', numbers)} at the opening "
                f"{rate_said(latest.churn, numbers)} left, "
                f"and {self._percent(latest.retention)} stayed"
            )
        yield from self._of_value(latest)

    def _untold(self) -> Iterator[str]:
        """Yield up to when it can be told, or why it cannot be at all."""
        if self._ledger.closing is not None:
            yield f"There is no snapshot of the {self._noun} before"
        if self._ledger.periods:
            last = self.period_name(self._ledger.periods[-1])
            yield f"The last {self._noun} that can be told is {last}"
        elif self._ledger.since is not None:
            yield (
                f"The rows begin in {self._ledger.since}: who was a customer when the "
                f"{self._noun} began is not known"
            )

    def _of_value(self, latest: LedgerPeriod) -> Iterator[str]:
        """Yield what became of the value at the opening."""
        worth, percent = latest.totals.worth, self._numbers.percent
        if worth is None or latest.value_churn is None or latest.grr is None:
            return
        opening = self._numbers.amount(float(worth.opening))
        text = f"Of the value at the opening, {opening}, {percent(latest.value_churn, 1)} was lost "
        text += f"with those who left, and {percent(latest.grr, 1)} is left (gross retention)"
        if latest.nrr is not None and worth.grown:
            text += f"; with what grew it is {percent(latest.nrr, 1)} (net retention)"
        yield text

    def _of_year(self) -> Iterator[str]:
        """Yield what became of those who were there when the year began."""
        year = self._ledger.year
        if year is None or year.churn is None:
            return
        number = _of_them(year.totals.heads.opening, "customer", self._numbers)
        lost = rate_said(year.churn, self._numbers)
        yield f"Of the {number} when the year began {lost} are customers no more"

    def reasons_note(self) -> str:
        """Return the most frequent reason, or why none is ranked; empty where none are kept."""
        ledger, plain = self._ledger, self._numbers.plain
        if ledger.reasons_unknown is None or ledger.latest is None:
            return ""
        lost = ledger.latest.totals.heads.lost
        if not lost:
            return "Nobody was lost"
        if not ledger.ranks_reasons:
            return (
                f"Why {plain(ledger.reasons_unknown)} of the {plain(lost)} lost left is not "
                "known, so the reasons are not ranked"
            )
        first = ledger.reasons[0]
        share = self._numbers.part(first.customers / lost)
        of_lost = f"{plain(first.customers)} of the {plain(lost)} lost ({share})"
        alike = [each for each in ledger.reasons if each.customers == first.customers]
        if len(alike) > MOST_ALIKE:
            return f"{capital(spelled(len(alike)))} reasons are given as often: {of_lost} each"
        if len(alike) > 1:
            names = listed([f"“{each.reason}”" for each in alike])
            return f"The reasons given most are {names}: {of_lost} each"
        return f"The reason given most is “{first.reason}”: {of_lost}"

    def reasons(self) -> Iterator[ReasonSaid]:
        """Yield the reasons that are shown, the others together, and last who is not known."""
        ledger = self._ledger
        if ledger.reasons_unknown is None or ledger.latest is None:
            return
        lost = ledger.latest.totals.heads.lost
        shown = ledger.reasons if lost else ()
        if not ledger.ranks_reasons:
            shown = tuple(sorted(shown, key=lambda each: each.reason))
        for each in shown[:MOST_REASONS]:
            yield self._reason(each, ranked=ledger.ranks_reasons)
        rest = sum(each.customers for each in shown[MOST_REASONS:])
        for name, number in (("Other reasons", rest), ("Not known", ledger.reasons_unknown)):
            if number and lost:
                share = self._numbers.part(number / lost)
                yield ReasonSaid(name, self._numbers.plain(number), share, "", "")

    def _reason(self, reason: LostReason, *, ranked: bool) -> ReasonSaid:
        numbers, share = self._numbers, reason.share
        ends = f"{numbers.percent(share.low)} to {numbers.percent(share.high)}"
        return ReasonSaid(
            reason.reason,
            numbers.plain(reason.customers),
            numbers.part(share.value / 100),
            ends if ranked else "",
            "" if reason.worth is None else numbers.amount(float(reason.worth)),
        )

    def falls(self) -> Iterator[FallSaid]:
        """Yield the way from the opening to the closing, in customers and in value."""
        latest = self._ledger.latest
        if latest is None:
            return
        heads, worth = latest.totals.heads, latest.totals.worth
        moved = {"New": heads.new, "Returned": heads.returned, "Lost": -heads.lost}
        yield self._fall(
            "In customers",
            (heads.opening, heads.closing),
            {name: float(size) for name, size in moved.items() if size or name != "Returned"},
            lambda number, signed: self._numbers.plain(number, signed=signed),
        )
        if worth is None:
            return
        amounts = {
            "New": worth.new,
            "Returned": worth.returned,
            "Lost": -worth.lost,
            "Pay more": worth.grown,
            "Pay less": -worth.shrunk,
        }
        yield self._fall(
            "In value",
            (float(worth.opening), float(worth.closing)),
            {
                name: float(size)
                for name, size in amounts.items()
                if size or name in ("New", "Lost")
            },
            lambda number, signed: self._numbers.amount(number, signed=signed),
        )

    def _fall(
        self,
        title: str,
        ends: tuple[float, float],
        moved: Mapping[str, float],
        write: Callable[[float, bool], str],
    ) -> FallSaid:
        bars = [BarSaid(name, write(size, True), size) for name, size in moved.items()]
        first, last = (write(end, False) for end in ends)
        told = listed([f"{bar.name.lower()} {bar.text}" for bar in bars])
        return FallSaid(
            title,
            f"{title}: from {first} at the opening by way of {told} to {last} at the closing",
            (
                BarSaid("Opening", first, ends[0], is_level=True),
                *bars,
                BarSaid("Closing", last, ends[1], is_level=True),
            ),
        )

    def row(self, period: LedgerPeriod, name: str) -> LedgerRow:
        """Return a period or a segment as the table has it."""
        heads, numbers = period.totals.heads, self._numbers
        churn = period.churn
        return LedgerRow(
            name,
            numbers.plain(heads.opening),
            numbers.plain(heads.new),
            numbers.plain(heads.returned),
            numbers.plain(heads.lost),
            numbers.plain(heads.closing),
            NONE if churn is None else numbers.percent(churn.value, 1),
            "" if churn is None else ends_said(churn, self._numbers),
            NONE if period.grr is None else numbers.percent(period.grr, 1),
            NONE if period.nrr is None else numbers.percent(period.nrr, 1),
            period.balanced,
        )

    def in_out(self) -> Iterator[InOut]:
        """Yield who came and who went, period by period."""
        for each in self._ledger.periods:
            heads = each.totals.heads
            yield InOut(self._tick(each), heads.new + heads.returned, heads.lost)

    def in_out_description(self) -> str:
        """Return the whole of that as one sentence."""
        known = self._ledger.periods
        if not known:
            return ""
        came = sum(each.totals.heads.new + each.totals.heads.returned for each in known)
        went = sum(each.totals.heads.lost for each in known)
        plain, span = self._numbers.plain, counted(len(known), self._noun)
        return f"Customers won and lost in {span}: {plain(came)} won and {plain(went)} lost in all"

    def period_name(self, period: LedgerPeriod) -> str:
        """Return the name of a period of the scorecard."""
        found = periods.like(self._ledger.at_hand, period.name)
        return capital(periods.name(found)) if found else period.name

    def _tick(self, period: LedgerPeriod) -> str:
        found = periods.like(self._ledger.at_hand, period.name)
        return periods.tick(found) if found else period.name

    def _percent(self, rate: Rate | None) -> str:
        return NONE if rate is None else self._numbers.percent(rate.value, 1)


def _of_them(number: int, noun: str, numbers: Numbers) -> str:
    """Return ``no customer``, ``1 customer`` or ``1,204 customers``."""
    if number < 2:
        return counted(number, noun)
    return f"{numbers.plain(number)} {noun}s"


def _more(number: int, numbers: Numbers) -> str:
    return f"{numbers.plain(abs(number))} {'more' if number > 0 else 'fewer'}"
