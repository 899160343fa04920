"""Who is heard and who is not: how well each moment is listened to, and which channels are not."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from cxscore.calendar import Period
from cxscore.model.definition import Definition
from cxscore.model.heard import VoiceKind
from cxscore.model.listening import Listening
from cxscore.model.listening_scores import (
    ChannelShare,
    Grade,
    GradedMoment,
    ScoredListening,
    ScoredVoiceSource,
    Voices,
)
from cxscore.model.measured import Measured
from cxscore.model.outline import Place, places_on
from cxscore.model.registers import Written
from cxscore.model.voice_totals import VoiceTotals
from cxscore.score.methods.rates import rate_of
from cxscore.score.methods.voices import SourceVoices, Span, channel_of, voices_of_sources

HALF = 0.5
"""A channel is under-heard where its part of the answers is below this part of its contacts'."""


def scored_listening(
    definition: Definition, measured: Measured, written: Written
) -> ScoredListening | None:
    """Return who is heard at which moment; None where nobody says where customers are heard."""
    listening, reported = definition.listening, measured.reported
    if listening is None:
        return None
    span = trailing(definition, reported)
    voices = voices_of_sources(definition, listening, measured.voices, written.listening, span)
    within = definition.calendar.up_to(reported, listening.heard_within)[0].start
    spoken = {moment for each in voices for moment in each.last if moment is not None}
    named = spoken | {kpi.journey for kpi in definition.kpis if kpi.journey is not None}
    kinds = tuple(kind for kind in VoiceKind if any(v.source.kind is kind for v in voices))
    return ScoredListening(
        moments=tuple(
            _graded(place, _heard_at(place, definition, spoken), voices, kinds, listening, within)
            for place in places_on(definition.journey, named)
        ),
        kinds=kinds,
        sources=tuple(map(_source, voices)),
        channels=tuple(_channels(listening, measured.voices, span)),
        learned=tuple(
            each
            for each in reversed(written.listening)
            if each.learned and span.first <= each.on <= span.last
        ),
        minimum_base=listening.minimum_base,
        heard_within=listening.heard_within,
    )


def trailing(definition: Definition, reported: Period) -> Span:
    """Return the days of the year that ends with the period reported.

    Where the calendar has no such year it is what there is of it; a week 53 has no like a year
    before, and the 52 weeks up to it count.
    """
    calendar = definition.calendar
    year = calendar.trailing_year(reported) or tuple(
        each
        for each in calendar.up_to(reported, 53)
        if (reported.end - each.start).days < DAYS_IN_YEAR
    )
    return Span(year[0].start if year else reported.start, reported.end)


DAYS_IN_YEAR = 366


# -- moments


def _heard_at(place: Place, definition: Definition, spoken: Collection[str]) -> tuple[str, ...]:
    """Return the ids under which customers are heard at *place*.

    A stage of which no source speaks by itself is heard at its moments.
    """
    if place.id in spoken or place.id != place.stage:
        return (place.id,)
    within = (stage.moments for stage in definition.journey if stage.id == place.id)
    return tuple(moment.id for moments in within for moment in moments) or (place.id,)


def _graded(
    place: Place,
    at: Collection[str],
    voices: Sequence[SourceVoices],
    kinds: Sequence[VoiceKind],
    listening: Listening,
    within: date,
) -> GradedMoment:
    by_kind = {
        kind: _together([each for each in voices if each.source.kind is kind], at) for kind in kinds
    }
    channels: Counter[str | None] = Counter()
    silos: Counter[str] = Counter()
    for each in voices:
        silos[each.silo] += sum(each.n[moment] for moment in at)
        for (moment, channel), n in each.channels.items():
            channels[channel] += n if moment in at else 0
    whole = _together(voices, at)
    return GradedMoment(
        place.id,
        place.name,
        place.stage,
        _grade(whole, by_kind, listening.minimum_base, within),
        whole,
        by_kind,
        {channel: n for channel, n in channels.items() if n},
        {silo: n for silo, n in silos.items() if n},
    )


def _together(voices: Sequence[SourceVoices], at: Collection[str]) -> Voices:
    days = [each.last[moment] for each in voices for moment in at if moment in each.last]
    people = sum(each.people[moment] for each in voices for moment in at)
    n = sum(each.n[moment] for each in voices for moment in at)
    return Voices(n, max(days, default=None), people or None)


def _grade(whole: Voices, by_kind: Mapping[VoiceKind, Voices], least: int, within: date) -> Grade:
    """Return how well a moment is listened to; the first that is so.

    What customers do makes no number that was heard, but where nothing else is known.
    """
    known = {kind for kind, voices in by_kind.items() if voices.n}
    if whole.last is None or whole.last < within or not known:
        return Grade.NOT_HEARD
    seen = by_kind[VoiceKind.BEHAVIOUR].n if VoiceKind.BEHAVIOUR in known else 0
    spoke = whole.n if len(known) == 1 else whole.n - seen
    if spoke < least:
        return Grade.THIN
    if known == {VoiceKind.BEHAVIOUR}:
        return Grade.BEHAVIOUR_ONLY
    return Grade.ONE_KIND if len(known) == 1 else Grade.HEARD


def _source(voices: SourceVoices) -> ScoredVoiceSource:
    source = voices.source
    return ScoredVoiceSource(
        source.id,
        source.title,
        source.kind,
        source.dataset,
        voices.silo,
        voices.n.total(),
        max(voices.last.values(), default=None),
        voices.n[None],
    )


# -- channels


def _channels(
    listening: Listening, totals: Sequence[VoiceTotals], span: Span
) -> Iterator[ChannelShare]:
    """Yield each channel with contacts, the most first: its part of the answers and of contacts.

    Answers are those to surveys, or of the sources that are named; a dataset that several
    sources name counts once.
    """
    exposure = listening.exposure
    if exposure is None:
        return
    counted = {(each.dataset, each.count): each for each in totals}
    contacts = _by_channel(counted.get((exposure.dataset, exposure.count)), exposure.by, span)
    answers: Counter[str] = Counter()
    asked: dict[tuple[str | None, str | None], None] = {}
    for source in listening.sources:
        own = counted.get((source.dataset or "", source.count))
        key = (source.dataset, source.count)
        counts = source.id in exposure.answers or (
            not exposure.answers and source.kind is VoiceKind.SURVEY
        )
        if counts and own is not None and key not in asked:
            channel = channel_of(source, listening, own)
            if channel is not None:
                asked[key] = None
                answers += _by_channel(own, channel, span)
    dealt, answered = contacts.total(), answers.total()
    if not dealt or not answered:
        return
    for channel, n in sorted(contacts.items(), key=lambda each: (-each[1], each[0])):
        share, of = rate_of(answers[channel], answered), 100.0 * n / dealt
        yield ChannelShare(channel, answers[channel], share, n, of, share.high < HALF * of)


def _by_channel(totals: VoiceTotals | None, column: str, span: Span) -> Counter[str]:
    """Return how many there were in the year by channel; those that tell none are left out."""
    found: Counter[str] = Counter()
    for count in totals.counts if totals is not None else ():
        within = span.first <= count.start <= span.last
        if count.by == (column,) and within and count.segment[0] is not None:
            found[count.segment[0]] += count.n
    return found
