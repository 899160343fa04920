"""Whether the KPIs in a formula have values over the formula's own periods."""

from collections.abc import Iterable, Mapping

from cxscore.calendar import Grain
from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.model.choices import OverTime
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.model.measures import Formula, Value

_NOUNS: Mapping[Grain, str] = {
    Grain.WEEK: "week",
    Grain.MONTH: "month",
    Grain.QUARTER: "quarter",
    Grain.YEAR: "year",
    Grain.LISTED: "period of the calendar",
}


def check_periods(
    kpi: Kpi, parts: Iterable[Kpi], definition: Definition, findings: Findings
) -> None:
    """Note what keeps *kpi*, a formula over *parts*, from ever having a value.

    A part with longer periods is said once, as a longer ``period`` mends
    all; one with shorter periods has to be measured over the longer ones.
    """
    own = _grain(kpi, definition, findings)
    grains = [(part, _grain(part, definition, findings)) for part in parts]
    if own is None:
        return
    known = [(part, grain) for part, grain in grains if grain is not None]
    where: Where = ("kpis", kpi.id, "measure", "formula")
    said = spell(where)
    longest = max(known, key=lambda pair: pair[1].rank, default=None)
    if longest is not None and longest[1].rank > own.rank:
        part, grain = longest
        says = f"{said} needs {part.id} by the {_NOUNS[own]}, which has one value a {_NOUNS[grain]}"
        does = "make" if kpi.period is not None else "add"
        hint = f"{does} kpis.{kpi.id}.period: {grain.value}"
        findings.say(where, "CX149", says, hint)
        findings.broken.add(kpi.id)
        return
    for part, grain in known:
        if grain is not own and (why := _why_not(part, grain, own)):
            says = f"{said} needs {part.id} by the {_NOUNS[own]}, and {why[0]}"
            findings.say(where, "CX149", says, why[1])
            findings.broken.add(kpi.id)


def _grain(kpi: Kpi, definition: Definition, findings: Findings) -> Grain | None:
    """Return how long the periods of *kpi* are; None where a fault in that has been said."""
    own = definition.calendar.grain
    written = findings.wrote("kpis", kpi.id, "period")
    if kpi.period is None:
        return own if written is None else None
    return kpi.period if kpi.period.rank >= own.rank else None


def _why_not(part: Kpi, grain: Grain, own: Grain) -> tuple[str, str] | None:
    """Return why *part* has no value over the periods of *own*, and what to do; None if it has."""
    hint = f"add kpis.{part.id}.period: {own.value}"
    if grain is Grain.WEEK:
        return f"weeks do not make {_NOUNS[own]}s", hint
    if part.makes_a_year is not OverTime.NONE:
        return None
    says = f"its values by the {_NOUNS[grain]} cannot be put together"
    if part.over_time is not None:
        return says, f"change kpis.{part.id}.over_time"
    if isinstance(part.measure, Value):
        return says, f"say how with kpis.{part.id}.over_time, as sum or last"
    assert isinstance(part.measure, Formula)
    return says, hint
