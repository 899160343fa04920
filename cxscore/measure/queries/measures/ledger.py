"""The customer ledger: which rows say who is a customer, asked as KPIs ask."""

from dataclasses import replace

from sqlglot import exp

from cxscore.documents import Where
from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery, QueryBuilder
from cxscore.measure.queries.schema import Schema
from cxscore.model.choices import Polarity
from cxscore.model.column_type import ColumnType
from cxscore.model.customers import LEDGER, Customers, Movements, Snapshots
from cxscore.model.dates import DateColumn
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.model.ledger_line import LedgerLine
from cxscore.model.measures import Ledger

HERE: Where = ("customers",)


def ask(measure: Ledger, builder: QueryBuilder) -> list[KpiQuery]:
    """Return what a line of the ledger asks.

    Rows are counted as those of other KPIs are, so that their faults are
    found the same way; who is a customer is worked out apart.
    """
    customers = builder.schema.definition.customers
    assert customers is not None, "without customers there is no line of the ledger"
    rows = _Rows(builder, customers).found()
    # Shares of customers are of whole ones, of value they are amounts.
    events = not measure.line.of_value
    return [builder.kpi_query({Part.BASE: builder.counted()}, customers=rows, events=events)]


def ask_ledger(schema: Schema, as_of: str) -> list[KpiQuery]:
    """Return what the ledger itself asks of the dataset that has the customers."""
    customers = schema.definition.customers
    assert customers is not None, "only a definition with customers has a ledger"
    date = _date(schema.definition, customers)
    kpi = Kpi(
        LEDGER,
        "customers",
        owner="",
        measure=Ledger(LedgerLine.CLOSING),
        polarity=Polarity.NEUTRAL,
        dataset=schema.id,
        date=date,
        by=tuple((column,) for column in customers.by),
    )
    builder = QueryBuilder(schema, kpi, as_of, {schema.id: schema}, place=HERE)
    for column in customers.by:
        schema.group_by(column, (*HERE, "by"), None)
    if date is not None:
        schema.meet(date.column, ColumnType.DATE, HERE)
        schema.use(date.column, HERE)
    return ask(Ledger(LedgerLine.CLOSING), builder)


def _date(definition: Definition, customers: Customers) -> DateColumn | None:
    """Return the date by which rows go; None where it is the dataset's own in all of its files."""
    column, dataset = customers.dated_by, definition.datasets[customers.dataset]
    match dataset.date:
        case DateColumn(column=own) if own == column and not any(f.date for f in dataset.files):
            return None
    return None if column is None else DateColumn(column)


class _Rows:
    """What the rows of one dataset say of customers, read for one query."""

    def __init__(self, builder: QueryBuilder, customers: Customers) -> None:
        self._builder, self._customers, self._schema = builder, customers, builder.schema

    def found(self) -> CustomerRows:
        customers = self._customers
        if customers.movements is not None:
            return self._counted(customers.movements)
        (name,) = customers.shapes
        shape = customers.spells or customers.purchases or customers.snapshots
        assert shape is not None, "what is no movement is one of the three"
        self._schema.group_by(shape.customer, (*HERE, name, "customer"), None)
        column, started = customers.dated_by, None
        if column is not None:
            key = "from" if customers.spells is not None else "date"
            started = self._builder_at((*HERE, name)).day(column, key)
        ended = None
        if customers.spells is not None:
            ended = self._builder_at((*HERE, name)).day(customers.spells.ended, "to")
        new, lost = self._flags(customers.snapshots)
        if customers.reason is not None:
            self._schema.group_by(customers.reason, (*HERE, "reason"), None)
        return CustomerRows(
            customers,
            customer=shape.customer,
            started=started,
            ended=ended,
            new=new,
            lost=lost,
            value=None if customers.value is None else self._value(customers.value),
            reason=customers.reason,
            recommended=None
            if customers.recommended is None
            else self._builder.truth(customers.recommended, *HERE, "recommended"),
        )

    def _flags(self, snapshots: Snapshots | None) -> tuple[exp.Expr | None, exp.Expr | None]:
        """Return the conditions that snapshots give, new and lost."""
        if snapshots is None:
            return None, None
        new, lost = (
            None if text is None else self._builder.truth(text, *HERE, "snapshots", key)
            for key, text in (("new", snapshots.new), ("lost", snapshots.lost))
        )
        return new, lost

    def _value(self, text: str) -> exp.Expr:
        """Return what a row says a customer is worth; its column may be a bare name."""
        builder = self._builder_at(HERE)
        if self._schema.knows(text):
            return builder.number(text, "value")
        return exp.paren(builder.quantity(text, "value").tree)

    def _counted(self, movements: Movements) -> CustomerRows:
        """Return the columns of *movements*; customers are whole, and none is less than nobody."""
        builder = self._builder_at((*HERE, "movements"))
        found = {}
        for key, column in movements.columns.items():
            found[key] = builder.number(column, key)
            if not key.endswith("_value"):
                builder.check(Check(column, low=0.0, whole=True))
        return CustomerRows(self._customers, counts=found)

    def _builder_at(self, place: Where) -> QueryBuilder:
        """Return the builder with its keys at *place* in kpis.yaml."""
        return replace(self._builder, place=place)
