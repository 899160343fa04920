"""A change of a weighted mean, taken apart by segment: what changed within, and what is mix."""

from collections.abc import Sequence
from math import fsum

from cxscore.frozen import frozen
from cxscore.score.statistics.rounding import level_within


@frozen
class Part:
    """One segment in two periods: what it weighs and its value, None where it has no base."""

    base_weight: float
    base_value: float | None
    weight: float
    value: float | None


@frozen
class Effect:
    """What one segment adds to the change, in the unit of the values."""

    rate: float
    """Because its value changed."""
    mix: float
    """Because its part of the whole changed."""
    base_share: float
    """Its part of the whole, from 0 to 1."""
    share: float


@frozen
class Split:
    """A change in its parts; the effects are in the order of the segments."""

    effects: tuple[Effect, ...]
    change: float
    """Of the segments' weighted mean: the sum of all effects."""
    rate: float
    mix: float
    simpson: bool
    """Every segment moved one way and the whole the other."""


def mix_and_rate(parts: Sequence[Part]) -> Split | None:
    """Return how the change of Σwr / Σw comes about; None where a period has no weight.

    The midpoint form leaves no residual (Kitagawa, 1955; with the mix taken
    against the whole, so that growth of an average segment is nothing):

        rate = ½(w₀ + w₁)(r₁ − r₀),  mix = (w₁ − w₀)(½(r₀ + r₁) − ½(R₀ + R₁))

    with weights as shares. A new or a vanished segment has one value only,
    which stands for both: nothing changed within it, so its effect is all
    mix. Σ(w₁ − w₀) being 0, rate and mix always add up to R₁ − R₀.
    """
    weights = [(_weight(p.base_weight, p.base_value), _weight(p.weight, p.value)) for p in parts]
    total_before, total_now = fsum(w for w, _ in weights), fsum(w for _, w in weights)
    if any(min(pair) < 0 for pair in weights) or total_before <= 0 or total_now <= 0:
        return None
    shares = [(before / total_before, now / total_now) for before, now in weights]
    values = [_both(part) for part in parts]
    whole_before = fsum(w * r for (w, _), (r, _) in zip(shares, values, strict=True))
    whole_now = fsum(w * r for (_, w), (_, r) in zip(shares, values, strict=True))
    middle = (whole_before + whole_now) / 2
    effects = tuple(
        Effect((w0 + w1) / 2 * (r1 - r0), (w1 - w0) * ((r0 + r1) / 2 - middle), w0, w1)
        for (w0, w1), (r0, r1) in zip(shares, values, strict=True)
    )
    change = whole_now - whole_before
    stayed = [pair for pair, (w0, w1) in zip(values, shares, strict=True) if w0 > 0 and w1 > 0]
    return Split(
        effects,
        change,
        fsum(effect.rate for effect in effects),
        fsum(effect.mix for effect in effects),
        _is_simpson([_direction(*pair) for pair in stayed], _direction(whole_before, whole_now)),
    )


def unevenness(contributions: Sequence[float], weights: Sequence[float]) -> float:
    """Return how far *contributions* are from being spread as the *weights* are.

    0 where each segment adds to the change what its size lets expect, in the
    unit of the contributions: half the sum of the distances from that.
    """
    total, whole = fsum(contributions), fsum(weights)
    if whole <= 0:
        return 0.0
    return fsum(abs(c - total * w / whole) for c, w in zip(contributions, weights, strict=True)) / 2


def _weight(weight: float, value: float | None) -> float:
    """Return the weight that counts: none without a value."""
    return 0.0 if value is None else weight


def _both(part: Part) -> tuple[float, float]:
    """Return the values before and now; the one that there is stands for both."""
    before = part.base_value if part.base_weight else None
    now = part.value if part.weight else None
    known = before if before is not None else now
    if known is None:
        return 0.0, 0.0
    return known, (now if now is not None else known)


def _direction(before: float, now: float) -> int:
    """Return 1 where it rose, -1 where it fell, 0 where it did not move."""
    if abs(now - before) <= level_within(max(abs(before), abs(now))):
        return 0
    return 1 if now > before else -1


def _is_simpson(moves: Sequence[int], whole: int) -> bool:
    """Return whether two segments or more all moved one way, and the whole the other."""
    return len(moves) > 1 and whole != 0 and all(move == -whole for move in moves)
