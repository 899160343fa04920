"""How to read the paper, what each KPI means, and where its numbers come from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, pairwise

from cxscore.frozen import frozen
from cxscore.model.scorecard import Scorecard
from cxscore.problems import distinct_lines
from cxscore.rendering.numbers import NONE
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.maintenance import maintenance_of
from cxscore.rendering.sections.note import Note
from cxscore.rendering.sections.notes import notes_of
from cxscore.rendering.sections.scores import Score
from cxscore.rendering.sections.sources import SourceSaid, folder_of, months_of, sources_of
from cxscore.rendering.words.grammar import counted, sentences
from cxscore.rendering.words.warnings import warning_said

NOTE_HEAD = 120
"""What the title of a note takes, in letters of its text: a line, and what is between notes."""
RUN_IN = 30
"""The same on paper, where the text begins beside its title."""


@frozen
class Method:
    """How to read the paper, and where its numbers come from."""

    claim: str
    notes: tuple[tuple[Note, ...], ...]
    """In columns of about the same length."""
    printed: tuple[tuple[Note, ...], ...]
    """What paper has of them, likewise."""
    kpis: tuple[Score, ...]
    folder: str
    """The folder that all files are in, ``samples/``; empty where it is not one."""
    sources: tuple[SourceSaid, ...]
    problems: tuple[str, ...]
    """The warnings, as texts."""
    maintenance: tuple[str, ...] = ()
    """For the person who maintains the report: the warnings, and what could not be told."""
    limits_from: str = ""
    """Where most charts have their limits from, ``36 months``; empty where no two are alike."""
    months: str = ""
    """What most files cover, ``Jul 2023 to Jun 2026``; empty where no two are alike."""


def view(facts: Facts) -> Method:
    """Return notes, definitions, sources and warnings."""
    notes = (*notes_of(facts.paper), *_since(facts))
    return Method(
        claim=_claim(facts.scorecard),
        notes=_in_columns(notes, NOTE_HEAD),
        printed=_in_columns(_printed(notes), RUN_IN),
        kpis=facts.rows,
        folder=folder_of(facts.paper.scorecard.sources),
        sources=sources_of(facts.paper),
        problems=tuple(map(warning_said, distinct_lines(facts.scorecard.listed_problems))),
        maintenance=maintenance_of(facts.paper),
        limits_from=_limits_from(facts.rows),
        months=months_of(facts.scorecard.sources),
    )


def _printed(notes: Sequence[Note]) -> list[Note]:
    """Return what paper has of *notes*, whose text is then all of it."""
    return [replace(note, text=note.printed) for note in notes if note.printed]


def _limits_from(rows: Sequence[Score]) -> str:
    """Return where most KPIs have their limits from, two of them or more; empty for none."""
    counts = Counter(row.kpi.baseline for row in rows if row.kpi.baseline != NONE)
    text, number = counts.most_common(1)[0] if counts else ("", 0)
    return text if number > 1 else ""


def _since(facts: Facts) -> tuple[Note, ...]:
    """Return what is not as it was told, where a period was closed."""
    since, said = facts.scorecard.since_close, facts.said.since
    if since is None or said is None:
        return ()
    when = facts.paper.numbers.day(since.closed_on)
    title = f"Since the pack of {when}"
    return (Note(title, said.method),)


def _claim(scorecard: Scorecard) -> str:
    """Return the sentence under the title."""
    files = len(scorecard.sources)
    used = sum(1 for k in scorecard.kpis if k.signal.limits is not None)
    told = f"{counted(len(scorecard.kpis), 'KPI')} from {counted(files, 'file')}"
    if used:
        told += f"; {used} {'has' if used == 1 else 'have'} control limits"
    return sentences(told[0].upper() + told[1:])


def _in_columns(notes: Sequence[Note], head: int, columns: int = 3) -> tuple[tuple[Note, ...], ...]:
    """Return *notes*, in their order, in columns of which the longest is as short as can be.

    The *head* of a note is as long as so many letters.
    """
    lengths = [len(note.text) + head for note in notes]
    ends = min(
        combinations_with_replacement(range(len(notes) + 1), columns - 1),
        key=lambda ends: max(sum(lengths[a:b]) for a, b in _spans(ends, len(notes))),
    )
    return tuple(tuple(notes[a:b]) for a, b in _spans(ends, len(notes)))


def _spans(ends: Sequence[int], number: int) -> Sequence[tuple[int, int]]:
    """Return from where to where each column reaches, the last to the *number* of notes."""
    return tuple(pairwise((0, *ends, number)))
