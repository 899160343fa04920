"""What came of an action, in words: its verdict, the change, and why it cannot be told."""

from collections.abc import Iterator
from datetime import date

from cxscore.frozen import frozen
from cxscore.model.choices import Polarity
from cxscore.model.effects import (
    ENOUGH_AFTER,
    FEWEST_BEFORE,
    Because,
    Effect,
    EffectMethod,
    LevelChange,
    Outcome,
)
from cxscore.model.log import LogRow
from cxscore.model.number_formats import NO_BREAK
from cxscore.model.scorecard import Scorecard, ScoredKpi, ScoredRow
from cxscore.model.verdicts import Rule
from cxscore.nearest import suggestion
from cxscore.rendering.numbers import telling_apart, written_decimals
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import counted, listed, sentence, spelled
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.period_names import name_of
from cxscore.rendering.words.shown import quantity_of

NAMED = 3
"""Of what went on meanwhile so much is named."""
WIDE = 10.0
"""Half an interval from which a decimal more says nothing."""

SHORT = {
    Outcome.WORKED: "Worked",
    Outcome.WORKED_IN_PART: "Worked in part",
    Outcome.DID_NOT_LAST: "Did not last",
    Outcome.WORSE_SINCE: "Worse since",
    Outcome.TOO_EARLY: "Too early to tell",
    Outcome.NO_EFFECT_SEEN: "No effect seen",
    Outcome.CANNOT_TELL: "Cannot be told",
}


@frozen
class EffectSaid:
    """Whether one action worked: a row of “Did it work?”."""

    verdict: Word
    """``Worked``, and the sentence that says by how much."""
    promised: str
    """``+6 points``; empty where no size was promised."""
    change: str
    """``+6.4 points``; empty where nothing can be said of it."""
    interval: str
    """``+5.1 to +7.6``"""
    notes: tuple[str, ...]
    """Sentences on what else may have brought it about."""
    settled: str = ""
    """``settled in April 2026``, with the verdict of then where it no longer holds."""

    @property
    def sentence(self) -> str:
        """All that is said of it."""
        return " ".join((self.verdict.long, *self.notes))


def effect_said(scored: ScoredRow, kpi: ScoredKpi, paper: Paper) -> EffectSaid | None:
    """Return what is said of a closed action on *kpi*; None where it is not closed."""
    effect = scored.effect
    if effect is None or effect.outcome is None:
        return None
    words = _Words(scored.row, effect, kpi, paper)
    return EffectSaid(
        verdict=Word(SHORT[effect.outcome], sentence(words.sentence())),
        promised=words.promised(),
        change=words.change(),
        interval=words.interval(signed=True),
        notes=tuple(sentence(note) for note in words.notes()),
        settled=words.settled(),
    )


class _Words:
    """The words about one action and its KPI."""

    def __init__(self, action: LogRow, effect: Effect, kpi: ScoredKpi, paper: Paper) -> None:
        self.action, self.effect, self.kpi, self.paper = action, effect, kpi, paper
        self.name = kpi.kpi.name
        if effect.segment is not None and action.segment is not None:
            self.name = f"{self.name} in {action.segment[1]}, against the rest,"
        self.noun = periods.noun(kpi.grain)
        self.quantity = quantity_of(kpi, paper.numbers)

    def sentence(self) -> str:
        """Return the verdict with its reason."""
        effect, title = self.effect, f"“{self.action.title}”"
        match effect.outcome:
            case Outcome.WORKED:
                return f"{title} worked: {self._moved()}{self._was_promised()}"
            case Outcome.WORKED_IN_PART:
                return f"{title} worked in part: {self._moved()}{self._was_promised()}"
            case Outcome.DID_NOT_LAST:
                return (
                    f"{title} did not last: {self.name} got better, and in the latest three "
                    f"{self.noun}s was no better than before"
                )
            case Outcome.WORSE_SINCE:
                return f"Worse since {title}: {self._moved()}, which need not be its doing"
            case Outcome.TOO_EARLY:
                return f"Too early to tell: {self._so_far()}"
            case Outcome.NO_EFFECT_SEEN:
                return f"No effect seen: {self._unmoved()}"
            case _:
                return f"Cannot be told: {self._why()}"

    def promised(self) -> str:
        """Return the size promised, with its sign and unit."""
        expected = self.effect.expected
        if expected is None:
            return ""
        return self.quantity.change(expected, written_decimals(expected))

    def change(self) -> str:
        """Return the change, with its sign and unit."""
        change = self.effect.change
        return "" if change is None else self.quantity.change(change, self._decimals())

    def interval(self, *, signed: bool) -> str:
        """Return where the change lies; without signs the smaller size comes first."""
        low, high = self.effect.low, self.effect.high
        if low is None or high is None:
            return ""
        decimals = self._decimals()
        if signed:
            ends = [self.quantity.bare(end, decimals) for end in (low, high)]
        else:
            ends = [self.quantity.size(end, decimals) for end in sorted((low, high), key=abs)]
        return " to ".join(ends)

    def swing(self) -> str:
        """Return what the usual swing hides, told apart from the size promised."""
        hides, expected = self.effect.detectable, self.effect.expected
        assert hides is not None and expected is not None
        decimals = telling_apart(max(self.kpi.decimals, 1), [(abs(expected), hides)])
        return self.quantity.size(hides, decimals)

    def notes(self) -> list[str]:
        """Return what else may have brought the change about."""
        found, effect = [], self.effect
        moved = effect.outcome in (Outcome.WORKED, Outcome.WORKED_IN_PART, Outcome.WORSE_SINCE)
        if effect.regression_possible and moved and effect.outcome is not Outcome.WORSE_SINCE:
            found.append(
                f"It began just after the worst of 12 {self.noun}s, after which most things get "
                "better"
            )
        if effect.shared_with and moved:
            titles = self.paper.titles
            others = [f"“{titles.get(other, other)}”" for other in effect.shared_with[:NAMED]]
            if len(effect.shared_with) > NAMED:
                others.append("others")
            found.append(f"What it did cannot be told apart from {listed(others)}")
        return found

    def settled(self) -> str:
        """Return in which paper the verdict was settled, and as what where it no longer holds."""
        effect = self.effect
        if effect.settled_in is None or effect.settled is None:
            return ""
        period = periods.like(self.paper.scorecard.period, effect.settled_in)
        when = effect.settled_in if period is None else periods.name(period)
        other = "" if effect.settled is effect.outcome else f" as “{SHORT[effect.settled].lower()}”"
        return f"settled in {when}{other}"

    def _moved(self) -> str:
        change = self.effect.change
        assert change is not None
        if self.effect.segment is not None and self.action.segment is not None:
            way = "up" if change > 0 else "down"
            return (
                f"in {self.action.segment[1]}, {self.kpi.kpi.name} went {way} by "
                f"{self.quantity.step(change, self._decimals())} against the rest "
                f"({self.interval(signed=False)})"
            )
        side = "above" if change > 0 else "below"
        return (
            f"{self.name} stood {self.quantity.step(change, self._decimals())} {side} where it "
            f"would have been ({self.interval(signed=False)})"
        )

    def _was_promised(self) -> str:
        expected = self.effect.expected
        if expected is None:
            return ""
        return f"; {self.quantity.bare(expected, written_decimals(expected))} was promised"

    def _unmoved(self) -> str:
        effect = self.effect
        change = f"{self.change()} ({self.interval(signed=True)})"
        if (going := self._going_before()) is not None:
            return f"{self.name} had been {going} already; {change}"
        assert effect.low is not None and effect.high is not None
        if effect.low <= 0 <= effect.high:
            return f"{self.name} moved by no more than chance; {change}"
        return f"no {self.noun} of {self.name} was out of the usual; {change}"

    def _going_before(self) -> str | None:
        """Return ``rising`` where the KPI moved on the way that it had moved before."""
        effect = self.effect
        if effect.line_change is None:
            return None
        assert effect.before is not None and effect.after is not None and effect.change is not None
        # The line goes through the mean of what was before.
        rose = effect.after.mean - effect.line_change > effect.before.mean
        return ("rising" if rose else "falling") if rose is (effect.change > 0) else None

    def _so_far(self) -> str:
        after = self.effect.after
        if after is None:
            return f"no {self.noun} has ended since"
        so_far = counted(after.points, self.noun)
        have = "has" if after.points == 1 else "have"
        return f"{so_far} of the {spelled(ENOUGH_AFTER)} that a change takes to show {have} ended"

    def _why(self) -> str:
        effect = self.effect
        match effect.because:
            case Because.NO_START:
                return "nobody wrote when it began"
            case Because.NO_DIRECTION:
                return f"{self.name} has no direction that is better"
            case Because.NO_CHART:
                return f"{self.name} has no limits to judge by"
            case Because.NOT_COMPARABLE if _lacks(self.action.segment, self.kpi):
                return f"no row of {self.kpi.kpi.name} has {effect.segment}"
            case Because.NOT_COMPARABLE if effect.before is None and effect.segment is not None:
                return f"{self.kpi.kpi.name} has nothing else to hold {effect.segment} against"
            case Because.NOT_COMPARABLE:
                return f"{self.name} is measured in another way since"
            case Because.TOO_FEW_BEFORE:
                return f"{self._too_few()}{self._pooled()}"
            case Because.TOO_SMALL_TO_SEE:
                promised = self._was_promised().removeprefix("; ")
                return (
                    f"{promised}, and a change of {self.change()} ({self.interval(signed=True)}) "
                    "may be all of it or nothing"
                )
            case _:
                back = ", and came back" if effect.because is Because.CAME_BACK else ""
                return f"{self._had_changed()}{back}"

    def _too_few(self) -> str:
        return (
            f"fewer than {spelled(FEWEST_BEFORE)} {self.noun}s of {self.name} were known before it"
        )

    def _pooled(self) -> str:
        if self.effect.method is not EffectMethod.POOLED_COUNTS:
            return ""
        return (
            f". On average it moved by {self.change()} ({self.interval(signed=True)}); what would "
            "have happened anyway is not known"
        )

    def _had_changed(self) -> str:
        """Return since when the level was another; only beyond a limit it is known when it changed.

        The periods of a run lie on one side of the mean, and the change may be any of them.
        """
        change = self.effect.level_change
        assert change is not None
        match change.began:
            case Rule.RUN:
                did = f"stood {'above' if change.rose else 'below'} its usual level since"
            case Rule.TREND:
                did = f"been {'rising' if change.rose else 'falling'} since"
            case _:
                did = f"{'risen' if change.rose else 'fallen'} in"
        when = name_of(self.kpi, change.since)
        return f"{self.name} had {did} {when}, {self._earlier(change)}before the action began"

    def _earlier(self, change: LevelChange) -> str:
        """Return ``a month ``, ``three months ``; empty where that is before the paper."""
        opened = self.action.opened
        assert opened is not None
        ids = [point.period.id for point in self.kpi.series if point.period.start <= opened]
        if change.since not in ids:
            return ""
        passed = len(ids) - 1 - ids.index(change.since)
        return f"a {self.noun} " if passed == 1 else f"{spelled(passed)} {self.noun}s "

    def _decimals(self) -> int:
        """Return the decimals that show on which side of nothing the interval ends."""
        effect = self.effect
        assert effect.change is not None and effect.low is not None and effect.high is not None
        half = (effect.high - effect.low) / 2
        start = max(self.kpi.decimals, 1) if half < WIDE else self.kpi.decimals
        pairs = [(end, 0.0) for end in (effect.low, effect.high) if abs(end) > 0]
        return telling_apart(start, [(effect.low, effect.high), *pairs])


def advice_said(scorecard: Scorecard) -> Iterator[tuple[str, tuple[str, int], str, str, str]]:
    """Yield what whoever keeps the registers of actions and of agreements may do.

    The id of a KPI, the place of a row about it, a code, what is remarkable, and a hint.
    """
    paper = Paper.of(scorecard)
    for kpi in scorecard.kpis:
        for scored in kpi.actions:
            for code, text, hint in _advice_on(scored, kpi, paper):
                # It is read on a terminal as well.
                yield kpi.kpi.id, scored.row.place, code, text.replace(NO_BREAK, " "), hint
    by_id = {kpi.kpi.id: kpi for kpi in scorecard.kpis}
    for promise in (scored.agreement for scored in scorecard.agreements):
        measured = by_id.get(promise.kpi or "")
        if measured is not None:
            what = f"agreement '{promise.id}'"
            for text, hint in _unknown(what, promise.segment, measured):
                yield measured.kpi.id, promise.place, "CX313", text, hint


def _advice_on(scored: ScoredRow, kpi: ScoredKpi, paper: Paper) -> list[tuple[str, str, str]]:
    action, effect = scored.row, scored.effect
    if effect is None or (effect.segment is not None and effect.before is None):
        unknown = _without_segment(action, kpi)
        if effect is None or unknown:
            return unknown
    words = _Words(action, effect, kpi, paper)
    found: list[tuple[str, str, str]] = []
    promises = f"action '{action.id}' promises {words.promised()}"
    if _for_the_worse(effect, kpi.kpi.polarity):
        better = "higher" if kpi.kpi.polarity is Polarity.HIGHER_IS_BETTER else "lower"
        text = f"{promises}, which is for the worse"
        found.append(("CX513", text, f"{better} is better for kpis.{kpi.kpi.id}"))
    elif effect.outcome is None and _hidden(effect):
        text = (
            f"{promises}, which could not be seen in {ENOUGH_AFTER} {words.noun}s: the usual swing "
            f"hides up to {words.swing()}"
        )
        found.append(("CX515", text, "measure closer to the work, or for longer"))
    if _unwritten(scored, paper.scorecard.as_of):
        text = (
            f"action '{action.id}' was to be checked on {scored.check_on}, and its outcome is blank"
        )
        found.append(("CX514", text, "write what came of it"))
    return found


def _without_segment(action: LogRow, kpi: ScoredKpi) -> list[tuple[str, str, str]]:
    """Return that no row belongs to the segment in which *action* promises something."""
    if action.kpi != kpi.kpi.id:
        return []
    return [("CX313", *said) for said in _unknown(f"action '{action.id}'", action.segment, kpi)]


def _unknown(
    what: str, segment: tuple[str, str] | None, kpi: ScoredKpi
) -> Iterator[tuple[str, str]]:
    """Yield that *what* is about a segment that no row has, with what to do."""
    if segment is not None and _lacks(segment, kpi):
        column, value = segment
        text = f"{what} is about {column}={value}, which no row of kpis.{kpi.kpi.id} has"
        yield text, suggestion(value, _names(column, kpi), f"{column} is one of")


def _lacks(segment: tuple[str, str] | None, kpi: ScoredKpi) -> bool:
    """Return whether no row of *kpi* has the *segment*."""
    return segment is not None and segment[1] not in _names(segment[0], kpi)


def _names(column: str, kpi: ScoredKpi) -> list[str]:
    return [str(each.segment[0]) for each in kpi.segments if each.by == (column,)]


def _for_the_worse(effect: Effect, polarity: Polarity) -> bool:
    sign = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1}.get(polarity, 0)
    return effect.expected is not None and effect.expected * sign < 0


def _hidden(effect: Effect) -> bool:
    """Return whether the size promised is less than the usual swing of the KPI hides."""
    if effect.expected is None or effect.detectable is None or effect.level_change is not None:
        return False
    return abs(effect.expected) < effect.detectable


def _unwritten(scored: ScoredRow, as_of: date) -> bool:
    """Return whether a closed action should have been looked at, and nobody wrote what was seen."""
    closed = scored.effect is not None and scored.effect.outcome is not None
    passed = scored.check_on is not None and scored.check_on < as_of
    return closed and passed and not scored.row.outcome
