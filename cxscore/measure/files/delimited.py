"""CSV files: how DuckDB reads them, where their cells stand, and what is broken in them."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from cxscore.frozen import frozen
from cxscore.measure.database import literal
from cxscore.measure.files.encoding import is_compressed, open_text
from cxscore.measure.files.records import (
    MISFIT,
    SPACES,
    Fault,
    Record,
    bounded_lines,
    split_records,
)
from cxscore.measure.places import Place, first_mark, readable
from cxscore.problems import SHOWN_PER_FILE

_USUAL_LINE = 2_000_000
"""DuckDB's own limit for a row, in bytes."""


@frozen
class Flaws:
    """What is broken in a file: the first faults of each kind, and how many rows have one."""

    kept: tuple[tuple[Fault, int], ...] = ()
    """A fault and how many more of its kind were found; 0 but for the last kept of a kind."""
    rows: int = 0
    sound: int = 0
    """How many rows are not broken."""
    left_out: int = 0
    """How many broken rows are the file's own totals, which is no fault."""


@frozen
class Delimited:
    """A CSV file, and the file that DuckDB reads in its place."""

    original: Path
    readable: Path
    spare: Path
    """Where a repaired copy goes."""
    encoding: str
    delimiter: str
    width: int
    """How many columns it has."""
    header: tuple[tuple[int, int], ...]
    """Line and column of each name of the header."""
    data_line: int
    """The physical line after the header."""
    skip: int
    """Records before the first row in *readable*."""
    longest: int = 0
    """Bytes of the longest row of a repaired copy."""
    dropped: frozenset[int] = frozenset()
    """Columns (from 0) in which an undecodable byte breaks the row; known once repaired."""
    blank_rows: bool = False
    """Whether there are rows of delimiters and nothing else, which are blank lines."""
    first_rows: bool = False
    """Whether only its first rows are asked for: DuckDB reads 32 MB at once for all others."""

    @classmethod
    def copied(cls, target: Path, width: int) -> "Delimited":
        """Return our own copy of something else: *target*, without a header."""
        return cls(target, target, target, "utf-8", ",", width, (), 1, 0)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that DuckDB has to be let at."""
        return self.readable, self.spare

    def relation(self) -> str:
        """Return the table function that reads it, all columns text, named c1, c2, ..."""
        columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(1, self.width + 1))
        options = [
            f"columns = {{{columns}}}",
            f"header = false, skip = {self.skip}",
            f"delim = {literal(self.delimiter)}",
            "quote = '\"', escape = '\"'",
            "auto_detect = false, strict_mode = true, null_padding = false",
        ]
        if is_compressed(self.readable):
            options.append("compression = 'gzip'")
        if self.longest > _USUAL_LINE:
            # DuckDB's buffers are 16 times as large unless they are told to be less.
            options.append(f"max_line_size = {self.longest}, buffer_size = {2 * self.longest}")
        elif self.first_rows:
            options.append(f"buffer_size = {2 * _USUAL_LINE}")
        table = f"read_csv({literal(self.readable)}, {', '.join(options)})"
        if self.width == 1:
            return f"(SELECT c1 FROM {table} WHERE c1 IS NOT NULL)"  # noqa: S608 (quoted above)
        if self.blank_rows and self.readable != self.spare:
            return f"(SELECT * FROM {table} WHERE NOT ({self._blank()}))"  # noqa: S608 (quoted above)
        return table

    def first_blank_row(self) -> str | None:
        """Return the query for a row of delimiters and spaces alone; None where none can come."""
        if self.blank_rows or self.readable == self.spare or self.width == 1:
            return None
        return f"SELECT 1 FROM {self.relation()} WHERE {self._blank()} LIMIT 1"  # noqa: S608 (quoted above)

    def _blank(self) -> str:
        """Return SQL that is true of a row of blanks, as :attr:`Record.is_blank` is."""
        cells = (f"NULLIF(TRIM(c{at}, {literal(SPACES)}), '')" for at in range(1, self.width + 1))
        return f"COALESCE({', '.join(cells)}) IS NULL"

    def records(self) -> Iterator[Record]:
        """Yield the rows that DuckDB counts, in one pass over the original."""
        return (record for record in self._all_records() if record.fault is None)

    def locate(self, rows: Sequence[int], column: int) -> list[Place]:
        """Return where the cells of *column* (from 0) in *rows* (from 0) stand."""
        wanted, found, before = sorted(set(rows)), {}, 0
        records = self.records()
        for row in wanted:
            record = next(islice(records, row - before, None))
            before = row + 1
            line, start = record.place(column)
            found[row] = Place(line, start, text=readable(record.cells[column]))
        return [found[row] for row in rows]

    def repaired(
        self,
        read: Collection[int],
        is_footer: Callable[[Sequence[str]], bool],
        places: int = SHOWN_PER_FILE,
    ) -> "tuple[Delimited, Flaws]":
        """Write the sound rows to the spare file, and tell what is broken in the others.

        An undecodable byte breaks a row only where it stands in a column
        (from 0) that is *read*. Broken rows that are a footer are no fault.
        Of each kind of fault the first *places* are kept.
        """
        source = replace(self, dropped=frozenset(read), blank_rows=True)
        kept: list[tuple[Fault, int]] = []
        counts: dict[str, int] = {}
        longest = sound = left_out = 0
        with self.spare.open("w", encoding="utf-8", errors="replace", newline="") as copy:
            for record in source._all_records():
                if record.fault is None:
                    cells = map(_cell, record.cells) if record.starts else record.cells
                    line = self.delimiter.join(cells) + "\n"
                    longest = max(longest, len(line))
                    copy.write(line)
                    sound += 1
                    continue
                if record.fault.kind in MISFIT and is_footer(record.cells):
                    left_out += 1
                    continue
                kind = record.fault.kind
                counts[kind] = counts.get(kind, 0) + 1
                if counts[kind] <= places:
                    kept.append((record.fault, 0))
        last = {fault.kind: at for at, (fault, _) in enumerate(kept)}
        for kind, at in last.items():
            kept[at] = kept[at][0], max(0, counts[kind] - places)
        copied = replace(source, readable=self.spare, skip=0, longest=4 * longest)
        return copied, Flaws(tuple(kept), sum(counts.values()), sound, left_out)

    def _all_records(self) -> Iterator[Record]:
        with open_text(self.original, self.encoding) as stream:
            for _ in range(self.data_line - 1):
                stream.readline()
            lines = bounded_lines(stream)
            for record in split_records(lines, self.delimiter, self.width, self.data_line):
                if self.width == 1 and record.cells == [""]:
                    continue
                whole = record.fault is None or record.fault.kind in MISFIT
                if self.blank_rows and self.width > 1 and whole and record.is_blank:
                    continue
                if self.dropped and record.fault is None:
                    record.fault = self._undecodable(record)
                yield record

    def _undecodable(self, record: Record) -> Fault | None:
        for at in sorted(self.dropped):
            where = first_mark(record.cells[at])
            if where >= 0:
                byte = f"{ord(record.cells[at][where]) & 0xFF:02x}"
                return Fault("byte", *_position(record, at, where), byte)
        return None


def _position(record: Record, at: int, where: int) -> tuple[int, int]:
    """Return the line and column of the letter *where* (from 0) in cell *at*."""
    line, column = record.place(at)
    before = record.cells[at][:where]
    lines = before.count("\n")
    if lines:
        return line + lines, where - before.rindex("\n")
    return line, column + where + bool(record.starts)


def _cell(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return '"' + text.replace('"', '""') + '"'
