"""Sheets of who answers, what was restated, where numbers come from and how they are made."""

from collections.abc import Iterator, Mapping

from cxscore.model.since_close import Cause, Restated, SourceChange
from cxscore.problems import distinct_lines
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections.notes import notes_of
from cxscore.rendering.tabled import TABLES
from cxscore.rendering.words import judgements
from cxscore.rendering.words.grammar import capital
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.words.warnings import warning_said
from cxscore.rendering.worksheets.cells import (
    DAY,
    ID,
    NAME,
    NUMBER,
    PERIOD,
    PERSON,
    PROSE,
    WORD,
    Cell,
    Figure,
    Worksheet,
    columns,
)

OWNERS: Mapping[str, tuple[str, int]] = {
    "name": ("Owner", PERSON),
    "owner": ("Id", ID),
    "role": ("Role", NAME),
    "team": ("Team", PERSON),
    "on_target": ("On target", NUMBER),
    "at_risk": ("At risk", NUMBER),
    "off_target": ("Off target", NUMBER),
    "no_data": ("No data", NUMBER),
    "improving": ("Improving", NUMBER),
    "worsening": ("Worsening", NUMBER),
    "off_target_without_action": ("Off target without action", NUMBER),
    "longest_off_target": ("Longest off target", NUMBER),
    "actions_open": ("Actions open", NUMBER),
    "actions_overdue": ("Actions overdue", NUMBER),
    "commentary_missing": ("Comments missing", NUMBER),
}
"""Columns of the table that Python users have, by their names there."""
RESTATED = columns(
    ("KPI", NAME),
    ("Id", ID),
    ("Period", PERIOD),
    ("By", WORD),
    ("Segment", NAME),
    ("First told", NUMBER),
    ("First told in", PERIOD),
    ("Told last", NUMBER),
    ("Now", NUMBER),
    ("n then", NUMBER),
    ("n now", NUMBER),
    ("Status then", WORD),
    ("Status now", WORD),
    ("Because of", WORD),
    ("Sources that changed", NAME),
    ("Seen as printed", WORD),
)
SOURCES = columns(
    ("Dataset", PERSON),
    ("File", NAME),
    ("Rows", NUMBER),
    ("Rows used", NUMBER),
    ("Rows skipped", NUMBER),
    ("Rows of its own totals", NUMBER),
    ("First day", DAY),
    ("Last day", DAY),
    ("Late", WORD),
    ("SHA-256", NAME),
)
METHOD = columns(("About", WORD), ("Title", NAME), ("Text", 2 * PROSE))


def owners_sheet(pack: Pack) -> Worksheet:
    """Return the people who answer for KPIs, with what of it is on target and what is open."""
    _, rows_of = TABLES["owners"]
    rows = [[row[name] for name in OWNERS] for row in rows_of(pack.scorecard)]
    return Worksheet("Owners", columns(*OWNERS.values()), rows)  # type: ignore[arg-type]  # they are cells


def restated_sheet(pack: Pack) -> Worksheet:
    """Return the closed numbers that are others now; without a close there is none."""
    paper, since = Paper.of(pack.scorecard), pack.scorecard.since_close
    rows = [_restated(each, paper) for each in since.restated] if since else []
    return Worksheet("Restated", RESTATED, rows)


def sources_sheet(pack: Pack) -> Worksheet:
    """Return the files that were read."""
    rows: list[list[Cell]] = []
    for scored in pack.scorecard.sources:
        source = scored.source
        rows.append(
            [
                source.dataset,
                source.path,
                source.rows,
                source.rows_used,
                source.rows_skipped,
                source.rows_left_out,
                source.first,
                source.last,
                scored.stale,
                source.sha256,
            ]
        )
    return Worksheet("Sources", SOURCES, rows)


def method_sheet(pack: Pack) -> Worksheet:
    """Return what the workbook is of, how each KPI is measured, what was done, and warnings."""
    return Worksheet("Method", METHOD, list(_method(pack)))


def _method(pack: Pack) -> Iterator[list[Cell]]:
    scorecard, head = pack.scorecard, pack.said.masthead
    told = (
        ("Organisation", scorecard.heading.organisation),
        ("Period", head.period),
        ("Board", head.meeting),
        ("Data", head.footer),
        ("Classification", head.classification),
        ("Conclusion", pack.said.headline),
    )
    for title, text in told:
        if text:
            yield ["Paper", title, text]
    for said in pack.said.kpis.values():
        texts = (said.description, said.measure, said.span, f"limits: {said.baseline}")
        yield ["KPI", said.name, "\n".join(capital(text) for text in texts if text)]
    for note in notes_of(Paper.of(scorecard)):
        yield ["Method", note.title, note.text]
    for problem in distinct_lines(scorecard.listed_problems):
        yield ["Warning", problem.code, warning_said(problem)]


def _restated(each: Restated, paper: Paper) -> list[Cell]:
    scored = next((kpi for kpi in paper.scorecard.kpis if kpi.kpi.id == each.kpi), None)
    shown = None if scored is None else Shown.of(scored, paper.numbers)

    def figure(number: float | None) -> Cell:
        if number is None or shown is None:
            return number
        return Figure(number, shown.quantity, shown.decimals)

    before, after = each.before, each.after
    return [
        paper.names.get(each.kpi, each.kpi),
        each.kpi,
        each.period,
        " × ".join(each.by),
        segment_name(each.segment) if each.by else "",
        figure(each.first_told.value),
        each.first_told.told_in,
        figure(before.value),
        figure(after.value),
        before.n,
        after.n,
        *(judgements.STATUS[told.status] if told.status else "" for told in (before, after)),
        _BECAUSE[each.because],
        ", ".join(_source(source) for source in each.source),
        each.shown,
    ]


_BECAUSE = {
    Cause.DATA: "Data",
    Cause.DEFINITION: "Definition",
    Cause.BOTH: "Data and definition",
    Cause.PROGRAM: "Program",
    Cause.UNKNOWN: "Unknown",
}


def _source(source: SourceChange) -> str:
    rows = (source.rows_before, source.rows_after)
    before, after = ("none" if number is None else str(number) for number in rows)
    return f"{source.path} ({before} rows, now {after})"
