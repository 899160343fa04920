"""How files are read: options that exist and go together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from cxscore.corrections import date_format
from cxscore.definition.date_formats import format_fault
from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.encodings import is_encoding
from cxscore.model.column_type import SERIALS, ColumnType, Written
from cxscore.model.dataset import Column, DataFile, Dataset, Reading
from cxscore.model.dates import DateColumn, DateParts, DateSpec
from cxscore.model.definition import Definition
from cxscore.nearest import suggestion

_ENCODINGS = ("utf-8", "utf-16", "latin-1", "cp1252", "iso-8859-15", "mac-roman", "ascii")
_THOUSANDS = (",", ".", " ", "'", "’", "_", "\u00a0", "\u202f")
_SHEETLESS = (".csv", ".csv.gz", ".txt", ".txt.gz", ".tsv", ".tsv.gz", ".parquet", ".pq")
_LINELESS = (".parquet", ".pq")
_PARTS = {"year": (1900, 9998), "month": (1, 12), "day": (1, 31)}
"""The numbers that a part of a date can be."""
_SIGNS = {"semicolon": '";"', "comma": '","', "pipe": '"|"', "tab": '"\\t"', "colon": '":"'}
_DECIMALS = "it must be '.' or ','"
_DATED = (ColumnType.DATE, ColumnType.DATETIME)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def check_dataset(dataset: Dataset, findings: Findings) -> None:
    """Note options of *dataset* that do not exist or contradict each other."""
    before = findings.errors
    here: Where = ("datasets", dataset.id)
    if dataset.is_table:
        dataset = _without_text(dataset)
    _check_missing(here, findings)
    _check_reading(dataset.reading, here, findings)
    _check_columns(dataset.columns, (*here, "columns"), findings)
    _check_date(dataset.date, here, findings)
    for i, file in enumerate(dataset.files):
        there: Where = (*here, "files", i)
        _check_reading(file.reading, there, findings)
        _check_columns(file.columns, (*there, "columns"), findings)
        _check_date(file.date, there, findings)
    _check_loop(dataset, (*here, "closed_loop"), findings)
    if findings.errors > before:
        findings.misread.add(dataset.id)
    _check_kinds(dataset, here, findings)
    _check_wide(dataset, here, findings)
    unique = dataset.unique or dataset.unique_all_columns
    if findings.wrote(*here, "on_duplicate") is not None and not unique:
        where = (*here, "on_duplicate")
        findings.warn(where, "CX117", f"{spell(where)} has no effect without 'unique'")


def undated_datasets(definition: Definition, findings: Findings) -> set[str]:
    """Return the datasets whose rows have no date of their own."""
    return {
        name
        for name, dataset in definition.datasets.items()
        if dataset.date is None
        and ("datasets", name, "date") not in findings.document.values
        and dataset.reading.wide is None
        and not all(file.date or file.reading.wide for file in dataset.files)
    }


def _check_loop(dataset: Dataset, here: Where, findings: Findings) -> None:
    """Note a closed loop whose cases are due within no time, or within several."""
    loop = dataset.closed_loop
    limits = (loop.within.days, loop.within.hours, loop.within.workdays) if loop else ()
    if loop and sum(limit is not None for limit in limits) != 1:
        where = (*here, "within")
        says = f"{spell(where)} takes exactly one of: days, hours, workdays"
        findings.say_at_key(where, "CX137", says)


def _without_text(dataset: Dataset) -> Dataset:
    """Return the table *dataset* without what is for files, of which enough has been said."""
    columns = {
        name: replace(column, format=None, written=Written.PLAIN)
        for name, column in dataset.columns.items()
    }
    return replace(dataset, columns=columns, date=None, reading=Reading())


def _check_kinds(dataset: Dataset, here: Where, findings: Findings) -> None:
    """Note a sheet, or lines of a header, where no file can have them."""
    for there, reading, files in _readings(dataset, here):
        paths = [file.path for file in files]
        said = {
            "sheet": (reading.sheet, _SHEETLESS, "is no workbook"),
            "header": (reading.header, _LINELESS, "has no lines"),
            "skip_after_header": (reading.skip_after_header, _LINELESS, "has no lines"),
        }
        for key, (value, suffixes, why) in said.items():
            # A glob such as data/* may mean workbooks.
            if value is not None and all(path.lower().endswith(suffixes) for path in paths):
                where = (*there, key)
                says = f"{spell(where)} has no effect: {paths[0]} {why}"
                findings.warn(where, "CX117", says)


def _check_wide(dataset: Dataset, here: Where, findings: Findings) -> None:
    """Note rows to be left out where months stand across the columns: rows are named there."""
    hint = "rows that are wanted are named under 'wide'"
    for there, reading, files in _readings(dataset, here):
        wide = all((file.reading.wide or dataset.reading.wide) is not None for file in files)
        if reading.footer is not None and wide:
            where = (*there, "footer")
            says = f"{spell(where)} has no effect where months stand across the columns"
            findings.warn(where, "CX117", says, hint)


def _readings(dataset: Dataset, here: Where) -> list[tuple[Where, Reading, Sequence[DataFile]]]:
    """Return what is said of reading, the place of it, and the files meant."""
    return [
        (here, dataset.reading, dataset.files),
        *(((*here, "files", i), file.reading, (file,)) for i, file in enumerate(dataset.files)),
    ]


def _check_reading(reading: Reading, here: Where, findings: Findings) -> None:
    if reading.encoding is not None and not is_encoding(reading.encoding):
        hint = suggestion(reading.encoding, _ENCODINGS, "common ones are")
        says = f"there is no encoding '{reading.encoding}'"
        findings.say((*here, "encoding"), "CX115", says, hint)
    if reading.delimiter is not None and len(reading.delimiter) != 1:
        says = f"the delimiter is '{reading.delimiter}', not one character"
        sign = _SIGNS.get(reading.delimiter.strip().lower())
        hint = f"write delimiter: {sign}" if sign else 'a tab is "\\t"'
        findings.say((*here, "delimiter"), "CX112", says, hint)
    elif reading.delimiter == '"':
        says = "the delimiter is a quote, which encloses cells"
        findings.say((*here, "delimiter"), "CX112", says, "write the sign between them, as ';'")
    elif (
        reading.delimiter is not None and ord(reading.delimiter) < 32 and reading.delimiter != "\t"
    ):
        says = "the delimiter is a sign that cannot be printed"
        findings.say((*here, "delimiter"), "CX112", says, 'a tab is "\\t"')
    if reading.decimal is not None and reading.decimal not in (".", ","):
        says = f"the decimal sign is '{reading.decimal}'"
        meant = {"comma": "decimal: ','", "dot": "decimal: '.'", "point": "decimal: '.'"}
        hint = meant.get(reading.decimal.strip().lower(), "")
        findings.say((*here, "decimal"), "CX112", says, f"write {hint}" if hint else _DECIMALS)
    if reading.thousands is not None and reading.thousands not in _THOUSANDS:
        says = f"the thousands separator is '{reading.thousands}'"
        findings.say((*here, "thousands"), "CX112", says, "it is a comma, dot, space or apostrophe")
    elif reading.thousands is not None and reading.thousands == (reading.decimal or "."):
        says = f"'{reading.thousands}' cannot separate thousands and be the decimal sign as well"
        findings.say((*here, "thousands"), "CX114", says)
    if reading.wide is not None:
        _check_format(reading.wide.months, (*here, "wide", "months"), findings)


def _check_columns(columns: Mapping[str, Column], here: Where, findings: Findings) -> None:
    for name, column in columns.items():
        there = (*here, name)
        _check_missing(there, findings)
        numeric = column.type in (None, ColumnType.NUMBER)
        if column.scale and column.scale[0] > column.scale[1]:
            low, high = column.scale
            says = f"{spell((*there, 'scale'))} runs from {low:g} to {high:g}"
            findings.say((*there, "scale"), "CX112", says, "write the lowest answer first")
        if column.scale and column.scale[0] == column.scale[1]:
            says = f"{spell((*there, 'scale'))} has one answer only, which tells nothing"
            findings.warn((*there, "scale"), "CX117", says)
        if column.scale and not numeric:
            findings.say_at_key((*there, "scale"), "CX116", "only numbers have a scale")
        if column.times != 1 and not numeric:
            findings.say_at_key((*there, "times"), "CX116", "only numbers can be multiplied")
        if column.written is not Written.PLAIN and not numeric:
            findings.say_at_key((*there, "written"), "CX116", "only numbers are written so")
        if column.format is not None and column.type not in _DATED:
            hint = "add type: date"
            findings.say_at_key((*there, "format"), "CX116", "only dates have a format", hint)
        elif column.format is not None:
            _check_format(column.format, (*there, "format"), findings)


def _check_missing(here: Where, findings: Findings) -> None:
    """Note several words written as one text, which only a cell with all of them is."""
    where = (*here, "missing")
    text = findings.wrote(*where)
    if not isinstance(text, str) or _NUMBER.fullmatch(text.strip()):
        return
    words = [word.strip() for word in re.split("[,;|]", text)]
    # "Yes, often" may well be one answer, and is where it stands in brackets.
    if len(words) > 1 and all(re.fullmatch(r"[^\s\"'\\]+", word) for word in words):
        meant = ", ".join(w if _NUMBER.fullmatch(w) else f'"{w}"' for w in words)
        says = f"{spell(where)} is one text, '{text}', and not {len(words)}"
        hint = f'did you mean [{meant}]? if not, write ["{text}"]'
        findings.warn(where, "CX117", says, hint)


def _check_date(spec: DateSpec | None, here: Where, findings: Findings) -> None:
    if isinstance(spec, DateColumn) and spec.format is not None:
        _check_format(spec.format, (*here, "date", "format"), findings)
    for part, (lowest, highest) in _PARTS.items() if isinstance(spec, DateParts) else ():
        value = getattr(spec, part)
        if isinstance(value, int) and not lowest <= value <= highest:
            where = (*here, "date", part)
            says = f"{spell(where)} is {value}"
            findings.say(where, "CX112", says, f"it must be from {lowest} to {highest}")
            return
    if isinstance(spec, DateParts) and not spec.columns and not _is_day(spec):
        where = (*here, "date")
        findings.say(where, "CX113", f"{spell(where)} is a day that does not exist")


def _is_day(parts: DateParts) -> bool:
    """Return whether *parts*, all of them numbers, are a day."""
    try:
        date(int(parts.year), int(parts.month), int(parts.day or 1))
    except ValueError:
        return False
    return True


def _check_format(text: str, where: Where, findings: Findings) -> None:
    fault = None if text in SERIALS else format_fault(text)
    if fault is not None:
        says, hint = fault
        meant = "" if "%" in text else date_format(text)
        findings.say(where, "CX115", says, f"write it like {meant}" if meant else hint)
