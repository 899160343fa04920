"""Value at stake: which customers something happened to, which were lost, and who is like them."""

from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.checked import shape
from cxscore.model.shorthand import Id, Whole, Words, open_list


@frozen
class Stake:
    """Something that customers meet with, and what may be lost with them (``value_at_stake:``)."""

    __pydantic_config__ = shape("value at stake")

    id: Id
    """What scorecard.json names it by."""
    name: Words
    """What it is that customers meet with, as the page says it: "No technical support"."""
    dataset: Words
    """The dataset whose rows are customers, one a row."""
    affected: Words
    """A condition: it happened to the customer."""
    lost: Words
    """A condition: the customer was lost."""
    value: Words
    """What a customer is worth, in currency: a column or an expression."""
    alike: Annotated[
        tuple[Words, ...], BeforeValidator(open_list, json_schema_input_type=str | list[str])
    ]
    """Columns: the affected are held against others who have the same there; [] for all others."""
    of: Words | None = None
    """A condition: the customers that it is about, those to whom it could happen."""
    kpi: Words | None = None
    """The id of the KPI that measures what they meet with."""
    minimum_base: Annotated[Whole, Field(ge=0)] = 30
    """Affected, or others, below which nothing is read from the numbers."""
