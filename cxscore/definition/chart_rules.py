"""Keys of the control chart that have no effect beside others."""

from collections.abc import Iterator

from cxscore.definition.findings import Findings
from cxscore.documents import spell
from cxscore.model.choices import ChartKind
from cxscore.model.kpi import Kpi

COUNTED = ": it is for share, top_box, low_box, within and ratio; an XmR chart is drawn"


def check_chart(kpi: Kpi, findings: Findings) -> None:
    """Note which of chart, rules, screen, seasonal and baseline *kpi* could do without."""
    for key, why in _without_effect(kpi):
        where = ("kpis", kpi.id, key)
        # Said only of what is written, be it what holds anyway.
        if findings.wrote(*where) is not None and not (key == "seasonal" and not kpi.seasonal):
            findings.warn(where, "CX117", f"{spell(where)} has no effect{why}")


def _without_effect(kpi: Kpi) -> Iterator[tuple[str, str]]:
    kind = kpi.chart
    if kpi.window > 1:
        if kind is not ChartKind.NONE:
            yield "chart", ": a rolling window is not control-charted"
        for key in ("rules", "screen", "seasonal", "baseline"):
            yield key, ": a rolling window is not control-charted"
        return
    match kind:
        case ChartKind.NONE:
            for key in ("rules", "screen", "seasonal", "baseline"):
                yield key, ": the KPI has no control chart"
        case ChartKind.RUN:
            yield "rules", " on a run chart, which has a rule of its own"
            yield "screen", " on a run chart, which has no limits"
        case ChartKind.P_PRIME | ChartKind.U_PRIME if not _counts(kpi):
            yield "chart", COUNTED
        case ChartKind.P_PRIME | ChartKind.U_PRIME:
            yield "seasonal", f" on a chart that is {kind.value}; take xmr"


def _counts(kpi: Kpi) -> bool:
    return kpi.gap_between is None and kpi.statistic.counts_of_a_base
