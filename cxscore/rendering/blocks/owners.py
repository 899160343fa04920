"""Accountability: one row a person, and the KPIs against the people."""

import math
from collections.abc import Mapping, Sequence

from cxscore.model.scorecard import OwnerScore, ScoredKpi
from cxscore.rendering import page
from cxscore.rendering.sections.facts import Facts, Link, Score, ScoreGroup

SHORT = 8
"""How many rows both tables may have to share a page of paper with other sections."""
PAGE_ROWS = 31
"""How many rows of the matrix fit a page of paper; a row of the owners' table is higher."""
PEOPLE_A_PAGE = 12
"""How many columns of people fit the width of a page."""


def accountability_of(facts: Facts, groups: tuple[ScoreGroup, ...]) -> page.Accountability:
    """Return both tables."""
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
        one_page=math.ceil(1.3 * len(ids)) + len(rows) <= PAGE_ROWS,
        short=len(ids) + len(rows) <= SHORT,
    )


def _owner_row(facts: Facts, owner_id: str, score: OwnerScore) -> page.OwnerRow:
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
    facts: Facts, rows: Sequence[Score], people: Mapping[str, page.OwnerRow]
) -> page.Matrix:
    return page.Matrix(
        tuple(people.values()),
        tuple(
            page.MatrixRow(
                Link(row.anchor, row.kpi.name),
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
