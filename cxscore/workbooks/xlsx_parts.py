"""The XML parts of an .xlsx file: which cells are merged, and which formulas have no value."""

import re
from collections.abc import Callable, Iterator, Mapping
from posixpath import join, normpath
from xml.parsers import expat
from zipfile import ZipFile

from cxscore.frozen import frozen
from cxscore.workbooks.workbook import DamagedWorkbook, Merged

_BLOCK = 1 << 20
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TELLING = re.compile(rb'<(?:\w+:)?(?:f|mergeCell)[\s/>]| r="(?!(?:[A-Z]{1,3})?[1-9]\d{0,5}")')
"""A formula, a merged range, or a cell that may stand outside of any sheet."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LAST = (1_048_576, 16_384)
"""The rows and columns of the largest sheet there can be."""


@frozen
class Found:
    """What the part of one sheet says besides its values."""

    merged: tuple[Merged, ...] = ()
    unknown: frozenset[tuple[int, int]] = frozenset()
    """Row and column, from 1, of each formula without a value."""


@frozen
class SheetParts:
    """The parts of an open workbook, by the sheets' names."""

    archive: ZipFile
    sheets: Mapping[str, str]
    stale: bool
    """Whether the program that wrote it left formulas to be worked out when it is opened."""

    @classmethod
    def of(cls, archive: ZipFile) -> "SheetParts":
        """Return the parts of *archive*.

        Raises:
            DamagedWorkbook: where a part is no XML, or declares entities.
            KeyError: where a part is missing.
        """
        names = archive.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                refuse_declarations(archive, name)
        targets: dict[str, str] = {}
        sheets: dict[str, str] = {}
        stale = False

        def relation(name: str, has: Mapping[str, str]) -> None:
            if name == "Relationship":
                targets[has.get("Id", "")] = normpath(join("xl", has.get("Target", "")))

        def sheet(name: str, has: Mapping[str, str]) -> None:
            nonlocal stale
            if name == "sheet":
                key = next((has[each] for each in has if _local(each) == "id"), "")
                sheets[has.get("name", "")] = targets.get(key, "").lstrip("/")
            elif name == "calcPr":
                stale = has.get("fullCalcOnLoad") in ("1", "true")

        if _WORKBOOK in names and _RELATIONS in names:
            parse(archive, _RELATIONS, relation)
            parse(archive, _WORKBOOK, sheet)
        return cls(archive, sheets, stale)

    def look_at(self, name: str, *, closely: bool = False) -> Found:
        """Return what the part of the sheet *name* says.

        Most have nothing to say, which a search tells in a tenth of the time
        of a parser; *closely* parses whatever there is.

        Raises:
            DamagedWorkbook: where it is no XML, or a cell stands outside of any sheet.
            KeyError: where it is missing.
        """
        if name not in self.sheets:
            # A package may name its parts as it likes; hardly any does.
            return Found()
        if not closely and not self._tells(self.sheets[name]):
            return Found()
        sheet = _Sheet()
        parse(self.archive, self.sheets[name], sheet.start, sheet.end, sheet.text)
        # A library that does not work formulas out writes 0, and asks for it to be done later.
        unworked = self.stale and not sheet.worked
        unknown = sheet.without_value | (sheet.zeros if unworked else set())
        return Found(tuple(sheet.merged), frozenset(unknown))

    def _tells(self, part: str) -> bool:
        """Return whether *part* has anything that has to be looked at."""
        rest = b""
        for block in _blocks(self.archive, part, _BLOCK):
            if _TELLING.search(rest + block):
                return True
            rest = block[-64:]
        return False


def parse(
    archive: ZipFile,
    name: str,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse a part of *archive*; names come without their name space.

    Raises:
        DamagedWorkbook: where it is no XML.
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda element, has: start(_local(element), has)
    if end is not None:
        parser.EndElementHandler = lambda element: end(_local(element))
    if text is not None:
        parser.CharacterDataHandler = text
    _feed(parser, archive, name)


def refuse_declarations(archive: ZipFile, name: str) -> None:
    """Raise where a part declares entities, with which few bytes become billions."""
    parser = expat.ParserCreate()
    begun = False

    def declared(*_: object) -> None:
        raise DamagedWorkbook("it declares entities, as no spreadsheet program does")

    def begin(*_: object) -> None:
        nonlocal begun
        begun = True

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = begin
    _feed(parser, archive, name, until=lambda: begun, block=4096)


class _Sheet:
    """Follows the cells of a sheet's part."""

    def __init__(self) -> None:
        self.merged: list[Merged] = []
        self.without_value: set[tuple[int, int]] = set()
        self.zeros: set[tuple[int, int]] = set()
        self.worked = False
        """Whether any formula has a value other than 0."""
        self._row = self._column = 0
        self._formula = self._in_value = self._is_text = False
        self._value = ""

    def start(self, name: str, has: Mapping[str, str]) -> None:
        """Take the start of an element."""
        if name == "c":
            self._column += 1
            if reference := has.get("r"):
                self._row, self._column = _place(reference)
            self._formula, self._value = False, ""
            self._is_text = has.get("t") == "str"
        elif name == "f":
            self._formula = True
        elif name == "v":
            self._in_value = True
        elif name == "row":
            number = has.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column = 0
        elif name == "mergeCell":
            first, _, last = has.get("ref", "").partition(":")
            self.merged.append(Merged(*_place(first), *_place(last or first)))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "v":
            self._in_value = False
        elif name == "c" and self._formula:
            place = (self._row, self._column)
            if not self._value and not self._is_text:
                self.without_value.add(place)
            elif self._value == "0":
                self.zeros.add(place)
            else:
                self.worked = True

    def text(self, text: str) -> None:
        """Take the text within an element."""
        if self._in_value and self._formula:
            self._value += text


def _place(reference: str) -> tuple[int, int]:
    """Return row and column, from 1, of a cell."""
    found = _REFERENCE.fullmatch(reference.replace("$", ""))
    if found is not None:
        column = 0
        for letter in found[1]:
            column = 26 * column + ord(letter) - ord("A") + 1
        if int(found[2]) <= _LAST[0] and column <= _LAST[1]:
            return int(found[2]), column
    raise DamagedWorkbook(f"a cell is said to stand at '{reference[:20]}'")


def _feed(
    parser: expat.XMLParserType,
    archive: ZipFile,
    name: str,
    until: Callable[[], bool] = lambda: False,
    block: int = _BLOCK,
) -> None:
    part = name.rpartition("/")[2]
    try:
        for text in _blocks(archive, name, block):
            parser.Parse(text)
            if until():
                return
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        place = f"{error.lineno}:{error.offset + 1}"
        raise DamagedWorkbook(f"its part {part} is damaged at {place}") from error


def _blocks(archive: ZipFile, name: str, block: int) -> Iterator[bytes]:
    with archive.open(name) as stream:
        while text := stream.read(block):
            yield text


def _local(name: str) -> str:
    return name.rpartition(":")[2]
