"""What takes a while to close is closed by a thread of its own, while other work goes on."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

Close = Callable[[ExitStack], None]


@contextmanager
def closing_in_background() -> Iterator[Close]:
    """Yield the way to have a stack closed in the background; all are closed at the end.

    What went wrong as one was closed is raised then.
    """
    begun: list[Future[None]] = []
    with ThreadPoolExecutor(1, thread_name_prefix="close") as pool:
        yield lambda stack: begun.append(pool.submit(stack.close))
    for each in begun:
        each.result()
