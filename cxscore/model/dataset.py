"""Where the rows come from: datasets, their files and columns."""

from collections.abc import Mapping
from dataclasses import field
from enum import Enum
from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.asked import Asked
from cxscore.model.checked import Short, shape
from cxscore.model.closed_loop import ClosedLoop
from cxscore.model.column_type import ColumnType, Written
from cxscore.model.connections import ConnectionId, DaysLong, TableName
from cxscore.model.dataset_forms import (
    ColumnPlace,
    Header,
    Sheets,
    TotalsWords,
    open_reading,
)
from cxscore.model.dates import DateWritten
from cxscore.model.shorthand import (
    BadRowsInput,
    CellTexts,
    Columns,
    Number,
    Renames,
    Whole,
    Words,
    open_bad_rows,
    open_list,
)


class Fill(Enum):
    """Where a blank cell takes its value from."""

    DOWN = "down"
    """From the nearest cell above that is not blank."""


class OnDuplicate(Enum):
    """What happens to rows that share their key."""

    ERROR = "error"
    FIRST = "first"
    LAST = "last"


@frozen
class BadRows:
    """How many rows with a bad cell may be skipped, as a share of the rows that ``where`` keeps.

    ``up_to`` is 0 for ``error``, 1 for ``skip`` and 0.01 for
    ``{skip_up_to: 1%}``.
    """

    __pydantic_config__ = shape("bad_rows")

    up_to: Annotated[Number, Field(alias="*up_to")] = 0.0


@frozen
class Column:
    """A column under the name that KPIs use for it."""

    __pydantic_config__ = shape("a column")

    source: Annotated[ColumnPlace | None, Field(alias="from")] = None
    """Its name in the file's header (``from``), or its position from 1; its own name where None."""
    type: ColumnType | None = None
    """What its cells are; what the KPIs need where nothing is said."""
    scale: tuple[Number, Number] | None = None
    """The lowest and the highest answer that can be given."""
    missing: CellTexts = ()
    """Cells that mean "no answer", besides the dataset's."""
    rename: Renames = field(default_factory=dict)
    """Old category to new one."""
    times: Number = 1.0
    """What each number is multiplied by."""
    written: Written = Written.PLAIN
    """How a number is written: plain, percent, money or duration."""
    format: Words | None = None
    """How a date is written, in strftime's letters, excel or unix; ISO 8601 where None."""
    fill: Fill | None = None
    """``down``: a blank takes the value above it, as under merged cells."""


@frozen
class Wide:
    """Months across the columns: one row a label, one column a month.

    ``months`` is the strftime format of the month columns' headers;
    ``rows`` maps the column name that KPIs use to the label in column
    ``label``.
    """

    __pydantic_config__ = shape("wide")

    label: Words
    """The column that says what a row is about."""
    months: Words
    """The format of the headers that are months, as %b-%y."""
    rows: Annotated[Mapping[str, Words], Field(min_length=1)]
    """The names that KPIs use, each with its label."""


@frozen
class Reading:
    """How a file is to be read; None means the default, or the dataset's."""

    __pydantic_config__ = shape("how a file is read")

    delimiter: Words | None = None
    """What separates cells: told from the header where nothing is said."""
    header: Header | None = None
    """The line of the header, from 1; or ``{lines: [1, 2]}``, joined with a space."""
    encoding: Words | None = None
    """How letters are written as bytes, as cp1252: utf-8 where nothing is said."""
    decimal: Words | None = None
    """The sign before decimals: a point where nothing is said."""
    thousands: Words | None = None
    """The sign between groups of digits; none where nothing is said."""
    sheet: Sheets | None = None
    """The worksheet of a workbook, several with the same columns, or ``*`` for all."""
    wide: Wide | None = None
    """For months that stand across the columns."""
    skip_after_header: Annotated[Whole, Field(ge=0)] | None = None
    """How many rows below the header are none of the data."""
    footer: TotalsWords | None = None
    """Words that mark a row as the file's own total, in its first cell or its date."""


@frozen
class DataFile:
    """One path or glob of a dataset, and what is different in it."""

    __pydantic_config__ = shape("a file")

    path: Annotated[Words, Field(alias="file")]
    """The path, or a pattern such as surveys-*.csv, from the folder of kpis.yaml."""
    columns: Mapping[str, Column] = field(default_factory=dict)
    """Its columns, where they differ from those of the dataset."""
    date: DateWritten | None = None
    """Its date, where it differs from that of the dataset."""
    reading: Annotated[Reading, Field(alias="*reading")] = Reading()
    where: Words | None = None
    """Which rows of this file count, besides the dataset's ``where``."""


FileWritten = Annotated[DataFile, BeforeValidator(open_reading), Short("file")]


@frozen
class Dataset:
    """Rows that are read as one table."""

    __pydantic_config__ = shape("a dataset")

    id: Annotated[str, Field(alias="*id")]
    files: Annotated[
        tuple[FileWritten, ...],
        Field(min_length=1),
        BeforeValidator(open_list),
    ]
    """Of a table, one that has the table's name, or the query's path, as its own."""
    columns: Mapping[str, Column] = field(default_factory=dict)
    """Its columns by the names that KPIs use; others keep their own."""
    date: DateWritten | None = None
    """Where the date of a row stands."""
    reading: Annotated[Reading, Field(alias="*reading")] = Reading()
    totals: Annotated[Mapping[str, TotalsWords], Field(min_length=1)] | None = None
    """Words of a column that mark rows as totals of others: ``{region: [All, YTD]}``."""
    missing: CellTexts = ("",)
    """Cells that mean "no answer", whatever their case."""
    where: Words | None = None
    """Which rows count, as an expression."""
    survey_weight: Words | None = None
    """The column of survey weights."""
    frequency: Words | None = None
    """The column that says how many answers a row stands for."""
    unique: Annotated[
        tuple[Words, ...],
        Field(min_length=1),
        BeforeValidator(open_list, json_schema_input_type=str | Columns),
    ] = ()
    """The column or columns that no two rows share, or all_columns."""
    unique_all_columns: Annotated[bool, Field(alias="*unique_all_columns")] = False
    on_duplicate: OnDuplicate = OnDuplicate.ERROR
    """What happens to rows that share them."""
    bad_rows: Annotated[
        BadRows | None, BeforeValidator(open_bad_rows, json_schema_input_type=BadRowsInput)
    ] = None
    """None where the dataset does not say: then what the command line says, else ``error``."""
    arrives_within_days: Annotated[Whole, Field(ge=0, le=3660)] | None = None
    """How many days after a period's end its rows are there; later they are stale."""
    closed_loop: ClosedLoop | None = None
    """Its rows are cases in which somebody is to go back to the customer: when, and how long."""
    asked: Asked | None = None
    """Its rows are answers: who was asked for them, how, and who was not."""
    connection: ConnectionId | None = None
    """The connection (an id under ``connections``) by which a table or a query is asked."""
    table: TableName | None = None
    """A table of the connection, as cx.surveys."""
    query: Words | None = None
    """A .sql file with one SELECT, whose rows are the table."""
    settled_after: DaysLong | None = None
    """Days after the end of a period from which the rows of a table in it no longer change."""

    @property
    def is_table(self) -> bool:
        """Whether the rows come from a connection, and not from files."""
        return self.table is not None or self.query is not None

    def scale(self, name: str) -> tuple[float, float] | None:
        """Return what the answers in column *name* lie between, whichever file they are in."""
        if name in self.columns and self.columns[name].scale is not None:
            return self.columns[name].scale
        found = [file.columns[name].scale if name in file.columns else None for file in self.files]
        known = [scale for scale in found if scale is not None]
        if not known or len(known) < len(found):
            return None
        return min(low for low, _ in known), max(high for _, high in known)
