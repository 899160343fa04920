"""What every block is made from: the scorecard, what is said of it, and the links between both."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cxscore.model.number_formats import NO_BREAK
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.model.verdicts import Capability, Status, Timeliness, Variation
from cxscore.rendering import page
from cxscore.rendering.charts import draw_sparkline
from cxscore.rendering.plotted import spark_of
from cxscore.rendering.words import Said, judgements
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.kpi import KpiSaid

STATUS_CSS = {
    Status.ON_TARGET: "on",
    Status.AT_RISK: "watch",
    Status.OFF_TARGET: "off",
    Status.NO_TARGET: "none",
    Status.NO_DATA: "nodata",
}
VARIATION_CSS = {
    Variation.IMPROVING: "up",
    Variation.STEADY: "flat",
    Variation.WORSENING: "down",
    Variation.UP: "high",
    Variation.DOWN: "low",
    Variation.NO_SIGNAL_POSSIBLE: "none",
}
CAPABILITY_CSS = {
    Capability.HITS: "hit",
    Capability.HIT_AND_MISS: "mixed",
    Capability.MISSES: "miss",
}
TIMELINESS_CSS = {
    Timeliness.ON_TRACK: "on",
    Timeliness.SLIPPING: "watch",
    Timeliness.OVERDUE: "off",
    Timeliness.DONE: "none",
    Timeliness.CANCELLED: "none",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """The scorecard, and what is said of it, by KPI."""

    scorecard: Scorecard
    said: Said
    anchors: Mapping[str, str]
    by_id: Mapping[str, ScoredKpi]

    @classmethod
    def of(cls, scorecard: Scorecard, said: Said) -> "Facts":
        """Return the facts of *scorecard*."""
        by_id = {kpi.kpi.id: kpi for kpi in scorecard.kpis}
        return cls(scorecard, said, anchors_of(list(by_id)), by_id)

    def link(self, kpi_id: str) -> page.Link:
        """Return the link to the panel of a KPI."""
        return page.Link(self.anchors[kpi_id], self.said.kpis[kpi_id].name)

    def score(self, kpi_id: str, periods: int, width: float, height: float) -> page.Score:
        """Return a KPI with its verdicts, its sparkline drawn over so many *periods*."""
        kpi, said = self.by_id[kpi_id], self.said.kpis[kpi_id]
        number, unit = split(said.value)
        return page.Score(
            anchor=self.anchors[kpi_id],
            kpi=said,
            status=status_of(kpi, said),
            variation=variation_of(kpi, said),
            capability=capability_of(kpi, said),
            number=number,
            unit=unit,
            spark=Markup(draw_sparkline(spark_of(kpi, said, periods), width, height)),  # noqa: S704
            faint=kpi.base_too_small,
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


def judgement(css: str, word: Word) -> page.Judgement:
    """Return a verdict in the words of *word*."""
    return page.Judgement(css, word.short, word.long)


def status_of(kpi: ScoredKpi, said: KpiSaid) -> page.Judgement:
    """Return where the KPI stands against its target."""
    return judgement(STATUS_CSS[kpi.status], said.status)


def variation_of(kpi: ScoredKpi, said: KpiSaid) -> page.Judgement:
    """Return whether it is really changing."""
    early = judgements.too_early(kpi)
    return judgement("none" if early else VARIATION_CSS[kpi.signal.variation], said.variation)


def capability_of(kpi: ScoredKpi, said: KpiSaid) -> page.Judgement:
    """Return whether it meets its target as things are."""
    capability = judgements.judged_capability(kpi)
    return judgement(CAPABILITY_CSS[capability] if capability else "none", said.capability)


def split(value: str) -> tuple[str, str]:
    """Return the number and the unit of *value* where the unit is a word of its own."""
    number, _, unit = value.rpartition(NO_BREAK)
    return (number, unit) if number and unit[:1].isalpha() else (value, "")
