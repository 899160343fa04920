"""Nouns that do not change, made in a quarter of the time that ``dataclasses`` takes.

Some 360 of them are made at each start. For each, ``@dataclass(frozen=True,
slots=True)`` compiles six functions; five of these can be the same for all
nouns, so that ``__init__`` alone is compiled. What is made is a dataclass:
``fields``, ``replace`` and ``asdict`` know it.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_ABSENT = object()
"""What stands for a value that is made anew for each noun, where none is given."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Return *cls* as ``@dataclass(frozen=True, slots=True)`` would make it.

    What *cls* defines itself of ``__repr__``, ``__eq__`` and ``__hash__`` stays.
    """
    own = cls.__dict__.keys()
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    known = fields(made)
    matched = tuple(each.name for each in known if each.init and not each.kw_only)
    setattr(made, "__match_args__", matched)  # noqa: B010 (mypy lets no one assign it)
    made.__init__ = _initialiser(made, known)
    made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
    made.__setstate__ = _restore
    if "__repr__" not in own:
        made.__repr__ = _representation(tuple(each.name for each in known if each.repr))
    values = values_of(tuple(each.name for each in known if each.compare))
    if "__eq__" not in own:
        made.__eq__ = _equality(values)
    # A class with an __eq__ of its own has None here, from Python itself.
    if cls.__dict__.get("__hash__") is None:
        made.__hash__ = lambda self: hash(values(self))
    return made  # type: ignore[no-any-return]


def _initialiser(cls: type, known: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Return ``__init__`` of *cls*, which sets the slots themselves: nothing else may set them."""
    names: dict[str, Any] = {"_absent": _ABSENT}
    given: dict[bool, list[str]] = {False: [], True: []}
    lines = []
    for each in known:
        name = value = each.name
        names[f"_set_{name}"] = getattr(cls, name).__set__
        if each.default is not MISSING:
            names[f"_default_{name}"] = each.default
            default = f"=_default_{name}"
        elif each.default_factory is not MISSING:
            names[f"_make_{name}"] = each.default_factory
            default, value = "=_absent", f"_make_{name}() if {name} is _absent else {name}"
        else:
            default = ""
        if each.init:
            given[each.kw_only is True].append(name + default)
        else:
            value = f"_default_{name}" if each.default is not MISSING else f"_make_{name}()"
        lines.append(f"    _set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()")
    arguments = ["self", *given[False], *(["*", *given[True]] if given[True] else [])]
    code = f"def __init__({', '.join(arguments)}):\n" + ("\n".join(lines) or "    pass")
    exec(code, names)  # noqa: S102 (the names are a class's own)
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def values_of(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """Return what gives the values of the fields *names* of a noun, as they are compared."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _equality(values: Callable[[object], tuple[object, ...]]) -> Callable[[object, object], bool]:
    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    return equal


def _representation(names: tuple[str, ...]) -> Callable[[object], str]:
    def represent(self: object) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({said})"

    return recursive_repr()(represent)


def _refuse_to_set(self: object, name: str, _: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _restore(self: object, state: tuple[None, dict[str, Any]]) -> None:
    """Set what a copy or a pickle holds, which comes as a mapping of slots."""
    for name, value in state[1].items():
        object.__setattr__(self, name, value)
