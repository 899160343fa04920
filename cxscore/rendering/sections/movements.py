"""Why a KPI moved: the waterfall of its panel."""

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.choices import Polarity
from cxscore.model.findings import Movement
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.charts import Look, Step, Waterfall, draw_waterfall
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.movements import MovementBar, MovementSaid


@frozen
class Moved:
    """Why a KPI moved, where that is more than chance: the words and the waterfall."""

    said: MovementSaid
    chart: Markup


def moved_of(kpi: ScoredKpi, said: KpiSaid) -> Moved | None:
    """Return the movement for the panel, drawn; None where the change may be chance."""
    for movement, words in zip(kpi.movement, said.movements, strict=True):
        if movement.shown and words.sentence:
            chart = draw_waterfall(waterfall_of(kpi, movement, words))
            return Moved(words, Markup(chart))  # noqa: S704 (drawn and escaped by the module)
    return None


def waterfall_of(kpi: ScoredKpi, movement: Movement, said: MovementSaid) -> Waterfall:
    """Return what the waterfall shows: the value before, what was added, the value now."""
    compared = getattr(kpi.comparisons, movement.base)
    steps = [level(said.base_tick, said.base_value, compared.base_value)]
    for bar in said.bars:
        start = steps[-1].end
        steps.append(Step(bar.name, bar.text, start, start + bar.size, _look(kpi, bar)))
    return Waterfall(said.description, (*steps, level(said.tick, said.value, compared.value)))


def level(name: str, text: str, value: float) -> Step:
    """Return one of the two values that the waterfall leads between."""
    return Step(name, text, value, value, is_level=True)


def _look(kpi: ScoredKpi, bar: MovementBar) -> Look:
    """Return better or worse by the KPI's polarity; what is no segment is neither."""
    if bar.faint:
        return Look.GHOST
    if not bar.judged or not bar.size:
        return Look.ORDINARY
    match kpi.kpi.polarity:
        case Polarity.HIGHER_IS_BETTER:
            return Look.GOOD if bar.size > 0 else Look.BAD
        case Polarity.LOWER_IS_BETTER:
            return Look.GOOD if bar.size < 0 else Look.BAD
        case _:
            return Look.NOTABLE
