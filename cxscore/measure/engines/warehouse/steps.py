"""A number for each day, from tables of days: as comparisons, which every engine has.

Days are numbers here, counted from 1 January 1970: what is added to a date, and what it is then,
differs between engines.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.engines.warehouse.dialects import (
    EPOCH,
    Dialect,
    Tree,
    call,
    case,
    less,
    number,
    own,
)

_FEWEST = 4
"""Steps that have to be as long as each other before they are worked out."""


@frozen
class _Run:
    """Steps from day *start* on that are all *length* days long, and rise by *rise*."""

    start: int
    value: int | None
    length: int = 1
    rise: int = 0

    def tree(self, words: Dialect, day: Tree) -> Tree:
        """Return the number for *day*, which lies in the run."""
        if self.value is None:
            return exp.Null()
        if not self.rise:
            return number(self.value)
        passed = less(day, _signed(self.start))
        if self.length > 1:
            parts = exp.Div(this=words.double(passed), expression=words.double(number(self.length)))
            passed = words.integer(call("FLOOR", parts))
        if self.rise > 1:
            passed = exp.Mul(this=passed, expression=number(self.rise))
        return exp.paren(exp.Add(this=_signed(self.value), expression=passed))


def number_of(day: date) -> int:
    """Return the days from 1 January 1970 to *day*."""
    return (day - EPOCH).days


def stepped(
    words: Dialect, day: Tree, steps: Sequence[tuple[int, int | None]], below: int | None
) -> Tree:
    """Return the number that holds on *day*, a number of days: *below* before all *steps*.

    Each of *steps* is the day from which on a number holds, and that number, in order of time.
    They are searched by halves; many that are alike (all days, all weeks) are worked out.
    """
    runs = [_Run(steps[0][0] - 1, below), *_runs(steps)]

    def among(found: Sequence[_Run]) -> Tree:
        if len(found) == 1:
            return found[0].tree(words, day)
        middle = len(found) // 2
        before = exp.LT(this=own(day), expression=_signed(found[middle].start))
        return case((before, among(found[:middle])), otherwise=among(found[middle:]))

    return among(runs)


def _runs(steps: Sequence[tuple[int, int | None]]) -> Iterator[_Run]:
    at = 0
    while at < len(steps):
        start, value = steps[at]
        last = _last_alike(steps, at)
        if value is not None and last - at >= _FEWEST:
            after, next_value = steps[at + 1]
            yield _Run(start, value, after - start, (next_value or 0) - value)
            at = last
        else:
            yield _Run(start, value)
            at += 1


def _last_alike(steps: Sequence[tuple[int, int | None]], at: int) -> int:
    """Return the place of the last step up to which all are as long, and as high, as that *at*."""

    def rise(place: int) -> tuple[int, int] | None:
        (start, value), (after, above) = steps[place], steps[place + 1]
        return None if value is None or above is None else (after - start, above - value)

    last = at
    while last + 1 < len(steps) and rise(last) is not None and rise(last) == rise(at):
        last += 1
    return last


def _signed(value: int) -> Tree:
    return number(value) if value >= 0 else exp.paren(exp.Neg(this=number(-value)))
