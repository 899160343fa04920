"""Circles among rows that are about one another: all are found, each way is gone once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.registers.circles import circles_in


@pytest.mark.parametrize(
    ("about", "circles"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["b", "c"], "b": ["c"]}, []),
        ({"a": ["a"]}, [["a"]]),
        ({"a": ["b"], "b": ["a"]}, [["a", "b"]]),
        ({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"]}, [["a", "b", "c"]]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b"], ["c", "d"]]),
        # What is left once a and b are out has a circle no more, or still one.
        ({"a": ["b"], "b": ["a", "c"], "c": ["b"]}, [["a", "b"]]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b"], ["c", "d"]]),
        ({"x": ["a", "y"], "a": ["b"], "b": ["a"], "y": ["x"]}, [["a", "b"], ["x", "y"]]),
    ],
    ids=str,
)
def test_circles(about, circles):
    assert list(circles_in(about)) == circles


NAMES = st.sampled_from("abcdefg")


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3)))
def test_what_is_left_has_none(about):
    lost = set()
    for circle in circles_in(about):
        assert lost.isdisjoint(circle)
        ends = zip(circle, [*circle[1:], circle[0]], strict=True)
        assert all(following in about[one] for one, following in ends)
        lost |= set(circle)
    left = {name: [each for each in names if each not in lost] for name, names in about.items()}
    sound = True
    while sound:  # take out what leads nowhere, until all that is left leads on
        sound = {name for name in left if name not in lost and not set(left[name]) & left.keys()}
        left = {name: names for name, names in left.items() if name not in sound}
    assert left.keys() <= lost


class Asked(dict):
    """A mapping that knows how often somebody looked something up in it."""

    count = 0

    def __getitem__(self, key):
        self.count += 1
        return super().__getitem__(key)


def test_many_circles_take_no_more_than_few():
    ways = [(f"a{at}", f"b{at}") for at in range(500)]
    pairs = Asked({one: [other] for pair in ways for one, other in (pair, pair[::-1])})
    assert len(list(circles_in(pairs))) == 500
    assert pairs.count == 1000
