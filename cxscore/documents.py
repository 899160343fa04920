"""YAML documents as plain values, with the place of every key and value."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from cxscore.problems import Problem, subject_at
from cxscore.unreadable import explain

Where = tuple[str | int, ...]
"""A path into a document: ``("kpis", "nps", "by", 0)``."""
Place = tuple[int, int]
"""A line and a column, from 1."""

LARGEST = 4_000_000
"""Bytes of a document; more is taken for a mistake."""
DEEPEST = 60
MOST_NODES = 200_000
"""Parts of a document with its aliases written out; more is taken for an attack."""

_PARSER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
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


class _Loader(_PARSER):  # type: ignore[misc]  # its base is chosen when the program starts
    """YAML as of 1.2: ``no`` is text, ``010`` is ten, dates are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


for _tag, _pattern, _first in _CORE:
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first
    )


@dataclass(slots=True)
class Document:
    """What a YAML file says, and where it says it."""

    path: str
    """As it is printed."""
    data: Any = None
    values: dict[Where, Place] = field(default_factory=dict)
    """Where each value stands; a block of keys or items stands where its key does."""
    keys: dict[Where, Place] = field(default_factory=dict)
    blanks: set[Where] = field(default_factory=set)
    """Parts that are there and empty."""
    problems: list[Problem] = field(default_factory=list)

    def locate(self, where: Where) -> Where:
        """Return the part of the document that *where* means.

        Steps of *where* that are not in the document are skipped, so that a
        path through what a short form stands for ends at the short form.
        """
        found: Where = ()
        for step in where:
            if (*found, step) in self.values:
                found = (*found, step)
            elif step == "files" and (*found, "file") in self.values:
                found = (*found, "file")
        return found

    def problem(self, where: Where, code: str, text: str, hint: str = "") -> Problem:
        """Return a problem at the value of *where*."""
        place = self.values.get(self.locate(where), (1, 1))
        return Problem(self.path, *place, code, text, hint=hint, subject=subject_at(where))

    def problem_at_key(self, where: Where, code: str, text: str, hint: str = "") -> Problem:
        """Return a problem at the key of *where*, or at its value where it is an item."""
        found = self.locate(where)
        place = self.keys.get(found) or self.values.get(found, (1, 1))
        return Problem(self.path, *place, code, text, hint=hint, subject=subject_at(where))


def read_document(raw: bytes, path: str) -> Document:
    """Return the one YAML document in *raw*, printed as *path*.

    Its ``data`` is None where it cannot be read at all; why not stands in
    ``problems``, as do keys that stand twice and parts that are empty.
    """
    document = Document(path)
    text = _decode(raw, document)
    if text is None:
        return document
    try:
        if not _too_deep(text, document):
            node = yaml.compose(text, Loader=_Loader)
            if node is None:
                document.problems.append(Problem(path, 1, 1, "CX100", f"{path} is empty"))
            else:
                _Walk(document).open(node)
    except yaml.YAMLError as error:
        document.problems.append(explain(error, text, path))
    return document


def _decode(raw: bytes, document: Document) -> str | None:
    path = document.path
    if len(raw) > LARGEST:
        says = f"{path} has {len(raw):,} bytes; a page of definitions has fewer than {LARGEST:,}"
        document.problems.append(Problem(path, 0, 0, "CX100", says))
        return None
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-16" if wide else "utf-8", "ignore")
        line, column = _position(before, len(before))
        byte = f"0x{raw[error.start]:02X}"
        says = f"byte {byte} is not {'UTF-16' if wide else 'UTF-8'}"
        document.problems.append(
            Problem(path, line, column, "CX100", says, hint="save the file as UTF-8")
        )
        return None
    if found := _UNPRINTABLE.search(text):
        line, column = _position(text, found.start())
        says = f"the invisible character U+{ord(found[0]):04X} stands here"
        document.problems.append(Problem(path, line, column, "CX100", says, hint="remove it"))
        return None
    return text


def _position(text: str, index: int) -> Place:
    line = text.count("\n", 0, index) + 1
    return line, index - (text.rfind("\n", 0, index) + 1) + 1


def _too_deep(text: str, document: Document) -> bool:
    """Say so where the document nests so deeply that reading it is dangerous."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                mark = event.start_mark
                assert mark is not None
                says = f"this is nested more than {DEEPEST} levels deep"
                document.problems.append(
                    Problem(document.path, mark.line + 1, mark.column + 1, "CX105", says)
                )
                return True
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return False


class _TooMuch(Exception):  # noqa: N818 (it stops the walk)
    """The document stands for more than anybody would write."""


class _Walk:
    """Turns nodes into values and notes their places."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.nodes = 0
        self.open_nodes: list[yaml.Node] = []

    def open(self, root: yaml.Node) -> None:
        """Put the value of *root* into the document."""
        try:
            self.document.data = self._value(root, (), _place(root))
        except _TooMuch:
            says = f"its aliases stand for more than {MOST_NODES:,} parts"
            self.document.problems.append(Problem(self.document.path, 1, 1, "CX105", says))
            self.document.data = None

    def _value(self, node: yaml.Node, where: Where, place: Place) -> Any:  # noqa: ANN401 (YAML holds anything)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _TooMuch
        self.document.values[where] = place
        if node in self.open_nodes:
            self._say(place, "CX105", "this alias stands for a part that it is in itself")
            return self._blank(where)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, where, place)
        self.open_nodes.append(node)
        value = (
            self._mapping(node, where)
            if isinstance(node, yaml.MappingNode)
            else [self._value(item, (*where, i), _place(item)) for i, item in enumerate(node.value)]
        )
        self.open_nodes.pop()
        return value

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            at = _place(key)
            if not isinstance(key, yaml.ScalarNode):
                self._say(at, "CX102", "a key is one word, not a list or a mapping")
                continue
            name = key.value
            if name == "<<":
                self._say(at, "CX106", "'<<' is not read", "write the keys out")
            elif name in found:
                line = self.document.keys[*where, name][0]
                says = f"'{name}' stands here a second time; the first is on line {line}"
                self._say(at, "CX103", says)
            else:
                self.document.keys[*where, name] = at
                found[name] = self._value(value, (*where, name), _spot(value, at))
        return found

    def _scalar(self, node: yaml.ScalarNode, where: Where, place: Place) -> Any:  # noqa: ANN401 (YAML holds anything)
        text: str = node.value
        tag = node.tag.removeprefix("tag:yaml.org,2002:")
        try:
            match tag:
                case "str":
                    return text
                case "bool":
                    return {"true": True, "false": False}[text.lower()]
                case "int":
                    return _whole(text)
                case "float":
                    return float(re.sub(r"\.(?=inf|nan)", "", text.lower()))
                case "null":
                    self._say(self.document.keys.get(where, place), "CX110", _empty(where))
                    return self._blank(where)
        except (KeyError, ValueError):
            pass
        self._say(place, "CX106", f"the tag '{node.tag}' is not read", "remove it")
        return self._blank(where)

    def _blank(self, where: Where) -> None:
        self.document.blanks.add(where)

    def _say(self, place: Place, code: str, text: str, hint: str = "") -> None:
        self.document.problems.append(Problem(self.document.path, *place, code, text, hint=hint))


def _empty(where: Where) -> str:
    return f"{spell(where)} is empty; give it a value or remove the key"


def spell(where: Where) -> str:
    """Return *where* as a reader says it: ``kpis.nps.by[0]``."""
    said = ""
    for step in where:
        said += f"[{step}]" if isinstance(step, int) else f".{step}" if said else step
    return said


def _whole(text: str) -> int:
    digits = text.lower()
    if digits.startswith(("0o", "0x")):
        return int(digits, 0)
    if len(digits) > 300:
        raise ValueError
    return int(digits)


def _place(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _spot(value: yaml.Node, key: Place) -> Place:
    """Return where *value* stands; a block below its key stands where the key does."""
    below = isinstance(value, yaml.CollectionNode) and not value.flow_style
    return key if below else _place(value)
