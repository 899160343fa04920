"""A kpis.yaml drafted from a file of the user's own: a proposal, every guess marked."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxscore.calendar import Calendar
from cxscore.measure.files import OpenFile, open_files
from cxscore.measure.guess import Guess, guess_column, name_of
from cxscore.measure.locked import open_database, open_workspace
from cxscore.model.dataset import DataFile, Dataset, Reading
from cxscore.model.definition import Definition, Heading, Origin
from cxscore.problems import Problem, Problems

ROWS = 10_000
"""How many rows the guesses rest on."""

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = (None, "cp1252")


def draft(export: Path, folder: Path) -> str:
    """Return the text of a kpis.yaml for *export*, to be confirmed by the user.

    Args:
        export: the file, of any kind that datasets can be read from.
        folder: where the kpis.yaml will lie; the file's path starts there.

    Raises:
        Problems: where the file cannot be read, or has no rows.
    """
    with open_workspace() as workspace:
        file = _open(export, workspace)
        cells = _cells(file, workspace)
    return _text(export, folder, file, cells)


def _open(export: Path, workspace: Path) -> OpenFile:
    """Open *export* with the delimiter that cuts its header into the most names."""
    faults: list[Problem] = []
    last: OpenFile | None = None
    for encoding in ENCODINGS:
        best = _widest(export, encoding, workspace, faults)
        if best is not None and _readable(best, workspace):
            return best
        last = best or last
    if last is None:
        raise Problems(dict.fromkeys(faults))
    return last


def _widest(
    export: Path, encoding: str | None, workspace: Path, faults: list[Problem]
) -> OpenFile | None:
    """Return *export* as the delimiter reads it that gives the most columns."""
    delimited = ".csv" in export.suffixes or export.suffix in (".txt", ".tsv")
    best: OpenFile | None = None
    for delimiter in DELIMITERS if delimited else (None,):
        reading = Reading(delimiter=delimiter, encoding=encoding)
        files, problems = open_files(*_asked(export, reading), workspace)
        faults += problems
        if files and (best is None or len(files[0].header) > len(best.header)):
            best = files[0]
    return best


def _asked(export: Path, reading: Reading) -> tuple[Definition, Dataset]:
    dataset = Dataset("export", (DataFile(export.name),), reading=reading)
    origin = Origin(str(export), export.parent, hashlib.sha256(b"").hexdigest())
    definition = Definition(1, Heading(""), Calendar(), (), {"export": dataset}, (), origin)
    return definition, dataset


def _readable(file: OpenFile, workspace: Path) -> bool:
    try:
        _cells(file, workspace)
    except Problems:
        return False
    return True


def _cells(file: OpenFile, workspace: Path) -> list[tuple[str | None, ...]]:
    """Return the first rows of *file* as text."""
    import duckdb

    names = ", ".join(f"c{at}" for at in range(1, len(file.header) + 1))
    query = f"SELECT {names} FROM {file.relation()} LIMIT {ROWS}"  # noqa: S608 (our own names)
    with open_database(file.paths, workspace) as database:
        try:
            rows = database.execute(query).fetchall()
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise Problems(
                [Problem(file.shown, 0, 0, "CX218", f"it cannot be read: {reason}")]
            ) from error
    if not rows:
        raise Problems([Problem(file.shown, 0, 0, "CX217", "it has no rows to draft from")])
    return rows


@dataclass(frozen=True, slots=True)
class _Drafted:
    """A column under the name it gets, and what it seems to hold."""

    name: str
    header: str
    guess: Guess


def _text(
    export: Path, folder: Path, file: OpenFile, rows: Sequence[tuple[str | None, ...]]
) -> str:
    taken: set[str] = set()
    columns = [
        _Drafted(name_of(header, taken), header, guess_column([row[at] for row in rows]))
        for at, header in enumerate(file.header)
        if header.strip()
    ]
    dataset = name_of(export.name.split(".")[0], set())
    lines = [
        f"# A draft from {export.name}, resting on {'its first ' if len(rows) == ROWS else ''}"
        f"{len(rows):,} rows.",
        "# Confirm or correct every line that says so, then run: cxscore check",
        "version: 1",
        "scorecard:",
        "  title: Customer experience scorecard",
        "owners:",
        "  owner: {name: Name of the accountable person}      # confirm: one for each KPI",
        "datasets:",
        f"  {dataset}:",
        f"    file: {_quoted(_path(export, folder))}",
        *_reading(file.reading, any(column.guess.decimal_comma for column in columns)),
        "    columns:",
        *(_column(column) for column in columns),
        *_date(columns),
        "kpis:",
        *_kpi(columns, dataset),
    ]
    return "\n".join(lines) + "\n"


def _path(export: Path, folder: Path) -> str:
    absolute, base = export.resolve(), folder.resolve()
    return absolute.relative_to(base).as_posix() if absolute.is_relative_to(base) else str(absolute)


def _reading(reading: Reading, decimal_comma: bool) -> list[str]:
    lines = []
    if reading.delimiter not in (None, ","):
        lines.append(f"    delimiter: {_quoted(str(reading.delimiter))}      # as in its header")
    if reading.encoding is not None:
        lines.append(f"    encoding: {reading.encoding}      # confirm: it is not UTF-8")
    if decimal_comma:
        lines.append('    decimal: ","      # confirm: numbers are written like 3,5')
    return lines


def _column(column: _Drafted) -> str:
    guess = column.guess
    parts = [f"from: {_quoted(column.header)}"] if column.name != column.header else []
    parts.append(f"type: {guess.type.value}")
    parts += [f"{key}: {value}" for key, value in guess.options.items()]
    return f"      {column.name}: {{{', '.join(parts)}}}      # {guess.evidence}"


def _date(columns: Sequence[_Drafted]) -> list[str]:
    dated = [column for column in columns if column.guess.formats]
    if not dated:
        return ["    # confirm: no column looks like a date; name one: date: its_name"]
    first, *others = dated
    formats = first.guess.formats
    note = (
        f"      # confirm; or {', '.join(c.name for c in others)}" if others else "      # confirm"
    )
    if formats == ("",):
        return [f"    date: {first.name}{note}"]
    lines = [
        f"    {'' if len(formats) == 1 else '# '}date: "
        f"{{column: {first.name}, format: {_quoted(form)}}}{note}"
        for form in formats
    ]
    if len(formats) > 1:
        lines.insert(
            0, "    # Day or month first? The rows allow both: keep the line that is right."
        )
    return lines


def _kpi(columns: Sequence[_Drafted], dataset: str) -> list[str]:
    """Propose the measure of the column that looks most like an answer."""
    measures: Mapping[str, tuple[str, str]] = {
        column.guess.measure: (column.name, column.header)
        for column in reversed(columns)
        if column.guess.measure
    }
    for kind in ("nps", "top_box", "mean"):
        if kind in measures:
            name, header = measures[kind]
            measure = {
                "nps": f"{{nps: {name}}}",
                "top_box": f"{{top_box: {{column: {name}, at_least: 4, scale: [1, 5]}}}}",
                "mean": f"{{mean: {name}}}",
            }[kind]
            break
    else:
        name, header, measure = "rows", f"Rows of {dataset}", "{count: rows}"
    return [
        f"  {name}:",
        f"    name: {_quoted(header.strip())}      # confirm: as the board is to read it",
        "    owner: owner",
        f"    dataset: {dataset}",
        f"    measure: {measure}      # confirm",
        "    polarity: higher_is_better      # confirm; or lower_is_better, in_range, neutral",
        "    # target: 40",
    ]


def _quoted(text: str) -> str:
    """Return *text* as a YAML scalar that means just that."""
    escaped = "".join(
        {'"': '\\"', "\\": "\\\\"}.get(sign, sign if sign.isprintable() else f"\\u{ord(sign):04x}")
        for sign in text
    )
    return f'"{escaped}"'
