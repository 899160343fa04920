"""What WeasyPrint declares of the libraries that it calls, kept in a form that needs no parsing.

cffi reads these declarations, 500 lines of C, with a parser in Python, and asks it again for each
kind of object: a quarter of a second. It can also write down what it read, as a module whose
calls take a third of the time. That module is kept beside the bytecode.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.util import cache_from_source
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import cffi

MODULE = "declared_calls"
"""What cffi calls the module; nobody sees it."""
PLAIN = cffi.FFI


@contextmanager
def kept_declarations() -> Iterator[None]:
    """Within it, who declares calls with cffi gets the interface that was kept."""
    cffi.FFI = Interface
    try:
        yield
    finally:
        cffi.FFI = PLAIN


class Interface:
    """As a ``cffi.FFI`` to which calls are declared once."""

    def cdef(self, declarations: str) -> None:
        """Declare the calls; from here on it has all that an interface has."""
        made = _interface(declarations)
        # Its own, and not looked up at each of the ten thousand calls.
        vars(self).update({name: getattr(made, name) for name in dir(made) if name[0] != "_"})


def _interface(declarations: str) -> object:
    """Return the interface with these *declarations*, which is kept where bytecode is."""
    key = sha256(f"{cffi.__version__}\n{declarations}".encode()).hexdigest()[:16]
    kept = Path(cache_from_source(__file__)).parent / f"calls-{key}.txt"
    with suppress(OSError):
        return _run(kept.read_text("ascii"))
    plain = PLAIN()
    plain.cdef(declarations)
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(plain, kept)
    return plain


def _run(module: str) -> object:
    names: dict[str, object] = {}
    exec(module, names)  # noqa: S102 (what cffi wrote, kept where Python keeps its own)
    return names["ffi"]


def _keep(interface: cffi.FFI, kept: Path) -> None:
    """Write *interface* to *kept*, which is there whole or not at all."""
    from cffi.recompiler import make_py_source

    written = StringIO()
    interface.set_source(MODULE, None)
    make_py_source(interface, MODULE, written)
    kept.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=kept.parent) as folder:
        made = Path(folder) / kept.name
        made.write_text(written.getvalue(), "ascii")
        made.replace(kept)
