"""How to read the paper, what each KPI means, and where its numbers come from."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.model.scorecard import Scorecard
from cxscore.problems import distinct_lines
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.maintenance import maintenance_of
from cxscore.rendering.sections.notes import Note, notes_of
from cxscore.rendering.sections.scores import Score
from cxscore.rendering.sections.sources import SourceSaid, folder_of, sources_of
from cxscore.rendering.words.grammar import counted, sentences
from cxscore.rendering.words.warnings import warning_said

NOTE_HEAD = 120
"""What the title of a note takes, in letters of its text."""


@frozen
class Method:
    """How to read the paper, and where its numbers come from."""

    claim: str
    notes: tuple[tuple[Note, ...], ...]
    """In columns of about the same length."""
    printed: tuple[tuple[Note, ...], ...]
    """Those that paper has, likewise."""
    kpis: tuple[Score, ...]
    folder: str
    """The folder that all files are in, ``samples/``; empty where it is not one."""
    sources: tuple[SourceSaid, ...]
    problems: tuple[str, ...]
    """The warnings, as texts."""
    maintenance: tuple[str, ...] = ()
    """For the person who maintains the report: the warnings, and what could not be told."""


def view(facts: Facts) -> Method:
    """Return notes, definitions, sources and warnings."""
    notes = (*notes_of(facts.paper), *_since(facts))
    return Method(
        claim=_claim(facts.scorecard),
        notes=_in_columns(notes),
        printed=_in_columns([note for note in notes if not note.of_chapter]),
        kpis=facts.rows,
        folder=folder_of(facts.paper.scorecard.sources),
        sources=sources_of(facts.paper),
        problems=tuple(map(warning_said, distinct_lines(facts.scorecard.listed_problems))),
        maintenance=maintenance_of(facts.paper),
    )


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


def _in_columns(notes: Sequence[Note], columns: int = 3) -> tuple[tuple[Note, ...], ...]:
    """Return *notes*, in their order, in columns of about the same length of text."""
    lengths = [len(note.text) + NOTE_HEAD for note in notes]
    split: list[list[Note]] = [[] for _ in range(columns)]
    passed = 0.0
    for note, length in zip(notes, lengths, strict=True):
        # A note stands in the column that its middle falls into.
        place = int((passed + length / 2) / sum(lengths) * columns)
        split[place].append(note)
        passed += length
    return tuple(map(tuple, split))
