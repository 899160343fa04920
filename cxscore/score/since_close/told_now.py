"""A scorecard as the board will see it, in numbers that compare with those of a close."""

from collections.abc import Iterator, Sequence
from datetime import date

from cxscore.calendar import Period
from cxscore.model.definition import Definition
from cxscore.model.log import LogRow
from cxscore.model.measured import Source
from cxscore.model.scorecard import Point, ScoredKpi
from cxscore.model.told import (
    NumberId,
    Told,
    ToldKpi,
    ToldNumber,
    ToldRow,
    ToldSource,
)


def told_now(
    kpis: Sequence[ScoredKpi],
    log: Sequence[LogRow],
    sources: Sequence[Source],
    *,
    definition: Definition,
    period: Period,
    as_of: date,
    version: str,
) -> Told:
    """Return what a scorecard of these parts tells."""
    return Told(
        period=period.id,
        as_of=as_of,
        version=version,
        history=definition.heading.history,
        kpis={scored.kpi.id: _kpi(scored) for scored in kpis},
        former=definition.former_ids,
        numbers={id_: number for scored in kpis for id_, number in _numbers(scored, period.id)},
        sources=tuple(
            ToldSource(each.dataset, each.path, each.sha256 or None, each.rows, each.rows_used)
            for each in sources
        ),
        rows={row.id: _row(row) for row in log},
    )


def _kpi(scored: ScoredKpi) -> ToldKpi:
    return ToldKpi(
        name=scored.kpi.name,
        unit=scored.unit,
        decimals=scored.decimals,
        owner=scored.kpi.owner,
        status=scored.status,
        variation=scored.signal.variation,
        period=scored.period.id if scored.period else None,
        capability=scored.signal.capability,
        periods=tuple(point.period.id for point in scored.series),
        segments=tuple((each.by, each.segment) for each in scored.segments),
        defined=scored.defined,
    )


def _numbers(scored: ScoredKpi, told_in: str) -> Iterator[tuple[NumberId, ToldNumber]]:
    kpi = scored.kpi.id
    for point in scored.series:
        yield (kpi, (), (), point.period.id), _whole(point, told_in)
    for segment, own, whole in scored.over_segments():
        id_ = kpi, segment.by, segment.segment, own.period
        yield id_, ToldNumber(own.value, own.n, told_in=told_in, complete=whole.complete)


def _whole(point: Point, told_in: str) -> ToldNumber:
    target = None if point.target is None else point.target.edges
    return ToldNumber(
        point.value, point.n, point.numerator, point.denominator,
        target, point.status, point.point, told_in, point.complete,
    )  # fmt: skip


def _row(row: LogRow) -> ToldRow:
    return ToldRow(
        row.id, row.kind, row.title, row.status, "",
        row.opened, row.due[-1] if row.due else None, row.closed,
    )  # fmt: skip
