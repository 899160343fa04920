"""Which KPIs can have drivers, and which columns can be one."""

from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.model.kpi import Kpi
from cxscore.model.measures import Mean, Nps

HINT = "each row needs a value: it is for nps, top_box, low_box, mean, within and a share of rows"


def check_drivers(kpi: Kpi, findings: Findings) -> None:
    """Note drivers of what no single row has, and columns that are no driver of it.

    What a share is made from is read with its expressions, later.
    """
    here: Where = ("kpis", kpi.id, "drivers")
    if not kpi.drivers:
        return
    own = kpi.measure.of_row if kpi.gap_between is None else None
    if own is None:
        says = f"{spell(here)} means nothing for {_said(kpi, findings)}"
        findings.say_at_key(here, "CX116", says, HINT)
        return
    for at, column in enumerate(kpi.drivers):
        where = (*here, at)
        if column in own:
            says = f"{column} is what kpis.{kpi.id} measures, and no driver of it"
            findings.say(where, "CX116", says, "remove it")
        elif column in kpi.drivers[:at]:
            says = f"'{column}' stands in 'drivers' a second time"
            findings.say(where, "CX108", says)


def _said(kpi: Kpi, findings: Findings) -> str:
    """Return what it is that no row has a value of."""
    if kpi.gap_between is not None:
        return "a gap"
    match kpi.measure:
        case Nps():
            return "counts of promoters and detractors"
        case Mean():
            return "sums and counts"
    written = findings.wrote("kpis", kpi.id, "measure")
    return f"'{next(iter(written))}'" if isinstance(written, dict) else "this measure"
