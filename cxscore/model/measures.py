"""The measures a KPI can take: what is counted, and over what."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.checked import Short, shape
from cxscore.model.ledger_line import LedgerLine
from cxscore.model.shorthand import (
    CellTexts,
    Number,
    Positive,
    Words,
    open_count,
    open_count_rows,
    open_median,
)
from cxscore.model.statistic import Statistic


class AnyMeasure:
    """What is asked of every measure, whichever it is; None is the answer of most."""

    __slots__ = ()
    asks_people: ClassVar[bool] = False
    """Whether it is made of answers of people, on a scale of their own."""

    @property
    @abstractmethod
    def statistic(self) -> Statistic:
        """What kind of number it is."""

    @property
    def asked_again(self) -> bool:
        """Whether a longer span has to be measured on the rows again."""
        return self.statistic.asked_again

    @property
    def ledger(self) -> LedgerLine | None:
        """The line of the customer ledger that it is."""
        return None

    @property
    def scaled(self) -> str | None:
        """The column, or expression, whose scale its value lies on."""
        return None

    @property
    def answers(self) -> str | None:
        """The column of answers of people, one a row."""
        return None

    @property
    def of_row(self) -> tuple[str, ...] | None:
        """The columns that the value of a single row comes from; None where rows have no value."""
        return None if self.answers is None else (self.answers,)

    @property
    def case_opened(self) -> str | None:
        """The column that says when a case was opened, where rows are cases."""
        return None

    @property
    def counts_rows(self) -> bool:
        """Whether what is divided is a number of rows."""
        return False

    @property
    def factor(self) -> float | None:
        """What kpis.yaml has a ratio multiplied by."""
        return None

    @property
    def quantile(self) -> float | None:
        """Which percentile it is, in per cent."""
        return None

    @property
    def formula(self) -> str | None:
        """The arithmetic over other KPIs that it is."""
        return None

    @property
    def theme(self) -> str | None:
        """The theme of customers' comments that it is the share of."""
        return None

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that it names itself, besides the KPI's own."""
        return ()


@frozen
class Nps(AnyMeasure):
    """Promoters less detractors, in points of all answers.

    Either ``column`` holds whole numbers from 0 to 10, or the other three
    name columns of counts.
    """

    __pydantic_config__ = shape("nps")
    statistic: ClassVar = Statistic.NET_SHARE
    asks_people: ClassVar = True

    column: Words | None = None
    """A column of whole numbers from 0 to 10."""
    promoters: Words | None = None
    """A column of how many gave 9 or 10."""
    passives: Words | None = None
    """A column of how many gave 7 or 8."""
    detractors: Words | None = None
    """A column of how many gave 0 to 6."""

    @property
    def answers(self) -> str | None:
        """See AnyMeasure."""
        return self.column


@frozen
class TopBox(AnyMeasure):
    """The share of good answers, in per cent."""

    __pydantic_config__ = shape("top_box")
    statistic: ClassVar = Statistic.SHARE
    asks_people: ClassVar = True

    column: Words
    """The column of answers."""
    at_least: Number | None = None
    """The lowest answer that is a good one."""
    scale: tuple[Number, Number] | None = None
    """The lowest and the highest answer that can be given."""
    good: CellTexts = ()
    """The answers that are good ones."""
    of: CellTexts = ()
    """Every answer that can be given, where answers are words or codes."""

    @property
    def answers(self) -> str | None:
        """See AnyMeasure."""
        return self.column


@frozen
class LowBox(AnyMeasure):
    """The share of low answers, in per cent: of little effort, or of bad marks."""

    __pydantic_config__ = shape("low_box")
    statistic: ClassVar = Statistic.SHARE
    asks_people: ClassVar = True

    column: Words
    """The column of answers."""
    at_most: Number
    """The highest answer that counts."""
    scale: tuple[Number, Number] | None = None
    """The lowest and the highest answer that can be given."""

    @property
    def answers(self) -> str | None:
        """See AnyMeasure."""
        return self.column


@frozen
class Share(AnyMeasure):
    """Rows or amounts for which *that* holds, in per cent of *of*."""

    __pydantic_config__ = shape("share")
    statistic: ClassVar = Statistic.SHARE

    that: Words
    """An expression: a true/false one counts rows, a number is added up."""
    of: Words | None = None
    """Of what, likewise; all rows where nothing is said."""

    @property
    def of_row(self) -> tuple[str, ...] | None:
        """See AnyMeasure; what it is made of is an expression."""
        return ()


@frozen
class Mean(AnyMeasure):
    """Σvx / Σn: of a column, a weighted column, or sums and counts."""

    __pydantic_config__ = shape("mean")
    statistic: ClassVar = Statistic.MEAN

    column: Words | None = None
    """The column, or an expression, that the mean is of."""
    weight: Words | None = None
    """The column that it is weighted by."""
    sum: Words | None = None
    """A column of sums."""
    count: Words | None = None
    """A column of how many each sum is of."""

    @property
    def of_row(self) -> tuple[str, ...] | None:
        """See AnyMeasure."""
        return None if self.column is None else (self.column,)

    @property
    def scaled(self) -> str | None:
        """See AnyMeasure."""
        return self.column


@frozen
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
    """rows, to count them."""
    where: Words | None = None
    """Which rows count, as an expression."""


@frozen
class Ratio(AnyMeasure):
    """per · Σnumerator / Σdenominator."""

    __pydantic_config__ = shape("ratio")
    statistic: ClassVar = Statistic.RATIO

    numerator: Annotated[RatioPart, Short("sum")]
    """What is counted."""
    denominator: Annotated[RatioPart, Short("sum")]
    """What it is divided by."""
    per: Annotated[Positive, Field(le=1e12)] | None = None
    """100 where the unit is percent, else 1, where None."""

    @property
    def counts_rows(self) -> bool:
        """See AnyMeasure."""
        return self.numerator.count_rows

    @property
    def factor(self) -> float | None:
        """See AnyMeasure."""
        return self.per

    @property
    def datasets(self) -> tuple[str, ...]:
        """See AnyMeasure."""
        named = (self.numerator.dataset, self.denominator.dataset)
        return tuple(name for name in named if name is not None)


@frozen
class Sum(AnyMeasure):
    """The sum of an expression."""

    __pydantic_config__ = shape("sum")
    statistic: ClassVar = Statistic.TOTAL

    of: Words

    @property
    def scaled(self) -> str | None:
        """See AnyMeasure."""
        return self.of


@frozen
class Count(AnyMeasure):
    """Rows, or the cells of a column that are not blank."""

    __pydantic_config__ = shape("count")
    statistic: ClassVar = Statistic.COUNT

    column: Words | None = None
    """All rows where None."""


@frozen
class Distinct(AnyMeasure):
    """How many different values a column has."""

    __pydantic_config__ = shape("distinct")
    statistic: ClassVar = Statistic.DISTINCT

    column: Words


@frozen
class Percentile(AnyMeasure):
    """The exact percentile of an expression, linear between neighbours (type 7)."""

    __pydantic_config__ = shape("percentile")
    statistic: ClassVar = Statistic.QUANTILE

    of: Words
    """The column, or an expression, that it is of."""
    p: Annotated[Number, Field(ge=0, le=100)]
    """In per cent; the median is 50."""

    @property
    def scaled(self) -> str | None:
        """See AnyMeasure."""
        return self.of

    @property
    def quantile(self) -> float | None:
        """See AnyMeasure."""
        return self.p


@frozen
class Within(AnyMeasure):
    """The share of cases closed in time, in per cent of those due.

    Exactly one of ``days``, ``hours`` and ``workdays`` is given. A case not
    yet due is left out; one that is open and late is missed.
    """

    __pydantic_config__ = shape("within")
    statistic: ClassVar = Statistic.SHARE

    opened: Annotated[Words, Field(alias="from")]
    """The column of when a case was opened."""
    closed: Annotated[Words, Field(alias="to")]
    """The column of when it was closed; blank while it is open."""
    days: Positive | None = None
    """How many calendar days it may take."""
    hours: Positive | None = None
    """How many hours it may take."""
    workdays: Positive | None = None
    """How many working days it may take."""

    @property
    def of_row(self) -> tuple[str, ...] | None:
        """See AnyMeasure."""
        return self.opened, self.closed

    @property
    def case_opened(self) -> str | None:
        """See AnyMeasure."""
        return self.opened


@frozen
class OpenAtEnd(AnyMeasure):
    """Cases open at the end of the period."""

    __pydantic_config__ = shape("open_at_end")
    statistic: ClassVar = Statistic.STOCK

    opened: Words
    """The column of when a case was opened."""
    closed: Words
    """The column of when it was closed; blank while it is open."""

    @property
    def case_opened(self) -> str | None:
        """See AnyMeasure."""
        return self.opened


@frozen
class Value(AnyMeasure):
    """A number that somebody else worked out: one row a period and segment."""

    __pydantic_config__ = shape("value")
    statistic: ClassVar = Statistic.GIVEN

    column: Words

    @property
    def scaled(self) -> str | None:
        """See AnyMeasure."""
        return self.column


@frozen
class Theme(AnyMeasure):
    """Respondents whose comments have a theme, in per cent of those who said something."""

    __pydantic_config__ = shape("a theme of comments")
    statistic: ClassVar = Statistic.SHARE

    name: Words

    @property
    def theme(self) -> str | None:
        """See AnyMeasure."""
        return self.name


@frozen
class Formula(AnyMeasure):
    """Arithmetic over other KPIs' values."""

    __pydantic_config__ = shape("formula")
    statistic: ClassVar = Statistic.FORMULA

    expression: Words

    @property
    def formula(self) -> str | None:
        """See AnyMeasure."""
        return self.expression


@frozen
class Ledger(AnyMeasure):
    """A line of the customer ledger, as ``customers`` says who is one."""

    __pydantic_config__ = shape("ledger")

    line: LedgerLine

    @property
    def statistic(self) -> Statistic:
        """See AnyMeasure."""
        return self.line.statistic

    @property
    def asked_again(self) -> bool:
        """See AnyMeasure; who came in one month and went in the next is in neither of both."""
        return True

    @property
    def ledger(self) -> LedgerLine | None:
        """See AnyMeasure."""
        return self.line


Measure = (
    Nps
    | TopBox
    | LowBox
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
    | Theme
    | Formula
    | Ledger
)

NAMES: dict[str, type[Measure]] = {
    "nps": Nps,
    "top_box": TopBox,
    "low_box": LowBox,
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
    "comments": Theme,
    "formula": Formula,
    "ledger": Ledger,
}
"""The measures by the names that kpis.yaml gives them."""


FORMS: Mapping[str, Any] = {
    "nps": Annotated[Nps, Short("column")],
    "top_box": TopBox,
    "low_box": LowBox,
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
    "comments": Annotated[Theme, Short("name", only=True)],
    "formula": Annotated[Formula, Short("expression", only=True)],
    "ledger": Annotated[Ledger, Short("line", bare=LedgerLine, only=True)],
}
"""How each of them is written."""
