"""The words in which engines differ, each written by us and run on each engine by tests.

Everything else is left to sqlglot. What it makes of dates, rounding and text
in another dialect is now and then another number, without a word: so a tree
is built from these words, and only then written out.

Moments are without a zone, as in the rest of the program; a day is a date.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlglot import exp

from cxscore.model.measured import Estimate
from cxscore.model.statistic import Statistic

EPOCH = date(1970, 1, 1)
LARGEST = 1e15
"""Numbers beyond it are mistakes, as they are in files; NaN and infinity are beyond it."""
_NUMBER = r"^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$"
SPACES = " \t\u00a0"

Tree = exp.Expr


def own(tree: Tree) -> Tree:
    """Return *tree* to be part of another: itself if it is part of none, else a copy."""
    return tree if tree.parent is None else tree.copy()


def call(name: str, *arguments: Tree) -> Tree:
    """Return the call of a function of the engine's, by its own name."""
    return exp.Anonymous(this=name, expressions=[own(part) for part in arguments])


def text(value: str) -> Tree:
    """Return *value* as a text."""
    return exp.Literal.string(value)


def number(value: float) -> Tree:
    """Return *value* as a number."""
    return exp.Literal.number(value)


def column(name: str, table: str = "") -> Tree:
    """Return the column *name*, quoted."""
    of = exp.to_identifier(table, quoted=True) if table else None
    return exp.Column(this=exp.to_identifier(name, quoted=True), table=of)


def case(*whens: tuple[Tree, Tree], otherwise: Tree | None = None) -> Tree:
    """Return the value of the first condition that holds."""
    ifs = [exp.If(this=own(when), true=own(then)) for when, then in whens]
    return exp.Case(ifs=ifs, default=None if otherwise is None else own(otherwise))


def count_if(condition: Tree) -> Tree:
    """Return the aggregate of how many rows *condition* holds for."""
    return exp.Sum(this=case((condition, ONE), otherwise=number(0)))


def add(one: Tree, other: Tree) -> Tree:
    """Return the sum of both."""
    return exp.Paren(this=exp.Add(this=own(one), expression=own(other)))


def less(one: Tree, other: Tree) -> Tree:
    """Return *one* without *other*."""
    return exp.Paren(this=exp.Sub(this=own(one), expression=own(other)))


def picked(
    what: Sequence[Tree],
    of: Tree,
    where: Tree | None = None,
    by: Sequence[Tree] = (),
) -> exp.Select:
    """Return the query for *what* of the relation *of*, in rows *where*, in groups *by*.

    The parts become its own: copied at every step a query of twenty KPIs took seconds.
    """
    found = exp.Select(expressions=[own(each) for each in what]).from_(of, copy=False)
    if where is not None:
        found = found.where(where, copy=False)
    if by:
        found = found.group_by(*(key.copy() for key in by), copy=False)
    return found


def nested(query: exp.Expr, name: str) -> Tree:
    """Return *query* in brackets, as the relation *name*."""
    # In quotes, for it may be a word of some engine's: WITHIN is one of BigQuery's.
    alias = exp.TableAlias(this=exp.to_identifier(name, quoted=True))
    return exp.Subquery(this=query, alias=alias)


def named(value: Tree, name: str) -> Tree:
    """Return *value* under a name of its own."""
    return exp.Alias(this=value, alias=exp.to_identifier(name, quoted=True))


class Dialect:
    """The words of PostgreSQL; the others differ from them."""

    name = "postgres"
    session: Sequence[str] = ("SET TIME ZONE 'UTC'",)
    """What a session has to be told, so that the words mean what they say."""

    estimates: Mapping[Statistic, Estimate] = {}
    """What can be estimated, and how; nothing here: everything is exact."""

    # -- estimates

    def different(self, value: Tree) -> Tree:
        """Return an estimate of how many different values *value* has."""
        raise NotImplementedError(self.name)  # who asks looks into `estimates` first

    def percentile(self, value: Tree, p: float) -> Tree:
        """Return an estimate of the *p*-quantile of the number *value*, *p* from 0 to 1."""
        raise NotImplementedError(self.name)  # who asks looks into `estimates` first

    # -- kinds of values

    def double(self, value: Tree) -> Tree:
        """Return *value* as a number with a binary point."""
        return exp.cast(own(value), "DOUBLE")

    def integer(self, value: Tree) -> Tree:
        """Return *value*, which is whole, as a whole number."""
        return exp.cast(own(value), "BIGINT")

    def decimal(self, value: Tree, scale: int) -> Tree:
        """Return *value* as a decimal of 38 digits, *scale* of them behind the point."""
        return exp.cast(own(value), f"DECIMAL(38, {scale})")

    def written(self, value: Tree) -> Tree:
        """Return *value* as a text."""
        return exp.cast(own(value), "TEXT")

    def finite(self, value: Tree) -> Tree:
        """Return the number *value*; a blank where it is none that could be meant."""
        near = exp.LTE(this=exp.Abs(this=own(value)), expression=number(LARGEST))
        return case((near, value))

    def number_in(self, value: Tree) -> Tree:
        """Return the number that the text *value* is; a blank where it is none."""
        return self._tried(value, self.double(self.trimmed(value)))

    def _tried(self, value: Tree, read: Tree) -> Tree:
        """Return the number *read* where the text *value* looks like one."""
        return case((self.matches(self.trimmed(value), _NUMBER), read))

    def whole(self, value: Tree) -> Tree:
        """Return *value* without what is behind the decimal point."""
        return call("TRUNC", value)

    def rounded(self, value: Tree, places: int) -> Tree:
        """Return *value* rounded to *places*, halves away from zero, whatever ROUND does here."""
        tens = self.double(number(10.0 ** abs(places)))
        up, down = (exp.Mul, exp.Div) if places >= 0 else (exp.Div, exp.Mul)
        size = up(this=exp.Abs(this=own(value)), expression=tens)
        half = call("FLOOR", exp.Add(this=size, expression=number(0.5)))
        whole = exp.paren(down(this=half, expression=own(tens)))
        below = exp.LT(this=own(value), expression=number(0))
        return case((below, exp.Neg(this=whole)), otherwise=case((self.known(value), whole)))

    def known(self, value: Tree) -> Tree:
        """Return whether *value* is not blank."""
        return exp.Not(this=exp.Is(this=own(value), expression=exp.Null()))

    # -- texts

    def same_text(self, value: Tree) -> Tree:
        """Return the text *value*, compared letter by letter whatever the table's rules are."""
        return exp.Collate(this=own(value), expression=exp.to_identifier("C", quoted=True))

    def trimmed(self, value: Tree) -> Tree:
        """Return the text *value* without the spaces around it."""
        return call("BTRIM", value, text(SPACES))

    def lower(self, value: Tree) -> Tree:
        """Return *value* in small letters, of any script."""
        return self._cased("LOWER", value)

    def upper(self, value: Tree) -> Tree:
        """Return *value* in capitals, of any script."""
        return self._cased("UPPER", value)

    def _cased(self, name: str, value: Tree) -> Tree:
        # A database whose locale is C knows no letters but ASCII.
        by_icu = exp.to_identifier("und-x-icu", quoted=True)
        return self.same_text(call(name, exp.Collate(this=own(value), expression=by_icu)))

    def matches(self, value: Tree, pattern: str) -> Tree:
        """Return whether the regular expression *pattern* is found in *value*."""
        return exp.RegexpLike(this=own(value), expression=text(pattern))

    def like(self, value: Tree, pattern: Tree) -> Tree:
        r"""Return whether *value* is like *pattern*, in which ``\`` is a sign like others."""
        if isinstance(pattern, exp.Literal):
            doubled = text(pattern.this.replace("\\", "\\\\"))
        else:
            doubled = call("REPLACE", pattern, text("\\"), text("\\\\"))
        return exp.Like(this=own(value), expression=doubled)

    # -- days and moments

    def a_day(self, value: date) -> Tree:
        """Return the day *value*."""
        return exp.cast(text(value.isoformat()), "DATE")

    def a_moment(self, value: str) -> Tree:
        """Return the moment that the ISO 8601 text *value* is."""
        return exp.cast(text(value), "TIMESTAMP")

    def day(self, moment: Tree) -> Tree:
        """Return the day of *moment*, which may be a day already."""
        return exp.cast(own(moment), "DATE")

    def moment(self, value: Tree) -> Tree:
        """Return the day or moment *value* as a moment."""
        return exp.cast(own(value), "TIMESTAMP")

    def local(self, instant: Tree, zone: str) -> Tree:
        """Return the moment that clocks in *zone* show at *instant*, which has a zone."""
        return exp.AtTimeZone(this=own(instant), zone=text(zone))

    def instant(self, moment: Tree, zone: str) -> Tree:
        """Return when clocks in *zone* show *moment*: as a moment in UTC."""
        return exp.AtTimeZone(this=self.local(exp.paren(own(moment)), zone), zone=text("UTC"))

    def edge(self, day: date, *, zoned: bool, zone: str | None) -> Tree:
        """Return the beginning of *day* as a column of moments is compared with it."""
        start = self.a_moment(day.isoformat())
        return self.local(start, zone) if zoned and zone else start

    def day_number(self, day: Tree) -> Tree:
        """Return the days from 1 January 1970 to *day*."""
        return less(day, self.a_day(EPOCH))

    def seconds(self, first: Tree, last: Tree) -> Tree:
        """Return the seconds from one moment to another, with their fractions."""
        between = exp.Extract(this=exp.var("EPOCH"), expression=less(last, first))
        return self.double(between)

    def in_month(self, day: Tree) -> Tree:
        """Return how many days of its month lie before *day*."""
        return less(exp.cast(exp.Extract(this=exp.var("DAY"), expression=own(day)), "INT"), ONE)

    def in_week(self, day: Tree) -> Tree:
        """Return how many days of its week, from Monday, lie before *day*."""
        of_week = exp.Extract(this=exp.var("ISODOW"), expression=own(day))
        return less(exp.cast(of_week, "INT"), ONE)

    def before(self, day: Tree, days: Tree) -> Tree:
        """Return the day that lies *days* before *day*."""
        return less(day, days)

    def offset(self, day: Tree, unit: str) -> Tree:
        """Return how many days of its *unit* (day, week, month) lie before *day*."""
        return {"month": self.in_month, "week": self.in_week}[unit](day)

    def block(self, day: Tree, unit: str) -> Tree:
        """Return the first day of the *unit* (day, week, month) that *day* falls into."""
        return own(day) if unit == "day" else self.before(day, self.offset(day, unit))

    def day_bits(self, day: Tree, unit: str) -> Tree:
        """Return the bit of *day* within its *unit*: the lowest stands for the first day."""
        if unit == "day":
            return case((self.known(day), self.integer(ONE)))
        return self.shifted(self.offset(day, unit))

    def shifted(self, by: Tree) -> Tree:
        """Return 1, moved to the left *by* so many bits."""
        return exp.BitwiseLeftShift(this=self.integer(ONE), expression=own(by))

    def any_bit(self, bits: Tree) -> Tree:
        """Return the aggregate of all bits that any row has."""
        return call("BIT_OR", bits)

    # -- whole statements

    def rows_of(self, names: Sequence[str], rows: Sequence[Sequence[Tree]], alias: str) -> exp.Expr:
        """Return *rows* of constants as a relation of that *alias*, with columns of *names*."""
        tuples = [exp.Tuple(expressions=[own(cell) for cell in row]) for row in rows]
        columns = [exp.to_identifier(name, quoted=True) for name in names]
        named = exp.TableAlias(this=exp.to_identifier(alias, quoted=True), columns=columns)
        return exp.Values(expressions=tuples, alias=named)

    def sql(self, select: Tree, *, pretty: bool = False) -> str:
        """Return *select* in the engine's words; on lines of their own where *pretty*."""
        if not pretty:
            return select.sql(self.name)
        return select.sql(self.name, pretty=True, max_text_width=100)


ONE = exp.Literal.number(1)


class ClickHouse(Dialect):
    """The words of ClickHouse: its old Date ends in 2149, and its LOWER knows ASCII alone."""

    name = "clickhouse"
    session = (
        "SET join_use_nulls = 1",
        "SET group_by_use_nulls = 1",
        "SET session_timezone = 'UTC'",
        "SET enable_extended_results_for_datetime_functions = 1",
    )
    # The error of HyperLogLog with m cells is 1.04/√m (Flajolet et al. 2007); here m is 2¹⁷.
    estimates: Mapping[Statistic, Estimate] = {
        Statistic.DISTINCT: Estimate("ClickHouse", "HyperLogLog", "standard error about 0.3%"),
        Statistic.QUANTILE: Estimate("ClickHouse", "t-digest", "it states no error"),
    }

    def different(self, value: Tree) -> Tree:
        return call("uniqCombined64", value)

    def percentile(self, value: Tree, p: float) -> Tree:
        return exp.CombinedParameterizedAgg(
            this="quantileTDigest", expressions=[exp.Literal.number(p)], params=[own(value)]
        )

    def whole(self, value: Tree) -> Tree:
        return call("trunc", value)

    def trimmed(self, value: Tree) -> Tree:
        around = f"^[{SPACES}]+|[{SPACES}]+$"
        return call("replaceRegexpAll", value, text(around), text(""))

    def same_text(self, value: Tree) -> Tree:
        return own(value)

    def _cased(self, name: str, value: Tree) -> Tree:
        return call(f"{name.lower()}UTF8", value)

    def matches(self, value: Tree, pattern: str) -> Tree:
        return call("match", value, text(pattern))

    def written(self, value: Tree) -> Tree:
        return call("toString", value)

    def a_day(self, value: date) -> Tree:
        return call("toDate32", text(value.isoformat()))

    def a_moment(self, value: str) -> Tree:
        return call("toDateTime64", text(value.replace("T", " ")), number(6), text("UTC"))

    def day(self, moment: Tree) -> Tree:
        return call("toDate32", moment)

    def moment(self, value: Tree) -> Tree:
        return call("toDateTime64", value, number(6), text("UTC"))

    def local(self, instant: Tree, zone: str) -> Tree:
        there = call("toDateTime64", instant, number(6), text(zone))
        return call("toDateTime64", call("toString", there), number(6), text("UTC"))

    def instant(self, moment: Tree, zone: str) -> Tree:
        return call("toDateTime64", call("toString", moment), number(6), text(zone))

    def edge(self, day: date, *, zoned: bool, zone: str | None) -> Tree:
        there = zone if zoned and zone else "UTC"
        return call("toDateTime64", text(f"{day.isoformat()} 00:00:00"), number(6), text(there))

    def day_number(self, day: Tree) -> Tree:
        return call("dateDiff", text("day"), self.a_day(EPOCH), day)

    def seconds(self, first: Tree, last: Tree) -> Tree:
        micros = less(call("toUnixTimestamp64Micro", last), call("toUnixTimestamp64Micro", first))
        return exp.paren(exp.Div(this=self.double(micros), expression=number(1e6)))

    def in_month(self, day: Tree) -> Tree:
        return less(call("toDayOfMonth", day), ONE)

    def in_week(self, day: Tree) -> Tree:
        return less(call("toDayOfWeek", day), ONE)

    def before(self, day: Tree, days: Tree) -> Tree:
        return call("addDays", day, exp.Neg(this=exp.paren(own(days))))

    def shifted(self, by: Tree) -> Tree:
        return call("bitShiftLeft", self.integer(ONE), by)

    def any_bit(self, bits: Tree) -> Tree:
        return call("groupBitOr", bits)

    def rows_of(self, names: Sequence[str], rows: Sequence[Sequence[Tree]], alias: str) -> exp.Expr:
        first, *more = rows
        head: Any = exp.select(
            *(named(own(cell), name) for name, cell in zip(names, first, strict=True))
        )
        if more:
            # Copied with each row, the years of a weekly calendar took twenty seconds.
            rest = (exp.select(*(own(cell) for cell in row)) for row in more)
            head = exp.union(head, *rest, distinct=False, copy=False)
        return exp.Subquery(this=head, alias=exp.TableAlias(this=exp.to_identifier(alias)))


class Spark(Dialect):
    """The words of Spark, whose moments without a zone are TIMESTAMP_NTZ."""

    name = "spark"
    session: Sequence[str] = (
        "SET spark.sql.session.timeZone = UTC",
        "SET spark.sql.timestampType = TIMESTAMP_NTZ",
        "SET spark.sql.ansi.enabled = true",
    )
    estimates: Mapping[Statistic, Estimate] = {
        Statistic.DISTINCT: Estimate("Spark", "HyperLogLog++", "standard error at most 2%"),
        Statistic.QUANTILE: Estimate(
            "Spark", "Greenwald and Khanna's summary", "at most 0.01% of the rows away"
        ),
    }

    def different(self, value: Tree) -> Tree:
        return call("approx_count_distinct", value, number(0.02))

    def percentile(self, value: Tree, p: float) -> Tree:
        return call("percentile_approx", value, number(p), exp.Literal.number(10_000))

    def same_text(self, value: Tree) -> Tree:
        return own(value)

    def _cased(self, name: str, value: Tree) -> Tree:
        return call(name, value)

    def whole(self, value: Tree) -> Tree:
        floor, ceiling = call("FLOOR", value), call("CEIL", value)
        return case((exp.LT(this=own(value), expression=number(0)), ceiling), otherwise=floor)

    def a_moment(self, value: str) -> Tree:
        return self._bare(text(value))

    def moment(self, value: Tree) -> Tree:
        return self._bare(value)

    def _bare(self, value: Tree) -> Tree:
        return exp.cast(own(value), exp.DataType.build("TIMESTAMPNTZ"))

    def local(self, instant: Tree, zone: str) -> Tree:
        return self._bare(call("from_utc_timestamp", instant, text(zone)))

    def instant(self, moment: Tree, zone: str) -> Tree:
        return self._bare(call("to_utc_timestamp", moment, text(zone)))

    def edge(self, day: date, *, zoned: bool, zone: str | None) -> Tree:
        start = self.a_moment(day.isoformat())
        return call("to_utc_timestamp", start, text(zone)) if zoned and zone else start

    def day_number(self, day: Tree) -> Tree:
        return call("datediff", day, self.a_day(EPOCH))

    def seconds(self, first: Tree, last: Tree) -> Tree:
        micros = call("TIMESTAMPDIFF", exp.var("MICROSECOND"), first, last)
        return exp.paren(exp.Div(this=self.double(micros), expression=number(1e6)))

    def in_month(self, day: Tree) -> Tree:
        return less(call("dayofmonth", day), ONE)

    def in_week(self, day: Tree) -> Tree:
        return call("weekday", day)

    def before(self, day: Tree, days: Tree) -> Tree:
        return call("date_sub", day, days)

    def shifted(self, by: Tree) -> Tree:
        return call("shiftleft", self.integer(ONE), by)


Build = Callable[[], Dialect]
DIALECTS: dict[str, Build] = {each.name: each for each in (Dialect, ClickHouse, Spark)}
"""The dialects that tests run, by the name that an engine says."""
