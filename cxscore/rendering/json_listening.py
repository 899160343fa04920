"""Who is heard and who is not, as it stands in scorecard.json."""

from collections.abc import Iterator, Sequence
from typing import Any

from cxscore.model.heard import Heard
from cxscore.model.listening_scores import (
    ChannelShare,
    GradedMoment,
    ModeShare,
    ScoredAsked,
    ScoredListening,
    ScoredVoiceSource,
)
from cxscore.model.rate import Rate
from cxscore.rendering.words.listening import ListeningSaid

Json = dict[str, Any]


def listening_json(
    listening: ScoredListening | None, asked: Sequence[ScoredAsked], said: ListeningSaid
) -> Json:
    """Return who is heard and who was asked; lists are empty without ``listening``.

    Moments are in the order of the journey.
    """
    moments = listening.moments if listening else ()
    channels = listening.channels if listening else ()
    return {
        "matrix": [row for each in moments for row in _matrix(each)],
        "grades": [_grade(each) for each in moments],
        "under_heard": [_channel(each) for each in channels if each.under_heard],
        "asked": [
            {**_asked(each), "sentence": words.statement}
            for each, words in zip(asked, said.asked, strict=True)
        ],
        "blind_spots": [each.id for each in moments if each.is_blind],
        "by_channel": [
            {"moment": each.id, "channel": channel, "n": n}
            for each in moments
            for channel, n in each.channels.items()
        ],
        "by_silo": [
            {"moment": each.id, "silo": silo or None, "n": n}
            for each in moments
            for silo, n in each.silos.items()
        ],
        "channels": [_channel(each) for each in channels],
        "sources": [_source(each) for each in (listening.sources if listening else ())],
        "learned": [_learned(each) for each in (listening.learned if listening else ())],
        "sentence": said.sentence,
    }


def _matrix(moment: GradedMoment) -> Iterator[Json]:
    for kind, voices in moment.kinds.items():
        yield {
            "moment": moment.id,
            "kind": kind,
            "n": voices.n,
            "last": voices.last,
            "people": voices.people,
        }


def _grade(moment: GradedMoment) -> Json:
    return {
        "moment": moment.id,
        "grade": moment.grade,
        "n": moment.whole.n,
        "last": moment.whole.last,
    }


def _channel(each: ChannelShare) -> Json:
    return {
        "channel": each.channel,
        "answers": each.answers,
        "share": each.share.value,
        "low": each.share.low,
        "high": each.share.high,
        "contacts": each.contacts,
        "contact_share": each.contact_share,
        "ratio": each.ratio,
        "under_heard": each.under_heard,
    }


def _asked(each: ScoredAsked) -> Json:
    before = each.before
    return {
        "dataset": each.dataset,
        "invited": each.invited,
        "answered": each.answered,
        **_rate(each.rate),
        "before": before
        and {
            "first": before.first,
            "last": before.last,
            "invited": before.invited,
            "answered": before.answered,
            "rate": before.rate,
        },
        "p_value": each.p_value,
        "fell": each.fell,
        "modes": [_mode(mode) for mode in each.modes],
        "population": each.asked.population,
        "margin": each.margin,
        "weighting": each.asked.weighting or None,
        "excluded": each.asked.excluded or None,
    }


def _rate(rate: Rate | None) -> Json:
    return {
        "rate": rate and rate.value,
        "low": rate and rate.low,
        "high": rate and rate.high,
    }


def _mode(mode: ModeShare) -> Json:
    return {
        "mode": mode.mode,
        "answered": mode.answered,
        "share": mode.share,
        "invited": mode.invited,
        **_rate(mode.rate),
    }


def _source(source: ScoredVoiceSource) -> Json:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "dataset": source.dataset,
        "silo": source.silo or None,
        "n": source.n,
        "last": source.last,
        "unplaced": source.unplaced,
    }


def _learned(row: Heard) -> Json:
    return {
        "source": row.source,
        "moments": list(row.moments),
        "on": row.on,
        "channel": row.channel or None,
        "people": row.people,
        "learned": row.learned,
    }
