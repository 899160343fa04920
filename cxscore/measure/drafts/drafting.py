"""From a file to what was found in it: its layout, its columns, the KPIs that it could serve."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cxscore.calendar import Calendar
from cxscore.frozen import frozen
from cxscore.measure.database import literal, open_database, open_workspace
from cxscore.measure.drafts.columns import guess_column, name_of
from cxscore.measure.drafts.grid import ROWS, Grid, grid_of_sheet, grid_of_text
from cxscore.measure.drafts.layout import Layout, layout_of
from cxscore.measure.drafts.number_marks import NumberMarks, number_marks
from cxscore.measure.drafts.proposals import Column, proposals_of
from cxscore.measure.drafts.text import Drafted
from cxscore.measure.files import csv as csv_file
from cxscore.measure.files.encoding import DAMAGE, reason_of
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.flaws import damaged
from cxscore.measure.files.open import open_files
from cxscore.model.dataset import DataFile, Dataset, Reading
from cxscore.model.definition import Definition, Origin
from cxscore.model.outline import Heading
from cxscore.paths import printed
from cxscore.problems import Problem, Problems
from cxscore.workbooks.opening import SUFFIXES, open_book
from cxscore.workbooks.workbook import DamagedWorkbook

Rows = Sequence[tuple[str | None, ...]]


@dataclass(slots=True)
class Taken:
    """Ids that are given already, and may not be given once more."""

    datasets: set[str] = field(default_factory=set)
    kpis: set[str] = field(default_factory=set)


def draft_files(
    exports: Sequence[Path], folder: Path, sheet: str | None = None, taken: Taken | None = None
) -> tuple[Drafted, ...]:
    """Return what was found in each of *exports*, to be confirmed by the user.

    Args:
        exports: files of any kind that datasets can be read from.
        folder: where the kpis.yaml lies; the files' paths start there.
        sheet: of workbooks; where None the one with the most rows.
        taken: the ids that there are already.

    Raises:
        Problems: where a file cannot be read, has no rows, or begins without a header.
    """
    found: list[Drafted] = []
    problems: list[Problem] = []
    names = taken or Taken()
    with open_workspace() as workspace:
        for export in exports:
            try:
                one = _drafted(export, sheet, workspace, names)
            except Problems as faults:
                problems += faults.found
            else:
                found.append(replace(one, path=_path(export, folder)))
    if problems:
        raise Problems(dict.fromkeys(problems))
    return tuple(found)


@frozen
class _Looked:
    """A file, how it is laid out, and the sheet that was looked at."""

    grid: Grid
    layout: Layout
    sheet: str | None = None
    others: tuple[str, ...] = ()


def _drafted(export: Path, sheet: str | None, workspace: Path, names: Taken) -> Drafted:
    looked = _look(export, sheet)
    dataset = name_of(export.name.split(".")[0], names.datasets)
    if looked is not None and looked.layout.months:
        columns, marks, count = *_across(looked), len(looked.layout.sizes)
    else:
        file = _open(export, looked, workspace)
        rows = _cells(file, looked.layout if looked is not None else None, workspace)
        marks = number_marks((c for row in rows for c in row if c), _delimiter(looked))
        columns, count = _columns(file.header, rows, marks, _questions(looked)), len(rows)
    layout = looked.layout if looked is not None else Layout(())
    measured = [c for c in columns if not c.guess.formats] if layout.months else columns
    proposals = proposals_of(measured, dataset)
    return Drafted(
        dataset=dataset,
        path="",
        rows=count,
        whole=looked.grid.whole if looked is not None else count < ROWS,
        layout=layout,
        columns=tuple(columns),
        marks=marks,
        proposals=tuple(replace(p, id=name_of(p.id, names.kpis)) for p in proposals),
        delimiter=_delimiter(looked),
        other_delimiter=_second_opinion(export, _delimiter(looked), workspace),
        encoding=looked.grid.encoding if looked is not None else None,
        sheet=looked.sheet if looked is not None else None,
        other_sheets=looked.others if looked is not None else (),
    )


def _delimiter(looked: _Looked | None) -> str | None:
    return looked.grid.delimiter if looked is not None else None


def _look(export: Path, sheet: str | None) -> _Looked | None:
    """Return how *export* is laid out; None where it has columns of its own, as Parquet has."""
    name = export.name.lower()
    if name.endswith(csv_file.SUFFIXES):
        try:
            return _laid_out(export, grid_of_text(export))
        except DAMAGE as error:
            raise Problems([damaged(printed(export), reason_of(error))]) from error
    if name.endswith(SUFFIXES):
        return _look_at_sheets(export, sheet)
    return None


def _laid_out(
    export: Path, grid: Grid, sheet: str | None = None, others: tuple[str, ...] = ()
) -> _Looked:
    """Return *grid* with its layout.

    Raises:
        Problems: where it has no rows, or no header above them.
    """
    if len(grid.rows) < 2:
        says = "it has no rows to draft from" if grid.rows else "it is empty"
        raise Problems([Problem(printed(export), 0, 0, "CX217", says)])
    layout = layout_of(grid)
    if layout is None:
        says = "the first line looks like data"
        hint = "put a line with the names of the columns above it"
        raise Problems([Problem(printed(export), grid.lines[0], 1, "CX212", says, hint=hint)])
    return _Looked(grid, layout, sheet, others)


def _look_at_sheets(export: Path, wanted: str | None) -> _Looked:
    """Return the sheet *wanted*, else the one that holds the most, laid out."""
    try:
        with open_book(export) as book:
            grids = {name: grid_of_sheet(book, name) for name in book.names}
    except DamagedWorkbook as error:
        reason = str(error) or "it is no workbook, or a damaged one"
        raise Problems([damaged(printed(export), reason)]) from error
    if wanted is not None and wanted not in grids:
        says = f"it has no sheet '{wanted}'"
        hint = f"its sheets are {', '.join(grids)}"
        raise Problems([Problem(printed(export), 0, 0, "CX218", says, hint=hint)])
    chosen = wanted or max(grids, key=lambda name: sum(map(len, grids[name].rows)))
    others = tuple(name for name in grids if name != chosen)
    return _laid_out(export, grids[chosen], chosen if others else None, others)


def _open(export: Path, looked: _Looked | None, workspace: Path) -> OpenFile:
    """Open *export* as a dataset would."""
    reading = Reading()
    if looked is not None:
        layout, grid = looked.layout, looked.grid
        reading = Reading(
            delimiter=grid.delimiter,
            encoding=grid.encoding,
            header=layout.header or None,
            skip_after_header=layout.skip or None,
            footer=layout.footer or None,
            sheet=(looked.sheet,) if looked.sheet is not None else None,
        )
    files, problems = open_files(*_asked(export, reading), workspace)
    if not files:
        raise Problems(problems)
    return files[0]


def _asked(export: Path, reading: Reading) -> tuple[Definition, Dataset]:
    dataset = Dataset("export", (DataFile(export.name),), reading=reading)
    origin = Origin(str(export), export.parent, hashlib.sha256(b"").hexdigest())
    definition = Definition(1, Heading(""), Calendar(), (), {"export": dataset}, (), origin)
    return definition, dataset


def _cells(file: OpenFile, layout: Layout | None, workspace: Path) -> Rows:
    """Return the first rows of *file* as text, the file's own totals left out.

    Raises:
        Problems: where there are none, or they cannot be read.
    """
    import duckdb

    names = ", ".join(f"c{at}" for at in range(1, len(file.header) + 1))
    query = f"SELECT {names} FROM {file.relation()} LIMIT {ROWS}"  # noqa: S608 (our own names)
    with open_database(file.paths, workspace) as database:
        try:
            rows = database.execute(query).fetchall()
        except duckdb.Error as error:
            raise Problems([damaged(file.shown, "its rows are broken")]) from error
    footer = set(layout.footer) if layout is not None else set()
    kept = [row for row in rows if not footer & {(cell or "").strip() for cell in row}]
    if not kept:
        raise Problems([Problem(file.shown, 0, 0, "CX217", "it has no rows to draft from")])
    return kept


def _second_opinion(export: Path, delimiter: str | None, workspace: Path) -> str:
    """Return the delimiter that the engine would guess, where it is another one; else "".

    Two that look differently and agree are seldom wrong.
    """
    import duckdb

    if delimiter is None:
        return ""
    with open_database([export], workspace) as database:
        try:
            found = database.execute(
                f"SELECT Delimiter FROM sniff_csv({literal(export)})"  # noqa: S608 (quoted)
            ).fetchall()
        except duckdb.Error:
            # It does not read every encoding that we read.
            return ""
    guessed = str(found[0][0]) if found else delimiter
    return guessed if guessed != delimiter else ""


def _questions(looked: _Looked | None) -> Sequence[str]:
    """Return what the first line below the header asks, column by column."""
    if looked is None or not looked.layout.skip:
        return ()
    return looked.grid.rows[looked.grid.lines.index(looked.layout.header[-1]) + 1]


def _columns(
    header: Sequence[str], rows: Rows, marks: NumberMarks, questions: Sequence[str]
) -> list[Column]:
    """Return the columns that hold anything, each under a name of its own.

    A column without a name, or with that of another, is told by its position.
    """
    taken: set[str] = set()
    trimmed = [name.strip() for name in header]
    found = []
    for at, name in enumerate(trimmed):
        cells = [row[at] for row in rows]
        alone = bool(name) and trimmed.count(name) == 1
        if not alone and not any(cell and cell.strip() for cell in cells):
            continue
        plain = name_of(name or f"column {at + 1}", taken)
        guess = guess_column(cells, name, marks)
        question = questions[at].strip() if at < len(questions) else ""
        found.append(Column(plain, header[at], guess, 0 if alone else at + 1, question))
    return found


def _across(looked: _Looked) -> tuple[list[Column], NumberMarks]:
    """Return the columns of a table with its months across: the label, and one for each row."""
    at = looked.grid.lines.index(looked.layout.header[0])
    label, below = looked.grid.rows[at][0], looked.grid.rows[at + 1 :]
    marks = number_marks((c for row in below for c in row[1:]), looked.grid.delimiter)
    taken: set[str] = set()
    columns = [Column(name_of(label, taken), label, guess_column([]))]
    columns += list(_labelled(below, marks, taken))
    return columns, marks


def _labelled(
    rows: Sequence[Sequence[str]], marks: NumberMarks, taken: set[str]
) -> Iterator[Column]:
    width = max(map(len, rows), default=0)
    seen: set[str] = set()
    for row in rows:
        label = row[0].strip()
        if label and label not in seen:
            seen.add(label)
            cells = [*row[1:], *[""] * (width - len(row))]
            yield Column(name_of(label, taken), label, guess_column(cells, label, marks))


def _path(export: Path, folder: Path) -> str:
    absolute, base = export.resolve(), folder.resolve()
    return absolute.relative_to(base).as_posix() if absolute.is_relative_to(base) else str(absolute)
