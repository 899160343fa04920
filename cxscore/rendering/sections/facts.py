"""What every section is made from: the scorecard, what is said of it, and its KPIs in order."""

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from cxscore.model.number_formats import NO_BREAK
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.rendering.charts import draw_sparkline
from cxscore.rendering.plotted import spark_of
from cxscore.rendering.sections.scores import Link, Score, ScoreGroup
from cxscore.rendering.sections.verdicts import (
    capability_of,
    status_of,
    variation_of,
)
from cxscore.rendering.words import Said
from cxscore.rendering.words.bars import bars, last_points
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.standing import by_group

SPARK_PERIODS = 13
"""How many periods the sparkline of a row shows."""
FEW_ROWS = 8
"""A table of so many rows follows the summary on its page, where there is room."""


class Facts:
    """The scorecard, and what is said of it, by KPI."""

    def __init__(self, scorecard: Scorecard, said: Said) -> None:
        """Take *scorecard* with what is said of it in every format."""
        self.scorecard = scorecard
        self.said = said
        self.paper = Paper.of(scorecard)
        self.by_id: Mapping[str, ScoredKpi] = {kpi.kpi.id: kpi for kpi in scorecard.kpis}
        self.anchors: Mapping[str, str] = anchors_of(list(self.by_id))
        self.groups: Sequence[ScoreGroup] = self._groups()
        """The KPIs in the order of the page; those without a group come last."""

    @property
    def rows(self) -> tuple[Score, ...]:
        """The KPIs in the order of the page."""
        return tuple(row for group in self.groups for row in group.rows)

    def link(self, kpi_id: str) -> Link:
        """Return the link to the panel of a KPI."""
        return Link(self.anchors[kpi_id], self.said.kpis[kpi_id].name)

    def score(self, kpi_id: str, periods: int, width: float, height: float) -> Score:
        """Return a KPI with its verdicts, its sparkline drawn over so many *periods*."""
        kpi, said = self.by_id[kpi_id], self.said.kpis[kpi_id]
        number, unit = split(said.value)
        return Score(
            anchor=self.anchors[kpi_id],
            kpi=said,
            status=status_of(kpi, said.status),
            variation=variation_of(kpi, said.variation),
            capability=capability_of(kpi, said.capability),
            number=number,
            unit=unit,
            spark=Markup(draw_sparkline(spark_of(kpi, said, periods), width, height)),  # noqa: S704 (drawn and escaped by the chart module)
            faint=kpi.base_too_small,
            bars=bars([point.value for point in last_points(kpi, periods)]),
        )

    def _groups(self) -> tuple[ScoreGroup, ...]:
        return tuple(
            ScoreGroup(
                name, tuple(self.score(kpi.kpi.id, SPARK_PERIODS, 84, 13) for kpi in members)
            )
            for _, name, members in by_group(self.scorecard)
        )


def anchors_of(ids: Sequence[str]) -> dict[str, str]:
    """Return for each KPI the id of its panel, which every browser and URL takes as it is."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for kpi_id in ids:
        anchor = stem = "kpi-" + re.sub(r"[^A-Za-z0-9_-]", "-", kpi_id)
        number = 1
        while anchor in taken:
            number += 1
            anchor = f"{stem}-{number}"
        taken.add(anchor)
        anchors[kpi_id] = anchor
    return anchors


def split(value: str) -> tuple[str, str]:
    """Return the number and the unit of *value* where the unit is a word of its own."""
    number, _, unit = value.rpartition(NO_BREAK)
    return (number, unit) if number and unit[:1].isalpha() else (value, "")
