"""Verdicts as the page shows them: a word, its explanation, and the colour and icon."""

from cxscore.frozen import frozen
from cxscore.model.effects import Outcome
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Capability, Status, Timeliness, Variation
from cxscore.rendering.words import judgements
from cxscore.rendering.words.judgements import Word

STATUS_CSS = {
    Status.ON_TARGET: "on",
    Status.AT_RISK: "watch",
    Status.OFF_TARGET: "off",
    Status.NO_TARGET: "none",
    Status.NO_DATA: "nodata",
}
VARIATION_CSS = {
    Variation.IMPROVING: "up",
    Variation.STEADY: "flat",
    Variation.WORSENING: "down",
    Variation.UP: "high",
    Variation.DOWN: "low",
    Variation.NO_SIGNAL_POSSIBLE: "none",
}
CAPABILITY_CSS = {
    Capability.HITS: "hit",
    Capability.HIT_AND_MISS: "mixed",
    Capability.MISSES: "miss",
}
TIMELINESS_CSS = {
    Timeliness.ON_TRACK: "on",
    Timeliness.SLIPPING: "watch",
    Timeliness.OVERDUE: "off",
    Timeliness.DONE: "none",
    Timeliness.CANCELLED: "none",
    Timeliness.DEFERRED: "none",
    Timeliness.REFUSED: "none",
}

OUTCOME_CSS = {
    Outcome.WORKED: "on",
    Outcome.WORKED_IN_PART: "watch",
    Outcome.DID_NOT_LAST: "off",
    Outcome.WORSE_SINCE: "off",
    Outcome.NO_EFFECT_SEEN: "none",
    Outcome.TOO_EARLY: "nodata",
    Outcome.CANNOT_TELL: "nodata",
}


@frozen
class Judgement:
    """A verdict: its word, its explanation, and ``css``, which names its colour and icon.

    ``css`` is one of ``on watch off none nodata`` (status and actions),
    ``up down flat high low none`` (direction), ``hit mixed miss none``
    (capability).
    """

    css: str
    short: str
    long: str


HOT = Judgement("off", "Hot spot", "Hot spot: off target, and it will not come back by itself")


def judgement(css: str, word: Word) -> Judgement:
    """Return a verdict in the words of *word*."""
    return Judgement(css, word.short, word.long)


def status_of(kpi: ScoredKpi, word: Word) -> Judgement:
    """Return where the KPI stands against its target."""
    return judgement(STATUS_CSS[kpi.status], word)


def variation_of(kpi: ScoredKpi, word: Word) -> Judgement:
    """Return whether it is changing by more than chance."""
    early = judgements.too_early(kpi)
    return judgement("none" if early else VARIATION_CSS[kpi.signal.variation], word)


def capability_of(kpi: ScoredKpi, word: Word) -> Judgement:
    """Return whether it meets its target as things are."""
    capability = judgements.judged_capability(kpi)
    return judgement(CAPABILITY_CSS[capability] if capability else "none", word)
