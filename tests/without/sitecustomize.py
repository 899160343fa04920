"""Hides libraries of the system: those with a part of CXSCORE_TEST_WITHOUT in their names.

On PYTHONPATH, for processes that are to find a barer machine than this one.
"""

import os

HIDDEN = tuple(os.environ.get("CXSCORE_TEST_WITHOUT", "").split())


def hide() -> None:
    try:
        import cffi
    except ImportError:  # an environment that nothing has been installed into yet
        return
    real = cffi.FFI.dlopen

    def dlopen(self, name, flags=0):
        if name and any(part in name for part in HIDDEN):
            raise OSError(f"cannot load library '{name}': hidden")
        return real(self, name, flags)

    cffi.FFI.dlopen = dlopen


if HIDDEN:
    hide()
