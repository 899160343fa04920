"""Value at stake in words: what goes with customers lost, like for like, never a cause."""

from collections.abc import Iterator

from cxscore.frozen import frozen
from cxscore.model.value_at_stake import Untold, ValueAtStake
from cxscore.rendering.numbers import NONE, telling_apart
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import be, capital, counted, listed, sentence, sentences
from cxscore.rendering.words.paper import Paper

ASSOCIATION = "goes with, not caused by"
SMALL = 10
"""Fewer customers than this are written with a decimal."""


@frozen
class StakeSaid:
    """One value at stake, as a row of the table says it; a dash where nothing is known."""

    id: str
    name: str
    kpi: str | None
    """The id of the KPI that it names."""
    affected: str
    others: str
    more: str
    """How many more were lost: ``+539``."""
    range: str
    """``430 to 648``"""
    worth: str
    """``£39,431``; a dash where the difference is not beyond chance."""
    crude: str
    """How many more without like for like; ``+918``."""
    verdict: str
    """``beyond chance``, ``no difference beyond chance`` or ``cannot be told``."""
    sentence: str
    """All of it in one sentence, for programs."""
    note: str
    """Whom they are held against, who is left out, and why it cannot be told where it cannot."""


@frozen
class StakesSaid:
    """The chapter on the value at stake."""

    claim: str
    lead: str
    level: str
    """``95%``"""
    stakes: tuple[StakeSaid, ...]
    """In kpis.yaml's order."""
    shown: tuple[StakeSaid, ...]
    """The worst first: those beyond chance, the highest value before the others."""
    note: str
    """That they are never added up; empty of one alone."""


def stakes_said(paper: Paper) -> StakesSaid | None:
    """Return what is said of the values at stake; None where kpis.yaml names none."""
    found = paper.scorecard.value_at_stake
    if not found:
        return None
    said = {each.stake.id: _Words(each, paper) for each in found}
    worst = sorted(found, key=_weight, reverse=True)
    period = periods.name(paper.scorecard.period)
    return StakesSaid(
        _claim(worst[0], said[worst[0].stake.id]),
        f"{capital(ASSOCIATION)}: those whom it happened to may differ in other ways too. "
        f"In {period}, held against as many others who are like them.",
        paper.numbers.level(worst[0].level),
        tuple(said[each.stake.id].said() for each in found),
        tuple(said[each.stake.id].said() for each in worst),
        "They are not added up: the same customers may be in several." if len(found) > 1 else "",
    )


def _weight(each: ValueAtStake) -> tuple[bool, bool, bool, float]:
    """Return what values at stake are ordered by, the worst highest; crude ones come later."""
    like_for_like = bool(each.stake.alike)
    return each.beyond_chance, each.untold is None, like_for_like, each.value or 0.0


def _claim(worst: ValueAtStake, words: "_Words") -> str:
    """Return the conclusion: no money is in it where the difference may be chance."""
    if worst.untold is not None:
        return "What is at stake cannot be told"
    if not worst.beyond_chance:
        return "No difference beyond chance"
    crude = "" if worst.stake.alike else " (crude)"
    name, worth = capital(worst.stake.name), words.worth(", worth ")
    return f"“{name}” goes with {words.how_many}{worth}{crude}"


class _Words:
    """What is said of one value at stake."""

    def __init__(self, found: ValueAtStake, paper: Paper) -> None:
        self._found, self._numbers = found, paper.numbers
        known = [n for n in (found.low, found.high, found.lost_more) if n is not None]
        start = 1 if any(0 < abs(n) < SMALL for n in known) else 0
        # What is not nothing is not written as 0, and nothing is read into what is.
        apart = [(end, 0.0) for end in (found.low, found.high) if end and found.beyond_chance]
        self._decimals = telling_apart(start, apart)

    def said(self) -> StakeSaid:
        found, plain = self._found, self._numbers.plain
        more, crude = found.lost_more, found.crude_lost_more
        return StakeSaid(
            id=found.stake.id,
            name=found.stake.name,
            kpi=found.stake.kpi,
            affected=plain(found.affected),
            others=plain(found.others),
            more=NONE if more is None or found.untold else self._customers(more, signed=True),
            range=NONE if found.untold else self._range(),
            worth=self.worth() or NONE,
            crude=NONE if crude is None or found.untold else self._customers(crude, signed=True),
            verdict=self._verdict(),
            sentence=sentence(self._sentence()),
            note=self._note(),
        )

    @property
    def how_many(self) -> str:
        """How many more were lost: ``539 more customers lost``."""
        more = self._found.lost_more or 0.0
        word = "more" if more > 0 else "fewer"
        return f"{self._customers(abs(more))} {word} customers lost"

    def worth(self, before: str = "") -> str:
        """Return the value after *before*; empty where nothing is read from it."""
        found = self._found
        if not found.beyond_chance or found.value is None or found.without_worth >= found.affected:
            return ""
        lost = found.value if not before or (found.lost_more or 0) > 0 else -found.value
        return f"{before}{self._numbers.amount(lost)}"

    def _customers(self, number: float, *, signed: bool = False) -> str:
        return self._numbers.plain(number, self._decimals, signed=signed)

    def _range(self) -> str:
        found = self._found
        if found.low is None or found.high is None:
            return ""
        return f"{self._customers(found.low)} to {self._customers(found.high)}"

    def _verdict(self) -> str:
        if self._found.untold is not None:
            return "cannot be told"
        return "beyond chance" if self._found.beyond_chance else "no difference beyond chance"

    def _sentence(self) -> str:
        found = self._found
        name, number = capital(found.stake.name), self._numbers.plain(found.affected)
        if found.untold is not None:
            return f"{name}: what goes with it cannot be told, for {self._why(found.untold)}"
        held = f"of the {number} affected than of {self._others()}"
        if not found.beyond_chance:
            more = self._customers(found.lost_more or 0.0, signed=True)
            return f"{name}: no difference beyond chance, {more} lost ({self._range()}) {held}"
        less = (found.lost_more or 0.0) < 0
        ends = sorted((abs(found.low or 0.0), abs(found.high or 0.0)))
        span = " to ".join(self._customers(end) for end in ends) if less else self._range()
        more = f"{self.how_many} ({span}) {held}{self.worth(', worth ')}"
        return f"{name}: {more}; {ASSOCIATION}"

    def _others(self) -> str:
        alike = self._alike()
        return f"others alike by {alike}" if alike else "all others, which is crude"

    def _alike(self) -> str:
        return listed([column.replace("_", " ") for column in self._found.stake.alike])

    def _why(self, untold: Untold) -> str:
        found, plain = self._found, self._numbers.plain
        match untold:
            case Untold.NO_ROWS:
                return "there is no customer that it is about"
            case Untold.NOBODY_AFFECTED:
                return f"it happened to none of the {plain(found.others)} customers"
            case Untold.NOBODY_ELSE:
                return f"it happened to all of the {plain(found.affected)} customers"
            case Untold.NONE_ALIKE:
                return (
                    f"{plain(found.left_out)} of the {plain(found.affected)} affected have no "
                    f"others alike by {self._alike()}"
                )
            case Untold.TOO_FEW:
                few = min(found.affected, found.others)
                whom = "affected" if few == found.affected else "others"
                return (
                    f"{plain(few)} {whom} {be(few)} too few: it takes "
                    f"{plain(found.stake.minimum_base)}"
                )

    def _note(self) -> str:
        return sentences(*map(capital, self._notes()))

    def _notes(self) -> Iterator[str]:
        """Yield what is to be known of the row beside its numbers."""
        found, plain = self._found, self._numbers.plain
        if found.untold is not None:
            yield f"cannot be told: {self._why(found.untold)}"
        elif found.stake.alike:
            yield f"alike by {self._alike()}, {counted(found.strata, 'kind')} of customers"
        else:
            yield "crude: held against all others, alike or not"
        if found.untold is None and not found.beyond_chance:
            yield "no difference beyond chance"
        if found.left_out and found.untold in (None, Untold.TOO_FEW):
            have = "has" if found.left_out == 1 else "have"
            number = f"{plain(found.left_out)} affected {have} no others like them"
            yield f"{number} and {be(found.left_out)} left out"
        if found.unknown:
            yield f"{plain(found.unknown)} rows are left open by a blank, and left out"
        if found.without_worth:
            yield f"what {plain(found.without_worth)} of the affected are worth is not known"
