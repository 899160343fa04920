"""A KPI's panel: its chart, its numbers, its actions."""

from dataclasses import replace

from markupsafe import Markup

from cxscore.rendering import page
from cxscore.rendering.blocks.movements import moved_of
from cxscore.rendering.charts import draw_control_chart
from cxscore.rendering.plotted import history_of
from cxscore.rendering.sections.actions import rows_of
from cxscore.rendering.sections.facts import Facts, split
from cxscore.rendering.sections.verdicts import capability_of, status_of, variation_of

LOWER = 104.0
"""The height of a chart that leaves room for a waterfall on its half of the page."""


def panel_of(facts: Facts, kpi_id: str, group: str) -> page.Panel:
    """Return the panel of a KPI, its chart drawn."""
    kpi, said = facts.by_id[kpi_id], facts.said.kpis[kpi_id]
    number, unit = split(said.value)
    moved = moved_of(kpi, said)
    history = history_of(kpi, said, facts.said.numbers)
    chart = draw_control_chart(replace(history, height=LOWER) if moved else history)
    return page.Panel(
        anchor=facts.anchors[kpi_id],
        kpi=said,
        group=group,
        status=status_of(kpi, said),
        variation=variation_of(kpi, said),
        capability=capability_of(kpi, said),
        number=number,
        unit=unit,
        chart=Markup(chart),  # noqa: S704 (drawn and escaped by the chart module)
        faint=kpi.base_too_small,
        has_segments=any(table.rows for table in said.segments),
        actions=tuple(row for row in rows_of(facts, kpi.actions) if not row.over),
        moved=moved,
    )
