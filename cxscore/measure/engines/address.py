"""Where an engine is, and what may be said of it: the variable's name, and no part of the rest."""

from cxscore.frozen import frozen
from cxscore.measure.engines.secrets import Secrets
from cxscore.wrong_usage import WrongUsage


@frozen
class Address:
    """Where an engine is, and what may be said of it."""

    name: str
    """The connection's id in kpis.yaml."""
    variable: str
    """The environment variable that holds the address: it alone is named."""
    timeout: float
    """Seconds that one statement may take."""
    secrets: Secrets

    def wrong(self, says: str) -> WrongUsage:
        """Return the refusal of an address that cannot be used, without a part of it."""
        return WrongUsage(f"connections.{self.name}: {self.variable} {says}")
