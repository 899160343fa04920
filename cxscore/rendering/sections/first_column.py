"""The first column of the first page: as much of what there is to say as it has room for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cxscore.frozen import frozen
from cxscore.rendering.sections.first_page import Columns
from cxscore.rendering.words.log import (
    RowSaid,
    asked_sentence,
    besides_decisions,
    decisions_asked,
)
from cxscore.rendering.words.messages import Key
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.since_close import SinceSaid
from cxscore.rendering.words.status_changes import (
    Changes,
    changes_of,
    changes_sentence,
    counted_changes,
    with_since,
)

FULL = 5
"""So many messages may give way to decisions by one."""
MOST_ASKED = 3
"""Decisions that are told; the others are counted."""
MOST_NAMED = (6, 4, 2)
"""How many names of one change of status are listed, where there is less and less room."""


@frozen
class Asked:
    """What is asked of the meeting: the first decisions, and what else there is in a sentence."""

    decisions: tuple[RowSaid, ...]
    besides: str

    @classmethod
    def of(cls, paper: Paper, most: int) -> "Asked":
        """Return so many decisions at *most*; with none of them they are counted."""
        shown = decisions_asked(paper, most)
        if not shown:
            return cls((), asked_sentence(paper))
        asked = len(paper.scorecard.accountability.decisions_asked)
        meeting = paper.scorecard.heading.meeting
        day = paper.numbers.day(meeting) if meeting else None
        # The masthead says when the meeting is.
        shown = tuple(replace(each, due="") if each.due == day else each for each in shown)
        return cls(shown, besides_decisions(paper, asked - len(shown)))

    @property
    def lines(self) -> tuple[str, ...]:
        """What each decision says."""
        return tuple(
            f"{each.title}. {', '.join(filter(None, (each.owner, each.due)))}"
            for each in self.decisions
        )


@frozen
class Told:
    """What the first column says."""

    keys: tuple[Key, ...]
    changes: Changes
    asked: Asked
    dense: bool


def that_fit(page: Columns, paper: Paper, keys: Sequence[Key], since: SinceSaid | None) -> Told:
    """Return what the first column says: as much as there is room for.

    The owners' words in the messages give way first, from the last on, then names of KPIs whose
    status changed, then decisions, then what was restated since the last meeting.
    """
    for told in _tried(paper, keys, since):
        changed = f"{told.changes.title} {told.changes.sentence}"
        if page.holds(
            _lines(told.keys), changed, told.asked.lines, told.asked.besides, dense=told.dense
        ):
            break
    return told


def _lines(keys: Sequence[Key]) -> list[tuple[str, str]]:
    return [(key.lead, key.rest) for key in keys]


def _tried(paper: Paper, keys: Sequence[Key], since: SinceSaid | None) -> Iterator[Told]:
    """Yield what the first column could say, the fullest first."""
    changes = changes_of(paper, since)
    board, brief = ("", "") if since is None else (since.board, since.brief)
    every = Asked.of(paper, MOST_ASKED)
    named_ = [changes_sentence(changes, most) for most in MOST_NAMED]
    counts = counted_changes(changes)
    two, none = (Asked.of(paper, most) for most in (2, 0))

    def told(statuses: str, more: str, asked: Asked, keys: Sequence[Key]) -> Told:
        said = replace(changes, sentence=with_since(statuses, more, since))
        return Told(tuple(keys), said, asked, dense=True)

    yield replace(told(named_[0], board, every, keys), dense=False)
    yield from (
        told(named_[0], board, every, brief_from(keys, at)) for at in range(len(keys), 0, -1)
    )
    short = brief_from(keys)
    fewer = without_one(short) if every.decisions else short
    for messages in (short, fewer):
        # Without any of the owners' words there may be room for the larger letters.
        for dense in (False, True):
            for statuses in named_:
                yield replace(told(statuses, board, every, messages), dense=dense)
    yield told(counts, board, two, fewer)
    yield told(named_[-1], brief, two, fewer)
    yield told(counts, brief, two, fewer)
    yield told(counts, brief, none, short)


def brief_from(keys: Sequence[Key], quoted: int = 0) -> list[Key]:
    """Return *keys*, of which only so many are *quoted* with the owners' words."""
    rest = (replace(key, rest=key.brief or key.rest) for key in keys[quoted:])
    return [*keys[:quoted], *rest]


def without_one(keys: Sequence[Key]) -> list[Key]:
    """Return *keys* without the last of those of which there are most: one win stays."""
    wins = sum(key.is_win for key in keys)
    at = max((at for at, key in enumerate(keys) if key.is_win is (wins > 1)), default=len(keys))
    return [*keys[:at], *keys[at + 1 :]] if len(keys) == FULL else list(keys)
