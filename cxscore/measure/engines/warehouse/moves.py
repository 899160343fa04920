"""What becomes of the customers of a table in each step, and in spans of several, one a row."""

from collections.abc import Sequence

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.engines.warehouse.dated_texts import told, told_reason
from cxscore.measure.engines.warehouse.dialects import (
    ONE,
    Dialect,
    Tree,
    case,
    column,
    less,
    named,
    nested,
    number,
    own,
    picked,
)
from cxscore.measure.engines.warehouse.ledger_names import (
    FIRST,
    FIRST_STEP,
    FRESH,
    IS,
    LAST,
    N_AFTER,
    NAMED,
    NEXT_STEP,
    OPENED,
    SINCE,
    STEP,
    TOLD,
    UNNAMED,
    V_AFTER,
    V_IS,
    V_WAS,
    WAS,
    WHO,
    WHY,
    N,
    V,
    cut,
    own_segment,
    positive,
    segments,
)
from cxscore.measure.ledger_sums import Places
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.trees import both

_DAYS = (SINCE, UNNAMED)


@frozen
class MovesQuery:
    """The queries for the moves of the customers of one table."""

    words: Dialect
    query: LedgerQuery

    @property
    def _customers(self) -> CustomerRows:
        return self.query.customers

    def of_steps(self, running: exp.Select) -> exp.Select:
        """Return the query for the moves of every step, one a row."""
        within = exp.LT(this=column(STEP), expression=number(len(self.query.looked_at)))
        fresh: Tree = exp.EQ(this=column(FIRST_STEP), expression=column(STEP))
        picks: list[Tree] = [
            column(STEP),
            named(less(column(N_AFTER), column(N)), WAS),
            named(column(N_AFTER), IS),
        ]
        if self._customers.value is not None:
            picks.append(named(less(column(V_AFTER), column(V)), V_WAS))
            picks.append(named(column(V_AFTER), V_IS))
        if self._customers.new is not None:
            fresh = both(fresh, positive(OPENED))
        picks.append(named(_as_number(fresh), FRESH))
        if self._customers.recommended is not None:
            picks.append(named(_as_number(self._came(column(SINCE), column(UNNAMED))), NAMED))
        picks += self._segments()
        return picked(picks, nested(running, "running"), within)

    def of_spans(
        self, running: exp.Select, places: Sequence[Places], *, reasons: bool = False
    ) -> exp.Select:
        """Return the query for the moves between the days at *places*, one a customer and span."""
        last = column(LAST)
        after = exp.GT(this=column(STEP), expression=column(FIRST))
        within = both(after, exp.LTE(this=column(STEP), expression=last))
        # Where no step follows, some engines say nothing, and some say 0.
        followed = both(
            exp.GT(this=column(NEXT_STEP), expression=column(STEP)),
            exp.LTE(this=column(NEXT_STEP), expression=last),
        )

        def at_end(name: str) -> Tree:
            return exp.Sum(this=case((followed, self._nought(name)), otherwise=column(name)))

        sums: list[Tree] = [column(WHO), column(FIRST), column(LAST)]
        sums += [named(exp.Sum(this=column(N)), "$n moved"), named(at_end(N_AFTER), IS)]
        if self._customers.value is not None:
            sums += [named(exp.Sum(this=column(V)), "$v moved"), named(at_end(V_AFTER), V_IS)]
        sums.append(named(exp.Min(this=column(FIRST_STEP)), "$first of all"))
        if self._customers.recommended is not None:
            sums += [named(exp.Min(this=column(each)), f"{each} least") for each in _DAYS]
        if self._customers.new is not None:
            sums.append(named(exp.Sum(this=column(OPENED)), "$opened all"))
        for name in segments(self.query):
            sums.append(named(exp.Max(this=column(own_segment(name))), f"{own_segment(name)} all"))
        if reasons:
            sums.append(named(exp.Max(this=column(WHY)), "$why last"))
        rows = [[number(place) for place in each] for each in places]
        spans = self.words.rows_of((FIRST, LAST), rows, "spans")
        by: list[Tree] = [column(WHO), column(FIRST), column(LAST)]
        moved = picked(sums, nested(running, "running"), within, by=by)
        moved = moved.join(spans, join_type="cross", copy=False)
        return self._told_of_spans(moved, reasons=reasons)

    def _told_of_spans(self, moved: exp.Select, *, reasons: bool) -> exp.Select:
        """Return the query for the customers of *moved* as those of one step are told."""
        picks: list[Tree] = [column(FIRST), column(LAST), column(IS)]
        picks.append(named(less(column(IS), column("$n moved")), WAS))
        if self._customers.value is not None:
            picks += [column(V_IS), named(less(column(V_IS), column("$v moved")), V_WAS)]
        fresh: Tree = exp.GT(this=column("$first of all"), expression=column(FIRST))
        if self._customers.new is not None:
            fresh = both(fresh, positive("$opened all"))
        picks.append(named(_as_number(fresh), FRESH))
        if self._customers.recommended is not None:
            began, unnamed = (column(f"{each} least") for each in _DAYS)
            picks.append(named(_as_number(self._came(began, unnamed)), NAMED))
        picks += self._segments(" all")
        if reasons:
            picks.append(named(told_reason(column("$why last")), TOLD))
        return picked(picks, nested(moved, "together"))

    def _segments(self, of: str = "") -> list[Tree]:
        return [
            named(told(column(f"{own_segment(name)}{of}")), cut(name))
            for name in segments(self.query)
        ]

    def _came(self, began: Tree, unnamed: Tree) -> Tree:
        """Return whether all rows of the first day say that somebody recommended us."""
        blank = exp.Is(this=unnamed, expression=exp.Null())
        return exp.or_(blank, exp.GT(this=own(unnamed), expression=began))

    def _nought(self, name: str) -> Tree:
        zero = number(0)
        return self.words.decimal(zero, 0) if name == V_AFTER else zero


def _as_number(condition: Tree) -> Tree:
    return case((condition, ONE), otherwise=number(0))
