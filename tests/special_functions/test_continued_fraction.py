"""Continued fractions: known values, and how many terms the distributions take."""

from itertools import chain, count, repeat
from math import pi, sqrt

import pytest

from cxscore.special_functions import continued_fraction as module
from cxscore.special_functions.continued_fraction import continued_fraction
from cxscore.special_functions.incomplete_beta import incomplete_beta
from cxscore.special_functions.incomplete_gamma import incomplete_gamma


def test_known_values():
    assert continued_fraction(1, repeat((1, 1))) == pytest.approx((1 + sqrt(5)) / 2, rel=1e-15)
    odd = (((2 * n - 1) ** 2, 6) for n in count(1))
    assert continued_fraction(3, odd) == pytest.approx(pi, rel=1e-9)  # one that is slow
    assert continued_fraction(0, repeat((2, 1))) == pytest.approx(1, rel=1e-15)


def test_it_may_end():
    assert continued_fraction(1, chain([(2, 4)], repeat((0, 1)))) == 1.5


def test_the_distributions_need_hundreds_of_terms(monkeypatch):
    sizes = [1e-3, 0.5, 3, 100, 199, 1e4, 1e9]
    asked = [(a, b, x) for a in sizes for b in sizes for x in (1e-9, 0.01, 0.3)]
    asked += [(a, b, a / (a + b)) for a in sizes for b in sizes if a < b]

    def found():
        for a, b, x in asked:
            yield from incomplete_beta(a, b, x, 1 - x)
            yield from incomplete_gamma(a, a * (1 + x))

    expected = list(found())
    monkeypatch.setattr(module, "MOST_TERMS", 800)
    assert list(found()) == expected
