"""Who was asked and who answered: response rates, a fall beyond chance, the margin of a survey."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

from cxscore.calendar import Period
from cxscore.model.asked import Asked
from cxscore.model.definition import Definition
from cxscore.model.heard import Invited
from cxscore.model.listening_scores import ModeShare, ResponseBase, ScoredAsked
from cxscore.model.measured import Measured
from cxscore.model.registers import Written
from cxscore.model.voice_totals import VoiceTotals
from cxscore.score.methods.rates import LEVEL, rate_of
from cxscore.score.statistics.normal import finite_factor, z_of
from cxscore.score.statistics.proportions import p_of_counts

Numbers = Mapping[str, int]
"""How many, by the id of a period."""


def scored_asked(
    definition: Definition, measured: Measured, written: Written, *, complete: bool
) -> tuple[ScoredAsked, ...]:
    """Return who was asked in each dataset that says so, in the period reported.

    *complete* says whether that period has ended: before, nothing is compared.
    """
    whole = {each.dataset: each for each in measured.voices if each.count is None}
    return tuple(
        _scored(
            id_,
            dataset.asked,
            whole.get(id_),
            [each for each in written.invited if each.dataset == id_],
            _periods(definition, measured.reported),
            complete=complete,
        )
        for id_, dataset in definition.datasets.items()
        if dataset.asked is not None
    )


def margin_of(answered: int, population: int | None) -> float | None:
    """Return half of the interval of a share of 50 %, at 95 %, in points of 100.

    z·√(0.25/n), times √((N − n)/(N − 1)) for a population of N; None where nobody answered.
    """
    if not answered:
        return None
    half = z_of(LEVEL) * sqrt(0.25 / answered)
    return 100.0 * half * finite_factor(answered, population)


def _periods(definition: Definition, reported: Period) -> tuple[Period, ...]:
    """Return the period reported and those of the year before it, oldest first."""
    year = len(definition.calendar.trailing_year(reported)) or 1
    return definition.calendar.up_to(reported, year + 1)


def _scored(
    dataset: str,
    asked: Asked,
    totals: VoiceTotals | None,
    rows: Sequence[Invited],
    periods: Sequence[Period],
    *,
    complete: bool,
) -> ScoredAsked:
    ids = {period.start: period.id for period in periods}
    now = periods[-1].id
    answered = {
        ids[each.start]: each.n
        for each in (totals.counts if totals is not None else ())
        if each.by == () and each.start in ids
    }
    invited: Counter[str] = Counter()
    for row in rows:
        invited[row.period] += row.number
    here, there = answered.get(now, 0), invited.get(now)
    rate = rate_of(here, there) if there and here <= there else None
    before = _before(answered, invited, [each.id for each in periods[:-1]])
    p_value, fell = None, False
    if rate is not None and there is not None and before is not None and complete:
        p_value = p_of_counts((here, there), (before.answered, before.invited))
        fell = p_value is not None and p_value < 1 - LEVEL and rate.value < before.rate
    return ScoredAsked(
        dataset,
        asked,
        here,
        there,
        rate,
        before,
        p_value,
        fell,
        tuple(_modes(asked, totals, rows, periods[-1])),
        margin_of(here, asked.population),
    )


def _before(answered: Numbers, invited: Numbers, ids: Sequence[str]) -> ResponseBase | None:
    """Return the periods of the year before, put together, of which both numbers are known."""
    known = [id_ for id_ in ids if invited.get(id_) and id_ in answered]
    asked, here = sum(invited[id_] for id_ in known), sum(answered[id_] for id_ in known)
    if not known or here > asked:
        return None
    return ResponseBase(known[0], known[-1], len(known), asked, here, 100.0 * here / asked)


def _modes(
    asked: Asked, totals: VoiceTotals | None, rows: Sequence[Invited], period: Period
) -> Iterator[ModeShare]:
    """Yield how those who answered were asked, the most first, where it is not told last."""
    if asked.mode is None or totals is None:
        return
    found: Counter[str | None] = Counter()
    for each in totals.counts:
        if each.by == (asked.mode,) and each.start == period.start:
            found[each.segment[0]] += each.n
    invited: Counter[str | None] = Counter()
    for row in rows:
        if row.period == period.id and row.mode is not None:
            invited[row.mode] += row.number
    modes = dict.fromkeys([*found, *invited])
    whole = found.total()
    for mode in sorted(modes, key=lambda each: (each is None, -found[each], each or "")):
        n, asked_so = found[mode], invited.get(mode)
        rate = rate_of(n, asked_so) if asked_so and n <= asked_so else None
        share = 100.0 * n / whole if whole else 0.0
        yield ModeShare(mode, n, share, asked_so, rate)
