"""What the chart of an explained number says, and what it is compared with."""

from collections.abc import Iterator

from cxscore.model.scorecard import Point, ScoredKpi
from cxscore.model.verdicts import Rule
from cxscore.rendering.words import charts, judgements, periods
from cxscore.rendering.words.comparing import ComparisonSaid
from cxscore.rendering.words.grammar import listed, sentence
from cxscore.rendering.words.kpi import KpiSaid

TOLD_ONE_BY_ONE = 12
"""Periods that met a rule of a chart; of more the first and the last are named."""


def limits_told(scored: ScoredKpi, said: KpiSaid) -> Iterator[str]:
    """Yield the limits of the chart, where they come from, and what it says."""
    signal = scored.signal
    if signal.limits is None and signal.median is None:
        yield sentence(f"None: {judgements.no_signal(scored)}")
        return
    if signal.limits is not None:
        yield sentence(f"{said.lower} to {said.upper}, {said.centre.lower()} {said.mean}")
    else:
        yield sentence(f"{said.centre} {said.mean}")
    source = signal.source
    span = "" if source is None else f": {periods.span(*source)}"
    yield sentence(f"From {said.baseline}{span}")
    if (stretch := charts.from_baseline(signal)) != "":
        yield sentence(stretch)
    if (instead := charts.fallback(scored)) != "":
        yield sentence(instead)
    for mark in said.marks:
        if mark.kind != "event":
            yield sentence(mark.text)
    yield sentence(said.variation.long)
    if said.capability.long:
        yield sentence(said.capability.long)


def rules_told(scored: ScoredKpi) -> Iterator[str]:
    """Yield each rule with the periods whose points meet it."""
    met: dict[Rule, list[Point]] = {}
    for point in scored.series:
        if judgements.is_signal(point):
            for rule in point.rules:
                met.setdefault(rule, []).append(point)
    for rule, points in met.items():
        ids = [point.period.id for point in points]
        told = listed(ids)
        if len(ids) > TOLD_ONE_BY_ONE:
            told = f"{len(ids)} periods, {ids[0]} to {ids[-1]}"
        yield sentence(f"{charts.BRIEF[rule]} ({charts.rule(rule, scored.signal)}): {told}")


def compared_told(said: ComparisonSaid) -> str:
    """Return one comparison in a sentence."""
    if said.withheld:
        return sentence(f"{said.label}: {said.verdict}")
    base = f"{said.value} against {said.base}" + (f" ({said.against})" if said.against else "")
    facts = [base, said.change, said.verdict]
    if said.interval:
        facts.append(f"interval of the change {said.interval}")
    return sentence(f"{said.label}: {', '.join(fact for fact in facts if fact)}")
