"""Totals kept from one build to the next, in a folder that others may write to as well."""

import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from cxscore.measure.basis import Asked, Files, Versions, digest_of, files_of
from cxscore.measure.tally_files import keep, not_used, text_of
from cxscore.measure.tally_text import NotATally, tally_text, totals_in
from cxscore.model.measured import Measured
from cxscore.model.tallies import Tallies
from cxscore.paths import printed
from cxscore.problems import Problem


def recalled_or_measured(
    asked: Asked, tallies: Tallies, measure: Callable[[], Measured], versions: Versions
) -> Measured:
    """Return the totals kept for the same data, else what *measure* gives, and keep that.

    *versions* tell whether the rows of tables are the same.
    What is said of a tally that is not used, or cannot be kept, stands in
    ``Measured.asides``: it is about no number.

    Raises:
        Problems, OSError: whatever *measure* raises; then nothing is kept.
    """
    path = tallies.folder / name_of(asked)
    files = files_of(asked.definition, versions)
    if files is None:
        return measure()
    basis = digest_of(asked, files)
    asides: list[Problem] = []
    if not tallies.rescan:
        try:
            kept = _read(path, basis)
        except NotATally as reason:
            asides.append(not_used(path, str(reason)))
        else:
            if kept is not None:
                return replace(kept, recalled_from=printed(path))
    measured = measure()
    asides += measured.asides
    measured = replace(measured, asides=())
    if _are_those_measured(files, measured, files_of(asked.definition, versions)):
        asides += keep(path, tally_text(measured, basis))
    return replace(measured, asides=tuple(asides))


def name_of(asked: Asked) -> str:
    """Return the name of the one file that is kept for a kpis.yaml and the period asked for."""
    period = asked.period.id if asked.period is not None else "latest"
    told = f"{asked.path.stem}-{period}"
    identity = sha256(repr((asked.path, period)).encode(errors="surrogatepass")).hexdigest()
    return f"{re.sub('[^A-Za-z0-9-]+', '_', told)[:60]}-{identity[:12]}.json"


def _are_those_measured(files: Files, measured: Measured, now: Files | None) -> bool:
    """Return whether *files* are the bytes that were measured, and tables the same as before.

    They were hashed before, while they were opened and *now*: a file that
    changed meanwhile has another digest in one of the three. A table has
    its version before and now.
    """
    opened = {(source.dataset, source.path, source.sha256) for source in measured.sources}
    return {each for each in opened if each[2]} <= set(files) and now == files


def _read(path: Path, basis: bytes) -> Measured | None:
    """Return the totals at *path*; None where there are none, or they are of another basis.

    Raises:
        NotATally: where it holds anything else.
    """
    text = text_of(path)
    return None if text is None else totals_in(text, basis)
