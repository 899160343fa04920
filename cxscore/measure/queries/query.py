"""What a KPI asks of a dataset: totals over its rows, a holistic aggregate, or what is open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from sqlglot import exp

from cxscore.documents import Where, spell
from cxscore.frozen import frozen
from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.expressions import TEXT_OF, Scalar, article
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.schema import Schema
from cxscore.measure.queries.trees import ONE, both, fill
from cxscore.model.column_type import ColumnType
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Segment
from cxscore.model.statistic import Statistic

Dimensions = tuple[str, ...]
"""The columns that totals are grouped by; () for the whole."""
Row = Mapping[str, int | float | Decimal | None]
"""Totals by their names."""
Key = tuple[date, date, Segment]
"""First and last day, and the segment."""


class Rollup(Enum):
    """How the numbers of rows become that of a group of them, and those of groups that of all."""

    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"


class Digits(Enum):
    """Which digits the amounts that are added up have."""

    WHOLE = "whole"
    """None behind the decimal point."""
    COMPUTED = "computed"
    """Those of the double that is worked out for each row."""
    AS_WRITTEN = "as_written"
    """Those that stand in the column's cells, also where a double has fewer."""


@frozen
class Total:
    """A number over rows that adds up over periods and segments: rows counted, or amounts."""

    rows: exp.Expr
    """Which rows it is of."""
    amount: exp.Expr | None = None
    """What is put together of each row; None where rows are counted."""
    rollup: Rollup = Rollup.SUM
    digits: Digits = Digits.WHOLE
    needs: tuple[exp.Expr, ...] = ()
    """Where rows are counted that lack a part: what must not be blank in a row that lacks none."""
    besides: exp.Expr | None = None
    """Further rows that are counted, none of which is among *rows*."""


@frozen
class Cases:
    """Rows that are cases, of which those open at the period's end are counted."""

    opened: str
    closed: str
    """The columns that say when; blank where a case is still open."""
    rows: exp.Expr
    """Which rows are cases that count."""
    amount: exp.Expr
    """How many cases a row stands for."""


@frozen
class Ranked:
    """The exact percentile of values, and the two that it lies between in the whole."""

    value: exp.Expr
    times: exp.Expr | None
    """How often a row's value counts; once where None."""
    rows: exp.Expr
    """Which rows count."""
    p: float
    """From 0 to 1."""


@frozen
class DistinctValues:
    """How many different values rows have."""

    value: exp.Expr
    rows: exp.Expr
    """Which rows count."""


@frozen
class People:
    """How many people rows are of, each but once."""

    person: exp.Expr
    """Who it is; a row without anybody is a person of its own."""
    rows: exp.Expr
    """The rows of those who make the base."""
    part: exp.Expr
    """Of these, the rows of those who are counted."""


@frozen
class Drivers:
    """Columns that may go with what a KPI makes of a row."""

    columns: tuple[str, ...]
    value: exp.Expr
    """What the KPI makes of a row; blank where it makes nothing."""
    rows: exp.Expr
    """Which rows count."""
    weight: exp.Expr
    frequency: exp.Expr


@frozen
class KpiQuery:
    """Totals that one KPI asks of one dataset, by period and segment."""

    kpi: Kpi
    schema: Schema
    totals: Mapping[Part, Total]
    side: str = ""
    """``numerator`` or ``denominator`` where a ratio asks two datasets."""
    cases: Cases | None = None
    where: exp.Expr | None = None
    ranked: Ranked | None = None
    distinct: DistinctValues | None = None
    people: People | None = None
    events: bool | None = None
    """Whether the numerator counts rows, and so is events; None where that makes no difference."""
    drivers: Drivers | None = None
    ends: Mapping[Part, Total] = field(default_factory=dict)
    """The lowest and the highest number that rows give for the KPI's target or population."""
    customers: CustomerRows | None = None
    """Of a line of the customer ledger, and of the ledger itself."""
    aside: bool = False
    """Whether no KPI is cut by its segments: one that stops says nothing of what is complete."""

    @property
    def may_be_estimated(self) -> bool:
        """Whether an estimate will do: it is asked for, and each row counts once."""
        once = self.ranked is None or self.ranked.times is None
        return self.kpi.approximate and self.is_holistic and once

    @property
    def is_holistic(self) -> bool:
        """Whether longer spans have to be asked of the rows again."""
        return any(each is not None for each in (self.ranked, self.distinct, self.people))

    @property
    def date(self) -> str | None:
        """The column whose day decides on the period, where it is not the dataset's date."""
        return self.kpi.date.column if self.kpi.date is not None and not self.foreign else None

    @property
    def foreign(self) -> bool:
        """Whether the dataset is another than the KPI's own."""
        return self.kpi.dataset is not None and self.schema.id != self.kpi.dataset


@frozen
class CommentQuery:
    """What is asked of the rows of comments, in trees over their columns."""

    schema: Schema
    text: exp.Expr
    """The comment."""
    said: exp.Expr
    """Whether it says anything."""
    person: exp.Expr | None
    """Who said it; None where each row is a person."""
    themes: Mapping[str, exp.Expr]
    """Whether it has a theme, by theme; empty where the rows tell which themes there are."""
    listed: exp.Expr | None
    """The list of its themes, where the rows tell them; ``separator`` stands between them."""
    separator: str
    negative: exp.Expr | None
    """Whether it is a complaint; None where no column says so."""
    moment: exp.Expr | None
    """The cell that tells its moment."""
    publish: exp.Expr | None
    """Whether it may be printed; None where nothing may."""
    by: tuple[str, ...] = ()
    words: Mapping[str, exp.Expr] = field(default_factory=dict)
    """The word by which a theme is told, by theme, where words tell them."""


def lowest_and_highest(amount: exp.Expr, rows: exp.Expr) -> tuple[Total, Total]:
    """Return the totals between which *amount* lies in all of *rows*."""
    return Total(rows, amount, Rollup.MIN), Total(rows, amount, Rollup.MAX)


@dataclass(slots=True)
class QueryBuilder:
    """Builds the queries of one KPI: reads the columns of its measure, and puts totals together."""

    schema: Schema
    kpi: Kpi
    as_of: str
    schemas: Mapping[str, Schema]
    side: str = ""
    where: exp.Expr | None = None
    """The rows that count, besides the dataset's own ``where``."""
    place: Where = ()
    """Where it is asked in kpis.yaml, if not by the measure of a KPI."""

    @property
    def path(self) -> Where:
        """The place of the measure in kpis.yaml."""
        return self.place or ("kpis", self.kpi.id, "measure")

    def on(self, dataset: str | None, side: str) -> "QueryBuilder":
        """Return the builder of one *side* of a ratio, which may be of another *dataset*."""
        schema = self.schema if dataset is None else self.schemas[dataset]
        where = self.where if schema.id == self.kpi.dataset else None
        return replace(self, schema=schema, side=side, where=where)

    def narrow(self, text: str, *path: str | int) -> None:
        """Count only the rows for which the expression *text* is true."""
        self.where = self._narrowed(self.truth(text, *path))

    def truth(self, text: str, *path: str | int) -> exp.Expr:
        """Return the true/false expression *text* that stands at *path*."""
        scalar = self.schema.scalar(text, path, held=False)
        condition = exp.paren(scalar.tree)
        for column in scalar.columns:
            # Rows for which it does not hold do not count: they may hold anything.
            self.schema.hold(column, self._narrowed(condition))
        for column in scalar.columns if scalar.type is None else ():
            self.schema.meet(column, ColumnType.BOOLEAN, path)
        if scalar.type is not None and scalar.type is not ColumnType.BOOLEAN:
            said = spell(path)
            self.schema.problems.append(
                self.schema.definition.origin.problem(
                    path,
                    "CX135",
                    f"{said} is {article(scalar.type)}, not a condition",
                    "compare it with something",
                )
            )
        return condition

    def _narrowed(self, condition: exp.Expr) -> exp.Expr:
        return condition if self.where is None else both(self.where, condition)

    def amount(self, text: str, *path: str | int) -> exp.Expr:
        """Return the column of numbers *text*, or what an expression of that text is."""
        if text.replace("_", "").isalnum() or self.schema.knows(text):
            return self.number(text, *path)
        tree = self.quantity(text, *path).tree
        return tree if isinstance(tree, exp.Column) else exp.paren(tree)

    def number(self, name: str, *path: str | int) -> exp.Expr:
        """Return the column of numbers *name* that the measure's key at *path* names."""
        here = (*self.path, *path)
        self.schema.meet(name, ColumnType.NUMBER, here)
        return self.schema.use(name, here, self.where)

    def text(self, name: str, *path: str | int) -> exp.Expr:
        """Return the text of column *name*, whatever its type."""
        column = self.schema.use(name, (*self.path, *path), self.where)
        self.schema.texts.setdefault(name)
        return exp.Anonymous(this=TEXT_OF, expressions=[column])

    def day(self, name: str, *path: str | int) -> exp.Expr:
        """Return the column of dates *name*."""
        here = (*self.path, *path)
        self.schema.meet(name, ColumnType.DATE, here)
        return self.schema.use(name, here, self.where)

    def quantity(self, text: str, *path: str | int) -> Scalar:
        """Return the expression *text* of a measure that takes numbers, and no conditions."""
        scalar = self.scalar(text, *path)
        if scalar.type is ColumnType.BOOLEAN:
            here = (*self.path, *path)
            said = f"{spell(here)} is true or false, not a number"
            hint = f"for how often it is true, write {{share: {{that: {text}}}}}"
            if self.place:
                hint = "name a column of numbers, or an expression of them"
            self.schema.problems.append(
                self.schema.definition.origin.problem(here, "CX135", said, hint)
            )
        return scalar

    def scalar(self, text: str, *path: str | int) -> Scalar:
        """Return the expression *text* of a measure; a bare column is a number."""
        here = (*self.path, *path)
        scalar = self.schema.scalar(text, here, self.where)
        if scalar.type is None:
            for column in scalar.columns:
                self.schema.meet(column, ColumnType.NUMBER, here)
        elif scalar.type not in (ColumnType.NUMBER, ColumnType.BOOLEAN):
            said = spell(here)
            self.schema.problems.append(
                self.schema.definition.origin.problem(
                    here,
                    "CX135",
                    f"{said} is {article(scalar.type)}, not a number or a condition",
                    next(filter(None, map(self.schema.told_by_table, scalar.columns)), ""),
                )
            )
        return scalar

    def check(self, check: Check) -> None:
        """Hold the answers of a column to *check*."""
        self.schema.checks.setdefault(check)

    @property
    def frequency(self) -> exp.Expr | None:
        """How many answers a row stands for, or None for one."""
        return self._survey("frequency", whole=True)

    @property
    def weight(self) -> exp.Expr | None:
        """What an answer counts for, or None for one."""
        return self._survey("survey_weight", whole=False)

    def _survey(self, key: str, *, whole: bool) -> exp.Expr | None:
        name: str | None = getattr(self.schema.dataset, key)
        if name is None:
            return None
        path: Where = ("datasets", self.schema.id, key)
        self.schema.meet(name, ColumnType.NUMBER, path)
        self.check(Check(name, low=0.0, whole=whole, when=self.where))
        return self.schema.use(name, path, self.where)

    # -- putting together

    def kpi_query(self, totals: Mapping[Part, Total], **more: object) -> KpiQuery:
        """Return the query for *totals*, with the rows that a blank in ``where`` loses."""
        whole = dict(totals)
        if Part.LEFT_OUT in whole and (unweighted := self._unweighted(whole[Part.LEFT_OUT])):
            whole[Part.UNWEIGHTED] = unweighted
        denominator = whole.get(Part.DENOMINATOR)
        if denominator is not None and denominator.amount is not None:
            whole[Part.DIVIDED] = Total(denominator.rows)
        if self.where is not None:
            lost = fill("(:cond) IS NULL", cond=self.schema.told_by_words(self.where))
            unknown = whole.get(Part.UNKNOWN)
            whole[Part.UNKNOWN] = replace(unknown, besides=lost) if unknown else Total(lost)
        return KpiQuery(
            self.kpi,
            self.schema,
            whole,
            self.side,
            where=self.where,
            **more,  # type: ignore[arg-type]  # the fields of KpiQuery
        )

    def _unweighted(self, left_out: Total) -> Total | None:
        """Return how many of the rows *left_out* lack a weight or a frequency, and nothing else."""
        lost, dataset = left_out.rows, self.schema.dataset
        weights = {dataset.survey_weight, dataset.frequency} - {None}

        def weighs(node: exp.Expr) -> bool:
            """Return whether *node* is a weight; its text would be meant for something else."""
            plain = isinstance(node, exp.Column) and not isinstance(node.parent, exp.Anonymous)
            return plain and node.name in weights

        found = dict.fromkeys(node for node in lost.find_all(exp.Column) if weighs(node))
        if not found:
            return None
        otherwise = lost.transform(lambda node: ONE.copy() if weighs(node) else node)
        blanks = [fill(":x IS NULL", x=column) for column in found]
        rows = both(lost, exp.or_(*blanks), exp.not_(exp.paren(otherwise)))
        return Total(rows, needs=tuple(found))

    def counted(self, *when: exp.Expr | None) -> Total:
        """Return the number of rows that count and meet all of *when*."""
        return Total(both(self.where, *when))

    def summed(self, amount: exp.Expr, *when: exp.Expr | None) -> Total:
        """Return the sum of *amount* over the rows that count and meet all of *when*."""
        if amount == ONE:
            return self.counted(*when)
        column, digits = amount.unnest(), Digits.COMPUTED
        if isinstance(column, exp.Column):
            self.schema.exact.setdefault(column.name)
            digits = Digits.AS_WRITTEN
        if isinstance(amount, exp.Column) and amount.name == self.schema.dataset.frequency:
            # How many answers a row stands for is a whole number, as is checked.
            digits = Digits.WHOLE
        return Total(both(self.where, *when), amount, digits=digits)

    def ends(self, value: exp.Expr, *when: exp.Expr | None) -> dict[Part, Total]:
        """Return the lowest and the highest *value* of the rows that count and meet *when*."""
        ends = lowest_and_highest(exp.paren(value), both(self.where, *when))
        return dict(zip((Part.LOWEST, Part.HIGHEST), ends, strict=True))

    def left_out(
        self,
        present: exp.Expr,
        *when: exp.Expr | None,
        needs: Iterable[exp.Expr | None] = (),
    ) -> Total:
        """Return the number of rows that count but lack a part: all but those *present*.

        *needs* are the parts, where nothing else can be amiss than that one is blank.
        """
        lost = self.counted(*when, exp.not_(exp.paren(present.copy())))
        return replace(lost, needs=tuple(tree for tree in needs if tree is not None))


def dimension_sets(kpi_query: KpiQuery) -> tuple[Dimensions, ...]:
    """Return the sets of dimensions that *kpi_query* needs.

    Given values are grouped by all of their columns at once: rows with blanks
    are the totals over these.
    """
    if kpi_query.kpi.statistic is Statistic.GIVEN:
        return (
            tuple(dict.fromkeys(column for by in kpi_query.kpi.dimension_sets for column in by)),
        )
    return ((), *kpi_query.kpi.dimension_sets)


@dataclass(slots=True)
class Asked:
    """One dataset's schema, its condition, and the queries about it."""

    schema: Schema
    where: exp.Expr | None = None
    own: dict[int, exp.Expr] = field(default_factory=dict)
    """The conditions of single files, by their place among the dataset's."""
    kpi_queries: list[KpiQuery] = field(default_factory=list)
    comments: CommentQuery | None = None
    """What is asked of customers' comments, where they are in its rows."""
