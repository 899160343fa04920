"""The sentences about one KPI: its panel's claim, and its value against its target.

Verbs stand in the past tense, which suits "Calls abandoned" and "Trust
score" alike.
"""

from cxscore.model.kpi import Polarity
from cxscore.model.scorecard import Capability, ScoredKpi, Status, Variation
from cxscore.rendering.numbers import EQUAL_WITHIN
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import sentences
from cxscore.rendering.words.shown import Shown, target_noun

MOVED = {
    Variation.IMPROVING: "really improved",
    Variation.WORSENING: "really worsened",
    Variation.UP: "really rose",
    Variation.DOWN: "really fell",
    Variation.STEADY: "held steady",
}
_GOOD = (Variation.IMPROVING, Variation.STEADY)


def claim(scored: ScoredKpi, period: str) -> str:
    """Return the title of a KPI's panel: what moved, and where it stands in *period*."""
    name = scored.kpi.name
    if scored.status is Status.NO_DATA:
        return f"{name}: no data for {period}"
    if scored.base_too_small:
        return f"{name}: too small a base to be judged"
    moved = _moved(scored)
    met = reached(scored)
    if moved is None:
        return f"{name} {met}" if met else f"{name}: no target, and no signal possible"
    if not met:
        return f"{name} {moved}"
    return f"{name} {moved} {_joint(scored)} {met}{_outlook(scored)}"


def _moved(scored: ScoredKpi) -> str | None:
    """Return what the values did; a trend that no point of the chart shows is no standstill."""
    if scored.signal.variation is Variation.STEADY and judgements.is_trending(scored):
        assert scored.trend is not None
        return "crept up" if scored.trend.slope_per_year > 0 else "crept down"
    return MOVED.get(scored.signal.variation)


def reached(scored: ScoredKpi) -> str:
    """Return ``met the target`` and its like; empty where there is none to meet."""
    noun = target_noun(scored.kpi.polarity)
    ranged = scored.kpi.polarity is Polarity.IN_RANGE
    match scored.status:
        case Status.ON_TARGET:
            return f"stayed within the {noun}" if ranged else f"met the {noun}"
        case Status.AT_RISK:
            return f"narrowly missed the {noun}"
        case Status.OFF_TARGET:
            return f"missed the {noun}"
        case _:
            return ""


def kpi_sentence(scored: ScoredKpi, shown: Shown, signal_sentence: str, period: str) -> str:
    """Return the value against its target, and what the control chart says of it."""
    name = scored.kpi.name
    if scored.value is None:
        return sentences(f"{name}: no data for {period}")
    stood = f"{name} stood at {shown.value(scored.value)} in {period}"
    if scored.base_too_small:
        small = judgements.small_base(scored)
        why = f"of {small}" if scored.n is None else f"the base is too small ({small})"
        return sentences(f"{stood}: not judged, because {why}")
    if scored.status is Status.NO_TARGET:
        return sentences(f"{stood}; no target applies", signal_sentence)
    return sentences(f"{stood}, {against(scored, shown)}", signal_sentence)


def against(scored: ScoredKpi, shown: Shown) -> str:
    """Return ``6.8 points below the target of 90.0%: off target``."""
    assert scored.gap is not None
    word = judgements.STATUS[scored.status].lower()
    noun = target_noun(scored.kpi.polarity)
    target = f"{noun} of {shown.bare_target(scored.target)}"
    if abs(scored.gap) <= EQUAL_WITHIN:
        place = "within" if scored.kpi.polarity is Polarity.IN_RANGE else "level with"
        return f"{place} the {target}: {word}"
    side = "above" if scored.gap > 0 else "below"
    return f"{shown.step(scored.gap)} {side} the {target}: {word}"


def _joint(scored: ScoredKpi) -> str:
    """Return "and" where movement and status say the same, else "but"."""
    good = scored.signal.variation in _GOOD
    if scored.signal.variation in (Variation.UP, Variation.DOWN, Variation.STEADY):
        return "and"
    return "and" if good == (scored.status is Status.ON_TARGET) else "but"


def _outlook(scored: ScoredKpi) -> str:
    """Return what follows for a steady process; a moving one says nothing of tomorrow."""
    if scored.signal.variation is not Variation.STEADY or judgements.is_trending(scored):
        return ""
    on_target = scored.status is Status.ON_TARGET
    match scored.signal.capability:
        case Capability.HITS if on_target:
            return f", as expected every {periods.noun(scored.grain)}"
        case Capability.HIT_AND_MISS if on_target:
            return ", though not reliably"
        case Capability.MISSES if not on_target:
            return ", and will until something changes"
        case Capability.HIT_AND_MISS:
            return "; nothing really changed"
        case _:
            return ""
