"""What the ends of customers' stints make, step by step: what is there after each, of whom.

A step is one of the days that are looked at, with the days after the one before it.
"""

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.engines.warehouse.dated_texts import dated, dated_reason
from cxscore.measure.engines.warehouse.dialects import (
    ONE,
    Dialect,
    Tree,
    case,
    column,
    count_if,
    named,
    nested,
    own,
    picked,
)
from cxscore.measure.engines.warehouse.ledger_names import (
    BEGINS,
    CAME,
    EDGE,
    FIRST_STEP,
    IS_NEW,
    N_AFTER,
    NEXT_STEP,
    OPENED,
    REASON,
    SINCE,
    STEP,
    UNNAMED,
    V_AFTER,
    WHO,
    WHY,
    WORTH,
    N,
    V,
    equal,
    own_segment,
    segments,
)
from cxscore.measure.engines.warehouse.steps import number_of, stepped
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.trees import both

_ONE, _MUCH = "$one", "$much"
_FOLLOWING = exp.WindowSpec(
    kind="ROWS",
    start=exp.Literal.number(1),
    start_side="FOLLOWING",
    end=exp.Literal.number(1),
    end_side="FOLLOWING",
)


@frozen
class RunningQuery:
    """The query for the steps of each customer of a table, with what is there after each."""

    words: Dialect
    query: LedgerQuery

    @property
    def _customers(self) -> CustomerRows:
        return self.query.customers

    def select(self, events: exp.Select, *, reasons: bool = False) -> exp.Select:
        """Return the query for the steps that *events*, the ends of stints, make.

        With each goes what is there after it, and which was the first of all.

        A customer is where his latest row says, also in steps before it.
        """
        picks: list[Tree] = [exp.Star(), named(_so_far(exp.Sum(this=column(N))), N_AFTER)]
        if self._customers.value is not None:
            picks.append(named(_so_far(exp.Sum(this=column(V))), V_AFTER))
        picks.append(named(_of_all(exp.Min(this=column(STEP))), FIRST_STEP))
        picks.append(named(_so_far(exp.Min(this=column(STEP)), _FOLLOWING), NEXT_STEP))
        picks += [
            named(_of_all(exp.Max(this=column(_latest(name)))), own_segment(name))
            for name in segments(self.query)
        ]
        return picked(picks, nested(self._moves(events, reasons=reasons), "moves"))

    def _steps(self, events: exp.Select) -> exp.Select:
        """Return the query for the ends of stints, each with its step."""
        looked_at = self.query.looked_at
        places: list[tuple[int, int | None]] = [
            (number_of(day) + 1, place) for place, day in enumerate(looked_at, start=1)
        ]
        step = stepped(self.words, column(EDGE), places, 0)
        begins = equal(BEGINS, 1)
        minus = exp.paren(exp.Neg(this=ONE.copy()))
        picks: list[Tree] = [exp.Star(), named(step, STEP)]
        picks.append(named(case((begins, ONE), otherwise=minus), _ONE))
        if self._customers.value is not None:
            worth = column(WORTH)
            picks.append(named(case((begins, worth), otherwise=exp.Neg(this=own(worth))), _MUCH))
        return picked(picks, nested(events, "events"))

    def _moves(self, events: exp.Select, *, reasons: bool) -> exp.Select:
        """Return the query for what the ends within a step make of each customer."""
        begins, edge = equal(BEGINS, 1), column(EDGE)
        picks: list[Tree] = [column(WHO), column(STEP), named(exp.Sum(this=column(_ONE)), N)]
        if self._customers.value is not None:
            picks.append(named(exp.Sum(this=column(_MUCH)), V))
        if self._customers.recommended is not None:
            unnamed = both(begins, equal(CAME, 0))
            picks.append(named(exp.Min(this=case((begins, edge))), SINCE))
            picks.append(named(exp.Min(this=case((unnamed, edge))), UNNAMED))
        if self._customers.new is not None:
            picks.append(named(count_if(both(begins, equal(IS_NEW, 1))), OPENED))
        for name in segments(self.query):
            known = both(begins, self.words.known(column(name)))
            latest = case((known, dated(self.words, edge, column(name))))
            picks.append(named(exp.Max(this=latest), _latest(name)))
        if reasons:
            ends = equal(BEGINS, 0)
            why = case((ends, dated_reason(self.words, edge, column(REASON))))
            picks.append(named(exp.Max(this=why), WHY))
        by: list[Tree] = [column(WHO), column(STEP)]
        return picked(picks, nested(self._steps(events), "steps"), by=by)


def _latest(name: str) -> str:
    return f"{name} latest"


def _so_far(value: Tree, spec: exp.WindowSpec | None = None) -> Tree:
    """Return the aggregate *value* over a customer's steps up to this one, or over *spec*."""
    order = exp.Order(expressions=[exp.Ordered(this=column(STEP), nulls_first=False)])
    frame = None if spec is None else spec.copy()
    return exp.Window(this=value, partition_by=[column(WHO)], order=order, spec=frame)


def _of_all(value: Tree) -> Tree:
    """Return the aggregate *value* over all of a customer's steps."""
    return exp.Window(this=value, partition_by=[column(WHO)])
