"""What the page shows of a KPI wherever it names it: a link, and its verdicts and sparkline."""

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.rendering.sections.verdicts import Judgement
from cxscore.rendering.words.kpi import KpiSaid


@frozen
class Link:
    """A KPI by name; ``anchor`` is the id of its panel."""

    anchor: str
    name: str


@frozen
class Score:
    """A KPI with its verdicts and its sparkline: a tile, or a row of the scorecard."""

    anchor: str
    kpi: KpiSaid
    status: Judgement
    variation: Judgement
    capability: Judgement
    number: str
    """The value without a unit that is a word: ``5.2`` of ``5.2 days``, but ``83.2%``."""
    unit: str
    spark: Markup
    faint: bool
    """Its base is too small for a verdict."""
    bars: str = ""
    """The sparkline in letters, ``▁▂▃``, where nothing can be drawn."""


@frozen
class ScoreGroup:
    """A section of the scorecard; without a name where there are no groups."""

    name: str
    rows: tuple[Score, ...]
