"""Who is heard, and who is not: moments by kind of source, channels and teams; who was asked."""

from cxscore.frozen import frozen
from cxscore.model.listening_scores import Grade
from cxscore.rendering.numbers import NONE
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.verdicts import Judgement, judgement
from cxscore.rendering.words.listening import HeardSaid, ListeningSaid

GRADE_CSS = {
    Grade.NOT_HEARD: "off",
    Grade.THIN: "watch",
    Grade.ONE_KIND: "none",
    Grade.BEHAVIOUR_ONLY: "none",
    Grade.HEARD: "on",
}


@frozen
class HeardRow:
    """A moment, and how well it is listened to."""

    said: HeardSaid
    grade: Judgement


@frozen
class ListeningChapter:
    """The chapter."""

    said: ListeningSaid
    rows: tuple[HeardRow, ...]
    """In the journey's order; none where only who was asked is known."""
    by_place: bool
    """Whether there are columns of channels or of teams."""
    printed: tuple[HeardRow, ...] = ()
    """The rows that paper has: of moments that are not heard well."""
    columns: tuple[int, ...] = ()
    """Which kinds of source these tell of, by their place among all."""


def view(facts: Facts) -> ListeningChapter | None:
    """Return the chapter; None where nobody says where customers are listened to."""
    said = facts.said.listening
    if said is None:
        return None
    rows = [HeardRow(each, judgement(GRADE_CSS[each.grade], each.word)) for each in said.moments]
    printed = tuple(row for row in rows if row.said.grade is not Grade.HEARD)
    told = [row.said.kinds for row in printed]
    return ListeningChapter(
        said,
        tuple(rows),
        bool(said.channels or len(said.silos) > 1),
        printed,
        tuple(at for at in range(len(said.kinds)) if any(kinds[at] != NONE for kinds in told)),
    )


def is_empty(chapter: ListeningChapter | None) -> bool:
    """Return whether there is no chapter."""
    return chapter is None
