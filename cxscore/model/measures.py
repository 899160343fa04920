"""The measures a KPI can take: what is counted, and over what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from cxscore.model.checked import Short, shape
from cxscore.model.shorthand import (
    CellTexts,
    Number,
    Positive,
    Words,
    open_count,
    open_count_rows,
    open_median,
)


@dataclass(frozen=True, slots=True)
class Nps:
    """Promoters less detractors, in points of all answers.

    Either ``column`` holds whole numbers from 0 to 10, or the other three
    name columns of counts.
    """

    __pydantic_config__ = shape("nps")

    column: Words | None = None
    promoters: Words | None = None
    passives: Words | None = None
    detractors: Words | None = None


@dataclass(frozen=True, slots=True)
class TopBox:
    """The share of good answers, in per cent."""

    __pydantic_config__ = shape("top_box")

    column: Words
    at_least: Number | None = None
    scale: tuple[Number, Number] | None = None
    good: CellTexts = ()
    of: CellTexts = ()
    """Every answer that can be given, where answers are words or codes."""


@dataclass(frozen=True, slots=True)
class Share:
    """Rows or amounts for which *that* holds, in per cent of *of*."""

    __pydantic_config__ = shape("share")

    that: Words
    of: Words | None = None


@dataclass(frozen=True, slots=True)
class Mean:
    """Σvx / Σn: of a column, a weighted column, or sums and counts."""

    __pydantic_config__ = shape("mean")

    column: Words | None = None
    weight: Words | None = None
    sum: Words | None = None
    count: Words | None = None


@dataclass(frozen=True, slots=True)
class RatioPart:
    """One side of a ratio: an expression, or rows or a sum of a dataset."""

    __pydantic_config__ = shape("a part of a ratio")

    dataset: Words | None = None
    """The KPI's own dataset where None."""
    sum: Words | None = None
    """An expression: a number is added up, a true/false one counted."""
    count_rows: Annotated[
        bool,
        Field(alias="count"),
        BeforeValidator(open_count_rows, json_schema_input_type=Literal["rows"]),
    ] = False
    where: Words | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """per · Σnumerator / Σdenominator."""

    __pydantic_config__ = shape("ratio")

    numerator: Annotated[RatioPart, Short("sum")]
    denominator: Annotated[RatioPart, Short("sum")]
    per: Annotated[Positive, Field(le=1e12)] | None = None
    """100 where the unit is percent, else 1, where None."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of an expression."""

    __pydantic_config__ = shape("sum")

    of: Words


@dataclass(frozen=True, slots=True)
class Count:
    """Rows, or the cells of a column that are not blank."""

    __pydantic_config__ = shape("count")

    column: Words | None = None
    """All rows where None."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """How many different values a column has."""

    __pydantic_config__ = shape("distinct")

    column: Words


@dataclass(frozen=True, slots=True)
class Percentile:
    """The exact percentile of an expression, linear between neighbours (type 7)."""

    __pydantic_config__ = shape("percentile")

    of: Words
    p: Annotated[Number, Field(ge=0, le=100)]
    """In per cent; the median is 50."""


@dataclass(frozen=True, slots=True)
class Within:
    """The share of cases closed in time, in per cent of those due.

    Exactly one of ``days``, ``hours`` and ``workdays`` is given. A case not
    yet due is left out; one that is open and late is missed.
    """

    __pydantic_config__ = shape("within")

    opened: Annotated[Words, Field(alias="from")]
    closed: Annotated[Words, Field(alias="to")]
    days: Positive | None = None
    hours: Positive | None = None
    workdays: Positive | None = None


@dataclass(frozen=True, slots=True)
class OpenAtEnd:
    """Cases open at the end of the period."""

    __pydantic_config__ = shape("open_at_end")

    opened: Words
    closed: Words


@dataclass(frozen=True, slots=True)
class Value:
    """A number that somebody else worked out: one row a period and segment."""

    __pydantic_config__ = shape("value")

    column: Words


@dataclass(frozen=True, slots=True)
class Formula:
    """Arithmetic over other KPIs' values."""

    __pydantic_config__ = shape("formula")

    expression: Words


Measure = (
    Nps
    | TopBox
    | Share
    | Mean
    | Ratio
    | Sum
    | Count
    | Distinct
    | Percentile
    | Within
    | OpenAtEnd
    | Value
    | Formula
)

NAMES: dict[str, type[Measure]] = {
    "nps": Nps,
    "top_box": TopBox,
    "share": Share,
    "mean": Mean,
    "ratio": Ratio,
    "sum": Sum,
    "count": Count,
    "distinct": Distinct,
    "median": Percentile,
    "percentile": Percentile,
    "within": Within,
    "open_at_end": OpenAtEnd,
    "value": Value,
    "formula": Formula,
}
"""The measures by the names that kpis.yaml gives them."""

FORMS: Mapping[str, Any] = {
    "nps": Annotated[Nps, Short("column")],
    "top_box": TopBox,
    "share": Share,
    "mean": Annotated[Mean, Short("column")],
    "ratio": Ratio,
    "sum": Annotated[Sum, Short("of", only=True)],
    "count": Annotated[Count, BeforeValidator(open_count, json_schema_input_type=str)],
    "distinct": Annotated[Distinct, Short("column", only=True)],
    "median": Annotated[Percentile, BeforeValidator(open_median, json_schema_input_type=str)],
    "percentile": Percentile,
    "within": Within,
    "open_at_end": OpenAtEnd,
    "value": Annotated[Value, Short("column", only=True)],
    "formula": Annotated[Formula, Short("expression", only=True)],
}
"""How each of them is written."""
