"""Targets that change without anybody saying why."""

from collections.abc import Iterator
from itertools import pairwise

from cxscore.documents import Where, spell
from cxscore.model.definition import Definition
from cxscore.model.kpi import TargetColumn, TargetsBySegment, TargetStep
from cxscore.problems import Problem, Severity


def without_reason(definition: Definition) -> Iterator[Problem]:
    """Yield of each target the first change, and how many more, that has no reason."""
    for kpi in definition.kpis:
        here: Where = ("kpis", kpi.id, "target")
        match kpi.target:
            case None | TargetColumn():
                continue
            case TargetsBySegment(all=targets):
                for name, steps in targets.items():
                    yield from _unsaid(steps, (*here, name), definition)
            case steps:
                yield from _unsaid(steps, here, definition)


def _unsaid(
    steps: tuple[TargetStep, ...], here: Where, definition: Definition
) -> Iterator[Problem]:
    silent = [
        at
        for at, (before, step) in enumerate(pairwise(steps), 1)
        if not step.reason and before.edges != step.edges
    ]
    if not silent:
        return
    others = f", and {len(silent) - 1} more" if silent[1:] else ""
    says = f"{spell(here)} changes from {steps[silent[0]].start} on without a reason{others}"
    yield definition.origin.problem(
        (*here, silent[0]), "CX507", says, "say why, under 'reason'", Severity.WARNING
    )
