"""What kpis.yaml says of days that have gone by on the day of the paper."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cxscore.model.definition import Definition
from cxscore.problems import Problem, Severity


def without_outdated(definition: Definition, as_of: date) -> tuple[Definition, tuple[Problem, ...]]:
    """Return *definition* with the meeting that its paper is for, and what has gone by.

    That is the first on or after *as_of*; meetings before it are left out.
    """
    heading = definition.heading
    coming = heading.meeting_from(as_of)
    problems = (*_meetings(definition, as_of), *_people(definition, as_of))
    return replace(definition, heading=replace(heading, meeting=coming)), problems


def _meetings(definition: Definition, as_of: date) -> Iterator[Problem]:
    heading = definition.heading
    if heading.meeting is not None and heading.meeting < as_of:
        yield definition.origin.problem(
            ("scorecard", "meeting"),
            "CX156",
            f"scorecard.meeting is {heading.meeting}, before the day of this paper, {as_of}: "
            "it is left out",
            "give the day of the next meeting",
            Severity.WARNING,
        )
    if heading.meetings and heading.meeting_from(as_of) is None:
        yield definition.origin.problem(
            ("scorecard", "meetings"),
            "CX505",
            f"the last of scorecard.meetings is {max(heading.meetings)}, before the day of this "
            f"paper, {as_of}",
            "add the day of the next meeting",
            Severity.WARNING,
        )


def _people(definition: Definition, as_of: date) -> Iterator[Problem]:
    """Yield the KPIs whose owner has left."""
    owners = {owner.id: owner for owner in definition.owners}
    for kpi in definition.kpis:
        owner = owners.get(kpi.owner)
        if owner is None or owner.until is None or owner.until >= as_of:
            continue
        deputy = f"; the deputy is {owner.deputy}" if owner.deputy else ""
        yield definition.origin.problem(
            ("kpis", kpi.id, "owner"),
            "CX509",
            f"kpis.{kpi.id}.owner is {owner.id}, whose last day in post was {owner.until}",
            f"name who answers for it now{deputy}",
            Severity.WARNING,
        )
