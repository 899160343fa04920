"""Where the rows come from: datasets, their files, columns and dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator, Field

from cxscore.model.checked import OneOf, Short, shape
from cxscore.model.shorthand import (
    BadRowsInput,
    CellTexts,
    Columns,
    Day,
    Number,
    Renames,
    Whole,
    Words,
    open_bad_rows,
    open_list,
    open_reading,
    tell_date,
)


class ColumnType(Enum):
    """What the cells of a column are."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    BOOLEAN = "boolean"


class OnDuplicate(Enum):
    """What happens to rows that share their key."""

    ERROR = "error"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class BadRows:
    """How many rows with a bad cell may be skipped, as a share of the rows that ``where`` keeps.

    ``up_to`` is 0 for ``error``, 1 for ``skip`` and 0.01 for
    ``{skip_up_to: 1%}``.
    """

    __pydantic_config__ = shape("bad_rows")

    up_to: Annotated[Number, Field(alias="*up_to")] = 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column under the name that KPIs use for it."""

    __pydantic_config__ = shape("a column")

    source: Annotated[Words | None, Field(alias="from")] = None
    """Its name in the file's header (``from``); its own name where None."""
    type: ColumnType | None = None
    scale: tuple[Number, Number] | None = None
    """The lowest and the highest answer that can be given."""
    missing: CellTexts = ()
    """Cells that mean "no answer", besides the dataset's."""
    rename: Renames = field(default_factory=dict)
    """Old category to new one."""
    times: Number = 1.0
    """What each number is multiplied by."""
    format: Words | None = None
    """How a date is written, in strftime's letters; ISO 8601 where None."""


@dataclass(frozen=True, slots=True)
class DateColumn:
    """The date stands in one column."""

    __pydantic_config__ = shape("a date")

    column: Words
    format: Words | None = None


@dataclass(frozen=True, slots=True)
class DateParts:
    """The date stands in several columns; the day is 1 where none is named."""

    __pydantic_config__ = shape("a date in parts")

    year: Words
    month: Words
    day: Words | None = None


@dataclass(frozen=True, slots=True)
class DateFixed:
    """Every row is of the same day."""

    __pydantic_config__ = shape("a fixed date")

    fixed: Day


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


@dataclass(frozen=True, slots=True)
class Wide:
    """Months across the columns: one row a label, one column a month.

    ``months`` is the strftime format of the month columns' headers;
    ``rows`` maps the column name that KPIs use to the label in column
    ``label``.
    """

    __pydantic_config__ = shape("wide")

    label: Words
    months: Words
    rows: Annotated[Mapping[str, Words], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read; None means the default, or the dataset's."""

    __pydantic_config__ = shape("how a file is read")

    delimiter: Words | None = None
    header: Annotated[Whole, Field(ge=1)] | None = None
    """The physical line of the header, from 1."""
    encoding: Words | None = None
    decimal: Words | None = None
    thousands: Words | None = None
    sheet: Words | None = None
    wide: Wide | None = None


@dataclass(frozen=True, slots=True)
class DataFile:
    """One path or glob of a dataset, and what is different in it."""

    __pydantic_config__ = shape("a file")

    path: Annotated[Words, Field(alias="file")]
    columns: Mapping[str, Column] = field(default_factory=dict)
    date: DateWritten | None = None
    reading: Annotated[Reading, Field(alias="*reading")] = Reading()


FileWritten = Annotated[DataFile, BeforeValidator(open_reading), Short("file")]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Rows that are read as one table."""

    __pydantic_config__ = shape("a dataset")

    id: Annotated[str, Field(alias="*id")]
    files: Annotated[
        tuple[FileWritten, ...],
        Field(min_length=1),
        BeforeValidator(open_list),
    ]
    columns: Mapping[str, Column] = field(default_factory=dict)
    date: DateWritten | None = None
    reading: Annotated[Reading, Field(alias="*reading")] = Reading()
    missing: CellTexts = ("",)
    where: Words | None = None
    survey_weight: Words | None = None
    frequency: Words | None = None
    unique: Annotated[
        tuple[Words, ...],
        Field(min_length=1),
        BeforeValidator(open_list, json_schema_input_type=str | Columns),
    ] = ()
    unique_all_columns: Annotated[bool, Field(alias="*unique_all_columns")] = False
    on_duplicate: OnDuplicate = OnDuplicate.ERROR
    bad_rows: Annotated[
        BadRows | None, BeforeValidator(open_bad_rows, json_schema_input_type=BadRowsInput)
    ] = None
    """None where the dataset does not say: then what the command line says, else ``error``."""
    arrives_within_days: Annotated[Whole, Field(ge=0, le=3660)] | None = None

    def scale(self, name: str) -> tuple[float, float] | None:
        """Return what the answers in column *name* lie between, whichever file they are in."""
        if name in self.columns and self.columns[name].scale is not None:
            return self.columns[name].scale
        found = [file.columns[name].scale if name in file.columns else None for file in self.files]
        known = [scale for scale in found if scale is not None]
        if not known or len(known) < len(found):
            return None
        return min(low for low, _ in known), max(high for _, high in known)
