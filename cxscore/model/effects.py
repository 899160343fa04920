"""What came of an action: a verdict, the change that it rests on, and why none is given."""

from enum import Enum

from cxscore.frozen import Alternative, frozen, numerous
from cxscore.model.chart_lines import Limits
from cxscore.model.verdicts import Rule

FEWEST_BEFORE = 8
"""Periods before an action without which nothing is told of it."""
ENOUGH_AFTER = 7
"""Periods after it that a run takes: with fewer, none could have shown."""


class Outcome(Alternative):
    """What the series of the KPI says of an action that is closed."""

    CANNOT_TELL = "cannot_tell"
    DID_NOT_LAST = "did_not_last"
    WORKED = "worked"
    WORKED_IN_PART = "worked_in_part"
    """Better by more than chance, and by less than was promised."""
    WORSE_SINCE = "worse_since"
    """It is not said that the action did it."""
    TOO_EARLY = "too_early"
    NO_EFFECT_SEEN = "no_effect_seen"


class Because(Enum):
    """Why it cannot be told what came of an action."""

    NO_START = "no_start"
    """Nobody wrote when it was opened."""
    NO_DIRECTION = "no_direction"
    """The KPI has no way that is better."""
    NO_CHART = "no_chart"
    """Rolling windows, run charts and constant series have no limits to go by."""
    NOT_COMPARABLE = "not_comparable"
    """What was measured since cannot be compared with what was measured before."""
    TOO_FEW_BEFORE = "too_few_before"
    LEVEL_JUST_CHANGED = "level_just_changed"
    CAME_BACK = "came_back"
    """The level had just changed, and is now where it would have been."""
    TOO_SMALL_TO_SEE = "too_small_to_see"
    """Both nothing and all that was promised are within the interval."""


class EffectMethod(Enum):
    """How the change was found."""

    SMOOTHING = "smoothing"
    POOLED_COUNTS = "pooled_counts"
    """Two averages compared: what would have happened anyway is not known."""


@frozen
class Before:
    """The periods that ended before an action was opened, and where they would have led.

    Of pooled counts only their average is known.
    """

    first: str
    last: str
    """Ids of periods; those between that do not count are left out."""
    points: int
    mean: float
    limits: Limits | None = None
    """Of these periods alone."""
    alpha: float | None = None
    level: float | None = None
    """Where the KPI would have stayed without a change, in its unit."""


@frozen
class After:
    """The periods that began after an action was closed."""

    first: str
    last: str
    points: int
    mean: float


@frozen
class LevelChange:
    """A signal that was going on when an action was opened, and had only just begun."""

    since: str
    """The id of its first period."""
    rose: bool
    began: Rule = Rule.OUTSIDE
    """What its first period meets: from a run nobody can tell in which period the level changed."""


@numerous
class Effect:
    """Whether an action worked, as far as the series of its first KPI can tell.

    ``outcome`` is None while the action is not closed: then only what could
    be seen of it is known. Changes are in the KPI's unit, as it moved, and
    ``low`` to ``high`` is the 95 % interval of ``change``.
    """

    outcome: Outcome | None = None
    because: Because | None = None
    before: Before | None = None
    after: After | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    line_change: float | None = None
    """Against the straight line through the periods before, where these were moving already."""
    method: EffectMethod | None = None
    expected: float | None = None
    """The size promised, None where none was."""
    detectable: float | None = None
    """Half of the interval that seven periods after it will have: less than this stays unseen."""
    rules: tuple[Rule, ...] = ()
    """What the periods after meet, for the better or the worse as the outcome has it."""
    segment: str | None = None
    """``region=North`` where it was checked on a segment against the rest."""
    regression_possible: bool = False
    """Begun just after the worst of 12 periods, after which most things get better."""
    shared_with: tuple[str, ...] = ()
    """Other actions, by id, and events, by title, within the same time."""
    level_change: LevelChange | None = None
    settled_in: str | None = None
    """The period of the paper in which the verdict was settled."""
    settled: Outcome | None = None
    """The verdict that was settled then."""
