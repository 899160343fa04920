"""kpis.csv: every value of every period, of the whole and of its segments, a row each."""

import csv
import io
from collections.abc import Iterator, Mapping

from cxscore.model.findings import Target
from cxscore.model.scorecard import Point, ScoredKpi, SegmentPoint, SegmentScore
from cxscore.model.told import NumberId, ToldNumber
from cxscore.rendering.pack import Pack
from cxscore.rendering.printable import FORMULAS

COLUMNS = (
    *("kpi", "name", "owner", "group", "period", "complete", "by", "segment", "value", "unit"),
    *("n", "numerator", "denominator", "target", "status", "low", "high", "point", "variation"),
    *("mean", "lower", "upper", "closed_value"),
)
Row = dict[str, object]


def render_csv(pack: Pack) -> bytes:
    """Return kpis.csv: UTF-8 without a mark, RFC 4180, numbers with a point and not rounded.

    Rows without ``by`` are the whole. Interval and variation stand at the
    period reported; a target that is a range has no single number.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    since = pack.scorecard.since_close
    told = since.numbers if since else {}
    for scored in pack.scorecard.kpis:
        for row in _rows(scored, told):
            writer.writerow({name: _cell(cell) for name, cell in row.items()})
    return text.getvalue().encode("utf-8", "replace")


def _rows(scored: ScoredKpi, told: Mapping[NumberId, ToldNumber]) -> Iterator[Row]:
    """Yield the rows of one KPI, with what was closed of it as it was *told*."""
    kpi = scored.kpi
    about: Row = {
        "kpi": kpi.id,
        "name": kpi.name,
        "owner": kpi.owner,
        "group": kpi.group,
        "unit": scored.unit,
    }
    for point in scored.series:
        row = about | _of_point(point) | _closed(told, (kpi.id, (), (), point.period.id))
        if point.period == scored.period:
            row |= {
                "low": scored.interval and scored.interval.low,
                "high": scored.interval and scored.interval.high,
                "variation": scored.signal.variation.value,
            }
        yield row
    for score, own, whole in scored.over_segments():
        row = _of_segment(score, own, whole, at_hand=whole.period == scored.period)
        yield about | row | _closed(told, (kpi.id, score.by, score.segment, own.period))


def _closed(told: Mapping[NumberId, ToldNumber], number: NumberId) -> Row:
    """Return the value that was told last, where the period was closed; else nothing."""
    found = told.get(number)
    return {} if found is None or not found.complete else {"closed_value": found.value}


def _of_point(point: Point) -> Row:
    return {
        "period": point.period.id,
        "complete": point.complete,
        "value": point.value,
        "n": point.n,
        "numerator": point.numerator,
        "denominator": point.denominator,
        "target": _target(point.target),
        "status": point.status.value,
        "point": point.point and point.point.value,
        "mean": point.limits and point.limits.mean,
        "lower": point.limits and point.limits.lower,
        "upper": point.limits and point.limits.upper,
    }


def _of_segment(score: SegmentScore, own: SegmentPoint, whole: Point, *, at_hand: bool) -> Row:
    row: Row = {
        "period": own.period,
        "complete": whole.complete,
        "by": " × ".join(score.by),
        "segment": " × ".join("" if part is None else part for part in score.segment),
        "value": own.value,
        "n": own.n,
        "numerator": own.numerator,
        "denominator": own.denominator,
    }
    if at_hand:
        row |= {
            "target": _target(score.target),
            "status": score.status.value,
            "low": score.interval and score.interval.low,
            "high": score.interval and score.interval.high,
        }
    return row


def _target(target: Target | None) -> float | None:
    return None if target is None else target.value


def _cell(cell: object) -> str:
    """Return *cell* as text: what a spreadsheet would work out is led by an apostrophe."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float():
            return repr(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else repr(cell)
        case str():
            return f"'{cell}" if cell.startswith(FORMULAS) else cell
    return str(cell)
