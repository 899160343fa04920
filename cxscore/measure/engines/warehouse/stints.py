"""Rows of a table as stints of customers: from when to when somebody was one; see those of files.

Days are numbers, and values whole millionths: both are the same in every engine.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlglot import exp

from cxscore.calendar import DAY
from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.stints import BACKWARDS, ELSEWHERE, FINE, NOBODY, UNDATED
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
from cxscore.measure.engines.warehouse.rows import DescribedRows
from cxscore.measure.engines.warehouse.steps import number_of, stepped
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.ledger_query import LedgerQuery
from cxscore.measure.queries.trees import both
from cxscore.model.customers import Snapshots

# No column of a table has such a name, and none is given twice on the way: ClickHouse takes
# a column for what has its name.
WHO, EDGE, BEGINS, WORTH = "$who", "$edge", "$begins", "$worth"
CAME, IS_NEW, REASON = "$came", "$is new", "$reason"
_BEGAN, _ENDED, _LOST, _FROM, _UPTO, _STATE = (
    *("$began", "$ended", "$is lost", "$from", "$upto", "$state"),
)
_AMOUNT, _ROUNDED, _KIND = "$amount", "$rounded", "$kind"
_NEVER = number_of(date(9999, 12, 31))
TOO_MUCH = 1e18
"""How many millionths one row may not be worth: as ``VALUE`` of files has it."""
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

    @property
    def segments(self) -> list[str]:
        """The names under which the columns stand that customers are cut by."""
        return [segment(at) for at, _ in enumerate(self.query.columns)]

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
        edge = case(*((_is(_KIND, kind), tree) for kind, tree in edges.items()))
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
        yield from self.segments

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
        for name, of in zip(self.segments, self.query.columns, strict=True):
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
            upto = case((_is(_LOST, 1), own_end), otherwise=upto)
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


def segment(at: int) -> str:
    """Return the name under which the segment of the column at a place stands."""
    return f"$segment {at}"


def count_if(condition: Tree) -> Tree:
    """Return the aggregate of how many rows *condition* holds for."""
    return exp.Sum(this=case((condition, ONE), otherwise=number(0)))


def millions(words: Dialect, value: Tree) -> Tree:
    """Return how many millionths the number *value* is, before it is rounded to whole ones."""
    return exp.Mul(this=words.double(exp.paren(own(value))), expression=words.double(number(1e6)))


def rounded(words: Dialect, amount: Tree) -> Tree:
    """Return *amount* rounded to a whole number, halves away from zero, as files' decimals are.

    ``Dialect.rounded`` adds a half first, which is too coarse for sixteen digits.
    """
    towards_zero = words.whole(amount)
    rest = less(amount, towards_zero)
    up = exp.GTE(this=rest, expression=number(0.5))
    down = exp.LTE(this=rest, expression=exp.Neg(this=number(0.5)))
    one = words.double(ONE)
    return case(
        (up, exp.Add(this=words.double(towards_zero), expression=one)),
        (down, exp.Sub(this=words.double(towards_zero), expression=own(one))),
        otherwise=words.double(towards_zero),
    )


def whole(words: Dialect, amount: Tree) -> Tree:
    """Return *amount*, which is whole, as a decimal: sums of it have room."""
    return words.decimal(words.integer(amount), 0)


def money(millionths: int | Decimal | None) -> Decimal:
    """Return a sum of millionths, as an engine answers it, as a decimal."""
    return Decimal(f"{int(millionths or 0)}e-6")


def _is(name: str, value: int) -> Tree:
    return exp.EQ(this=column(name), expression=number(value))
