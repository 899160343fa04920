"""From totals to facts: the parts of each KPI's value, by segment and period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cxscore.measure.horizon import Horizon, periods_between
from cxscore.measure.ledger_counts import LedgerCounts
from cxscore.measure.queries.loop_questions import Asks
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Dimensions, Key, KpiQuery, Row
from cxscore.model.kpi import Kpi
from cxscore.model.loop_totals import LoopTotals
from cxscore.model.measured import Coverage, Fact, Parts, Segment
from cxscore.model.statistic import Statistic

_TOTALS: Mapping[str, str] = {
    part: f"{part.value}_rest"
    for part in (
        Part.NUMERATOR,
        Part.DENOMINATOR,
        Part.PROMOTERS,
        Part.DETRACTORS,
        Part.SQUARES,
        Part.WEIGHT_SQUARES,
    )
}
"""What is added up, and what of it was added up apart."""
_ALONE: Mapping[str, str] = {
    Part.VALUE: "value",
    Part.RANK_LOW: "rank_low",
    Part.RANK_HIGH: "rank_high",
    Part.HIGHEST_POPULATION: "population",
}
"""What stands alone, and what it is called as a part of a value."""


@dataclass(slots=True)
class KpiResult:
    """What one query of a KPI gave, by dimensions, span and segment."""

    kpi_query: KpiQuery
    coverage: Coverage
    """The days on which the dataset has rows, by the date that the query goes by."""
    rows: dict[Dimensions, dict[Key, Row]] = field(default_factory=dict)
    ledger: LedgerCounts | None = None
    """Of a line of the customer ledger: the whole of it."""

    @property
    def dataset(self) -> str:
        """The id of the dataset that was asked."""
        return self.kpi_query.schema.id

    @property
    def first(self) -> date:
        """The first day with rows."""
        return self.coverage.first

    @property
    def last(self) -> date:
        """The last day with rows, up to as-of."""
        return self.coverage.last


def facts_of(kpi: Kpi, results: Sequence[KpiResult], horizon: Horizon) -> list[Fact]:
    """Return the facts of *kpi*, oldest first within each set of its dimensions."""
    found: list[Fact] = []
    counts = _are_counts(kpi, results)
    for by in dict.fromkeys([(), *kpi.dimension_sets]):
        if kpi.statistic is Statistic.GIVEN:
            rows = _given(kpi, by, results[0])
        elif len(results) == 2:
            rows = _divided(by, results, horizon)
        elif kpi.statistic is Statistic.COUNT and results[0].ledger is None:
            rows = _with_zeros(by, results[0], horizon)
        else:
            rows = results[0].rows.get(by, {})
        keys = sorted(rows, key=lambda key: (key[2] and [_order(s) for s in key[2]], key[:2]))
        for start, end, segment in keys:
            parts = parts_of(rows[start, end, segment], counts=counts)
            if _says_something(kpi, parts):
                found.append(Fact(kpi.id, by, segment, start, end, parts))
    return found


def _are_counts(kpi: Kpi, results: Sequence[KpiResult]) -> bool | None:
    """Return whether a ratio or a share is of counts, as all rows of *kpi* say; None of others.

    It is so or not for good: an interval that came and went with what the
    cells of a month happen to hold would say nothing.
    """
    for result in results:
        if Part.NO_EVENTS in result.kpi_query.totals:
            return not any(row.get(Part.NO_EVENTS) for row in total_rows(kpi, result).values())
    told = [result.kpi_query.events for result in results if result.kpi_query.events is not None]
    return any(told) if told else None


def _order(name: str | None) -> tuple[bool, str]:
    return name is not None, name or ""


def _says_something(kpi: Kpi, parts: Parts) -> bool:
    """Return whether there is a value: a count is one even where it is zero.

    Nothing can be divided by a zero, so weights that add up to nothing are a gap.
    So is less than nothing: no part of it can be good.
    """
    if kpi.statistic in (Statistic.COUNT, Statistic.STOCK):
        return True
    if parts.denominator is not None:
        return parts.denominator > 0
    return parts.n > 0


def total_rows(kpi: Kpi, result: KpiResult) -> dict[Key, Row]:
    """Return the totals of the whole, which a given value has where all segments are blank."""
    return _given(kpi, (), result) if kpi.statistic is Statistic.GIVEN else result.rows.get((), {})


def _given(kpi: Kpi, by: Dimensions, result: KpiResult) -> dict[Key, Row]:
    """Return the given values of *by*: from rows in which all other columns are blank."""
    columns = tuple(
        dict.fromkeys(column for dimensions in kpi.dimension_sets for column in dimensions)
    )
    found: dict[Key, Row] = {}
    for (start, end, segment), row in result.rows.get(columns, {}).items():
        named = {column for column, name in zip(columns, segment, strict=True) if name is not None}
        if named == set(by):
            places = dict(zip(columns, segment, strict=True))
            found[start, end, tuple(places[column] for column in by)] = row
    return found


def _divided(by: Dimensions, results: Sequence[KpiResult], horizon: Horizon) -> dict[Key, Row]:
    """Return the two sides of a ratio together.

    A numerator without rows is 0 while its dataset has rows at all; beyond
    them nobody knows.
    """
    sides = {result.kpi_query.side: result for result in results}
    above, below = sides["numerator"], sides["denominator"]
    calendar = horizon.definition.period_length(above.kpi_query.kpi)
    known = {period.start for period in periods_between(calendar, above.first, above.last)}
    found: dict[Key, Row] = {}
    for key, row in below.rows.get(by, {}).items():
        other = above.rows.get(by, {}).get(key)
        if other is None and key[0] not in known:
            continue
        whole = {
            Part.NUMERATOR: 0 if other is None else exact(other, Part.NUMERATOR),
            Part.DENOMINATOR: exact(row, Part.DENOMINATOR),
            Part.DENOMINATOR.rest: 0,
        }
        losses: Row = {
            loss: int(row.get(loss) or 0) + int((other or {}).get(loss) or 0)
            for loss in (Part.LEFT_OUT, Part.UNKNOWN)
        }
        found[key] = {Part.BASE: whole[Part.DENOMINATOR], **row, **whole, **losses}
    return found


def _with_zeros(by: Dimensions, result: KpiResult, horizon: Horizon) -> dict[Key, Row]:
    """Return a count with a zero for each period between the dataset's first and last row."""
    rows = dict(result.rows.get(by, {}))
    calendar = horizon.definition.period_length(result.kpi_query.kpi)
    segments: list[Segment] = [()] if not by else list({key[2]: None for key in rows})
    for period in periods_between(calendar, result.first, result.last):
        if horizon.wanted(calendar, period):
            for segment in segments:
                rows.setdefault(
                    (period.start, period.end, segment), {Part.BASE: 0, Part.NUMERATOR: 0}
                )
    return rows


def loop_totals(rows: Mapping[Asks, Row | None]) -> LoopTotals:
    """Return the cases of one span from what was asked about them; no row stands for no case."""
    parts = {asks: parts_of(row or {}) for asks, row in rows.items()}
    in_time, told = parts[Asks.IN_TIME], parts.get(Asks.RECOVERED)
    return LoopTotals(
        due=in_time.n,
        in_time=round(in_time.numerator or 0.0),
        closed=parts[Asks.MEDIAN].n,
        recovered=None if told is None else round(told.numerator or 0.0),
        told=0 if told is None else told.n,
        median=parts[Asks.MEDIAN].value,
        ninetieth=parts[Asks.NINETIETH].value,
        not_yet_due=parts[Asks.NOT_YET_DUE].n,
        left_out=in_time.left_out,
    )


def parts_of(row: Row, *, counts: bool | None = None) -> Parts:
    """Return the totals *row* of a query as the parts of a value.

    *counts* says whether a ratio or a share is of counts; None of other measures.
    Totals are exact; they become floats here, once, at the very end.
    """
    found: dict[str, float] = {}
    for name, number in row.items():  # of all the parts most rows have two
        if number is None:
            continue
        if name in _TOTALS:
            rest = row.get(_TOTALS[name])
            found[name] = float(Decimal(number) + Decimal(rest) if rest else number)
        elif name in _ALONE:
            found[_ALONE[name]] = float(number)
    if Part.PROMOTERS in found and Part.DETRACTORS in found:
        promoters, detractors = exact(row, Part.PROMOTERS), exact(row, Part.DETRACTORS)
        assert promoters is not None
        assert detractors is not None
        found["numerator"] = float(promoters - detractors)
    return Parts(
        n=_base(row),
        left_out=int(row.get(Part.LEFT_OUT) or 0),
        unknown=int(row.get(Part.UNKNOWN) or 0),
        events=counts is True,
        amounts=counts is False,
        **found,
    )


def exact(row: Row, part: Part) -> Decimal | None:
    """Return the total *part* with what was added up apart; None where there is none."""
    number = row.get(part)
    if number is None:
        return None
    rest = row.get(part.rest)
    return Decimal(number) + Decimal(rest) if rest else Decimal(number)


def _base(row: Row) -> int:
    number = row.get(Part.BASE)
    if isinstance(number, int) and not row.get(Part.BASE.rest):
        return number
    # Engines add up doubles in another order: next to a half the last digit would decide.
    return round(round(exact(row, Part.BASE) or Decimal(), 6))
