"""What was counted of each value at stake in the period reported, and what is remarkable of it."""

from collections.abc import Mapping, Sequence

from cxscore.calendar import Period
from cxscore.measure.facts import KpiResult, exact
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Row
from cxscore.measure.queries.stake_questions import Side
from cxscore.measure.wording import plural
from cxscore.model.definition import Definition
from cxscore.model.measured import Segment
from cxscore.model.stake_totals import StakeTotals, Stratum
from cxscore.model.stakes import Stake
from cxscore.problems import Problem, Severity


def counted_stakes(
    definition: Definition, results: Mapping[str, Sequence[KpiResult]], reported: Period
) -> tuple[dict[str, StakeTotals], list[Problem]]:
    """Return by id what was counted of each value at stake, and what is to be said of it.

    Those that nothing was asked for, as their dataset has no rows, are not among them.
    """
    found: dict[str, StakeTotals] = {}
    problems: list[Problem] = []
    for at, stake in enumerate(definition.value_at_stake):
        sides = {side: results.get(side.of(stake.id), []) for side in Side}
        if not all(sides.values()):
            continue
        rows = {side: _rows(sides[side][0], stake, reported) for side in Side}
        found[stake.id] = _totals(rows)
        problems += _same_rows(definition, at, sides)
    return found, problems


def _rows(result: KpiResult, stake: Stake, reported: Period) -> Mapping[Segment, Row]:
    """Return the totals of the period *reported* by what makes customers alike."""
    every = result.rows.get(stake.alike, {})
    return {key[2]: row for key, row in every.items() if key[:2] == (reported.start, reported.end)}


def _totals(rows: Mapping[Side, Mapping[Segment, Row]]) -> StakeTotals:
    affected, others = rows[Side.AFFECTED], rows[Side.OTHERS]
    alike = sorted({*affected, *others}, key=lambda each: [(s is not None, s or "") for s in each])
    strata = [
        _stratum(segment, affected.get(segment, {}), others.get(segment, {})) for segment in alike
    ]
    left_out = sum(_count(row, Part.LEFT_OUT) for side in rows.values() for row in side.values())
    # The same rows are open on both sides.
    unknown = sum(_count(row, Part.UNKNOWN) for row in affected.values())
    return StakeTotals(
        tuple(each for each in strata if each.affected or each.others),
        unknown=left_out + unknown,
        without_worth=sum(_count(row, Part.WORTHLESS) for row in affected.values()),
    )


def _stratum(alike: Segment, affected: Row, others: Row) -> Stratum:
    return Stratum(
        alike,
        affected=_count(affected, Part.BASE),
        affected_lost=_count(affected, Part.NUMERATOR),
        others=_count(others, Part.BASE),
        others_lost=_count(others, Part.NUMERATOR),
        worth=float(exact(affected, Part.WORTH) or 0),
    )


def _count(row: Row, part: Part) -> int:
    return round(exact(row, part) or 0)


def _same_rows(
    definition: Definition, at: int, sides: Mapping[Side, Sequence[KpiResult]]
) -> list[Problem]:
    """Return that all rows are of the affected, in all periods: there is nobody to hold against."""
    counts = {
        side: sum(
            _count(row, Part.BASE) for result in found for row in result.rows.get((), {}).values()
        )
        for side, found in sides.items()
    }
    if counts[Side.OTHERS] or not counts[Side.AFFECTED]:
        return []
    stake = definition.value_at_stake[at]
    number = plural(counts[Side.AFFECTED], "row")
    says = f"value_at_stake.{stake.id}: 'of' and 'affected' are the same {number}"
    hint = "say with 'of' to whom it could happen, the affected and the others"
    place = ("value_at_stake", at, "affected")
    return [definition.origin.problem(place, "CX707", says, hint, Severity.WARNING)]
