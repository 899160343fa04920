"""Where what was measured is kept from one build to the next."""

from datetime import date
from pathlib import Path

from cxscore.frozen import frozen


@frozen
class Tallies:
    """A folder of totals that were measured before, and whether to go by them."""

    folder: Path
    """It is made where there is none. Others may be able to write to it."""
    rescan: bool = False
    """Whether the data are measured anew all the same, and kept."""
    today: date | None = None
    """The day on which the build runs, whatever day it is for: rows of later days are not settled
    before there are any. None where as-of is that day."""
