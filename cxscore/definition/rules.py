"""What makes sense together in a KPI and on the page."""

from cxscore.calendar import Grain
from cxscore.definition.benchmark_rules import check_benchmark
from cxscore.definition.chart_rules import check_chart
from cxscore.definition.connection_rules import check_connections
from cxscore.definition.dataset_rules import check_dataset, undated_datasets
from cxscore.definition.driver_rules import check_drivers
from cxscore.definition.faults import is_said, missing_key
from cxscore.definition.findings import Findings
from cxscore.definition.measure_rules import check_measure
from cxscore.definition.references import datasets_of
from cxscore.definition.scale_rules import check_scales
from cxscore.definition.table_rules import check_tables
from cxscore.definition.target_rules import check_target, check_times
from cxscore.documents import Where, spell
from cxscore.model.choices import OverTime
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi, TargetColumn
from cxscore.model.measures import Count, Formula, Ledger, Ratio, Share, Sum, Value


def check_rules(definition: Definition, findings: Findings, *, has_calendar: bool) -> None:
    """Note what does not go together.

    Periods are not looked at where the calendar itself is faulty.
    """
    check_connections(findings)
    check_tables(definition, findings)
    for dataset in definition.datasets.values():
        check_dataset(dataset, findings)
    calendar = definition.calendar if has_calendar else None
    for kpi in definition.kpis:
        if kpi.id not in findings.guessed:
            check_measure(kpi, findings)
            check_scales(kpi, definition, findings)
            _check_dataset(kpi, definition, findings)
            _check_sense(kpi, findings)
            check_chart(kpi, findings)
            check_drivers(kpi, findings)
        check_target(kpi, calendar, findings)
        if calendar is not None and _period_fits(kpi, definition, findings):
            check_times(kpi, definition, findings)
            check_benchmark(kpi, definition, findings)
            _check_season(kpi, definition, findings)
        if kpi.unit == "currency" and findings.wrote("currency") is None:
            says = f"{spell(('kpis', kpi.id, 'unit'))} is currency, and none is named"
            hint = "add a key at the top, as currency: GBP"
            findings.say(("kpis", kpi.id, "unit"), "CX104", says, hint)
    _check_dates(definition, findings)
    years = ("calendar", "fiscal_year_starts")
    without_months = has_calendar and definition.calendar.grain in (Grain.WEEK, Grain.LISTED)
    if without_months and definition.calendar.first_month > 1:
        findings.warn(years, "CX117", f"{spell(years)} has no effect on these periods")


def _check_dataset(kpi: Kpi, definition: Definition, findings: Findings) -> None:
    """Note a dataset that is missing."""
    match kpi.measure:
        case Formula() | Ledger():
            return
        case Ratio(numerator=over, denominator=under) if over.dataset and under.dataset:
            return
    if kpi.measure.theme is not None:
        return
    where: Where = ("kpis", kpi.id, "dataset")
    if where not in findings.document.values and not is_said(where, findings.document):
        hint = f"add one of: {', '.join(definition.datasets)}" if definition.datasets else ""
        findings.problems.append(missing_key(where, findings.document, hint))
    if kpi.dataset is None:
        findings.broken.add(kpi.id)


def _check_sense(kpi: Kpi, findings: Findings) -> None:
    """Note options that mean nothing for the measure of *kpi*."""
    formula, value = isinstance(kpi.measure, Formula), isinstance(kpi.measure, Value)
    senseless = {
        "dataset": formula and kpi.dataset is not None,
        "date": formula and kpi.date is not None,
        "where": formula and kpi.where is not None,
        "by": formula and bool(kpi.by),
        "target": formula and isinstance(kpi.target, TargetColumn),
        "gap_between": formula and kpi.gap_between is not None,
    }
    for key, wrong in senseless.items():
        if wrong:
            where = ("kpis", kpi.id, key)
            says = f"{spell(where)} means nothing for a formula, which has no rows"
            findings.say_at_key(where, "CX116", says, "remove it")
    if kpi.gap_between is not None and kpi.by:
        says = f"{spell(('kpis', kpi.id, 'by'))} means nothing for a gap, which is one number"
        findings.say_at_key(("kpis", kpi.id, "by"), "CX116", says, "remove it")
    unpoolable = formula or (value and kpi.over_time is None)
    if kpi.window > 1 and unpoolable:
        says = f"{spell(('kpis', kpi.id, 'window'))} pools periods, which this measure cannot"
        findings.say_at_key(("kpis", kpi.id, "window"), "CX116", says)
    idle = {
        "per_day": (
            kpi.per_day and not isinstance(kpi.measure, Sum | Count),
            "it is for sum and count",
        ),
        "population": (
            kpi.population is not None and not kpi.asks_a_sample,
            "the measure asks no sample",
        ),
        "approximate": (
            kpi.approximate and not kpi.is_holistic,
            "it is for percentiles and distinct counts",
        ),
    }
    for key, (wrong, why) in idle.items():
        if wrong:
            where = ("kpis", kpi.id, key)
            findings.warn(where, "CX117", f"{spell(where)} has no effect; {why}")
    _check_suppression(kpi, findings)
    if (kpi.over_time is OverTime.POOL and (formula or value)) or (
        kpi.over_time is OverTime.FIRST_DENOMINATOR and not isinstance(kpi.measure, Ratio | Share)
    ):
        says = f"{spell(('kpis', kpi.id, 'over_time'))} cannot be '{kpi.over_time.value}' here"
        findings.say(("kpis", kpi.id, "over_time"), "CX116", says)
    for i, columns in enumerate(kpi.by):
        if columns in kpi.by[:i]:
            says = f"'{' × '.join(columns)}' stands in 'by' a second time"
            findings.say(("kpis", kpi.id, "by", i), "CX108", says)


def _check_suppression(kpi: Kpi, findings: Findings) -> None:
    """Note where nothing is withheld although the definition says so."""
    there = {"minimum_base": kpi.minimum_base > 0, "by": bool(kpi.by)}
    lacking = [f"'{key}'" for key, has in there.items() if not has]
    where = ("kpis", kpi.id, "suppress")
    if kpi.suppress and lacking:
        says = f"{spell(where)} has no effect without {' and '.join(lacking)}"
        findings.warn(where, "CX117", says, f"add {' and '.join(lacking)}, or remove it")
    elif kpi.suppress and isinstance(kpi.measure, Value):
        says = f"{spell(where)} has no effect: nobody told the base of a given value"
        findings.warn(where, "CX117", says)
    if kpi.suppress and (ring := _ring(kpi)):
        says = f"{spell(where)} cannot keep crossings in a ring from telling small segments"
        hint = f"leave one of them out: {', '.join(ring)}"
        findings.say(("kpis", kpi.id, "by"), "CX116", says, hint)


def _ring(kpi: Kpi) -> list[str]:
    """Return the crossings of *kpi* where they lead from a column back to it; none elsewhere.

    Three tables such as a × b, b × c and a × c tell cells of a × b × c that
    no sum within one of them shows.
    """
    crossings = [by for by in kpi.by if len(by) == 2]
    reached: dict[str, set[str]] = {}
    for one, other in crossings:
        here = reached.get(one, {one})
        if other in here:
            return [" × ".join(crossing) for crossing in crossings]
        both = here | reached.get(other, {other})
        reached |= dict.fromkeys(both, both)
    return []


def _check_season(kpi: Kpi, definition: Definition, findings: Findings) -> None:
    """Note that a season is to be taken out of what has none."""
    if kpi.seasonal and definition.period_length(kpi).grain is Grain.YEAR:
        where = ("kpis", kpi.id, "seasonal")
        says = f"{spell(where)} has no effect on periods of a year, which have no season"
        findings.warn(where, "CX117", says)


def _period_fits(kpi: Kpi, definition: Definition, findings: Findings) -> bool:
    """Return whether the KPI's periods are no finer than the calendar's; note it if not."""
    own = definition.calendar.grain
    if kpi.period is None or kpi.period is own:
        return True
    listed = own is Grain.LISTED
    quarters = kpi.period is Grain.QUARTER and definition.calendar.has_quarters
    if kpi.period.rank > own.rank and (not listed or kpi.period is Grain.YEAR or quarters):
        return True
    where = ("kpis", kpi.id, "period")
    says = f"{spell(where)} is {kpi.period.value}; the calendar's is {own.value}"
    hint = "a KPI's must be longer"
    if listed:
        hint = (
            "years can be made of listed periods; for quarters add a column 'quarter' to the file"
        )
    findings.say(where, "CX142", says, hint)
    findings.broken.add(kpi.id)
    return False


def _check_dates(definition: Definition, findings: Findings) -> None:
    """Note datasets without a date that a KPI needs."""
    undated = undated_datasets(definition, findings)
    for kpi in definition.kpis:
        for _, name in datasets_of(kpi):
            if name in undated and not (kpi.date and name == kpi.dataset):
                findings.broken.add(kpi.id)
                where: Where = ("datasets", name, "date")
                hint = "name the column that holds it"
                problem = missing_key(where, findings.document, hint)
                if problem not in findings.problems and not is_said(where, findings.document):
                    findings.problems.append(problem)
