"""What a table says of a column: its name and type, and how its numbers add up."""

from cxscore.frozen import frozen
from cxscore.model.column_type import ColumnType


@frozen
class TableColumn:
    """What a table says of one of its columns."""

    name: str
    type: ColumnType | None
    """None for what no KPI can read: lists, JSON, binary data."""
    written: str
    """The type in the engine's own words, for messages: ``timestamp with time zone``."""
    exact: bool = False
    """Whether its numbers are whole or decimals, and add up without a double."""
    zoned: bool = False
    """Whether it holds moments, which need a time zone to have a day."""
