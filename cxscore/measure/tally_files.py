"""Files of totals in a folder that others may write to as well: read warily, written whole."""

import os
import stat
from pathlib import Path

from cxscore.measure.tally_text import NotATally
from cxscore.paths import printed
from cxscore.problems import Problem, Severity
from cxscore.scratch import open_scratch
from cxscore.synced_files import mode_of, sync_names, write_synced

LARGEST = 256_000_000
"""Bytes of a tally; two hundred KPIs over five years take a tenth of it."""


def text_of(path: Path) -> bytes | None:
    """Return what stands in *path*, None where there is nothing.

    Raises:
        NotATally: where it cannot be read, is no file or far too large.
    """
    try:
        return _bytes_of(path)
    except FileNotFoundError:
        return None
    except OSError as failure:
        raise NotATally(f"it cannot be read ({failure.strerror})") from failure


def _bytes_of(path: Path) -> bytes:
    """Return what stands in *path*, waiting for nobody who would have to write it first.

    Raises:
        NotATally: where it is no file, or too large to be one of ours.
        OSError: where it cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as stream:  # noqa: PTH123 (it is open already)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotATally("it is no file")
        text = stream.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise NotATally("it is far too large")
    return text


def keep(path: Path, text: bytes | None) -> list[Problem]:
    """Write *text* to *path*, which changes in one step; return what keeps it from that.

    None is what no JSON can hold.
    """
    if text is None or len(text) > LARGEST:
        return [_not_kept(path, "the totals are too many, or no JSON can hold them")]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_scratch(path.parent) as stage:
            write_synced(stage / path.name, text, mode_of(path))
            (stage / path.name).replace(path)
        sync_names(path.parent)
    except OSError as failure:
        return [_not_kept(path, failure.strerror or str(failure))]
    return []


def not_used(path: Path, reason: str) -> Problem:
    """Return the warning that the tally at *path* is not used, for *reason*."""
    text = f"this tally is not used: {reason}"
    hint = "the data were measured anew; let nobody else write to its folder"
    return _aside(path, "CX173", text, hint)


def _not_kept(path: Path, reason: str) -> Problem:
    text = f"what was measured cannot be kept here: {reason}"
    return _aside(path, "CX174", text, "the scorecard lacks nothing; the next build measures anew")


def _aside(path: Path, code: str, text: str, hint: str) -> Problem:
    return Problem(printed(path), 0, 0, code, text, Severity.WARNING, hint)
