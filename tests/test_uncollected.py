"""A stretch without garbage collection leaves the collector as it was."""

import gc

import pytest

from cxscore.uncollected import without_collection


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_off_meanwhile_and_as_before_afterwards(is_on):
    was_on = gc.isenabled()
    try:
        (gc.enable if is_on else gc.disable)()
        with without_collection():
            assert not gc.isenabled()
        assert gc.isenabled() is is_on
    finally:
        (gc.enable if was_on else gc.disable)()


def test_what_was_made_meanwhile_is_looked_through_soon():
    """In the oldest generation, garbage of one build after another would stay: 9 MB of each."""
    gc.collect()
    with without_collection():
        made = []
    assert not any(each is made for each in gc.get_objects(generation=2))
