"""What a control chart says, in a line: for paper, whose picture and verdicts say the rest."""

from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Variation
from cxscore.rendering.words import judgements
from cxscore.rendering.words.grammar import sentence
from cxscore.rendering.words.period_names import name_of
from cxscore.rendering.words.track_record import record_since

VERB = {
    Variation.IMPROVING: "improved",
    Variation.WORSENING: "worsened",
    Variation.UP: "risen",
    Variation.DOWN: "fallen",
}


def chart_brief(scored: ScoredKpi, whole: str) -> str:
    """Return since when a KPI has changed, and how often it has met its target since.

    It is empty where the variation is ordinary, or where the latest period is the first that
    stands out: the panel's title says so. *whole* is what the chart says in full: that stays
    where nothing can be told, and where the level of a run chart has moved.
    """
    signal = scored.signal
    verb = VERB.get(signal.variation)
    ordinary = signal.variation is Variation.STEADY and not judgements.drifts(signal)
    if judgements.too_early(scored) or (verb is None and not ordinary):
        return whole
    since = signal.since
    at_hand = scored.period is not None and since == scored.period.id
    if verb is None or since is None or at_hand:
        return ""
    return sentence(f"It has {verb} since {name_of(scored, since)}{_met(scored, since)}")


def _met(scored: ScoredKpi, since: str) -> str:
    """Return how often the target was met since its limits were left; empty where none is."""
    left = scored.signal.limits_left_since
    if left is None or scored.signal.capability is None:
        return ""
    record = record_since(scored, left)
    again = "" if left == since else f" {name_of(scored, left)}"
    return f"; target {record.mostly}{again}" if record is not None else ""
