"""The files that were read, and what came of their rows."""

from collections.abc import Iterable

from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.engines.duckdb.tally import counts, rows_in
from cxscore.model.measured import Source


def sources_of(scanned: Iterable[Scanned]) -> tuple[Source, ...]:
    """Return the files of *scanned*, in the order in which they were read.

    A row is skipped where a cell of it is bad or the row is broken; rows
    that ``where`` leaves out, that repeat another, or that are the file's own
    totals are neither used nor skipped.
    """
    return tuple(
        _source(one, number) for one in scanned for number in range(len(one.rows.schema.sources))
    )


def _source(one: Scanned, number: int) -> Source:
    source = one.rows.schema.sources[number]
    sha256, broken, left_out = "", 0, 0
    if one.rows.in_files:
        file = one.rows.files[number]
        sha256, broken, left_out = file.sha256, file.broken_rows, file.rows_left_out
    groups = [group for group in one.groups if group.file == number]
    used = [group for group in groups if counts(group)]
    faulty = rows_in(group for group in groups if group.faults)
    dropped = one.rows.dropped.counts.get(number, 0) if one.rows.dropped is not None else 0
    return Source(
        dataset=one.rows.schema.id,
        path=source.shown,
        sha256=sha256,
        rows=rows_in(groups) + broken + dropped + left_out,
        rows_used=rows_in(used),
        rows_skipped=faulty + broken,
        first=min((group.first for group in used if group.first), default=None),
        last=max((group.last for group in used if group.last), default=None),
        rows_left_out=left_out,
        rows_repeated=dropped,
    )
