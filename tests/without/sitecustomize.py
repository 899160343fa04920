"""Hides libraries of the system: those with a part of CXSCORE_TEST_WITHOUT in their names.

On PYTHONPATH, for processes that are to find a barer machine than this one.
"""

import os

import cffi

HIDDEN = tuple(os.environ.get("CXSCORE_TEST_WITHOUT", "").split())
_dlopen = cffi.FFI.dlopen


def dlopen(self, name, flags=0):
    if name and any(part in name for part in HIDDEN):
        raise OSError(f"cannot load library '{name}': hidden")
    return _dlopen(self, name, flags)


if HIDDEN:
    cffi.FFI.dlopen = dlopen
