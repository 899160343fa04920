"""What is closed beside other work is closed, and no fault of it is lost."""

import threading
from contextlib import ExitStack

import pytest

from cxscore.background_closing import closing_in_background


def stack_with(*callbacks):
    stack = ExitStack()
    for each in callbacks:
        stack.callback(each)
    return stack


def test_it_is_closed_by_another_thread_and_awaited():
    go, closed = threading.Event(), []

    def slowly():
        assert go.wait(10)
        closed.append(threading.current_thread())

    with closing_in_background() as close:
        close(stack_with(slowly))
        assert closed == []
        go.set()
    assert closed
    assert closed[0] is not threading.current_thread()


def test_what_goes_wrong_is_raised_at_the_end():
    def failing():
        raise OSError("the disk refuses")

    with pytest.raises(OSError, match="the disk refuses"), closing_in_background() as close:
        close(stack_with(failing))
        reached = True
    assert reached


def test_a_fault_of_the_other_work_is_the_one_that_is_told():
    closed = []

    def failing():
        closed.append(True)
        raise OSError("the disk refuses")

    with pytest.raises(KeyError), closing_in_background() as close:
        close(stack_with(failing))
        raise KeyError
    assert closed
