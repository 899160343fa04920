"""The places where rows live that no file holds: warehouses and lakes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Connection:
    """Where rows live, named by the environment variable that says how it is reached."""

    url_from: str | None = None
    """The environment variable that holds an SQLAlchemy URL."""
    spark: str | None = None
    """The environment variable that holds the address of a Spark Connect server."""
    timeout: float = 300.0
    """Seconds that one statement may take."""
