"""What kpis.yaml says of days that have gone by on the day of the paper, or lie far ahead."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cxscore.model.accepted import last_accepted
from cxscore.model.definition import Definition
from cxscore.problems import Problem, Severity


def without_outdated(definition: Definition, as_of: date) -> tuple[Definition, tuple[Problem, ...]]:
    """Return *definition* with the meeting that its paper is for, and what has gone by.

    That is the first on or after *as_of*; meetings before it are left out.
    """
    heading = definition.heading
    coming = heading.meeting_from(as_of)
    problems = (
        *_meetings(definition, as_of),
        *_people(definition, as_of),
        *_accepted(definition, as_of),
    )
    return replace(definition, heading=replace(heading, meeting=coming)), problems


def _meetings(definition: Definition, as_of: date) -> Iterator[Problem]:
    heading = definition.heading
    if heading.meeting is not None and heading.meeting < as_of:
        yield definition.origin.problem(
            ("scorecard", "meeting"),
            "CX505",
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


def _accepted(definition: Definition, as_of: date) -> Iterator[Problem]:
    """Yield the breaches that are accepted no longer, or for too long."""
    for kpi in definition.kpis:
        for at, accepted in enumerate(kpi.accepted):
            where = ("kpis", kpi.id, "accepted", at, "until")
            what = f"{accepted.what} of kpis.{kpi.id}"
            if not accepted.holds_on(as_of):
                code, hint = "CX191", "remove it, or decide anew until when and why"
                says = f"{what} was accepted until {accepted.until}, which has passed"
            elif accepted.until > last_accepted(as_of):
                code, hint = "CX192", "accept it for twelve months at most, and decide anew then"
                says = f"{what} is accepted until {accepted.until}, more than 12 months ahead"
            else:
                continue
            yield definition.origin.problem(where, code, says, hint, Severity.WARNING)
