"""The integral of a tail, against those that are known."""

from math import exp, pi, sqrt

import pytest

from cxscore.special_functions.tail_integral import tail_integral


@pytest.mark.parametrize(
    ("density", "expected"),
    [
        (lambda v: exp(-v), 1),
        (lambda v: exp(-v * v / 2), sqrt(pi / 2)),
        (lambda v: exp(-v - v * v), 0.5456413607650471),
        (lambda v: (1 + v) * exp(-2 * v), 0.75),
    ],
    ids=["exponential", "normal", "both", "a rise at first"],
)
@pytest.mark.parametrize("width", [0.5, 1, 1.7])
def test_known_integrals(density, expected, width):
    assert tail_integral(density, width) == pytest.approx(expected, rel=1e-11)
    wide = tail_integral(lambda v: density(v / 1e6), width * 1e6)
    assert wide == pytest.approx(expected * 1e6, rel=1e-11)
