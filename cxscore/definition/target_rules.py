"""Targets, breaks and ignored periods: forms that fit, in order, on the calendar."""

from datetime import date

from cxscore.calendar import Calendar
from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.model.choices import Polarity
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi, TargetColumn, TargetsBySegment, TargetStep


def check_target(kpi: Kpi, calendar: Calendar | None, findings: Findings) -> None:
    """Note what is wrong with the target of *kpi*."""
    here: Where = ("kpis", kpi.id, "target")
    if kpi.target is None:
        where = ("kpis", kpi.id, "at_risk_within")
        if kpi.at_risk_within > 0 and findings.wrote(*here) is None:
            findings.warn(where, "CX117", f"{spell(where)} has no effect without a target")
        return
    if kpi.polarity is Polarity.NEUTRAL and findings.wrote("kpis", kpi.id, "polarity"):
        says = f"{spell(here)} gives no status: the KPI is neutral"
        findings.warn(here, "CX117", says, "give it another polarity, or remove the target")
    if isinstance(kpi.target, TargetColumn):
        if kpi.polarity is Polarity.IN_RANGE:
            says = f"{spell(here)} is one value, and the KPI is to stay in a range"
            findings.say(here, "CX140", says, "give low and high")
        return
    if isinstance(kpi.target, TargetsBySegment):
        _check_segments(kpi, kpi.target, here, findings)
        for name, steps in kpi.target.all.items():
            _check_steps(kpi, steps, (*here, name), calendar, findings)
    else:
        _check_steps(kpi, kpi.target, here, calendar, findings)


def _check_steps(
    kpi: Kpi,
    steps: tuple[TargetStep, ...],
    here: Where,
    calendar: Calendar | None,
    findings: Findings,
) -> None:
    for i, step in enumerate(steps):
        _check_step(kpi, step, (*here, i), findings)
    written = findings.wrote(*here)
    from_file = isinstance(written, dict) and "file" in written
    if calendar is not None and not from_file:
        _check_order(steps, here, calendar, findings)


def _check_segments(kpi: Kpi, target: TargetsBySegment, here: Where, findings: Findings) -> None:
    """Note targets by a column that the KPI is not cut by, and those of no segment."""
    if (target.by,) not in kpi.by:
        alone = [by[0] for by in kpi.by if len(by) == 1]
        says = f"{spell((*here, 'by'))} is '{target.by}', and the KPI is not cut by it"
        hint = f"add it to 'by' of kpis.{kpi.id}"
        hint += f", or name one of: {', '.join(alone)}" if alone else f", as by: [{target.by}]"
        findings.say((*here, "by"), "CX152", says, hint)
    elif not target.named and target.rest is None:
        says = f"{spell(here)} has a target of no segment"
        findings.say(here, "CX152", says, "name one as North: 90, or give the rest")


def _check_step(kpi: Kpi, step: TargetStep, here: Where, findings: Findings) -> None:
    said = spell(findings.document.locate(here))
    ranged = step.low is not None or step.high is not None
    if step.value is None and not ranged:
        findings.say(here, "CX140", f"{said} has neither a value nor a range")
    elif step.value is not None and ranged:
        findings.say(here, "CX140", f"{said} has a value and a range", "keep one of them")
    elif step.low is not None and step.high is not None and step.low >= step.high:
        says = f"{said}.low is {step.low:g}, not below high, which is {step.high:g}"
        findings.say((*here, "low"), "CX140", says)
    elif kpi.polarity is Polarity.IN_RANGE and not ranged:
        hint = "give low and high"
        findings.say(here, "CX140", f"{said} is one value, and the KPI is to stay in a range", hint)
    elif kpi.polarity in (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER) and ranged:
        hint = "give a value, or make the polarity in_range"
        says = f"{said} is a range, and the KPI is {kpi.polarity.value}"
        findings.say(here, "CX140", says, hint)


def _check_order(
    steps: tuple[TargetStep, ...], here: Where, calendar: Calendar, findings: Findings
) -> None:
    last: date | None = None
    for i, step in enumerate(steps):
        where = (*here, i, "from")
        if step.start is None:
            if len(steps) > 1 and i > 0:
                says = f"{spell((*here, i))} has no 'from'"
                findings.say((*here, i), "CX140", says, "say from when it is in force")
            continue
        span = calendar.span(step.start)
        if span is None:
            say_no_period(where, step.start, calendar, findings)
        elif last is not None and span[0] <= last:
            says = f"{step.start} does not come after the target before it"
            findings.say(where, "CX140", says, "put targets in order of time")
        else:
            last = span[0]


def check_times(kpi: Kpi, definition: Definition, findings: Findings) -> None:
    """Note breaks, baselines, and ignored periods that are not on the calendar."""
    here: Where = ("kpis", kpi.id)
    calendar = definition.period_length(kpi)
    for i, pause in enumerate(kpi.breaks):
        if definition.calendar.span(pause.start) is None:
            say_no_period((*here, "breaks", i, "from"), pause.start, calendar, findings)
    for i, ignored in enumerate(kpi.ignore):
        if definition.calendar.span(ignored.period) is None:
            say_no_period((*here, "ignore", i, "period"), ignored.period, calendar, findings)
    _check_baseline(kpi, definition, findings)
    _check_twice([pause.start for pause in kpi.breaks], (*here, "breaks"), "from", findings)
    _check_twice([gone.period for gone in kpi.ignore], (*here, "ignore"), "period", findings)


def _check_baseline(kpi: Kpi, definition: Definition, findings: Findings) -> None:
    """Note a baseline that is no stretch of whole periods within one process."""
    if kpi.baseline is None:
        return
    here: Where = ("kpis", kpi.id, "baseline")
    calendar, ends = definition.period_length(kpi), []
    for key, text in (("from", kpi.baseline.start), ("to", kpi.baseline.end)):
        span = definition.days_of(kpi, text)
        if span is None:
            say_no_period((*here, key), text, calendar, findings)
        else:
            ends.append(span)
    if len(ends) < 2:
        return
    periods = definition.baseline_of(kpi)
    if ends[1][1] < ends[0][0]:
        says = f"{spell(here)} ends at {kpi.baseline.end}, before it begins"
        findings.say((*here, "to"), "CX154", says)
    elif not periods:
        findings.say(here, "CX154", f"{spell(here)} holds no whole period of the KPI")
    for pause in kpi.breaks if periods else ():
        span = definition.days_of(kpi, pause.start)
        if span is not None and periods[0].end < span[0] <= periods[-1].end:
            says = f"{spell(here)} runs across the break at {pause.start}"
            hint = "limits start again there: end it before, or begin it with the break"
            findings.say(here, "CX154", says, hint)


def _check_twice(names: list[str], here: Where, key: str, findings: Findings) -> None:
    for i, name in enumerate(names):
        if name in names[:i]:
            says = f"'{name}' stands in {spell(here)} a second time"
            findings.say((*here, i, key), "CX108", says)


def say_no_period(where: Where, text: str, calendar: Calendar, findings: Findings) -> None:
    """Note that *text* is no period, with one that is."""
    if calendar.listed:
        hint = f"its periods run from {calendar.listed[0].id} to {calendar.listed[-1].id}"
    else:
        example = calendar.period_of(date(2026, 4, 15))
        assert example is not None
        hint = f"write it like {example.id}"
    findings.say(where, "CX141", f"'{text}' is not a period of this calendar", hint)
