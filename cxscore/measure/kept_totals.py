"""Totals kept from one build to the next, in a folder that others may write to as well."""

import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from cxscore.measure.basis import Asked, Files, digest_of, files_of
from cxscore.measure.tally_text import NotATally, tally_text, totals_in
from cxscore.model.measured import Measured
from cxscore.model.tallies import Tallies
from cxscore.paths import printed
from cxscore.problems import Problem, Severity
from cxscore.scratch import open_scratch
from cxscore.synced_files import mode_of, sync_names, write_synced

LARGEST = 256_000_000
"""Bytes of a tally; two hundred KPIs over five years take a tenth of it."""


def recalled_or_measured(
    asked: Asked, tallies: Tallies, measure: Callable[[], Measured]
) -> Measured:
    """Return the totals kept for the same data, else what *measure* gives, and keep that.

    What is said of a tally that is not used, or cannot be kept, stands in
    ``Measured.asides``: it is about no number.

    Raises:
        Problems, OSError: whatever *measure* raises; then nothing is kept.
    """
    path = tallies.folder / name_of(asked)
    files = files_of(asked.definition)
    if files is None:
        return measure()
    basis = digest_of(asked, files)
    asides: list[Problem] = []
    if not tallies.rescan:
        try:
            kept = _read(path, basis)
        except NotATally as reason:
            asides.append(_not_used(path, str(reason)))
        else:
            if kept is not None:
                return replace(kept, recalled_from=printed(path))
    measured = measure()
    if _are_those_measured(files, measured, asked):
        asides += _keep(path, basis, measured)
    return replace(measured, asides=tuple(asides))


def name_of(asked: Asked) -> str:
    """Return the name of the one file that is kept for a kpis.yaml and the period asked for."""
    period = asked.period.id if asked.period is not None else "latest"
    told = f"{asked.path.stem}-{period}"
    identity = sha256(repr((asked.path, period)).encode(errors="surrogatepass")).hexdigest()
    return f"{re.sub('[^A-Za-z0-9-]+', '_', told)[:60]}-{identity[:12]}.json"


def _are_those_measured(files: Files, measured: Measured, asked: Asked) -> bool:
    """Return whether *files* are the bytes that were measured.

    They were hashed before, while they were opened and now: a file that
    changed meanwhile has another digest in one of the three.
    """
    opened = {(source.dataset, source.path, source.sha256) for source in measured.sources}
    return opened <= set(files) and files_of(asked.definition) == files


def _read(path: Path, basis: bytes) -> Measured | None:
    """Return the totals at *path*; None where there are none, or they are of another basis.

    Raises:
        NotATally: where it holds anything else.
    """
    try:
        text = _bytes_of(path)
    except FileNotFoundError:
        return None
    except OSError as failure:
        raise NotATally(f"it cannot be read ({failure.strerror})") from failure
    return totals_in(text, basis)


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


def _keep(path: Path, basis: bytes, measured: Measured) -> list[Problem]:
    """Write *measured* to *path*, which changes in one step; return what keeps it from that."""
    text = tally_text(measured, basis)
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


def _not_used(path: Path, reason: str) -> Problem:
    text = f"this tally is not used: {reason}"
    hint = "the data were measured anew; let nobody else write to its folder"
    return _aside(path, "CX173", text, hint)


def _not_kept(path: Path, reason: str) -> Problem:
    text = f"what was measured cannot be kept here: {reason}"
    return _aside(path, "CX174", text, "the scorecard lacks nothing; the next build measures anew")


def _aside(path: Path, code: str, text: str, hint: str) -> Problem:
    return Problem(printed(path), 0, 0, code, text, Severity.WARNING, hint)
