"""Opens the files of registers: a CSV file, a worksheet or a YAML list becomes a table."""

from collections.abc import Mapping, Sequence
from functools import partial

from cxscore.csv_cells import Line, Place
from cxscore.documents import Where
from cxscore.model.definition import Definition
from cxscore.paths import Refused, blamed, printed, resolve
from cxscore.problems import Problem
from cxscore.tables import Table, read_table
from cxscore.workbooks.first_sheet import read_first_sheet
from cxscore.workbooks.opening import SUFFIXES


def open_register(
    definition: Definition, where: Where, text: str | None, problems: list[Problem]
) -> Table | None:
    """Return the register at the path *text*, which kpis.yaml names at *where*; None for none.

    What keeps it from being read is added to *problems*.
    """
    if text is None:
        return None
    origin = definition.origin
    try:
        files = resolve(text, origin.folder, origin.allowed)
    except Refused as refused:
        problems.append(origin.problem(where, refused.code, refused.text, refused.hint))
        return None
    if len(files) > 1:
        says = f"'{text}' means {len(files)} files"
        problems.append(origin.problem(where, "CX300", says, "name one"))
        return None
    shown = printed(origin.folder / text)
    name = files[0].name.lower()
    with blamed(files[0]):
        if name.endswith(SUFFIXES):
            table = read_first_sheet(files[0], shown, "CX300")
        elif name.endswith((".yaml", ".yml")):
            table = _from_yaml(files[0].read_bytes(), shown)
        else:
            table = read_table(files[0].read_bytes(), shown, "CX300")
    problems += table.problems
    return table if table.header else None


def _from_yaml(raw: bytes, path: str) -> Table:
    from cxscore.documents import read_document

    document = read_document(raw, path)
    problems = [problem for problem in document.problems if problem.code != "CX110"]
    if document.data is None:
        return Table(path, problems=tuple(problems))
    if not isinstance(document.data, list):
        says = "a register is a list of rows, each with its keys"
        return Table(path, problems=(*problems, Problem(path, 1, 1, "CX300", says)))
    rows: list[tuple[int, dict[str, str], dict[str, Place]]] = []
    header: dict[str, None] = {}
    for i, item in enumerate(document.data):
        line, column = document.values[i,]
        if not isinstance(item, dict):
            problems.append(Problem(path, line, column, "CX300", "this row has no keys"))
            continue
        places = {key: document.values[i, key] for key in item}
        header.update(dict.fromkeys(item))
        rows.append((line, {key: _text(value) for key, value in item.items()}, places))
    lines = [
        Line(
            line,
            [texts.get(name, "") for name in header],
            partial(_places, tuple(header), line, places),
        )
        for line, texts, places in rows
    ]
    return Table(path, tuple(header), 1, lines, tuple(problems))


def _places(header: Sequence[str], line: int, places: Mapping[str, Place]) -> list[Place]:
    """Return where the cells of a row stand; at its own place those of keys that it lacks."""
    return [places.get(name, (line, 1)) for name in header]


def _text(value: object) -> str:
    """Return what a cell of a CSV file would hold."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ">".join(_text(item) for item in value)
    return str(value).strip()
