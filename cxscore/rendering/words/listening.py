"""Who is heard in words: blind spots, channels that answers come from too rarely, what is known."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cxscore.calendar import Grain
from cxscore.frozen import frozen
from cxscore.model.heard import VoiceKind
from cxscore.model.listening_scores import (
    ChannelShare,
    Grade,
    GradedMoment,
    ScoredListening,
)
from cxscore.rendering.numbers import MONTHS, NONE
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import (
    be,
    capital,
    counted,
    cut,
    listed,
    named,
    sentence,
    sentences,
    spelled,
)
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.rates import rate_said
from cxscore.rendering.words.responses import AskedSaid, asked_said

Name = str | None
"""Of a channel or a team; None where it is not told."""
MOST_NAMED = 2
"""Moments that a sentence names."""
MOST_HEARD = 8
"""Moments that paper names as heard; more are counted."""
MOST_COLUMNS = 7
"""Channels, and teams, that a table has a column for; the others stand in one together."""
MOST_CHANNELS = 8
MOST_LEARNED = 4
"""What was learned that is printed; more is in scorecard.json."""

KINDS = {
    VoiceKind.SURVEY: "Surveys",
    VoiceKind.COMPLAINTS: "Complaints",
    VoiceKind.CONTACTS: "Contacts",
    VoiceKind.REVIEWS: "Reviews",
    VoiceKind.SOCIAL: "Social media",
    VoiceKind.BEHAVIOUR: "Behaviour",
    VoiceKind.RESEARCH: "Research",
    VoiceKind.STAFF: "Staff",
}
GRADES = {
    Grade.NOT_HEARD: Word("Not heard", "Not heard: no source has heard customers there"),
    Grade.THIN: Word("Too few", "Too few customers are heard there to rest anything on"),
    Grade.ONE_KIND: Word("One source", "Heard by one kind of source alone"),
    Grade.BEHAVIOUR_ONLY: Word("Seen, not asked", "What customers do is seen; nobody asks them"),
    Grade.HEARD: Word("Heard", "Heard by two kinds of source or more"),
}


@frozen
class HeardSaid:
    """A moment, and how many were heard there in a year."""

    name: str
    grade: Grade
    word: Word
    n: str
    last: str
    """The month, or the day, in which somebody was heard last; a dash where nobody was."""
    kinds: tuple[str, ...]
    channels: tuple[str, ...]
    silos: tuple[str, ...]


@frozen
class ChannelSaid:
    """A channel's part of the answers against its part of the contacts."""

    name: str
    answers: str
    share: str
    """``6.0% (4.4% to 8.2%)``"""
    contacts: str
    contact_share: str
    note: str
    """``Under-heard``; else empty."""


@frozen
class LearnedSaid:
    """What was learned in one talk, or in several."""

    text: str
    about: str
    """Who was heard, where and when."""


@frozen
class ListeningSaid:
    """All that is said of who is heard."""

    claim: str
    sentence: str
    line: str
    """The blind spots by number, for the first page; empty where there are none."""
    kinds: tuple[str, ...]
    channels: tuple[str, ...]
    """Columns; none where no source tells a channel. ``silos`` likewise."""
    silos: tuple[str, ...]
    moments: tuple[HeardSaid, ...]
    shares: tuple[ChannelSaid, ...]
    unlisted: int
    """Channels that are in scorecard.json alone."""
    asked: tuple[AskedSaid, ...]
    learned: tuple[LearnedSaid, ...]
    unprinted: int
    """What was learned besides."""
    notes: tuple[str, ...]
    printed: tuple[str, ...] = ()
    """What paper has instead: what the grades mean that it shows."""
    under: str = ""
    """The channels that answers come from too rarely, which paper has no table of."""
    heard: str = ""
    """The moments that paper has no row of, as they are heard; empty where there are none."""


def listening_said(paper: Paper) -> ListeningSaid | None:
    """Return what is said of who is heard; None where nobody listens and nobody was asked."""
    listening, scorecard = paper.scorecard.listening, paper.scorecard
    if listening is None and (not scorecard.asked or scorecard.narrowed):
        return None
    asked = tuple(asked_said(each, paper) for each in scorecard.asked)
    if listening is None:
        claim = f"Who was asked in {listed([each.name for each in asked])}"
        nothing: tuple[str, ...] = ()
        return ListeningSaid(
            claim, sentence(claim), "", nothing, nothing, nothing, (), (), 0, asked, (), 0, ()
        )
    return _Telling(listening, paper, asked).said()


class _Telling:
    """The listening of one scorecard, with what writes its numbers."""

    def __init__(
        self, listening: ScoredListening, paper: Paper, asked: tuple[AskedSaid, ...]
    ) -> None:
        self.listening, self.paper, self.asked = listening, paper, asked
        self.plain = paper.numbers.plain
        channels = _columns([each.channels for each in listening.moments])
        self.channels: tuple[Name, ...] = () if channels == (None,) else channels
        silos = [{silo or None: n for silo, n in each.silos.items()} for each in listening.moments]
        self.silos: tuple[Name, ...] = _columns(silos)
        self.sources = {each.id: each.name for each in listening.sources}

    def said(self) -> ListeningSaid:
        """Return all the words."""
        listening = self.listening
        claim = self._claim()
        learned = tuple(self._learned())
        return ListeningSaid(
            claim=claim,
            sentence=sentences(claim, *self._under(), *(each.fall for each in self.asked)),
            line=self._line(),
            kinds=tuple(KINDS[kind] for kind in listening.kinds),
            channels=_headings(self.channels),
            silos=_headings(self.silos),
            moments=tuple(map(self._moment, listening.moments)),
            shares=tuple(map(self._share, listening.channels[:MOST_CHANNELS])),
            unlisted=len(listening.channels[MOST_CHANNELS:]),
            asked=self.asked,
            learned=learned[:MOST_LEARNED],
            unprinted=len(learned[MOST_LEARNED:]),
            notes=tuple(map(sentence, self._notes())),
            printed=tuple(map(sentence, self._printed())),
            under=sentences(*self._under()),
            heard=self._heard(),
        )

    # -- sentences

    def _claim(self) -> str:
        moments, blind = self.listening.moments, self.listening.blind
        if not blind:
            single = [each.name for each in moments if each.grade is not Grade.HEARD]
            if not single:
                return "Customers are heard at every moment, by more than one kind of source"
            return (
                f"No moment is a blind spot; one kind of source alone tells of {named(single, 2)}"
            )
        unheard = [each.name for each in blind if each.grade is Grade.NOT_HEARD]
        thin = [each.name for each in blind if each.grade is Grade.THIN]
        parts = [f"nobody listens at {named(unheard, MOST_NAMED)}"] if unheard else []
        parts += [f"too few are heard at {named(thin, MOST_NAMED)}"] if thin else []
        return capital("; ".join(parts))

    def _line(self) -> str:
        blind, moments = self.listening.blind, self.listening.moments
        if not blind:
            return ""
        noun = "blind spot" if len(blind) == 1 else "blind spots"
        return f"{capital(spelled(len(blind)))} {noun} among {spelled(len(moments))} moments."

    def _under(self) -> Iterator[str]:
        """Yield which channels answers come from too rarely."""
        for each in self.listening.channels:
            if each.under_heard:
                of = self.paper.numbers.percent(each.contact_share)
                share = rate_said(each.share, self.paper.numbers)
                yield f"{each.channel} is under-heard: {share} of answers, {of} of contacts"

    def _notes(self) -> Iterator[str]:
        listening, scorecard = self.listening, self.paper.scorecard
        noun = periods.noun(scorecard.period.grain)
        yield (
            f"Customers heard in the year to {periods.name(scorecard.period)}. Not heard: nobody "
            f"within {counted(listening.heard_within, noun)}. Too few: under "
            f"{self.plain(listening.minimum_base)} in the year. One source: what rests on it is "
            "marked so"
        )
        for each in listening.sources:
            if each.unplaced:
                number = f"{self.plain(each.unplaced)} of the {self.plain(each.n)}"
                yield f"{number} in {each.name} {be(each.unplaced)} about no moment"
        if any(each.under_heard for each in listening.channels):
            yield "Under-heard: at the most half as many answers as contacts, beyond chance"

    def _printed(self) -> Iterator[str]:
        """Yield what the grades mean that paper has a row of."""
        grades = {each.grade for each in self.listening.moments}
        if Grade.NOT_HEARD in grades:
            noun = periods.noun(self.paper.scorecard.period.grain)
            yield f"Not heard: by nobody within {counted(self.listening.heard_within, noun)}"
        if Grade.THIN in grades:
            yield f"Too few: under {self.plain(self.listening.minimum_base)} in a year"

    def _heard(self) -> str:
        names = [each.name for each in self.listening.moments if each.grade is Grade.HEARD]
        # Of all of them the title says it.
        if not names or len(names) == len(self.listening.moments):
            return ""
        return sentence(f"Heard by two kinds of source or more: {named(names, MOST_HEARD)}")

    # -- tables

    def _moment(self, moment: GradedMoment) -> HeardSaid:
        last = moment.whole.last
        return HeardSaid(
            moment.name,
            moment.grade,
            GRADES[moment.grade],
            self._number(moment.whole.n),
            NONE if last is None else self._when(last),
            tuple(self._number(moment.kinds[kind].n) for kind in self.listening.kinds),
            self._cells(self.channels, moment.channels),
            self._cells(self.silos, {silo or None: n for silo, n in moment.silos.items()}),
        )

    def _when(self, day: date) -> str:
        """Return the month of *day*, or the day itself where periods are shorter or listed."""
        if self.paper.scorecard.period.grain in (Grain.WEEK, Grain.LISTED):
            return self.paper.numbers.day(day)
        return f"{MONTHS[day.month - 1]} {day.year}"

    def _number(self, number: int) -> str:
        return self.plain(number) if number else NONE

    def _cells(self, columns: Sequence[Name], counts: Mapping[Name, int]) -> tuple[str, ...]:
        known = columns[:MOST_COLUMNS]
        cells = [self._number(counts.get(name, 0)) for name in known]
        rest = sum(n for name, n in counts.items() if name in columns and name not in known)
        return (*cells, *([self._number(rest)] if len(columns) > len(known) else []))

    def _share(self, each: ChannelShare) -> ChannelSaid:
        return ChannelSaid(
            each.channel,
            self.plain(each.answers),
            rate_said(each.share, self.paper.numbers),
            self.plain(each.contacts),
            self.paper.numbers.percent(each.contact_share, 1),
            "Under-heard" if each.under_heard else "",
        )

    def _learned(self) -> Iterator[LearnedSaid]:
        names = {each.id: each.name for each in self.listening.moments}
        for row in self.listening.learned:
            where = listed([names.get(moment, moment) for moment in row.moments])
            people = "" if row.people is None else f"{counted(row.people, 'person', 'people')}, "
            source = self.sources.get(row.source, row.source)
            day = self.paper.numbers.day(row.on)
            yield LearnedSaid(sentence(cut(row.learned, 220)), f"{where}: {people}{source}, {day}")


def _headings(columns: Sequence[Name]) -> tuple[str, ...]:
    names = [name or "Not told" for name in columns[:MOST_COLUMNS]]
    return (*names, *(["Others"] if columns[MOST_COLUMNS:] else []))


def _columns(counts: Sequence[Mapping[Name, int]]) -> tuple[Name, ...]:
    """Return the names in any of *counts*, the most frequent first; what is not told last."""
    whole: Counter[Name] = Counter()
    for each in counts:
        whole.update(each)
    return tuple(sorted(whole, key=lambda name: (name is None, -whole[name], name or "")))
