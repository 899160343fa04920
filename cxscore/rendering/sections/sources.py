"""The files that the numbers come from, a row each."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.model.scorecard import ScoredSource
from cxscore.rendering.numbers import NONE, Numbers
from cxscore.rendering.words.paper import Paper


@frozen
class SourceSaid:
    """One row of the data sources."""

    dataset: str
    path: str
    file: str
    """The path without the folder that all files are in."""
    digest: str
    """SHA-256, in full."""
    digest_short: str
    rows: str
    rows_used: str
    rows_skipped: str
    span: str
    """``1 July 2023 to 30 June 2026``; empty where it has no dates."""
    note: str
    """``late``; empty where there is nothing to say."""


def sources_of(paper: Paper) -> tuple[SourceSaid, ...]:
    """Return a row for each file that was read."""
    folder = folder_of(paper.scorecard.sources)
    return tuple(_source(source, folder, paper.numbers) for source in paper.scorecard.sources)


def folder_of(sources: Sequence[ScoredSource]) -> str:
    """Return the folder that all files are in, with its slash; empty where it is not one."""
    folders = {scored.source.path.rpartition("/")[0] for scored in sources}
    folder = folders.pop() if len(folders) == 1 else ""
    return f"{folder}/" if folder else ""


def _source(scored: ScoredSource, folder: str, numbers: Numbers) -> SourceSaid:
    source = scored.source
    span = ""
    if source.first is not None and source.last is not None:
        span = f"{numbers.day(source.first)} to {numbers.day(source.last)}"
    return SourceSaid(
        dataset=source.dataset,
        path=source.path,
        file=source.path.removeprefix(folder),
        digest=source.sha256,
        digest_short=source.sha256[:12],
        rows=numbers.plain(source.rows),
        rows_used=numbers.plain(source.rows_used),
        rows_skipped=numbers.plain(source.rows_skipped) if source.rows_skipped else NONE,
        span=span,
        note="; ".join(_notes(scored, numbers)),
    )


def _notes(scored: ScoredSource, numbers: Numbers) -> list[str]:
    left_out = scored.source.rows_left_out
    notes = ["late"] if scored.stale else []
    if left_out:
        rows = "1 row of its own totals" if left_out == 1 else None
        notes.append(f"{rows or f'{numbers.plain(left_out)} rows of its own totals'} left out")
    return notes
