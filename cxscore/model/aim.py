"""What an action is for: to keep what there is, or to make something new."""

from enum import Enum


class Aim(Enum):
    """Whether an action makes what there is dependable, or makes something new."""

    RELIABILITY = "reliability"
    INNOVATION = "innovation"
