"""Value at stake: how many more of the affected were lost than of others who are like them."""

from cxscore.model.definition import Definition
from cxscore.model.measured import Measured
from cxscore.model.stake_totals import StakeTotals, Stratum
from cxscore.model.stakes import Stake
from cxscore.model.value_at_stake import Untold, ValueAtStake
from cxscore.score.statistics.standardised import Kind, excess_of, together

LEVEL = 0.95
MOST_LEFT_OUT = 0.1
"""The part of the affected that may lack others like them."""


def stakes_of(definition: Definition, measured: Measured) -> tuple[ValueAtStake, ...]:
    """Return the values at stake in kpis.yaml's order; of those without rows, that there are none.

    They are never added up: the same customers may be in several.
    """
    return tuple(
        stake_of(stake, measured.stakes.get(stake.id, StakeTotals(())))
        for stake in definition.value_at_stake
    )


def stake_of(stake: Stake, totals: StakeTotals) -> ValueAtStake:
    """Return one value at stake from what was counted of it."""
    kinds = [_kind(each) for each in totals.strata]
    whole = together(kinds)
    alone = [kind for kind in kinds if kind.n and not kind.base_n]
    left_out = sum(kind.n for kind in alone)
    held = [kind for kind in kinds if kind.n and kind.base_n]
    crude = excess_of([whole], LEVEL) if whole.n and whole.base_n else None
    untold = _untold(stake, whole, left_out)
    unknown = untold not in (None, Untold.TOO_FEW)
    found = None if unknown else excess_of(held, LEVEL)
    return ValueAtStake(
        stake,
        affected=whole.n,
        others=whole.base_n,
        lost_more=None if found is None else found.events,
        low=None if found is None else found.low,
        high=None if found is None else found.high,
        level=LEVEL,
        value=None if found is None else found.weight,
        crude_lost_more=None if crude is None else crude.events,
        crude_value=None if crude is None else crude.weight,
        left_out=left_out,
        affected_lost=whole.events,
        others_lost=whole.base_events,
        strata=len(held),
        unknown=totals.unknown,
        without_worth=totals.without_worth,
        untold=untold,
    )


def _untold(stake: Stake, whole: Kind, left_out: int) -> Untold | None:
    """Return why it cannot be told; None where it can."""
    if not whole.n:
        return Untold.NOBODY_AFFECTED if whole.base_n else Untold.NO_ROWS
    if not whole.base_n:
        return Untold.NOBODY_ELSE
    if left_out > MOST_LEFT_OUT * whole.n:
        return Untold.NONE_ALIKE
    if min(whole.n, whole.base_n) < stake.minimum_base:
        return Untold.TOO_FEW
    return None


def _kind(stratum: Stratum) -> Kind:
    return Kind(
        stratum.affected,
        stratum.affected_lost,
        stratum.others,
        stratum.others_lost,
        stratum.worth,
    )
