"""The questions about the customers of a table, each one SELECT.

Only counts and sums come of them, by step, span, segment or reason: customers stay where they are.
"""

from collections.abc import Sequence

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.engines.warehouse.dialects import (
    Tree,
    case,
    column,
    count_if,
    less,
    named,
    nested,
    number,
    own,
    picked,
)
from cxscore.measure.engines.warehouse.ledger_names import (
    FIRST,
    FRESH,
    IS,
    LAST,
    NAMED,
    STEP,
    TOLD,
    V_IS,
    V_WAS,
    WAS,
    cut,
    equal,
    positive,
    segments,
)
from cxscore.measure.engines.warehouse.moves import MovesQuery
from cxscore.measure.engines.warehouse.rows import DescribedRows
from cxscore.measure.engines.warehouse.running import RunningQuery
from cxscore.measure.engines.warehouse.stints import StintsQuery
from cxscore.measure.ledger_sums import COUNTED, Places
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.trees import both


@frozen
class LedgerQuestions:
    """The questions about the ledger of the customers of one table, as *query* asks for it."""

    rows: DescribedRows
    query: LedgerQuery

    @property
    def names(self) -> list[str]:
        """What is counted, in the order of an answer's columns after its keys and segments."""
        unknown = {"recommended"} if self.query.customers.recommended is None else set()
        return [
            name
            for name in COUNTED
            if name not in unknown and (self._valued or not name.startswith("v_"))
        ]

    def left_out(self) -> exp.Select:
        """Return the query for how many rows there are by what they say, and of what value."""
        return self._stints.left_out()

    def daily(self) -> exp.Select:
        """Return the query for what is counted of every step, by segment."""
        return self._counted(self._moves.of_steps(self._running()), [STEP])

    def longer(self, places: Sequence[Places]) -> exp.Select:
        """Return the query for what is counted between the days at *places*, by segment."""
        return self._counted(self._moves.of_spans(self._running(), places), [FIRST, LAST])

    def reasons(self, places: Places) -> exp.Select:
        """Return the query for why customers were lost between the days at *places*."""
        lost = both(positive(WAS), _not(positive(IS)))
        counts: list[Tree] = [column(TOLD), named(exp.Count(this=exp.Star()), "customers")]
        if self._valued:
            counts.append(named(exp.Sum(this=column(V_WAS)), "worth"))
        moved = nested(
            self._moves.of_spans(self._running(reasons=True), [places], reasons=True), "moved"
        )
        return picked(counts, moved, lost, by=[column(TOLD)])

    @property
    def _stints(self) -> StintsQuery:
        return StintsQuery(self.rows, self.query)

    def _running(self, *, reasons: bool = False) -> exp.Select:
        running = RunningQuery(self.rows.words, self.query)
        return running.select(self._stints.events(), reasons=reasons)

    @property
    def _moves(self) -> MovesQuery:
        return MovesQuery(self.rows.words, self.query)

    @property
    def _valued(self) -> bool:
        return self.query.customers.value is not None

    def _counted(self, moves: exp.Select, keys: Sequence[str]) -> exp.Select:
        """Return the query for the counts of *moves*, by *keys* and segment; see ``COUNTED``."""
        was, is_, fresh = positive(WAS), positive(IS), equal(FRESH, 1)
        came = both(is_, _not(was))
        stayed = both(was, is_)
        new = both(came, fresh)
        returned = both(came, _not(fresh))
        lost = both(was, _not(is_))
        neither = both(_not(was), _not(is_))
        counts: dict[str, Tree] = {
            "step": less(count_if(is_), count_if(was)),
            "new": count_if(new),
            "returned": count_if(returned),
            "lost": count_if(lost),
            "came_and_went": count_if(neither),
        }
        if self.query.customers.recommended is not None:
            counts["recommended"] = count_if(both(new, equal(NAMED, 1)))
        if self._valued:
            before, after = column(V_WAS), column(V_IS)
            up = exp.GT(this=own(after), expression=own(before))
            down = exp.LT(this=own(after), expression=own(before))
            counts |= {
                "v_step": less(self._sum_if(is_, after), self._sum_if(was, before)),
                "v_new": self._sum_if(new, after),
                "v_returned": self._sum_if(returned, after),
                "v_lost": self._sum_if(lost, before),
                "v_grown": self._sum_if(both(stayed, up), less(after, before)),
                "v_shrunk": self._sum_if(both(stayed, down), less(before, after)),
            }
        by: list[Tree] = [column(key) for key in keys]
        by += [column(cut(name)) for name in segments(self.query)]
        picks = [*by, *(named(counts[name], name) for name in self.names)]
        return picked(picks, nested(moves, "moved"), by=by)

    def _sum_if(self, condition: Tree, amount: Tree) -> Tree:
        none = self.rows.words.decimal(number(0), 0)
        return exp.Sum(this=case((condition, amount), otherwise=none))


def _not(condition: Tree) -> Tree:
    return exp.Not(this=exp.paren(own(condition)))
