"""Modules that are loaded when something of them is used, not when they are imported."""

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


@contextmanager
def postponed(modules: Mapping[str, Collection[str]]) -> Iterator[None]:
    """Within it, who imports one of *modules* gets a stand-in, which loads it when it is asked.

    Each comes with the names of those of its functions that are imported
    from it: they load it when they are called. What is loaded already stays.
    """
    stand_ins = {
        name: _stand_in(name, functions)
        for name, functions in modules.items()
        if name not in sys.modules
    }
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


def _stand_in(name: str, functions: Collection[str]) -> ModuleType:
    module = ModuleType(name)
    names: dict[str, Any] = {function: _later(name, function) for function in functions}
    vars(module).update(names, __path__=[])
    vars(module)["__getattr__"] = lambda wanted: getattr(import_module(name), wanted)
    return module


def _later(module: str, function: str) -> Callable[..., object]:
    def call(*args: object, **kwargs: object) -> object:
        return getattr(import_module(module), function)(*args, **kwargs)

    return call
