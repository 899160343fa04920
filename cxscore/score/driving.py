"""What goes with a KPI: the part of the explained variance that each driver has."""

from cxscore.model.kpi import Kpi
from cxscore.model.measured import Driven
from cxscore.model.scorecard import Drivers, Unsaid


def drivers_of(kpi: Kpi, driven: Driven | None) -> Drivers | Unsaid | None:
    """Return the drivers of *kpi*, why they cannot be told, or None where it names none."""
    return None
