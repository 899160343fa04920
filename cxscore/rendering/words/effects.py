"""What came of an action, in words: its verdict, the change, and why it cannot be told."""

from collections.abc import Iterator, Mapping

from cxscore.frozen import frozen
from cxscore.model.effects import (
    ENOUGH_AFTER,
    FEWEST_BEFORE,
    Because,
    EffectMethod,
    LevelChange,
    Outcome,
)
from cxscore.model.scorecard import ScoredKpi, ScoredRow
from cxscore.model.verdicts import Rule
from cxscore.rendering.words import periods
from cxscore.rendering.words.effect_numbers import EffectNumbers, lacks_segment
from cxscore.rendering.words.grammar import counted, listed, sentence, spelled
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.period_names import name_of

NAMED = 3
"""Of what went on meanwhile so much is named."""

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


class EffectsSaid(Mapping[str, EffectSaid]):
    """What is said of the actions that are closed, by id, each made when it is asked for.

    Of a log of tens of thousands those that are listed.
    """

    def __init__(self, paper: Paper) -> None:
        """Take the actions on the KPIs of *paper*."""
        self._paper = paper
        self._known = {
            action.row.id: (action, scored)
            for scored in paper.scorecard.kpis
            for action in paper.scorecard.listed_on(scored)
            if action.effect is not None and action.effect.outcome is not None
        }
        self._told: dict[str, EffectSaid] = {}

    def __getitem__(self, id_: str) -> EffectSaid:
        """Return what is said of the action *id_*."""
        if id_ not in self._told:
            told = effect_said(*self._known[id_], self._paper)
            assert told is not None, "it is closed"
            self._told[id_] = told
        return self._told[id_]

    def __contains__(self, id_: object) -> bool:
        """Return whether the action *id_* is closed, of which nothing is said yet."""
        return id_ in self._known

    def __iter__(self) -> Iterator[str]:
        """Yield the ids, KPI by KPI."""
        return iter(self._known)

    def __len__(self) -> int:
        """Return how many actions are closed."""
        return len(self._known)


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


class _Words(EffectNumbers):
    """The words about one action and its KPI."""

    def sentence(self) -> str:
        """Return the verdict with its reason."""
        effect, title = self.effect, f"“{self.action.title}”"
        match effect.outcome:
            case Outcome.WORKED:
                return f"{title} worked: {self._moved()}{self.was_promised()}"
            case Outcome.WORKED_IN_PART:
                return f"{title} worked in part: {self._moved()}{self.was_promised()}"
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
                f"{self.quantity.step(change, self.decimals())} against the rest "
                f"({self.interval(signed=False)})"
            )
        side = "above" if change > 0 else "below"
        return (
            f"{self.name} stood {self.quantity.step(change, self.decimals())} {side} where it "
            f"would have been ({self.interval(signed=False)})"
        )

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
            case Because.NOT_COMPARABLE if lacks_segment(self.action.segment, self.kpi):
                return f"no row of {self.kpi.kpi.name} has {effect.segment}"
            case Because.NOT_COMPARABLE if effect.before is None and effect.segment is not None:
                return f"{self.kpi.kpi.name} has nothing else to hold {effect.segment} against"
            case Because.NOT_COMPARABLE:
                return f"{self.name} is measured in another way since"
            case Because.TOO_FEW_BEFORE:
                return f"{self._too_few()}{self._pooled()}"
            case Because.TOO_SMALL_TO_SEE:
                promised = self.was_promised().removeprefix("; ")
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
