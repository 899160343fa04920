"""What is asked about a value at stake, by the ids that it is asked under."""

from enum import StrEnum


class Side(StrEnum):
    """Whom it is asked of: those it happened to, and the others."""

    AFFECTED = "affected"
    OTHERS = "others"

    def of(self, stake: str) -> str:
        """Return the id that it is asked under, which no KPI can have."""
        return f"value_at_stake.{stake}.{self}"
