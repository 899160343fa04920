"""Accountability: one row a person, and the KPIs against the people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cxscore.frozen import frozen
from cxscore.model.commentary import CommentNeed
from cxscore.model.scorecard import OwnerScore, Scorecard, ScoredKpi
from cxscore.model.verdicts import Status
from cxscore.rendering.numbers import NONE
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.off_target import OffTargetRow, rows_of
from cxscore.rendering.sections.scores import Link, Score
from cxscore.rendering.sections.verdicts import Judgement
from cxscore.rendering.words import periods
from cxscore.rendering.words.escalation import escalated_said
from cxscore.rendering.words.grammar import (
    be,
    capital,
    counted,
    named,
    sentence,
    sentences,
    spelled,
)
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.silos import crossing_said
from cxscore.rendering.words.standing import judged

SHORT = 8
"""How many rows both tables may have to share a page of paper with other sections."""
PAGE_ROWS = 31
"""How many rows of the matrix fit a page of paper; a row of the owners' table is higher."""
ENOUGH_KPIS = 6
"""KPIs from which on teams have a table of their own."""
PEOPLE_A_HALF, ENOUGH_ROWS = 6, 12
"""People who fit half the width of a page, and the KPIs from which on it is halved."""
PEOPLE_A_PAGE = 12
"""How many columns of people fit the width of a page."""


@frozen
class OwnerSaid:
    """One row of the accountability table; the counts stand in the scorecard."""

    id: str
    name: str
    role: str
    """``Chief Customer Officer, Customer``; empty where unknown."""
    deputy: str
    longest_off_target: str
    """``8 months``, ``–``."""
    gaps: str
    """``No action is open for Order accuracy. For the board: Trust.``; empty for none."""


@frozen
class OwnerRow:
    """One person of the accountability table."""

    owner: OwnerSaid
    kpis: int
    on_target: int
    at_risk: int
    off_target: int
    no_data: int
    improving: int
    worsening: int
    actions_open: int
    actions_overdue: int
    commentary_missing: int
    """Those whose day has passed."""
    off_target_without_action: int


@frozen
class MatrixRow:
    """One KPI; ``roles`` has ``A``, ``C`` or an empty text for each of the people."""

    link: Link
    status: Judgement
    roles: tuple[str, ...]


@frozen
class Matrix:
    """KPIs × people, no more people than fit the width of a page."""

    people: tuple[OwnerRow, ...]
    rows: tuple[MatrixRow, ...]


@frozen
class SiloMatrix:
    """KPIs × teams, no more teams than fit the width of a page."""

    teams: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@frozen
class Accountability:
    """Who answers for what."""

    claim: str
    owners: tuple[OwnerRow, ...]
    matrices: tuple[Matrix, ...]
    one_page: bool
    """The matrix fits one page of paper, and is not divided."""
    short: bool
    """Few enough rows to share a page of paper with other sections."""
    crossing: str = ""
    """``21 of 23 KPIs need two teams``; empty where one team does it all."""
    off_target: tuple[OffTargetRow, ...] = ()
    """A row for each KPI off target or at risk, those without an open action first."""
    in_halves: bool = False
    """Few people and many KPIs: paper has both halves of the matrix side by side."""
    silos: tuple[SiloMatrix, ...] = ()
    """Where teams have several people, and there are enough KPIs for it."""


def view(facts: Facts) -> Accountability:
    """Return both tables; a supplier is in them who contributes to a KPI."""
    owners = {
        score.owner.id: _owner_row(facts, score)
        for score in facts.scorecard.owners
        if (
            score.owner.id in facts.scorecard.people
            if facts.scorecard.people
            else not score.owner.supplier or score.contributes_to
        )
    }
    rows = facts.rows
    ids = list(owners)
    off_target = rows_of(facts.scorecard.kpis, facts.said.kpis, facts.paper, facts.link)
    return Accountability(
        claim=_claim(facts.scorecard),
        owners=tuple(owners.values()),
        matrices=tuple(
            _matrix(facts, rows, {i: owners[i] for i in ids[start : start + PEOPLE_A_PAGE]})
            for start in range(0, len(ids), PEOPLE_A_PAGE)
        ),
        # What is longer than a page begins at once: it is divided anyhow.
        one_page=len(rows) <= PAGE_ROWS,
        in_halves=len(ids) <= PEOPLE_A_HALF and len(rows) >= ENOUGH_ROWS,
        short=len(ids) + len(rows) + len(off_target) <= SHORT,
        crossing=crossing_said(facts.paper),
        off_target=off_target,
        silos=tuple(_silos(facts, rows, ids)),
    )


def is_empty(accountability: Accountability) -> bool:
    """Return whether there is no KPI to answer for, as in the pack of somebody without one."""
    return not any(matrix.rows for matrix in accountability.matrices)


def _owner_row(facts: Facts, score: OwnerScore) -> OwnerRow:
    return OwnerRow(
        owner=_said(score, facts.paper),
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


def _matrix(facts: Facts, rows: Sequence[Score], people: Mapping[str, OwnerRow]) -> Matrix:
    return Matrix(
        tuple(people.values()),
        tuple(
            MatrixRow(
                Link(row.anchor, row.kpi.name),
                row.status,
                tuple(_role(facts.by_id[row.kpi.id], person) for person in people),
            )
            for row in rows
        ),
    )


def _silos(facts: Facts, rows: Sequence[Score], people: Sequence[str]) -> Iterator[SiloMatrix]:
    """Yield the KPIs against the teams; nothing where that would be the table of people again."""
    teams = list(dict.fromkeys(facts.paper.team(person) for person in people))
    if len(rows) < ENOUGH_KPIS or not 1 < len(teams) < len(people):
        return
    silos = {row.kpi: row.silos for row in facts.scorecard.accountability.matrix}
    for start in range(0, len(teams), PEOPLE_A_PAGE):
        shown = tuple(teams[start : start + PEOPLE_A_PAGE])
        yield SiloMatrix(
            shown,
            tuple(
                MatrixRow(
                    Link(row.anchor, row.kpi.name),
                    row.status,
                    tuple(_place(silos[row.kpi.id], team) for team in shown),
                )
                for row in rows
            ),
        )


def _place(silos: Sequence[str], team: str) -> str:
    """Return whether *team* is accountable, contributes, or neither."""
    return ("A" if silos[0] == team else "C") if team in silos else ""


def _role(kpi: ScoredKpi, person: str) -> str:
    if kpi.kpi.owner == person:
        return "A"
    return "C" if person in kpi.kpi.contributors else ""


def _said(score: OwnerScore, paper: Paper) -> OwnerSaid:
    """Return one row of the accountability table."""
    owner, scorecard = score.owner, paper.scorecard
    own = [k for k in scorecard.kpis if k.kpi.owner == owner.id]
    unacted = [k.kpi.name for k in own if k.status is Status.OFF_TARGET and not k.open_actions]
    longest = max(own, key=lambda k: k.periods_off_target, default=None)
    noun = periods.noun(longest.grain if longest else scorecard.period.grain)
    gaps = [f"No action is open for {named(unacted, 3)}"] if unacted else []
    due = [k.comment_state.due for k in own if k.comment_state.need is CommentNeed.DUE_BY]
    days = [day for day in due if day is not None]
    if missing := score.commentary_missing:
        gaps.append(f"{counted(missing, 'comment')} missing")
    for day, number in sorted(Counter(days).items()):
        gaps.append(f"{counted(number, 'comment')} due by {paper.numbers.day(day)}")
    return OwnerSaid(
        id=owner.id,
        name=owner.name,
        role=", ".join(part for part in (owner.role, owner.team) if part),
        deputy=paper.person(owner.deputy) if owner.deputy else "",
        longest_off_target=counted(score.longest_off_target, noun)
        if score.longest_off_target
        else NONE,
        gaps=sentences(*gaps, *escalated_said(own, paper)),
    )


def _claim(scorecard: Scorecard) -> str:
    """Return the sentence under the title."""
    holders = [o for o in scorecard.owners if o.kpis]
    number = len(holders)
    people = f"{spelled(number)} {'person answers' if number < 2 else 'people answer'}"
    off = scorecard.summary.now.off_target
    unacted = sum(o.off_target_without_action for o in holders)
    told = f"{capital(people)} for {counted(len(scorecard.kpis), 'KPI')}"
    if not off:
        none = "it is not" if len(scorecard.kpis) == 1 else "none of them is"
        return sentence(f"{told}; {none} off target" if judged(scorecard.summary.now) else told)
    # Beside a number of people a bare number could be one of them.
    those = "it is" if len(scorecard.kpis) == 1 else f"{spelled(off)} of the KPIs {be(off)}"
    if not unacted:
        every = "and it has" if off == 1 else "and each has"
        return sentence(f"{told}; {those} off target, {every} an open action")
    lacking = "has" if unacted == 1 else "have"
    if off == unacted:
        return sentence(f"{told}; {those} off target, with no action open")
    lacking = f"of which {spelled(unacted)} {lacking} no open action"
    return sentence(f"{told}; {those} off target, {lacking}")
