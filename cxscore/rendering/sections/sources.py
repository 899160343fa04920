"""The files that the numbers come from, a row each."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from cxscore.frozen import frozen
from cxscore.model.scorecard import ScoredSource
from cxscore.rendering.numbers import NONE, Numbers
from cxscore.rendering.words import periods
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
    apart: str = ""
    """Its months, where they are not those of most files: ``from Apr 2025``, ``Jun 2026``."""


def sources_of(paper: Paper) -> tuple[SourceSaid, ...]:
    """Return a row for each file that was read."""
    sources = paper.scorecard.sources
    folder, most = folder_of(sources), _most(sources)
    return tuple(_source(source, folder, most, paper.numbers) for source in sources)


def months_of(sources: Sequence[ScoredSource]) -> str:
    """Return what most files cover, two of them or more: ``Jul 2023 to Jun 2026``; or nothing."""
    return periods.months(*most) if (most := _most(sources)) else ""


def folder_of(sources: Sequence[ScoredSource]) -> str:
    """Return the folder that all files are in, with its slash; empty where it is not one."""
    folders = {scored.source.path.rpartition("/")[0] for scored in sources}
    folder = folders.pop() if len(folders) == 1 else ""
    return f"{folder}/" if folder else ""


def _most(sources: Sequence[ScoredSource]) -> tuple[date, date] | None:
    """Return the first and the last month, as their first days, of most files."""
    counts = Counter(span for scored in sources if (span := _months(scored)) is not None)
    span, number = counts.most_common(1)[0] if counts else (None, 0)
    return span if number > 1 else None


def _months(scored: ScoredSource) -> tuple[date, date] | None:
    first, last = scored.source.first, scored.source.last
    if first is None or last is None:
        return None
    return first.replace(day=1), last.replace(day=1)


def _apart(own: tuple[date, date] | None, most: tuple[date, date] | None) -> str:
    """Return the months of a file as they differ from those of most."""
    if own is None or own == most:
        return ""
    if most is not None and own[0] != own[1]:
        if own[1] == most[1]:
            return f"from {periods.month(own[0])}"
        if own[0] == most[0]:
            return f"to {periods.month(own[1])}"
    return periods.months(*own)


def _source(
    scored: ScoredSource, folder: str, most: tuple[date, date] | None, numbers: Numbers
) -> SourceSaid:
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
        apart=_apart(_months(scored), most),
    )


def _notes(scored: ScoredSource, numbers: Numbers) -> list[str]:
    left_out = scored.source.rows_left_out
    notes = ["late"] if scored.stale else []
    if left_out:
        rows = "1 row of its own totals" if left_out == 1 else None
        notes.append(f"{rows or f'{numbers.plain(left_out)} rows of its own totals'} left out")
    return notes
