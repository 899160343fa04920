"""The moment of the journey that rows are about: one for all, or as a column says."""

from dataclasses import field

from cxscore.frozen import frozen
from cxscore.model.checked import shape
from cxscore.model.shorthand import Renames, Words


@frozen
class MomentTold:
    """The moment of the journey that a row is about: one for all, or as a column says."""

    __pydantic_config__ = shape("the moment of rows")

    id: Words | None = None
    """The one moment of all rows, where it does not stand by itself."""
    column: Words | None = None
    """The column that tells the moment of each row."""
    map: Renames = field(default_factory=dict)
    """Cells of the column to moments, or a CSV file with old,new."""

    def of(self, cell: str | None) -> str | None:
        """Return the moment that a row with *cell* in the column is about; None for none."""
        if self.id is not None or cell is None:
            return self.id
        return self.map.get(cell) if self.map else cell
