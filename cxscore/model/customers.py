"""Customers as an asset: which rows say who is one, from when to when, and at what value."""

from collections.abc import Mapping
from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.checked import shape
from cxscore.model.shorthand import Whole, Words, open_list


@frozen
class Spells:
    """A row a stretch of days in which somebody was a customer."""

    __pydantic_config__ = shape("spells")

    customer: Words
    """The column that says whose row it is."""
    started: Annotated[Words, Field(alias="from")]
    """The column of the first day."""
    ended: Annotated[Words, Field(alias="to")]
    """The column of the day on which it ended, at whose end nobody is a customer by it any
    more; blank while it lasts."""


@frozen
class Purchases:
    """A row a purchase: who bought lately is a customer."""

    __pydantic_config__ = shape("purchases")

    customer: Words
    """The column that says whose row it is."""
    date: Words
    """The column of the day of the purchase."""
    active_for: Annotated[Whole, Field(ge=1, le=36_600)]
    """Days, that of the purchase being the first, for which it makes somebody a customer."""


@frozen
class Snapshots:
    """A row a customer and period: who was one at its end."""

    __pydantic_config__ = shape("snapshots")

    customer: Words
    """The column that says whose row it is."""
    date: Words | None = None
    """The column of a day in the period; the dataset's date where nothing is said."""
    new: Words | None = None
    """A condition: it was no customer when the period began."""
    lost: Words | None = None
    """A condition: it is no customer any more when the period ends."""


@frozen
class Movements:
    """Counts that somebody else kept, columns all, by period and segment."""

    __pydantic_config__ = shape("movements")

    opening: Words
    """Customers at the end of the day before."""
    new: Words
    """Those who never were any before."""
    lost: Words
    """Those at the opening who are none at the end."""
    closing: Words
    """Customers at the end."""
    returned: Words | None = None
    """Those who once were, and were none at the opening."""
    opening_value: Words | None = None
    """What those at the opening were worth."""
    new_value: Words | None = None
    """What the new ones are worth."""
    returned_value: Words | None = None
    """What those are worth who returned."""
    lost_value: Words | None = None
    """What those were worth who were lost."""
    grown_value: Words | None = None
    """The rises in value of those at both ends."""
    shrunk_value: Words | None = None
    """The falls in value of those at both ends."""
    closing_value: Words | None = None
    """What those at the end are worth."""

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns that are given, by their keys."""
        named = {key: getattr(self, key) for key in (*COUNTS, *VALUES)}
        return {key: column for key, column in named.items() if column is not None}


COUNTS = ("opening", "new", "returned", "lost", "closing")
VALUES = (
    "opening_value",
    "new_value",
    "returned_value",
    "lost_value",
    "grown_value",
    "shrunk_value",
    "closing_value",
)
SHAPES = ("spells", "purchases", "snapshots", "movements")


@frozen
class Customers:
    """Who is a customer, from which rows: exactly one of the four shapes is given."""

    __pydantic_config__ = shape("customers")

    dataset: Words
    """The dataset whose rows say it."""
    spells: Spells | None = None
    """A row a stretch of days: {customer: account, from: started, to: ended}."""
    purchases: Purchases | None = None
    """A row a purchase: {customer: loyalty_id, date: sold_on, active_for: 365}, in days."""
    snapshots: Snapshots | None = None
    """A row a customer and period: {customer: id, date: month_end}, with new and lost if known."""
    movements: Movements | None = None
    """Counts that somebody else kept: {opening: o, new: n, lost: l, closing: c}."""
    value: Words | None = None
    """What a customer is worth by a row, in currency: a column or an expression."""
    reason: Words | None = None
    """The column that says why a customer was lost; blank where nobody knows."""
    recommended: Words | None = None
    """A condition: a new customer came because somebody recommended us."""
    by: Annotated[
        tuple[Words, ...],
        BeforeValidator(open_list, json_schema_input_type=str | list[str]),
    ] = ()
    """Columns to cut the customers by: each is where its latest row says."""

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes that are given."""
        return tuple(name for name in SHAPES if getattr(self, name) is not None)

    @property
    def has_value(self) -> bool:
        """Whether anything says what customers are worth."""
        return self.value is not None or (
            self.movements is not None and self.movements.closing_value is not None
        )

    @property
    def dated_by(self) -> str | None:
        """The column whose days rows belong to; None where it is the dataset's date."""
        if self.spells is not None:
            return self.spells.started
        if self.purchases is not None:
            return self.purchases.date
        return None if self.snapshots is None else self.snapshots.date


LEDGER = "customers.ledger"
"""What the ledger itself is asked under, which no KPI can have as its id."""
