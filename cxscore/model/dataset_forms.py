"""The short forms of datasets and their files, opened before the nouns are checked."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.checked import fault, shape
from cxscore.model.shorthand import Whole, Words, open_cell, open_list

READING = (
    "delimiter",
    "header",
    "skip_after_header",
    "footer",
    "encoding",
    "decimal",
    "thousands",
    "sheet",
    "wide",
)
"""The keys about reading, which stand at a dataset or at one of its files."""

EVERY_SHEET = "*"
"""Stands for all sheets of a workbook; no sheet can have this name."""


def open_reading(value: object) -> object:
    """Return a dataset or a file with the keys about reading put together."""
    if not isinstance(value, dict):
        return value
    return _with_reading(value)


def _with_reading(value: Mapping[str, object]) -> dict[str, object]:
    opened = {key: part for key, part in value.items() if key not in READING}
    opened["*reading"] = {key: part for key, part in value.items() if key in READING}
    return opened


def open_dataset(value: object) -> object:
    """Return a dataset with its files as a list and its short forms opened."""
    if not isinstance(value, dict):
        return value
    opened = _with_reading(value)
    if "file" in opened:
        if "files" in opened:
            raise fault("CX114", "{} has both 'file' and 'files'", "keep one of them", ("files",))
        if isinstance(opened["file"], list):
            raise fault("CX110", "{}.file is a list", "name several files under 'files'", ("file",))
        opened["files"] = [opened.pop("file")]
    if "files" not in opened and {"connection", "table", "query"} & opened.keys():
        opened["files"] = [_stand_in(opened)]
    if opened.get("unique") == "all_columns":
        del opened["unique"]
        opened["*unique_all_columns"] = True
    return opened


def _stand_in(opened: Mapping[str, object]) -> str:
    """Return the path of the one file that a table goes by, where many ask for the files."""
    named = (opened.get(key) for key in ("table", "query"))
    return next((name for name in named if isinstance(name, str) and name), "?")


def open_header(value: object) -> object:
    """Return the lines that a header stands on: one, or those under ``lines``."""
    lines = [value]
    if isinstance(value, dict) and set(value) == {"lines"}:
        lines = open_list(value["lines"])
    hint = "write the line's number, as header: 3, or {lines: [1, 2]}"
    whole = [line for line in lines if type(line) is int]
    if not lines or len(whole) < len(lines):
        raise fault("CX110", "{} is no line of the file", hint)
    if whole[0] < 1:
        raise fault("CX112", f"{{}} is {whole[0]}", "it must be at least 1")
    if any(after <= before for before, after in pairwise(whole)):
        raise fault("CX112", "{} names lines that do not follow one another", hint)
    return whole


def open_sheets(value: object) -> object:
    """Return the names of sheets, of which one may stand alone; ``*`` is all there are."""
    names = open_list(value)
    texts = [name for name in names if isinstance(name, str)]
    if len(texts) < len(names):
        other = next(name for name in names if not isinstance(name, str))
        says = f"{{}} names {other}" if type(other) is int else "{} names no sheet"
        raise fault("CX110", says, "put the sheet's name in quotes")
    twice = next((name for name in texts if texts.count(name) > 1), None)
    if twice is not None:
        raise fault("CX114", f"{{}} names '{twice}' twice", "name each sheet once")
    if EVERY_SHEET in texts and len(texts) > 1:
        raise fault("CX114", "{} names '*', all sheets, beside others", "keep one of the two")
    return texts


def open_from(value: object) -> object:
    """Return where a column stands in the file: a name, or a number from 1."""
    if type(value) is int and value < 1:
        raise fault("CX112", f"{{}} is {value}", "columns are counted from 1")
    if isinstance(value, str) and not value:
        raise fault("CX110", "{} is empty")
    if isinstance(value, str) or type(value) is int:
        return value
    hint = "write a name of the header, or a column's number, from 1"
    raise fault("CX110", "{} is no column of the file", hint)


@frozen
class HeaderLines:
    """How a header of several lines is written, for the schema."""

    __pydantic_config__ = shape("a header of several lines")

    lines: Annotated[tuple[Annotated[Whole, Field(ge=1)], ...], Field(min_length=1)]
    """The lines of the header, joined with a space."""


Header = Annotated[
    tuple[int, ...],
    BeforeValidator(open_header, json_schema_input_type=Annotated[int, Field(ge=1)] | HeaderLines),
]
Sheets = Annotated[
    tuple[Words, ...],
    Field(min_length=1),
    BeforeValidator(
        open_sheets, json_schema_input_type=str | Annotated[list[str], Field(min_length=1)]
    ),
]
ColumnPlace = Annotated[
    str | int,
    BeforeValidator(open_from, json_schema_input_type=str | Annotated[int, Field(ge=1)]),
]
TotalsWords = Annotated[
    tuple[Annotated[Words, BeforeValidator(open_cell, json_schema_input_type=str | int)], ...],
    Field(min_length=1),
    BeforeValidator(open_list, json_schema_input_type=str | int | list[str | int]),
]
