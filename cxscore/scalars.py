"""The scalars of YAML 1.2: ``no`` is text, ``010`` is ten, dates are text."""

import math
import re
from typing import Any

import yaml

from cxscore.problems import grouped

LONGEST_NUMBER = 100
"""Digits of a number; more is a code, which is text, or a mistake."""

_PARSER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = (
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
        r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
)
"""The scalars of YAML 1.2's core schema, most special first."""


class Loader(_PARSER):  # type: ignore[misc]  # its base is chosen when the program starts
    """Makes nodes whose tags are those of the core schema."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, _pattern, _first in _CORE:
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first
    )


class Unread(Exception):  # noqa: N818 (it says what happened)
    """A scalar that stands for no value: the problem's code, text and hint."""

    def __init__(self, code: str, text: str, hint: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.hint = hint


def scalar_value(node: yaml.ScalarNode) -> Any:  # noqa: ANN401 (a scalar is of any type)
    """Return what *node* stands for; None where it is empty.

    Raises:
        Unread: where its tag is unknown or does not fit, or its number is
            too long or too large.
    """
    text: str = node.value
    try:
        match node.tag.removeprefix("tag:yaml.org,2002:"):
            case "str":
                return text
            case "bool":
                return {"true": True, "false": False}[text.lower()]
            case "int":
                return _whole(text)
            case "float":
                return _broken(text)
            case "null":
                return None
    except (KeyError, ValueError):
        pass
    hint = "remove it, or put text that starts with '!' in quotes"
    raise Unread("CX106", f"the tag '{node.tag}' is not read", hint)


def _whole(text: str) -> int:
    _check_length(text)
    digits = text.lower()
    return int(digits, 0) if digits.startswith(("0o", "0x")) else int(digits)


def _broken(text: str) -> float:
    _check_length(text)
    value = float(re.sub(r"\.(?=inf|nan)", "", text.lower()))
    if math.isinf(value) and "inf" not in text.lower():
        says = f"the number {text} is larger than any that can be reckoned with"
        raise Unread("CX112", says, "look at its exponent")
    return value


def _check_length(text: str) -> None:
    if len(text) > LONGEST_NUMBER:
        says = f"a number of {grouped(len(text))} digits stands here; none has more than"
        hint = "put a code that is meant as text in quotes"
        raise Unread("CX112", f"{says} {LONGEST_NUMBER}", hint)
