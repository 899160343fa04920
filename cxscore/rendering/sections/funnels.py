"""Funnel plots of a KPI's segments."""

from collections.abc import Mapping

from markupsafe import Markup

from cxscore.model.choices import Polarity
from cxscore.model.findings import Funnel, FunnelPoint
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.statistic import Statistic
from cxscore.rendering.charts import Dot, FunnelPlot, Look, Ring, draw_funnel
from cxscore.rendering.numbers import Numbers, Quantity
from cxscore.rendering.plotted import axis_texts
from cxscore.rendering.sections.segment_tables import FunnelFigure
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.segments import FunnelSaid


def figures_of(
    scored: ScoredKpi, said: KpiSaid, numbers: Numbers
) -> Mapping[tuple[str, ...], FunnelFigure]:
    """Return the funnel plots of a KPI by the columns that it is cut by."""
    told = [table.funnel for table in said.segments if table.funnel is not None]
    return {
        funnel.by: FunnelFigure(
            words,
            Markup(draw_funnel(_plot(scored, funnel, words, numbers))),  # noqa: S704 (our own)
        )
        for funnel, words in zip(scored.funnels, told, strict=True)
    }


def _plot(scored: ScoredKpi, funnel: Funnel, said: FunnelSaid, numbers: Numbers) -> FunnelPlot:
    quantity = Quantity(numbers, scored.unit, scored.kpi.statistic is Statistic.NET_SHARE)
    return FunnelPlot(
        description=said.description,
        dots=tuple(
            Dot(point.base, point.value, _look(scored, point), row.name if point.outside else "")
            for point, row in zip(funnel.points, said.rows, strict=True)
        ),
        rings=tuple(
            Ring(at.base, at.low, at.high, at.outer_low, at.outer_high) for at in funnel.curve
        ),
        centre=funnel.centre,
        centre_text=said.centre,
        base_title=said.base_axis,
        value_axis=lambda ticks: axis_texts(ticks, quantity),
        base_axis=lambda ticks: tuple(numbers.plain(tick) for tick in ticks),
    )


def _look(scored: ScoredKpi, point: FunnelPoint) -> Look:
    if point.base_too_small:
        return Look.GHOST
    match scored.kpi.polarity:
        case _ if point.outside == 0:
            return Look.ORDINARY
        case Polarity.HIGHER_IS_BETTER:
            return Look.GOOD if point.outside > 0 else Look.BAD
        case Polarity.LOWER_IS_BETTER:
            return Look.BAD if point.outside > 0 else Look.GOOD
        case _:
            return Look.NOTABLE
