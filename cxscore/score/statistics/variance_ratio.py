"""The F distribution: how often one variance is so many times another by chance."""

from math import inf

from cxscore.special_functions.incomplete_beta import incomplete_beta


def tail(ratio: float, above: float, below: float) -> float:
    """Return the chance of a value beyond *ratio*, from 0 up (Abramowitz and Stegun 26.6.2).

    *above* and *below* are the degrees of freedom of numerator and denominator.
    """
    times = above * ratio
    if times == inf:
        return 0.0
    whole = below + times
    return incomplete_beta(below / 2, above / 2, below / whole, times / whole)[0]
