"""Many tests at once: p-values corrected for how many there were."""

from collections.abc import Sequence


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return *p_values*, corrected for the false discovery rate, in their order.

    Of the differences with a corrected p-value below 0.05, no more than one
    in twenty is expected to be chance (Benjamini & Hochberg, 1995,
    "Controlling the false discovery rate", Journal of the Royal Statistical
    Society B 57): p · m / rank, and none above that of the next larger one.
    """
    count = len(p_values)
    corrected = [0.0] * count
    least = 1.0
    for rank, place in sorted(enumerate(_by_size(p_values), start=1), reverse=True):
        least = min(least, p_values[place] * (count / rank))
        corrected[place] = least
    return tuple(corrected)


def _by_size(numbers: Sequence[float]) -> list[int]:
    """Return the places of *numbers*, the smallest first."""
    return sorted(range(len(numbers)), key=numbers.__getitem__)
