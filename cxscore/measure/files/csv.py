"""Opening delimited text: its header, and a copy where DuckDB cannot read it as it is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cxscore.encodings import is_encoding
from cxscore.measure.files.delimited import Delimited
from cxscore.measure.files.encoding import (
    DAMAGE,
    encoding_of,
    is_gzip,
    is_narrow,
    is_utf8,
    lacks_mark,
    open_text,
    reason_of,
    transcode,
)
from cxscore.measure.files.file import OpenFile
from cxscore.measure.files.flaws import broken_row
from cxscore.measure.files.header import Head, read_head
from cxscore.measure.files.reader import Opening
from cxscore.measure.files.records import Record, bounded_lines, split_records
from cxscore.measure.files.unpivoted import Line, unpivot
from cxscore.measure.places import Place, readable
from cxscore.model.dataset import Wide

SUFFIXES = (".csv", ".csv.gz", ".txt", ".txt.gz", ".tsv", ".tsv.gz")

_GLOB = frozenset("*?[")


def open_csv(opening: Opening) -> list[OpenFile]:
    """Return the file ready to be read, or nothing where it cannot be, with problems noted."""
    declared = opening.reading.encoding
    if declared is not None and not is_encoding(declared):
        hint = "for example utf-8, cp1252, latin-1 or utf-16"
        opening.note_option("encoding", "CX215", f"there is no encoding '{declared}'", hint)
        return []
    try:
        file = _open(opening, encoding_of(opening.path, declared))
    except DAMAGE as error:
        opening.note_damage(reason_of(error))
        return []
    return [file] if file is not None else []


def _open(opening: Opening, encoding: str) -> OpenFile | None:
    reading = opening.reading
    if not _is_in(encoding, opening):
        return None
    skipped = reading.skip_after_header or 0
    head = read_head(
        opening.path, encoding, reading.header, reading.delimiter, opening.names, skipped
    )
    if head is None:
        opening.note_no_header()
        return None
    if not _is_sound(head, encoding, opening):
        return None
    assert head.delimiter is not None
    line = head.record.line
    opening.reading = replace(reading, delimiter=head.delimiter)
    if reading.wide is not None:
        return _unpivot(opening, head, encoding, reading.wide)
    source = _source(opening, head, encoding)
    return opening.opened(head.names, line, source, head.sample)


def _is_in(encoding: str, opening: Opening) -> bool:
    """Return whether the file can be in *encoding* at all; a problem is noted where it cannot."""
    name = encoding.upper()
    if is_gzip(opening.path):
        text, hint = "this is a file that gzip has made", "give it a name that ends with .csv.gz"
    elif lacks_mark(opening.path, encoding):
        text = f"this is not {name}: it does not start with a byte-order mark"
        hint = f"set 'encoding' to that of the file, such as utf-8 or {encoding.lower()}-le"
    elif is_narrow(opening.path, encoding):
        text = f"this is not {name}: it has no NUL bytes"
        hint = "set 'encoding' to that of the file, such as utf-8 or cp1252"
    else:
        return True
    opening.note(Place(1, 1), "CX215", text, hint)
    return False


def _is_sound(head: Head, encoding: str, opening: Opening) -> bool:
    place = Place(head.record.line, 1)
    if any("\0" in name for name in head.names):
        name = encoding.upper().removesuffix("-SIG")
        text = f"the header has NUL bytes in it: this is not {name}"
        hint = "set 'encoding: utf-16', or save the file as UTF-8"
        opening.note(place, "CX215", text, hint)
    elif head.delimiter is None:
        text = "it cannot be told what separates the columns"
        opening.note(place, "CX216", text, "set 'delimiter' of the dataset")
    elif (fault := head.record.fault) is not None and fault.kind == "long":
        opening.problems.append(broken_row(opening.shown, fault, 0, 0, encoding))
    elif fault is not None:
        text = "the header has a quote that is not closed where its cell ends"
        hint = "write a quote inside a quoted name twice"
        opening.note(Place(fault.line, fault.column), "CX214", text, hint)
    return not opening.problems


def _source(opening: Opening, head: Head, encoding: str) -> Delimited:
    """Return how DuckDB reads the file: as it is, or a copy with the same lines."""
    assert head.delimiter is not None
    path = opening.path
    source = Delimited(
        original=path,
        readable=path,
        spare=opening.place_for_copy("mended.csv"),
        encoding=encoding,
        delimiter=head.delimiter,
        width=len(head.names),
        header=head.places,
        data_line=head.data_line,
        skip=head.skip,
    )
    if not head.plain or not is_utf8(encoding):
        copy = opening.place_for_copy("copied.csv")
        transcode(path, encoding, copy, head.data_line)
        return replace(source, readable=copy, skip=0)
    if _GLOB & set(str(path)):
        # DuckDB would look for all files that the name matches.
        return replace(source, readable=_linked(opening))
    return source


def _linked(opening: Opening) -> Path:
    compressed = ".gz" if opening.path.name.lower().endswith(".gz") else ""
    link = opening.place_for_copy(f"linked.csv{compressed}")
    link.symlink_to(opening.path)
    return link


def _unpivot(opening: Opening, head: Head, encoding: str, wide: Wide) -> OpenFile | None:
    assert head.delimiter is not None
    with open_text(opening.path, encoding) as stream:
        for _ in range(head.data_line - 1):
            stream.readline()
        records = split_records(bounded_lines(stream), head.delimiter, 0, head.data_line)
        unpivoted = unpivot(_line(head.record), _sound_lines(records, opening, encoding), wide)
    return None if opening.problems else opening.unpivoted(unpivoted, head.record.line)


def _sound_lines(records: Iterator[Record], opening: Opening, encoding: str) -> Iterator[Line]:
    for record in records:
        if record.is_blank and record.cells:
            continue
        if record.fault is None:
            yield _line(record)
        else:
            opening.problems.append(broken_row(opening.shown, record.fault, 0, 0, encoding))


def _line(record: Record) -> Line:
    def place(at: int) -> Place:
        line, column = record.place(at) if at < len(record.cells) else (record.line, 1)
        text = record.cells[at] if at < len(record.cells) else ""
        return Place(line, column, text=readable(text))

    return Line(record.cells, place)
