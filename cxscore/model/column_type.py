"""What the cells of a column are, and how its numbers and dates are written."""

from enum import Enum


class ColumnType(Enum):
    """What the cells of a column are."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    BOOLEAN = "boolean"


SERIALS = ("excel", "unix")
"""Formats of dates that are numbers: days as spreadsheets count them, seconds since 1970."""


class Written(Enum):
    """How the numbers of a column are dressed."""

    PLAIN = "plain"
    PERCENT = "percent"
    """``93,6 %`` is 93.6."""
    MONEY = "money"
    """``£1,049.00``; ``(12.50)`` is -12.5."""
    DURATION = "duration"
    """``0:03:44`` is 224 seconds."""
