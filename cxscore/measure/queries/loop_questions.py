"""What is asked about a closed loop, by the ids that it is asked under."""

from enum import StrEnum


class Asks(StrEnum):
    """What is asked about a loop, each as a KPI of its own would ask it."""

    IN_TIME = "in_time"
    NOT_YET_DUE = "not_yet_due"
    MEDIAN = "median"
    NINETIETH = "ninetieth"
    RECOVERED = "recovered"

    def of(self, dataset: str) -> str:
        """Return the id that it is asked under, which no KPI can have."""
        return f"{dataset}.closed_loop.{self}"
