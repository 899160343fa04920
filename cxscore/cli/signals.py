"""Signals that end a run: what was begun is removed first, then the code says which it was."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

INTERRUPTED, TERMINATED = 130, 143
"""Exit codes. A terminal that is closed (SIGHUP) terminates."""
CODES = {"SIGINT": INTERRUPTED, "SIGTERM": TERMINATED, "SIGHUP": TERMINATED, "SIGBREAK": TERMINATED}

SOON = 0.05
"""Seconds."""


class Stopped(KeyboardInterrupt):
    """The run is to end; libraries that let an interruption through let this through."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__("interrupted" if code == INTERRUPTED else "terminated")


@dataclass(slots=True)
class Signals:
    """What has come in, and whether it may disturb the work."""

    code: int | None = None
    """The exit code of the first signal that came in."""
    done: bool = False
    """Nothing is left to be stopped."""
    _held: int = 0
    _raised: bool = False

    def listen(self) -> None:
        """Let signals stop the run, but for those that whoever started it has ignored."""
        self.code, self.done, self._raised = None, False, False
        for name in CODES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._receive)

    def _receive(self, number: int, frame: FrameType | None) -> None:
        """Stop the work in hand, once: a second signal would disturb what clears up."""
        if self.done or self.code is not None:
            return
        self.code = CODES[signal.Signals(number).name]
        if not self._held:
            self._stop(0, frame)

    def _stop(self, _: int, frame: FrameType | None) -> None:
        """Stop the work in hand, or try again soon: an import holds locks that it would keep."""
        if self._raised or self.done:
            return
        if hasattr(signal, "setitimer") and (self._held or _is_importing(frame)):
            signal.signal(signal.SIGALRM, self._stop)
            signal.setitimer(signal.ITIMER_REAL, SOON)
        else:
            self.heed()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within it nothing is stopped; a signal that came in meanwhile stops what follows."""
        before = self.code
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
        if before is None and not self._held:
            self.heed()

    def heed(self) -> None:
        """Stop here if a signal has come in.

        Raises:
            Stopped: if so.
        """
        if self.code is not None and not self.done:
            self._raised = True
            raise Stopped(self.code)

    def finish(self) -> None:
        """Let no signal stop the run any more: what it was to do is done."""
        self.done, self.code = True, None


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


SIGNALS = Signals()
"""Those of this process, which listens only where it is the command line's own."""
