"""Rows of a table as stints of customers: from when to when somebody was one; see those of files.

Days are numbers, and values whole millionths: both are the same in every engine.
"""

from collections.abc import Iterator
from datetime import date

from sqlglot import exp

from cxscore.calendar import DAY
from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.stints import BACKWARDS, ELSEWHERE, FINE, NOBODY, UNDATED
from cxscore.measure.engines.warehouse.dialects import (
    ONE,
    Tree,
    case,
    column,
    count_if,
    named,
    nested,
    number,
    own,
    picked,
)
from cxscore.measure.engines.warehouse.ledger_names import (
    BEGINS,
    CAME,
    EDGE,
    IS_NEW,
    REASON,
    WHO,
    WORTH,
    equal,
    segments,
)
from cxscore.measure.engines.warehouse.millionths import TOO_MUCH, millions, rounded, whole
from cxscore.measure.engines.warehouse.rows import DescribedRows
from cxscore.measure.engines.warehouse.steps import number_of, stepped
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.trees import both
from cxscore.model.customers import Snapshots

_BEGAN, _ENDED, _LOST, _FROM, _UPTO, _STATE = (
    *("$began", "$ended", "$is lost", "$from", "$upto", "$state"),
)
_AMOUNT, _ROUNDED, _KIND = "$amount", "$rounded", "$kind"
_NEVER = number_of(date(9999, 12, 31))
_BEGIN, _END, _OPENING, _OPENING_ENDS = range(1, 5)
"""What a row makes: a stint's two ends; of the first snapshot also who was there before it."""


@frozen
class StintsQuery:
    """The queries for the stints of the customers of one table."""

    rows: DescribedRows
    query: LedgerQuery

    @property
    def customers(self) -> CustomerRows:
        """What the rows say of customers."""
        return self.query.customers

    def left_out(self) -> exp.Select:
        """Return the query for how many rows there are by what they say, and of what value."""
        counts: list[Tree] = [column(_STATE), named(exp.Count(this=exp.Star()), "rows")]
        if self.customers.value is not None:
            amount = column(_ROUNDED)
            large = exp.GTE(this=exp.Abs(this=amount), expression=number(TOO_MUCH))
            below = exp.LT(this=amount, expression=number(0))
            blank = exp.Is(this=amount, expression=exp.Null())
            counts += [
                named(count_if(below), "negative"),
                named(count_if(blank), "unvalued"),
                named(count_if(large), "too large"),
            ]
        return picked(counts, nested(self._held(), "held"), by=[column(_STATE)])

    def events(self) -> exp.Select:
        """Return the query for the two ends of each stint: whose, on which day, of what value."""
        kinds, edges = [_BEGIN, _END], {_BEGIN: column(_FROM), _END: column(_UPTO)}
        rows: Tree = exp.EQ(this=column(_STATE), expression=number(FINE))
        snapshots = self.customers.shape.snapshots
        if snapshots is not None and snapshots.new is not None:
            first = self.query.held_by[0]
            kinds += [_OPENING, _OPENING_ENDS]
            edges[_OPENING] = number(number_of(first.start - DAY))
            edges[_OPENING_ENDS] = column(_FROM)
            in_first = exp.EQ(this=column(_FROM), expression=number(number_of(first.end)))
            there = both(in_first, exp.EQ(this=column(IS_NEW), expression=number(0)))
            ordinary = exp.LTE(this=column(_KIND), expression=number(_END))
            rows = both(rows, exp.paren(exp.or_(ordinary, there)))
        edge = case(*((equal(_KIND, kind), tree) for kind, tree in edges.items()))
        begins = exp.In(this=column(_KIND), expressions=[number(_BEGIN), number(_OPENING)])
        picks: list[Tree] = [
            column(WHO),
            named(edge, EDGE),
            named(case((begins, ONE), otherwise=number(0)), BEGINS),
            *(column(name) for name in self._told_besides()),
        ]
        if self.customers.value is not None:
            worth = exp.Coalesce(this=column(_ROUNDED), expressions=[number(0)])
            picks.append(named(whole(self.rows.words, worth), WORTH))
        of = self.rows.words.rows_of((_KIND,), [[number(kind)] for kind in kinds], "kinds")
        held = picked(picks, nested(self._held(), "held"), rows)
        return held.join(of, join_type="cross", copy=False)

    def _told_besides(self) -> Iterator[str]:
        """Yield the names under which stands what a row says besides."""
        customers = self.customers
        if customers.recommended is not None:
            yield CAME
        if customers.new is not None:
            yield IS_NEW
        if customers.reason is not None:
            yield REASON
        yield from segments(self.query)

    def _told(self) -> exp.Select:
        """Return the query for what each row says, days as numbers."""
        customers, rows, words = self.customers, self.rows, self.rows.words
        began = (
            rows.day_of(None)
            if customers.started is None
            else words.day(rows.placed(customers.started))
        )
        told: dict[str, Tree] = {
            WHO: column(rows.text(customers.customer)),
            _BEGAN: words.integer(words.day_number(began)),
        }
        if customers.ended is not None:
            ended = words.day_number(words.day(rows.placed(customers.ended)))
            told[_ENDED] = words.integer(ended)
        for name, flag in (
            (CAME, customers.recommended),
            (IS_NEW, customers.new),
            (_LOST, customers.lost),
        ):
            if flag is not None:
                told[name] = case((rows.placed(flag), ONE), otherwise=number(0))
        if customers.value is not None:
            told[_AMOUNT] = millions(words, rows.placed(customers.value))
        if customers.reason is not None:
            told[REASON] = column(rows.text(customers.reason))
        for name, of in zip(segments(self.query), self.query.columns, strict=True):
            told[name] = column(rows.text(of))
        picks = [named(tree, name) for name, tree in told.items()]
        return picked(picks, nested(rows.select(sound=True), "sound"))

    def _held(self) -> exp.Select:
        """Return the query for the days from which and up to which each row holds."""
        shape, began = self.customers.shape, column(_BEGAN)
        kept: list[Tree] = [column(WHO), *(column(name) for name in self._told_besides())]
        if self.customers.value is not None:
            kept.append(named(rounded(self.rows.words, column(_AMOUNT)), _ROUNDED))
        nobody = exp.Is(this=column(WHO), expression=exp.Null())
        undated = exp.Is(this=began, expression=exp.Null())
        states: list[tuple[Tree, Tree]] = [(nobody, number(NOBODY)), (undated, number(UNDATED))]
        if shape.snapshots is not None:
            told = self._of_periods(shape.snapshots)
            kept += [column(_FROM), column(_UPTO)]
            without = exp.Is(this=column(_FROM), expression=exp.Null())
            states.append((without, number(ELSEWHERE)))
        else:
            told = self._told()
            end: Tree = exp.Coalesce(this=column(_ENDED), expressions=[number(_NEVER)])
            if shape.purchases is not None:
                days = number(shape.purchases.active_for)
                end = exp.paren(exp.Add(this=began, expression=days))
            kept += [named(began, _FROM), named(end, _UPTO)]
            states.append((exp.LT(this=end, expression=own(began)), number(BACKWARDS)))
        kept.append(named(case(*states, otherwise=number(FINE)), _STATE))
        return picked(kept, nested(told, "told"))

    def _of_periods(self, snapshots: Snapshots) -> exp.Select:
        """Return the query for rows of snapshots, each held from the end of its period to the next.

        One that is lost holds no day; one of a period that is not counted has no days.
        """
        words, periods = self.rows.words, self.query.held_by
        last = max(periods[-1].end, self.query.looked_at[-1]) + DAY
        ends: list[tuple[int, int | None]] = []
        nexts: list[tuple[int, int | None]] = []
        for at, period in enumerate(periods):
            after = periods[at + 1] if at + 1 < len(periods) else None
            start, end = number_of(period.start), number_of(period.end)
            ends.append((start, end))
            nexts.append((start, number_of(last if after is None else after.end)))
            if after is None or number_of(after.start) > end + 1:
                ends.append((end + 1, None))
                nexts.append((end + 1, None))
        own_end = stepped(words, column(_BEGAN), ends, None)
        upto = stepped(words, column(_BEGAN), nexts, None)
        if snapshots.lost is not None:
            upto = case((equal(_LOST, 1), own_end), otherwise=upto)
        placed: list[Tree] = [exp.Star(), named(own(own_end), _FROM), named(upto, _UPTO)]
        return picked(placed, nested(self._told(), "said"))


def last_end_query(rows: DescribedRows, customers: CustomerRows, up_to: date) -> exp.Select:
    """Return the query for the latest day up to *up_to* on which a spell of *customers* ended."""
    assert customers.ended is not None, "only spells end"
    words = rows.words
    day = words.day(rows.placed(customers.ended))
    ended = picked([named(day, _ENDED)], nested(rows.select(sound=True), "sound"))
    known = exp.LTE(this=column(_ENDED), expression=words.a_day(up_to))
    return picked([named(exp.Max(this=column(_ENDED)), "last")], nested(ended, "ended"), known)
