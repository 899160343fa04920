"""Status, variation and capability of a KPI in words, short and long."""

from cxscore.model.choices import ChartKind
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Capability, Variation
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import capital, sentence
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.track_record import record_since


def status(scored: ScoredKpi) -> Word:
    """Return the status; too small a base is said instead of "No target"."""
    if scored.base_too_small:
        return Word("Small base", f"Not judged: {judgements.small_base(scored)}")
    return judgements.status_word(scored.status)


def variation(scored: ScoredKpi) -> Word:
    """Return what the control chart says of the latest value."""
    found = scored.signal.variation
    if judgements.too_early(scored):
        return Word("Too early", f"Too early to tell: {judgements.few(scored)}")
    if found is Variation.NO_SIGNAL_POSSIBLE:
        return Word("Cannot tell", f"Change cannot be judged: {judgements.no_signal(scored)}")
    every = periods.noun(scored.grain)
    steady = f"Steady: ordinary {every}-to-{every} variation"
    if judgements.drifts(scored.signal):
        steady = f"Steady: the latest {every} is in no long run"
    if judgements.is_trending(scored):
        steady = f"Steady from {every} to {every}; over the years it moves"
    word = judgements.VARIATION.get(found) or Word("Steady", steady)
    if scored.signal.trial:
        trial = "provisional median" if scored.signal.chart is ChartKind.RUN else "trial limits"
        return Word(word.short, f"{word.long} ({trial})")
    return word


def capability(scored: ScoredKpi) -> Word:
    """Return whether the process meets the target; empty where that is not known."""
    every, found = periods.noun(scored.grain), scored.signal.capability
    if found is None:
        return Word("", "")
    if judgements.judged_capability(scored) is None:
        return Word(judgements.NOT_JUDGED, f"{judgements.NOT_JUDGED}: {_why_not_judged(scored)}")
    if scored.signal.variation in judgements.VARIATION or judgements.is_trending(scored):
        # A process that is changing has left its limits behind.
        word = judgements.CAPABILITY[found]
        return Word(word, f"{word}: by its limits so far")
    match found:
        case Capability.HITS:
            return Word("Hits target", f"Hits target: expected to meet it every {every}")
        case Capability.HIT_AND_MISS:
            return Word("Hit and miss", "Hit and miss: the target lies within its limits")
        case Capability.MISSES:
            return Word("Misses target", "Misses target: will miss it without a change")


def since_change(scored: ScoredKpi) -> str:
    """Return ``Target missed in all 9 months since October 2025.``; empty where nothing changed."""
    since = scored.signal.limits_left_since
    if scored.signal.capability is None or since is None:
        return ""
    subject = "it has " if record_since(scored, since) is None else ""
    return sentence(capital(f"{subject}{_why_not_judged(scored)}"))


def _why_not_judged(scored: ScoredKpi) -> str:
    since = scored.signal.limits_left_since
    if since is None:
        return f"too early to tell, {judgements.few(scored)}"
    record = record_since(scored, since)
    began = next((periods.name(p.period) for p in scored.series if p.period.id == since), since)
    return f"changed since {began}" if record is None else f"target {record.mostly} {began}"
