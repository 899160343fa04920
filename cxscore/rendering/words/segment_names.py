"""What a segment is called."""

from cxscore.model.measured import Segment


def segment_name(segment: Segment) -> str:
    """Return ``North, App``; a blank is said to be one."""
    return ", ".join("(blank)" if part is None else part for part in segment)
