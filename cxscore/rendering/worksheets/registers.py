"""Sheets of what people write: the log, promises and commentary, with what follows from it."""

from collections.abc import Iterable, Mapping, Sequence

from cxscore.model.agreements import ScoredAgreement
from cxscore.model.log import LogKind
from cxscore.model.registers import WHOLE, Comment
from cxscore.model.scorecard import ScoredRow
from cxscore.rendering.numbers import Quantity
from cxscore.rendering.pack import Pack
from cxscore.rendering.words import Said
from cxscore.rendering.words.actions import timeliness
from cxscore.rendering.words.agreements import agreement_said
from cxscore.rendering.words.grammar import capital
from cxscore.rendering.words.log import row_said
from cxscore.rendering.words.marked import plain_lines
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.worksheets.cells import (
    DAY,
    ID,
    NAME,
    NUMBER,
    PERIOD,
    PERSON,
    PROSE,
    TEXT,
    WORD,
    Cell,
    Column,
    Figure,
    Worksheet,
    columns,
)

LOG = columns(
    ("Id", ID),
    ("Kind", WORD),
    ("Title", NAME),
    ("About", NAME),
    ("Owner", PERSON),
    ("State", WORD),
    ("State in full", NAME),
    ("Opened", DAY),
    ("Due", DAY),
    ("Closed", DAY),
    ("Overdue", WORD),
    ("Days late", NUMBER),
    ("Times moved", NUMBER),
    ("Progress", NUMBER),
    ("Cause", NAME),
    ("Expected", NAME),
    ("Segment", WORD),
    ("Aim", WORD),
    ("Cost", WORD),
    ("Check on", DAY),
    ("Did it work", WORD),
    ("What came of it", TEXT),
    ("Found by", WORD),
    ("Customers", NUMBER),
    ("Given up", NAME),
    ("Learning", TEXT),
    ("Change", TEXT),
    ("Outcome", TEXT),
)
PROMISES = columns(
    ("Id", ID),
    ("Promise", TEXT),
    ("From", PERSON),
    ("To", PERSON),
    ("Kind", WORD),
    ("Serves", NAME),
    ("Measured by", NAME),
    ("Value", NUMBER),
    ("State", WORD),
    ("Kept", NUMBER),
    ("Of periods", NUMBER),
    ("Due", DAY),
    ("Closed", DAY),
    ("Review", DAY),
    ("Note", TEXT),
)
COMMENTARY = columns(
    ("KPI", NAME),
    ("Id", ID),
    ("Period", PERIOD),
    ("Author", PERSON),
    ("Written", DAY),
    ("What", PROSE),
    ("Why", PROSE),
    ("Next", PROSE),
)
PERCENT = "percent"


def log_sheet(pack: Pack) -> Worksheet:
    """Return the rows of the log that are listed, whatever their kind."""
    paper = Paper.of(pack.scorecard)
    log, every = paper.scorecard.listed, len(paper.scorecard.log)
    own = _own_columns(scored.row.more for scored in log)
    rows = [[*_row(each, pack.said, paper), *_of(each.row.more, own)] for each in log]
    more = f"{every - len(log)} rows are not listed: the log has them." if len(log) < every else ""
    return Worksheet("Log", (*LOG, *own), rows, more)


def promises_sheet(pack: Pack) -> Worksheet:
    """Return the agreements."""
    paper = Paper.of(pack.scorecard)
    found = paper.scorecard.agreements
    own = _own_columns(scored.agreement.more for scored in found)
    rows = [[*_promise(each, paper), *_of(each.agreement.more, own)] for each in found]
    return Worksheet("Promises", (*PROMISES, *own), rows)


def commentary_sheet(pack: Pack) -> Worksheet:
    """Return what was written about KPIs and the whole."""
    paper = Paper.of(pack.scorecard)
    found = paper.scorecard.commentary
    own = _own_columns(comment.more for comment in found)
    rows = [[*_comment(each, paper), *_of(each.more, own)] for each in found]
    return Worksheet("Commentary", (*COMMENTARY, *own), rows)


def _row(scored: ScoredRow, said: Said, paper: Paper) -> list[Cell]:
    row, words = scored.row, row_said(scored, paper)
    effect = said.effects.get(row.id)
    state = timeliness(scored) if row.kind is LogKind.ACTION else words.state
    return [
        row.id,
        capital(row.kind.value),
        row.title,
        words.about,
        words.owner,
        state.short,
        state.long,
        row.opened,
        row.due[-1] if row.due else None,
        row.closed,
        scored.overdue,
        scored.days_late,
        scored.times_moved,
        None if row.progress is None else Figure(row.progress, Quantity(paper.numbers, PERCENT), 0),
        words.cause,
        row.expected_effect,
        "=".join(row.segment) if row.segment else "",
        capital(row.aim.value) if row.aim else "",
        row.cost,
        scored.check_on,
        effect.verdict.short if effect else "",
        effect.sentence if effect else "",
        words.found_by,
        row.customers,
        row.given_up,
        row.learning,
        row.change,
        row.outcome,
    ]


def _promise(scored: ScoredAgreement, paper: Paper) -> list[Cell]:
    found, words = scored.agreement, agreement_said(scored, paper)
    kept, of = scored.kept_of_12 or (None, None)
    return [
        found.id,
        found.promise,
        words.giver,
        words.receiver,
        words.kind,
        words.serves,
        words.measure,
        _value(scored, paper),
        words.state.long,
        kept,
        of,
        found.due,
        found.closed,
        found.review,
        words.note,
    ]


def _value(scored: ScoredAgreement, paper: Paper) -> Cell:
    """Return the value of the KPI that measures a promise, in its unit."""
    kpis = {each.kpi.id: each for each in (*paper.scorecard.kpis, *paper.scorecard.also)}
    measured = kpis.get(scored.agreement.kpi or "")
    if scored.value is None or measured is None:
        return scored.value
    shown = Shown.of(measured, paper.numbers)
    return Figure(scored.value, shown.quantity, shown.decimals)


def _comment(comment: Comment, paper: Paper) -> list[Cell]:
    whole = comment.kpi == WHOLE
    return [
        "The whole" if whole else paper.names.get(comment.kpi, comment.kpi),
        comment.kpi,
        comment.period,
        paper.person(comment.author) if comment.author else "",
        comment.written,
        *(_unmarked(text) for text in (comment.what, comment.why, comment.next)),
    ]


def _unmarked(text: str) -> str:
    """Return *text* without marks, an item of a list a line."""
    return "\n".join(filter(None, plain_lines(text)))


def _own_columns(more: Iterable[Mapping[str, str]]) -> tuple[Column, ...]:
    """Return the columns that only the user knows."""
    return columns(
        *((name, PERSON) for name in dict.fromkeys(name for row in more for name in row))
    )


def _of(more: Mapping[str, str], own: Sequence[Column]) -> list[Cell]:
    return [more.get(column.heading, "") for column in own]
