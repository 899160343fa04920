"""Decisions, what stands in the way, and what failures teach."""

from collections.abc import Sequence
from datetime import date

from cxscore.frozen import frozen
from cxscore.model.listing import MOST
from cxscore.model.log import LogKind, LogStatus
from cxscore.model.scorecard import ScoredRow
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.settled import is_live
from cxscore.rendering.sections.verdicts import Judgement, judgement
from cxscore.rendering.words.grammar import counted
from cxscore.rendering.words.learnt import cleared_said, failures_said
from cxscore.rendering.words.log import RowSaid, elsewhere, log_claim, row_said
from cxscore.rendering.words.loops import CauseSaid, LoopSaid, causes_said


@frozen
class LogLine:
    """A row of the log and its state."""

    row: RowSaid
    state: Judgement
    live: bool = True
    """It is open, or was closed since the last meeting: paper has it."""


@frozen
class Log:
    """What is asked, what stands in the way, and what went wrong; open rows first."""

    claim: str
    decisions: tuple[LogLine, ...]
    blockers: tuple[LogLine, ...]
    failures: tuple[LogLine, ...]
    celebrate: tuple[str, ...]
    """A sentence for each success, with whom to thank."""
    others: int
    """Rows that are not listed."""
    elsewhere: str = ""
    """Where these are; empty for none."""
    loops: tuple[LoopSaid, ...] = ()
    """How far the loop with customers is closed, a dataset each."""
    causes: tuple[CauseSaid, ...] = ()
    """What went wrong, by cause, and what was done about it."""
    together: tuple[str, ...] = ()
    """Sentences on the failures: how many were found by whom, and how many there were before."""
    cleared: str = ""
    """How many blockers were cleared lately, and how long they had stood."""
    settled: str = ""
    """``5 rows settled before the last meeting``, which paper leaves out; empty for none."""


def view(facts: Facts) -> Log:
    """Return the rows of the log that are no actions, the open ones first."""
    kinds = (LogKind.DECISION, LogKind.BLOCKER, LogKind.FAILURE)
    every = [facts.scorecard.rows_of(kind) for kind in kinds]
    known = [facts.scorecard.listed_of(kind) for kind in kinds]
    ordered = [sorted(rows, key=_place) for rows in known]
    decisions, blockers, failures = (_lines(facts, rows[:MOST]) for rows in ordered)
    old = sum(not line.live for line in (*decisions, *blockers, *failures))
    listed = len(decisions) + len(blockers) + len(failures)
    others = sum(map(len, every)) - listed
    return Log(
        log_claim(facts.paper),
        decisions,
        blockers,
        failures,
        facts.said.celebrate,
        others,
        elsewhere(others, sum(map(len, known)) - listed),
        facts.said.loops,
        causes_said(facts.paper),
        failures_said(facts.paper),
        cleared_said(facts.paper),
        f"{counted(old, 'row')} settled before the last meeting" if old else "",
    )


def is_empty(log: Log) -> bool:
    """Return whether there is nothing but actions."""
    rows = (*log.decisions, *log.blockers, *log.failures, *log.loops)
    return not (rows or log.celebrate)


def _place(scored: ScoredRow) -> tuple[bool, int]:
    """Return what rows are sorted by: open ones, then the latest."""
    day = scored.row.opened or (scored.row.due[-1] if scored.row.due else date.min)
    return not scored.row.under_way, -day.toordinal()


def _lines(facts: Facts, rows: Sequence[ScoredRow]) -> tuple[LogLine, ...]:
    return tuple(_line(facts, scored) for scored in rows)


def _line(facts: Facts, scored: ScoredRow) -> LogLine:
    said = row_said(scored, facts.paper)
    css = "on" if scored.row.status is LogStatus.DONE else "off" if scored.overdue else "none"
    return LogLine(said, judgement(css, said.state), is_live(scored, facts.scorecard))
