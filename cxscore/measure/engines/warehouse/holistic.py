"""Percentiles and distinct counts of a table: asked where the rows are, from counts of values.

No dialect's percentile function is used: they differ, and some are close and not exact.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.duckdb.tally import Tally
from cxscore.measure.engines.warehouse.dialects import (
    ONE,
    Dialect,
    case,
    column,
    less,
    named,
    nested,
    number,
    picked,
)
from cxscore.measure.engines.warehouse.rows import DescribedRows, TableRows
from cxscore.measure.engines.warehouse.tally import TableTally
from cxscore.measure.horizon import Span
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Dimensions, Key, KpiQuery, Ranked, Row
from cxscore.model.measured import Estimate
from cxscore.model.ranks import ranks_around
from cxscore.model.statistic import Statistic

START, END, BLOCK, VALUE, TIMES = "$start", "$end", "$block", "$value", "$times"
SIZE, UP_TO, PLACE, LOW, HIGH = "$size", "$up to", "$place", "$low", "$high"

Tree = exp.Expr

ANY_SPAN: Span = (date(2000, 1, 1), date(2000, 1, 31))
"""Stands in a question for the spans of days that it is asked over."""


@frozen
class TableHolistic:
    """Holistic aggregates of one table."""

    rows: TableRows
    tally: TableTally

    @contextmanager
    def keeping(
        self, asked: Sequence[tuple[KpiQuery, Dimensions]], name: str
    ) -> "Iterator[TableHolistic]":
        """Keep nothing: rows stay where they are."""
        yield self

    def ask(
        self,
        kpi_query: KpiQuery,
        dimensions: Dimensions,
        spans: Iterable[Span],
        at_hand: tuple[Span | None, Iterable[int]] = (None, ()),
    ) -> dict[Key, Row]:
        """Return the totals of *kpi_query* over each of *spans*; see ``FileHolistic.ask``."""
        wanted = sorted(set(spans))
        found = self.tally.over(self.tally.number_of(kpi_query), dimensions, wanted)
        if not wanted or not found:
            return found
        # By another date than the dataset's, an old row may be of a new span.
        settled = self.rows.settled if kpi_query.date is None else None
        if settled is None:
            return found | self._asked(kpi_query, dimensions, wanted, at_hand, found)
        question = self._question(kpi_query, dimensions)
        kept = settled.spans(question)
        # Of the span at hand more is asked than the value.
        known = kept.keys() - {at_hand[0]}
        for span in known & set(wanted):
            for row in kept[span]:
                key = (*span, row[:-1])
                if key in found:
                    found[key] = {**found[key], Part.VALUE: row[-1]}
        wanted = [span for span in wanted if span not in known]
        fresh = self._asked(kpi_query, dimensions, wanted, at_hand, found) if wanted else {}
        ended = {span for span in wanted if span[1] < settled.until}
        kept |= {span: [] for span in ended}
        for (start, end, segment), totals in fresh.items():
            if (start, end) in ended:
                kept[start, end].append((*segment, totals[Part.VALUE]))
        settled.keep_spans(question, kept)
        return found | fresh

    def _question(self, kpi_query: KpiQuery, dimensions: Dimensions) -> str:
        """Return the SELECT for *kpi_query*, with the same span whatever is asked."""
        query = HolisticQuery(self.rows, self.tally.unit, (ANY_SPAN[0],))
        return self.rows.words.sql(query.select(kpi_query, dimensions, [ANY_SPAN])[0])

    def _asked(
        self,
        kpi_query: KpiQuery,
        dimensions: Dimensions,
        wanted: Sequence[Span],
        at_hand: tuple[Span | None, Iterable[int]],
        found: Mapping[Key, Row],
    ) -> dict[Key, Row]:
        """Return those of *found* that the engine has values for over the spans *wanted*."""
        query = HolisticQuery(self.rows, self.tally.unit, self.tally.blocks())
        select, names = query.select(kpi_query, dimensions, wanted, at_hand)
        answered = self.rows.ask(select)
        width = len(dimensions) + 2
        asked: dict[Key, Row] = {}
        for row in answered:
            key = (row[0], row[1], tuple(row[2:width]))
            values = dict(zip(names, row[width:], strict=True))
            if key[:2] != at_hand[0]:
                values = {Part.VALUE: values[Part.VALUE]}
            if key in found:
                asked[key] = {**found[key], **values}
        return asked


@frozen
class HolisticQuery:
    """The query for percentiles or distinct counts over spans of days, from blocks of them."""

    rows: DescribedRows
    unit: str
    """The blocks of days (day, week, month) that values are counted by."""
    blocks: Sequence[date]
    """The first days of the blocks that there are."""

    def select(
        self,
        kpi_query: KpiQuery,
        dimensions: Dimensions,
        spans: Sequence[Span],
        at_hand: tuple[Span | None, Iterable[int]] = (None, ()),
    ) -> tuple[exp.Select, tuple[str, ...]]:
        """Return the query for *kpi_query* over *spans*, by *dimensions*, and what it names.

        Of the span *at_hand* the values of the neighbours' ranks are asked for as
        well, by the bases that it may have.
        """
        keys: list[Tree] = [column(START), column(END)]
        keys += [column(self.rows.text(name)) for name in dimensions]
        if kpi_query.may_be_estimated and self.rows.words.estimates:
            return self._estimated(kpi_query, dimensions, spans, keys), (Part.VALUE,)
        if kpi_query.distinct is not None:
            distinct = kpi_query.distinct
            counted = self._counted(
                kpi_query, dimensions, (distinct.value, distinct.rows, None), spans
            )
            several = exp.Count(this=exp.Distinct(expressions=[column(VALUE)]))
            total = named(several, Part.VALUE.value)
            return picked([*keys, total], nested(counted, "counted"), by=keys), (Part.VALUE,)
        ranked = kpi_query.ranked
        assert ranked is not None, "what adds up is not holistic"
        counted = self._counted(
            kpi_query, dimensions, (ranked.value, ranked.rows, ranked.times), spans
        )
        counted = self._as_numbers(counted, keys)
        ranks = _ranks(kpi_query, at_hand[1]) if at_hand[0] in spans else {}
        return self._percentile(ranked, counted, keys, ranks)

    def _estimated(
        self,
        kpi_query: KpiQuery,
        dimensions: Dimensions,
        spans: Sequence[Span],
        keys: Sequence[Tree],
    ) -> exp.Select:
        """Return the query for the engine's estimate of *kpi_query* over *spans*, by *keys*.

        A value is not counted first: that is the work an estimate saves.
        """
        words, asked = self.rows.words, kpi_query.distinct or kpi_query.ranked
        assert asked is not None, "what adds up is not holistic"
        plain = self._plain(kpi_query, dimensions, (asked.value, asked.rows, None), spans)
        texts = [column(self.rows.text(name)) for name in dimensions]
        placed = picked([column(START), column(END), *texts, column(VALUE)], nested(plain, "plain"))
        placed = self._in_spans(placed, spans)
        if kpi_query.ranked is None:
            estimate = words.different(column(VALUE))
        else:
            estimate = words.percentile(words.double(column(VALUE)), kpi_query.ranked.p)
        return picked([*keys, named(estimate, Part.VALUE.value)], nested(placed, "placed"), by=keys)

    def _as_numbers(self, counted: exp.Select, keys: Sequence[Tree]) -> exp.Select:
        """Return *counted* with its values as numbers."""
        value = named(self.rows.words.double(column(VALUE)), VALUE)
        return picked([*keys, value, column(TIMES)], nested(counted, "spread"))

    def _counted(
        self,
        kpi_query: KpiQuery,
        dimensions: Dimensions,
        what: tuple[Tree, Tree, Tree | None],
        spans: Sequence[Span],
    ) -> exp.Select:
        """Return the query for how often each value stands in each span and segment."""
        texts = [column(self.rows.text(name)) for name in dimensions]
        plain = self._plain(kpi_query, dimensions, what, spans)
        keys = [column(BLOCK), *texts, column(VALUE)]
        # A sum must not have the name of what is summed: ClickHouse takes one for the other.
        total = named(exp.Sum(this=column("$often")), "$many")
        by_block = picked([*keys, total], nested(plain, "plain"), by=keys)
        in_spans = [column(START), column(END), *texts, column(VALUE)]
        joined = picked(
            [*in_spans, named(exp.Sum(this=column("$many")), TIMES)],
            nested(by_block, "blocks"),
            by=in_spans,
        )
        return self._in_spans(joined, spans)

    def _plain(
        self,
        kpi_query: KpiQuery,
        dimensions: Dimensions,
        what: tuple[Tree, Tree, Tree | None],
        spans: Sequence[Span],
    ) -> exp.Select:
        """Return the query for the block, segment and value of each row, and how often it counts.

        *what* are the value, the rows that count, and how often a row does.
        """
        rows, words = self.rows, self.rows.words
        value, condition, times = what
        texts = [column(rows.text(name)) for name in dimensions]
        block = words.block(rows.day_of(kpi_query.date), self.unit)
        often = rows.placed(times) if times is not None else ONE
        # What is aggregated must not have the name of a column: ClickHouse takes it for that.
        whole = (spans[0][0], max(end for _, end in spans))
        sound = rows.select(span=whole if kpi_query.date is None else None, sound=True)
        return picked(
            [
                named(block, BLOCK),
                *texts,
                named(rows.placed(value), VALUE),
                named(words.integer(often), "$often"),
            ],
            nested(sound, "sound"),
            rows.placed(condition),
        )

    def _in_spans(self, query: exp.Select, spans: Sequence[Span]) -> exp.Select:
        """Return *query*, of blocks, with each block in every span that it lies in."""
        same = exp.EQ(this=column(BLOCK), expression=column("$of"))
        return query.join(self._spans(spans), on=same, join_type="inner", copy=False)

    def _spans(self, spans: Sequence[Span]) -> Tree:
        """Return each block with every span that it lies in."""
        words = self.rows.words
        pairs = [
            (block, start, end)
            for start, end in spans
            for block in self.blocks
            if start <= block <= end
        ]
        # Each is one piece of the tree: there are thousands of them, and a cast has four pieces.
        rows = [[exp.var(_in_words(words, day)) for day in each] for each in pairs]
        return words.rows_of(("$of", START, END), rows, "spans")

    def _percentile(
        self,
        ranked: Ranked,
        counted: exp.Select,
        keys: Sequence[Tree],
        ranks: dict[int, tuple[int, int]],
    ) -> tuple[exp.Select, tuple[str, ...]]:
        """Return the query for the percentile by *keys*, linear between neighbours (type 7)."""
        words = self.rows.words
        times, value = column(TIMES), column(VALUE)
        size = exp.Window(this=exp.Sum(this=times), partition_by=[k.copy() for k in keys])
        running = exp.Window(
            this=exp.Sum(this=times.copy()),
            partition_by=[k.copy() for k in keys],
            order=exp.Order(expressions=[exp.Ordered(this=value.copy(), nulls_first=False)]),
        )
        sized = picked(
            [*keys, value, named(words.double(size), SIZE), named(words.double(running), UP_TO)],
            nested(counted, "counted"),
        )
        p = words.double(number(ranked.p))
        place = exp.Mul(this=less(column(SIZE), ONE), expression=p)
        placed = picked([exp.Star(), named(place, PLACE)], nested(sized, "sized"))
        floor = exp.Anonymous(this="FLOOR", expressions=[column(PLACE)])
        ceiling = exp.Anonymous(this="CEIL", expressions=[column(PLACE)])
        low = _first_beyond(exp.GT(this=column(UP_TO), expression=floor.copy()))
        high = _first_beyond(exp.GT(this=column(UP_TO), expression=ceiling))
        part = exp.Min(this=less(column(PLACE), floor))
        between = exp.Mul(this=less(high, low), expression=part)
        found = exp.Add(this=low.copy(), expression=between)
        wanted: list[Tree] = [*keys, named(found, Part.VALUE.value)]
        names: tuple[str, ...] = (Part.VALUE,)
        if ranks:
            names = (*names, Part.RANK_LOW, Part.RANK_HIGH)
            for at, part_ in enumerate((Part.RANK_LOW, Part.RANK_HIGH)):
                rank = case(
                    *(
                        (exp.EQ(this=column(SIZE), expression=number(n)), number(pair[at]))
                        for n, pair in sorted(ranks.items())
                    )
                )
                reached = exp.GTE(this=column(UP_TO), expression=rank)
                wanted.append(named(_first_beyond(reached), part_.value))
        return picked(wanted, nested(placed, "placed"), by=keys), names


def estimates_of_rows(rows: Rows) -> Mapping[Statistic, Estimate]:
    """Return what the engine of the table *rows* can estimate, and how."""
    assert isinstance(rows, DescribedRows), "what is in no file is in a table"
    return rows.words.estimates


def of_tally(tally: Tally) -> TableHolistic:
    """Return the way to percentiles and distinct counts of the rows of *tally*."""
    assert isinstance(tally, TableTally), "a table is tallied as one"
    return TableHolistic(tally.table_rows, tally)


@lru_cache(maxsize=10_000)
def _in_words(words: Dialect, day: date) -> str:
    """Return *day* in the engine's own *words*: every statement has the same days."""
    return words.sql(words.a_day(day))


def _first_beyond(condition: Tree) -> Tree:
    """Return the lowest value of those for which *condition* holds."""
    return exp.Min(this=case((condition, column(VALUE))))


def _ranks(kpi_query: KpiQuery, sizes: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return the ranks of a percentile's neighbours, by base."""
    if kpi_query.ranked is None:
        return {}
    p, level = kpi_query.ranked.p, kpi_query.kpi.level
    found = {size: ranks_around(size, p, level) for size in sizes}
    return {size: pair for size, pair in found.items() if pair}
