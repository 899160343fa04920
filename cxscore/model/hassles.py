"""What lets customers down, by the seven causes: where it stands, and what its cells mean."""

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator
from cxscore.model.checked import Short, shape
from cxscore.model.log import CauseTag
from cxscore.model.shorthand import CellText, Words, is_path, open_rename

if TYPE_CHECKING:
    from pydantic import ValidationInfo

HASSLES = "hassles.cases"
"""The id under which they are asked, which no KPI can have."""

_TAGS = {tag.value: tag for tag in CauseTag}


def open_causes(value: object, info: "ValidationInfo") -> object:
    """Return cells to causes, in any case, where a CSV file may hold them."""
    if isinstance(value, str) and info.context is not None and is_path(value):
        value = info.context.causes(value)
    else:
        value = open_rename(value, info)
    if not isinstance(value, Mapping):
        return value
    return {cell: _TAGS.get(_low(cause), cause) for cell, cause in value.items()}


def _low(cause: object) -> str:
    return cause.strip().lower() if isinstance(cause, str) else ""


Causes = Annotated[
    Mapping[str, CauseTag],
    BeforeValidator(open_causes, json_schema_input_type=str | dict[str, CauseTag]),
]


@frozen
class CauseColumn:
    """The column that tells why something went wrong."""

    __pydantic_config__ = shape("the cause of hassles")

    column: Words
    """The column that tells it."""
    map: Causes = field(default_factory=dict)
    """Cells of the column to the seven causes, or a CSV file with old,new."""

    def cause_of(self, cell: str | None) -> CauseTag | None:
        """Return the cause that *cell* means, or is itself, in any case; None where it is none."""
        if cell is None:
            return None
        return self.map.get(cell) or _TAGS.get(_low(cell))


@frozen
class Hassles:
    """What lets customers down (``hassles:``)."""

    __pydantic_config__ = shape("hassles")

    dataset: Words
    """The dataset whose rows are the cases, as complaints."""
    cause: Annotated[CauseColumn, Short("column")]
    """The column that tells the cause, and what its cells mean."""
    customers: CellText | None = None
    """How many customers a row is of: 1, a column or an expression; without it cases count."""
