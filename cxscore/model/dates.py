"""Where the date of a row stands: in one column, in parts, or nowhere, as all are of one day."""

from collections.abc import Mapping
from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator
from cxscore.model.checked import OneOf, Short, fault, shape
from cxscore.model.shorthand import Day, Words


def open_part(value: object) -> object:
    """Return a part of a date: the column that holds it, or its number."""
    if type(value) is int or (isinstance(value, str) and value):
        return value
    raise fault("CX110", "{} is no part of a date", "name a column, or write a number, as 2017")


def tell_date(value: object) -> str:
    """Return which kind of date *value* is."""
    if isinstance(value, dict) and {"year", "month", "day"} & set(value):
        return "*parts"
    return "*fixed" if isinstance(value, dict) and "fixed" in value else "*column"


DatePart = Annotated[str | int, BeforeValidator(open_part, json_schema_input_type=str | int)]


@frozen
class DateColumn:
    """The date stands in one column."""

    __pydantic_config__ = shape("a date")

    column: Words
    """The column that holds it."""
    format: Words | None = None
    """In strftime's letters; ISO 8601 where nothing is said."""


@frozen
class DateParts:
    """The date stands in parts, each a column or a number; the day is 1 where none is named."""

    __pydantic_config__ = shape("a date in parts")

    year: DatePart
    """The column of the year, or its number."""
    month: DatePart
    """The column of the month, or its number."""
    day: DatePart | None = None
    """The column of the day, or its number; the first where nothing is said."""

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns that hold parts, by the part's name."""
        parts = {"year": self.year, "month": self.month, "day": self.day}
        return {name: part for name, part in parts.items() if isinstance(part, str)}


@frozen
class DateFixed:
    """Every row is of the same day."""

    __pydantic_config__ = shape("a fixed date")

    fixed: Day
    """The day that every row is of."""


DateSpec = DateColumn | DateParts | DateFixed
DateWritten = Annotated[
    DateSpec,
    OneOf(
        {
            "*column": Annotated[DateColumn, Short("column")],
            "*parts": DateParts,
            "*fixed": DateFixed,
        },
        tell_date,
    ),
]
