"""The nearest of a column's values to a text that is none of them, as a hint."""

from collections.abc import Sequence

from cxscore.measure.places import shown
from cxscore.measure.wording import folded
from cxscore.nearest import suggestion

MOST_VALUES = 10_000
"""Different values of a column among which the nearest is looked for."""
LISTED = 8
"""Values that are listed where none comes near."""


def near_text(text: str, values: Sequence[str], *, alike_only: bool = False) -> str:
    """Return the hint for *text*, which is none of *values*: the nearest, or what there is."""
    alike = [value for value in values if folded(value) == folded(text)]
    if alike:
        return f"did you mean '{shown(alike[0])}'?"
    if alike_only:
        return ""
    near = suggestion(text, values)
    return near or listed(values)


def listed(values: Sequence[str]) -> str:
    """Return the hint that names *values*, where they are few."""
    if not values or len(values) > LISTED:
        return ""
    return f"it holds {', '.join(shown(value) for value in values)}"
