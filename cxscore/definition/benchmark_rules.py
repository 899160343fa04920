"""The benchmark of a KPI: on the calendar, within what there can be, of a segment that there is."""

from cxscore.calendar import Calendar
from cxscore.definition.findings import Findings
from cxscore.definition.target_rules import say_no_period
from cxscore.documents import Where, spell
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.nearest import suggestion


def check_benchmark(kpi: Kpi, definition: Definition, findings: Findings) -> None:
    """Note what is wrong with the benchmark of *kpi*, if it has one."""
    quoted, here = kpi.benchmark, ("kpis", kpi.id, "benchmark")
    if quoted is None:
        return
    calendar: Calendar = definition.calendar
    if quoted.date is not None and calendar.span(quoted.date) is None:
        say_no_period((*here, "date"), quoted.date, definition.period_length(kpi), findings)
    edges = kpi.statistic.edges if kpi.gap_between is None else None
    if edges is not None and not edges[0] <= quoted.value <= edges[1]:
        says = f"{spell((*here, 'value'))} is {quoted.value:g}"
        says += f", and the KPI goes from {edges[0]:g} to {edges[1]:g}"
        findings.say((*here, "value"), "CX733", says, "write it in the KPI's unit")
    if quoted.segment is not None:
        _check_segment(kpi, quoted.segment, (*here, "segment"), findings)


def _check_segment(kpi: Kpi, text: str, where: Where, findings: Findings) -> None:
    column, _, value = (part.strip() for part in text.partition("="))
    known = [by[0] for by in kpi.dimension_sets if len(by) == 1]
    if not (column and value):
        says = f"{spell(where)} is '{text}', not a column and its value"
        findings.say(where, "CX313", says, "write it as region=North")
    elif column not in known:
        says = f"{spell(where)}: '{kpi.id}' has no segments by '{column}'"
        findings.say(where, "CX313", says, suggestion(column, known, "its by names"))
