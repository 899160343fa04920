"""What whoever keeps the registers may do better: found once a scorecard is scored."""

from enum import Enum

from cxscore.frozen import frozen


class Lint(Enum):
    """What is remarkable; each has a code of its own."""

    NO_ACTION = "no_action"
    """A KPI is off target, and nothing is under way about it."""
    BARE_ACTION = "bare_action"
    """An action under way lacks a day or the size of what it is to bring."""
    TARGET_MOVED = "target_moved"
    """A target is another one than was told, and nobody says why."""
    TOO_EASY = "too_easy"
    """A KPI has been on the same target for twelve periods running."""
    NEW_WHERE_BASICS_FAIL = "new_where_basics_fail"
    """Something new is made at a moment that misses a target."""
    NOT_HEARD = "not_heard"
    """Nobody listens to customers at a moment."""

    OLD_BENCHMARK = "old_benchmark"
    """What others reach is quoted of more than 18 months ago."""
    UNSOURCED_BENCHMARK = "unsourced_benchmark"
    """Nobody says where a benchmark comes from."""


class Lack(Enum):
    """What an action does not say."""

    OPENED = "opened"
    DUE = "due"
    SIZE = "expected"


@frozen
class Linted:
    """One such finding; what it is not about is None."""

    lint: Lint
    kpi: str | None = None
    """The KPI, of an innovation the one that misses its target."""
    row: str | None = None
    """The id of the action or the agreement, or whose benchmark it is."""
    place: tuple[str, int] | None = None
    """The file and the line of the row; None of what kpis.yaml says."""
    lacks: tuple[Lack, ...] = ()
    periods: int = 0
    """How many periods running, of a KPI off or on target."""
    key: str = ""
    """The key of the KPI that it is about; the KPI itself where empty."""
    moment: str | None = None
    """The id of the stage or the moment."""
