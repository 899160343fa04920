"""Why a KPI moved, in words: results, or the mix, and the alarm where the two differ."""

from collections.abc import Sequence
from math import fsum

from cxscore.frozen import frozen
from cxscore.model.choices import Polarity
from cxscore.model.findings import Movement, SegmentMovement
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.numbers import EQUAL_WITHIN, NONE, fewest_decimals, rounded_to
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import counted, listed, sentences
from cxscore.rendering.words.period_names import name_of, period_of
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.shown import Shown, decimals_of

MOST_BARS = 5
"""So many segments have a bar of their own; of more, the smallest are put together."""
MOST_NAMED = 2
"""More segments than these are not called the cause of a change."""


@frozen
class MovementRow:
    """What one segment adds to a change."""

    name: str
    """``North``, ``(blank)``, ``3 segments withheld``."""
    base_value: str
    """In the period compared with; ``–`` where there is none. ``value`` is the one at hand."""
    value: str
    base_share: str
    """Its part of the base: ``23%``; ``–`` where it has none."""
    share: str
    rate: str
    """``+1.2``: because its value changed; without the unit."""
    mix: str
    """``−0.3``: because its part of the base changed."""
    note: str
    """``new``, ``gone``, ``small base``; may be empty."""
    faint: bool
    """Its base is too small for it to be called a cause."""


@frozen
class MovementBar:
    """One bar of the waterfall: a segment, the rest of them, or the mix."""

    name: str
    text: str
    """``+1.2``"""
    size: float
    """What it adds to the change, in the KPI's unit."""
    judged: bool
    """It is a segment, with a base that is large enough: better or worse."""
    faint: bool = False
    """Its base is too small."""


@frozen
class MovementSaid:
    """A change taken apart by segment."""

    title: str
    """``Why it moved since May 2026, by region``"""
    base_period: str
    sentence: str
    """``7.7 of the 8.9 points come from better results, mostly North; 1.2 come from …``

    Empty where the change may be chance.
    """
    rows: tuple[MovementRow, ...]
    bars: tuple[MovementBar, ...]
    """What lies between the two values, segments first, those that add most first."""
    description: str
    """The waterfall in one sentence."""
    rate: str
    """``+7.7``: of all segments together, without the unit; ``mix`` likewise."""
    mix: str
    change: str
    """``+8.9 points``"""
    base_value: str
    """``+36.1``; ``value`` is the one at hand."""
    value: str
    base_tick: str
    """``May ’26``: below the value; ``tick`` likewise."""
    tick: str
    note: str
    """That rounded parts do not add up, and what is grey; may be empty."""
    shown: bool
    """Whether it is the one for the panel."""


def movements_said(scored: ScoredKpi, shown: Shown) -> tuple[MovementSaid, ...]:
    """Return what is said of each of the KPI's movements, in their order."""
    return tuple(_Telling(scored, shown, moved).said() for moved in scored.movement)


class _Telling:
    """One movement, with the decimals that all its numbers are written with."""

    def __init__(self, scored: ScoredKpi, shown: Shown, moved: Movement) -> None:
        self.scored, self.moved = scored, moved
        self.quantity = shown.quantity
        compared = getattr(scored.comparisons, moved.base)
        self.value, self.base_value = compared.value, compared.base_value
        start = decimals_of(compared, shown.decimals)
        if self.quantity.is_nps or self.quantity.is_percent:
            start = max(start, 1)
        self.column = moved.by[0].replace("_", " ")
        self.amounts = scored.kpi.statistic.adds_up
        # Parts of a rate need two figures of its change, or they all look the same.
        self.decimals = fewest_decimals(
            start, lambda d: self.amounts or abs(moved.change) * 10**d >= 9.5 or d >= start + 2
        )

    def said(self) -> MovementSaid:
        """Return all the words."""
        every = periods.noun(self.scored.grain)
        base = name_of(self.scored, self.moved.base_period)
        bars = self._bars()
        small = any(each.base_too_small for each in self.moved.segments)
        return MovementSaid(
            title=f"Why it moved since {base}, by {self.column}",
            base_period=base,
            sentence=self._sentence(every),
            rows=tuple(self._row(each) for each in self.moved.segments),
            bars=bars,
            description=self._description(bars, base),
            rate=self.signed(self.moved.rate),
            mix=self.signed(self.moved.mix),
            change=self.quantity.change(self.moved.change, self.decimals),
            base_value=self._brief(self.base_value),
            value=self._brief(self.value),
            base_tick=self._tick(self.moved.base_period),
            tick=self._tick(self.scored.period.id if self.scored.period else ""),
            note=sentences(
                "" if self._adds_up() else "Rounded: parts may not add up",
                f"Grey: a base below {self.scored.kpi.minimum_base}" if small else "",
            ),
            shown=self.moved.shown,
        )

    def signed(self, number: float) -> str:
        """Return a part of the change with its sign, without a unit."""
        return self.quantity.bare(number, self.decimals)

    def _sentence(self, every: str) -> str:
        """Return the sentence; empty where the change may be chance, or is none."""
        moved = self.moved
        if moved.significant is False or self._is_nothing(moved.change):
            return ""
        told = self._amounts() if self.amounts else self._parts()
        if not self._is_nothing(moved.remainder):
            told = self._with_remainder()
        return sentences(self._alarm(every), told)

    def _parts(self) -> str:
        """Return how the change comes about: rate first, then mix."""
        moved, mix = self.moved, self._mix()
        whole = self._step(moved.change)
        if self._is_nothing(moved.mix):
            little = "no" if abs(moved.mix) <= EQUAL_WITHIN else "next to no"
            told = f"The {whole} {_comes(whole)} from {self._results(moved.rate)}{self._mostly()}"
            return f"{told}; {mix} made {little} difference"
        if self._is_nothing(moved.rate):
            little = "Nothing" if abs(moved.rate) <= EQUAL_WITHIN else "Next to nothing"
            return f"{little} changed within the segments; the {whole} {_comes(whole)} from {mix}"
        would = "risen" if moved.rate > 0 else "fallen"
        if moved.rate * moved.change < 0:
            turn = "rise" if moved.change > 0 else "fall"
            return (
                f"With an unchanged mix it would have {would} by {self._step(moved.rate)}"
                f"{self._mostly()}; {mix} turned that into a {turn} of {whole}"
            )
        about = "" if self._rounds_well() else "about "
        rate, rest = self._bare(moved.rate), self._bare(moved.mix)
        if moved.mix * moved.change > 0:
            start = about.capitalize()
            return (
                f"{start}{rate} of the {whole} {_comes(rate)} from {self._results(moved.rate)}"
                f"{self._mostly()}; {about}{rest} {_comes(rest)} from {mix}"
            )
        does = "took" if moved.change > 0 else "made up for"
        away = " of them away" if moved.change > 0 else " of them"
        return (
            f"With an unchanged mix it would have {would} by {about}{self._step(moved.rate)}"
            f"{self._mostly()}; {mix} {does} {about}{rest}{away}"
        )

    def _amounts(self) -> str:
        """Return which segments a change of a sum comes from."""
        change = self.quantity.change(self.moved.change, self.decimals)
        leading = self._leading()
        if not leading:
            return f"The change of {change} comes from several segments"
        names = [f"{self.name(each)} ({self.signed(each.rate)})" for each in leading]
        return f"The change of {change} is mostly {listed(names)}"

    def _mostly(self) -> str:
        """Return ``, mostly North`` where one or two segments make most of the rate."""
        leading = self._leading()
        return f", mostly {listed([self.name(each) for each in leading])}" if leading else ""

    def _leading(self) -> Sequence[SegmentMovement]:
        """Return the fewest segments that make more than half of the rate; none if too many.

        A segment with a small base is never named, and neither are all of them.
        """
        rate = self.moved.rate
        along = [each for each in self.moved.segments if each.rate * rate > 0]
        along.sort(key=lambda each: -abs(each.rate))
        for count in range(1, MOST_NAMED + 1):
            first = along[:count]
            if abs(sum(each.rate for each in first)) * 2 > abs(rate):
                nameless = any(each.base_too_small or each.withheld for each in first)
                return () if nameless or count == len(self.moved.segments) else first
        return ()

    def _alarm(self, every: str) -> str:
        """Return that the whole went against all its segments; empty where it did not."""
        if not self.moved.simpson:
            return ""
        went, whole = ("fell", "rose") if self.moved.change > 0 else ("rose", "fell")
        partly = any(each.is_new or each.is_gone for each in self.moved.segments)
        which = f"Every segment of both {every}s" if partly else "Every segment"
        return f"{which} {went}, and yet the whole {whole} (Simpson’s paradox)"

    def _with_remainder(self) -> str:
        """Return the parts where segments do not add up to the whole."""
        moved, about = self.moved, "" if self._rounds_well() else "about "
        change = self.quantity.change(moved.change, self.decimals)
        parts = [f"{about}{self.signed(moved.rate)} lie within segments"]
        if not self.amounts:
            parts.append(f"{about}{self.signed(moved.mix)} come from {self._mix()}")
        parts.append(f"{about}{self.signed(moved.remainder)} are in no segment")
        return f"Of the change of {change}, {listed(parts)}"

    def _mix(self) -> str:
        """Return what the mix is called: in a survey it is people."""
        asked = self.scored.kpi.measure.asks_people
        return "a change in who was asked" if asked else f"a change in the mix by {self.column}"

    def _results(self, rate: float) -> str:
        """Return what changed within segments: ``better results``, ``higher values``."""
        wanted = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1}
        sign = wanted.get(self.scored.kpi.polarity)
        if sign is None:
            return "higher values" if rate > 0 else "lower values"
        return "better results" if rate * sign > 0 else "worse results"

    def name(self, each: SegmentMovement) -> str:
        """Return the name of a segment."""
        if each.withheld:
            return f"{counted(each.withheld, 'segment')} withheld"
        return segment_name(each.segment)

    def _row(self, each: SegmentMovement) -> MovementRow:
        notes = [
            "new" if each.is_new else "",
            "gone" if each.is_gone else "",
            "small base" if each.base_too_small and not each.withheld else "",
        ]
        return MovementRow(
            name=self.name(each),
            base_value=self._brief(each.base_value),
            value=self._brief(each.value),
            base_share=self._share(each.base_share),
            share=self._share(each.share),
            rate=self.signed(each.rate),
            mix=self.signed(each.mix),
            note=", ".join(note for note in notes if note),
            faint=each.base_too_small,
        )

    def _bars(self) -> tuple[MovementBar, ...]:
        """Return the segments that add most, the rest together, the mix, and what is in none."""
        moved = self.moved
        order = sorted(moved.segments, key=lambda each: -abs(each.rate))
        first = order if len(order) <= MOST_BARS else order[: MOST_BARS - 1]
        rest = order[len(first) :]
        bars = [
            self._bar(self.name(each), each.rate, judged=True, faint=each.base_too_small)
            for each in first
        ]
        if rest:
            bars.append(self._bar(f"{len(rest)} others", fsum(each.rate for each in rest)))
        if not self.amounts:
            bars.append(self._bar("Mix", moved.mix))
        if moved.remainder:
            bars.append(self._bar("In no segment", moved.remainder))
        return tuple(bars)

    def _bar(
        self, name: str, size: float, *, judged: bool = False, faint: bool = False
    ) -> MovementBar:
        # What reads as nothing must not be coloured as better or worse.
        judged = judged and not faint and not self._is_nothing(size)
        return MovementBar(name, self.signed(size), size, judged, faint)

    def _description(self, bars: Sequence[MovementBar], base: str) -> str:
        """Return the waterfall in a sentence, for whoever cannot see it."""
        period = self.scored.period
        now = periods.name(period) if period else ""
        parts = listed([f"{bar.name} {bar.text}" for bar in bars])
        return (
            f"{self.scored.kpi.name} from {self._brief(self.base_value)} in {base} "
            f"to {self._brief(self.value)} in {now}: {parts}"
        )

    def _tick(self, id: str) -> str:  # noqa: A002 (the noun's own word)
        found = period_of(self.scored, id)
        return periods.tick(found) if found else id

    def _brief(self, number: float | None) -> str:
        return NONE if number is None else self.quantity.brief(number, self.decimals)

    def _share(self, share: float | None) -> str:
        if not share:
            return NONE
        return self.quantity.numbers.part(share, brief=True)

    def _step(self, number: float) -> str:
        return self.quantity.step(number, self.decimals)

    def _bare(self, number: float) -> str:
        return self.quantity.bare(abs(number), self.decimals).lstrip("+")

    def _is_nothing(self, number: float) -> bool:
        return rounded_to(number, self.decimals) == 0

    def _rounds_well(self) -> bool:
        """Return whether rate and mix add up to the change as they are written."""
        moved, places = self.moved, self.decimals
        parts = (moved.rate, moved.mix, moved.remainder)
        return sum(rounded_to(part, places) for part in parts) == rounded_to(moved.change, places)

    def _adds_up(self) -> bool:
        """Return whether the bars add up as they are written, and lead from value to value."""
        moved, places = self.moved, self.decimals
        parts = [bar.size for bar in self._bars()]
        change = sum(rounded_to(part, places) for part in parts)
        ends = rounded_to(self.value or 0.0, places) - rounded_to(self.base_value or 0.0, places)
        return change == rounded_to(moved.change, places) == ends


def _comes(number: str) -> str:
    return "comes" if number.partition(" ")[0] == "1" else "come"
