"""Standard output and error that may be closed, or that nobody reads any more."""

import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

STDERR = 2


class _Pipe(FileIO):
    """A file that takes what its reader no longer wants, and drops it."""

    unheard: type[OSError] = BrokenPipeError

    def write(self, data: "ReadableBuffer", /) -> int:
        try:
            return super().write(data) or 0
        except self.unheard:
            return memoryview(data).nbytes


class _LastPipe(_Pipe):
    """Standard error: where not even that takes anything, there is nowhere left to say so."""

    unheard = OSError


def open_streams() -> None:
    """Give the process streams that can be written to, whatever became of its own.

    What is closed is opened on nothing, so that no file that is opened later
    takes its number, and with it what a library prints.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    sys.stdout = _opened(1, sys.stdout)
    sys.stderr = _opened(2, sys.stderr)


def _opened(number: int, stream: TextIO | None) -> TextIO:
    if stream is not None and stream.isatty():
        return stream
    return TextIOWrapper(
        BufferedWriter((_LastPipe if number == STDERR else _Pipe)(number, "wb", closefd=False)),
        encoding=stream.encoding if stream is not None else "utf-8",
        errors="backslashreplace",  # a path may hold what the encoding has not
        line_buffering=bool(stream is not None and stream.line_buffering),
    )
