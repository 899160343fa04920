"""Sheets of numbers: the KPIs at the period reported, over time, and by segment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import PointType, Status
from cxscore.rendering.pack import Pack
from cxscore.rendering.tabled import TABLES, Row
from cxscore.rendering.words import judgements
from cxscore.rendering.words.benchmarks import rank_said
from cxscore.rendering.words.grammar import capital
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.worksheets.cells import (
    DAY,
    ID,
    NAME,
    NUMBER,
    PERIOD,
    PERSON,
    TEXT,
    WORD,
    Cell,
    Column,
    Figure,
    Worksheet,
    columns,
)

FIGURES = frozenset(("value", "target", "target_low", "target_high", "mean", "lower", "upper"))
"""Columns of numbers in the unit of the KPI."""
SERIES: Mapping[str, tuple[str, int]] = {
    "name": ("KPI", NAME),
    "kpi": ("Id", ID),
    "period": ("Period", PERIOD),
    "start": ("Begins", DAY),
    "complete": ("Complete", WORD),
    "value": ("Value", NUMBER),
    "unit": ("Unit", WORD),
    "n": ("n", NUMBER),
    "numerator": ("Numerator", NUMBER),
    "denominator": ("Denominator", NUMBER),
    "target": ("Target", NUMBER),
    "target_low": ("Target from", NUMBER),
    "target_high": ("Target to", NUMBER),
    "status": ("Status", WORD),
    "point": ("Point", WORD),
    "mean": ("Mean", NUMBER),
    "lower": ("Lower limit", NUMBER),
    "upper": ("Upper limit", NUMBER),
}
SEGMENTS: Mapping[str, tuple[str, int]] = {
    "name": ("KPI", NAME),
    "kpi": ("Id", ID),
    "by": ("By", WORD),
    "segment": ("Segment", NAME),
    **{name: SERIES[name] for name in ("period", "start", "complete", "value", "unit", "n")},
    **{name: SERIES[name] for name in ("numerator", "denominator", "status")},
    "suppressed": ("Withheld", WORD),
}
"""Columns of the tables that Python users have, by their names there."""


def scorecard_sheet(pack: Pack) -> Worksheet:
    """Return the KPIs with all that is judged of them, a row each."""
    paper = Paper.of(pack.scorecard)
    rows = [_kpi(scored, pack, paper) for scored in paper.scorecard.kpis]
    return Worksheet("Scorecard", SCORECARD, rows)


def series_sheet(pack: Pack) -> Worksheet:
    """Return every period of every KPI."""
    return _table(pack, "Series", "series", SERIES)


def segments_sheet(pack: Pack) -> Worksheet:
    """Return every period of every segment of every KPI."""
    return _table(pack, "Segments", "segments", SEGMENTS)


SCORECARD: Sequence[Column] = columns(
    ("KPI", NAME),
    ("Id", ID),
    ("Group", PERSON),
    ("Owner", PERSON),
    ("Period", PERIOD),
    ("Value", NUMBER),
    ("Unit", WORD),
    ("Target", NUMBER),
    ("Target from", NUMBER),
    ("Target to", NUMBER),
    ("Gap", NUMBER),
    ("Status", WORD),
    ("Breach", WORD),
    ("Place", WORD),
    ("Changing", WORD),
    ("Will it hit target", WORD),
    ("n", NUMBER),
    ("Interval from", NUMBER),
    ("Interval to", NUMBER),
    ("Period before", NUMBER),
    ("Year before", NUMBER),
    ("Late", WORD),
    ("In words", TEXT),
)


def _kpi(scored: ScoredKpi, pack: Pack, paper: Paper) -> list[Cell]:
    said, shown = pack.said.kpis[scored.kpi.id], Shown.of(scored, paper.numbers)
    groups = {group.id: group.name for group in paper.scorecard.groups}

    def figure(number: float | None, *, is_difference: bool = False) -> Cell:
        if number is None:
            return None
        return Figure(number, shown.quantity, shown.decimals, is_difference)

    target, interval = scored.target, scored.interval
    return [
        said.name,
        scored.kpi.id,
        groups.get(scored.kpi.group or "", ""),
        said.owner,
        scored.period.id if scored.period else None,
        figure(scored.value),
        scored.unit,
        figure(target.value if target else None),
        figure(target.low if target else None),
        figure(target.high if target else None),
        figure(scored.gap, is_difference=True),
        said.status.short,
        said.breach.short or None,
        rank_said(scored).place if scored.rank else None,
        said.variation.short,
        said.capability.short,
        scored.n,
        figure(interval.low if interval else None),
        figure(interval.high if interval else None),
        figure(scored.comparisons.previous.base_value),
        figure(scored.comparisons.year_ago.base_value),
        scored.stale,
        said.sentence,
    ]


def _table(pack: Pack, name: str, table: str, headings: Mapping[str, tuple[str, int]]) -> Worksheet:
    """Return a table of the scorecard with its numbers in the units of their KPIs."""
    paper = Paper.of(pack.scorecard)
    _, rows_of = TABLES[table]
    rows = list(_rows(rows_of(paper.scorecard), paper, headings))
    return Worksheet(name, columns(*headings.values()), rows)


def _rows(
    rows: Iterable[Row], paper: Paper, headings: Mapping[str, tuple[str, int]]
) -> Iterator[list[Cell]]:
    known = {scored.kpi.id: scored for scored in paper.scorecard.kpis}
    written = {id_: Shown.of(scored, paper.numbers) for id_, scored in known.items()}
    for row in rows:
        id_ = str(row["kpi"])
        cells = {"name": known[id_].kpi.name, "unit": known[id_].unit, **row}
        yield [_cell(name, cells[name], written[id_]) for name in headings]


def _cell(name: str, value: object, shown: Shown) -> Cell:
    match value:
        case Status():
            return judgements.STATUS[value]
        case PointType():
            return capital(value.value.replace("_", " "))
        case int() | float() if name in FIGURES:
            return Figure(value, shown.quantity, shown.decimals)
    return value  # type: ignore[return-value]  # the tables hold cells besides
