"""Our own templates as Python has compiled them, kept where it keeps its own bytecode."""

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """The compiled templates beside this module's bytecode; compiling them takes 0.2 s.

    As with Python's own: nothing is written where the interpreter is told not to, or where the
    folder cannot be written, and what is there serves only the very source that it was made of.
    """

    def __init__(self, options: object) -> None:
        """Keep what is compiled with *options*; with others it is compiled anew."""
        super().__init__(str(Path(cache_from_source(__file__)).parent), "template-%s.bytecode")
        self._options = repr(options)

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return what is known of the template *name*."""
        return super().get_bucket(environment, name, filename, f"{source}\n{self._options}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put into *bucket* what was kept of it, if anything."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep *bucket* for the next run."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
