"""Ids that name something else on the page: people, groups, moments, datasets, KPIs."""

from collections.abc import Iterator, Mapping

from cxscore.definition.findings import Findings
from cxscore.definition.formula_rules import check_periods
from cxscore.documents import Where
from cxscore.model.definition import Definition
from cxscore.model.formula import FormulaError, names_used
from cxscore.model.kpi import Kpi
from cxscore.model.measures import Formula, Ratio
from cxscore.nearest import suggest_id


def check_references(definition: Definition, findings: Findings, *, has_calendar: bool) -> None:
    """Note what names something that is not there, stands twice, or goes in a circle.

    Periods are not looked at where the calendar itself is faulty.
    """
    _check_people(definition, findings)
    _check_twice(definition, findings)
    groups = {group.id: group.name for group in definition.groups}
    journey = {stage.id: stage.name for stage in definition.journey}
    journey.update({m.id: m.name for stage in definition.journey for m in stage.moments})
    datasets = _ids(findings, "datasets")
    for kpi in definition.kpis:
        here = ("kpis", kpi.id)
        if kpi.group and (groups or not findings.wrote("groups")):
            _check((*here, "group"), kpi.group, groups, "CX121", "group", findings)
        if kpi.journey and (journey or not findings.wrote("journey")):
            where = (*here, "journey")
            _check(where, kpi.journey, journey, "CX122", "stage or moment", findings)
        # That of the customers is looked at where they name it.
        own = kpi.measure.ledger is None or findings.wrote(*here, "dataset") is not None
        for below, name in datasets_of(kpi):
            if datasets and own:
                _check((*here, *below), name, datasets, "CX123", "dataset", findings)
            if name not in definition.datasets:
                findings.broken.add(kpi.id)
    _check_journey(definition, findings)
    _check_drivers(definition, findings)
    _check_former(definition, findings)
    uses = _check_formulas(definition, findings)
    if has_calendar:
        _check_periods(uses, definition, findings)
    _check_circles(uses, findings)
    _spread(uses, {kpi.id for kpi in definition.kpis}, findings)


def datasets_of(kpi: Kpi) -> Iterator[tuple[Where, str]]:
    """Yield the datasets that *kpi* names, with the place below the KPI."""
    if kpi.dataset:
        yield ("dataset",), kpi.dataset
    if isinstance(kpi.measure, Ratio):
        for side in ("numerator", "denominator"):
            name = getattr(kpi.measure, side).dataset
            if name:
                yield ("measure", "ratio", side, "dataset"), name


def _check_journey(definition: Definition, findings: Findings) -> None:
    """Note lenses that no KPI is cut by; moments without a KPI, where the journey is looked at."""
    lenses = definition.heading.lenses
    cut_by = {column: "" for kpi in definition.kpis for by in kpi.by for column in by}
    for at, lens in enumerate(lenses):
        if lens not in cut_by:
            where: Where = ("scorecard", "lenses")
            if isinstance(findings.wrote(*where), list):
                where = (*where, at)
            hint = suggest_id(lens, cut_by) if cut_by else "name columns under 'by' of KPIs first"
            findings.say(where, "CX157", f"no KPI is cut by '{lens}'", hint)
    stages = definition.journey
    moments = [moment for stage in stages for moment in stage.moments]
    stated = [*(stage.importance for stage in stages), *(each.importance for each in moments)]
    if not lenses and stated.count(None) == len(stated):
        return
    taken = {kpi.journey for kpi in definition.kpis}
    for i, stage in enumerate(stages):
        if not stage.moments and stage.id not in taken:
            _say_unmeasured(("journey", i), stage.name, findings)
        for j, moment in enumerate(stage.moments):
            if moment.id not in taken:
                _say_unmeasured(("journey", i, "moments", j), moment.name, findings)


def _say_unmeasured(where: Where, name: str, findings: Findings) -> None:
    text = f"no KPI says how '{name}' is for customers"
    findings.warn(where, "CX702", text, "measure it, or take it off the journey")


def _check_drivers(definition: Definition, findings: Findings) -> None:
    """Note drivers at moments that no KPI has, or that stand at two: nobody could say which."""
    known = {column: "" for kpi in definition.kpis for column in kpi.drivers}
    seen: set[str] = set()
    for i, stage in enumerate(definition.journey):
        for at, place in enumerate(stage.places):
            here: Where = ("journey", i, *(("moments", at - 1) if at else ()), "drivers")
            for j, column in enumerate(place.drivers):
                where = (*here, j) if isinstance(findings.wrote(*here), list) else here
                if column not in known:
                    hint = suggest_id(column, known) if known else "name 'drivers' of a KPI first"
                    findings.say(where, "CX734", f"no KPI has the driver '{column}'", hint)
                elif column in seen:
                    says = f"'{column}' stands at two places of the journey"
                    findings.say(where, "CX108", says)
                seen.add(column)


def _check_former(definition: Definition, findings: Findings) -> None:
    """Note former ids that another KPI has now, or had as well: whose past it is cannot be told."""
    ids, taken = _ids(findings, "kpis"), dict[str, str]()
    for kpi in definition.kpis:
        if kpi.was is None:
            continue
        where = ("kpis", kpi.id, "was")
        if kpi.was in ids:
            hint = "was names an id that is no more; leave it out where the KPI is a new one"
            findings.say(
                where, "CX606", f"'{kpi.was}' is the id of a KPI that is still there", hint
            )
        elif kpi.was in taken:
            says = f"kpis.{taken[kpi.was]} was '{kpi.was}' already"
            findings.say(where, "CX606", says, "one KPI alone carries a past on")
        taken.setdefault(kpi.was, kpi.id)


def _check_people(definition: Definition, findings: Findings) -> None:
    owners = {**_ids(findings, "owners"), **{each.id: each.name for each in definition.owners}}
    if not owners:
        return
    sponsor = definition.heading.sponsor
    if sponsor:
        _check(("scorecard", "sponsor"), sponsor, owners, "CX120", "owner", findings)
    for owner in definition.owners:
        if owner.deputy and findings.wrote("owners", owner.id) is not None:
            where = ("owners", owner.id, "deputy")
            _check(where, owner.deputy, owners, "CX120", "owner", findings)
    for kpi in definition.kpis:
        if findings.wrote("kpis", kpi.id, "owner") == kpi.owner:
            _check(("kpis", kpi.id, "owner"), kpi.owner, owners, "CX120", "owner", findings)
        for name in kpi.contributors:
            there = ("kpis", kpi.id, "contributors", name)
            _check(there, name, owners, "CX120", "owner", findings)
            if name == kpi.owner and name in owners:
                says = f"{name} owns kpis.{kpi.id}, and is named as a contributor to it as well"
                findings.warn(there, "CX117", says, "name whom else it depends on")


def _check(
    where: Where, name: str, known: Mapping[str, str], code: str, said: str, findings: Findings
) -> None:
    if name in known:
        return
    place = findings.say_at_key if where[-1] == name else findings.say
    hint = suggest_id(name, known) if known else "none is defined"
    place(where, code, f"there is no {said} '{name}'", hint)


def _ids(findings: Findings, part: str) -> dict[str, str]:
    """Return the ids under *part* with their names, whether they are sound or not."""
    found = findings.wrote(part)
    if not isinstance(found, dict):
        return {}
    return {
        key: str(value.get("name", "")) if isinstance(value, dict) else ""
        for key, value in found.items()
    }


def _check_twice(definition: Definition, findings: Findings) -> None:
    """Note ids of the journey and of groups that stand twice."""
    places: list[tuple[Where, str]] = []
    for i, stage in enumerate(definition.journey):
        places.append((("journey", i, "id"), stage.id))
        for j, moment in enumerate(stage.moments):
            places.append((("journey", i, "moments", j, "id"), moment.id))
    _say_twice(places, "the journey", findings)
    groups = [(("groups", i, "id"), group.id) for i, group in enumerate(definition.groups)]
    _say_twice([*groups], "groups", findings)


def _say_twice(places: list[tuple[Where, str]], said: str, findings: Findings) -> None:
    seen: set[str] = set()
    for where, name in places:
        if name in seen:
            findings.say(where, "CX108", f"'{name}' stands in {said} a second time")
        seen.add(name)


def _check_formulas(definition: Definition, findings: Findings) -> dict[str, tuple[str, ...]]:
    """Note faulty formulas; return the KPIs in each of the others."""
    known = _ids(findings, "kpis")
    uses: dict[str, tuple[str, ...]] = {}
    for kpi in definition.kpis:
        if not isinstance(kpi.measure, Formula):
            continue
        where = ("kpis", kpi.id, "measure", "formula")
        try:
            names = names_used(kpi.measure.expression)
        except FormulaError as error:
            findings.say(where, "CX138", f"the formula cannot be read: {error}")
            findings.broken.add(kpi.id)
            continue
        if not names:
            findings.say(where, "CX138", "the formula names no KPI")
            findings.broken.add(kpi.id)
        for name in names:
            hyphened = [other for other in known if other.startswith(f"{name}-")]
            if name not in known and hyphened:
                hint = f"put an id with '-' in quotes, as \"{hyphened[0]}\""
                findings.say(where, "CX124", f"there is no KPI '{name}'", hint)
            elif name not in known:
                _check(where, name, known, "CX124", "KPI", findings)
        uses[kpi.id] = names
    return uses


def _check_periods(
    uses: Mapping[str, tuple[str, ...]], definition: Definition, findings: Findings
) -> None:
    kpis = {kpi.id: kpi for kpi in definition.kpis}
    for formula, names in uses.items():
        parts = [kpis[name] for name in names if name in kpis and name != formula]
        check_periods(kpis[formula], parts, definition, findings)


def _check_circles(uses: Mapping[str, tuple[str, ...]], findings: Findings) -> None:
    """Note each circle once, at its first KPI."""
    told: set[str] = set()
    for start in uses:
        circle = _circle(start, uses)
        if circle and not told & set(circle):
            told |= set(circle)
            where = ("kpis", start, "measure", "formula")
            findings.say(where, "CX125", f"formulas go in a circle: {' → '.join(circle)}")
        if circle:
            findings.broken |= set(circle)


def _circle(start: str, uses: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the way from *start* back to itself; empty where there is none."""
    ways = [[start, name] for name in uses[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        if way[-1] == start:
            return way
        if way[-1] in uses and way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, name] for name in uses[way[-1]]]
    return []


def _spread(uses: Mapping[str, tuple[str, ...]], sound: set[str], findings: Findings) -> None:
    """Count formulas over KPIs that are broken or unsound as broken themselves."""
    while True:
        more = {
            kpi
            for kpi, names in uses.items()
            if kpi not in findings.broken
            and any(name in findings.broken or name not in sound for name in names)
        }
        if not more:
            return
        findings.broken |= more
