"""From facts and words to the page: which block shows what, and in which order."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cxscore.model.number_formats import NO_BREAK
from cxscore.model.scorecard import (
    Capability,
    OwnerScore,
    Scorecard,
    ScoredAction,
    ScoredKpi,
    Status,
    Timeliness,
    Variation,
)
from cxscore.render import page
from cxscore.render.charts import draw_control_chart, draw_sparkline
from cxscore.render.charts.scale import text_width
from cxscore.render.plotted import history_of, spark_of
from cxscore.render.said import ActionSaid, KpiSaid, Note, Said, SegmentsSaid, Word

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
DIRECTIONS = {
    Variation.IMPROVING: "Improving",
    Variation.STEADY: "Steady",
    Variation.WORSENING: "Worsening",
}
CAPABILITIES = {
    Capability.HITS: "Hits target",
    Capability.HIT_AND_MISS: "Hit and miss",
    Capability.MISSES: "Misses target",
}
MIX = {
    Status.ON_TARGET: "on target",
    Status.AT_RISK: "at risk",
    Status.OFF_TARGET: "off target",
    Status.NO_TARGET: "no target",
    Status.NO_DATA: "no data",
}

SPARK_PERIODS, TILE_PERIODS = 13, 25
TILES = 5
NOTE_HEAD = 120
"""What the title of a note takes, in letters of its text."""
GRID_LINES = 15
"""How many lines the grid may have before the first page overflows."""
GRID_CELL = 110.0
"""The width in points that a name has in the grid on paper, where it is set in 7.5 points."""
MESSAGE_LETTERS = 850
"""How much the board can be told in letters of the usual size before the page overflows."""
SHORT = 8
"""How many rows a table may have to be kept together."""
PAGE_ROWS = 30
"""How many rows of the matrix fit a page of paper; a row of the owners' table is twice as high."""
PEOPLE_A_PAGE = 12
"""How many columns of people fit the width of a page."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What every block is made from."""

    scorecard: Scorecard
    said: Said
    anchors: Mapping[str, str]
    by_id: Mapping[str, ScoredKpi]

    def link(self, kpi_id: str) -> page.Link:
        return page.Link(self.anchors[kpi_id], self.said.kpis[kpi_id].name)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the page is set with, whatever it says."""

    css: Markup
    fonts: Markup
    program: str
    for_paper: bool = False


def lay_out_page(scorecard: Scorecard, said: Said, setting: Setting) -> page.Page:
    """Return the page of *scorecard*, charts drawn."""
    by_id = {kpi.kpi.id: kpi for kpi in scorecard.kpis}
    facts = _Facts(scorecard, said, anchors_of(list(by_id)), by_id)
    groups = _groups(facts)
    panels = tuple(_panel(facts, row.kpi.id, group.name) for group in groups for row in group.rows)
    segments = _segments(facts, groups)
    return page.Page(
        version=page.PAGE_VERSION,
        masthead=said.masthead,
        organisation=scorecard.heading.organisation,
        lang=_language(scorecard.heading.number_format),
        paper={"a4": "A4"}.get(scorecard.heading.paper.value, scorecard.heading.paper.value),
        for_paper=setting.for_paper,
        as_of=scorecard.as_of.isoformat(),
        program=setting.program,
        css=setting.css,
        fonts=setting.fonts,
        sections=_sections(bool(segments), bool(said.actions)),
        summary=_summary(facts),
        scorecard=_table(facts, groups),
        panels=panels,
        segments=segments,
        accountability=_accountability(facts, groups),
        actions=_actions(facts),
        method=page.Method(
            claim=said.method_claim,
            notes=_in_columns(said.method),
            kpis=tuple(row for group in groups for row in group.rows),
            sources=said.sources,
            problems=said.problems,
        ),
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


def _language(number_format: str) -> str:
    return number_format.replace("_", "-") if number_format.startswith("en") else "en"


def _sections(has_segments: bool, has_actions: bool) -> tuple[page.Section, ...]:
    sections = [
        page.Section("summary", "Summary"),
        page.Section("scorecard", "Scorecard"),
        page.Section("detail", "KPI detail"),
    ]
    if has_segments:
        sections.append(page.Section("segments", "Segments"))
    sections.append(page.Section("owners", "Accountability"))
    if has_actions:
        sections.append(page.Section("actions", "Actions"))
    return (*sections, page.Section("method", "Method"))


def _judgement(css: str, word: Word) -> page.Judgement:
    return page.Judgement(css, word.short, word.long)


def _status(kpi: ScoredKpi, said: KpiSaid) -> page.Judgement:
    return _judgement(STATUS_CSS[kpi.status], said.status)


def _variation(kpi: ScoredKpi, said: KpiSaid) -> page.Judgement:
    return _judgement(VARIATION_CSS[kpi.signal.variation], said.variation)


def _capability(kpi: ScoredKpi, said: KpiSaid) -> page.Judgement:
    capability = kpi.signal.capability
    return _judgement(CAPABILITY_CSS[capability] if capability else "none", said.capability)


def _split(value: str) -> tuple[str, str]:
    """Return the number and the unit of *value* where the unit is a word of its own."""
    number, _, unit = value.rpartition(NO_BREAK)
    return (number, unit) if number and unit[:1].isalpha() else (value, "")


def _score(facts: _Facts, kpi_id: str, periods: int, width: float, height: float) -> page.Score:
    kpi, said = facts.by_id[kpi_id], facts.said.kpis[kpi_id]
    return page.Score(
        anchor=facts.anchors[kpi_id],
        kpi=said,
        status=_status(kpi, said),
        variation=_variation(kpi, said),
        capability=_capability(kpi, said),
        number=_split(said.value)[0],
        unit=_split(said.value)[1],
        spark=Markup(draw_sparkline(spark_of(kpi, said, periods), width, height)),  # noqa: S704
        faint=kpi.base_too_small,
    )


def _groups(facts: _Facts) -> tuple[page.ScoreGroup, ...]:
    """Return the sections of the scorecard in order; KPIs without a group come last."""
    wanted = [(group.id, group.name) for group in facts.scorecard.groups]
    known = {group_id for group_id, _ in wanted}
    sorted_in: dict[str, list[page.Score]] = {}
    for kpi in facts.scorecard.kpis:
        group_id = kpi.kpi.group if kpi.kpi.group in known else None
        row = _score(facts, kpi.kpi.id, SPARK_PERIODS, 92, 14)
        sorted_in.setdefault(group_id or "", []).append(row)
    rest = "Other" if any(group_id in sorted_in for group_id in known) else ""
    return tuple(
        page.ScoreGroup(name, tuple(sorted_in[group_id]))
        for group_id, name in [*wanted, ("", rest)]
        if group_id in sorted_in
    )


def _summary(facts: _Facts) -> page.Summary:
    said, summary = facts.said, facts.scorecard.summary
    counts = [(status, getattr(summary.now, status.value)) for status in MIX]
    return page.Summary(
        headline=said.headline,
        mix=tuple(
            page.MixPart(STATUS_CSS[status], count, round(100 * count / len(facts.by_id)), MIX[status])
            for status, count in counts
            if count
        ),
        mix_caption=said.mix_caption,
        tiles=tuple(
            _score(facts, kpi_id, TILE_PERIODS, 130, 26) for kpi_id in summary.matters_most[:TILES]
        ),
        needs_to_know=tuple(
            (key, facts.anchors.get(key.kpi_id or "", "")) for key in said.needs_to_know
        ),
        changes=said.changes,
        grid=_grid(facts),
        dense=sum(len(key.lead) + len(key.rest) for key in said.needs_to_know)
        + len(said.changes.sentence)
        > MESSAGE_LETTERS,
    )


def _grid(facts: _Facts) -> page.Grid:
    cells: dict[tuple[Variation, Capability], list[page.Link]] = {}
    left_out = []
    for kpi in facts.scorecard.kpis:
        direction, capability = kpi.signal.variation, kpi.signal.capability
        if direction in DIRECTIONS and capability is not None:
            cells.setdefault((direction, capability), []).append(facts.link(kpi.kpi.id))
        else:
            left_out.append(facts.link(kpi.kpi.id))
    room = GRID_LINES - math.ceil(min(6, len(left_out)) / 3)
    most = _most_in_a_cell([[cells.get((d, c), []) for c in CAPABILITIES] for d in DIRECTIONS], room)
    return page.Grid(
        title=facts.said.grid_title,
        columns=tuple(
            page.Judgement(CAPABILITY_CSS[capability], word, word)
            for capability, word in CAPABILITIES.items()
        ),
        rows=tuple(
            page.GridRow(
                page.Judgement(VARIATION_CSS[direction], word, word),
                tuple(
                    _cell(cells.get((direction, capability), []), most, down, across)
                    for across, capability in enumerate(CAPABILITIES)
                ),
            )
            for down, (direction, word) in enumerate(DIRECTIONS.items())
        ),
        left_out=tuple(left_out),
        placed=len(facts.scorecard.kpis) - len(left_out),
    )


def _most_in_a_cell(rows: Sequence[Sequence[Sequence[page.Link]]], room: int) -> int:
    """Return how many names a cell may hold so that the rows together have *room* lines at most."""
    most = room
    while most > 2 and sum(max(2, *(_lines(cell, most) for cell in row)) for row in rows) > room:
        most -= 1
    return most


def _lines(links: Sequence[page.Link], most: int) -> int:
    """Return how many lines a cell has on paper when it names no more than *most*."""
    shown = links[:most]
    return sum(math.ceil(text_width(link.name, 7.5) / GRID_CELL) for link in shown)


def _cell(links: list[page.Link], most: int, down: int, across: int) -> page.GridCell:
    """Return a cell; improving and hitting are towards the good corner, their opposites the bad."""
    corner = (1 - down) + (1 - across)
    css = "g" if corner >= 1 else "b" if corner <= -1 else ""
    shown = links if len(links) <= most else links[: most - 1]
    return page.GridCell(css, tuple(shown), len(links) - len(shown))


def _table(facts: _Facts, groups: tuple[page.ScoreGroup, ...]) -> page.Scorecard:
    rows = [row for group in groups for row in group.rows]
    paper_period = facts.said.masthead.period
    reported = facts.scorecard.period
    previous = {
        row.kpi.previous_period for row in rows if facts.by_id[row.kpi.id].period == reported
    }
    previous.discard("")
    return page.Scorecard(
        claim=facts.said.scorecard_claim,
        groups=groups,
        periods=SPARK_PERIODS,
        period_noun="periods",
        value_heading=paper_period,
        previous_heading=previous.pop() if len(previous) == 1 else "Previous",
    )


def _panel(facts: _Facts, kpi_id: str, group: str) -> page.Panel:
    kpi, said = facts.by_id[kpi_id], facts.said.kpis[kpi_id]
    chart = draw_control_chart(history_of(kpi, said, facts.said.numbers))
    return page.Panel(
        anchor=facts.anchors[kpi_id],
        kpi=said,
        group=group,
        status=_status(kpi, said),
        variation=_variation(kpi, said),
        capability=_capability(kpi, said),
        number=_split(said.value)[0],
        unit=_split(said.value)[1],
        chart=Markup(chart),  # noqa: S704 (drawn and escaped by the chart module)
        faint=kpi.base_too_small,
        has_segments=any(table.rows for table in said.segments),
        actions=_rows_of(facts, said.actions, kpi.actions),
    )


def _segments(facts: _Facts, groups: tuple[page.ScoreGroup, ...]) -> tuple[page.KpiSegments, ...]:
    found = []
    for row in (row for group in groups for row in group.rows):
        kpi = facts.by_id[row.kpi.id]
        statuses = [segment.status for segment in kpi.segments]
        tables = []
        for table in row.kpi.segments:
            here, statuses = statuses[: len(table.rows)], statuses[len(table.rows) :]
            if table.rows:
                tables.append(_segment_table(table, here))
        if tables:
            found.append(page.KpiSegments(row.anchor, row.kpi, row.status, tuple(tables)))
    return tuple(found)


def _segment_table(said: SegmentsSaid, statuses: Sequence[Status]) -> page.SegmentTable:
    return page.SegmentTable(
        said.title,
        said.sentence,
        tuple(
            page.SegmentRow(
                row.name,
                row.value,
                row.base,
                row.share,
                row.interval,
                _judgement(STATUS_CSS[status], row.status),
                row.small,
            )
            for row, status in zip(said.rows, statuses, strict=True)
        ),
    )


def _in_columns(notes: Sequence[Note], columns: int = 3) -> tuple[tuple[Note, ...], ...]:
    """Return *notes*, in their order, in columns of about the same length of text."""
    lengths = [len(note.text) + NOTE_HEAD for note in notes]
    split: list[list[Note]] = [[] for _ in range(columns)]
    passed = 0.0
    for note, length in zip(notes, lengths, strict=True):
        # A note stands in the column that its middle falls into.
        place = int((passed + length / 2) / sum(lengths) * columns)
        split[place].append(note)
        passed += length
    return tuple(map(tuple, split))


def _accountability(facts: _Facts, groups: tuple[page.ScoreGroup, ...]) -> page.Accountability:
    scored = {score.owner.id: score for score in facts.scorecard.owners}
    owners = {said.id: _owner_row(facts, said.id, scored[said.id]) for said in facts.said.owners}
    rows = [row for group in groups for row in group.rows]
    ids = list(owners)
    return page.Accountability(
        claim=facts.said.owners_claim,
        owners=tuple(owners.values()),
        matrices=tuple(
            _matrix(facts, rows, {i: owners[i] for i in ids[start : start + PEOPLE_A_PAGE]})
            for start in range(0, len(ids), PEOPLE_A_PAGE)
        ),
        one_page=2 * len(ids) + len(rows) <= PAGE_ROWS,
        short=len(ids) + len(rows) <= SHORT,
    )


def _owner_row(facts: _Facts, owner_id: str, score: OwnerScore) -> page.OwnerRow:
    said = next(owner for owner in facts.said.owners if owner.id == owner_id)
    return page.OwnerRow(
        owner=said,
        kpis=len(score.kpis),
        on_target=score.on_target,
        at_risk=score.at_risk,
        off_target=score.off_target,
        no_data=score.no_data,
        improving=score.improving,
        worsening=score.worsening,
        actions_open=score.actions_open,
        actions_overdue=score.actions_overdue,
        commentary_missing=score.commentary_missing,
        off_target_without_action=score.off_target_without_action,
    )


def _matrix(
    facts: _Facts, rows: Sequence[page.Score], people: Mapping[str, page.OwnerRow]
) -> page.Matrix:
    return page.Matrix(
        tuple(people.values()),
        tuple(
            page.MatrixRow(
                page.Link(row.anchor, row.kpi.name),
                row.status,
                tuple(_role(facts.by_id[row.kpi.id], person) for person in people),
            )
            for row in rows
        ),
    )


def _role(kpi: ScoredKpi, person: str) -> str:
    if kpi.kpi.owner == person:
        return "A"
    return "C" if person in kpi.kpi.contributors else ""


def _actions(facts: _Facts) -> page.Actions:
    rows = _rows_of(facts, facts.said.actions, facts.scorecard.actions)
    names = dict.fromkeys(name for row in rows for name, _ in row.action.more)
    return page.Actions(facts.said.actions_claim, rows, len(rows) <= SHORT, tuple(names))


def _rows_of(
    facts: _Facts, said: Sequence[ActionSaid], scored: Sequence[ScoredAction]
) -> tuple[page.ActionRow, ...]:
    by_id = {(score.action.id, score.action.kpi): score for score in scored}
    rows = []
    for action in said:
        score = by_id[action.id, action.kpi_id]
        progress = score.action.progress
        rows.append(
            page.ActionRow(
                action,
                facts.anchors.get(action.kpi_id, ""),
                _judgement(TIMELINESS_CSS[score.timeliness], action.timeliness),
                None if progress is None else round(min(100.0, max(0.0, progress))),
            )
        )
    return tuple(rows)
