"""How far a KPI has come from a definition to something that is proven."""

from enum import Enum


class Rung(Enum):
    """A step on the way; each has all before it."""

    DEFINED = "defined"
    MEASURED = "measured"
    """It has a value in its period."""
    OWNED = "owned"
    """It has a target, and a comment within three periods where one is called for."""
    ACTED_ON = "acted_on"
    """It is on target, or an action is under way and not overdue."""
    PROVEN = "proven"
    """An action on it has worked, or it hits its target."""
