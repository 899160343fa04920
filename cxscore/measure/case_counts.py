"""Cases of customers, counted: those of closed loops, and hassles by cause."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from cxscore.calendar import Period
from cxscore.measure.checks.losses import lost_by_kpi
from cxscore.measure.facts import KpiResult, loop_totals
from cxscore.measure.hassle_counts import hassle_totals, unmapped
from cxscore.measure.horizon import Horizon
from cxscore.measure.queries.loop_questions import Asks
from cxscore.measure.spreads import Spreads
from cxscore.model.definition import Definition
from cxscore.model.hassle_totals import HassleTotals
from cxscore.model.hassles import HASSLES
from cxscore.model.loop_totals import LoopTotals
from cxscore.problems import Problem

if TYPE_CHECKING:
    pass


def loop_counted(
    definition: Definition,
    spreads: Spreads,
    id_: str,
    results: Mapping[str, Sequence[KpiResult]],
    reported: Period,
) -> tuple[LoopTotals | None, Sequence[Problem]]:
    """Return the cases of a dataset that were opened in the period *reported*, and those lost."""
    if definition.datasets[id_].closed_loop is None:
        return None, ()
    span = (reported.start, reported.end)
    found = {asks: results.get(asks.of(id_), []) for asks in Asks}
    in_time = [(each, spreads.of(each.kpi_query)) for each in found[Asks.IN_TIME]]
    if not in_time:
        return None, ()
    kpi = in_time[0][0].kpi_query.kpi
    lost = [*lost_by_kpi(kpi, in_time, {span}, ("datasets", id_, "closed_loop"))]
    rows = {asks: each[0].rows.get((), {}).get((*span, ())) for asks, each in found.items() if each}
    return loop_totals(rows), lost


def hassles_counted(
    definition: Definition,
    sound: Collection[str],
    results: Mapping[str, Sequence[KpiResult]],
    horizon: Horizon,
) -> tuple[HassleTotals | None, Sequence[Problem]]:
    """Return the cases by cause, of two years, and what no cause is given for.

    None where there are no rows of them.
    """
    hassles, found = definition.hassles, results.get(HASSLES, [])
    if hassles is None or hassles.dataset not in sound or not found:
        return None, ()
    totals = hassle_totals(found[0], horizon)
    return totals, [*unmapped(totals, horizon)]
