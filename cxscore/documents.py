"""YAML documents as plain values, with the place of every key and value."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from cxscore.problems import Problem, Severity, subject_at
from cxscore.scalars import Loader, Unread, scalar_value
from cxscore.text_files import decode, position
from cxscore.unreadable import ODD_SPACE, explain, odd_space

Where = tuple[str | int, ...]
"""A path into a document: ``("kpis", "nps", "by", 0)``."""
Place = tuple[int, int]
"""A line and a column, from 1."""

LARGEST = 4_000_000
"""Bytes of a document; more is taken for a mistake."""
DEEPEST = 60
MOST_NODES = 200_000
"""Parts of a document with its aliases written out; more is taken for an attack."""

# What YAML allows, told by what it does not: a set of few characters is made ten times as fast.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
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
    incomplete: set[Where] = field(default_factory=set)
    """Mappings that lack what a merge (``<<``) should have brought."""
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

    def at(self, where: Where) -> object:
        """Return what stands at *where*; None where nothing does."""
        part = self.data
        for step in where:
            match part:
                case dict() if step in part:
                    part = part[step]
                case list() if isinstance(step, int) and step < len(part):
                    part = part[step]
                case _:
                    return None
        return part

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
    text = _text(raw, document)
    if text is None:
        return document
    # Names are typed composed on one machine and decomposed on another.
    text = unicodedata.normalize("NFC", text)
    try:
        if not _too_deep(text, document):
            node = yaml.compose(text, Loader=Loader)
            if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
                document.problems.append(Problem(path, 1, 1, "CX100", f"{path} is empty"))
            else:
                _Walk(document, text).open(node)
    except yaml.YAMLError as error:
        document.problems.append(explain(error, text, path))
    return document


def _text(raw: bytes, document: Document) -> str | None:
    path = document.path
    if len(raw) > LARGEST:
        says = f"{path} has {len(raw):,} bytes; a page of definitions has fewer than {LARGEST:,}"
        document.problems.append(Problem(path, 0, 0, "CX100", says))
        return None
    text = decode(raw, path, "CX100")
    if isinstance(text, Problem):
        document.problems.append(text)
        return None
    if found := _UNPRINTABLE.search(text):
        line, column = position(text, found.start())
        says = f"the invisible character U+{ord(found[0]):04X} stands here"
        document.problems.append(Problem(path, line, column, "CX100", says, hint="remove it"))
        return None
    return text


def _too_deep(text: str, document: Document) -> bool:
    """Say so where the document nests so deeply that reading it is dangerous."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
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
    """The document stands for more than anybody would write; the text says of what."""


_Entry = tuple[yaml.ScalarNode, yaml.Node]
"""A key and its value."""


class _Walk:
    """Turns nodes into values and notes their places."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.lines = text.splitlines()
        self.nodes = 0
        self.open_nodes: list[yaml.Node] = []

    def open(self, root: yaml.Node) -> None:
        """Put the value of *root* into the document."""
        try:
            self.document.data = self._value(root, (), _place(root))
        except _TooMuch as too_much:
            says = f"its aliases stand for {too_much}"
            self.document.problems.append(Problem(self.document.path, 1, 1, "CX105", says))
            self.document.data = None

    def _value(self, node: yaml.Node, where: Where, place: Place) -> Any:  # noqa: ANN401 (YAML holds anything)
        self._count(node)
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

    def _count(self, node: yaml.Node) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _TooMuch(f"more than {MOST_NODES:,} parts")
        if len(self.open_nodes) > DEEPEST and node not in self.open_nodes:
            raise _TooMuch(f"parts that are nested more than {DEEPEST} levels deep")

    def _mapping(self, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
        found: dict[str, Any] = {}
        before = len(self.document.problems)
        entries = self._entries(node, own=True)
        if any(problem.code == "CX106" for problem in self.document.problems[before:]):
            self.document.incomplete.add(where)
        for name, (key, value) in entries.items():
            at = _place(key)
            self.document.keys[*where, name] = at
            found[name] = self._value(value, (*where, name), _spot(value, at))
        return found

    def _entries(self, node: yaml.MappingNode, *, own: bool) -> dict[str, _Entry]:
        """Return the keys of *node* with their values, its own before merged ones.

        What is wrong with them is said where they are its *own*: where they
        are merged elsewhere, it has been said.
        """
        found: dict[str, _Entry] = {}
        merge: _Entry | None = None
        for name, entry in self._named(node, own=own):
            merging = name == "<<" and not entry[0].style
            first = merge if merging else found.get(name)
            if first is not None:
                if own:
                    says = f"'{name}' stands here a second time; the first is on line"
                    hint = "write <<: [*one, *other]" if merging else ""
                    self._say(_place(entry[0]), "CX103", f"{says} {_place(first[0])[0]}", hint)
            elif merging:
                merge = entry
            else:
                found[name] = entry
        return found if merge is None else {**self._merged(merge, own=own), **found}

    def _named(self, node: yaml.MappingNode, *, own: bool) -> Iterator[tuple[str, _Entry]]:
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                if own:
                    self._say(_place(key), "CX102", "a key is one word, not a list or a mapping")
                continue
            name = key.value
            if not key.style and re.match(ODD_SPACE, name):
                if own:
                    self._say(_place(key), "CX102", *odd_space(name[0]))
                name = name.lstrip()
            yield name, (key, value)

    def _merged(self, entry: _Entry, *, own: bool) -> dict[str, _Entry]:
        """Return what ``<<: *alias`` or ``<<: [*alias, ...]`` brings, the first to count first."""
        key, value = entry
        found: dict[str, _Entry] = {}
        for part in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            self._count(part)
            if isinstance(part, yaml.MappingNode) and part not in self.open_nodes:
                self.nodes += len(part.value)
                self.open_nodes.append(part)
                found = {**self._entries(part, own=False), **found}
                self.open_nodes.pop()
            elif own and isinstance(part, yaml.MappingNode):
                says = "this alias stands for a part that it is in itself"
                self._say(_place(key), "CX105", says)
            elif own:
                hint = "name the anchor of a mapping, as <<: *common for one that has &common"
                self._say(_spot(part, _place(key)), "CX106", "'<<' takes a mapping", hint)
        return found

    def _scalar(self, node: yaml.ScalarNode, where: Where, place: Place) -> Any:  # noqa: ANN401 (YAML holds anything)
        try:
            value = scalar_value(node)
        except Unread as unread:
            self._say(place, unread.code, unread.text, unread.hint)
            return self._blank(where)
        behind = self._behind(node)
        if value is None:
            says, hint = _empty(where, behind)
            self._say(self.document.keys.get(where, place), "CX110", says, hint)
            return self._blank(where)
        if not node.style and isinstance(value, str) and re.match(r" +#\d", behind):
            whole = f"{value}{behind}".rstrip()
            says = f"'{behind.strip()}' is a comment, and no part of {spell(where)}"
            hint = f'put it in quotes: "{whole}"; or leave a space behind the #'
            self._say(place, "CX158", says, hint, Severity.WARNING)
        return value

    def _behind(self, node: yaml.ScalarNode) -> str:
        """Return what stands behind *node* on its line."""
        end = node.end_mark
        return self.lines[end.line][end.column :] if end.line < len(self.lines) else ""

    def _blank(self, where: Where) -> None:
        self.document.blanks.add(where)

    def _say(
        self,
        place: Place,
        code: str,
        text: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        problem = Problem(self.document.path, *place, code, text, severity, hint)
        self.document.problems.append(problem)


def _empty(where: Where, behind: str) -> tuple[str, str]:
    """Return what is said of a value that is not there, and what to type.

    *behind* is what stands on its line all the same, as a comment.
    """
    name = str(where[-1]) if where else ""
    key, colon, value = name.partition(":")
    if colon and value:
        return f"'{name}' lacks a space behind the colon", f"write {key}: {value}"
    comment = re.match(r"\s*(#\S.*)", behind)
    if comment:
        says = f"{spell(where)} is empty: what starts with # is a comment"
        return says, f'put it in quotes, as {name}: "{comment[1].rstrip()}"'
    anchor = re.search(r"&(\S+)\s*$", behind)
    if anchor:
        return f"{spell(where)} is empty", f"put text that starts with & in quotes: '&{anchor[1]}'"
    return f"{spell(where)} is empty", "give it a value or remove the key"


def spell(where: Where) -> str:
    """Return *where* as a reader says it: ``kpis.nps.by[0]``."""
    said = ""
    for step in where:
        said += f"[{step}]" if isinstance(step, int) else f".{step}" if said else step
    return said


def _place(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _spot(value: yaml.Node, key: Place) -> Place:
    """Return where *value* stands; a block below its key stands where the key does."""
    below = isinstance(value, yaml.CollectionNode) and not value.flow_style
    return key if below else _place(value)
