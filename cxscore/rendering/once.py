"""What several formats need of the same scorecard, made once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from cxscore.model.scorecard import Scorecard

T = TypeVar("T")


def once(make: Callable[[Scorecard], T]) -> Callable[[Scorecard], T]:
    """Return *make* with a memory of its last answer.

    A scorecard is frozen, so the same object has the same words and the same
    charts; an equal one is made anew, which costs time and nothing else.
    """
    kept: list[tuple[Scorecard, T]] = []

    @wraps(make)
    def remembered(scorecard: Scorecard) -> T:
        if kept and kept[-1][0] is scorecard:
            return kept[-1][1]
        made = make(scorecard)
        kept[:] = [(scorecard, made)]
        return made

    return remembered
