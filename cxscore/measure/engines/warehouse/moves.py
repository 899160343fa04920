"""What becomes of the customers of a table from day to day, as one SELECT a question.

Only counts and sums come of it, by step, segment or reason: customers stay where they are.
"""

from collections.abc import Sequence

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.engines.warehouse.dialects import (
    ONE,
    Dialect,
    Tree,
    call,
    case,
    column,
    less,
    named,
    nested,
    number,
    own,
    picked,
    text,
)
from cxscore.measure.engines.warehouse.steps import number_of, stepped
from cxscore.measure.engines.warehouse.stints import (
    BEGINS,
    CAME,
    EDGE,
    IS_NEW,
    REASON,
    WHO,
    WORTH,
    StintsQuery,
    count_if,
)
from cxscore.measure.ledger_sums import COUNTED, Places
from cxscore.measure.queries.trees import both

STEP, FIRST, LAST = "$step", "$first", "$last"
_ONE, _MUCH = "$one", "$much"
"""By how many customers, and in value, an end of a stint changes what is there."""
_N, _V, _BEGAN, _UNNAMED, _OPENED, _WHY = "$n", "$v", "$since", "$unnamed", "$opened", "$why"
_N_AFTER, _V_AFTER, _FIRST_STEP, _NEXT = "$n after", "$v after", "$first step", "$next"
_WAS, _IS, _V_WAS, _V_IS = "$was", "$is", "$v was", "$v is"
_FRESH, _NAMED, _TOLD = "$fresh", "$named", "$told"
_BASE = 20_000_000
"""Added to the number of a day it has eight digits, whenever it is, and sorts as a text."""
_FOLLOWING = exp.WindowSpec(
    kind="ROWS",
    start=exp.Literal.number(1),
    start_side="FOLLOWING",
    end=exp.Literal.number(1),
    end_side="FOLLOWING",
)


@frozen
class MovesQuery:
    """The queries for the ledger of the customers of one table."""

    stints: StintsQuery

    @property
    def names(self) -> list[str]:
        """What is counted, in the order of an answer's columns after its keys and segments."""
        unknown = set() if self._knows_recommended else {"recommended"}
        return [
            name
            for name in COUNTED
            if name not in unknown and (self._valued or not name.startswith("v_"))
        ]

    # -- the questions

    def daily(self) -> exp.Select:
        """Return the query for what is counted of every step, by segment."""
        return self._counted(self._neighbouring(), [STEP])

    def longer(self, places: Sequence[Places]) -> exp.Select:
        """Return the query for what is counted between the days at *places*, by segment."""
        return self._counted(self._between(places), [FIRST, LAST])

    def reasons(self, places: Places) -> exp.Select:
        """Return the query for why customers were lost between the days at *places*."""
        lost = both(_positive(_WAS), _not(_positive(_IS)))
        counts: list[Tree] = [column(_TOLD), named(exp.Count(this=exp.Star()), "customers")]
        if self._valued:
            counts.append(named(exp.Sum(this=column(_V_WAS)), "worth"))
        moved = nested(self._between([places], reasons=True), "moved")
        return picked(counts, moved, lost, by=[column(_TOLD)])

    # -- the way there

    @property
    def _words(self) -> Dialect:
        return self.stints.rows.words

    @property
    def _valued(self) -> bool:
        return self.stints.customers.value is not None

    @property
    def _knows_new(self) -> bool:
        """Whether a condition says who is new."""
        return self.stints.customers.new is not None

    @property
    def _knows_recommended(self) -> bool:
        return self.stints.customers.recommended is not None

    def _steps(self) -> exp.Select:
        """Return the query for the ends of stints, each with its step."""
        looked_at = self.stints.query.looked_at
        places: list[tuple[int, int | None]] = [
            (number_of(day) + 1, place) for place, day in enumerate(looked_at, start=1)
        ]
        step = stepped(self._words, column(EDGE), places, 0)
        begins = _is_one(BEGINS)
        minus = exp.paren(exp.Neg(this=ONE.copy()))
        picks: list[Tree] = [exp.Star(), named(step, STEP)]
        picks.append(named(case((begins, ONE), otherwise=minus), _ONE))
        if self._valued:
            worth = column(WORTH)
            picks.append(named(case((begins, worth), otherwise=exp.Neg(this=own(worth))), _MUCH))
        return picked(picks, nested(self.stints.events(), "events"))

    def _moves(self, *, reasons: bool) -> exp.Select:
        """Return the query for what the ends within a step make of each customer."""
        begins, edge = _is_one(BEGINS), column(EDGE)
        picks: list[Tree] = [column(WHO), column(STEP), named(exp.Sum(this=column(_ONE)), _N)]
        if self._valued:
            picks.append(named(exp.Sum(this=column(_MUCH)), _V))
        if self._knows_recommended:
            unnamed = both(begins, exp.EQ(this=column(CAME), expression=number(0)))
            picks.append(named(exp.Min(this=case((begins, edge))), _BEGAN))
            picks.append(named(exp.Min(this=case((unnamed, edge))), _UNNAMED))
        if self._knows_new:
            picks.append(named(count_if(both(begins, _is_one(IS_NEW))), _OPENED))
        for name in self.stints.segments:
            known = both(begins, self._words.known(column(name)))
            latest = case((known, self._dated(edge, column(name))))
            picks.append(named(exp.Max(this=latest), _latest(name)))
        if reasons:
            picks.append(named(exp.Max(this=self._dated_reason()), _WHY))
        by: list[Tree] = [column(WHO), column(STEP)]
        return picked(picks, nested(self._steps(), "steps"), by=by)

    def _dated(self, edge: Tree, value: Tree) -> Tree:
        """Return *value* with its day before it: the greatest of them is of the latest day."""
        words = self._words
        day = exp.Add(this=number(_BASE), expression=own(edge))
        return words.same_text(call("CONCAT", words.written(exp.paren(day)), value))

    def _dated_reason(self) -> Tree:
        """Return why a stint ended, with its day; of the same day a blank comes last."""
        ends, reason = _not(_is_one(BEGINS)), column(REASON)
        known = both(ends, self._words.known(reason))
        return case(
            (known, self._dated(column(EDGE), call("CONCAT", text("0"), reason))),
            (ends, self._dated(column(EDGE), text("1"))),
        )

    def _running(self, *, reasons: bool = False) -> exp.Select:
        """Return the query for moves with what is there after each, and when there first was any.

        A customer is where his latest row says, also in steps before it.
        """
        picks: list[Tree] = [exp.Star(), named(_so_far(exp.Sum(this=column(_N))), _N_AFTER)]
        if self._valued:
            picks.append(named(_so_far(exp.Sum(this=column(_V))), _V_AFTER))
        picks.append(named(_of_all(exp.Min(this=column(STEP))), _FIRST_STEP))
        picks.append(named(_so_far(exp.Min(this=column(STEP)), _FOLLOWING), _NEXT))
        picks += [
            named(_of_all(exp.Max(this=column(_latest(name)))), _own(name))
            for name in self.stints.segments
        ]
        return picked(picks, nested(self._moves(reasons=reasons), "moves"))

    def _neighbouring(self) -> exp.Select:
        """Return the query for the moves of every step, one a row."""
        within = exp.LT(this=column(STEP), expression=number(len(self.stints.query.looked_at)))
        fresh: Tree = exp.EQ(this=column(_FIRST_STEP), expression=column(STEP))
        picks: list[Tree] = [
            column(STEP),
            named(less(column(_N_AFTER), column(_N)), _WAS),
            named(column(_N_AFTER), _IS),
        ]
        if self._valued:
            picks.append(named(less(column(_V_AFTER), column(_V)), _V_WAS))
            picks.append(named(column(_V_AFTER), _V_IS))
        if self._knows_new:
            fresh = both(fresh, _positive(_OPENED))
        picks.append(named(_as_number(fresh), _FRESH))
        if self._knows_recommended:
            picks.append(named(_as_number(self._came(column(_BEGAN), column(_UNNAMED))), _NAMED))
        picks += self._segments()
        return picked(picks, nested(self._running(), "running"), within)

    def _between(self, places: Sequence[Places], *, reasons: bool = False) -> exp.Select:
        """Return the query for the moves between the days at *places*, one a customer and span."""
        last = column(LAST)
        after = exp.GT(this=column(STEP), expression=column(FIRST))
        within = both(after, exp.LTE(this=column(STEP), expression=last))
        # Where no step follows, some engines say nothing, and some say 0.
        followed = both(
            exp.GT(this=column(_NEXT), expression=column(STEP)),
            exp.LTE(this=column(_NEXT), expression=last),
        )

        def at_end(name: str) -> Tree:
            return exp.Sum(this=case((followed, self._nought(name)), otherwise=column(name)))

        sums: list[Tree] = [column(WHO), column(FIRST), column(LAST)]
        sums += [named(exp.Sum(this=column(_N)), "$n moved"), named(at_end(_N_AFTER), _IS)]
        if self._valued:
            sums += [named(exp.Sum(this=column(_V)), "$v moved"), named(at_end(_V_AFTER), _V_IS)]
        sums.append(named(exp.Min(this=column(_FIRST_STEP)), "$first of all"))
        if self._knows_recommended:
            sums += [named(exp.Min(this=column(each)), f"{each} least") for each in _DAYS]
        if self._knows_new:
            sums.append(named(exp.Sum(this=column(_OPENED)), "$opened all"))
        for name in self.stints.segments:
            sums.append(named(exp.Max(this=column(_own(name))), f"{_own(name)} all"))
        if reasons:
            sums.append(named(exp.Max(this=column(_WHY)), "$why last"))
        rows = [[number(place) for place in each] for each in places]
        spans = self._words.rows_of((FIRST, LAST), rows, "spans")
        by: list[Tree] = [column(WHO), column(FIRST), column(LAST)]
        moved = picked(sums, nested(self._running(reasons=reasons), "running"), within, by=by)
        moved = moved.join(spans, join_type="cross", copy=False)
        return self._of_spans(moved, reasons=reasons)

    def _of_spans(self, moved: exp.Select, *, reasons: bool) -> exp.Select:
        """Return the query for the customers of *moved* as those of one step are told."""
        picks: list[Tree] = [column(FIRST), column(LAST), column(_IS)]
        picks.append(named(less(column(_IS), column("$n moved")), _WAS))
        if self._valued:
            picks += [column(_V_IS), named(less(column(_V_IS), column("$v moved")), _V_WAS)]
        fresh: Tree = exp.GT(this=column("$first of all"), expression=column(FIRST))
        if self._knows_new:
            fresh = both(fresh, _positive("$opened all"))
        picks.append(named(_as_number(fresh), _FRESH))
        if self._knows_recommended:
            began, unnamed = (column(f"{each} least") for each in _DAYS)
            picks.append(named(_as_number(self._came(began, unnamed)), _NAMED))
        picks += self._segments(" all")
        if reasons:
            why = column("$why last")
            known = exp.EQ(this=_part(why, 9, 1), expression=text("0"))
            picks.append(named(case((known, _part(why, 10))), _TOLD))
        return picked(picks, nested(moved, "together"))

    def _segments(self, of: str = "") -> list[Tree]:
        return [
            named(_part(column(f"{_own(name)}{of}"), 9), f"{name} of")
            for name in self.stints.segments
        ]

    def _came(self, began: Tree, unnamed: Tree) -> Tree:
        """Return whether all rows of the first day say that somebody recommended us."""
        blank = exp.Is(this=unnamed, expression=exp.Null())
        return exp.or_(blank, exp.GT(this=own(unnamed), expression=began))

    def _nought(self, name: str) -> Tree:
        zero = number(0)
        return self._words.decimal(zero, 0) if name == _V_AFTER else zero

    def _counted(self, moves: exp.Select, keys: Sequence[str]) -> exp.Select:
        """Return the query for the counts of *moves*, by *keys* and segment; see ``COUNTED``."""
        was, is_, fresh = _positive(_WAS), _positive(_IS), _is_one(_FRESH)
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
        if self._knows_recommended:
            counts["recommended"] = count_if(both(new, _is_one(_NAMED)))
        if self._valued:
            before, after = column(_V_WAS), column(_V_IS)
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
        by += [column(f"{name} of") for name in self.stints.segments]
        picks = [*by, *(named(counts[name], name) for name in self.names)]
        return picked(picks, nested(moves, "moved"), by=by)

    def _sum_if(self, condition: Tree, amount: Tree) -> Tree:
        none = self._words.decimal(number(0), 0)
        return exp.Sum(this=case((condition, amount), otherwise=none))


_DAYS = (_BEGAN, _UNNAMED)


def _latest(name: str) -> str:
    return f"{name} latest"


def _own(name: str) -> str:
    return f"{name} own"


def _so_far(value: Tree, spec: exp.WindowSpec | None = None) -> Tree:
    """Return the aggregate *value* over a customer's steps up to this one, or over *spec*."""
    order = exp.Order(expressions=[exp.Ordered(this=column(STEP), nulls_first=False)])
    frame = None if spec is None else spec.copy()
    return exp.Window(this=value, partition_by=[column(WHO)], order=order, spec=frame)


def _of_all(value: Tree) -> Tree:
    """Return the aggregate *value* over all of a customer's steps."""
    return exp.Window(this=value, partition_by=[column(WHO)])


def _part(value: Tree, start: int, length: int | None = None) -> Tree:
    """Return the letters of the text *value* from that at *start*, 1 being the first."""
    more = [] if length is None else [number(length)]
    return call("SUBSTR", value, number(start), *more)


def _positive(name: str) -> Tree:
    return exp.GT(this=column(name), expression=number(0))


def _is_one(name: str) -> Tree:
    return exp.EQ(this=column(name), expression=number(1))


def _not(condition: Tree) -> Tree:
    return exp.Not(this=exp.paren(own(condition)))


def _as_number(condition: Tree) -> Tree:
    return case((condition, ONE), otherwise=number(0))
