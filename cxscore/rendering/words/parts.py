"""A formula's parts in words: how each stands, and where the whole hides one."""

from collections.abc import Sequence

from cxscore.model.findings import FormulaPart
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Status, Variation
from cxscore.rendering.words import judgements
from cxscore.rendering.words.grammar import listed


def parts_sentence(scored: ScoredKpi) -> str:
    """Return the parts of a formula with their statuses; empty for other KPIs."""
    if not scored.parts:
        return ""
    missing = [part.name for part in scored.parts if part.value is None]
    if scored.value is None and missing:
        return f"No value, because {listed(missing)} {'has' if len(missing) == 1 else 'have'} none"
    told = f"Made up of {listed([_part(part) for part in scored.parts])}"
    if scored.status is Status.ON_TARGET:
        told += _hidden(scored.parts)
    return told


def _hidden(parts: Sequence[FormulaPart]) -> str:
    """Return which parts a whole on target hides, the worse kind of them."""
    for status in (Status.OFF_TARGET, Status.AT_RISK):
        names = [part.name for part in parts if part.status is status]
        if names:
            verb = "is" if len(names) == 1 else "are"
            return f"; on target although {listed(names)} {verb} not"
    return ""


def _part(part: FormulaPart) -> str:
    said = [] if part.status is Status.NO_TARGET else [judgements.STATUS[part.status].lower()]
    if part.variation in (Variation.IMPROVING, Variation.WORSENING):
        said.append(part.variation.value)
    return f"{part.name} ({', '.join(said)})" if said else part.name
