"""Datasets that are tables: where they are asked for, and which keys are for files alone."""

from collections.abc import Iterator, Mapping

from cxscore.definition.faults import is_said, missing_key
from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.model.dataset_forms import READING
from cxscore.model.definition import Definition
from cxscore.nearest import suggest_id
from cxscore.paths import Refused, resolve

_TABLES = ("table", "query")
_SOURCES = ("file", "files", *_TABLES)
_OF_FILES: Mapping[str, str] = {
    **dict.fromkeys(READING, "remove it"),
    "decimal": "remove it; where numbers are text, cast them in a query",
    "thousands": "remove it; where numbers are text, cast them in a query",
    "footer": "leave such rows out with 'where'",
    "totals": "leave such rows out with 'where'",
    "wide": "put the months below one another in a query",
}
"""Keys of a dataset that say how text is read, and what to do for a table."""
_OF_CELLS: Mapping[str, str] = {
    "format": "remove it; where a date is text, cast it in a query",
    "written": "remove it; where a number is text, cast it in a query",
    "fill": "fill blanks in a query",
}
"""The same of a column."""


def check_tables(definition: Definition, findings: Findings) -> None:
    """Note datasets with two sources or half of one, and keys that no table can have.

    What was written is looked at, not the nouns, so that one fault does not hide the next.
    """
    datasets = findings.wrote("datasets")
    for name, written in datasets.items() if isinstance(datasets, dict) else ():
        if not isinstance(written, dict):
            continue
        here: Where = ("datasets", name)
        before = findings.errors
        _check_source(here, written, findings)
        _check_connection(here, written, findings)
        if any(key in written for key in _TABLES):
            _check_keys(here, written, findings)
            _check_query(here, written, definition, findings)
            _check_settled(here, written, findings)
        elif "settled_after" in written:
            where = (*here, "settled_after")
            source = next((key for key in ("file", "files") if key in written), "")
            beside = f"beside '{source}'" if source else "without a table"
            says = f"{spell(where)} means nothing {beside}"
            findings.say_at_key(where, "CX116", says, "remove it; it is for tables of a connection")
        if findings.errors > before or written.get("connection") in findings.unreachable:
            findings.misread.add(name)
    _check_dates(definition, findings)


def _check_source(here: Where, written: Mapping[str, object], findings: Findings) -> None:
    """Note two sources of rows; a table without a connection; a connection without a table."""
    sources = [key for key in written if key in _SOURCES]
    tables = [key for key in sources if key in _TABLES]
    if len(sources) > 1 and tables:
        says = f"{spell(here)} has both '{sources[0]}' and '{sources[1]}'"
        findings.say_at_key((*here, sources[1]), "CX114", says, "keep one of them")
    if tables and "connection" not in written:
        known = findings.wrote("connections")
        ids = ", ".join(known) if isinstance(known, dict) else ""
        hint = f"add one of: {ids}" if ids else "name one, and define it under 'connections'"
        _say_missing((*here, "connection"), hint, findings)
    if "connection" in written and not sources:
        _say_missing((*here, "table"), "name one of the connection's, or a 'query'", findings)
    elif "connection" in written and not tables:
        where = (*here, "connection")
        says = f"{spell(where)} means nothing beside '{sources[0]}'"
        hint = f"remove it, or write 'table' instead of '{sources[0]}'"
        findings.say_at_key(where, "CX116", says, hint)


def _check_settled(here: Where, written: Mapping[str, object], findings: Findings) -> None:
    """Note rows that are to settle by a date that none of their columns holds."""
    date = written.get("date")
    if "settled_after" in written and not (
        isinstance(date, str) or (isinstance(date, dict) and "fixed" not in date)
    ):
        where = (*here, "settled_after")
        says = f"{spell(where)} means nothing without a column as the dataset's 'date'"
        findings.say_at_key(where, "CX116", says, "remove it, or name the column")


def _say_missing(where: Where, hint: str, findings: Findings) -> None:
    if not is_said(where, findings.document):
        findings.problems.append(missing_key(where, findings.document, hint))


def _check_connection(here: Where, written: Mapping[str, object], findings: Findings) -> None:
    """Note a connection that is not there."""
    name, known = written.get("connection"), findings.wrote("connections")
    ids = dict.fromkeys(known, "") if isinstance(known, dict) else {}
    if isinstance(name, str) and name and "://" not in name and name not in ids:
        hint = suggest_id(name, ids) if ids else "none is defined; add 'connections' at the top"
        says = f"there is no connection '{name}'"
        findings.say((*here, "connection"), "CX126", says, hint)


def _check_keys(here: Where, written: Mapping[str, object], findings: Findings) -> None:
    """Note keys that say how text is read: a table has types."""
    for where, hint in _keys_of_files(here, written):
        said = spell(where) + (": all_columns" if where[-1] == "unique" else "")
        findings.say_at_key(where, "CX129", f"{said} is for files; a table has types", hint)
    if written.get("on_duplicate") in ("first", "last"):
        where = (*here, "on_duplicate")
        says = f"{spell(where)} can only be 'error' for a table so far"
        findings.say(where, "CX130", says, "keep one row of each key in a query")


def _keys_of_files(here: Where, written: Mapping[str, object]) -> Iterator[tuple[Where, str]]:
    """Yield the places of keys that are for files, in the order they stand in, and what to do."""
    for key, value in written.items():
        if key in _OF_FILES:
            yield (*here, key), _OF_FILES[key]
        elif key == "unique" and value == "all_columns":
            yield (*here, key), "name the columns of the key"
        elif key == "date" and isinstance(value, dict):
            if {"year", "month", "day"} & value.keys():
                yield (*here, key), "put its parts together in a query"
            elif "format" in value:
                yield (*here, key, "format"), _OF_CELLS["format"]
        elif key == "columns" and isinstance(value, dict):
            for name, column in value.items():
                yield from _keys_of_cells((*here, key, name), column)


def _keys_of_cells(here: Where, column: object) -> Iterator[tuple[Where, str]]:
    for key, value in column.items() if isinstance(column, dict) else ():
        if key in _OF_CELLS:
            yield (*here, key), _OF_CELLS[key]
        elif key == "from" and type(value) is int:
            yield (*here, key), "name the column; those of a table have no places"


def _check_query(
    here: Where, written: Mapping[str, object], definition: Definition, findings: Findings
) -> None:
    """Note a query's file that may not be read, is not there, or is none."""
    path, where = written.get("query"), (*here, "query")
    if not isinstance(path, str) or not path:
        return
    try:
        files = resolve(path, definition.origin.folder, definition.origin.allowed)
    except Refused as refused:
        hint = refused.hint
        if " " in path.strip() and not path.lower().endswith(".sql"):
            hint = "put the SELECT into a file of its own, as query: surveys.sql"
        findings.say(where, refused.code, refused.text, hint)
        return
    if len(files) > 1:
        findings.say(where, "CX160", f"'{path}' means {len(files)} files", "name one")
    elif files[0].suffix.lower() != ".sql":
        says = f"'{path}' is no file of a query"
        findings.say(where, "CX160", says, "put one SELECT into a file that ends in .sql")


def _check_dates(definition: Definition, findings: Findings) -> None:
    """Note a KPI that says how the date of a table is written."""
    for kpi in definition.kpis:
        dataset = definition.datasets.get(kpi.dataset or "")
        if dataset is None or not dataset.is_table or kpi.date is None or kpi.date.format is None:
            continue
        where: Where = ("kpis", kpi.id, "date", "format")
        says = f"{spell(where)} is for files; a table has types"
        findings.say_at_key(where, "CX129", says, _OF_CELLS["format"])
        findings.broken.add(kpi.id)
