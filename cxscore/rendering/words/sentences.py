"""The sentences about one KPI: its panel's claim, and its value against its target.

Verbs stand in the past tense, which suits "Calls abandoned" and "Trust
score" alike.
"""

from cxscore.model.choices import Polarity
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import SHORT_OF_TARGET, Capability, Status, Variation
from cxscore.rendering.numbers import EQUAL_WITHIN
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import sentences
from cxscore.rendering.words.shown import Shown, target_noun
from cxscore.rendering.words.track_record import record_of

MOVED = {
    Variation.IMPROVING: "improved",
    Variation.WORSENING: "worsened",
    Variation.UP: "rose",
    Variation.DOWN: "fell",
    Variation.STEADY: "held steady",
}
TOO_EARLY = "too early to tell whether it is changing"
_GOOD = (Variation.IMPROVING, Variation.STEADY)


def claim(scored: ScoredKpi, period: str) -> str:
    """Return the title of a KPI's panel: what moved, and where it stands in *period*."""
    name = scored.kpi.name
    if scored.status is Status.NO_DATA:
        return f"{name}: no data for {period}"
    if scored.base_too_small:
        return f"{name}: too small a base to judge"
    met = reached(scored)
    if judgements.too_early(scored):
        return f"{name} {met}; {TOO_EARLY}" if met else f"{name}: {TOO_EARLY}"
    did = moved(scored)
    if did is None:
        return f"{name} {met}" if met else f"{name} has no target"
    if not met:
        return f"{name} {did}"
    if _keeps_missing(scored):
        return f"{name} {did} {_joint(scored)} keeps missing the target"
    return f"{name} {did} {_joint(scored)} {met}{_outlook(scored)}"


def moved(scored: ScoredKpi) -> str | None:
    """Return what the values did; a trend that no point of the chart shows is no standstill."""
    found = scored.signal.variation
    if found is not Variation.STEADY or not judgements.is_trending(scored):
        return MOVED.get(found)
    assert scored.trend is not None
    if judgements.creeps_wrong(scored):
        return "crept the wrong way"
    return "crept up" if scored.trend.slope_per_year > 0 else "crept down"


def reached(scored: ScoredKpi, of: str = "") -> str:
    """Return ``met the target`` and its like; empty where there is none to meet.

    *of* is the target as written, where it is to be named: ``met the target of 80%``.
    """
    noun = target_noun(scored.kpi.polarity) + (f" of {of}" if of else "")
    ranged = scored.kpi.polarity is Polarity.IN_RANGE
    match scored.status:
        case Status.ON_TARGET:
            return f"stayed within the {noun}" if ranged else f"met the {noun}"
        case Status.AT_RISK:
            return f"missed the {noun}, within its margin"
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
        return sentences(f"{stood}; it has no target", signal_sentence)
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
    on_target = scored.status is Status.ON_TARGET
    if judgements.is_trending(scored) and scored.signal.variation is Variation.STEADY:
        if scored.kpi.polarity not in (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER):
            return "and"
        return "and" if on_target is not judgements.creeps_wrong(scored) else "but"
    good = scored.signal.variation in _GOOD
    if scored.signal.variation in (Variation.UP, Variation.DOWN, Variation.STEADY):
        return "and"
    return "and" if good == on_target else "but"


def _settled(scored: ScoredKpi) -> bool:
    """Return whether a process is steady, so that its past tells something of tomorrow."""
    return scored.signal.variation is Variation.STEADY and not judgements.is_trending(scored)


def _keeps_missing(scored: ScoredKpi) -> bool:
    """Return whether a steady process misses its target, and has before."""
    record = record_of(scored)
    misses = judgements.judged_capability(scored) is Capability.MISSES
    short = scored.status in SHORT_OF_TARGET
    missed = record is not None and record.missed == record.of
    return _settled(scored) and misses and short and missed


def _outlook(scored: ScoredKpi) -> str:
    """Return what the past of a steady process adds; of a moving one it tells nothing."""
    found, record = judgements.judged_capability(scored), record_of(scored)
    if not _settled(scored) or found is None:
        return ""
    on_target = scored.status is Status.ON_TARGET
    if found is Capability.HITS and on_target:
        return f", as it should every {periods.noun(scored.grain)}"
    if found is Capability.MISSES and not on_target:
        return ", which its limits do not reach"
    if record is None or found is not Capability.HIT_AND_MISS:
        return ""
    return f", as {record.among(record.met if on_target else record.missed)}"
