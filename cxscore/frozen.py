"""Nouns that do not change, made in an eighth of the time that ``dataclasses`` takes.

Some 520 of them are made at each start. For each, ``@dataclass(frozen=True,
slots=True)`` compiles six functions; five of these can be the same for all
nouns, and ``__init__`` for all of a shape. What is made is a dataclass:
``fields``, ``replace`` and ``asdict`` know it.
"""

from collections.abc import Callable, Mapping
from dataclasses import (
    KW_ONLY,
    MISSING,
    Field,
    FrozenInstanceError,
    InitVar,
    dataclass,
    field,
    fields,
)
from enum import Enum
from functools import cache
from operator import attrgetter
from reprlib import recursive_repr
from types import CodeType, FunctionType
from typing import Any, ClassVar, TypeVar, dataclass_transform

T = TypeVar("T")
_ABSENT = object()
"""What stands for a value that is made anew for each noun, where none is given."""


class Alternative(Enum):
    """Alternatives that rows of a register have, which are keys by the ten thousand.

    Each is there but once, so it is told from others by being itself; Python's own hash is that
    of its name, worked out anew each time.
    """

    __hash__ = object.__hash__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Return *cls* as ``@dataclass(frozen=True, slots=True)`` would make it.

    What *cls* defines itself of ``__repr__``, ``__eq__`` and ``__hash__`` stays.
    """
    own = cls.__dict__.keys()
    made: Any = _slotted(cls)
    known = fields(made)
    given = [each for each in known if each.init]
    first = [each.name for each in given if not each.kw_only]
    setattr(made, "__match_args__", tuple(first))  # noqa: B010 (mypy lets no one assign it)
    made.__init__ = _initialiser(made, known, first)
    made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
    made.__setstate__ = _restore
    if "__repr__" not in own:
        made.__repr__ = _representation(tuple([each.name for each in known if each.repr]))
    values = values_of(tuple([each.name for each in known if each.compare]))
    if "__eq__" not in own:
        made.__eq__ = _equality(values)
    # A class with an __eq__ of its own has None here, from Python itself.
    if cls.__dict__.get("__hash__") is None:
        made.__hash__ = lambda self: hash(values(self))
    return made  # type: ignore[no-any-return]


_as_dataclass: Callable[[type], type] = dataclass(init=False, repr=False, eq=False, slots=True)


@_as_dataclass
class _Example:
    """A dataclass, for what ``dataclasses`` notes of each."""

    of: object


_NOTED: Any = vars(_Example)
_PARAMS, _PLAIN = _NOTED["__dataclass_params__"], _NOTED["__dataclass_fields__"]["of"]._field_type
_REPLACING = {name: _NOTED[name] for name in ("__replace__",) if name in _NOTED}
"""What ``copy.replace`` goes by, from Python 3.13 on."""
_NO_FIELDS = (ClassVar, InitVar, KW_ONLY)


def _slotted(cls: type) -> type:
    """Return *cls* as a dataclass with slots that has no methods of its own yet.

    Plain fields are noted here as ``dataclasses`` notes them, in half its time; a class that has
    anything else, as a base, what is shared by all or a default that can change, is left to it.
    Methods that ask for ``__class__`` or ``super()`` would see *cls*, as up to Python 3.13.
    """
    if cls.__bases__ != (object,) or type(cls) is not type or not cls.__doc__:
        return _as_dataclass(cls)
    own = dict(cls.__dict__)
    known: dict[str, Any] = {}
    for name, hint in cls.__annotations__.items():
        each: Any = own.pop(name, MISSING)
        if type(each) is not Field:
            each = field(default=each)
        # dataclasses, too, take what has no hash for a default that can change.
        if _is_special(hint) or each.default.__class__.__hash__ is None:
            return _as_dataclass(cls)
        each.name, each.type, each._field_type = name, hint, _PLAIN
        if each.kw_only is MISSING:
            each.kw_only = False
        known[name] = each
    for taken in ("__dict__", "__weakref__"):
        own.pop(taken, None)
    own |= {"__qualname__": cls.__qualname__, "__slots__": tuple(known)}
    own |= {"__dataclass_fields__": known, "__dataclass_params__": _PARAMS}
    own |= _REPLACING
    return type(cls.__name__, cls.__bases__, own)


def _is_special(hint: object) -> bool:
    """Return whether *hint* may say that its name is no field: what is shared, as ``ClassVar``."""
    if type(hint) is str:  # what only looks like it is left to dataclasses, which is slower
        return "Var" in hint or "KW_ONLY" in hint
    return getattr(hint, "__origin__", hint) in _NO_FIELDS or type(hint) is InitVar


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def numerous(cls: type[T]) -> type[T]:
    """Return *cls* as :func:`frozen` makes it, for nouns as many as a register has rows.

    They are filled in half the time: meanwhile each is of a class of the same slots that lets
    itself be set. All their fields are arguments, and nothing inherits from them.
    """
    made: Any = frozen(cls)
    known = fields(made)
    if hasattr(made, "__post_init__") or not all(each.init and not each.kw_only for each in known):
        raise TypeError(f"{cls.__name__}: numerous nouns are filled by plain arguments alone")
    settable = type(cls.__name__, (), {"__slots__": tuple(each.name for each in known)})
    names: dict[str, Any] = {"_set": object.__setattr__, "_settable": settable, "_made": made}
    names["_absent"] = _ABSENT
    lines = ["_set(self, '__class__', _settable)"]
    for each in known:
        value = each.name
        if each.default_factory is not MISSING:
            names[f"_make_{value}"] = each.default_factory
            value = f"_make_{value}() if {value} is _absent else {value}"
        lines.append(f"self.{each.name} = {value}")
    arguments = ", ".join(each.name for each in known)
    body = "\n    ".join((*lines, "self.__class__ = _made"))
    exec(f"def __init__(self, {arguments}):\n    {body}", names)  # noqa: S102 (names of fields)
    filled = names["__init__"]
    filled.__defaults__, filled.__module__ = made.__init__.__defaults__, cls.__module__
    filled.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__init__ = filled
    return made  # type: ignore[no-any-return]


def changed(noun: T, **changes: object) -> T:
    """Return *noun* with *changes*, as ``replace`` would, in a third of its time.

    For nouns of which there are as many as a register has rows; all their fields are arguments.
    """
    kind: Any = type(noun)
    values, places = _in_order(kind)
    told = [*values(noun)]
    for name, value in changes.items():
        told[places[name]] = value
    made: T = kind(*told)
    return made


@cache
def _in_order(kind: Any) -> tuple[Callable[[object], tuple[object, ...]], Mapping[str, int]]:  # noqa: ANN401 (a dataclass)
    """Return what gives the values of the fields of a *kind* of noun, and the place of each."""
    names: tuple[str, ...] = kind.__match_args__
    return values_of(names), {name: place for place, name in enumerate(names)}


def _initialiser(cls: type, known: tuple[Field[Any], ...], first: list[str]) -> Callable[..., None]:
    """Return ``__init__`` of *cls*, which sets the slots themselves: nothing else may set them.

    It is compiled for the first class of a shape; others take the names of their own fields.
    The arguments *first* need no names; others have to be named.
    """
    names: dict[str, Any] = {"_absent": _ABSENT}
    defaults: dict[str, Any] = {}
    shape, last = [], []
    for at, each in enumerate(known):
        name, by_name = each.name, each.kw_only is True
        names[f"_set_{at}"] = getattr(cls, name).__set__
        filled = ""
        if each.default is not MISSING:
            defaults[name] = each.default
            if not each.init:
                names[f"_default_{at}"], filled = each.default, "default"
        elif each.default_factory is not MISSING:
            names[f"_make_{at}"], filled = each.default_factory, "make"
            defaults[name] = _ABSENT
        if by_name and each.init:
            last.append(name)
        shape.append((each.init, by_name, filled))
    code = _compiled(tuple(shape), hasattr(cls, "__post_init__")).replace(
        co_varnames=("self", *first, *last), co_qualname=f"{cls.__qualname__}.__init__"
    )
    ends = tuple([defaults[name] for name in first if name in defaults])
    made = FunctionType(code, names, "__init__", ends)
    if last:
        made.__kwdefaults__ = {name: defaults[name] for name in last if name in defaults}
    made.__module__ = cls.__module__
    return made


@cache
def _compiled(shape: tuple[tuple[bool, bool, str], ...], has_post_init: bool) -> CodeType:
    """Return the code of ``__init__`` of a *shape*: of each field whether it is an argument.

    And whether by its name alone, and how it is filled where none is given. Fields and what
    they are set and filled by go by their numbers.
    """
    given: dict[bool, list[str]] = {False: [], True: []}
    lines = []
    for at, (is_argument, by_name, filled) in enumerate(shape):
        value = f"_{at}"
        if is_argument:
            given[by_name].append(value)
            if filled == "make":
                value = f"_make_{at}() if _{at} is _absent else _{at}"
        else:
            value = f"_default_{at}" if filled == "default" else f"_make_{at}()"
        lines.append(f"    _set_{at}(self, {value})")
    if has_post_init:
        lines.append("    self.__post_init__()")
    arguments = ["self", *given[False], *(["*", *given[True]] if given[True] else [])]
    made: dict[str, Any] = {}
    exec(f"def __init__({', '.join(arguments)}):\n" + ("\n".join(lines) or "    pass"), made)  # noqa: S102 (numbers)
    code: CodeType = made["__init__"].__code__
    return code


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
