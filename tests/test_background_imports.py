"""What is loaded while the engine is at work."""

import threading

import pytest

from cxscore import background_imports


@pytest.fixture
def loads():
    """Names of the threads that loaded something."""
    yield (found := [])
    background_imports.finish()
    found.clear()


def test_it_waits_for_the_engine_and_runs_beside_it(loads):
    background_imports.ask_for(lambda: loads.append(threading.current_thread().name))
    assert background_imports.are_asked_for()
    assert loads == []
    background_imports.begin()
    background_imports.finish()
    assert not background_imports.are_asked_for()
    assert len(loads) == 1
    assert loads != [threading.current_thread().name]


def test_it_is_loaded_where_the_engine_had_nothing_to_do(loads):
    background_imports.ask_for(lambda: loads.append("numpy"))
    background_imports.finish()
    assert loads == ["numpy"]
