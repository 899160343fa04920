"""What kpis.yaml says of days that have gone by on the day of the paper."""

from dataclasses import replace
from datetime import date

from cxscore.model.definition import Definition
from cxscore.problems import Problem, Severity


def without_outdated(definition: Definition, as_of: date) -> tuple[Definition, tuple[Problem, ...]]:
    """Return *definition* without a meeting that was before *as_of*, and what is said of it."""
    meeting = definition.heading.meeting
    if meeting is None or meeting >= as_of:
        return definition, ()
    problem = definition.origin.problem(
        ("scorecard", "meeting"),
        "CX156",
        f"scorecard.meeting is {meeting}, before the day of this paper, {as_of}: it is left out",
        "give the day of the next meeting",
        Severity.WARNING,
    )
    heading = replace(definition.heading, meeting=None)
    return replace(definition, heading=heading), (problem,)
