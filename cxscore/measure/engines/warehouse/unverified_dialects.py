"""The words of engines that no test has run: written by their manuals, printed, and not asked.

Where a word differs from PostgreSQL's for a reason that cannot be seen, it stands
beside it. ``cxscore sql`` prints them; a build refuses their engines.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime

from sqlglot import exp

from cxscore.measure.engines.warehouse.dialects import (
    DIALECTS,
    EPOCH,
    ONE,
    SPACES,
    Build,
    ClickHouse,
    Dialect,
    Spark,
    Tree,
    call,
    column,
    less,
    number,
    own,
    text,
)
from cxscore.measure.engines.warehouse.duckdb_dialect import DuckDB

_FRAME = exp.WindowSpec(
    kind="ROWS",
    start="UNBOUNDED",
    start_side="PRECEDING",
    end="CURRENT ROW",
)


class Snowflake(Dialect):
    """The words of Snowflake, none of which a parameter of the session changes."""

    name = "snowflake"
    session = (
        "ALTER SESSION SET TIMEZONE = 'UTC'",
        # Texts are made of dates where KPIs are grouped by them.
        "ALTER SESSION SET DATE_OUTPUT_FORMAT = 'YYYY-MM-DD'",
    )

    def number_in(self, value: Tree) -> Tree:
        # Its CASE may cast the texts of other branches too.
        return self._tried(value, call("TRY_TO_DOUBLE", self.trimmed(value)))

    def same_text(self, value: Tree) -> Tree:
        # Columns may have a collation of their own; utf8 compares by code points.
        return call("COLLATE", value, text("utf8"))

    def trimmed(self, value: Tree) -> Tree:
        return call("TRIM", value, text(SPACES))

    def _cased(self, name: str, value: Tree) -> Tree:
        return call(name, value)

    def matches(self, value: Tree, pattern: str) -> Tree:
        # REGEXP_LIKE has to match the whole of a text there, as if ^ and $ stood around.
        found = call("REGEXP_INSTR", value, text(pattern))
        return exp.GT(this=found, expression=number(0))

    def like(self, value: Tree, pattern: Tree) -> Tree:
        return exp.Like(this=own(value), expression=own(pattern))  # no sign escapes of itself

    def a_day(self, value: date) -> Tree:
        # How a text is read as a date follows DATE_INPUT_FORMAT.
        return call("DATE_FROM_PARTS", *_numbers(value.year, value.month, value.day))

    def a_moment(self, value: str) -> Tree:
        return call("TIMESTAMP_NTZ_FROM_PARTS", *_parts(value))

    def moment(self, value: Tree) -> Tree:
        # TIMESTAMP alone follows TIMESTAMP_TYPE_MAPPING.
        return exp.cast(own(value), exp.DataType.build("TIMESTAMPNTZ"))

    def local(self, instant: Tree, zone: str) -> Tree:
        return self.moment(call("CONVERT_TIMEZONE", text(zone), instant))

    def instant(self, moment: Tree, zone: str) -> Tree:
        return call("CONVERT_TIMEZONE", text(zone), text("UTC"), moment)

    def edge(self, day: date, *, zoned: bool, zone: str | None) -> Tree:
        if zoned and zone:
            parts = (*_parts(day.isoformat()), text(zone))
            return call("TIMESTAMP_TZ_FROM_PARTS", *parts)
        return self.a_moment(day.isoformat())

    def day_number(self, day: Tree) -> Tree:
        return call("DATEDIFF", exp.var("DAY"), self.a_day(EPOCH), day)

    def seconds(self, first: Tree, last: Tree) -> Tree:
        return _of_micros(self, call("DATEDIFF", exp.var("MICROSECOND"), first, last))

    def in_week(self, day: Tree) -> Tree:
        # DAYOFWEEK and DATE_TRUNC('week') follow WEEK_START.
        return less(call("DAYOFWEEKISO", day), ONE)

    def before(self, day: Tree, days: Tree) -> Tree:
        return call("DATEADD", exp.var("DAY"), exp.Neg(this=exp.paren(own(days))), day)

    def shifted(self, by: Tree) -> Tree:
        return call("BITSHIFTLEFT", self.integer(ONE), by)

    def any_bit(self, bits: Tree) -> Tree:
        return call("BITOR_AGG", bits)

    def rows_of(self, names: Sequence[str], rows: Sequence[Sequence[Tree]], alias: str) -> exp.Expr:
        # VALUES takes no calls of functions.
        return ClickHouse.rows_of(ClickHouse(), names, rows, alias)


class BigQuery(Dialect):
    """The words of BigQuery, whose moments without a zone are DATETIME."""

    name = "bigquery"
    session = ("SET @@time_zone = 'UTC'",)

    def decimal(self, value: Tree, scale: int) -> Tree:
        # NUMERIC has 9 digits behind the point; BIGNUMERIC has 38 on both sides of it.
        wide = exp.cast(own(value), exp.DataType.build("BIGDECIMAL"))
        return call("ROUND", wide, number(scale)) if scale else wide

    def number_in(self, value: Tree) -> Tree:
        trimmed = self.trimmed(value)
        tried = exp.TryCast(this=trimmed, to=exp.DataType.build("DOUBLE"))
        return self._tried(value, tried)

    def same_text(self, value: Tree) -> Tree:
        return call("COLLATE", value, text(""))  # no text takes a column's und:ci away

    def trimmed(self, value: Tree) -> Tree:
        return call("TRIM", value, text(SPACES))

    def _cased(self, name: str, value: Tree) -> Tree:
        return call(name, value)

    def local(self, instant: Tree, zone: str) -> Tree:
        return call("DATETIME", instant, text(zone))

    def instant(self, moment: Tree, zone: str) -> Tree:
        return call("DATETIME", call("TIMESTAMP", moment, text(zone)), text("UTC"))

    def edge(self, day: date, *, zoned: bool, zone: str | None) -> Tree:
        if zoned and zone:
            return call("TIMESTAMP", text(day.isoformat()), text(zone))
        return self.a_moment(day.isoformat())

    def day_number(self, day: Tree) -> Tree:
        return call("UNIX_DATE", day)

    def seconds(self, first: Tree, last: Tree) -> Tree:
        micros = call("DATETIME_DIFF", last, first, exp.var("MICROSECOND"))
        return _of_micros(self, micros)

    def in_week(self, day: Tree) -> Tree:
        # WEEK begins on Sunday, and DAYOFWEEK counts from 1 for it.
        of_week = exp.Extract(this=exp.var("DAYOFWEEK"), expression=own(day))
        return call("MOD", exp.Add(this=of_week, expression=number(5)), number(7))

    def before(self, day: Tree, days: Tree) -> Tree:
        return call("DATE_FROM_UNIX_DATE", less(call("UNIX_DATE", day), days))

    def sql(self, select: Tree, *, pretty: bool = False) -> str:
        # Letters, digits and _ are all that a result's columns may have in their names.
        select = _without_star(select.copy())
        for each in select.selects if isinstance(select, exp.Query) else ():
            plain = re.sub(r"\W", "_", each.alias_or_name)
            if plain != each.alias_or_name and not each.is_star:
                value = each.this if isinstance(each, exp.Alias) else each
                alias = exp.to_identifier(plain, quoted=True)
                each.replace(exp.Alias(this=value.copy(), alias=alias))
        for ordered in select.find_all(exp.Ordered):
            ordered.set("nulls_first", not ordered.args.get("desc"))  # no other can be said
        return super().sql(select, pretty=pretty)


class Redshift(Dialect):
    """The words of Redshift, which is PostgreSQL 8 with functions of its own."""

    name = "redshift"
    session = ("SET timezone TO 'UTC'",)

    def same_text(self, value: Tree) -> Tree:
        return call("COLLATE", value, text("case_sensitive"))

    def trimmed(self, value: Tree) -> Tree:
        signs = [text(" "), call("CHR", number(9)), call("CHR", number(0xA0))]
        return call(
            "BTRIM",
            value,
            exp.DPipe(
                this=exp.DPipe(this=signs[0], expression=signs[1], safe=True),
                expression=signs[2],
                safe=True,
            ),
        )

    def _cased(self, name: str, value: Tree) -> Tree:
        return call(name, value)

    def matches(self, value: Tree, pattern: str) -> Tree:
        # POSIX expressions have no \s.
        return super().matches(value, pattern.replace(r"\s", "[[:space:]]"))

    def a_moment(self, value: str) -> Tree:
        return super().a_moment(value.replace("T", " "))

    def instant(self, moment: Tree, zone: str) -> Tree:
        return call("CONVERT_TIMEZONE", text(zone), text("UTC"), moment)

    def day_number(self, day: Tree) -> Tree:
        return call("DATEDIFF", exp.var("DAY"), self.a_day(EPOCH), day)

    def seconds(self, first: Tree, last: Tree) -> Tree:
        # What lies between two moments is no interval that EXTRACT takes.
        return _of_micros(self, call("DATEDIFF", exp.var("MICROSECOND"), first, last))

    def in_week(self, day: Tree) -> Tree:
        # There is no ISODOW; DOW is 0 on Sunday.
        of_week = exp.Extract(this=exp.var("DOW"), expression=own(day))
        number_of = exp.cast(exp.Add(this=of_week, expression=number(6)), "INT")
        return call("MOD", number_of, number(7))

    def before(self, day: Tree, days: Tree) -> Tree:
        # DATEADD gives a moment.
        back = exp.Neg(this=exp.paren(own(days)))
        return self.day(call("DATEADD", exp.var("DAY"), back, day))

    def sql(self, select: Tree, *, pretty: bool = False) -> str:
        # A sum over what is ordered has to say its frame, and only ROWS can be said. Values
        # that are equal have been put together, so that it is the same.
        select = select.copy()
        for window in select.find_all(exp.Window):
            if window.args.get("order") is not None and window.args.get("spec") is None:
                window.set("spec", _FRAME.copy())
        return super().sql(select, pretty=pretty)


class Databricks(Spark):
    """The words of Databricks, a Spark."""

    name = "databricks"
    session = ("SET TIME ZONE 'UTC'", "SET ANSI_MODE = true")


class Trino(Dialect):
    """The words of Trino, whose TIMESTAMP keeps milliseconds where no digits are said."""

    name = "trino"
    session = ("SET TIME ZONE 'UTC'",)

    def number_in(self, value: Tree) -> Tree:
        trimmed = self.trimmed(value)
        return self._tried(value, exp.TryCast(this=trimmed, to=exp.DataType.build("DOUBLE")))

    def whole(self, value: Tree) -> Tree:
        return call("TRUNCATE", value)

    def same_text(self, value: Tree) -> Tree:
        return own(value)

    def trimmed(self, value: Tree) -> Tree:
        around = f"^[{SPACES}]+|[{SPACES}]+$"
        return call("REGEXP_REPLACE", value, text(around), text(""))

    def _cased(self, name: str, value: Tree) -> Tree:
        return call(name, value)

    def like(self, value: Tree, pattern: Tree) -> Tree:
        return exp.Like(this=own(value), expression=own(pattern))  # no sign escapes of itself

    def a_moment(self, value: str) -> Tree:
        day, _, time = value.partition("T")
        return self.moment(text(f"{day} {time or '00:00:00'}"))  # a T is not read

    def moment(self, value: Tree) -> Tree:
        return exp.cast(own(value), exp.DataType.build("TIMESTAMP(6)", dialect="trino"))

    def local(self, instant: Tree, zone: str) -> Tree:
        return self.moment(call("AT_TIMEZONE", instant, text(zone)))

    def instant(self, moment: Tree, zone: str) -> Tree:
        there = call("WITH_TIMEZONE", moment, text(zone))
        return self.moment(call("AT_TIMEZONE", there, text("UTC")))

    def edge(self, day: date, *, zoned: bool, zone: str | None) -> Tree:
        start = self.a_moment(day.isoformat())
        return call("WITH_TIMEZONE", start, text(zone)) if zoned and zone else start

    def day_number(self, day: Tree) -> Tree:
        return call("DATE_DIFF", text("day"), self.a_day(EPOCH), day)

    def seconds(self, first: Tree, last: Tree) -> Tree:
        # DATE_DIFF knows no microseconds. A double of seconds since 1970 is near enough to
        # them for the difference to be put right.
        between = less(call("TO_UNIXTIME", last), call("TO_UNIXTIME", first))
        return call("ROUND", between, number(6))

    def in_month(self, day: Tree) -> Tree:
        return less(call("DAY_OF_MONTH", day), ONE)

    def in_week(self, day: Tree) -> Tree:
        return less(call("DAY_OF_WEEK", day), ONE)

    def before(self, day: Tree, days: Tree) -> Tree:
        return call("DATE_ADD", text("day"), exp.Neg(this=exp.paren(own(days))), day)

    def shifted(self, by: Tree) -> Tree:
        return call("BITWISE_LEFT_SHIFT", self.integer(ONE), by)

    def any_bit(self, bits: Tree) -> Tree:
        return call("BITWISE_OR_AGG", bits)


def _without_star(select: Tree) -> Tree:
    """Return *select* with the names of what it selects, where a query within says them."""
    source = select.find(exp.From) if isinstance(select, exp.Select) else None
    if isinstance(select, exp.Select) and select.is_star and source is not None:
        within = source.this
        if isinstance(within, exp.Subquery) and not within.is_star:
            select.set("expressions", [column(name) for name in within.named_selects])
    return select


def _numbers(*values: int) -> list[Tree]:
    return [number(value) for value in values]


def _parts(value: str) -> list[Tree]:
    """Return the ISO 8601 text *value* as year, month, day, hour, minute, second, nanosecond."""
    moment = datetime.fromisoformat(value)
    clock = (moment.hour, moment.minute, moment.second, moment.microsecond * 1000)
    return _numbers(moment.year, moment.month, moment.day, *clock)


def _of_micros(words: Dialect, micros: Tree) -> Tree:
    return exp.paren(exp.Div(this=words.double(micros), expression=number(1e6)))


UNVERIFIED: dict[str, Build] = {
    each.name: each for each in (Snowflake, BigQuery, Redshift, Databricks, Trino)
}
"""The dialects that no test has run."""

EVERY: dict[str, Build] = {**DIALECTS, DuckDB.name: DuckDB, **UNVERIFIED}
"""All dialects that can be written; no connection leads to DuckDB, whose words tests run."""
