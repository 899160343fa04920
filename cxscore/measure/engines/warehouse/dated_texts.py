"""Texts with their day before them: the greatest of them is the one of the latest day.

Engines that can say what stands beside the greatest say it in ways of their own.
"""

from sqlglot import exp

from cxscore.measure.engines.warehouse.dialects import (
    ONE,
    Dialect,
    Tree,
    call,
    case,
    number,
    own,
    text,
)

_BASE = 20_000_000
"""Added to the number of a day it has eight digits, whenever it is."""
_KNOWN, _BLANK = "0", "1"
"""Stand between a day and a reason: of the same day a blank comes last."""


def dated(words: Dialect, day: Tree, value: Tree) -> Tree:
    """Return the text *value* with its *day*, a number of days, before it."""
    whole = exp.paren(exp.Add(this=number(_BASE), expression=own(day)))
    return words.same_text(call("CONCAT", words.written(whole), value))


def dated_reason(words: Dialect, day: Tree, reason: Tree) -> Tree:
    """Return *reason* with its *day*; a blank has one as well, and comes after all of that day."""
    known = dated(words, day, call("CONCAT", text(_KNOWN), reason))
    return case((words.known(reason), known), otherwise=dated(words, day, text(_BLANK)))


def told(value: Tree) -> Tree:
    """Return the text that stands behind the day of *value*."""
    return call("SUBSTR", value, number(9))


def told_reason(value: Tree) -> Tree:
    """Return the reason that stands behind the day of *value*; a blank where none was known."""
    known = exp.EQ(this=call("SUBSTR", value, number(9), ONE), expression=text(_KNOWN))
    return case((known, call("SUBSTR", value, number(10))))
