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


def test_what_goes_wrong_is_raised_where_it_is_waited_for(loads):
    def fail():
        raise ZeroDivisionError("in a thread")

    background_imports.ask_for(fail)
    background_imports.ask_for(lambda: loads.append("numpy"))
    with pytest.raises(ZeroDivisionError, match="in a thread"):
        background_imports.finish()
    assert loads == ["numpy"]
    background_imports.finish()


def test_what_a_failed_run_asked_for_is_forgotten(loads):
    background_imports.ask_for(lambda: loads.append("weasyprint"))
    background_imports.forget()
    background_imports.ask_for(lambda: loads.append("numpy"))
    background_imports.finish()
    assert loads == ["numpy"]
