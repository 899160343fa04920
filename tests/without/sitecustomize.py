"""Hides libraries of the system: those with a part of CXSCORE_TEST_WITHOUT in their names.

On PYTHONPATH, for processes that are to find a barer machine than this one.
"""

import os

HIDDEN = tuple(os.environ.get("CXSCORE_TEST_WITHOUT", "").split())


def hide() -> None:
    try:
        import _cffi_backend
        import cffi
    except ImportError:  # an environment that nothing has been installed into yet
        return

    class Kept(_cffi_backend.FFI):
        """What is made of declarations that were kept, in C."""

    for interface in (cffi.FFI, Kept):
        hide_from(interface)
    _cffi_backend.FFI = Kept


def hide_from(interface) -> None:
    real = interface.dlopen

    def dlopen(self, name, flags=0):
        if name and any(part in name for part in HIDDEN):
            raise OSError(f"cannot load library '{name}': hidden")
        return real(self, name, flags)

    interface.dlopen = dlopen


if HIDDEN:
    hide()
