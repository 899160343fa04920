"""What is said of a file that is broken: rows, quotes, bytes, or all of it."""

from cxscore.measure.files.records import LONGEST, Fault
from cxscore.measure.places import readable
from cxscore.problems import Problem, grouped

CODES = {
    "few": "CX213",
    "many": "CX213",
    "open": "CX214",
    "after": "CX214",
    "byte": "CX215",
    "long": "CX256",
}
HINTS = {
    "few": "add what is missing, or take the row out",
    "many": "put cells that hold the delimiter in quotes",
    "open": "close it, or write a quote that is meant as one twice",
    "after": "write a quote inside a quoted cell twice",
    "long": "mend it, or take it out",
    "byte": "set 'encoding' to that of the file, such as cp1252, or mend the cell",
}


def broken_row(shown: str, fault: Fault, more: int, width: int, encoding: str) -> Problem:
    """Return the problem that *fault* makes in the file printed as *shown*.

    Args:
        shown: the file's path.
        fault: what is broken, and where.
        more: how many rows have the same kind of fault and are not told.
        width: how many columns the header has.
        encoding: what the file is read in.
    """
    cells = "cell" if fault.found == "1" else "cells"
    texts = {
        "few": f"this row has {fault.found} {cells}, the header {width}",
        "many": f"this row has {fault.found} cells, the header {width}",
        "open": "the quote that opens here is never closed",
        "after": f"text follows the quoted cell that begins here: {readable(fault.found)}",
        "long": f"this row is longer than {grouped(LONGEST)} characters",
        "byte": _undecodable(fault.found, encoding.upper().replace("-SIG", "")),
    }
    code, text, hint = CODES[fault.kind], texts[fault.kind], HINTS[fault.kind]
    return Problem(shown, fault.line, fault.column, code, text, hint=hint, more=more)


def _undecodable(byte: str, encoding: str) -> str:
    if encoding.startswith(("UTF-16", "UTF-32")):
        return f"what stands here is not {encoding}"
    return f"byte 0x{byte.upper()} is not {encoding}"


def no_row_fits(shown: str, line: int, width: int) -> Problem:
    """Return the problem that the header of *shown*, on *line*, fits none of the rows."""
    text = f"no row has as many cells as the header, {width}"
    hint = "set 'header' to the line the names stand on, or 'delimiter'"
    return Problem(shown, line, 1, "CX213", text, hint=hint)


def damaged(shown: str, reason: str) -> Problem:
    """Return the problem that the file printed as *shown* cannot be read at all."""
    text = f"the file cannot be read: {reason}"
    return Problem(shown, 0, 0, "CX218", text, hint="save or fetch it again")
