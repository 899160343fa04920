"""A target as numbers that compare: its value, or the low and the high end of a range."""

from collections.abc import Mapping

Edges = tuple[float | None, float | None, float | None]
"""A target's value, or None and the low and the high end of a range, either of which may lack."""


def edges_in(written: float | Mapping[str, float | None] | None) -> Edges | None:
    """Return the target that is *written* in JSON as :func:`written_edges` writes it."""
    if written is None:
        return None
    if isinstance(written, Mapping):
        return None, written["low"], written["high"]
    return written, None, None


def written_edges(edges: Edges | None) -> float | dict[str, float | None] | None:
    """Return a target for JSON: the number, or ``low`` and ``high`` where it is a range."""
    if edges is None:
        return None
    value, low, high = edges
    return {"low": low, "high": high} if value is None else value
