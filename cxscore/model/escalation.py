"""Whose table a KPI comes to once it has been off target for long."""

from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import Field
from cxscore.model.checked import shape
from cxscore.model.shorthand import Whole, Words

DEPUTY, SPONSOR, BOARD = "deputy", "sponsor", "board"
"""Whom a step may name besides an owner."""


@frozen
class EscalationStep:
    """After how many periods off target in a row a KPI goes to whom."""

    __pydantic_config__ = shape("a step of escalation")

    after: Annotated[Whole, Field(ge=1, le=120)]
    """How many periods off target, unbroken."""
    to: Words
    """deputy (the owner's), sponsor, board, or the id of an owner."""


@frozen
class Escalation:
    """Where a KPI that is off target has come to."""

    kpi: str
    count: int
    """Periods off target in a row, up to this one."""
    to: str
    """The id of an owner, or ``board``."""
    held_by: tuple[str, ...] = ()
    """Actions under way that hold the step."""
    following: EscalationStep | None = None
    """The step after this one."""
