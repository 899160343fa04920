"""Who is heard: each source's customers at each moment, in each channel, over a year."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from cxscore.frozen import frozen
from cxscore.model.definition import Definition
from cxscore.model.heard import Heard
from cxscore.model.kpi import Kpi
from cxscore.model.listening import Listening, ListeningSource
from cxscore.model.outline import silo_of
from cxscore.model.voice_totals import VoiceTotals


@frozen
class Span:
    """The days that count: those of the trailing year."""

    first: date
    last: date


@dataclass(slots=True)
class SourceVoices:
    """What one source heard in the year: by moment, None where that is not told."""

    source: ListeningSource
    silo: str
    n: Counter[str | None] = field(default_factory=Counter)
    last: dict[str | None, date] = field(default_factory=dict)
    people: Counter[str | None] = field(default_factory=Counter)
    """Of the register's rows alone."""
    channels: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    """By moment and channel; channels are None where they are not told."""

    def hear(self, moment: str | None, day: date) -> None:
        """Note that somebody was heard at *moment* on *day*."""
        self.last[moment] = max(day, self.last.get(moment, day))


def voices_of_sources(
    definition: Definition,
    listening: Listening,
    totals: Sequence[VoiceTotals],
    heard: Sequence[Heard],
    span: Span,
) -> list[SourceVoices]:
    """Return what each source of *listening* heard, rows of datasets and of the register."""
    counted = {(each.dataset, each.count): each for each in totals}
    found = []
    for source in listening.sources:
        voices = SourceVoices(source, _silo(source, definition))
        if source.dataset is None:
            _of_register(voices, heard, span)
        elif (own := counted.get((source.dataset, source.count))) is not None:
            _of_dataset(voices, own, channel_of(source, listening, own), span)
        found.append(voices)
    return found


def channel_of(source: ListeningSource, listening: Listening, totals: VoiceTotals) -> str | None:
    """Return the column of channels that a source was counted by; None where it has none."""
    exposure = listening.exposure
    name = source.channel or (None if exposure is None else exposure.by)
    cut = {each.by for each in totals.counts}
    return name if name is not None and (name,) in cut else None


def _of_dataset(voices: SourceVoices, totals: VoiceTotals, channel: str | None, span: Span) -> None:
    moment = voices.source.moment
    assert moment is not None, "the rows of a dataset are about something"
    column = moment.column
    by = () if column is None else (column,)
    for each in totals.last:
        if each.by == by:
            voices.hear(moment.of(each.segment[0] if by else None), each.day)
    cut = _cut(column, channel)
    for count in totals.counts:
        if not span.first <= count.start <= span.last:
            continue
        cells = dict(zip(count.by, count.segment, strict=True))
        place = moment.of(cells.get(column or ""))
        if count.by == by:
            voices.n[place] += count.n
        if channel is not None and count.by == cut:
            voices.channels[place, cells[channel]] += count.n
    if channel is None:
        voices.channels.update({(place, None): n for place, n in voices.n.items()})


def _cut(column: str | None, channel: str | None) -> tuple[str, ...]:
    """Return the columns by which a source's rows are counted at each moment and channel."""
    both = (column, channel) if column != channel else (column,)
    return tuple(name for name in both if name is not None)


def _of_register(voices: SourceVoices, heard: Sequence[Heard], span: Span) -> None:
    for row in heard:
        if row.source != voices.source.id or row.on > span.last:
            continue
        for moment in row.moments:
            voices.hear(moment, row.on)
            if row.on >= span.first:
                voices.n[moment] += row.people or 1
                voices.people[moment] += row.people or 0
                voices.channels[moment, row.channel or None] += row.people or 1


def _silo(source: ListeningSource, definition: Definition) -> str:
    """Return the team of whoever keeps the source: as it says, else as the KPIs of its dataset do.

    Of these it is the first steward that is named, else the owner of the first KPI.
    """
    owners = {owner.id: owner for owner in definition.owners}
    keepers = [source.steward, *_keepers(source, definition.kpis)]
    return next((silo_of(each, owners) for each in keepers if each is not None), "")


def _keepers(source: ListeningSource, kpis: Sequence[Kpi]) -> Iterator[str | None]:
    own = [kpi for kpi in kpis if source.dataset is not None and source.dataset in kpi.datasets]
    yield from (kpi.steward for kpi in own)
    yield from (kpi.owner for kpi in own)
