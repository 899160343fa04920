"""What takes a while to close is closed by a thread of its own, while other work goes on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future

Close = Callable[[ExitStack], None]


@contextmanager
def closing_in_background() -> Iterator[Close]:
    """Yield the way to have a stack closed in the background; all are closed at the end.

    What went wrong as one was closed is raised then, unless the other work failed itself.
    """
    from concurrent.futures import ThreadPoolExecutor  # brings logging, which --help needs not

    begun: list[Future[None]] = []
    with ThreadPoolExecutor(1, thread_name_prefix="close") as pool:
        yield lambda stack: begun.append(pool.submit(stack.close))
    for each in begun:
        each.result()
