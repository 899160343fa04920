"""Two groups held against each other like for like: direct standardisation to the first."""

from collections.abc import Sequence
from math import fsum, sqrt

from cxscore.frozen import frozen
from cxscore.score.statistics.normal import z_of


@frozen
class Kind:
    """People who are alike: those of the first group, and those of the second."""

    n: int
    events: int
    """Of the first group; 0 <= events <= n."""
    base_n: int
    base_events: int
    weight: float = 0.0
    """Σ of what those of the first group are worth."""

    @property
    def excess(self) -> float:
        """By how much the share of events is higher in the first group; both have somebody."""
        return self.events / self.n - self.base_events / self.base_n


@frozen
class Excess:
    """How many more events the first group has than it would with the shares of the second."""

    events: float
    low: float
    high: float
    weight: float
    """The same in what its people are worth."""


def excess_of(kinds: Sequence[Kind], level: float) -> Excess:
    """Return by how much the first group of *kinds* exceeds what the second would give it.

    That is Σ n₁ₖ(p₁ₖ − p₀ₖ) ± z·√Σ n₁ₖ²(p₁ₖq₁ₖ/n₁ₖ + p₀ₖq₀ₖ/n₀ₖ), and Σ V₁ₖ(p₁ₖ − p₀ₖ).
    Kinds without anybody of the first group add nothing; each of the others
    has somebody of the second. Direct standardisation with the first group
    as the standard; Rothman, Greenland, Lash: Modern Epidemiology, chapter 15.
    """
    met = [kind for kind in kinds if kind.n]
    # Python's own sum of floats is another from 3.12 on.
    events = fsum(kind.n * kind.excess for kind in met)
    half = z_of(level) * sqrt(fsum(_variance(kind) for kind in met))
    weight = fsum(kind.weight * kind.excess for kind in met)
    return Excess(events, events - half, events + half, weight)


def _variance(kind: Kind) -> float:
    p, base_p = kind.events / kind.n, kind.base_events / kind.base_n
    return float(kind.n**2 * (p * (1 - p) / kind.n + base_p * (1 - base_p) / kind.base_n))


def together(kinds: Sequence[Kind]) -> Kind:
    """Return *kinds* as one, as if all were alike."""
    return Kind(
        sum(kind.n for kind in kinds),
        sum(kind.events for kind in kinds),
        sum(kind.base_n for kind in kinds),
        sum(kind.base_events for kind in kinds),
        fsum(kind.weight for kind in kinds),
    )
