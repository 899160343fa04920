"""What paper says of a KPI in its panel: no more of what its title, its owner or a section says."""

from cxscore.frozen import frozen
from cxscore.model.choices import Polarity
from cxscore.model.outline import Paper as Size
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Capability, Outlook, Status
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.sections.first_page import REM, SERIF, SHEETS, SIDES, SMALL
from cxscore.rendering.words import comparing
from cxscore.rendering.words.benchmarks import is_compared
from cxscore.rendering.words.comparing import ComparisonSaid
from cxscore.rendering.words.journey import is_asked_for
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.paper import Paper

USUAL = 0.95
"""How sure intervals are, where a KPI does not say."""
ALWAYS = "Year ago"
"""The comparison that paper has of every KPI; of the others the longest beyond sampling error."""
CLAIM = 1.36 * REM
"""The size of a panel's title."""


@frozen
class Printed:
    """What paper says of a KPI beside its title, its value and its owner's words."""

    about: str = ""
    """What it is, and what else no other section says."""
    compared: tuple[ComparisonSaid, ...] = ()
    gap: str = ""
    """From the target; empty within a range, where there is none."""
    interval: str = ""
    """The interval of the value; how sure that is only where it is not what the legend says."""
    beside: bool = False
    """Both stand on one line, the title and what it is about."""
    found: tuple[str, ...] = ()
    """What was found out, and what is to be known of the number, a sentence each."""


def printed_of(kpi: ScoredKpi, said: KpiSaid, paper: Paper, *, charted: bool) -> Printed:
    """Return what paper says of a KPI; it is *charted* where its panel has a chart."""
    compared_there = is_compared(paper.scorecard)
    about = [said.description or said.measure, said.rhythm]
    if said.journey and not is_asked_for(paper.scorecard):
        about.append(f"Journey: {said.journey}")
    if not compared_there:
        about += [f"Benchmark: {said.benchmark}" if said.benchmark else "", said.rank]
    about.append(said.answers_brief)
    told = _joined(about[0], about[1], *about[2:])
    # That its base is too small is said of the number itself.
    always = [row for row in said.comparisons if row.brief == ALWAYS and not kpi.base_too_small]
    chart = said.signal_brief if charted and not said.comment else ""
    return Printed(
        about=told,
        interval=said.interval.removesuffix(f" ({paper.numbers.level(USUAL)})"),
        beside=stands_beside(said, told, paper.scorecard.heading.paper),
        compared=_compared(said),
        gap="" if kpi.kpi.polarity is Polarity.IN_RANGE and not kpi.gap else said.gap,
        found=(
            *filter(None, (chart,)),
            *_findings(kpi, said),
            *(() if compared_there else said.breaches),
            *comparing.not_compared(always),
            *said.restated,
            *said.accepted,
        ),
    )


def _compared(said: KpiSaid) -> tuple[ComparisonSaid, ...]:
    """Return the comparison with a year ago, and the longest of those beyond sampling error."""
    beyond = [row for row in said.compared if row.beyond]
    return tuple(row for row in said.compared if row.brief == ALWAYS or row in beyond[-1:])


def _findings(kpi: ScoredKpi, said: KpiSaid) -> tuple[str, ...]:
    """Return what was found out, the forecast in a line.

    Where the owner speaks, the pattern of a year is left to the page for screens.
    """
    dropped = {*_told_twice(kpi, said), *((said.season_sentence,) if said.comment else ())}
    brief = {said.forecast_sentence: said.outlook_brief}
    return tuple(brief.get(text, text) for text in said.findings if text not in dropped)


def _told_twice(kpi: ScoredKpi, said: KpiSaid) -> tuple[str, ...]:
    """Return the findings that another one tells as well, or a verdict.

    That is a trend which the forecast goes by, and the forecast of a KPI on target that says no
    more than "hit and miss".
    """
    found, here = kpi.forecast, kpi.target
    if found is None or found.verdict is Outlook.CANNOT_SAY:
        return ()
    if found.method == "trend":
        return (said.trend_sentence,)
    same = here is not None and found.target.edges == here.edges
    by_chance = kpi.signal.capability is Capability.HIT_AND_MISS
    told = same and by_chance and kpi.status is Status.ON_TARGET
    return (said.forecast_sentence,) if told else ()


def _joined(what: str, rhythm: str, *more: str) -> str:
    first = f"{what}, {rhythm}" if rhythm else what
    return ". ".join([first, *filter(None, more)])


def stands_beside(said: KpiSaid, about: str, size: Size) -> bool:
    """Return whether the title of a panel and what it is *about* have room on one line."""
    title = text_width(said.claim, CLAIM, bold=True) / SERIF
    wide = title + text_width(f"{said.owner}. {about}", SMALL) + REM
    return wide <= SHEETS[size][0] - SIDES
